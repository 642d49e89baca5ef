"""The binding: whatever lies in a dossier, the index names the page on which each paper begins; bad files are named."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.dossier.assembly.dossier import DossierHead, assemble, collective, index_entries
from desktop.dossier.assembly.joining import Laid, joined, page_count
from desktop.dossier.assembly.scans import MOST_BYTES, Scan, picture_leaves
from desktop.dossier.contents import Item
from desktop.errors import OfficeError
from desktop.printing.papers.file_note import FileNotePaper
from desktop.printing.profile import national_profile

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HEAD = DossierHead(
    committee_name="云溪镇人民调解委员会",
    number="（2026）云人调字第1号",
    name="甲与乙邻里纠纷",
    mediators=("陈桂芳",),
    began_on=date(2026, 11, 2),
    ended_on=date(2026, 11, 5),
)
SIZES = {"a4": (595.28, 841.89), "wide": (841.89, 595.28), "a3": (841.89, 1190.55), "slip": (300.0, 420.0)}


def pdf(pages: int, size: str = "a4") -> bytes:
    document: Any = pypdfium2.PdfDocument.new()  # type: ignore[no-untyped-call]  # has no types
    for _page in range(pages):
        document.new_page(*SIZES[size])
    output = io.BytesIO()
    document.save(output)
    document.close()
    return output.getvalue()


def jpeg(width: int = 300, height: int = 200, **saved: Any) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (width, height), (210, 220, 230)).save(output, "JPEG", **saved)
    return output.getvalue()


def item(key: str, title: str, **fields: Any) -> Item:
    usual: dict[str, Any] = {"number": 1, "called": "", "subject_id": 1}
    return Item(key=key, title=title, **(usual | fields))


def note(text: str, mark: str) -> Item:
    paper = FileNotePaper("云溪镇人民调解委员会", f"{mark}\n{text}")
    return item("file_note", mark, document=national_profile().document("file_note", paper))


def texts(content: bytes) -> list[str]:
    document: Any = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]  # has no types
    found = []
    for page in document:
        words = page.get_textpage()
        found.append(words.get_text_bounded())
        words.close()
        page.close()
    document.close()
    return found


PIECES = st.one_of(
    st.integers(1, 90).map(lambda lines: ("text", lines)),
    st.tuples(st.just("pdf"), st.integers(1, 3), st.sampled_from(sorted(SIZES))),
    st.integers(1, 3).map(lambda number: ("photos", number)),
    st.integers(1, 9).map(lambda sides: ("paper", sides)),
)


def made(place: int, piece: Any) -> Item:
    mark = f"标记{place:02}"
    match piece:
        case ("text", lines):
            return note("一行字。\n" * lines, mark)
        case ("pdf", pages, size):
            return item(f"evidence{place}", mark, scans=(Scan(f"{mark}.pdf", "pdf", pdf(pages, size)),))
        case ("photos", number):
            scans = tuple(Scan(f"{at}.jpg", "jpg", jpeg()) for at in range(number))
            return item(f"photos{place}", mark, scans=scans)
        case (_paper, sides):
            return item(f"paper{place}", mark, on_paper=sides)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=7))
def test_the_index_names_the_page_where_each_paper_begins(pieces: list[Any]) -> None:
    items = [made(place, piece) for place, piece in enumerate(pieces)]
    bound = assemble(HEAD, items, made_at=NOW)
    pages = texts(bound.pdf)
    expected = 1
    for entry in bound.entries:
        assert entry.first == expected
        assert entry.last is not None
        expected = entry.last + 1
    assert bound.pages == expected - 1
    absent = sum(e.last - e.first + 1 for e in bound.entries if e.on_paper and e.last and e.first)
    assert len(pages) == 2 + bound.pages - absent + 1
    missing = 0
    for entry in bound.entries:
        assert entry.first is not None
        assert entry.last is not None
        if entry.on_paper:
            missing += entry.last - entry.first + 1
            continue
        page = pages[1 + entry.first - missing]
        assert str(entry.first) in page.split(), "the dossier's number stands on the page"
    for place, piece in enumerate(pieces):
        if piece[0] == "text":
            assert any(f"标记{place:02}" in page for page in pages[2:])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["session", "evidence", "identity"]), st.integers(0, 30), st.booleans())
    )
)
def test_lines_of_the_index_follow_each_other(parts: list[tuple[str, int, bool]]) -> None:
    entries = index_entries([(item(key, key), pages, paper) for key, pages, paper in parts])
    page = 0
    for entry in entries:
        if entry.first is not None and entry.last is not None:
            assert entry.first == page + 1
            page = entry.last
    assert page == sum(pages for _key, pages, _paper in parts)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))


def test_a_bookmark_for_each_paper_and_a_layer_for_the_numbers() -> None:
    bound = assemble(HEAD, [note("甲。", "第一份"), note("乙。", "第二份")], made_at=NOW)
    document: Any = pypdfium2.PdfDocument(bound.pdf)  # type: ignore[no-untyped-call]  # has no types
    titles = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    sizes = {tuple(round(side) for side in document.get_page_size(at)) for at in range(len(document))}
    document.close()
    assert titles == [("卷宗封面", 0), ("卷内目录", 1), ("第一份", 2), ("第二份", 3), ("封底", 4)]
    assert sizes == {(595, 842)}
    assert b"/OCProperties" in bound.pdf
    assert b"/OCG" in bound.pdf


def test_cards_share_a_leaf_and_other_pictures_do_not() -> None:
    card, sheet = Scan("正.jpg", "jpg", jpeg(856, 540)), Scan("证.jpg", "jpg", jpeg(600, 800))
    assert len(picture_leaves((card, card, card), cards=True)) == 2
    assert [len(leaf.pictures) for leaf in picture_leaves((card, sheet, card), cards=True)] == [1, 2]
    assert len(picture_leaves((card, card))) == 2


def test_a_photo_is_turned_as_it_was_taken_and_not_larger_than_print_needs() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (leaf,) = picture_leaves((Scan("照.jpg", "jpg", jpeg(4000, 3000, exif=exif)),))
    (picture,) = leaf.pictures
    assert picture.pixels[0] < picture.pixels[1], "it stands"
    assert picture.pixels[1] <= 842 * 200 / 72
    tall = Image.new("1", (800, 1100), 1)
    output = io.BytesIO()
    tall.save(output, "TIFF", save_all=True, append_images=[tall, tall])
    assert len(picture_leaves((Scan("扫.tif", "tif", output.getvalue()),))) == 3


ENCRYPTED = "设了密码"


def tiff_whose_second_image_has_no_width() -> bytes:
    """Two images; Pillow raises TypeError at the second."""
    output, image = io.BytesIO(), Image.new("L", (9, 9))
    image.save(output, "TIFF", save_all=True, append_images=[image])
    before, width, behind = output.getvalue().rpartition(b"\x00\x01\x04\x00\x01\x00\x00\x00")
    return before + b"\xfb\x00" + width[2:] + behind


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        (Scan("坏.pdf", "pdf", b"%PDF-1.7 nothing"), "打不开"),
        (Scan("空.pdf", "pdf", b""), "打不开"),
        (Scan("大.pdf", "pdf", b" " * (MOST_BYTES + 1)), "超过50 MB"),
        (Scan("照.heic", "heic", b"x"), "HEIC"),
        (Scan("录.mp3", "mp3", b"x"), "不是图片或PDF"),
        (Scan("坏.jpg", "jpg", jpeg()[:200]), "已损坏"),
        (Scan("坏.png", "png", b"\x89PNG nothing"), "已损坏"),
        (Scan("坏.tif", "tif", tiff_whose_second_image_has_no_width()), "已损坏"),
    ],
)
def test_what_cannot_be_bound_is_named_in_plain_words(scan: Scan, words: str) -> None:
    with pytest.raises(OfficeError, match=words) as refused:
        assemble(HEAD, [item("evidence", "证据", scans=(scan,))], made_at=NOW)
    assert scan.name in refused.value.sentence


def test_an_encrypted_pdf_is_named() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption("secret"))
    canvas.showPage()
    canvas.save()
    with pytest.raises(OfficeError, match=ENCRYPTED):
        page_count(Scan("锁.pdf", "pdf", output.getvalue()))


def test_it_can_be_given_up_on_the_way() -> None:
    class StoppedError(Exception):
        """Somebody pressed 取消."""

    def told(_done: int, _total: int, _words: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        assemble(HEAD, [note("甲。", "一")], made_at=NOW, told=told)


def test_a_volume_of_nothing_is_refused() -> None:
    with pytest.raises(OfficeError):
        collective([])


def test_a_pdf_one_page_of_which_cannot_be_read_is_named() -> None:
    whole = pdf(2)
    assert b" 5 0 R ]" in whole
    broken = Scan("坏页.pdf", "pdf", whole.replace(b" 5 0 R ]", b" 9 0 R ]"))  # there is no such page
    assert page_count(broken) == 2
    with pytest.raises(OfficeError, match=r"“坏页\.pdf”不是完好的PDF"):
        joined(pdf(2), [Laid(broken, 0)])
