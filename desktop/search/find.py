"""Finds matters by whatever was typed: a number, a telephone, an ID number, a name, pinyin, words."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, String, and_, literal, select, union_all

from desktop.search.index import search_text
from desktop.search.keys import KeyKind, identity_hash, phone_hash, phone_tail_hash, plain_key
from desktop.search.sight import EVERYBODY, Sight
from models.matter import Matter
from models.search import SearchKey

TEXT = "text"
"""Kind of a hit that comes from the words of the document."""
_CODE = re.compile(r"(?:\d{9}-?)?(\d{4})-(\d{1,6})")
_SHORT_CODE_DIGITS = 10
_WHOLE_NUMBER = re.compile(
    r"(?:0|86|086|0086)?1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|\d{17}[0-9x]|\d{15}|[a-z]{1,2}\d{7,8}"
)
"""A mobile, a landline with its area code, a service number, an ID number of 18 or 15 places, a passport."""
_ALL = 1 << 31
"""More rows than there are: keeps a sorted inner query apart, so that what is asked of a matter is asked lazily."""


class Numbers(StrEnum):
    """Whether whole numbers of people are looked up: that is an act with an event (desktop/services/finding.py)."""

    LEFT_OUT = "left_out"
    TOO = "too"
    ONLY = "only"


_PERSONAL = frozenset({KeyKind.IDENTITY_HASH, KeyKind.PHONE_HASH})


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter that was found, and by what: a `KeyKind` or `TEXT`."""

    matter_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One look into the keys: the key itself, or every key that begins with it."""

    kind: KeyKind
    key: str
    prefix: bool = False


def find(
    connection: Connection,
    text: str,
    *,
    secret: bytes,
    limit: int = 50,
    sight: Sight = EVERYBODY,
    numbers: Numbers = Numbers.TOO,
) -> list[Hit]:
    """Return the matters that fit what was typed, each once: exact numbers first, words last, newest first.

    `secret` is the centre's search secret; `sight` says which matters the account may see: others are left out
    here already, so that a common word does not fill the answer with what is then hidden. Two statements on
    SQLite; on a server a third where the words are rare; one more for who sees only his unit's matters.
    """
    sight = sight.led(connection)
    hits: dict[int, Hit] = {}
    asks = [ask for ask in recognise(text, secret) if _wanted(ask, text, numbers)]
    if asks:
        for matter, place in connection.execute(_statement(asks, limit, sight)):
            hits.setdefault(int(matter), Hit(int(matter), asks[place].kind.value))
    words = numbers is not Numbers.ONLY and not _is_personal_number(plain_key(text))
    if len(hits) < limit and words:
        for matter in search_text(connection, text, limit, sight=sight):
            hits.setdefault(matter, Hit(matter, TEXT))
    return list(hits.values())[:limit]


def is_whole_number(text: str) -> bool:
    """Tell whether the text looks like somebody's whole telephone or ID number: finding by it is an act."""
    return _WHOLE_NUMBER.fullmatch(plain_key(text)) is not None


def recognise(text: str, secret: bytes) -> list[Ask]:
    """Return what the typed text may be, the surest first."""
    typed = unicodedata.normalize("NFKC", text).strip().replace("ü", "v").replace("Ü", "v")
    plain = plain_key(typed)
    if not plain:
        return []
    asks = [*_numbers(typed, plain), *_personal_numbers(plain, secret), *_names(plain)]
    return list(dict.fromkeys(asks))


def prefix_end(prefix: str) -> str | None:
    """Return the first text after all that begin with `prefix`, by code points; None when there is none."""
    for place in range(len(prefix) - 1, -1, -1):
        code = ord(prefix[place])
        if code < sys.maxunicode:
            following = 0xE000 if code == 0xD7FF else code + 1  # surrogates are no characters
            return prefix[:place] + chr(following)
    return None


def _numbers(typed: str, plain: str) -> Iterator[Ask]:
    """Yield looks for our codes, case numbers and other systems' numbers."""
    dashed = _CODE.fullmatch(re.sub(r"\s", "", typed))
    if dashed:
        yield Ask(KeyKind.CODE, dashed[1] + dashed[2].zfill(6))
    has_digit = any(map(str.isdigit, plain))
    if plain.isdigit():
        if len(plain) <= 6:
            yield Ask(KeyKind.CODE_TAIL, plain.zfill(6))
        if len(plain) >= 5:
            yield Ask(KeyKind.CODE, plain, prefix=True)
    elif not plain.isascii():
        yield Ask(KeyKind.CASE_NUMBER, plain, prefix=True)
    if has_digit and len(plain) >= 4:
        yield Ask(KeyKind.EXTERNAL, plain, prefix=True)


def _personal_numbers(plain: str, secret: bytes) -> Iterator[Ask]:
    """Yield looks for telephone and ID numbers, by their hashes."""
    if re.fullmatch(r"[0-9a-z]{6,20}", plain) and any(map(str.isdigit, plain)):
        yield Ask(KeyKind.IDENTITY_HASH, identity_hash(secret, plain))
    if re.fullmatch(r"[0-9]{4}", plain):
        yield Ask(KeyKind.PHONE_TAIL_HASH, phone_tail_hash(secret, plain))
    if re.fullmatch(r"[0-9]{5,16}", plain):
        yield Ask(KeyKind.PHONE_HASH, phone_hash(secret, plain))
        local = re.sub(r"^(?:0|0086|86|086)(?=1[3-9]\d{9}$)|^(?:0086|86)(?=0)", "", plain)
        yield Ask(KeyKind.PHONE_HASH, phone_hash(secret, local))


def _names(plain: str) -> Iterator[Ask]:
    """Yield looks for names and, for Latin letters, their pinyin and initials."""
    if plain.isdigit():
        return
    yield Ask(KeyKind.NAME, plain)
    yield Ask(KeyKind.NAME, plain, prefix=True)
    if plain.isascii() and plain.isalpha():
        yield Ask(KeyKind.INITIALS, plain)
        yield Ask(KeyKind.PINYIN, plain, prefix=True)
        yield Ask(KeyKind.INITIALS, plain, prefix=True)


def _wanted(ask: Ask, text: str, numbers: Numbers) -> bool:
    """Return whether a look belongs to this search; a local number without its area code is nobody's whole one."""
    personal = ask.kind in _PERSONAL and (ask.kind == KeyKind.IDENTITY_HASH or is_whole_number(text))
    return numbers is Numbers.TOO or personal == (numbers is Numbers.ONLY)


def _is_personal_number(plain: str) -> bool:
    """Return whether the text can only be a telephone or ID number: no document holds those."""
    return re.fullmatch(r"1[3-9]\d{9}|\d{17}[0-9x]", plain) is not None


def _statement(asks: list[Ask], limit: int, sight: Sight) -> Select[Any]:
    """Return one statement for all looks: matter and place of the look, in order, newest first in each."""
    parts = []
    for place, ask in enumerate(asks):
        wanted = [SearchKey.kind == literal(ask.kind.value, String)]
        end = prefix_end(ask.key) if ask.prefix else None
        if ask.prefix:
            wanted.append(SearchKey.key >= ask.key)
            if end is not None:
                wanted.append(SearchKey.key < end)
        else:
            wanted.append(SearchKey.key == ask.key)
        if sight.units:
            wanted.append(SearchKey.matter_id.in_(sight.given()))
        found = (
            select(SearchKey.matter_id).where(and_(*wanted)).distinct().order_by(SearchKey.matter_id.desc())
        )
        if sight.sees_all:
            newest = found.limit(limit).subquery()
        else:
            sorted_ = found.limit(_ALL).subquery()
            newest = (
                select(sorted_.c.matter_id)
                .where(
                    select(Matter.__table__.c.id)
                    .where(Matter.__table__.c.id == sorted_.c.matter_id, sight.seen())
                    .exists()
                )
                .order_by(sorted_.c.matter_id.desc())
                .limit(limit)
                .subquery()
            )
        parts.append(select(newest.c.matter_id, literal(place).label("place")))
    every = union_all(*parts).subquery()
    return select(every.c.matter_id, every.c.place).order_by(every.c.place, every.c.matter_id.desc())
