"""The centre's own facts: units of the hall, villages, names. Nothing is deleted; what is no longer used is closed."""

from __future__ import annotations

from sqlalchemy import func, select

from desktop.entries.units import UnitEntry
from desktop.errors import ConflictError, FormError, NotFoundError, OfficeError
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.visibility import FIRST_UNIT_BIT, LAST_UNIT_BIT
from desktop.work import Work
from models.centre import Centre, RotaEntry, Unit, Village
from models.values.choices import UnitKind
from models.values.permissions import Permission
from models.values.text import tidy

UNIT_NAME_LIMIT = 40
WINDOW_LIMIT = 20
PHONE_LIMIT = 30
VILLAGE_NAME_LIMIT = 40
CENTRE_NAME_LIMIT = 60


@requires(Permission.CENTRE_EDIT)
def add_unit(work: Work, *, entry: UnitEntry) -> int:
    """Add a unit at the end of the list and return its id. A village committee gets no bit: nobody signs in for it."""
    _check_unit(work, entry, unit_id=None)
    unit = Unit(
        name=_tidied(entry.name),
        position=1 + (work.session.scalar(select(func.max(Unit.position))) or 0),
        mode=entry.mode,
        kind=entry.kind,
        window=_tidied(entry.window),
        phone=_tidied(entry.phone),
        bit=None if entry.kind == UnitKind.VILLAGE else _next_bit(work),
    )
    work.session.add(unit)
    work.session.flush()
    work.session.add_all(RotaEntry(unit_id=unit.id, weekday=day) for day in sorted(set(entry.weekdays)))
    work.record("unit:add", unit, words=f"添加单位{unit.name}")
    return unit.id


@requires(Permission.CENTRE_EDIT)
def change_unit(
    work: Work, *, unit_id: int, version: int, weekdays_before: tuple[int, ...], entry: UnitEntry
) -> None:
    """Change a unit: name, how and when it sits in the hall. Its place in the rows' bits stays.

    `version` and `weekdays_before` are what the form was opened on: its days are rows of their own.
    """
    unit = _unit(work, unit_id, version)
    _check_unit(work, entry, unit_id=unit_id)
    unit.name = _tidied(entry.name)
    unit.mode, unit.kind = entry.mode, entry.kind
    unit.window, unit.phone = _tidied(entry.window), _tidied(entry.phone)
    if unit.bit is None and entry.kind != UnitKind.VILLAGE:
        unit.bit = _next_bit(work)
    rota = work.session.scalars(select(RotaEntry).where(RotaEntry.unit_id == unit_id)).all()
    held, wanted = {row.weekday for row in rota}, set(entry.weekdays)
    if held != set(weekdays_before):
        raise ConflictError("到岗日刚才被别人改过，您的修改还没有保存，请重新打开再改。")
    for row in rota:
        if row.weekday not in wanted:
            work.session.delete(row)
    work.session.add_all(RotaEntry(unit_id=unit_id, weekday=day) for day in sorted(wanted - held))
    work.record("unit:change", unit, words=f"修改单位{unit.name}")


@requires(Permission.CENTRE_EDIT)
def close_unit(work: Work, *, unit_id: int, version: int) -> None:
    """Close a unit (停用): nothing new is given to it; what it has it finishes. The mediation committee stays."""
    unit = _unit(work, unit_id, version)
    if unit.mediates:
        raise OfficeError("调解案件由这个单位办理，不能停用。")
    unit.active = False
    work.record("unit:close", unit, words=f"停用单位{unit.name}")


@requires(Permission.CENTRE_EDIT)
def reopen_unit(work: Work, *, unit_id: int, version: int) -> None:
    """Open a closed unit again (启用)."""
    unit = _unit(work, unit_id, version)
    unit.active = True
    work.record("unit:reopen", unit, words=f"重新启用单位{unit.name}")


@requires(Permission.CENTRE_EDIT)
def add_villages(work: Work, *, names: tuple[str, ...]) -> int:
    """Add villages, one or many pasted; blank lines and those that are there are passed over. Return how many came."""
    wanted = list(dict.fromkeys(name for name in (_line(line, "names") for line in names) if name))
    there = set(work.session.scalars(select(Village.name)))
    new = [name for name in wanted if name not in there]
    if not new:
        raise OfficeError("没有新的村居：空着，或者都已经有了。", field="names")
    position = work.session.scalar(select(func.max(Village.position))) or 0
    work.session.add_all(Village(name=name, position=position + at) for at, name in enumerate(new, 1))
    words = "、".join(new[:5]) + (f"等{len(new)}个" if len(new) > 5 else "")
    work.record("village:add", None, words=f"添加村居{words}")
    return len(new)


@requires(Permission.CENTRE_EDIT)
def change_village(work: Work, *, village_id: int, version: int, name: str, active: bool) -> None:
    """Rename a village, close it or open it again."""
    village = work.session.get(Village, village_id)
    if village is None:
        raise NotFoundError("没有找到这个村居。")
    expect_version(village, version)
    kept = _line(name, "name")
    if not kept:
        raise OfficeError("请填写村居的名称。", field="name")
    same = select(Village.id).where(Village.name == kept, Village.id != village_id)
    if work.session.scalar(same) is not None:
        raise OfficeError("已经有同名的村居，请换一个名称。", field="name")
    village.name, village.active = kept, active
    work.record("village:change", village, words=f"修改村居{kept}" + ("" if active else "，停用"))


@requires(Permission.CENTRE_EDIT)
def change_centre(work: Work, *, version: int, centre_name: str) -> None:
    """Change the centre's name on papers. Papers that were issued keep theirs."""
    centre = work.session.get_one(Centre, 1)
    expect_version(centre, version)
    name = _tidied(centre_name)
    if not name:
        raise OfficeError("请填写综治中心的全称。", field="centre_name")
    if len(name) > CENTRE_NAME_LIMIT:
        raise OfficeError(f"综治中心的全称最多{CENTRE_NAME_LIMIT}个字。", field="centre_name")
    centre.name = name
    work.record("centre:change", centre, words="修改中心的名称")


def _check_unit(work: Work, entry: UnitEntry, *, unit_id: int | None) -> None:
    """Refuse a unit's form, each fault at its field."""
    faults = []
    name = _tidied(entry.name)
    if not name:
        faults.append(("name", "请填写单位的名称。"))
    elif len(name) > UNIT_NAME_LIMIT:
        faults.append(("name", f"单位名称最多{UNIT_NAME_LIMIT}个字。"))
    else:
        same = select(Unit.id).where(Unit.name == name, Unit.id != (unit_id or 0))
        if work.session.scalar(same) is not None:
            faults.append(("name", "已经有同名的单位（停用的也算），请换一个名称。"))
    if len(_tidied(entry.window)) > WINDOW_LIMIT:
        faults.append(("window", f"窗口最多写{WINDOW_LIMIT}个字。"))
    if len(_tidied(entry.phone)) > PHONE_LIMIT:
        faults.append(("phone", f"电话最多写{PHONE_LIMIT}个字。"))
    if any(day not in range(1, 8) for day in entry.weekdays):
        faults.append(("weekdays", "到岗日只能是周一到周日。"))
    if faults:
        raise FormError(faults)


def _next_bit(work: Work) -> int:
    """Return the next place in the bits of matters; places are never given twice, so they can run out."""
    last = work.session.scalar(select(func.max(Unit.bit)))
    bit = FIRST_UNIT_BIT if last is None else last + 1
    if bit > LAST_UNIT_BIT:
        raise OfficeError(
            f"单位已满：除村居外最多{LAST_UNIT_BIT - FIRST_UNIT_BIT + 1}个，停用的也占位置。",
            field="kind",
            todo="可以把停用的单位改名再启用。",
        )
    return bit


def _tidied(text: str) -> str:
    """Return a name as it is kept, however long: on one line, without invisible characters."""
    return tidy(text, limit=len(text) * 4)


def _line(text: str, field: str) -> str:
    """Return one checked name."""
    try:
        return tidy(text, limit=VILLAGE_NAME_LIMIT)
    except ValueError as fault:
        raise OfficeError(f"“{text.strip()[:12]}…”太长：{fault}", field=field) from fault


def _unit(work: Work, unit_id: int, version: int) -> Unit:
    """Return a unit at the version that its form shows."""
    unit = work.session.get(Unit, unit_id)
    if unit is None:
        raise NotFoundError("没有找到这个单位。")
    expect_version(unit, version)
    return unit
