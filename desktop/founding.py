"""How a centre begins: the answers of the first run become its first rows."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from desktop.errors import FormError, OfficeError
from models.values.choices import UnitKind, UnitMode
from models.values.permissions import Role
from models.values.text import half_width, tidy

if TYPE_CHECKING:
    from desktop.work import Work

SHORTEST_PASSWORD = 8
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


def answer_faults(answers: Answers) -> list[tuple[str, str]]:
    """Return every refusal of the first run's page as (field, sentence)."""
    faults = []
    for field, limit, what in (
        ("centre_name", 60, "综治中心的全称"),
        ("area_name", 60, "所在地"),
        ("committee_name", 60, "人民调解委员会的全称"),
        ("admin_name", 40, "系统管理员的姓名"),
    ):
        text = getattr(answers, field)
        if not tidy(text, limit=1000):
            faults.append((field, f"请填写{what}。"))
        elif len(text) > limit:
            faults.append((field, f"{what}最多{limit}个字。"))
    if not re.fullmatch(r"\d{9}(\d{3})?", half_width(answers.area_code)):
        faults.append(("area_code", "所在地代码是9位或12位数字，请从列表中选，或照民政部门的代码填写。"))
    short = tidy(answers.committee_short, limit=1000)
    if not short:
        faults.append(("committee_short", "请填写卷号里的简称，一两个字，如“云”。"))
    elif len(short) > 6 or re.search(r"[（）()第号调\s]", short):
        faults.append(("committee_short", "简称只写一到六个字，不含括号和“调”“第”“号”。"))
    if not _LOGIN.fullmatch(answers.admin_login):
        faults.append(("admin_login", "登录名用2到40个小写字母或数字，如 sunjianping。"))
    if len(answers.password) < SHORTEST_PASSWORD and not answers.demo:
        faults.append(("password", f"密码至少{SHORTEST_PASSWORD}位。"))
    names = [unit.name.strip() for unit in answers.units]
    if not names or any(not name for name in names):
        faults.append(("units", "单位名称不能为空。"))
    elif len(set(names)) < len(names):
        faults.append(("units", "有两个单位同名，请改成不同的名称。"))
    elif not any(unit.mediates for unit in answers.units):
        faults.append(("units", "请保留人民调解委员会：调解案件由它办理。"))
    return faults


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

    session = work.session
    if session.get(Centre, 1) is not None:
        raise OfficeError("这里已经有一个综治中心的数据库，不能再建一次。")
    session.add(AuditHead(id=1, seq=0, hash=GENESIS, recorded_at=work.now))
    centre = Centre(
        id=1,
        name=answers.centre_name.strip(),
        area_code=half_width(answers.area_code).ljust(12, "0"),
        area_name=answers.area_name.strip(),
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
    work.record("centre:found", centre, words=f"建立{centre.name}", acting_person=answers.admin_name.strip())


def _found_units(work: Work, answers: Answers) -> None:
    """Write the units with their rota, the committee, the villages and the administrator."""
    from desktop.passwords import hash_password
    from desktop.visibility import FIRST_UNIT_BIT
    from models.centre import Committee, RotaEntry, Unit, Village
    from models.staff import Account, AccountRole, Staff

    session, units = work.session, []
    for position, answer in enumerate(answers.units, 1):
        unit = Unit(
            name=answer.name.strip(),
            position=position,
            mode=answer.mode,
            kind=answer.kind,
            window=answer.window.strip(),
            bit=None if answer.kind == UnitKind.VILLAGE else FIRST_UNIT_BIT + position - 1,
            mediates=answer.mediates,
        )
        session.add(unit)
        units.append(unit)
    session.flush()
    for unit, answer in zip(units, answers.units, strict=True):
        session.add_all(RotaEntry(unit_id=unit.id, weekday=day) for day in answer.weekdays)
    mediating = next(unit for unit in units if unit.mediates)
    session.add(
        Committee(
            unit_id=mediating.id,
            name=answers.committee_name.strip(),
            short_name=answers.committee_short.strip(),
        )
    )
    names = dict.fromkeys(name.strip() for name in answers.villages if name.strip())
    session.add_all(Village(name=name, position=position) for position, name in enumerate(names, 1))
    home = next((unit for unit in units if "平安办" in unit.name), units[0])
    staff = Staff(name=answers.admin_name.strip(), unit_id=home.id)
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
