"""onestop print: the very paper that was issued, for those who may print, never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from door_bench import NAMES, Door, open_a_case
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.office import Office
from desktop.papers.offers import Fill
from desktop.queries.agreements import paper_bytes
from desktop.queries.cases import case_list
from desktop.services.papers import issue_case_paper
from models.agreement import PaperFile
from models.event import Event
from models.values.permissions import ROLE_PERMISSIONS, Permission, Role

PRINTERS = [role for role in Role if Permission.PAPER_PRINT in ROLE_PERMISSIONS[role]]


def events(door: Door) -> list[tuple[str, str, str]]:
    """Return tag, words and desk of every event, in order."""
    office = Office(door.place)
    office.open()
    with Session(office.engine) as session:
        found = [(e.tag, e.words, e.desk) for e in session.scalars(select(Event).order_by(Event.seq))]
    office.close()
    return found


@pytest.mark.parametrize("brackets", ["（{}）", "({})", "[{}]", " （ {} ） "])
def test_the_issued_paper_is_printed_again_byte_for_byte(door: Door, tmp_path: Path, brackets: str) -> None:
    number = open_a_case(door)
    typed = number.replace("（2026）", brackets.format("2026"))
    out = tmp_path / "协议书.pdf"
    said = door.as_role(Role.MEDIATOR, "print", typed, "--out", str(out))
    assert (said.code, said.err) == (0, "")
    assert str(out) in said.out
    assert number in said.out
    office = Office(door.place)
    office.open()
    with Session(office.engine) as session:
        assert session.scalars(select(PaperFile.content)).one() == out.read_bytes()
    office.close()
    tags = [event[0] for event in events(door)]
    assert tags[-2:] == ["account:sign_in", "paper:reprint"]
    assert events(door)[-1][2] == "命令行"
    assert not any(name in event[1] for event in events(door)[-2:] for name in NAMES)


def test_another_paper_is_printed_by_its_key(file_door: Door, tmp_path: Path) -> None:
    number = open_a_case(file_door)
    out = tmp_path / "告知书.pdf"
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--paper", "rights_notice", "--out", str(out))
    assert (said.code, said.out) == (2, "")
    assert f"{number}还没有打印过人民调解当事人权利义务告知书" in said.err
    office = file_door.office(Role.MEDIATOR)
    case = office.ask(case_list)[0]
    kept = office.perform(
        issue_case_paper,
        case_id=case.case_id,
        key="rights_notice",
        subject_id=case.case_id,
        fill=Fill.FILLED,
    )
    bytes_kept = office.ask(paper_bytes, paper_id=kept.paper_id)
    office.close()
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--paper", "rights_notice", "--out", str(out))
    assert (said.code, said.err) == (0, "")
    assert "一式3份" in said.out
    assert out.read_bytes() == bytes_kept
    assert events(file_door)[-1][0] == "paper:reprint"
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--paper", "nothing", "--out", str(out) + ".pdf")
    assert said.code == 2
    assert "没有叫“nothing”的文书" in said.err
    assert "session（人民调解记录）" in said.err


def test_an_existing_file_is_never_written_over(file_door: Door, tmp_path: Path) -> None:
    number = open_a_case(file_door)
    out = tmp_path / "协议书.pdf"
    out.write_text("别的内容", encoding="utf-8")
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--out", str(out))
    assert (said.code, said.out) == (2, "")
    assert "已经存在" in said.err
    assert out.read_text(encoding="utf-8") == "别的内容"


def test_what_was_not_issued_is_not_made_up(file_door: Door, tmp_path: Path) -> None:
    number = open_a_case(file_door, issue=False)
    out = tmp_path / "协议书.pdf"
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--out", str(out))
    assert (said.code, said.out) == (2, "")
    assert "还没有打印过协议书" in said.err
    assert not out.exists()
    assert "paper:reprint" not in [event[0] for event in events(file_door)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("（2026）云人调字第99号", "没有找到"),
        ("（2026）坊人调字第1号", "没有找到"),
        ("第1号", "卷号应写成"),
        ("（2026）云人调字第0号", "序号"),
        (" ", "请填写卷号"),
    ],
)
def test_a_number_that_is_none_is_refused(file_door: Door, tmp_path: Path, typed: str, words: str) -> None:
    open_a_case(file_door)
    said = file_door.as_role(Role.MEDIATOR, "print", typed, "--out", str(tmp_path / "x.pdf"))
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in PRINTERS])
def test_who_may_not_print_is_told_who_may(file_door: Door, tmp_path: Path, role: Role) -> None:
    number = open_a_case(file_door)
    said = file_door.as_role(role, "print", number, "--out", str(tmp_path / "x.pdf"))
    assert (said.code, said.out) == (2, "")
    assert "调解员" in said.err
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(("out", "words"), [("协议书.doc", ".pdf"), ("没有/协议书.pdf", "不存在")])
def test_a_place_that_cannot_be_is_refused_before_anybody_signs_in(
    file_door: Door, tmp_path: Path, out: str, words: str
) -> None:
    number = open_a_case(file_door)
    before = len(events(file_door))
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--out", str(tmp_path / out))
    assert said.code == 2
    assert words in said.err
    assert len(events(file_door)) == before


def test_a_wrong_password_is_refused_and_noted(file_door: Door, tmp_path: Path) -> None:
    number = open_a_case(file_door)
    file_door.password_file.write_text("不是这个密码\n", encoding="utf-8")
    said = file_door.as_role(Role.MEDIATOR, "print", number, "--out", str(tmp_path / "x.pdf"))
    assert (said.code, said.out) == (2, "")
    assert "登录名或密码不对" in said.err
    assert "不是这个密码" not in said.err
    assert events(file_door)[-1][0] == "account:sign_in_refused"
