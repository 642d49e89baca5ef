"""The unified social credit code of an organisation: 18 characters by GB 32100, weights 3^i mod 31."""

from __future__ import annotations

from models.values.identity_number import EXCEL_SENTENCE, cleaned_code, is_in_powers_of_ten

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def check_credit_code(text: str) -> str:
    """Return the code in half-width capitals, or raise ValueError with a sentence that says what is wrong.

    GB 32100-2015: characters 0-9 and A-Z without I O S V Z; the 18th is the check. The area inside is not
    judged, and the sentences never tell what the right check character would be.
    """
    code = cleaned_code(text).replace("-", "")
    if is_in_powers_of_ten(code):
        raise ValueError(EXCEL_SENTENCE)
    if len(code) == 15 and code.isascii() and code.isdigit():
        raise ValueError("这是15位的旧营业执照注册号，请填写执照上18位的统一社会信用代码。")
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应为18位，现有{len(code)}位。")
    strange = sorted(set(code) - set(_ALPHABET))
    if strange and set(strange) <= set("IOSVZ"):
        raise ValueError("统一社会信用代码不用字母I、O、S、V、Z，请核对是否与1、0、5、U、2看混。")
    if strange:
        raise ValueError("统一社会信用代码只有数字和大写字母，请对照证照核对。")
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(code[:17], _WEIGHTS, strict=True))
    if _ALPHABET[-total % 31] != code[17]:
        if code.isdigit() and code.endswith("000"):
            raise ValueError(EXCEL_SENTENCE)
        raise ValueError("统一社会信用代码校验不符，可能有一位写错，请对照证照逐位核对。")
    return code
