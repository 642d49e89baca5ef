"""The PDF as its readers find it: text, properties, fonts, the same bytes every time."""

import re
import shutil
import subprocess
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.blocks import Document, Heading, Paragraph, Shown, Stamp, Title
from desktop.printing.embedding import to_unicode
from desktop.printing.fonts import BUNDLED, FontSet, UnprintableCharacter, bundled_font
from desktop.printing.pdf import set_pdf
from desktop.printing.truetype import TrueTypeFile

STANDARD = Path(__file__).parents[2] / "data" / "general_standard_characters.txt"
ReadBack = Callable[[bytes], list[str]]
SetText = Callable[..., bytes]

REAL = (
    "2023年1月4日，张某海（身份证号370704197001011234）称：“通道又被堵住了”，经永顺县车坪乡人民调解委员会调解，"
    "双方自愿达成协议：𬭎某某于2023年1月11日前恢复通道；赔偿损失3,800.00元（大写：叁仟捌佰元整）。"
    "《中华人民共和国人民调解法》第29条……e-mail:abc.def@example.com，买买提·吐尔逊——"
)


def joined(pages: list[str]) -> str:
    return "".join(pages).replace("\n", "")


def streams(pdf: bytes) -> list[bytes]:
    """The contents of all streams that are only compressed."""
    found = re.finditer(rb"/Filter \[ /FlateDecode \].*?stream\n(.*?)endstream", pdf, re.DOTALL)
    return [zlib.decompress(match.group(1)) for match in found]


def test_all_standard_characters_come_back(set_text: SetText, read_back: ReadBack) -> None:
    lines = STANDARD.read_text("utf-8").splitlines()
    text = "".join(line for line in lines if not line.startswith("#"))
    assert len(text) == 8105
    assert joined(read_back(set_text(text))) == text


def test_all_characters_beyond_the_bmp_come_back(set_text: SetText, read_back: ReadBack) -> None:
    glyphs = TrueTypeFile(bundled_font("NotoSerifSC-Regular.ttf")).glyphs
    text = "".join(chr(code) for code in sorted(glyphs) if code > 0xFFFF)
    assert len(text) > 400
    assert joined(read_back(set_text(text))) == text


@pytest.mark.parametrize("block", [Heading, Title])
@pytest.mark.parametrize("with_the_pcs_fonts", [False, True])
def test_headings_titles_and_fonts_of_the_pc_come_back_too(
    block: type[Heading] | type[Title],
    with_the_pcs_fonts: bool,
    tmp_path: Path,
    made_at: datetime,
    read_back: ReadBack,
) -> None:
    """Every standard character and every one beyond the BMP that any bundled font holds; 黑体 of the PC a copy."""
    lines = STANDARD.read_text("utf-8").splitlines()
    beyond = {code for name in BUNDLED for code in TrueTypeFile(bundled_font(name)).glyphs if code > 0xFFFF}
    text = "".join(line for line in lines if not line.startswith("#")) + "".join(map(chr, sorted(beyond)))
    if with_the_pcs_fonts:
        shutil.copy(bundled_font("NotoSansSC-Bold.ttf"), tmp_path / "simhei.ttf")
        shutil.copy(bundled_font("NotoSerifSC-Light.ttf"), tmp_path / "simsun.ttc")
    document = Document("题", (block(text),), "某某", page_numbers=False)
    assert joined(read_back(set_pdf(document, made_at=made_at, fonts=FontSet([tmp_path])))) == text


def test_two_characters_with_one_glyph_come_back_as_two(set_text: SetText, read_back: ReadBack) -> None:
    glyphs = TrueTypeFile(bundled_font("NotoSerifSC-Regular.ttf")).glyphs
    assert glyphs[ord("⼀")] == glyphs[ord("一")]
    assert joined(read_back(set_text("⼀一⼀人⼈"))) == "⼀一⼀人⼈"


def test_names_are_found_by_a_readers_search(set_text: SetText) -> None:
    """PDFium's own search joins a surrogate pair of the question only, so it is asked for BMP names here."""
    pdf = set_text("永和九年" * 6 + "申请人𬭎𠅤𬱖与被申请人买买提·吐尔逊" + "岁在癸丑" * 9)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[0]
        with closing(page.get_textpage()) as text, closing(text.search("买买提·吐尔逊")) as search:
            assert search.get_next() is not None
        page.close()


@pytest.mark.machine
def test_poppler_reads_the_same(set_text: SetText, tmp_path: Path) -> None:
    pdftotext = shutil.which("pdftotext")
    assert pdftotext
    path = tmp_path / "paper.pdf"
    path.write_bytes(set_text(REAL * 3))
    text = subprocess.run([pdftotext, str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert text.replace("\n", "").replace("\f", "") == REAL * 3


@given(st.lists(st.tuples(st.integers(0, len(REAL) - 1), st.integers(3, 40)), min_size=1, max_size=40))
def test_text_comes_back_from_justified_lines(
    set_text: SetText, read_back: ReadBack, cuts: list[tuple[int, int]]
) -> None:
    text = "".join(REAL[at : at + size] for at, size in cuts)
    assert joined(read_back(set_text(text))) == text


def test_pasted_controls_and_zero_width_characters_do_not_reach_the_page(
    set_text: SetText, read_back: ReadBack
) -> None:
    assert joined(read_back(set_text("张\u200b某\ufeff海\x00\t与\u00a0彭某\x1b花"))) == "张某海 与 彭某花"


def test_same_input_same_bytes(bundled: FontSet, made_at: datetime, set_text: SetText) -> None:
    assert set_text(REAL) == set_text(REAL)
    document = Document("题", (Paragraph((REAL,)),), "某某")
    one = set_pdf(document, made_at=made_at, fonts=bundled)
    fresh = set_pdf(document, made_at=made_at, fonts=FontSet([]))
    assert one == fresh
    there = made_at.astimezone(timezone(timedelta(hours=8)))
    assert set_pdf(document, made_at=there, fonts=bundled) == one
    assert set_pdf(document, made_at=made_at + timedelta(seconds=1), fonts=bundled) != one


def test_properties(bundled: FontSet, made_at: datetime) -> None:
    document = Document(
        "人民调解协议书 （2026）云人调字第1号", (Title("人民调解协议书"),), "云溪镇人民调解委员会"
    )
    pdf = set_pdf(document, made_at=made_at, fonts=bundled)
    with closing(pypdfium2.PdfDocument(pdf)) as read:
        properties = read.get_metadata_dict()
        width, height = read.get_page_size(0)
    assert properties["Title"] == document.title
    assert properties["Author"] == "云溪镇人民调解委员会"
    assert properties["CreationDate"] == properties["ModDate"] == "D:20261123081500+00'00'"
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)
    assert b"/Lang (zh-CN)" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_a_moment_without_time_zone_is_refused(bundled: FontSet, made_at: datetime) -> None:
    with pytest.raises(ValueError, match="时区"):
        set_pdf(Document("题", (), "某某"), made_at=made_at.replace(tzinfo=None), fonts=bundled)


def test_all_fonts_are_embedded_and_none_is_unused(bundled: FontSet, made_at: datetime) -> None:
    blocks = (Title("题"), Heading("一"), Paragraph(("永和𬭎",)))
    pdf = set_pdf(Document("题", blocks, "某某"), made_at=made_at, fonts=bundled)
    assert b"Helvetica" not in pdf
    fonts = re.findall(rb"/BaseFont /([A-Z]{6})\+(\S+)", pdf)
    assert {name for _tag, name in fonts} == {
        b"NotoSerifSC-Bold",
        b"NotoSansSC-Medium",
        b"NotoSerifSC-Regular",
    }
    assert len({tag for tag, _name in fonts}) == 3
    assert len(re.findall(rb"/FontFile2 \d+ 0 R", pdf)) == 3
    assert len(re.findall(rb"/ToUnicode \d+ 0 R", pdf)) == 3


def test_to_unicode_writes_surrogate_pairs(set_text: SetText) -> None:
    assert b"<0001> <D872DF4E>" in to_unicode([ord("𬭎")])
    assert b"<0002> <5F20>" in to_unicode([ord("𬭎"), ord("张")])
    assert any(b"<D872DF4E>" in stream for stream in streams(set_text("张𬭎")))
    blocks = to_unicode(list(range(0x4E00, 0x4E00 + 250)))
    assert blocks.count(b"beginbfchar") == 3  # at most a hundred in one


def test_no_glyph_is_blank_on_the_page(set_text: SetText) -> None:
    """Every one of these characters leaves ink where it stands."""
    text = "永𬭎𠅤𬱖䶮㛃堃喆é·，"
    with closing(pypdfium2.PdfDocument(set_text(text, indent=0))) as document:
        page = document[0]
        picture = page.render(scale=2, grayscale=True)
        pixels = picture.to_pil()
        with closing(page.get_textpage()) as read:
            boxes = [read.get_charbox(at, loose=True) for at in range(len(text))]
        height = page.get_height()
        for (left, bottom, right, top), character in zip(boxes, text, strict=True):
            area = pixels.crop(
                (int(2 * left), int(2 * (height - top)), int(2 * right), int(2 * (height - bottom)))
            )
            assert area.getextrema()[0] < 128, character
        picture.close()
        page.close()


def test_a_character_that_no_font_has_stops_the_paper(bundled: FontSet, made_at: datetime) -> None:
    value = Shown("彭𪚥花", "parties.1.name", "被申请人的姓名")
    with pytest.raises(UnprintableCharacter, match="U\\+2A6A5") as refusal:
        set_pdf(Document("题", (Paragraph((value,)),), "某某"), made_at=made_at, fonts=bundled)
    assert refusal.value.field == "parties.1.name"
    assert "被申请人的姓名" in refusal.value.sentence


@pytest.mark.parametrize("unit", ["永和九年，岁在癸丑。", "，。、", "a1b2c3d4e5", "（“《"])
def test_a_hundred_thousand_characters_flow(unit: str, set_text: SetText, read_back: ReadBack) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    pdf = set_text(text)
    assert time.perf_counter() - started < 10
    pages = read_back(pdf)
    assert len(pages) > 60
    assert sum(page.replace("\n", "").count(unit[0]) for page in pages) == text.count(unit[0])


def test_page_numbers_and_the_line_for_the_parties_hand(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    blocks = tuple(Paragraph((REAL,)) for _ in range(12))
    document = Document("题", blocks, "某某", page_signature="当事人签名：")
    pages = read_back(set_pdf(document, made_at=made_at, fonts=bundled))
    count = len(pages)
    assert count > 2
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页 共 {count} 页" in page
        assert ("当事人签名：" in page) == (number < count)


def test_stamps_stand_on_every_page(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    blocks = tuple(Paragraph((REAL,)) for _ in range(12))
    document = Document("题", blocks, "某某", stamps=(Stamp.VOID, Stamp.LATE_ENTRY))
    for page in read_back(set_pdf(document, made_at=made_at, fonts=bundled)):
        assert page.count("作废") == 2
        assert page.count("补录") == 1


def test_an_empty_document_has_one_page(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    assert read_back(set_pdf(Document("题", (), "某某"), made_at=made_at, fonts=bundled)) == [
        "第 1 页 共 1 页"
    ]


def test_binding_margin(set_text: SetText) -> None:
    with closing(pypdfium2.PdfDocument(set_text(REAL * 3, indent=0))) as document:
        page = document[0]
        with closing(page.get_textpage()) as text:
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            boxes = [box for box in boxes if box[2] > box[0]]
        page.close()
    assert min(box[0] for box in boxes) >= 28 * 72 / 25.4
    assert max(box[2] for box in boxes) <= (210 - 20) * 72 / 25.4
