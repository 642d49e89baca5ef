"""A two-page agreement and a dossier of 13 papers, set by us and by stock Platypus with its own CJK wrap.

The same text in the same run. Run by hand: `python -m uv run --with typst python
tests/benchmarks/paper.py`. Rows for typst and LibreOffice appear where they are installed.
"""

# mypy: allow-untyped-calls
# (ReportLab has no types)

from __future__ import annotations

import gc
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "desktop" / "printing"), str(Path(__file__).parents[2])]

from samples import COMMITTEE, GAO, LIU, NUMBER, filled_papers

from desktop.printing.blocks import (
    Block,
    Cell,
    Document,
    FieldRow,
    Heading,
    NumberedItems,
    NumberLine,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
    Together,
)
from desktop.printing.fonts import FontSet, bundled_font
from desktop.printing.papers.agreement import AgreementPaper, agreement
from desktop.printing.pdf import set_pdf, set_together
from desktop.printing.word import word_copy

MADE_AT = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
ROUNDS, RUN = 25, 200
DOSSIER = (
    *("cover", "index", "application", "acceptance", "rights_notice", "identity", "inquiry", "session"),
    *("agreement", "performance_proof", "return_visit", "file_note", "back_cover"),
)
FIRST_PAGE = """
import sys, time
start = time.perf_counter()
sys.path[:0] = {paths}
import paper, pypdfium2
from desktop.printing.pdf import set_pdf
pdf = pypdfium2.PdfDocument(set_pdf(paper.agreement(paper.AGREEMENT), made_at=paper.MADE_AT))
picture = pdf[0].render(scale=1.5).to_pil()
print((time.perf_counter() - start) * 1000)
"""
FACTS = (
    "刘桂芳与高𬭎军系东西邻居。2026年9月，高𬭎军翻建东厢房，新檐伸出界墙约十八公分。10月3日大雨，檐水直冲刘桂芳家院墙，"
    "墙根浸泡，墙皮脱落约四平方米。双方对檐子是否越界、墙面修补由谁承担发生争议。"
)
AGREEMENT = AgreementPaper(
    COMMITTEE,
    NUMBER,
    (LIU, GAO),
    facts=f"{FACTS}\n{FACTS}",
    terms=(
        "高𬭎军于2026年12月8日前（含当日）将东厢房伸出界墙的滴水檐截除，并加装天沟和落水管，把雨水引入自家排水沟。",
        "高𬭎军支付刘桂芳院墙修补的材料款600.00元（大写：陆佰元整）。",
        "今后雨季互相照看排水口，其他互不追究。",
    ),
    performance_text="第一项于2026年12月8日前履行，第二项当场履行。",
    mediators=("李春和", "王敏"),
)


def texts(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The same words for a setter that knows paragraphs only: kind and text; a table is a row of cells."""
    found: list[tuple[str, str]] = []
    for block in blocks:
        match block:
            case Together():
                found += texts(block.blocks)
            case Table():
                found += [("Table", json.dumps([_cells(row) for row in block.rows], ensure_ascii=False))]
            case Title() | Heading():
                found.append((type(block).__name__, block.text))
            case NumberLine():
                found.append(("Paragraph", block.label + block.value.text))
            case FieldRow():
                found.append(("Paragraph", "　".join(f"{c.label}　{c.value.text}" for c in block.cells)))
            case Paragraph():
                found.append(("Paragraph", _text(block.content)))
            case NumberedItems():
                found += [("Paragraph", item.text) for item in block.items]
            case SignatureBlock():
                for row in block.rows:
                    found.append(("Signature", f"{_text(row.label)}（{row.how}）　　　　年　　月　　日"))
                found.append(("Signature", f"{_text(block.seal)}　　年　　月　　日"))
    return found


def _cells(row: tuple[Cell, ...]) -> list[str]:
    return [text for cell in row for text in (_text(cell.content), *[""] * (cell.span - 1))]


def _text(content: Any) -> str:
    return "".join(item if isinstance(item, str) else item.text for item in content)


def platypus() -> Callable[[list[tuple[str, str]]], bytes]:
    """Stock Platypus with the same fonts, sizes and leading; the fonts are read before the clock runs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as FlowingTable
    from reportlab.platypus.flowables import Flowable

    for name in ("NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Medium"):
        pdfmetrics.registerFont(TTFont(name, str(bundled_font(f"{name}.ttf"))))
    body = ParagraphStyle(
        "body", fontName="NotoSerifSC-Regular", fontSize=15, leading=26, wordWrap="CJK", firstLineIndent=30
    )
    styles = {
        "Title": ParagraphStyle(
            "title",
            body,
            fontName="NotoSerifSC-Bold",
            fontSize=22,
            leading=52,
            alignment=1,
            firstLineIndent=0,
        ),
        "Heading": ParagraphStyle("heading", body, fontName="NotoSansSC-Medium", firstLineIndent=0),
        "Signature": ParagraphStyle("signature", body, spaceBefore=26, firstLineIndent=0),
        "Paragraph": body,
    }

    def flowable(kind: str, text: str) -> Flowable:
        if kind != "Table":
            return Flowing(text, styles[kind])
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        cell = ParagraphStyle("cell", body, firstLineIndent=0)
        rows = [[Flowing(words, cell) for words in row] for row in json.loads(text)]
        return FlowingTable(rows, colWidths=435 / len(rows[0]), style=grid)

    def set_it(words: list[tuple[str, str]]) -> bytes:
        output = io.BytesIO()
        template = SimpleDocTemplate(output, pagesize=A4, leftMargin=79, rightMargin=80, topMargin=88)
        template.build([flowable(kind, text) for kind, text in words])
        return output.getvalue()

    return set_it


def timed(function: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, after two that do not count."""
    for _ in range(2):
        function()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append((time.perf_counter() - start) * 1000)
    return times


def row(name: str, times: list[float], size: int) -> None:
    worst = statistics.quantiles(times, n=20)[18]
    print(f"{name:44} median {statistics.median(times):7.1f} ms   p95 {worst:7.1f} ms   {size // 1024:4} kB")


def libreoffice(document: Document, fonts: FontSet) -> None:
    """The Word copy converted: one alone, and ten in one start."""
    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not installed here")
        return
    folder = Path(tempfile.mkdtemp())
    for number in range(10):
        (folder / f"{number}.docx").write_bytes(word_copy(document, made_at=MADE_AT, fonts=fonts))
    command = [
        office,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", str(folder)]
    environment = os.environ | {"HOME": str(folder)}
    for count in (1, 1, 10):  # the first start makes its profile and does not count
        files = [str(folder / f"{number}.docx") for number in range(count)]
        start = time.perf_counter()
        subprocess.run([*command, *files], check=True, capture_output=True, env=environment)
        took = (time.perf_counter() - start) * 1000
    print(f"{'LibreOffice, docx to PDF, ten in one start':44} {took / 10:14.1f} ms each")
    shutil.rmtree(folder)


def typst(words: list[tuple[str, str]]) -> None:
    """The same text by the typst program, with the same fonts, size, leading and margins."""
    try:
        import typst as setter
    except ImportError:
        print("typst is not installed here (add --with typst): not measured")
        return
    folder = Path(tempfile.mkdtemp())
    lines = [
        '#set page(paper: "a4", margin: (left: 28mm, right: 28mm, top: 31mm, bottom: 25mm))',
        '#set text(font: "Noto Serif SC", size: 15pt, lang: "zh", region: "cn")',
        "#set par(justify: true, leading: 11pt, first-line-indent: (amount: 2em, all: true))",
        *(f"#par[#{json.dumps(text, ensure_ascii=False)}]" for _kind, text in words),
    ]
    (folder / "agreement.typ").write_text("\n\n".join(lines), "utf-8")
    fonts = [str(bundled_font("OFL.txt").parent)]
    source, out = str(folder / "agreement.typ"), str(folder / "out.pdf")
    times = timed(lambda: setter.compile(source, output=out, font_paths=fonts), 5)
    row("typst, same text", times, (folder / "out.pdf").stat().st_size)
    shutil.rmtree(folder)


def first_page() -> None:
    """From the first import to the picture of the first page, in a Python that has loaded nothing yet."""
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "desktop" / "printing")]
    code = FIRST_PAGE.format(paths=[*paths, str(Path(__file__).parents[2])])
    took = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    print(f"first page after start, imports and fonts included: {statistics.median(took):.0f} ms of five")


def dossier(fonts: FontSet, flowing: Callable[[list[tuple[str, str]]], bytes]) -> None:
    """13 papers in one file, and the same words by Platypus."""
    made = {**filled_papers(), "agreement": agreement(AGREEMENT)}
    papers = [made[key] for key in DOSSIER]
    words = [word for paper in papers for word in texts(paper.blocks)]
    ours = timed(lambda: set_together(papers, made_at=MADE_AT, fonts=fonts), 10)
    stock = timed(lambda: flowing(words), 10)
    whole = set_together(papers, made_at=MADE_AT, fonts=fonts)
    row(f"ours, dossier of {len(papers)} papers, {whole.pages} pages", ours, len(whole.pdf))
    row("stock Platypus, same text, its own CJK wrap", stock, len(flowing(words)))
    print(f"ratio of medians {statistics.median(ours) / statistics.median(stock):.2f}")


def main() -> None:
    """Print one row per way, the ratios, and 200 agreements in one go with what memory they took."""
    first_page()
    fonts = FontSet([])
    words, flowing = texts(agreement(AGREEMENT).blocks), platypus()
    ours = timed(lambda: set_pdf(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts))
    stock = timed(lambda: flowing(words))
    row(
        "ours, agreement of two pages", ours, len(set_pdf(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts))
    )
    row("stock Platypus, same text, its own CJK wrap", stock, len(flowing(words)))
    print(f"ratio of medians {statistics.median(ours) / statistics.median(stock):.2f}")
    typst(words)
    dossier(fonts, flowing)
    copies = timed(lambda: word_copy(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts), 10)
    row("ours, Word copy", copies, len(word_copy(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts)))
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    for number in range(RUN):
        name = chr(0x4E00 + 7 * number)  # every agreement is of other people
        paper = replace(
            AGREEMENT, number=f"（2026）云人调字第{number}号", parties=(replace(LIU, name=f"刘{name}"), GAO)
        )
        set_pdf(agreement(paper), made_at=MADE_AT, fonts=fonts)
    took = (time.perf_counter() - start) * 1000 / RUN
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{RUN} agreements in one go: {took:.1f} ms each, highest memory grew by {grown:.1f} MB")
    libreoffice(agreement(AGREEMENT), fonts)


if __name__ == "__main__":
    main()
