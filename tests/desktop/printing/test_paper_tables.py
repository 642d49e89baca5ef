"""Tables: cells broken by the same rules as running text, over pages, with bad input."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.printing.blocks import BodySize, Cell, Document, Paragraph, Shown, Table, shown
from desktop.printing.characters import clean
from desktop.printing.fonts import FontSet
from desktop.printing.lines import break_lines
from desktop.printing.pdf import set_pdf
from desktop.printing.rows import Edge, Row, Rule, Text
from desktop.printing.setting import set_pages, set_rows
from desktop.printing.sheet import Sheet

FONTS = FontSet([])
texts = st.text(st.sampled_from("永和九年岁在癸丑2026，。、：（）《》“”ab —…"), max_size=120)


def sheet() -> Sheet:
    return Sheet(FONTS, BodySize.SI_HAO, draft=False)


def document(*blocks: object) -> Document:
    return Document("试样", blocks, "某某", page_numbers=False, body=BodySize.SI_HAO)


def lines(rows: list[Row]) -> list[str]:
    """Every piece of text, in order of drawing."""
    return [mark.characters for row in rows for mark in row.marks if isinstance(mark, Text)]


@given(texts, st.sampled_from([2.0, 5.0, 9.0]))
def test_a_cell_breaks_as_running_text_of_its_width_does(text: str, share: float) -> None:
    text = " ".join(text.split())
    grid = sheet()
    table = Table((share, 20 - share), ((Cell((Shown(text, "f"),)), Cell(("",))),))
    room = share / 20 * grid.measure - 0.7 * grid.em
    run = grid.measured((text,))
    expected = [
        text[line.start : line.end]
        for line in break_lines(run.text, run.widths, room, em=grid.em, justify=False)
    ]
    assert [line.rstrip() for line in lines(set_rows(document(table), grid))] == [
        line.rstrip() for line in expected
    ]


@given(texts, st.lists(st.integers(0, 120), max_size=6))
def test_same_lines_in_a_cell_for_one_run_and_many(text: str, cuts: list[int]) -> None:
    text = " ".join(text.split())
    at = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    parts = tuple(Shown(text[a:b], "f") for a, b in pairwise(at))
    one, many = (
        lines(set_rows(document(Table((3, 4), ((Cell(content), Cell(("",))),))), sheet()))
        for content in ((text,), parts)
    )
    assert one == many


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=12))
def test_nothing_is_lost_and_all_stands_within_the_text(pairs: list[tuple[str, str]]) -> None:
    grid = sheet()
    table = Table((6, 14), tuple((Cell((a,)), Cell((b,))) for a, b in pairs))
    pages = set_pages(document(table), grid)
    found = "".join(text for page in pages for text in lines(page))
    assert sorted("".join(found.split())) == sorted("".join("".join(a + b for a, b in pairs).split()))
    for mark in (mark for page in pages for row in page for mark in row.marks if isinstance(mark, Text)):
        assert mark.xs[0] > -mark.size / 2
        assert mark.xs[-1] < grid.measure


@given(st.lists(st.integers(1, 40), min_size=1, max_size=10), st.integers(0, 1))
@example([5, 23], 1)
def test_every_page_of_a_table_is_closed_above_and_below(heights: list[int], head: int) -> None:
    grid = sheet()
    rows = tuple((Cell(("题",), label=True), Cell(("",), lines=height)) for height in heights)
    before = [Paragraph(("短",))] * 5
    pages = set_pages(document(*before, Table((1, 3), rows, head=head)), grid)
    for page in pages:
        framed = [row for row in page if any(isinstance(mark, Edge) for mark in row.marks)]
        if not framed:
            continue
        assert sum(row.height for row in page) <= grid.lines * grid.leading + 0.01
        assert any(isinstance(mark, Rule) and mark.y == 0 for mark in framed[0].marks)
        assert any(
            isinstance(mark, Rule) and mark.y == pytest.approx(framed[-1].height) for mark in framed[-1].marks
        )


def test_the_head_of_a_table_comes_again_on_every_page() -> None:
    rows = (
        (Cell(("序号",), label=True), Cell(("内容",), label=True)),
        *((Cell((str(number),)), Cell((f"第{number}件",))) for number in range(1, 61)),
    )
    pages = set_pages(document(Table((1, 5), rows, head=1)), sheet())
    assert len(pages) == 3
    assert all(lines(page)[:2] == ["序号", "内容"] for page in pages)
    assert sum("第" in text for page in pages for text in lines(page)) == 60


def test_a_row_that_fits_a_page_is_not_parted() -> None:
    table = Table((1, 5), ((Cell(("题",), label=True), Cell(("永" * 300,))),))
    for count in range(26):
        pages = set_pages(document(*[Paragraph(("短",))] * count, table), sheet())
        assert sum(any("永" in text for text in lines(page)) for page in pages) == 1


def test_spans_must_add_up() -> None:
    with pytest.raises(ValueError, match="第1行"):
        set_rows(document(Table((1, 1), ((Cell(("甲",), span=3),),))), sheet())


def test_a_cell_keeps_the_paragraphs_of_its_value() -> None:
    table = Table((1, 9), ((Cell(("题",), label=True), Cell((shown("一段\n\n　二段", "f"),))),))
    assert lines(set_rows(document(table), sheet())) == ["题", "一段", "二段"]


def test_a_missing_cell_is_marked_in_a_draft() -> None:
    table = Table((2, 9), ((Cell(("题",), label=True), Cell((shown(" ", "f"),))),))
    draft = Sheet(FONTS, BodySize.SI_HAO, draft=True)
    assert "（未填）" in lines(set_rows(document(table), draft))
    assert lines(set_rows(document(table), sheet())) == ["题"]


@pytest.mark.parametrize(
    "text",
    [
        "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江·买买提明某",
        "，。、；：！？）》」』”’（《「",
        "，" * 200,
        "甲\t乙\u200b丙\ufeff\x00丁\u2028戊",
        "𠅤" * 40,
        "a" * 300,
        "2026年11月22日至2026年11月30日",
    ],
)
def test_bad_input_in_a_cell_narrower_than_two_characters(
    text: str, made_at: datetime, read_back: Callable[[bytes], list[str]]
) -> None:
    table = Table((1, 24), ((Cell((shown(text, "f"),)), Cell((text,), label=True)),))
    pages = read_back(set_pdf(document(table), made_at=made_at, fonts=FONTS))
    found = "".join("".join(pages).split())
    expected = "".join(clean(text.replace("\u2028", "")).split())
    assert sorted(found) == sorted(expected * 2)


def test_a_hundred_thousand_characters_in_a_cell(
    made_at: datetime, read_back: Callable[[bytes], list[str]]
) -> None:
    table = Table((1, 5), ((Cell(("诉求内容",), label=True), Cell((shown("永和九年，" * 20_000, "f"),))),))
    pages = read_back(set_pdf(document(table), made_at=made_at, fonts=FONTS))
    assert len(pages) > 100
    assert sum(page.count("永") for page in pages) == 20_000
