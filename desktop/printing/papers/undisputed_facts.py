"""无争议事实记载: facts on which the parties agree although the mediation failed, signed by them.

山东省多元化解纠纷促进条例 24 lets agreed facts be fixed in writing on failure; for a dispute that a court handed
over it is an optional paper (practice.md 22). The words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Block, BodySize, Document, NumberLine, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.letters import numbered
from desktop.printing.papers.parties import PartyOnPaper, recorded_note, signature_lines, signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_FEW, _MANY = 6, 18
_ONE_PAGE = 7
"""Lines of signatures that stand on one sheet with a few lines for the hand."""


@dataclass(frozen=True, slots=True)
class UndisputedFactsPaper:
    """Which facts between whom are undisputed; `facts` one text to each, `reference` the court's number or empty."""

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    dispute: str = ""
    facts: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    number: str = ""
    reference: str = ""
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def undisputed_facts(paper: UndisputedFactsPaper, entry: PaperEntry | None = None) -> Document:
    """The record as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("undisputed_facts")
    names = "、".join(party.name for party in paper.parties if party.name.strip())
    text = filled(
        entry.wording["text"],
        parties=(shown(names, "parties", "当事人", room=12),),
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=12),),
    )
    blocks: list[Block] = [Title(entry.title)]
    for label, value, field in (("卷号", paper.number, "number"), ("案号", paper.reference, "reference")):
        if value.strip():
            blocks.append(NumberLine(f"{label}：", shown(value, field, label)))
    signed = signatures(
        entry.signers,
        parties=paper.parties,
        mediators=len(paper.mediators),
        committee_name=paper.committee_name,
    )
    blocks += [
        Spacer(),
        Paragraph(text),
        *numbered(paper.facts, "facts", "无争议的事实", blank=_blank_facts(signature_lines(signed))),
        *([recorded_note()] if paper.recorded_text else [Paragraph((entry.wording["read"],)), signed]),
    ]
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        spare=(BodySize.SI_HAO,),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _blank_facts(signing: int) -> int:
    """Lines for the hand: few where all stands on one sheet, a whole first page where the signers need a second."""
    return _FEW if signing <= _ONE_PAGE else _MANY


def _blank(known: KnownFacts) -> UndisputedFactsPaper:
    return UndisputedFactsPaper(
        known.committee_name,
        known.parties_or_blank,
        known.dispute,
        mediators=known.mediators,
        number=known.number,
    )


FORM = Form(undisputed_facts, _blank, {"text": frozenset({"parties", "dispute"}), "read": frozenset()})
