"""The bigram index on PostgreSQL: an array of 32-bit numbers per matter under a GIN index.

Its structure, made by the migration:

    CREATE TABLE search_gram (matter_id BIGINT NOT NULL, grams INTEGER[] NOT NULL,
                              CONSTRAINT pk_search_gram PRIMARY KEY (matter_id))
    CREATE INDEX ix_search_gram_grams ON search_gram USING gin (grams) WITH (fastupdate = off)

Without fastupdate a reader never has to go through a list of pending rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from desktop.search.sight import Sight
from desktop.search.tokenizer import gram_number, grams_of, grams_to_ask

GRAMS_ASKED = 24
_INSERT = text(
    "INSERT INTO search_gram (matter_id, grams) VALUES (:matter_id, CAST(:grams AS integer[])) "
    "ON CONFLICT (matter_id) DO UPDATE SET grams = excluded.grams"
)
NEWEST = 4000
"""So many of the newest matters are looked through before the index of all of them is asked."""
_AMONG_NEWEST = (
    "WITH newest AS MATERIALIZED ({newest}), "
    "g AS MATERIALIZED (SELECT matter_id FROM newest WHERE grams @> CAST(:asked AS integer[]){seen} "
    "ORDER BY matter_id DESC LIMIT :enough) "
    "SELECT g.matter_id FROM g JOIN search_document AS d ON d.matter_id = g.matter_id WHERE TRUE"
)
_NEWEST = "SELECT matter_id, grams FROM search_gram ORDER BY matter_id DESC LIMIT :newest"
_NEWEST_GIVEN = (
    "SELECT s.matter_id, s.grams FROM (SELECT DISTINCT matter_id FROM assignment WHERE unit_id IN ({units}) "
    "ORDER BY matter_id DESC LIMIT :newest) AS u JOIN search_gram AS s ON s.matter_id = u.matter_id"
)
_AMONG_ALL = (
    "SELECT g.matter_id FROM search_gram AS g JOIN search_document AS d ON d.matter_id = g.matter_id "
    "WHERE g.grams @> CAST(:asked AS integer[]){seen}"
)
_GIVEN = (
    "SELECT count(*) FROM (SELECT matter_id FROM assignment WHERE unit_id IN ({units}) LIMIT :newest) AS g"
)


def put_grams(connection: Connection, documents: Sequence[tuple[int, str]]) -> None:
    """Add the grams of documents (matter, normalised content), in place of those that are there."""
    rows = [{"matter_id": matter, "grams": _numbers(content)} for matter, content in documents]
    if rows:
        connection.execute(_INSERT, rows)


def drop_grams(connection: Connection, matter_id: int, content: str) -> None:
    """Take the grams of one document away."""
    del content  # SQLite needs it; here the row says whose grams they are
    connection.execute(text("DELETE FROM search_gram WHERE matter_id = :matter_id"), {"matter_id": matter_id})


def clear_grams(connection: Connection) -> None:
    """Empty the index."""
    connection.execute(text("DELETE FROM search_gram"))


def search_words(connection: Connection, words: Sequence[str], limit: int, sight: Sight) -> list[int]:
    """Return the matters whose document contains every normalised word, newest first.

    Frequent words are found among the newest matters already. Rare ones are few in all, so the index is asked
    for every one and they are sorted; the sum in ORDER BY keeps the planner from walking the whole table
    backwards in the hope of an early end, which it expects because it keeps no statistics of rare grams. Of
    somebody who sees only his unit's few matters, the newest are all of them.
    """
    grams = list(dict.fromkeys(gram for word in words for gram in grams_to_ask(word)))[:GRAMS_ASKED]
    if not grams:
        return []
    few = _few_given(connection, sight)
    newest = _NEWEST_GIVEN.format(units=sight.unit_names()) if sight.units else _NEWEST
    checks = "".join(f" AND strpos(d.content, :w{place}) > 0" for place in range(len(words)))
    parameters = {
        "asked": [gram_number(gram) for gram in grams],
        "most": limit,
        "newest": NEWEST,
        "enough": NEWEST if few else 4 * limit,
        **{f"w{place}": word for place, word in enumerate(words)},
        **sight.values(),
    }
    found: list[int] = []
    for chosen, column in ((_AMONG_NEWEST, "newest.matter_id"), (_AMONG_ALL, "g.matter_id")):
        shown = chosen.format(newest=newest, seen=sight.seen_words(column))
        statement = text(f"{shown}{checks} ORDER BY g.matter_id + 0 DESC LIMIT :most")
        found = [int(matter) for matter in connection.scalars(statement, parameters)]
        if len(found) >= limit or few:
            break
    return found


def _few_given(connection: Connection, sight: Sight) -> bool:
    """Return whether the account sees so few matters that all of them are looked through."""
    if not sight.units:
        return False
    counted = text(_GIVEN.format(units=sight.unit_names()))
    return int(connection.scalar(counted, {**sight.values(), "newest": NEWEST}) or 0) < NEWEST


def differing(connection: Connection, documents: Iterable[tuple[int, str]]) -> set[int]:
    """Return the matters whose grams in the index are not those of their document."""
    every = text("SELECT matter_id, grams FROM search_gram")
    rows = connection.execute(every, execution_options={"yield_per": 500})
    indexed = {int(matter): hash(tuple(grams)) for matter, grams in rows}
    for matter, content in documents:
        if indexed.get(matter) == hash(tuple(_numbers(content))):
            del indexed[matter]
        else:
            indexed[matter] = -1
    return set(indexed)


def _numbers(content: str) -> list[int]:
    """Return the gram numbers of a document, sorted."""
    return sorted({gram_number(gram) for gram in grams_of(content)})
