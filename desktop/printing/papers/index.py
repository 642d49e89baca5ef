"""卷内目录: what lies in a dossier and on which of its pages.

Columns of the prescribed set (mediation.md 1.3 B): 序号, 文书名称, 页号, 备注. The pages are those of the bound
dossier; cover, index and back cover are not numbered.
"""

from dataclasses import dataclass
from math import ceil

from desktop.printing.blocks import BodySize, Cell, Document, Shown, Spacer, Table, Title
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile

_WIDTHS = (2.8, 15.2, 6.5, 6.5)
_PADDING = 0.8
"""Of both sides of a cell, in characters as the widths."""
_ROWS = 21  # of a form, so that papers can be written in by hand


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One paper of the dossier: its name, its pages (3, 4-6, 仅纸质，2页), a remark; texts as printed."""

    title: str = ""
    pages: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class IndexPaper:
    """The papers of a dossier in their order; they are numbered from 1."""

    committee_name: str
    lines: tuple[IndexLine, ...] = ()
    number: str = ""
    void: bool = False


def index(paper: IndexPaper, entry: PaperEntry | None = None) -> Document:
    """The index as a tree of blocks, with empty rows up to the length of the form, without page numbers."""
    entry = entry or national_profile().entry("index")
    heads = ("序号", "文书名称", "页号", "备注")
    empty = (IndexLine(),) * max(0, _ROWS - sum(map(_height, paper.lines)))
    rows = tuple(_row(at, line) for at, line in enumerate((*paper.lines, *empty)))
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            Spacer(),
            Table(_WIDTHS, (tuple(Cell((head,), label=True) for head in heads), *rows), head=1),
        ),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        page_numbers=False,
        stamps=stamps(void=paper.void),
    )


def _height(line: IndexLine) -> int:
    """How many lines of the form a paper takes: a long name, or a long remark, wraps in its column."""
    texts = ((line.title, _WIDTHS[1]), (line.remark, _WIDTHS[3]))
    return max(1, *(ceil(_wide(text) / (width - _PADDING)) for text, width in texts))


def _wide(text: str) -> float:
    """How wide a text is, in characters: letters and figures are half as wide."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


def _row(at: int, line: IndexLine) -> tuple[Cell, ...]:
    def value(text: str, field: str, place: str) -> tuple[Shown]:
        return (Shown(text, f"lines.{at}.{field}", f"目录第{at + 1}行的{place}"),)

    return (
        Cell((str(at + 1) if line.title.strip() else "",), label=True),
        Cell(value(line.title, "title", "文书名称")),
        Cell(value(line.pages, "pages", "页号"), label=True),
        Cell(value(line.remark, "remark", "备注")),
    )


def _blank(known: KnownFacts) -> IndexPaper:
    return IndexPaper(known.committee_name, number=known.number)


FORM = Form(index, _blank, {})
