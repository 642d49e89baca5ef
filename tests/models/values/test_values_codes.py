"""Identity numbers and credit codes.

Hand-worked: 11010519491231002X is the example of GB 11643; 91350100M000100Y43 of GB 32100.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.values.credit_code import check_credit_code
from models.values.identity_number import (
    EXCEL_SENTENCE,
    IdentityNumber,
    Sex,
    age_on,
    check_identity_number,
)

TODAY = date(2026, 11, 23)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def mod_11_2(body: str) -> str:
    """Work out the check character as ISO 7064 tells it step by step, unlike the program's weights."""
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    check = (12 - rest) % 11
    return "X" if check == 10 else str(check)


bodies = st.builds(
    lambda area, born, turn: f"{area:06d}{born:%Y%m%d}{turn:03d}",
    st.integers(0, 999_999),
    st.dates(date(1880, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(bodies)
def test_every_right_number_is_taken_whatever_its_region(body: str) -> None:
    number = body + mod_11_2(body)
    found = check_identity_number(number, today=TODAY)
    assert found == IdentityNumber(
        number, date.fromisoformat(body[6:14]), Sex.MALE if int(body[16]) % 2 else Sex.FEMALE
    )


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body: str, place: int, more: int) -> None:
    wrong = body[:place] + str((int(body[place]) + more) % 10) + body[place + 1 :]
    with pytest.raises(ValueError):
        check_identity_number(wrong + mod_11_2(body), today=TODAY)


@given(bodies, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(body: str, place: int) -> None:
    assume(body[place] != body[place + 1])
    wrong = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    with pytest.raises(ValueError):
        check_identity_number(wrong + mod_11_2(body), today=TODAY)


@given(bodies)
def test_the_right_check_character_is_never_told(body: str) -> None:
    right = mod_11_2(body)
    for wrong in set("0123456789X") - {right}:
        with pytest.raises(ValueError) as refused:
            check_identity_number(body + wrong, today=TODAY)
        said = str(refused.value)
        assert body not in said
        assert f"“{right}”" not in said
        assert said in {EXCEL_SENTENCE, "身份证号校验不符，请逐位核对。"}


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２ｘ",
        " 110105 19491231 002X ",
        "'11010519491231002X",
        "110105\u200b19491231\u00a0002X\ufeff",
    ],
)
def test_writings_of_one_number(typed: str) -> None:
    found = check_identity_number(typed, today=TODAY)
    assert found == IdentityNumber("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.parametrize("number", ["370705199001010016", "330483198505050018", "341226200001010011"])
def test_regions_that_a_library_refuses_are_judged_by_check_character_only(number: str) -> None:
    number = number[:17] + mod_11_2(number[:17])
    assert check_identity_number(number, today=TODAY).number == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "应为18位，现有0位"),
        ("37070419650312402", "应为18位，现有17位"),
        ("370704650312402", "15位的旧身份证号"),
        ("3707041965031240A2", "前17位应全是数字"),
        ("37070419650312X022", "前17位应全是数字"),
        ("٣٧٠٧٠٤١٩٦٥٠٣١٢٤٠٢٢", "前17位应全是数字"),
        ("370704196502304022", "出生日期不存在"),
        ("370704202611244022", "出生日期晚于今天"),
        ("370704187912314022", "出生年份过早"),
        ("370704196503120000", "Excel"),
        ("370704196503121000", "Excel"),
        ("1.10105E+17", "Excel"),
        ("3.70704196503124e+17", "Excel"),
        ("１．１０１０５Ｅ＋１７", "Excel"),
    ],
)
def test_refusals_say_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_identity_number(typed, today=TODAY)


def test_a_right_number_that_ends_in_three_zeros_is_no_spreadsheet_damage() -> None:
    body = next(body for born in range(1, 29) if mod_11_2(body := f"370704199001{born:02d}100") == "0")
    assert check_identity_number(f"{body}0", today=TODAY).number == f"{body}0"


def test_birth_today_is_allowed_and_tomorrow_is_not() -> None:
    for day, allowed in ((TODAY, True), (TODAY + timedelta(days=1), False)):
        body = f"370704{day:%Y%m%d}001"
        if allowed:
            assert check_identity_number(body + mod_11_2(body), today=TODAY).born == TODAY
        else:
            with pytest.raises(ValueError, match="晚于今天"):
                check_identity_number(body + mod_11_2(body), today=TODAY)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_age(born: date, day: date, years: int) -> None:
    assert age_on(born, day) == years


def test_age_before_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="早于出生日期"):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    "typed",
    [
        "91350100M000100Y43",
        "91350100m000100y43",
        " 9135 0100 M000 100Y 43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
    ],
)
def test_credit_code(typed: str) -> None:
    assert check_credit_code(typed) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("91350100M000100Y4", "应为18位，现有17位"),
        ("370704200012345", "15位的旧营业执照注册号"),
        ("91350100MO00100Y43", "不用字母I、O、S、V、Z"),
        ("91350100M000100Y4镇", "只有数字和大写字母"),
        ("91350100M000100Y44", "校验不符"),
        ("913501000000000000", "Excel"),
        ("9.1350100E+17", "Excel"),
    ],
)
def test_credit_code_refusals(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_credit_code(typed)


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17))
def test_exactly_one_check_character_is_right_and_refusals_do_not_tell_it(body: str) -> None:
    taken, said = [], set()
    for check in ALPHABET:
        try:
            taken.append(check_credit_code(body + check))
        except ValueError as refused:
            said.add(str(refused))
    assert len(taken) == 1
    assert said <= {EXCEL_SENTENCE, "统一社会信用代码校验不符，可能有一位写错，请对照证照逐位核对。"}
