"""人民调解回访记录: how an agreement is kept, seen on a visit (人民调解法 31: the committee supervises and urges).

Order of the prescribed set (mediation.md 1.3 M). 回访事由 is the name of the dispute; 回访情况 says how far the
agreement is performed, whether the parties are content, of suits and judgments, of new trouble and of what was
done about it. Nothing of that is ever filled in beforehand.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Document, FieldRow, Heading, LabelledField, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import recorded_note, signatures, stamps, text_or_lines
from desktop.printing.profile import PaperEntry, national_profile

_LINES = 11  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class ReturnVisitPaper:
    """Everything that stands on the record; texts, `findings` (回访情况) of one or several paragraphs."""

    committee_name: str
    parties: str = ""
    agreement_number: str = ""
    dispute: str = ""
    time: str = ""
    findings: str = ""
    visitors: tuple[str, ...] = ()
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def return_visit(paper: ReturnVisitPaper, entry: PaperEntry | None = None) -> Document:
    """The record as a tree of blocks; each visitor's line and date, and the seal, are left to the hand."""
    entry = entry or national_profile().entry("return_visit")
    rows = (
        ("当事人", paper.parties, "parties"),
        ("调解协议编号", paper.agreement_number, "agreement_number"),
        ("回访事由", paper.dispute, "dispute"),
        ("回访时间", paper.time, "time"),
    )
    signed = signatures(
        entry.signers, committee_name=paper.committee_name, lines={"回访人": len(paper.visitors)}
    )
    return Document(
        title=f"{entry.title} {paper.agreement_number}".strip(),
        blocks=(
            Title(entry.title),
            Spacer(),
            *(FieldRow((LabelledField(label, shown(value, field, label)),)) for label, value, field in rows),
            Heading("回访情况："),
            *text_or_lines(paper.findings, "findings", "回访情况", _LINES),
            recorded_note() if paper.recorded_text else signed,
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _blank(known: KnownFacts) -> ReturnVisitPaper:
    names = "、".join(party.name for party in known.parties if party.name.strip())
    return ReturnVisitPaper(known.committee_name, names, known.number, known.dispute)


FORM = Form(return_visit, _blank, {})
