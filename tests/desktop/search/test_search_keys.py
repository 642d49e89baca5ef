"""The keys of names and numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.search.keys import (
    KEY_LENGTH,
    READINGS_KEPT,
    KeyKind,
    case_number_keys,
    code_keys,
    external_keys,
    identity_hash,
    identity_keys,
    keyed_hash,
    name_keys,
    phone_keys,
)
from models.values.phone import check_phone

SECRET = bytes(range(32))


def _of(kind: KeyKind, name: str) -> set[str]:
    return {row.key for row in name_keys(name) if row.kind is kind}


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("单雄信", {"shanxiongxin", "danxiongxin", "chanxiongxin"}),
        ("曾国藩", {"zengguofan", "cengguofan"}),
        ("仇英", {"qiuying", "chouying"}),
        ("解缙", {"xiejin", "jiejin"}),
        ("查良镛", {"zhaliangyong", "chaliangyong"}),
        ("朴树", {"piaoshu", "pushu"}),
        ("区寄", {"ouji", "quji"}),
        ("覃塘", {"qintang", "tantang"}),
        ("盖叫天", {"gejiaotian", "gaijiaotian"}),
        ("任重", {"renzhong", "renchong"}),
        ("尉迟恭", {"yuchigong", "weichigong"}),
        ("万俟卨", {"moqixie"}),
        ("吕布", {"lvbu"}),
        ("𬭎", {"hong"}),
        ("䶮", {"yan"}),
        ("张三", {"zhangsan"}),
    ],
)
def test_all_readings_of_a_name(name: str, readings: set[str]) -> None:
    assert readings <= _of(KeyKind.PINYIN, name)


def test_initials_follow_the_readings() -> None:
    assert {"sxx", "dxx", "cxx"} <= _of(KeyKind.INITIALS, "单雄信")
    assert _of(KeyKind.INITIALS, "张三") == {"zs"}


def test_the_name_itself_is_in_one_form() -> None:
    assert _of(KeyKind.NAME, "阿不都 · 热合曼") == _of(KeyKind.NAME, "阿不都•热合曼") == {"阿不都热合曼"}
    assert _of(KeyKind.NAME, "ＳＭＩＴＨ") == {"smith"}
    assert name_keys("· ，") == []


def test_a_character_without_reading_is_passed_over() -> None:
    assert _of(KeyKind.PINYIN, "\U00032000三") == {"san"}
    assert _of(KeyKind.NAME, "\U00032000三") == {"\U00032000三"}


@given(st.text("单曾仇解查朴区覃重行长乐abc·\U00032000", max_size=60))
def test_keys_are_bounded(name: str) -> None:
    rows = name_keys(name)
    assert len(set(rows)) == len(rows)
    assert all(0 < len(row.key) <= KEY_LENGTH for row in rows)
    assert len(_of(KeyKind.PINYIN, name)) <= READINGS_KEPT
    assert all(row.key.isascii() for row in rows if row.kind is not KeyKind.NAME)


@pytest.mark.parametrize(
    "typed", ["138 0000 2417", "0536-8881234", "0536-8881234转802", "400-820-0000", "010-12345678"]
)
def test_phones_are_found_whole_and_by_their_tail(typed: str) -> None:
    from desktop.search.keys import phone_hash, phone_tail_hash

    kept = check_phone(typed.replace("12345678", "82345678"))
    keys = {row.key for row in phone_keys(SECRET, kept)}
    main = "".join(filter(str.isdigit, "-".join(kept.split("-")[: 3 if kept.startswith("400") else 2])))
    assert phone_hash(SECRET, main) in keys
    assert phone_tail_hash(SECRET, main[-4:]) in keys
    if main.startswith("0"):
        assert phone_hash(SECRET, kept.split("-")[1]) in keys


def test_hashes_need_the_secret_and_part_the_kinds() -> None:
    assert keyed_hash(SECRET, "a") == "5167dd15d18166a9dd6caa3522f7026f"
    assert keyed_hash(SECRET, "a") != keyed_hash(b"other", "a")
    assert identity_hash(SECRET, "11010119900307039x") == identity_hash(SECRET, "11010119900307039X")
    hashes = {row.key for row in [*phone_keys(SECRET, "13800002417"), *identity_keys(SECRET, "13800002417")]}
    assert len(hashes) == 3
    assert all(len(text) == 32 for text in hashes)
    assert identity_keys(SECRET, " ") == []
    assert phone_keys(SECRET, "12") == []


def test_numbers_of_matters_and_cases() -> None:
    assert [(row.kind, row.key) for row in code_keys("370704101-2026-000412")] == [
        ("code", "3707041012026000412"), ("code", "2026000412"), ("code_tail", "000412"),
    ]  # fmt: skip
    assert [row.key for row in case_number_keys("（2026）坊人调字第1号")] == [
        "2026坊人调字第1号",
        "坊人调字第1号",
    ]
    assert case_number_keys("(2026)坊人调字第1号") == case_number_keys("〔２０２６〕 坊人调字第１号")
    assert [row.key for row in external_keys("鲁信访〔2026〕12号")] == ["鲁信访202612号"]
    assert external_keys("-") == []


def test_the_dictionary_of_phrases_stays_unloaded() -> None:
    code = (
        "import sys, os\nfrom desktop.search.keys import name_keys\n"
        "assert 'pypinyin' not in sys.modules\nname_keys('单雄信')\n"
        "print('pypinyin.pinyin_dict' in sys.modules, 'pypinyin.phrases_dict' in sys.modules,"
        " 'PYPINYIN_NO_PHRASES' in os.environ)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYPINYIN")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[3], env=environment,
    )  # fmt: skip
    assert done.stdout.strip() == "True False False"
