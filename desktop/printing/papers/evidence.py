"""人民调解证据材料: the title page of the evidence with its list; the pages themselves lie behind it.

The layout of the official sheet is not known; the columns are those that inspectors ask for (mediation.md 1.3 I):
name, who gave it, when, how many pages, original or copy.
"""

from dataclasses import dataclass

from desktop.printing.blocks import BodySize, Cell, Document, Paragraph, Shown, Spacer, Table, Title
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_WIDTHS = (2.8, 8.4, 4.6, 8.6, 2.7, 3.9)
_ROWS = 14  # of a form filled in by hand


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece: its name, who gave it, when (2026年11月20日), how many pages, 原件 or 复印件; texts."""

    name: str = ""
    source: str = ""
    collected_on: str = ""
    pages: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class EvidencePaper:
    """The pieces in their order; they are numbered from 1."""

    committee_name: str
    items: tuple[EvidenceItem, ...] = ()
    void: bool = False


def evidence(paper: EvidencePaper, entry: PaperEntry | None = None) -> Document:
    """The list as a tree of blocks; who collected the pieces signs and dates by hand."""
    entry = entry or national_profile().entry("evidence")
    heads = ("编号", "名称", "提供人", "收集时间", "页数", "原件或\n复印件")
    items = paper.items or (EvidenceItem(),) * _ROWS
    return Document(
        title=entry.title,
        blocks=(
            Title(entry.title),
            Spacer(),
            Table(
                _WIDTHS,
                (tuple(Cell((head,), label=True) for head in heads), *map(_row, range(len(items)), items)),
                head=1,
            ),
            Spacer(),
            Paragraph((entry.wording["certified"],)),
            signatures(entry.signers),
        ),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        stamps=stamps(void=paper.void),
    )


def _row(at: int, item: EvidenceItem) -> tuple[Cell, ...]:
    def value(text: str, field: str, place: str) -> tuple[Shown]:
        return (Shown(text, f"items.{at}.{field}", f"证据{at + 1}的{place}"),)

    return (
        Cell((str(at + 1),), label=True),
        Cell(value(item.name, "name", "名称")),
        Cell(value(item.source, "source", "来源或提供人")),
        Cell(value(item.collected_on, "collected_on", "收集时间"), label=True),
        Cell(value(item.pages, "pages", "页数"), label=True),
        Cell(value(item.form, "form", "原件或复印件"), label=True),
    )


def _blank(known: KnownFacts) -> EvidencePaper:
    return EvidencePaper(known.committee_name)


FORM = Form(evidence, _blank, {"certified": frozenset()})
