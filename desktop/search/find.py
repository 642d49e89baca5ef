"""Finds matters by whatever was typed: a number, a telephone, an ID number, a name, pinyin, words."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, String, and_, literal, select, union_all

from desktop.search.index import search_text
from desktop.search.keys import KeyKind, identity_hash, phone_hash, phone_tail_hash, plain_key
from models.search import SearchKey

TEXT = "text"
"""Kind of a hit that comes from the words of the document."""
_CODE = re.compile(r"(?:\d{9}-?)?(\d{4})-(\d{1,6})")
_SHORT_CODE_DIGITS = 10


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


def find(connection: Connection, text: str, *, secret: bytes, limit: int = 50) -> list[Hit]:
    """Return the matters that fit what was typed, each once: exact numbers first, words last, newest first.

    `secret` is the centre's search secret. Who may see the matters is not looked at here: the caller filters.
    Two statements on SQLite; on a server a third where the words are rare.
    """
    hits: dict[int, Hit] = {}
    asks = recognise(text, secret)
    if asks:
        for matter, place in connection.execute(_statement(asks, limit)):
            hits.setdefault(int(matter), Hit(int(matter), asks[place].kind.value))
    if len(hits) < limit and not _is_personal_number(plain_key(text)):
        for matter in search_text(connection, text, limit):
            hits.setdefault(matter, Hit(matter, TEXT))
    return list(hits.values())[:limit]


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


def _is_personal_number(plain: str) -> bool:
    """Return whether the text can only be a telephone or ID number: no document holds those."""
    return re.fullmatch(r"1[3-9]\d{9}|\d{17}[0-9x]", plain) is not None


def _statement(asks: list[Ask], limit: int) -> Select[Any]:
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
        found = (
            select(SearchKey.matter_id, literal(place).label("place"))
            .where(and_(*wanted))
            .distinct()
            .order_by(SearchKey.matter_id.desc())
            .limit(limit)
            .subquery()
        )
        parts.append(select(found.c.matter_id, found.c.place))
    every = union_all(*parts).subquery()
    return select(every.c.matter_id, every.c.place).order_by(every.c.place, every.c.matter_id.desc())
