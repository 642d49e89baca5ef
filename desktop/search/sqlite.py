"""The bigram index on SQLite: an FTS5 table without content, one ASCII word per gram.

Its structure, made by the migration:

    CREATE VIRTUAL TABLE search_gram
        USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')

The row number is the matter's. A row is deleted by giving FTS5 exactly the words that were put in; they are
computed again from `search_document`, which therefore changes in the same transaction and nowhere else.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, text

from desktop.search.sight import Sight
from desktop.search.tokenizer import gram_word, grams_of, grams_to_ask

GRAMS_ASKED = 24
"""More grams make the query slower, not sharper: the words themselves are looked for afterwards."""
_INSERT = text("INSERT INTO search_gram (rowid, grams) VALUES (:matter_id, :grams)")
_DELETE = text("INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', :matter_id, :grams)")
_SELECT = (
    "SELECT d.matter_id FROM search_gram AS g CROSS JOIN search_document AS d ON d.matter_id = g.rowid "
    "WHERE g.search_gram MATCH :asked"
)


def put_grams(connection: Connection, documents: Sequence[tuple[int, str]]) -> None:
    """Add the grams of new documents (matter, normalised content)."""
    rows = [{"matter_id": matter, "grams": _line(content)} for matter, content in documents]
    if rows:
        connection.execute(_INSERT, rows)


def drop_grams(connection: Connection, matter_id: int, content: str) -> None:
    """Take the grams of one document away; `content` is what was put in."""
    connection.execute(_DELETE, {"matter_id": matter_id, "grams": _line(content)})


def clear_grams(connection: Connection) -> None:
    """Empty the index."""
    connection.execute(text("INSERT INTO search_gram (search_gram) VALUES ('delete-all')"))


def search_words(connection: Connection, words: Sequence[str], limit: int, sight: Sight) -> list[int]:
    """Return the matters whose document contains every normalised word, newest first.

    The rows come in their order, so what is not seen is passed over one by one until enough are found.
    """
    grams = list(dict.fromkeys(gram for word in words for gram in grams_to_ask(word)))[:GRAMS_ASKED]
    if not grams:
        return []
    checks = "".join(f" AND instr(d.content, :w{place}) > 0" for place in range(len(words)))
    seen = sight.seen_words("+g.rowid")  # the sign keeps FTS5 from looking each of the unit's matters up
    rows = connection.execute(
        text(f"{_SELECT}{seen}{checks} ORDER BY g.rowid DESC LIMIT :most"),
        {
            "asked": " AND ".join(f'"{gram_word(gram)}"' for gram in grams),
            "most": limit,
            **{f"w{place}": word for place, word in enumerate(words)},
            **sight.values(),
        },
    )
    return [int(row[0]) for row in rows]


def differing(connection: Connection, documents: Iterable[tuple[int, str]]) -> set[int]:
    """Return the matters whose grams in the index are not those of their document."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    only_reads = raw.execute("PRAGMA query_only").fetchone()[0]
    raw.execute("PRAGMA query_only=OFF")  # a temporary view of the index; nothing is written
    raw.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_gram_terms "
        "USING fts5vocab(main, search_gram, instance)"
    )
    raw.execute(f"PRAGMA query_only={only_reads}")
    indexed: dict[int, int] = defaultdict(int)
    for matter, term in raw.execute("SELECT doc, term FROM temp.search_gram_terms"):
        indexed[matter] += _weight(term)
    for matter, content in documents:
        wanted = sum(map(_gram_weight, grams_of(content)))
        if indexed.get(matter, 0) == wanted:
            indexed.pop(matter, None)
        else:
            indexed[matter] = -1
    return set(indexed)


def _line(content: str) -> str:
    """Return the words of a document in one fixed order."""
    return " ".join(sorted(map(gram_word, grams_of(content))))


@lru_cache(maxsize=1 << 16)
def _gram_weight(gram: str) -> int:
    """Return the weight of a gram's word."""
    return _weight(gram_word(gram))


@lru_cache(maxsize=1 << 16)
def _weight(term: str) -> int:
    """Return a number to add up: equal sums of a document mean equal words."""
    return (1 << 40) + zlib.crc32(term.encode())
