"""Where the program keeps its files on this PC: data, log, backups, drafts.

`ONESTOP_HOME` in the environment puts all of them under one folder: for tests, for a demo, and for a stick.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from desktop.errors import OfficeError

HOME_VARIABLE = "ONESTOP_HOME"


def data_folder() -> Path:
    """Return the folder of the database, the drafts and the settings; it is made when it is missing."""
    return _made(_base("XDG_DATA_HOME", ".local/share", "data"))


def log_folder() -> Path:
    """Return the folder of the logs; it is made when it is missing."""
    return _made(_base("XDG_STATE_HOME", ".local/state", "log"))


def backup_folder() -> Path:
    """Return the folder that daily backups go to unless the settings name another; made when missing."""
    return _made(_base("XDG_DATA_HOME", ".local/share", "backup"))


def default_database() -> Path:
    """Return the path of the centre's database on a PC of its own; the file may not exist yet."""
    return data_folder() / "centre.db"


def drafts_file(database: str) -> Path:
    """Return the drafts file of one database, named by a hash of its path or URL."""
    place = database if "://" in database else os.path.normcase(Path(database).resolve())
    return data_folder() / f"drafts-{hashlib.sha256(place.encode()).hexdigest()[:16]}.db"


def _base(variable: str, below_home: str, leaf: str) -> Path:
    """Return the platform's folder for one kind of file."""
    own = os.environ.get(HOME_VARIABLE)
    if own:
        return Path(own).absolute() / leaf
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Onestop" / leaf
    given = os.environ.get(variable, "")
    root = Path(given) if Path(given).is_absolute() else Path.home() / below_home
    return root / "onestop" / leaf


def _made(folder: Path) -> Path:
    """Make the folder, readable by its user only where the system knows that."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise OfficeError(
            f"无法使用文件夹“{folder}”。", todo="请检查该位置是否存在、是否可以写入。"
        ) from fault
    return folder
