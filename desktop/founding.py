"""How a centre begins: the answers of the first run become its first rows."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from desktop.errors import FormError, OfficeError
from models.values.choices import UnitKind, UnitMode
from models.values.permissions import Role
from models.values.text import half_width, tidy

if TYPE_CHECKING:
    from desktop.work import Work

SHORTEST_PASSWORD = 8
NAME_LIMIT, PERSON_LIMIT, UNIT_NAME_LIMIT, WINDOW_LIMIT = 60, 40, 40, 20
MOST_UNITS = 55
"""So many places a matter's bits have for units (desktop/visibility.py); villages need none."""
_AREA_CODE = re.compile(r"[0-9]{9}([0-9]{3})?")
_LOGIN = re.compile(r"[a-z0-9_.-]{2,40}")


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """One unit as the first run proposes it and the centre edits it. Weekdays: 1 Monday … 7 Sunday."""

    name: str
    mode: str = UnitMode.RESIDENT
    kind: str = UnitKind.OWN
    window: str = ""
    weekdays: tuple[int, ...] = ()
    mediates: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the first run asks, on one page."""

    centre_name: str
    area_code: str
    area_name: str
    committee_name: str
    committee_short: str
    admin_name: str
    admin_login: str
    password: str
    units: tuple[UnitAnswer, ...]
    villages: tuple[str, ...] = ()
    demo: bool = False


def proposed_units() -> tuple[UnitAnswer, ...]:
    """Return the 11 units that a new centre is offered; the centre edits them."""
    return tuple(
        UnitAnswer(
            name=row["name"],
            mode=row["mode"],
            kind=row["kind"],
            window=row["window"],
            weekdays=tuple(row["weekdays"]),
            mediates=row["mediates"],
        )
        for row in _codes("units")["rows"]
    )


def tidied(answers: Answers) -> Answers:
    """Return the answers as they are kept: without invisible characters, each name on one line, villages once."""
    return replace(
        answers,
        centre_name=_line(answers.centre_name),
        area_code=_line(half_width(answers.area_code)),
        area_name=_line(answers.area_name),
        committee_name=_line(answers.committee_name),
        committee_short=_line(answers.committee_short),
        admin_name=_line(answers.admin_name),
        units=tuple(
            replace(unit, name=_line(unit.name), window=_line(unit.window)) for unit in answers.units
        ),
        villages=tuple(dict.fromkeys(name for name in map(_line, answers.villages) if name)),
    )


def answer_faults(answers: Answers) -> list[tuple[str, str]]:
    """Return every refusal of the first run's page as (field, sentence)."""
    answers = tidied(answers)
    faults = []
    for field, limit, what in (
        ("centre_name", NAME_LIMIT, "综治中心的全称"),
        ("area_name", NAME_LIMIT, "所在地"),
        ("committee_name", NAME_LIMIT, "人民调解委员会的全称"),
        ("admin_name", PERSON_LIMIT, "系统管理员的姓名"),
    ):
        text = getattr(answers, field)
        if not text:
            faults.append((field, f"请填写{what}。"))
        elif len(text) > limit:
            faults.append((field, f"{what}最多{limit}个字。"))
    if not _AREA_CODE.fullmatch(answers.area_code):
        faults.append(("area_code", "所在地代码是9位或12位数字，请从列表中选，或照民政部门的代码填写。"))
    if not answers.committee_short:
        faults.append(("committee_short", "请填写卷号里的简称，一两个字，如“云”。"))
    elif len(answers.committee_short) > 6 or re.search(r"[（）()第号调\s]", answers.committee_short):
        faults.append(("committee_short", "简称只写一到六个字，不含括号和“调”“第”“号”。"))
    if not _LOGIN.fullmatch(answers.admin_login):
        faults.append(("admin_login", "登录名用2到40个小写字母或数字，如 sunjianping。"))
    if not answers.demo and len(answers.password) < SHORTEST_PASSWORD:
        faults.append(("password", f"密码至少{SHORTEST_PASSWORD}位。"))
    elif not answers.demo and answers.password.lower() == answers.admin_login:
        faults.append(("password", "密码不能和登录名一样。"))
    fault = _unit_fault(answers.units)
    if fault:
        faults.append(("units", fault))
    long = next((name for name in answers.villages if len(name) > UNIT_NAME_LIMIT), None)
    if long is not None:
        faults.append(("villages", f"村居名称最多{UNIT_NAME_LIMIT}个字：“{long[:12]}…”。"))
    return faults


def _unit_fault(units: tuple[UnitAnswer, ...]) -> str:
    """Return what is wrong with the units, the first of it, or an empty text."""
    names = [unit.name for unit in units]
    long = next((name for name in names if len(name) > UNIT_NAME_LIMIT), None)
    if not names or not all(names):
        return "单位名称不能为空。"
    if long is not None:
        return f"单位名称最多{UNIT_NAME_LIMIT}个字：“{long[:12]}…”。"
    if len(set(names)) < len(names):
        return "有两个单位同名，请改成不同的名称。"
    if any(len(unit.window) > WINDOW_LIMIT for unit in units):
        return f"窗口最多写{WINDOW_LIMIT}个字。"
    if any(day not in range(1, 8) for unit in units for day in unit.weekdays):
        return "到岗日只能是周一到周日。"
    if sum(unit.kind != UnitKind.VILLAGE for unit in units) > MOST_UNITS:
        return f"除村居外最多{MOST_UNITS}个单位，请删去一些。"
    if not any(unit.mediates for unit in units):
        return "请保留人民调解委员会：调解案件由它办理。"
    return ""


def _line(text: str) -> str:
    """Return a typed name as it is kept, however long."""
    return tidy(text, limit=len(text) * 4)


def check_answers(answers: Answers) -> None:
    """Raise FormError with every refusal at its field."""
    faults = answer_faults(answers)
    if faults:
        raise FormError(faults)


def found_centre(work: Work, answers: Answers) -> None:
    """Write the centre, its units, committee, administrator, codes, calendar and deadline schemes."""
    from desktop.database.chain import GENESIS
    from desktop.deadlines.founding import found_calendar, found_schemes
    from desktop.version import PROGRAM_VERSION
    from models.centre import Centre
    from models.event import AuditHead

    answers = tidied(answers)
    session = work.session
    if session.get(Centre, 1) is not None:
        raise OfficeError("这里已经有一个综治中心的数据库，不能再建一次。")
    session.add(AuditHead(id=1, seq=0, hash=GENESIS, recorded_at=work.now))
    centre = Centre(
        id=1,
        name=answers.centre_name,
        area_code=answers.area_code.ljust(12, "0"),
        area_name=answers.area_name,
        search_secret=secrets.token_hex(32),
        program_version=PROGRAM_VERSION,
        demo=answers.demo,
    )
    session.add(centre)
    _found_units(work, answers)
    _found_categories(work)
    found_calendar(session)
    found_schemes(session)
    session.flush()
    work.record("centre:found", centre, words=f"建立{centre.name}", acting_person=answers.admin_name)


def _found_units(work: Work, answers: Answers) -> None:
    """Write the units with their rota, the committee, the villages and the administrator."""
    from desktop.passwords import hash_password
    from desktop.visibility import FIRST_UNIT_BIT
    from models.centre import Committee, RotaEntry, Unit, Village
    from models.staff import Account, AccountRole, Staff

    session, units = work.session, []
    places = iter(range(FIRST_UNIT_BIT, FIRST_UNIT_BIT + MOST_UNITS))
    for position, answer in enumerate(answers.units, 1):
        unit = Unit(
            name=answer.name,
            position=position,
            mode=answer.mode,
            kind=answer.kind,
            window=answer.window,
            phone=answer.phone,
            bit=None if answer.kind == UnitKind.VILLAGE else next(places),
            mediates=answer.mediates,
        )
        session.add(unit)
        units.append(unit)
    session.flush()
    for unit, answer in zip(units, answers.units, strict=True):
        session.add_all(RotaEntry(unit_id=unit.id, weekday=day) for day in sorted(set(answer.weekdays)))
    mediating = next(unit for unit in units if unit.mediates)
    session.add(
        Committee(
            unit_id=mediating.id,
            name=answers.committee_name,
            short_name=answers.committee_short,
        )
    )
    session.add_all(
        Village(name=name, position=position) for position, name in enumerate(answers.villages, 1)
    )
    home = next((unit for unit in units if "平安办" in unit.name), units[0])
    staff = Staff(name=answers.admin_name, unit_id=home.id)
    session.add(
        Account(
            login=answers.admin_login,
            staff=staff,
            password_hash=hash_password(answers.password),
            roles=[AccountRole(role=Role.ADMINISTRATOR)],
        )
    )


def _found_categories(work: Work) -> None:
    """Write the class trees of the natures."""
    from models.centre import Category

    for name in ("dispute", "general"):
        codes = _codes(name)
        work.session.add_all(
            Category(
                scheme=codes["scheme"],
                code=row["code"],
                parent_code=row.get("parent"),
                name=row["name"],
                position=position,
            )
            for position, row in enumerate(codes["rows"], 1)
        )


def _codes(name: str) -> dict[str, Any]:
    """Return one of the shipped code tables."""
    text = files("resources").joinpath("codes", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
