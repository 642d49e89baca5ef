"""Telephone numbers as residents give them: mobile, landline with area code, extension, 400 numbers."""

from __future__ import annotations

import re

from models.values.identity_number import is_in_powers_of_ten
from models.values.text import half_width, plain_dashes, without_invisible

_EXTENSION = re.compile(r"(?:转|分机号?|EXT\.?|X|#)[-:：]?([0-9]{1,6})$")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})-?([2-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
_SERVICE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")
_SEVERAL = re.compile(r"[,，、;；/或]")


def check_phone(text: str) -> str:
    """Return the number as it is kept, or raise ValueError with a sentence that says what is wrong.

    Kept forms: `13800002417`, `0536-8881234`, `0536-8881234-802`, `400-820-0000`. Full-width characters,
    blanks, brackets and +86 are put right. Whether a mobile range is in use is not judged.
    """
    typed = plain_dashes(half_width(without_invisible(text))).strip(" '‘’").upper()
    if not typed:
        raise ValueError("请填写电话号码。")
    if is_in_powers_of_ten(typed):
        raise ValueError("这个电话被Excel改坏了：单元格没有设成文本，后几位已经丢失。请重新录入。")
    if _SEVERAL.search(typed):
        raise ValueError("这里只填一个电话号码，另一个请另填一处。")
    number = re.sub(r"[\s()（）.·]", "-", typed)
    number = re.sub(r"-*(转|分机号?|EXT|X|#)-*", r"\1", number)
    number = _EXTENSION.sub(r"-\1", number)
    number = re.sub(r"-{2,}", "-", number).strip("-")
    if re.search(r"[^0-9+-]", number):
        raise ValueError("电话号码里只能有数字、空格、横线、括号和分机号，请改正。")
    number = re.sub(r"^(?:\+|00)?86-?(?=0|1[3-9])", "", number)
    return _kept_form(number)


def _kept_form(number: str) -> str:
    """Return a cleaned number in the form of its kind."""
    digits = number.replace("-", "")
    mobile = digits.removeprefix("0")
    if _MOBILE.fullmatch(mobile):
        return mobile
    service = _SERVICE.fullmatch(digits)
    if service:
        return "-".join(service.groups())
    landline = _LANDLINE.fullmatch(number) or _LANDLINE.fullmatch(_joined_landline(number))
    if landline and (len(landline[1]) == 4 or len(landline[2]) == 8):
        return "-".join(part for part in landline.groups() if part)
    if digits.startswith("1") and len(digits) == 11:
        raise ValueError("手机号应以13到19开头，请核对。")
    if digits.startswith("1"):
        raise ValueError(f"手机号应为11位，现有{len(digits)}位，请核对。")
    if re.fullmatch(r"[2-9][0-9]{6,7}", digits):
        raise ValueError("座机号请加上区号，例如0536-8881234。")
    raise ValueError("这不像一个电话号码：手机号11位，座机写成“区号-号码”，例如0536-8881234。")


def _joined_landline(number: str) -> str:
    """Join a landline written in groups, `0536-888-1234`; what follows 7 or 8 digits is an extension."""
    area, _, rest = number.partition("-")
    groups = rest.split("-")
    for count in range(1, len(groups) + 1):
        main = "".join(groups[:count])
        if len(main) >= 7:
            return "-".join([area, main, *groups[count:]])
    return number


def is_mobile(phone: str) -> bool:
    """Tell whether a kept number is a mobile's."""
    return _MOBILE.fullmatch(phone) is not None


def display_phone(phone: str) -> str:
    """Return a kept number grouped for the eye: `138 0000 2417`; a landline stays as it is kept."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if is_mobile(phone) else phone


def last_four(phone: str) -> str:
    """Return the last four digits that a resident says on the phone, without the extension."""
    landline = _LANDLINE.fullmatch(phone)
    return (landline[2] if landline else phone)[-4:]
