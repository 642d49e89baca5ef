"""调解通知书: when and where a party is to come, who mediates, what to bring.

Not in the prescribed set (mediation.md 1.3 R). It tells the right to choose or accept the mediator and to refuse
(人民调解法 23). The words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import Block, Document, NumberLine, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.letters import ends, salutation
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile


@dataclass(frozen=True, slots=True)
class MediationNoticePaper:
    """Who is to come, in which dispute with whom, when and where, who mediates, what to bring; texts."""

    committee_name: str
    addressee: str = ""
    other_side: str = ""
    dispute: str = ""
    time: str = ""
    place: str = ""
    mediators: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    phone: str = ""
    number: str = ""
    void: bool = False


def mediation_notice(paper: MediationNoticePaper, entry: PaperEntry | None = None) -> Document:
    """The notice as a tree of blocks: sealed, and signed for below by whoever receives it."""
    entry = entry or national_profile().entry("mediation_notice")
    values = {
        "other": (shown(paper.other_side, "other_side", "对方当事人", room=8),),
        "dispute": (shown(paper.dispute, "dispute", "纠纷", room=8),),
        "time": (shown(paper.time, "time", "调解时间", room=14),),
        "place": (shown(paper.place, "place", "调解地点", room=12),),
        "mediators": (shown("、".join(paper.mediators), "mediators", "人民调解员", room=10),),
        "bring": (shown("；".join(paper.bring), "bring", "要带的材料", room=16),),
        "phone": (shown(paper.phone, "phone", "联系电话", room=8),),
    }
    number: list[Block] = []
    if paper.number.strip():
        number.append(NumberLine("卷号：", shown(paper.number, "number", "卷号")))
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            Spacer(),
            salutation(paper.addressee, "addressee", "被通知人"),
            *(Paragraph(filled(entry.wording[part], **values)) for part in ("text", "rights", "bring")),
            *ends(entry.signers, committee_name=paper.committee_name),
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> MediationNoticePaper:
    return MediationNoticePaper(
        known.committee_name, mediators=known.mediators, phone=known.phone, number=known.number
    )


FORM = Form(
    mediation_notice,
    _blank,
    {
        "text": frozenset({"other", "dispute", "time", "place"}),
        "rights": frozenset({"mediators"}),
        "bring": frozenset({"bring", "phone"}),
    },
)
