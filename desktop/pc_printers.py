"""Which printer this PC used for which kind of paper, and whether on both sides. A small JSON file of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.paths import data_folder

FILE_NAME = "printers.json"


@dataclass(frozen=True, slots=True)
class UsedPrinter:
    """The printer that a kind of paper went to last."""

    name: str
    duplex: bool = False


def used_printers(folder: Path | None = None) -> dict[str, UsedPrinter]:
    """Return the printers by kind of paper; nothing where nothing was printed yet or the file makes no sense."""
    try:
        data = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        str(kind): UsedPrinter(str(row["name"]), row.get("duplex") is True)
        for kind, row in data.items()
        if isinstance(row, dict) and row.get("name")
    }


def remember_printers(used: Mapping[str, UsedPrinter], folder: Path | None = None) -> None:
    """Keep the printers of some kinds beside those of the others; a full disk forgets them and stops nobody."""
    kept = used_printers(folder) | dict(used)
    target = _file(folder)
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        rows = {kind: asdict(printer) for kind, printer in kept.items()}
        partial.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _file(folder: Path | None) -> Path:
    return (folder or data_folder()) / FILE_NAME
