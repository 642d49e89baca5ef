"""Copies of files that somebody looks at with another program: on this PC no longer than needed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.errors import OfficeError
from desktop.paths import data_folder

FOLDER = "opened"


def opened_copy(attachment_id: int, name: str) -> Path:
    """Return where the copy of a file lies while it is looked at."""
    return data_folder() / FOLDER / str(attachment_id) / name


def forget_opened() -> None:
    """Remove the copies that were made, as far as no other program holds them open.

    They show what the window would show to few only: done before the next is opened, when the program begins (it
    may have been killed) and when it ends.
    """
    with suppress(OfficeError):
        folder = data_folder() / FOLDER
        for path in sorted(folder.glob("**/*"), reverse=True):
            with suppress(OSError):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
