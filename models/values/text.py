"""What happens to typed and pasted text before it is kept: no invisible characters, one form, a limit."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_AROUND_BREAK = re.compile(r"[ \t\u3000]*\n\s*")
_LETTERS_AND_DIGITS = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_HALF_WIDTH = {full: full - 0xFEE0 for full in _LETTERS_AND_DIGITS} | {
    ord("＋"): "+",
    ord("－"): "-",
    0xFF0E: ".",
    ord("／"): "/",
    ord("　"): " ",
    0x00A0: " ",
}
# hyphens, figure dash, en and em dash, bar, minus sign, the katakana mark that some input methods give
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc\uff0d]+")


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters, blanks, ＋－／ and the full stop made half-width.

    Chinese punctuation stays as it is. For numbers, codes and phones; never for people's own words.
    """
    return text.translate(_HALF_WIDTH)


def plain_dashes(text: str) -> str:
    """Return the text with every kind and run of dash as one `-`; for dates, codes and phones only."""
    return _DASHES.sub("-", text)


def _is_kept(char: str) -> bool:
    """Tell whether a character is text: no control, format (zero-width, BOM) or lone surrogate code."""
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return char == "\n"
    return ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF


def without_invisible(text: str) -> str:
    """Return the text in NFC without control, zero-width and byte-order characters; tabs become blanks.

    Every kind of line break becomes one newline. Characters newer than this Python's tables, private-use
    characters (old systems kept rare names there) and variation selectors of names are kept.
    """
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(filter(_is_kept, text)))


def tidy(text: str, *, limit: int, multiline: bool = False) -> str:
    """Return the text as it is kept: stripped, NFC, without invisible characters, at most `limit` characters.

    In a field of one line a pasted line break becomes one blank; in a field of many lines only the blanks
    at the ends of lines go. Raises ValueError with a Chinese sentence when the text is too long; nothing is
    ever cut off silently.
    """
    text = without_invisible(text)
    if multiline:
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    else:
        text = _AROUND_BREAK.sub(" ", text.strip())
    if len(text) > limit:
        raise ValueError(f"这一项最多{limit}个字，现有{len(text)}个字。")
    return text
