"""Cuts text into single characters and pairs (bigrams), alike for what is stored and for what is typed.

Both engines index the same grams. On SQLite a gram is a short ASCII word, exact. On PostgreSQL it is a
32-bit number: exact for characters of the basic plane (two 16-bit codes side by side), a hash for the
rare ones beyond it (𬭎, 𠅤), so that a hit there is looked at again in the document.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from itertools import pairwise

_BASIC_PLANE = 0xFFFF
_IDEOGRAPHS = range(0x20000, 0x40000)
"""Planes 2 and 3 hold ideographs only; some are newer than Python's own tables and look unassigned there."""


def normalise(text: str) -> str:
    """Return the letters and digits of a text in one form: half-width, lower case, no marks, no spaces.

    Punctuation of every kind goes, also the interpunct of names (阿不都·热合曼 is found as 阿不都热合曼)
    and the brackets of case numbers, whatever their width. Private-use characters stay: old input methods
    wrote rare names with them.
    """
    folded = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", "".join(char for char in folded if _counts(char)))


def normalise_lines(text: str) -> str:
    """Return a document for the index: each line normalised, empty ones dropped; no gram crosses lines."""
    return "\n".join(filter(None, map(normalise, text.splitlines())))


def words_of(typed: str) -> list[str]:
    """Return the normalised words of what was typed, parted at blanks; each must be found."""
    return list(dict.fromkeys(filter(None, map(normalise, typed.split()))))


def grams_of(content: str) -> set[str]:
    """Return every single character and every pair of neighbours of a normalised document."""
    found: set[str] = set()
    for line in content.split("\n"):
        found.update(line)
        found.update(map("".join, pairwise(line)))
    return found


def grams_to_ask(word: str) -> list[str]:
    """Return the grams that a document must have to contain a normalised word: itself, or all its pairs."""
    if len(word) <= 2:
        return [word]
    return list(dict.fromkeys(map("".join, pairwise(word))))


def gram_word(gram: str) -> str:
    """Return a gram as an ASCII word for FTS5: the code points in hexadecimal, parted by z."""
    return "z".join(format(ord(char), "x") for char in gram)


@lru_cache(maxsize=65536)
def gram_number(gram: str) -> int:
    """Return a gram as a signed 32-bit number for PostgreSQL, the same on every machine for ever."""
    codes = [ord(char) for char in gram]
    if max(codes) <= _BASIC_PLANE:
        number = codes[0] if len(codes) == 1 else codes[0] << 16 | codes[1]
    else:
        number = int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=4).digest(), "big")
    return number - (1 << 32) if number >= 1 << 31 else number


@lru_cache(maxsize=8192)
def _counts(char: str) -> bool:
    """Return whether a character is a letter, a digit or an ideograph."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category == "Co" or (category == "Cn" and ord(char) in _IDEOGRAPHS)
