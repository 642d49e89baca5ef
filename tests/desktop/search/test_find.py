"""What is typed is found: numbers, telephones, names in any writing; checked against plain comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select, text

from desktop.search import index
from desktop.search.find import TEXT, Hit, find, prefix_end
from desktop.search.keys import (
    KeyKind,
    SearchKeyRow,
    case_number_keys,
    code_keys,
    external_keys,
    identity_keys,
    name_keys,
    phone_keys,
)
from desktop.search.tokenizer import normalise, words_of
from models.search import SearchDocument, SearchKey

SECRET = bytes(range(32))
LETTERS = "张三李四宅基地排水沟䶮㛃𬭎𠅤王五a1Ｂ·，。 12\n坊"


TYPED = [
    ("370704101-2026-000412", [(1, "code")]),
    ("３７０７０４１０１－２０２６－０００４１２", [(1, "code")]),
    ("2026-000412", [(1, "code")]),
    ("2026-412", [(1, "code")]),
    ("000412", [(3, "code_tail"), (1, "code_tail")]),
    ("412", [(3, "code_tail"), (1, "code_tail")]),
    ("20260004", [(2, "code"), (1, "code")]),
    ("（2026）坊人调字第1号", [(1, "case_number")]),
    ("(2026)坊人调字第1号", [(1, "case_number")]),
    ("〔2026〕坊人调字第1号", [(1, "case_number")]),
    ("坊人调字第1", [(2, "case_number"), (1, "case_number")]),
    ("12345-20260107", [(1, "external")]),
    ("110101199003070396", [(1, "identity_hash")]),
    ("110101 19900307 0396", [(1, "identity_hash")]),
    ("13800002417", [(1, "phone_hash")]),
    ("+86 138-0000-2417", [(1, "phone_hash")]),
    ("2417", [(1, "phone_tail_hash")]),
    ("0536-8881234", [(2, "phone_hash")]),
    ("8881234", [(2, "phone_hash")]),
    ("单雄信", [(1, "name")]),
    ("单", [(1, "name")]),
    ("阿不都热合曼", [(2, "name")]),
    ("阿不都•热", [(2, "name")]),
    ("shanxiong", [(1, "pinyin")]),
    ("dan xiong xin", [(1, "pinyin")]),
    ("CHANX", [(1, "pinyin")]),
    ("sxx", [(1, "initials")]),
    ("lvhong", [(3, "pinyin")]),
    ("lühong", [(3, "pinyin")]),
    ("𬭎", [(3, TEXT)]),
    ("排水沟", [(1, TEXT)]),
    ("疏通 排水", [(1, TEXT)]),
    ("堵要", [(1, TEXT)]),
    ("排水 摊位", []),
    ("信宅", []),  # two fields never join
    ("500", [(2, TEXT)]),
    ("", []),
    ("，。", []),
    ("110101199003070397", []),
]


@pytest.fixture
def connection(engine: Engine) -> Connection:
    with engine.connect() as opened:
        transaction = opened.begin()
        yield opened
        transaction.rollback()


def _fill(connection: Connection) -> None:
    index.index_matter(
        connection,
        1,
        keys=[
            *code_keys("370704101-2026-000412"),
            *name_keys("单雄信"),
            *phone_keys(SECRET, "13800002417"),
            *identity_keys(SECRET, "110101199003070396"),
            *case_number_keys("（2026）坊人调字第1号"),
            *external_keys("12345-20260107-0031"),
        ],
        document="单雄信\n宅基地相邻排水沟被堵，要求疏通",
        fresh=True,
    )
    index.index_matter(
        connection,
        2,
        keys=[
            *code_keys("370704101-2026-000413"),
            *name_keys("阿不都·热合曼"),
            *phone_keys(SECRET, "0536-8881234"),
            *case_number_keys("〔2026〕坊人调字第12号"),
        ],
        document="阿不都·热合曼\n摊位费 500元",
        fresh=True,
    )
    index.index_matter(
        connection,
        3,
        keys=[*code_keys("370704101-2025-000412"), *name_keys("吕𬭎")],
        document="吕𬭎\n噪音",
        fresh=True,
    )


def test_what_is_typed_is_found(connection: Connection) -> None:
    _fill(connection)
    found = {
        typed: [(hit.matter_id, hit.kind) for hit in find(connection, typed, secret=SECRET)]
        for typed, _ in TYPED
    }
    assert found == dict(TYPED)


def test_another_secret_finds_no_number(connection: Connection) -> None:
    _fill(connection)
    assert find(connection, "13800002417", secret=b"x" * 32) == []
    assert find(connection, "110101199003070396", secret=b"x" * 32) == []


def test_no_number_of_a_person_stands_in_the_keys(connection: Connection) -> None:
    _fill(connection)
    keys = " ".join(connection.scalars(select(SearchKey.key)))
    assert "13800002417" not in keys
    assert "2417" not in keys.split()
    assert "110101199003070396" not in keys


def test_limit_and_newest_first(connection: Connection) -> None:
    for matter in range(1, 8):
        index.index_matter(connection, matter, keys=name_keys("张三"), document="张三\n漏水", fresh=True)
    assert [hit.matter_id for hit in find(connection, "张三", secret=SECRET, limit=3)] == [7, 6, 5]
    assert index.search_text(connection, "漏水", limit=2) == [7, 6]


def test_statements_are_few(connection: Connection, statements: Callable[[Connection], list[str]]) -> None:
    seen = statements(connection)
    index.index_matter(connection, 1, keys=name_keys("单雄信"), document="漏水", fresh=True)
    assert len(seen) == 3
    del seen[:]
    find(connection, "单雄信", secret=SECRET)
    assert len(seen) == 2 + (connection.dialect.name == "postgresql")  # there, rare words are asked for again


def test_old_and_new_matters_are_found_alike(connection: Connection) -> None:
    def source() -> Iterator[tuple[int, list[SearchKeyRow], str]]:
        for matter in range(1, 4200):
            yield matter, [], "漏水" if matter % 100 else "噪音扰民"

    index.rebuild(connection, source())
    noise = list(range(4100, 0, -100))
    assert index.search_text(connection, "漏水", limit=3) == [4199, 4198, 4197]
    assert index.search_text(connection, "噪音", limit=5) == noise[:5]
    assert index.search_text(connection, "噪音扰民", limit=40) == noise[:40]
    assert index.search_text(connection, "扰民", limit=100) == noise


def test_index_follows_changes(connection: Connection) -> None:
    index.index_matter(connection, 1, keys=name_keys("张三"), document="张三\n漏水漏水", fresh=True)
    index.index_matter(connection, 2, keys=name_keys("张三丰"), document="张三丰\n噪音")
    index.index_matter(connection, 1, keys=name_keys("李四"), document="李四\n漏电")
    assert find(connection, "张三", secret=SECRET) == [Hit(2, KeyKind.NAME)]
    assert index.search_text(connection, "漏水") == []
    assert index.search_text(connection, "漏电") == [1]
    assert index.search_text(connection, "漏") == [1]
    index.remove_matter(connection, 1)
    index.remove_matter(connection, 99)
    assert index.search_text(connection, "漏") == []
    assert find(connection, "lisi", secret=SECRET) == []
    assert index.differing_matters(connection) == []


def test_rebuild_makes_the_same_index(connection: Connection) -> None:
    _fill(connection)
    source = [(5, name_keys("王五"), "王五\n采光"), (6, [], "")]
    assert index.rebuild(connection, source) == 2
    assert index.differing_matters(connection) == []
    assert find(connection, "单雄信", secret=SECRET) == []
    assert find(connection, "wangwu", secret=SECRET) == [Hit(5, KeyKind.PINYIN)]
    assert index.search_text(connection, "采光") == [5]


def test_a_damaged_index_is_seen_and_mended(connection: Connection) -> None:
    _fill(connection)
    connection.execute(text("UPDATE search_document SET content = '别的字' WHERE matter_id = 2"))
    index._engine_part(connection).put_grams(connection, [(9, "多出来")])
    assert index.differing_matters(connection) == [2, 9]
    assert index.rebuild_grams(connection) == 3
    assert index.differing_matters(connection) == []
    assert index.search_text(connection, "别的字") == [2]
    assert index.search_text(connection, "摊位") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=12),
    typed=st.text(LETTERS, min_size=1, max_size=5),
)
def test_bigram_search_equals_like(connection: Connection, documents: list[str], typed: str) -> None:
    with connection.begin_nested() as nested:
        index.rebuild(connection, [(place, [], document) for place, document in enumerate(documents, 1)])
        words = words_of(typed)
        content = SearchDocument.content
        like = select(SearchDocument.matter_id).order_by(SearchDocument.matter_id.desc())
        for word in words:
            like = like.where(content.like(f"%{word}%"))  # a normalised word has neither % nor _
        wanted = list(connection.scalars(like)) if words else []
        assert index.search_text(connection, typed) == wanted
        assert index.differing_matters(connection) == []
        nested.rollback()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.text("张三王五䶮㛃𬭎𠅤\ue864\uffffab\U0010ffff", min_size=1, max_size=4), max_size=12),
    typed=st.text("张三王五䶮㛃𬭎𠅤\ue864ab", min_size=1, max_size=3),
)
def test_prefix_range_equals_like(connection: Connection, names: list[str], typed: str) -> None:
    with connection.begin_nested() as nested:
        index.rebuild(connection, [(place, name_keys(name), "") for place, name in enumerate(names, 1)])
        hits = find(connection, typed, secret=SECRET)
        named = {hit.matter_id for hit in hits if hit.kind == "name"}
        like = select(SearchKey.matter_id).where(
            SearchKey.kind == "name", SearchKey.key.like(f"{normalise(typed)}%")
        )
        assert named == set(connection.scalars(like))
        nested.rollback()


@given(st.text(min_size=1, max_size=4), st.text(max_size=4))
def test_prefix_end_comes_right_after(prefix: str, rest: str) -> None:
    end = prefix_end(prefix)
    assert end is None or prefix + rest < end
    assert end is None or not end.startswith(prefix)
    if end is None:
        assert set(prefix) == {"\U0010ffff"}


def test_the_index_is_used(connection: Connection, engine_name: str) -> None:
    index.rebuild(connection, [(place, name_keys(f"张{place}"), f"张{place}") for place in range(1, 3000)])
    asked = "SELECT matter_id FROM search_key WHERE kind = 'name' AND key >= '张29' AND key < '张:'"
    if engine_name == "sqlite":
        plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {asked}")).all())
    else:
        connection.execute(text("ANALYZE search_key"))
        plan = str(connection.execute(text(f"EXPLAIN {asked}")).all())
    assert "ix_search_key_kind_key" in plan
