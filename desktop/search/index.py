"""Writes keys, document and grams of a matter, in the transaction that writes the matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import ModuleType

from sqlalchemy import Connection, delete, insert, select, update

from desktop.search import postgresql, sqlite
from desktop.search.keys import SearchKeyRow
from desktop.search.sight import EVERYBODY, Sight
from desktop.search.tokenizer import normalise_lines, words_of
from models.search import SearchDocument, SearchKey

Source = Iterable[tuple[int, Iterable[SearchKeyRow], str]]
"""Matter, its keys and its document as plain text, a line per field."""
WORDS_ASKED = 20
"""Of a pasted text the first words decide."""
_BATCH = 500


def index_matter(
    connection: Connection,
    matter_id: int,
    *,
    keys: Iterable[SearchKeyRow],
    document: str,
    fresh: bool = False,
) -> None:
    """Replace what a matter is found by; `document` is plain text, a line per field.

    `fresh=True` says that the matter was made in this transaction: three statements, no look at what was
    there.
    """
    content = normalise_lines(document)
    before = None if fresh else _content_of(connection, matter_id)
    if not fresh:
        connection.execute(delete(SearchKey).where(SearchKey.matter_id == matter_id))
    _put_keys(connection, [(matter_id, keys)])
    if before is None:
        connection.execute(insert(SearchDocument), {"matter_id": matter_id, "content": content})
    elif before == content:
        return
    else:
        changed = update(SearchDocument).where(SearchDocument.matter_id == matter_id).values(content=content)
        connection.execute(changed)
        _engine_part(connection).drop_grams(connection, matter_id, before)
    _engine_part(connection).put_grams(connection, [(matter_id, content)])


def remove_matter(connection: Connection, matter_id: int) -> None:
    """Let a matter be found no more."""
    before = _content_of(connection, matter_id)
    connection.execute(delete(SearchKey).where(SearchKey.matter_id == matter_id))
    if before is not None:
        connection.execute(delete(SearchDocument).where(SearchDocument.matter_id == matter_id))
        _engine_part(connection).drop_grams(connection, matter_id, before)


def rebuild(connection: Connection, source: Source) -> int:
    """Make the whole index again from its source (重建索引); return how many matters it has now."""
    part = _engine_part(connection)
    part.clear_grams(connection)
    connection.execute(delete(SearchKey))
    connection.execute(delete(SearchDocument))
    count = 0
    rows = iter(source)
    while batch := list(islice(rows, _BATCH)):
        documents = [(matter, normalise_lines(document)) for matter, _keys, document in batch]
        _put_keys(connection, [(matter, keys) for matter, keys, _document in batch])
        connection.execute(
            insert(SearchDocument),
            [{"matter_id": matter, "content": content} for matter, content in documents],
        )
        part.put_grams(connection, documents)
        count += len(batch)
    return count


def rebuild_grams(connection: Connection) -> int:
    """Make only the bigram index again, from the documents; return how many there are."""
    part = _engine_part(connection)
    part.clear_grams(connection)
    count = 0
    documents = _documents(connection)
    while batch := list(islice(documents, _BATCH)):
        part.put_grams(connection, batch)
        count += len(batch)
    return count


def differing_matters(connection: Connection) -> list[int]:
    """Return the matters whose bigram index is not what their document says; none when all is well."""
    found: set[int] = _engine_part(connection).differing(connection, _documents(connection))
    return sorted(found)


def search_text(connection: Connection, text: str, limit: int = 50, *, sight: Sight = EVERYBODY) -> list[int]:
    """Return the matters that contain every word of the text (parted at blanks), newest first.

    A word is found anywhere in a line of the document, whatever its width, case or punctuation. What `sight`
    does not show is left out.
    """
    words = words_of(text)[:WORDS_ASKED]
    if not words:
        return []
    found: list[int] = _engine_part(connection).search_words(connection, words, limit, sight)
    return found


def _engine_part(connection: Connection) -> ModuleType:
    """Return the module that speaks to this engine."""
    return sqlite if connection.dialect.name == "sqlite" else postgresql


def _content_of(connection: Connection, matter_id: int) -> str | None:
    """Return the document that is indexed for a matter, or None."""
    return connection.scalar(select(SearchDocument.content).where(SearchDocument.matter_id == matter_id))


def _documents(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield every matter and its document, in order; in batches, so that it may be written meanwhile."""
    last = -1
    while True:
        chosen = (
            select(SearchDocument.matter_id, SearchDocument.content)
            .where(SearchDocument.matter_id > last)
            .order_by(SearchDocument.matter_id)
            .limit(_BATCH)
        )
        batch = connection.execute(chosen).all()
        if not batch:
            return
        for matter, content in batch:
            yield int(matter), str(content)
        last = int(batch[-1][0])


def _put_keys(connection: Connection, matters: Iterable[tuple[int, Iterable[SearchKeyRow]]]) -> None:
    """Add the keys of matters, each once."""
    rows = [
        {"matter_id": matter, "kind": row.kind.value, "key": row.key}
        for matter, keys in matters
        for row in dict.fromkeys(keys)
    ]
    if rows:
        connection.execute(insert(SearchKey), rows)
