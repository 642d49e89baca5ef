"""封底: the last leaf of the dossier, with the count of its pages.

The catalogue asks for it; what stands on it is not prescribed (mediation.md 1.3 P): the pages in words and who put
the dossier together and checked it, at the foot of an empty page. It is not numbered.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    BodySize,
    Document,
    FieldRow,
    LabelledField,
    Paragraph,
    Shown,
    Spacer,
    Title,
    Together,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_TITLE = 26.0  # points


@dataclass(frozen=True, slots=True)
class BackCoverPaper:
    """How many pages the dossier has, in figures or words (18), its number, a remark; texts."""

    committee_name: str
    pages: str = ""
    number: str = ""
    remark: str = ""
    void: bool = False


def back_cover(paper: BackCoverPaper, entry: PaperEntry | None = None) -> Document:
    """The back cover as a tree of blocks; 立卷人 and 检查人 sign and date by hand."""
    entry = entry or national_profile().entry("back_cover")
    sentence = filled(entry.wording["pages"], pages=(shown(paper.pages, "pages", "页数", room=5),))
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Spacer(kept=True),
            Together(
                (
                    Title(entry.wording["title"], _TITLE),
                    FieldRow((LabelledField("卷号", shown(paper.number, "number", "卷号")),)),
                    Paragraph(sentence, indent=0),
                    FieldRow((LabelledField("备注", Shown(paper.remark, "remark", "备注")),)),
                    signatures(entry.signers),
                ),
                at_foot=True,
            ),
        ),
        author=paper.committee_name,
        body=BodySize.SAN_HAO,
        page_numbers=False,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> BackCoverPaper:
    return BackCoverPaper(known.committee_name, number=known.number)


FORM = Form(back_cover, _blank, {"pages": frozenset({"pages"}), "title": frozenset()})
