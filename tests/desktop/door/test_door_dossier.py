"""onestop print --dossier and onestop lint: the bound dossier and what it lacks, for those who may."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from door_bench import Door, open_a_case

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


def test_lint_says_what_is_missing_who_fetches_it_and_the_score(door: Door) -> None:
    number = open_a_case(door)
    said = door.as_role(Role.MEDIATOR, "lint", number)
    assert said.code == 1, "nobody has signed yet"
    assert "S01" in said.out
    assert "卷宗评分" in said.out
    assert "每条错误扣" in said.out
    assert door.as_role(Role.AUDITOR, "lint", number).code == 2
