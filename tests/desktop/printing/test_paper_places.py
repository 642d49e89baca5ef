"""Where each field stands on the pages, the reader's bookmarks, and what the file says of itself."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from samples import KNOWN, RECEIPT, blank_papers, filled_papers

from desktop.printing.blanks import outing_papers
from desktop.printing.blocks import Document, Heading, Paragraph, Title, shown
from desktop.printing.fonts import FontSet
from desktop.printing.papers.acceptance_receipt import acceptance_receipt
from desktop.printing.pdf import PaperSet, set_paper, set_pdf, set_together
from desktop.printing.profile import national_profile

FILLED, BLANK = filled_papers(), blank_papers()
FILLED["agreement"] = national_profile().blank("agreement", KNOWN)


def in_rectangle(paper: PaperSet, number: int) -> str:
    """The text that a reader finds in the rectangle of a place."""
    place = paper.places[number]
    with closing(pypdfium2.PdfDocument(paper.pdf)) as document:
        page = document[place.page]
        height = page.get_height()
        with closing(page.get_textpage()) as text:
            found = text.get_text_bounded(
                place.left - 1, height - place.bottom - 1, place.right + 1, height - place.top + 1
            )
        page.close()
    return "".join(found.split())


@pytest.mark.parametrize("key", FILLED)
def test_every_value_is_found_where_the_paper_says_that_it_stands(
    key: str, bundled: FontSet, made_at: datetime
) -> None:
    paper = set_paper(FILLED[key], made_at=made_at, fonts=bundled)
    values: dict[str, str] = {}
    for value in FILLED[key].shown():
        values[value.field] = values.get(value.field, "") + "".join(value.text.split())
    lines: dict[str, str] = dict.fromkeys(values, "")
    for number, place in enumerate(paper.places):
        lines[place.field] += in_rectangle(paper, number)
    for field, text in values.items():
        missing = any(value.field == field and value.missing for value in FILLED[key].shown())
        assert missing or all(character in lines[field] for character in text), field
        assert paper.place_of(field), field


@pytest.mark.parametrize("key", [*FILLED, *BLANK])
@pytest.mark.parametrize("draft", [False, True])
def test_a_click_leads_to_the_field_and_every_field_is_on_a_page(
    key: str, draft: bool, bundled: FontSet, made_at: datetime
) -> None:
    document = FILLED.get(key) or BLANK[key]
    paper = set_paper(document, made_at=made_at, fonts=bundled, draft=draft)
    assert {value.field for value in document.shown()} == {place.field for place in paper.places}
    with closing(pypdfium2.PdfDocument(paper.pdf)) as pdf:
        assert len(pdf) == paper.pages
        sizes = [pdf.get_page_size(number) for number in range(paper.pages)]
    for place in paper.places:
        width, height = sizes[place.page]
        assert 0 < place.left < place.right < width
        assert 0 < place.top < place.bottom < height
        middle = (place.left + place.right) / 2, (place.top + place.bottom) / 2
        assert paper.field_at(place.page, *middle) is not None
        assert paper.field_at(place.page + 100, *middle) is None
    first = paper.places[0]
    assert paper.field_at(first.page, first.left + 0.5, first.top + 0.5) is not None
    assert paper.field_at(0, 1.0, 1.0) is None


def test_the_smaller_of_two_places_is_meant(bundled: FontSet, made_at: datetime) -> None:
    paper = set_paper(
        acceptance_receipt(replace(RECEIPT, phone="")), made_at=made_at, fonts=bundled, draft=True
    )
    place = paper.place_of("phone")
    assert place
    assert paper.field_at(place.page, place.left + 2, (place.top + place.bottom) / 2) == "phone"


def test_the_file_alone_is_the_same(bundled: FontSet, made_at: datetime) -> None:
    document = FILLED["session"]
    assert set_pdf(document, made_at=made_at, fonts=bundled) == (
        set_paper(document, made_at=made_at, fonts=bundled).pdf
    )


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def test_bookmarks_name_the_parts(bundled: FontSet, made_at: datetime) -> None:
    assert bookmarks(set_pdf(FILLED["agreement"], made_at=made_at, fonts=bundled)) == [
        (0, "人民调解协议书", 0),
        (1, "申请人", 0),
        (1, "被申请人", 0),
        (1, "纠纷主要事实、争议事项", 0),
        (1, "经调解，自愿达成如下协议", 0),
        (1, "履行方式、时限", 1),
    ]


def test_each_paper_of_a_set_has_its_bookmark(bundled: FontSet, made_at: datetime) -> None:
    pack = set_together(outing_papers(KNOWN), made_at=made_at, fonts=bundled)
    papers = [title for level, title, _page in bookmarks(pack.pdf) if level == 0]
    assert papers == [
        *["人民调解当事人权利义务告知书"] * 3,
        "人民调解记录",
        *["人民调解协议书"] * 3,
        "收条",
    ]


def test_parts_without_a_title_are_bookmarks_of_their_own(bundled: FontSet, made_at: datetime) -> None:
    document = Document("题", (Heading("甲："), Title("乙"), Heading("丙")), "某某")
    assert bookmarks(set_pdf(document, made_at=made_at, fonts=bundled)) == [
        (0, "甲", 0),
        (0, "乙", 0),
        (1, "丙", 0),
    ]


def test_metadata_for_archives(bundled: FontSet, made_at: datetime) -> None:
    document = Document("协议 <1> & “附件”\x00", (Paragraph(("永和",)),), "云溪镇人民调解委员会")
    pdf = set_pdf(document, made_at=made_at, fonts=bundled)
    packet = re.search(rb"<\?xpacket begin.*?(<x:xmpmeta.*?</x:xmpmeta>)", pdf, re.DOTALL)
    assert packet
    tree = ET.fromstring(packet.group(1).decode("utf-8"))
    found = {element.tag.rsplit("}", 1)[-1]: "".join(element.itertext()).strip() for element in tree[0][0]}
    assert found["title"] == "协议 <1> & “附件”"
    assert found["creator"] == "云溪镇人民调解委员会"
    assert found["language"] == "zh-CN"
    assert found["CreateDate"] == "2026-11-23T08:15:00Z"
    assert re.search(rb"/Metadata \d+ 0 R", pdf)
    assert b"/ID" in pdf


def test_a_value_is_placed_on_each_of_its_lines(bundled: FontSet, made_at: datetime) -> None:
    document = Document("题", (Paragraph((shown("永和九年" * 40, "facts"),)),), "某某")
    paper = set_paper(document, made_at=made_at, fonts=bundled)
    tops = [place.top for place in paper.places]
    assert len(tops) == 6
    assert tops == sorted(tops)
