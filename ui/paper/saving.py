"""A paper as a file: where it goes, under which name, and safely."""

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.errors import OfficeError
from desktop.paths import HOME_VARIABLE

FOLDER = "一站解文书"
_LONGEST_NAME = 200
"""In bytes: a disk under Linux takes 255, of which each Chinese character is three; the rest is for the endings."""


def papers_folder() -> Path:
    """The folder that papers are saved to: 文档/一站解文书, or `papers` under ONESTOP_HOME; not made yet."""
    own = os.environ.get(HOME_VARIABLE)
    if own:
        return Path(own).absolute() / "papers"
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / FOLDER


def file_name(title: str, suffix: str = ".pdf") -> str:
    """A paper's title as a file name that every system takes; full-width brackets stay."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)
    return f"{shortened(re.sub(' +', ' ', plain).strip(' .')) or '文书'}{suffix}"


def shortened(name: str) -> str:
    """Return as much of a name as every disk takes, never a torn character."""
    return name.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(" .")


def save_pdf(pdf: bytes, title: str, *, folder: Path | None = None) -> Path:
    """Save a paper as a PDF; see `save_paper_file`."""
    return save_paper_file(pdf, title, ".pdf", folder=folder)


def save_paper_file(content: bytes, title: str, suffix: str, *, folder: Path | None = None) -> Path:
    """Save a paper in the papers' folder (or `folder`) and return its path.

    A file of the same name and other contents is never replaced: the new one gets （2）, （3） … behind its
    name. Raises OfficeError when the folder cannot be written. Runs in a lane.
    """
    where = folder or papers_folder()
    name = Path(file_name(title, suffix))
    try:
        where.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = where / (f"{name.stem}（{number}）{suffix}" if number > 1 else name.name)
            if not path.exists():
                return write_pdf(content, path)
            if path.read_bytes() == content:
                return path
    except OSError as fault:
        raise _refusal(where, fault) from fault
    raise OfficeError(f"文件夹“{where}”里同名的文件太多了，请先清理。")


def write_pdf(content: bytes, path: Path) -> Path:
    """Write a paper to this file, whole or not at all; a file that is there is replaced.

    Raises OfficeError when it cannot be written: the disk is full, the file read-only or open elsewhere.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(path))
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        with suppress(OSError):
            part.unlink()
        raise _refusal(path, fault) from fault
    return path


def _refusal(path: Path, fault: OSError) -> OfficeError:
    kind = "Word文件" if path.suffix == ".docx" else "PDF"
    if fault.errno == errno.ENOSPC:
        return OfficeError(f"{kind}没有存下：磁盘满了（{path}）。", todo="请清理磁盘，或换一个位置再存。")
    if path.is_file() and isinstance(fault, PermissionError):
        return OfficeError(
            f"{kind}没有存下：文件“{path.name}”是只读的，或正被别的程序打开。",
            todo="请关闭打开它的程序，或换一个文件名再存。",
        )
    folder = path if path.is_dir() or not path.suffix else path.parent
    return OfficeError(
        f"{kind}没有存下：不能写入文件夹“{folder}”（{fault.strerror or fault}）。",
        todo="请换一个位置，或清理磁盘后再存。",
    )
