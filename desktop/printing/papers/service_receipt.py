"""送达回证: that papers reached somebody, with who took them in his place or why they were refused.

The court's form, by analogy (mediation.md 1.3 R; 民事诉讼法 87 to 89): not compulsory for mediation. A family
member of age who lives with him may sign; a refusal needs two witnesses, or a photograph or a film.
"""

from dataclasses import dataclass

from desktop.printing.blocks import BodySize, Cell, Document, Note, Table, Title, shown
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile

_WIDTHS = (5.0, 6.2, 3.4, 6.2)
_WHEN = "　　　　年　　月　　日　　时"


@dataclass(frozen=True, slots=True)
class ServiceReceiptPaper:
    """Which papers go to whom, where; texts. `papers` one to a line, each with its count (人民调解协议书1份)."""

    committee_name: str
    case_name: str = ""
    number: str = ""
    papers: tuple[str, ...] = ()
    recipient: str = ""
    address: str = ""
    issued_by: str = ""
    void: bool = False


def service_receipt(paper: ServiceReceiptPaper, entry: PaperEntry | None = None) -> Document:
    """The receipt as a tree of blocks; what happens at the door is left to the hand."""
    entry = entry or national_profile().entry("service_receipt")

    def wide(label: str, text: str, field: str, lines: int = 1) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell(
            (shown(text, field, label.replace("\n", "")),), span=3, lines=lines
        )

    def blank(label: str, words: str, lines: int) -> tuple[Cell, Cell]:
        return Cell((label,), label=True), Cell((words,), span=3, lines=lines, foot=True)

    rows = (
        wide("案由", paper.case_name, "case_name"),
        wide("案号（卷号）", paper.number, "number"),
        wide("送达文书\n名称和件数", "\n".join(paper.papers), "papers", 3),
        wide("受送达人", paper.recipient, "recipient"),
        wide("送达地址", paper.address, "address"),
        blank("受送达人签名\n或者盖章", _WHEN, 4),
        blank("代收人签名\n及代收理由", _WHEN, 4),
        blank("备考\n（拒收事由、\n见证人）", "", 3),
        (
            *(Cell(("填发人",), label=True), Cell((shown(paper.issued_by, "issued_by", "填发人"),))),
            *(Cell(("送达人",), label=True), Cell(("",))),
        ),
    )
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(Title(entry.title), Table(_WIDTHS, rows), Note((entry.wording["note"],))),
        author=paper.committee_name,
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO,),
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> ServiceReceiptPaper:
    return ServiceReceiptPaper(known.committee_name, known.dispute, known.number)


FORM = Form(service_receipt, _blank, {"note": frozenset()})
