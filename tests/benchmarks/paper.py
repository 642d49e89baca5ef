"""A two-page agreement set by us and by stock Platypus with its own CJK wrap, on the same text in the same run.

Run by hand: `python -m uv run python tests/benchmarks/paper.py`. Rows for LibreOffice appear where it is installed.
"""

from __future__ import annotations

import gc
import io
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

from samples import COMMITTEE, GAO, LIU, NUMBER

from desktop.printing.blocks import (
    Document,
    FieldRow,
    Heading,
    NumberedItems,
    NumberLine,
    Paragraph,
    SignatureBlock,
    Title,
)
from desktop.printing.fonts import FontSet, bundled_font
from desktop.printing.papers.agreement import AgreementPaper, agreement
from desktop.printing.pdf import set_paper, set_pdf
from desktop.printing.word import word_copy

MADE_AT = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
ROUNDS, RUN = 25, 200
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


def texts(document: Document) -> list[tuple[str, str]]:
    """The same words for a setter that knows paragraphs only: kind and text."""
    found: list[tuple[str, str]] = []
    for block in document.blocks:
        match block:
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

    def set_it(words: list[tuple[str, str]]) -> bytes:
        output = io.BytesIO()
        template = SimpleDocTemplate(output, pagesize=A4, leftMargin=79, rightMargin=80, topMargin=88)
        template.build([Flowing(text, styles[kind]) for kind, text in words])
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


def main() -> None:
    """Print one row per way, the ratio, and 200 agreements in one go with what memory they took."""
    fonts = FontSet([])
    start = time.perf_counter()
    first = set_paper(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts)
    print(f"first agreement after start {(time.perf_counter() - start) * 1000:.0f} ms, {first.pages} pages")
    words, flowing = texts(agreement(AGREEMENT)), platypus()
    ours = timed(lambda: set_pdf(agreement(AGREEMENT), made_at=MADE_AT, fonts=fonts))
    stock = timed(lambda: flowing(words))
    row("ours, agreement of two pages", ours, len(first.pdf))
    row("stock Platypus, same text, its own CJK wrap", stock, len(flowing(words)))
    print(f"ratio of medians {statistics.median(ours) / statistics.median(stock):.2f}")
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
