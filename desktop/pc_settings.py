"""What belongs to this PC and not to the centre: its look, its desk, who signed in here last. A small JSON file."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from desktop.errors import OfficeError
from desktop.paths import data_folder, default_database

FILE_NAME = "pc.json"
LAST_LOGINS = 4
"""So many people are offered on the sign-in page."""
LOCK_AFTER_LEAST, LOCK_AFTER_MOST = 5, 30
THEMES = ("light", "dark")
POINTS = (11.0, 16.0)


@dataclass(frozen=True, slots=True)
class LastLogin:
    """Somebody who signed in on this PC, as the sign-in page offers them; never a password."""

    login: str
    name: str
    account_id: int
    roles: str
    """The roles in words, as shown."""


@dataclass(frozen=True, slots=True)
class KnownCentre:
    """What this PC remembers of one database: the centre's name, and who signed in last (the latest first)."""

    place: str
    name: str
    logins: tuple[LastLogin, ...] = ()


@dataclass(frozen=True, slots=True)
class PcSettings:
    """The settings of this PC."""

    theme: Literal["light", "dark", "contrast"] = "light"
    base_point: float = 11.25
    """Size of body text in points, 11 to 16."""
    desk: str = ""
    """Name of the desk, kept with every event; empty for none."""
    lock_minutes: int = 15
    """After so many minutes without a key or the mouse the screen is locked, 5 to 30."""
    database: str = ""
    """Where the first run put the centre's database when not in the usual place."""
    scan_folder: str = ""
    """The folder into which the scanner of this desk writes; empty for none."""
    centres: tuple[KnownCentre, ...] = ()

    def centre(self, place: str) -> KnownCentre:
        """Return what is remembered of a database; without a name when nothing is."""
        key = _key(place)
        return next((known for known in self.centres if known.place == key), KnownCentre(key, ""))

    def with_name(self, place: str, name: str) -> PcSettings:
        """Return the settings that remember the centre's name."""
        return self._with(replace(self.centre(place), name=name))

    def with_login(self, place: str, login: LastLogin) -> PcSettings:
        """Return the settings with somebody as the latest who signed in."""
        known = self.centre(place)
        others = [other for other in known.logins if other.account_id != login.account_id]
        return self._with(replace(known, logins=(login, *others)[:LAST_LOGINS]))

    def without_logins(self, place: str) -> PcSettings:
        """Return the settings that remember nobody of a database: it was restored, the accounts may differ."""
        return self._with(replace(self.centre(place), logins=()))

    def _with(self, known: KnownCentre) -> PcSettings:
        """Return the settings with what is remembered of one database replaced."""
        others = [other for other in self.centres if other.place != known.place]
        return replace(self, centres=(known, *others)[:8])


def usual_database() -> Path:
    """Return the database that opens where none is named: where the first run put it, else the usual place."""
    chosen = read_pc_settings().database
    return Path(chosen) if chosen else default_database()


def read_pc_settings(folder: Path | None = None) -> PcSettings:
    """Return this PC's settings; whatever is missing or makes no sense takes its usual value."""
    try:
        data = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return PcSettings()
    return _settings(data) if isinstance(data, dict) else PcSettings()


def save_pc_settings(settings: PcSettings, folder: Path | None = None) -> None:
    """Keep this PC's settings, whole or not at all. Raises OfficeError where the disk refuses."""
    target = _file(folder)
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        partial.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(target)
    except OSError as fault:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise OfficeError("这台电脑的设置没有存下。", todo="请检查磁盘是否已满、是否可以写入。") from fault


def _file(folder: Path | None) -> Path:
    """Return the path of the settings."""
    return (folder or data_folder()) / FILE_NAME


def _key(place: str) -> str:
    """Return the name of a database under which it is remembered."""
    return place if "://" in place else os.path.normcase(Path(place).absolute())


def _settings(data: dict[str, Any]) -> PcSettings:
    """Return the settings of a file, each value checked."""
    usual = PcSettings()
    theme = data.get("theme")
    point = data.get("base_point")
    minutes = data.get("lock_minutes")
    centres = data.get("centres")
    return PcSettings(
        theme=theme if theme in {"dark", "contrast"} else "light",
        base_point=_between(point, *POINTS) if isinstance(point, (int, float)) else usual.base_point,
        desk=str(data.get("desk") or "")[:60],
        lock_minutes=round(_between(minutes, LOCK_AFTER_LEAST, LOCK_AFTER_MOST))
        if isinstance(minutes, int)
        else usual.lock_minutes,
        database=str(data.get("database") or ""),
        scan_folder=str(data.get("scan_folder") or ""),
        centres=tuple(_centres(centres)) if isinstance(centres, list) else (),
    )


def _between(value: float, least: float, most: float) -> float:
    """Return a value brought into its limits."""
    return min(max(float(value), least), most)


def _centres(rows: list[Any]) -> list[KnownCentre]:
    """Return the remembered databases that can be read."""
    known = []
    for row in rows:
        if not isinstance(row, dict):
            continue
        with suppress(TypeError, KeyError, ValueError):
            logins = tuple(
                LastLogin(str(o["login"]), str(o["name"]), int(o["account_id"]), str(o["roles"]))
                for o in row.get("logins", [])
            )
            known.append(KnownCentre(str(row["place"]), str(row["name"]), logins))
    return known
