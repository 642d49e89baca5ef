"""收条: that money or things owed under an agreement were received; one of the 履行凭证 of the dossier."""

from dataclasses import dataclass

from desktop.printing.blocks import BodySize, Document, PageShape, Paragraph, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile


@dataclass(frozen=True, slots=True)
class PerformanceProofPaper:
    """Who received what from whom under which agreement. `what` in words, with figures: 人民币贰佰元整（200.00元）.

    A `receiver` who is known stands before his line.
    """

    committee_name: str
    number: str = ""
    payer: str = ""
    what: str = ""
    receiver: str = ""
    void: bool = False


def performance_proof(paper: PerformanceProofPaper, entry: PaperEntry | None = None) -> Document:
    """The receipt as a tree of blocks, half a sheet; the receiver's line and date stay blank for the hand."""
    entry = entry or national_profile().entry("performance_proof")
    sentence = filled(
        entry.wording["sentence"],
        payer=(shown(paper.payer, "payer", "交付人"),),
        number=(shown(paper.number, "number", "协议书编号", room=12),),
        what=(shown(paper.what, "what", "收到的款物", room=18),),
    )
    receiver = [shown(paper.receiver, "receiver", "收款人签名栏")] if paper.receiver.strip() else []
    return Document(
        title=f"收条 {paper.number}".strip(),
        blocks=(
            Title("收条"),
            Spacer(),
            Paragraph(sentence),
            Spacer(),
            signatures(entry.signers, named={"收款人": receiver}),
        ),
        author=paper.committee_name,
        shape=PageShape.HALF,
        body=BodySize.SLIP,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> PerformanceProofPaper:
    return PerformanceProofPaper(known.committee_name, known.number)


FORM = Form(performance_proof, _blank, {"sentence": frozenset({"payer", "number", "what"})})
