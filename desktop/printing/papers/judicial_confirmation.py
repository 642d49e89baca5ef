"""司法确认申请书: both parties ask the court together to confirm their agreement (人民调解法 33, 民事诉讼法 205).

Who they are, where papers reach them and what is enclosed are asked by 民诉解释 353 and 354; request, reasons and
promise follow what is in use, between persons and between a person and an organisation (mediation.md 1.3 N): which
of the two shows in the blocks of the applicants. The words stand in the profile.
"""

from dataclasses import dataclass, replace

from desktop.printing.blocks import Block, BodySize, Document, Heading, Paragraph, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled, written_day
from desktop.printing.papers.letters import numbered
from desktop.printing.papers.parties import (
    APPLICANT,
    PartyOnPaper,
    party_block,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile
from models.values.chinese_numerals import in_chinese

_REASON_LINES = 6  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class JudicialConfirmationPaper:
    """Who asks which court to confirm which agreement, why, and what is enclosed.

    `parties` are all of them; here everybody is called 申请人, numbered where the labels are not yet so.
    `agreed_on` is the day of the agreement as printed. `facts` are facts and reasons, `terms` what was agreed.
    `enclosures` e.g. 人民调解协议书1份.
    """

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    agreement_number: str = ""
    agreed_on: str = ""
    facts: str = ""
    terms: tuple[str, ...] = ()
    court: str = ""
    enclosures: tuple[str, ...] = ()
    void: bool = False


def judicial_confirmation(paper: JudicialConfirmationPaper, entry: PaperEntry | None = None) -> Document:
    """The application as a tree of blocks; every party signs and dates by hand."""
    entry = entry or national_profile().entry("judicial_confirmation")
    applicants = _applicants(paper.parties)
    blocks: list[Block] = [Title(entry.title)]
    for index, party in enumerate(applicants):
        blocks += party_block(party, f"parties.{index}", identified=True)
    request = filled(
        entry.wording["request"],
        date=written_day(paper.agreed_on, "agreed_on", "达成协议的日期"),
        committee=(shown(paper.committee_name, "committee_name", "人民调解委员会名称", room=12),),
        number=(shown(paper.agreement_number, "agreement_number", "协议书编号", room=12),),
    )
    blocks += [
        Heading("请求事项："),
        Paragraph(request),
        Heading("事实与理由："),
        *text_or_lines(paper.facts, "facts", "事实与理由", _REASON_LINES),
    ]
    if any(term.strip() for term in paper.terms):
        blocks += [Paragraph((entry.wording["agreed"],)), *numbered(paper.terms, "terms", "协议内容")]
    blocks += [
        Paragraph((entry.wording["promise"],)),
        Heading("附件："),
        *numbered(paper.enclosures or _standard(entry), "enclosures", "附件"),
        Paragraph(("此致",)),
        Paragraph((shown(paper.court, "court", "人民法院名称", room=14),), indent=0)
        if paper.court.strip()
        else Paragraph((shown("", "court", "人民法院名称", room=12), "人民法院"), indent=0),
        signatures(entry.signers, parties=applicants),
    ]
    return Document(
        title=f"{entry.title} {paper.agreement_number}".strip(),
        blocks=tuple(blocks),
        author="、".join(party.name for party in applicants if party.name.strip()),
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO,),
        page_signature="申请人签名或按指印：",
        stamps=stamps(void=paper.void),
    )


def _applicants(parties: tuple[PartyOnPaper, ...]) -> tuple[PartyOnPaper, ...]:
    """Everybody is an applicant here; several are numbered."""
    several = len(parties) > 1
    return tuple(
        replace(party, label=f"{APPLICANT}{in_chinese(number) if several else ''}")
        for number, party in enumerate(parties, 1)
    )


def _standard(entry: PaperEntry) -> tuple[str, ...]:
    return tuple(entry.wording["enclosures"].split("\n"))


def _blank(known: KnownFacts) -> JudicialConfirmationPaper:
    return JudicialConfirmationPaper(
        known.committee_name, known.parties_or_blank, known.number, facts=known.summary
    )


FORM = Form(
    judicial_confirmation,
    _blank,
    {
        "request": frozenset({"date", "committee", "number"}),
        "agreed": frozenset(),
        "promise": frozenset(),
        "enclosures": frozenset(),
    },
)
