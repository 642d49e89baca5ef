"""人民调解申请书: somebody asks the committee to mediate (人民调解法 17).

Order of the prescribed set (mediation.md 1.3 C). The declaration is prescribed; its words stand in the profile.
"""

from dataclasses import dataclass, replace

from desktop.printing.blocks import Block, BodySize, Document, Heading, Paragraph, Title
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.letters import numbered
from desktop.printing.papers.parties import (
    APPLICANT,
    PartyOnPaper,
    blank_parties,
    party_block,
    recorded_note,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile

_RESPONDENT = "被申请人"
_SUMMARY_LINES = 6  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """Who asks for mediation with whom, about what, and what he wants; `requests` one text to each point."""

    committee_name: str
    applicants: tuple[PartyOnPaper, ...]
    respondents: tuple[PartyOnPaper, ...]
    summary: str = ""
    requests: tuple[str, ...] = ()
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def application(paper: ApplicationPaper, entry: PaperEntry | None = None) -> Document:
    """The application as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("application")
    blocks: list[Block] = [Title(entry.title)]
    for name, group in (("applicants", paper.applicants), ("respondents", paper.respondents)):
        for index, party in enumerate(group):
            blocks += party_block(party, f"{name}.{index}")
    blocks += [
        Heading("纠纷简要情况："),
        *text_or_lines(paper.summary, "summary", "纠纷简要情况", _SUMMARY_LINES),
        Heading("当事人申请事项："),
        *numbered(paper.requests, "requests", "申请事项"),
        Paragraph((entry.wording["declaration"],)),
        recorded_note() if paper.recorded_text else signatures(entry.signers, parties=paper.applicants),
    ]
    return Document(
        title=entry.title,
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO, BodySize.XIAO_SI),
        page_signature="" if paper.recorded_text else "申请人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def two_sides(
    parties: tuple[PartyOnPaper, ...],
) -> tuple[tuple[PartyOnPaper, ...], tuple[PartyOnPaper, ...]]:
    """The parties as 申请人 and 被申请人 by what they are called; a side of which nobody is known has a blank."""
    first, second = (
        replace(party, label=label) for party, label in zip(blank_parties(), _SIDES, strict=True)
    )
    asking = tuple(party for party in parties if party.label.startswith(APPLICANT))
    other = tuple(party for party in parties if not party.label.startswith(APPLICANT))
    return asking or (first,), other or (second,)


_SIDES = (APPLICANT, _RESPONDENT)


def _blank(known: KnownFacts) -> ApplicationPaper:
    return ApplicationPaper(known.committee_name, *two_sides(known.parties), summary=known.summary)


FORM = Form(application, _blank, {"declaration": frozenset()})
