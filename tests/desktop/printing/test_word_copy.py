"""The Word copy as Word, WPS and LibreOffice find it."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
import zxingcpp
from docx.oxml.ns import qn
from PIL import Image
from samples import CODE, KNOWN, RECEIPT, TRANSFER, blank_papers, filled_papers

from desktop.printing.blocks import (
    BodySize,
    Cell,
    Document,
    FieldRow,
    LabelledField,
    Paragraph,
    SignatureBlock,
    SignatureRow,
    Stamp,
    Table,
    shown,
)
from desktop.printing.fonts import FontSet, UnprintableCharacter, bundled_font
from desktop.printing.papers.acceptance_receipt import acceptance_receipt
from desktop.printing.papers.transfer import transfer
from desktop.printing.pdf import set_paper
from desktop.printing.profile import national_profile
from desktop.printing.word import word_copy

FILLED, BLANK = filled_papers(), blank_papers()
FILLED["agreement"] = national_profile().blank("agreement", KNOWN)
ReadBack = Callable[[bytes], list[str]]


@pytest.fixture
def word(bundled: FontSet, made_at: datetime) -> Callable[[Document], bytes]:
    return lambda document: word_copy(document, made_at=made_at, fonts=bundled)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def words(content: bytes) -> str:
    """All text of the body, in order, without blanks."""
    return "".join(
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part(content, "word/document.xml"))).split()
    )


@pytest.mark.parametrize("key", [*FILLED, *BLANK])
def test_everything_stands_in_the_copy(key: str, word: Callable[[Document], bytes]) -> None:
    document = FILLED.get(key) or BLANK[key]
    text = words(word(document))
    for value in document.shown():
        assert "".join(value.text.split()) in text, value.field
    assert "未填" not in text


@pytest.mark.parametrize("key", FILLED)
def test_every_run_names_its_east_asian_font(key: str, word: Callable[[Document], bytes]) -> None:
    root = opened(word(FILLED[key])).element
    runs = [run for run in root.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert len(runs) > 10
    faces = set()
    for run in runs:
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi"))
        assert fonts.get(qn("w:hint")) == "eastAsia"
        faces.add(fonts.get(qn("w:eastAsia")))
    assert {"仿宋", "方正小标宋简体"} <= faces <= {"仿宋", "黑体", "方正小标宋简体"}


def test_fonts_have_stand_ins_and_the_language_is_chinese(word: Callable[[Document], bytes]) -> None:
    content = word(FILLED["session"])
    fonts = part(content, "word/fontTable.xml")
    assert 'w:name="仿宋"><w:altName w:val="FangSong,仿宋_GB2312' in fonts
    assert 'w:name="方正小标宋简体"' in fonts
    assert 'w:eastAsia="zh-CN"' in part(content, "word/styles.xml")
    properties = opened(content).core_properties
    assert properties.language == "zh-CN"
    assert properties.title == "人民调解记录 （2026）云人调字第37号"
    assert properties.author == properties.last_modified_by == "云溪镇人民调解委员会"
    assert properties.created == properties.modified
    assert (properties.created.hour, properties.created.minute) == (8, 15)


def test_same_input_same_bytes(bundled: FontSet, made_at: datetime) -> None:
    document = FILLED["acceptance_receipt"]
    one = word_copy(document, made_at=made_at, fonts=bundled)
    assert one == word_copy(document, made_at=made_at, fonts=bundled)
    assert one != word_copy(document, made_at=made_at + timedelta(seconds=1), fonts=bundled)
    assert len(one) < 20_000
    names = zipfile.ZipFile(io.BytesIO(one)).namelist()
    assert not any("thumbnail" in name or "numbering" in name for name in names)


def test_sizes_leading_and_indent(word: Callable[[Document], bytes]) -> None:
    paper = Document("题", (Paragraph(("永和九年",)),), "某某", body=BodySize.SAN_HAO)
    (paragraph, *_rest) = opened(word(paper)).paragraphs
    assert paragraph.paragraph_format.line_spacing.pt == 28
    assert paragraph.runs[0].font.size.pt == 16
    indent = paragraph._p.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert indent.get(qn("w:firstLine")) == "640"
    section = opened(word(paper)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 28
    text = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert text == pytest.approx(16 * 27, abs=0.2)


def test_fields_are_lines_to_write_on(word: Callable[[Document], bytes]) -> None:
    row = FieldRow((LabelledField("姓名", shown("刘桂芳", "a"), 2), LabelledField("电话", shown("", "b"), 3)))
    (paragraph,) = opened(word(Document("题", (row,), "某某"))).paragraphs
    assert paragraph.text.split("\t") == ["姓名", " 刘桂芳", "", "电话", "", ""]
    assert [run.text for run in paragraph.runs if run.underline] == [" 刘桂芳", "\t", "", "\t"]
    stops = [stop.position.pt for stop in paragraph.paragraph_format.tab_stops]
    assert stops == sorted(stops)
    assert stops[-1] == pytest.approx(29 * 15, abs=0.1)


def test_a_value_too_long_for_its_place_has_a_line_of_its_own(word: Callable[[Document], bytes]) -> None:
    name = "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江"
    row = FieldRow((LabelledField("姓名", shown(name, "a")), LabelledField("民族", shown("维吾尔族", "b"))))
    first, second = opened(word(Document("题", (row,), "某某"))).paragraphs
    assert name in first.text
    assert "维吾尔族" in second.text
    assert first.paragraph_format.left_indent.pt == pytest.approx(
        -first.paragraph_format.first_line_indent.pt
    )


@pytest.mark.parametrize("key", ["agreement", "session", "acceptance"])
def test_signatures_keep_together_with_what_stands_before(
    key: str, word: Callable[[Document], bytes]
) -> None:
    paragraphs = opened(word(FILLED[key])).paragraphs
    at = next(number for number, one in enumerate(paragraphs) if one.text.startswith("申请人　"))
    end = next(number for number, one in enumerate(paragraphs) if "（印章）" in one.text)
    assert all(one.paragraph_format.keep_with_next for one in paragraphs[at - 2 : end + 1])
    assert not paragraphs[-1].paragraph_format.keep_with_next


def test_many_signers_may_go_on_over_the_page_in_the_copy_too(word: Callable[[Document], bytes]) -> None:
    rows = tuple(SignatureRow((f"当事人{at}",)) for at in range(9))
    document = Document("试样", (Paragraph(("短",)), SignatureBlock(rows, ("某委",))), "某某")
    signing = [one for one in opened(word(document)).paragraphs if "（签名）" in one.text]
    kept = [one.paragraph_format.keep_with_next is True for one in signing]
    assert kept == [True, *[False] * 6, True, True], (
        "two signers at each end stay together, the last with the seal"
    )


def test_the_qr_is_a_picture_that_is_scanned(word: Callable[[Document], bytes]) -> None:
    content = word(acceptance_receipt(RECEIPT))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        (name,) = [name for name in file.namelist() if name.endswith(".png")]
        picture = Image.open(io.BytesIO(file.read(name)))
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]
    assert f'descr="{CODE}"' in part(content, "word/document.xml")
    large = [run for table in opened(content).tables for run in table._tbl.iter(qn("w:r"))]
    sizes = {run.find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")) for run in large if run.text == "000412"}
    assert sizes == {"60"}


def test_tables_have_lines_widths_and_a_head_that_repeats(word: Callable[[Document], bytes]) -> None:
    table = Table(
        (1, 2, 3),
        (
            (Cell(("甲",), label=True), Cell(("乙",)), Cell(("丙",))),
            (Cell(("丁",)), Cell((shown("戊\n己", "f"),), span=2, lines=4)),
        ),
        head=1,
    )
    (found,) = opened(word(Document("题", (table,), "某某"))).tables
    assert [column.width.pt for column in found.columns] == pytest.approx([72.5, 145, 217.5], abs=0.1)
    assert found._tbl.tblPr.find(qn("w:tblBorders")) is not None
    assert found.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert found.rows[1].height.pt == 4 * 26
    assert found.rows[1].cells[1].text == "戊\n己"
    assert found.rows[1].cells[1]._tc is found.rows[1].cells[2]._tc


def test_two_tables_do_not_become_one(word: Callable[[Document], bytes]) -> None:
    body = opened(word(transfer(TRANSFER))).element.body
    kinds = [child.tag for child in body]
    assert kinds.count(qn("w:tbl")) == 4
    assert all(pair != (qn("w:tbl"),) * 2 for pair in pairwise(kinds))
    assert kinds[-2] == qn("w:p")  # a table is never the last: Word would mend the file


def test_page_numbers_the_parties_line_and_stamps(word: Callable[[Document], bytes]) -> None:
    blocks = tuple(Paragraph(("永和九年" * 60,)) for _ in range(8))
    paper = Document(
        "题", blocks, "某某", page_signature="当事人签名：", stamps=(Stamp.VOID, Stamp.LATE_ENTRY)
    )
    section = opened(word(paper)).sections[0]
    signed, numbered = section.footer.paragraphs
    assert signed.text.startswith("当事人签名：")
    assert "".join(node.text or "" for node in numbered._p.iter(qn("w:instrText"))).split() == [
        "PAGE",
        "NUMPAGES",
    ]
    assert "作废" in section.header.paragraphs[0].text
    assert "补录" in section.header.paragraphs[0].text
    short = opened(
        word(Document("题", (Paragraph(("永",)),), "某某", page_signature="当事人签名："))
    ).sections[0]
    assert len(short.footer.paragraphs) == 1


def test_pasted_controls_make_no_broken_file(word: Callable[[Document], bytes]) -> None:
    content = word(
        Document("题\x00", (Paragraph((shown("甲\x0b\x00乙\x1b\ufeff丙\t丁", "f"),)),), "某\x07某")
    )
    assert opened(content).paragraphs[0].text == "甲 乙丙 丁"


def test_a_character_that_cannot_be_printed_is_refused_here_too(word: Callable[[Document], bytes]) -> None:
    with pytest.raises(UnprintableCharacter, match="U\\+2A6A5"):
        word(Document("题", (Paragraph((shown("彭𪚥花", "name", "姓名"),)),), "某某"))


def test_a_moment_without_time_zone_is_refused(bundled: FontSet, made_at: datetime) -> None:
    with pytest.raises(ValueError, match="时区"):
        word_copy(Document("题", (), "某某"), made_at=made_at.replace(tzinfo=None), fonts=bundled)


@pytest.mark.machine
def test_libreoffice_makes_the_same_pages_of_it(
    bundled: FontSet, made_at: datetime, read_back: ReadBack, tmp_path: Path
) -> None:
    """Every paper, converted in one go, with the bundled fonts in place of those of an office PC."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    assert office
    assert reader
    families = "".join(
        f'<alias binding="same"><family>{family}</family><prefer><family>{other}</family></prefer></alias>'
        for family, other in (("仿宋", "Noto Serif SC"), ("黑体", "Noto Sans SC"))
    )
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{bundled_font('OFL.txt').parent}</dir>{families}"
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    for number, document in enumerate(FILLED.values()):
        content = word_copy(document, made_at=made_at, fonts=bundled)
        (tmp_path / f"{number}.docx").write_bytes(content)
    subprocess.run(
        [
            *(office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path)),
            *sorted(str(path) for path in tmp_path.glob("*.docx")),
        ],
        env=os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        timeout=180,
    )
    for number, (key, document) in enumerate(FILLED.items()):
        pdf = tmp_path / f"{number}.pdf"
        done = subprocess.run([reader, "-raw", str(pdf), "-"], capture_output=True, check=True)
        text = "".join(done.stdout.decode().split())
        for value in document.shown():
            assert "".join(value.text.split()) in text, (key, value.field)
        pages = set_paper(document, made_at=made_at, fonts=bundled).pages
        assert len(read_back(pdf.read_bytes())) == pages, key
