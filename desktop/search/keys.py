"""The short keys under which a matter is found: numbers, names, pinyin, hashes of phones and ID numbers."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desktop.search.tokenizer import normalise

READINGS_KEPT = 16
"""At most so many pinyin spellings of one name are indexed."""
KEY_LENGTH = 120
"""Longer keys are cut; what is typed is cut the same."""
_TONES = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿ", "aaaaooooeeeeiiiiuuuuvvvvvnnnm")
_TONE_MARKS = re.compile("[\u0300-\u036f]")


class KeyKind(StrEnum):
    """What a search key is; the order is the order of the hits."""

    CODE = "code"
    CODE_TAIL = "code_tail"
    CASE_NUMBER = "case_number"
    EXTERNAL = "external"
    IDENTITY_HASH = "identity_hash"
    PHONE_HASH = "phone_hash"
    PHONE_TAIL_HASH = "phone_tail_hash"
    NAME = "name"
    PINYIN = "pinyin"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True, order=True)
class SearchKeyRow:
    """One key of a matter, ready for the table."""

    kind: KeyKind
    key: str


def keyed_hash(secret: bytes, text: str) -> str:
    """Return the first 32 hex digits of HMAC-SHA256: whoever has no key cannot try numbers out."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]


def plain_key(text: str) -> str:
    """Return a name or a number as it stands in the key table."""
    return normalise(text)[:KEY_LENGTH]


def name_keys(name: str) -> list[SearchKeyRow]:
    """Return the keys of a person's or an organisation's name: itself, all its pinyin, all its initials.

    Every reading of every character counts (单 is dan, shan and chan), at most `READINGS_KEPT` of them, those
    with the usual readings and the surname's own first.
    """
    whole = plain_key(name)
    if not whole:
        return []
    rows = {SearchKeyRow(KeyKind.NAME, whole)}
    for spelling in _spellings(whole):
        rows.add(SearchKeyRow(KeyKind.PINYIN, "".join(spelling)[:KEY_LENGTH]))
        rows.add(SearchKeyRow(KeyKind.INITIALS, "".join(part[:1] for part in spelling)[:KEY_LENGTH]))
    return sorted(row for row in rows if row.key)


def usual_reading(char: str) -> str:
    """Return the commonest reading of one character in plain letters; empty where it has none."""
    return next(iter(_readings(char)), "")


def phone_keys(secret: bytes, phone: str) -> list[SearchKeyRow]:
    """Return the keyed hashes of a telephone number: the whole and its last four digits.

    A landline is also found without its area code, an extension is left aside.
    """
    main = re.split(r"转|分机|(?<=\d{7})-", phone.replace("－", "-"), maxsplit=1)[0]
    digits = _digits(main)
    if len(digits) < 4:
        return []
    wholes = {digits}
    parts = main.split("-")
    if digits.startswith("0") and len(parts) > 1:
        wholes.add(_digits("".join(parts[1:])))
    rows = [SearchKeyRow(KeyKind.PHONE_HASH, phone_hash(secret, whole)) for whole in sorted(wholes)]
    return [*rows, SearchKeyRow(KeyKind.PHONE_TAIL_HASH, phone_tail_hash(secret, digits[-4:]))]


def phone_hash(secret: bytes, digits: str) -> str:
    """Return the hash of a whole telephone number, given as digits."""
    return keyed_hash(secret, f"phone:{digits}")


def phone_tail_hash(secret: bytes, tail: str) -> str:
    """Return the hash of the last four digits of a telephone number."""
    return keyed_hash(secret, f"tail:{tail}")


def identity_hash(secret: bytes, number: str) -> str:
    """Return the hash of a whole ID number; the last x counts as X."""
    return keyed_hash(secret, f"identity:{plain_key(number)}")


def identity_keys(secret: bytes, number: str) -> list[SearchKeyRow]:
    """Return the keyed hash of a whole ID number; parts of it are not to be found."""
    return [SearchKeyRow(KeyKind.IDENTITY_HASH, identity_hash(secret, number))] if plain_key(number) else []


def code_keys(code: str) -> list[SearchKeyRow]:
    """Return the keys of a matter's code `370704101-2026-000412`: whole, without area, last digits."""
    area, _, short = code.partition("-")
    serial = short.rpartition("-")[2]
    return [
        SearchKeyRow(KeyKind.CODE, plain_key(area + short)),
        SearchKeyRow(KeyKind.CODE, plain_key(short)),
        SearchKeyRow(KeyKind.CODE_TAIL, plain_key(serial)),
    ]


def case_number_keys(number: str) -> list[SearchKeyRow]:
    """Return the keys of a case number （2026）坊人调字第1号: whole, and from its word on."""
    whole = plain_key(number)
    without_year = re.sub(r"^\d{4}", "", whole)
    return [SearchKeyRow(KeyKind.CASE_NUMBER, key) for key in dict.fromkeys((whole, without_year)) if key]


def external_keys(number: str) -> list[SearchKeyRow]:
    """Return the key of another system's number (12345 order, petition, police)."""
    return [SearchKeyRow(KeyKind.EXTERNAL, plain_key(number))] if plain_key(number) else []


def _digits(text: str) -> str:
    """Return the digits of a text, half-width."""
    return "".join(char for char in normalise(text) if char.isascii() and char.isdigit())


def _spellings(name: str) -> list[tuple[str, ...]]:
    """Return the likeliest pinyin spellings of a name, one syllable a character.

    A reading's cost is its place among the character's readings; the first two characters (a surname may have
    two) cost less, so that their rare readings are kept when the list is full.
    """
    kept: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for place, char in enumerate(name):
        weight = 1.0 if place < 2 else 3.0
        grown = [
            (cost + weight * rank, (*parts, reading))
            for cost, parts in kept
            for rank, reading in enumerate(_readings(char))
        ]
        kept = sorted(grown)[:READINGS_KEPT]
    return [parts for _cost, parts in kept]


def _readings(char: str) -> list[str]:
    """Return all readings of a character without tones (ü is v); a letter or digit reads as itself."""
    if char.isascii():
        return [char]
    spoken = _dictionary().get(ord(char), "")
    plain = (_TONE_MARKS.sub("", reading.translate(_TONES)) for reading in spoken.split(","))
    return list(dict.fromkeys(reading for reading in plain if reading.isascii()))


@cache
def _dictionary() -> Mapping[int, str]:
    """Load the readings of single characters; pypinyin's dictionary of phrases stays unloaded (40 MB)."""
    switch = "PYPINYIN_NO_PHRASES"
    before = os.environ.get(switch)
    os.environ[switch] = "1"
    try:
        from pypinyin.pinyin_dict import pinyin_dict
    finally:
        if before is None:
            del os.environ[switch]
        else:
            os.environ[switch] = before
    loaded: Mapping[int, str] = pinyin_dict
    return loaded
