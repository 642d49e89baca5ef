"""The people's mediation committees: their names, when they give numbers, their last election."""

from __future__ import annotations

import re

from sqlalchemy import exists, func, or_, select

from desktop.entries.units import CommitteeEntry
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.centre import Committee, Unit
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.choices import UnitKind
from models.values.permissions import Permission
from models.values.text import tidy

NAME_LIMIT = 60
SHORT_NAME_LIMIT = 6
_NOT_IN_SHORT_NAME = re.compile(r"[（）()第号调\s]")
_EVERY_CASE = {"unnarrowed": True}
_SHORT_RULE = "只写一到六个字，不含括号和“调”“第”“号”。"


@requires(Permission.CENTRE_EDIT)
def add_committee(work: Work, *, entry: CommitteeEntry) -> int:
    """Add a committee at a unit, which mediates from now on, and return its id."""
    unit = _check(work, entry, None)
    committee = Committee(unit_id=unit.id)
    _write(committee, entry)
    unit.mediates = True
    work.session.add(committee)
    work.session.flush()
    work.record("committee:add", committee, words=f"添加{committee.name}")
    return committee.id


@requires(Permission.CENTRE_EDIT)
def change_committee(work: Work, *, committee_id: int, version: int, entry: CommitteeEntry) -> None:
    """Change a committee. Issued papers and given numbers keep theirs; a new short name begins a new series.

    Its unit stays once it has cases: they were given to that unit.
    """
    committee = _committee(work, committee_id, version)
    unit = _check(work, entry, committee)
    if unit.id != committee.unit_id:
        left = work.session.get_one(Unit, committee.unit_id)
        unit.mediates = True
        committee.unit_id = unit.id
        left.mediates = _has_committee(work, left.id, but=committee.id)
    _write(committee, entry)
    work.record("committee:edit", committee, words=f"修改{committee.name}")


@requires(Permission.CENTRE_EDIT)
def close_committee(work: Work, *, committee_id: int, version: int) -> None:
    """Close a committee (停用) that has no open case; its numbers and cases stay. The last one cannot be closed."""
    committee = _committee(work, committee_id, version)
    others = select(Committee.id).where(Committee.active, Committee.id != committee_id)
    if work.session.scalar(others.limit(1)) is None:
        raise OfficeError("只有这一个调委会，不能停用。")
    running = select(func.count()).where(
        MediationCase.committee_id == committee_id,
        MediationCase.state.not_in((CaseState.CLOSED, CaseState.ARCHIVED)),
    )
    count = work.session.scalar(running, execution_options=_EVERY_CASE) or 0
    if count:
        raise OfficeError(f"还有{count}件案件没有结案，不能停用。", todo="请先结案或移送。")
    committee.active = False
    unit = work.session.get_one(Unit, committee.unit_id)
    unit.mediates = _has_committee(work, unit.id, but=committee_id)
    work.record("committee:close", committee, words=f"停用{committee.name}")


@requires(Permission.CENTRE_EDIT)
def reopen_committee(work: Work, *, committee_id: int, version: int) -> None:
    """Open a closed committee again (启用), unless its unit was closed meanwhile."""
    committee = _committee(work, committee_id, version)
    unit = work.session.get_one(Unit, committee.unit_id)
    if not unit.active:
        raise OfficeError(f"{unit.name}已停用，请先启用单位。")
    committee.active = unit.mediates = True
    work.record("committee:reopen", committee, words=f"重新启用{committee.name}")


def _check(work: Work, entry: CommitteeEntry, kept: Committee | None) -> Unit:
    """Return the unit of a committee's form, or refuse it, each fault at its field."""
    own = kept.id if kept is not None else 0
    faults: list[tuple[str, str]] = []
    unit = work.session.get(Unit, entry.unit_id) if entry.unit_id is not None else None
    faults += _unit_faults(work, unit, kept)
    name = _tidied(entry.name)
    if not name:
        faults.append(("name", "请填写调委会的全称，与印章一致。"))
    elif len(name) > NAME_LIMIT:
        faults.append(("name", f"全称最多{NAME_LIMIT}个字。"))
    elif _there(work, Committee.name == name, own):
        faults.append(("name", "已经有同名的调委会（停用的也算），请换一个名称。"))
    short, oral = _tidied(entry.short_name), _tidied(entry.oral_series)
    fault = _short_fault(work, short, own)
    if fault:
        faults.append(("short_name", fault))
    if oral:
        fault = "口头案件的简称要与卷号简称不同。" if oral == short else _short_fault(work, oral, own)
        if fault:
            faults.append(("oral_series", fault))
    if entry.elected_on is not None and entry.elected_on > work.today:
        faults.append(("elected_on", "换届日期不能晚于今天。"))
    if faults:
        raise FormError(faults)
    assert unit is not None  # its absence is a fault
    return unit


def _unit_faults(work: Work, unit: Unit | None, kept: Committee | None) -> list[tuple[str, str]]:
    """Return what is wrong with the unit at which a committee is."""
    if unit is None or not unit.active:
        return [("unit_id", "请选择调委会设在哪个单位。")]
    if kept is not None and kept.unit_id == unit.id:
        return []
    if unit.kind == UnitKind.VILLAGE:
        return [("unit_id", "村居没有登录的调解员，请设在镇里的单位，由那里的调解员代为登记。")]
    if kept is not None:
        cases = select(MediationCase.id).where(MediationCase.committee_id == kept.id).limit(1)
        if work.session.scalar(cases, execution_options=_EVERY_CASE) is not None:
            return [("unit_id", "这个调委会已有案件，不能换单位。")]
    return []


def _short_fault(work: Work, short: str, own: int) -> str:
    """Return why a short name cannot stand in a committee's numbers; '' when it can."""
    if not short or len(short) > SHORT_NAME_LIMIT or _NOT_IN_SHORT_NAME.search(short):
        return f"简称{_SHORT_RULE}"
    if _there(work, or_(Committee.short_name == short, Committee.oral_series == short), own):
        return "别的调委会已经用这个简称，卷号会重复，请换一个。"
    used = exists().where(MediationCase.number_series == short, MediationCase.committee_id != own)
    if work.session.scalar(select(used), execution_options=_EVERY_CASE):
        return "别的调委会的卷号用过这个简称，请换一个。"
    return ""


def _there(work: Work, condition: object, own: int) -> bool:
    """Tell whether another committee fulfils a condition."""
    statement = select(Committee.id).where(condition, Committee.id != own)  # type: ignore[arg-type]  # of columns
    return work.session.scalar(statement.limit(1)) is not None


def _has_committee(work: Work, unit_id: int, *, but: int) -> bool:
    """Tell whether a unit has an active committee beside one."""
    statement = select(Committee.id).where(
        Committee.unit_id == unit_id, Committee.active, Committee.id != but
    )
    return work.session.scalar(statement.limit(1)) is not None


def _write(committee: Committee, entry: CommitteeEntry) -> None:
    """Write a checked form."""
    committee.name, committee.short_name = _tidied(entry.name), _tidied(entry.short_name)
    committee.oral_series = _tidied(entry.oral_series)
    committee.number_at, committee.elected_on = entry.number_at, entry.elected_on


def _committee(work: Work, committee_id: int, version: int) -> Committee:
    """Return a committee at the version that its form shows."""
    committee = work.session.get(Committee, committee_id)
    if committee is None:
        raise NotFoundError("没有找到这个调委会。")
    expect_version(committee, version)
    return committee


def _tidied(text: str) -> str:
    """Return a name as it is kept, however long: on one line, without invisible characters."""
    return tidy(text, limit=len(text) * 4)
