"""Telephone numbers, and what lists, exports and logs show of numbers and names."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.masking import mask_identity, mask_in_text, mask_name, mask_phone
from models.values.phone import check_phone, display_phone, is_mobile, last_four

FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)} | {ord("X"): 0xFF38}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800002417", "13800002417"),
        (" 138 0000 2417 ", "13800002417"),
        ("１３８－００００－２４１７", "13800002417"),
        ("+86 138 0000 2417", "13800002417"),
        ("0086-13800002417", "13800002417"),
        ("013800002417", "13800002417"),
        ("15400002417", "15400002417"),
        ("0536-8881234", "0536-8881234"),
        ("05368881234", "0536-8881234"),
        ("(0536) 888 1234", "0536-8881234"),
        ("（0536）8881234转802", "0536-8881234-802"),
        ("0536——8881234分机802", "0536-8881234-802"),
        ("0536 8881234 - 802", "0536-8881234-802"),
        ("+86 0536 8881234", "0536-8881234"),
        ("010-88812345", "010-88812345"),
        ("0532-88812345", "0532-88812345"),
        ("400 820 0000", "400-820-0000"),
    ],
)
def test_phones_as_residents_give_them(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept
    assert check_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  ", "请填写电话"),
        ("1380000241", "应为11位，现有10位"),
        ("11111111111", "13到19开头"),
        ("8881234", "加上区号"),
        ("没有电话", "只能有数字"),
        ("13800002417、13900002418", "只填一个"),
        ("13800002417/13900002418", "只填一个"),
        ("1.38E+10", "Excel"),
        ("021-8881234", "不像一个电话号码"),
        ("000", "不像一个电话号码"),
        ("999999999999", "不像一个电话号码"),
    ],
)
def test_nonsense_is_refused_in_plain_words(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_phone(typed)


def test_how_phones_are_shown() -> None:
    assert display_phone("13800002417") == "138 0000 2417"
    assert display_phone("0536-8881234-802") == "0536-8881234-802"
    assert last_four("13800002417") == "2417"
    assert last_four("0536-8881234-802") == "1234"
    assert last_four("400-820-0000") == "0000"
    assert is_mobile("13800002417")
    assert not is_mobile("0536-8881234")
    assert mask_phone("13800002417") == "138****2417"
    assert mask_phone("0536-8881234") == "0536-***1234"
    assert mask_phone("010-88812345-802") == "010-****2345-***"
    assert mask_phone("12345") == "*****"


def test_how_identities_and_names_are_shown() -> None:
    assert mask_identity("370704196503124022") == "370***********4022"
    assert mask_identity("370704650312402") == "370********2402"
    assert mask_identity("E12345678") == "E******78"
    assert mask_identity("E1234") == "*****"
    assert [
        mask_name(name) for name in ("张某海", "张海", "欧阳某花", "欧阳", "䶮", "买买提·吐尔逊", "")
    ] == [
        "张*",
        "张*",
        "欧阳*",
        "欧*",
        "*",
        "买*",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("身份证370704196503124022电话13800002417。", "身份证370***********4022电话138****2417。"),
        ("370704650312402", "370********2402"),
        ("id=11010519491231002x;", "id=110***********002X;"),
        ("３７０７０４１９６５０３１２４０２２", "370***********4022"),
        ("138 0000 2417", "*** **** ****"),
        ("138-0000-2417", "***-****-****"),
        ("370704 19650312 4022", "****** ******** ****"),
        ("110105\u200b19491231\u200b002X", "******\u200b********\u200b****"),
        ("(0536)8881234", "(****)*******"),
        ("37070419650312402213800002417", "*" * 29),
        (
            "2026-11-23 08:15:54,123 事项370704101-2026-000412 于2026-12-05到期",
            "2026-11-23 08:15:54,123 事项370704101-2026-000412 于2026-12-05到期",
        ),
        ("2026-11-23 13800002417", "2026-11-23 138****2417"),
        ("序号99999999999和9999999999", "序号***********和9999999999"),
        ("13010519491 231002X", "*********** *******"),
        ("没有号码 3,800.00元 第12次", "没有号码 3,800.00元 第12次"),
    ],
)
def test_log_lines(line: str, kept: str) -> None:
    assert mask_in_text(line) == kept


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
identities = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
born_identities = st.builds(
    lambda area, born, end: f"{area}{born:%Y%m%d}{end}",
    st.integers(100_000, 999_999),
    st.dates(date(1900, 1, 1), date(2026, 11, 23)),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
)
old_born_identities = born_identities.map(lambda number: number[:6] + number[8:17])
old_identities = st.from_regex(r"[1-9][0-9]{14}", fullmatch=True)
landlines = st.from_regex(r"0(10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{7}", fullmatch=True)
numbers = st.one_of(mobiles, identities, old_identities, landlines)
around = st.text(max_size=12)


def digits_of(text: str) -> str:
    """Return a text's digits only, of any script, in ASCII."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


@given(around, numbers, around, st.booleans())
def test_no_number_survives_glued_to_anything(before: str, number: str, after: str, wide: bool) -> None:
    written = number.translate(FULL_WIDTH) if wide else number
    masked = mask_in_text(before + written + after)
    assert digits_of(number) not in digits_of(masked)
    assert written not in masked


@given(
    st.lists(
        st.one_of(numbers, st.sampled_from(["2026-11-23", "08:15", " ", "，", "7", "电话", "-", "x"])),
        max_size=8,
    ),
    st.sampled_from(["", " ", "-", "、", "\u3000"]),
)
def test_no_number_survives_among_others(pieces: list[str], between: str) -> None:
    masked = mask_in_text(between.join(pieces))
    for piece in pieces:
        if len(digits_of(piece)) > 10:
            assert piece not in masked
            assert re.sub("[^0-9]", "", piece) not in masked


@given(
    st.one_of(mobiles, landlines, born_identities, old_born_identities),
    st.lists(st.integers(1, 17), max_size=4),
    st.sampled_from([" ", "-", "\u200b", " - ", "\u3000"]),
)
def test_no_number_survives_written_in_groups(number: str, cuts: list[int], gap: str) -> None:
    bare = number.replace("-", "")
    places = [0, *sorted({cut for cut in cuts if cut < len(bare)}), len(bare)]
    written = gap.join(bare[first:last] for first, last in itertools.pairwise(places))
    masked = mask_in_text(f"电话：{written}。")
    assert len(digits_of(masked)) <= 7


@given(st.text())
def test_the_rest_of_a_line_stays(text: str) -> None:
    assert [char for char in mask_in_text(text) if char.isalpha() and char not in "xXｘＸ"] == [
        char for char in text if char.isalpha() and char not in "xXｘＸ"
    ]
