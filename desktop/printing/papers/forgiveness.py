"""谅解书: the injured person forgives, for the police or the court to take into account (practice.md 23).

No form is prescribed: who writes, whom he forgives and for what, what was made good, what he asks for. The words
stand in the profile; nobody but the injured person signs for him.
"""

from dataclasses import dataclass, replace

from desktop.printing.blocks import BodySize, Document, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.letters import salutation
from desktop.printing.papers.parties import PartyKind, PartyOnPaper, party_block, signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_WRITER = "谅解人"


@dataclass(frozen=True, slots=True)
class ForgivenessPaper:
    """Who forgives whom; texts.

    `recipient` is the body that gets the letter; `incident` what happened, as a clause (因邻里琐事将本人打伤);
    `reference` the police's number, or empty; `amends` what was made good; `wish` what he asks for.
    """

    committee_name: str
    injured: PartyOnPaper
    offender: str = ""
    incident: str = ""
    reference: str = ""
    amends: str = ""
    wish: str = ""
    recipient: str = ""
    void: bool = False


def forgiveness(paper: ForgivenessPaper, entry: PaperEntry | None = None) -> Document:
    """The letter as a tree of blocks; the injured person signs and dates by hand."""
    entry = entry or national_profile().entry("forgiveness")
    offender = shown(paper.offender, "offender", "被谅解人")
    values = {
        "offender": (offender,),
        "incident": (shown(paper.incident, "incident", "事情经过", room=20),),
        "reference": (shown(paper.reference, "reference", "案号", room=12),),
        "committee": (shown(paper.committee_name, "committee_name", "人民调解委员会名称", room=12),),
        "amends": (shown(paper.amends, "amends", "赔偿、道歉的情况", room=20),),
        "wish": (shown(paper.wish, "wish", "请求", room=20),),
    }
    parts = ("incident", *(("reference",) if paper.reference.strip() else ()), "amends", "wish")
    return Document(
        title=f"{entry.title} {paper.injured.name}".strip(),
        blocks=(
            Title(entry.title),
            *party_block(replace(paper.injured, label=_WRITER, agents=()), "injured", identified=True),
            Spacer(),
            salutation(paper.recipient, "recipient", "送交的单位"),
            *(Paragraph(filled(entry.wording[part], **values)) for part in parts),
            signatures(
                entry.signers, named={_WRITER: [shown(paper.injured.name, "injured.name", "谅解人签名栏")]}
            ),
        ),
        author=paper.injured.name,
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO,),
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> ForgivenessPaper:
    return ForgivenessPaper(known.committee_name, PartyOnPaper(PartyKind.PERSON, _WRITER, ""))


FORM = Form(
    forgiveness,
    _blank,
    {
        "incident": frozenset({"offender", "incident"}),
        "reference": frozenset({"reference"}),
        "amends": frozenset({"committee", "amends"}),
        "wish": frozenset({"offender", "wish"}),
    },
)
