"""The first run's answers from a JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.errors import OfficeError
from desktop.founding import Answers, UnitAnswer, proposed_units
from models.values.choices import UnitKind, UnitMode

TEXTS = (
    "centre_name",
    "area_code",
    "area_name",
    "committee_name",
    "committee_short",
    "admin_name",
    "admin_login",
    "password",
)


def read_answers(path: Path) -> Answers:
    """Return the answers of a file; OfficeError names what it lacks or does not know.

    `units` and `villages` may be left out: the 11 proposed units, and no village yet.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise OfficeError(f"读不了文件“{path}”。") from fault
    except ValueError as fault:
        raise OfficeError(f"“{path.name}”不是 JSON 文件。") from fault
    if not isinstance(data, dict):
        raise OfficeError(f"“{path.name}”里应当是一个 JSON 对象。")
    unknown = data.keys() - {*TEXTS, "units", "villages"}
    if unknown:
        raise OfficeError(f"认不出这些内容：{'、'.join(sorted(unknown))}。")
    missing = [name for name in TEXTS if not isinstance(data.get(name), str)]
    if missing:
        raise OfficeError(f"缺少这些内容：{'、'.join(missing)}。")
    villages = data.get("villages", [])
    if not isinstance(villages, list) or not all(isinstance(name, str) for name in villages):
        raise OfficeError("villages 应当是村居名称的列表。")
    units = tuple(_unit(row) for row in data["units"]) if "units" in data else proposed_units()
    return Answers(**{name: data[name] for name in TEXTS}, units=units, villages=tuple(villages))


def _unit(row: Any) -> UnitAnswer:
    """Return one unit of the file."""
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        raise OfficeError("units 里每个单位都要有 name。")
    try:
        return UnitAnswer(
            name=row["name"],
            mode=UnitMode(row.get("mode", UnitMode.RESIDENT)),
            kind=UnitKind(row.get("kind", UnitKind.OWN)),
            window=str(row.get("window", "")),
            weekdays=tuple(int(day) for day in row.get("weekdays", ())),
            mediates=bool(row.get("mediates", False)),
        )
    except (ValueError, TypeError) as fault:
        raise OfficeError(f"单位“{row['name']}”写得不对：{fault}") from fault
