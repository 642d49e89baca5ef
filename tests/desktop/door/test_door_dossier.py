"""onestop print --dossier and onestop lint: the bound dossier and what it lacks, for those who may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
from door_bench import Door, open_a_case
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.permissions import Role


def test_a_dossier_is_bound_into_a_new_file(door: Door, tmp_path: Path) -> None:
    number = open_a_case(door)
    out = tmp_path / "卷宗.pdf"
    said = door.as_role(Role.MEDIATOR, "print", number, "--dossier", "--out", str(out))
    assert (said.code, said.err) == (0, "")
    assert "还没有归档" in said.out
    document = pypdfium2.PdfDocument(out)  # type: ignore[no-untyped-call]  # has no types
    titles = [mark.get_title() for mark in document.get_toc()]  # type: ignore[no-untyped-call]  # as above
    document.close()  # type: ignore[no-untyped-call]  # as above
    assert titles[:3] == ["卷宗封面", "卷内目录", "人民调解受理登记表"]
    assert titles[-1] == "封底"
    again = door.as_role(Role.MEDIATOR, "print", number, "--dossier", "--out", str(out))
    assert again.code == 2


def test_the_dossiers_of_a_month_go_into_a_folder_with_a_table(door: Door, tmp_path: Path) -> None:
    number = open_a_case(door)
    office = door.office(Role.MEDIATOR)
    with Session(office.engine) as session:
        case = session.scalars(select(MediationCase)).one()
        case.state, case.closed_on = CaseState.CLOSED, date(2026, 11, 30)
        session.commit()
    office.close()
    out = tmp_path / "十一月"
    said = door.as_role(Role.MEDIATOR, "dossiers", "2026-11", "--out", str(out))
    assert said.code == 1, "it lacks signatures"
    assert f"{number}　缺" in said.out
    assert "已装订 1 卷，其中 1 卷不齐全。" in said.out
    assert sorted(path.name for path in out.iterdir()) == ["装卷清单.csv", f"调解卷宗{number}.pdf"]
    assert number in (out / "装卷清单.csv").read_text("utf-8-sig")
    again = door.as_role(Role.MEDIATOR, "dossiers", "2026-11", "--out", str(out))
    assert (again.code, "已经有文件" in again.err) == (2, True)
    none = door.as_role(Role.MEDIATOR, "dossiers", "2026-10", "--out", str(tmp_path / "十月"))
    assert (none.code, "没有结案的案件" in none.err) == (2, True)
    wrong = door.as_role(Role.MEDIATOR, "dossiers", "十一月", "--out", str(tmp_path / "十月"))
    assert (wrong.code, "看不懂月份" in wrong.err) == (2, True)


def test_lint_says_what_is_missing_who_fetches_it_and_the_score(door: Door) -> None:
    number = open_a_case(door)
    said = door.as_role(Role.MEDIATOR, "lint", number)
    assert said.code == 1, "nobody has signed yet"
    assert "S01" in said.out
    assert "卷宗评分" in said.out
    assert "每条错误扣" in said.out
    assert door.as_role(Role.AUDITOR, "lint", number).code == 2
