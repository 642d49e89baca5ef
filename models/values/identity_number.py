"""The citizen's identity number: 18 characters by GB 11643, checked by ISO 7064 MOD 11-2, never by region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from models.values.text import half_width, without_invisible

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK_CHARACTERS = "10X98765432"
_EARLIEST_BIRTH = date(1880, 1, 1)
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_IN_POWERS_OF_TEN = re.compile(r"[0-9]+(\.[0-9]*)?E\+?[0-9]+", re.IGNORECASE)
_DROPPED = re.compile(r"[\s'‘’`]")

EXCEL_SENTENCE = "这个号码被Excel改坏了：单元格没有设成文本，后几位已经丢失。请照证件重新录入。"


class Sex(StrEnum):
    """The sex as the identity number says it."""

    MALE = "male"
    FEMALE = "female"


SEX_LABELS: Mapping[Sex, str] = MappingProxyType({Sex.MALE: "男", Sex.FEMALE: "女"})


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A checked number (18 characters, last one possibly X) and what it says of the person."""

    number: str
    born: date
    sex: Sex


def cleaned_code(text: str) -> str:
    """Return a typed or pasted code half-width, in capitals, without blanks and a leading apostrophe."""
    return _DROPPED.sub("", half_width(without_invisible(text))).upper()


def is_in_powers_of_ten(code: str) -> bool:
    """Tell whether a code came out of a spreadsheet as a rounded number, such as 3.70704E+17."""
    return _IN_POWERS_OF_TEN.fullmatch(code) is not None


def check_identity_number(text: str, *, today: date) -> IdentityNumber:
    """Return the checked number, or raise ValueError with a sentence that says what is wrong.

    Full-width characters, blanks and a small x are put right. The first six digits are never judged:
    residents keep the numbers of areas that no longer exist. `today` is the latest possible birth. The
    sentences never tell what the right check character would be.
    """
    number = cleaned_code(text)
    if is_in_powers_of_ten(number):
        raise ValueError(EXCEL_SENTENCE)
    if re.fullmatch(r"[0-9]{15}", number):
        raise ValueError("这是15位的旧身份证号，现已停用，请填写现在的18位号码。")
    if len(number) != 18:
        raise ValueError(f"身份证号应为18位，现有{len(number)}位。")
    if not _SHAPE.fullmatch(number):
        raise ValueError("身份证号前17位应全是数字，最后一位是数字或X。")
    right = _check_character(number) == number[17]
    if not right and number.endswith("000"):
        raise ValueError(EXCEL_SENTENCE)
    born = _birth(number, today)
    if not right:
        raise ValueError("身份证号校验不符，请逐位核对。")
    return IdentityNumber(number, born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _check_character(number: str) -> str:
    """Return what ISO 7064 MOD 11-2 demands as the 18th character."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _birth(number: str, today: date) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        born = date(year, month, day)
    except ValueError:
        raise ValueError("身份证号里的出生日期不存在，请对照证件核对第7到14位。") from None
    if born > today:
        raise ValueError("身份证号里的出生日期晚于今天，请对照证件核对第7到14位。")
    if born < _EARLIEST_BIRTH:
        raise ValueError("身份证号里的出生年份过早，请对照证件核对第7到10位。")
    return born


def age_on(born: date, day: date) -> int:
    """Return the completed years of life (周岁) on a day.

    A year is completed on the birthday; somebody born on 29 February completes it on 1 March of common
    years. Raises ValueError for a day before the birth.
    """
    if day < born:
        raise ValueError("这一天早于出生日期。")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
