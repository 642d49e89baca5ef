"""onestop init: a centre from a file of answers, never over another one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from door_bench import Said

import factories


def answers_file(folder: Path, **changes: Any) -> Path:
    """Write the answers of a first run."""
    answers = dataclasses.asdict(factories.answers())
    data = {name: value for name, value in answers.items() if name not in {"units", "demo"}} | changes
    path = folder / "answers.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_centre_is_founded_once_and_its_administrator_signs_in(
    empty_database: str, tmp_path: Path, run: Callable[..., Said]
) -> None:
    file = answers_file(tmp_path)
    said = run("init", "--database", empty_database, "--answers", str(file))
    assert (said.code, said.err) == (0, "")
    assert "云溪镇社会治安综合治理中心" in said.out
    assert "sunjianping" in said.out
    assert factories.PASSWORD not in said.out
    password = tmp_path / "password.txt"
    password.write_text(factories.PASSWORD, encoding="utf-8")
    checked = run(
        "verify", "--database", empty_database, "--as", "sunjianping", "--password-file", str(password)
    )
    assert checked.code == 0
    again = run("init", "--database", empty_database, "--answers", str(file))
    assert (again.code, again.out) == (2, "")
    assert "不能再建一次" in again.err


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "短"}, "密码至少8位"),
        ({"area_code": "abc"}, "9位或12位"),
        ({"committee_short": "（云）"}, "简称"),
        ({"weather": "晴"}, "认不出这些内容：weather"),
        ({"centre_name": None}, "缺少这些内容：centre_name"),
        ({"villages": "东关村"}, "villages"),
        ({"units": [{"mode": "resident"}]}, "name"),
    ],
)
def test_answers_that_cannot_be_are_refused_and_nothing_is_made(
    empty_sqlite_database: str,
    tmp_path: Path,
    run: Callable[..., Said],
    changes: dict[str, Any],
    words: str,
) -> None:
    file = answers_file(tmp_path, **changes)
    said = run("init", "--database", empty_sqlite_database, "--answers", str(file))
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert not Path(empty_sqlite_database).exists()


def test_a_missing_or_broken_file_of_answers_is_refused(
    empty_sqlite_database: str, tmp_path: Path, run: Callable[..., Said]
) -> None:
    missing = run("init", "--database", empty_sqlite_database, "--answers", str(tmp_path / "none.json"))
    assert (missing.code, missing.out) == (2, "")
    assert "读不了文件" in missing.err
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    said = run("init", "--database", empty_sqlite_database, "--answers", str(broken))
    assert said.code == 2
    assert "不是 JSON" in said.err


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:geheim@127.0.0.1/centre",
        "postgresql://u@127.0.0.1/centre?password=geheim",
        "postgresql://u@127.0.0.1/centre?sslmode=disable&passfile=geheim",
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("search", "王", "--as", "u"),
        ("verify", "--as", "u"),
        ("doctor",),
        ("backup", "x.zip", "--as", "u"),
        ("restore", "x.zip", "--as", "u"),
        ("print", "（2026）云人调字第1号", "--out", "x.pdf", "--as", "u"),
        ("init", "--answers", "x.json"),
    ],
)
def test_an_address_with_a_password_is_refused_and_not_repeated(
    run: Callable[..., Said], address: str, words: tuple[str, ...]
) -> None:
    said = run(*words, "--database", address)
    assert (said.code, said.out) == (2, "")
    assert "不能写密码" in said.err
    assert "geheim" not in said.err
