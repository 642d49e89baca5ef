"""What may reach the paper: pasted text made clean, and the classes of marks that line breaking knows."""

import re
import unicodedata

NO_START = frozenset(
    "，。、；：！？）》」』”’】〕〗〉］｝％‰℃·…—～"  # noqa: RUF001  (the marks themselves)
    ",.;:!?)]}%°"
    "々〻ー‐–゠"  # noqa: RUF001  (the marks themselves)
)
"""Marks that never start a line."""

NO_END = frozenset("（《「『“‘【〔〖〈［｛￥＄£([{$¥€№")  # noqa: RUF001  (the marks themselves)
"""Marks that never end a line."""

BLANK_RIGHT = frozenset("，。、；：）》」』”’】〕〗〉］｝")  # noqa: RUF001  (the marks themselves)
"""Full-width marks whose right half is blank: it may be squeezed away."""

BLANK_LEFT = frozenset("（《「『“‘【〔〖〈［｛")  # noqa: RUF001  (the marks themselves)
"""Full-width marks whose left half is blank."""

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = re.compile("  +")
_DROPPED = {"Cc", "Cf"}


def clean(text: str) -> str:
    """One line of printable text, as it is measured and printed.

    Tabs and odd spaces become a space, several of them one; control, zero-width and variation characters go.
    The ideographic space stays. What has a shape is never changed or composed.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_clean_character, text))
    return _SPACES.sub(" ", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text as typed or pasted: cleaned, without hand-made indents and without empty ones."""
    cleaned = (clean(part).strip(" \u3000") for part in _BREAKS.split(text))
    return [part for part in cleaned if part]


def _clean_character(character: str) -> str:
    if "\u3000" <= character <= "\ufdff":
        return character
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t" or category in {"Zl", "Zp"} or _BREAKS.match(character):
        return " "
    return "" if category in _DROPPED else character
