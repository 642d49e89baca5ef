"""当事人身份证明: the page that holds the copies of a party's identity papers, checked against the originals.

The catalogue asks for it (mediation.md 1.3 F); no layout is prescribed. Copies are pasted into the frames, or
follow behind; where only the original was seen (practice.md 26, D04) the page says so.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    Cell,
    Document,
    FieldRow,
    LabelledField,
    Paragraph,
    Spacer,
    Table,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, options_of
from desktop.printing.papers.parties import PartyKind, signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_FRAMES = 16  # lines of the grid for all frames of a page


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """Whose papers these are. Texts.

    `role` is 申请人, 委托代理人 …; `document` 居民身份证, 营业执照 …. `enclosed` says what follows behind (复印件
    附后，共2页) in place of the frames; `original_only`: the original was seen and no copy kept.
    """

    committee_name: str
    holder: str = ""
    role: str = ""
    document: str = ""
    document_number: str = ""
    kind: PartyKind = PartyKind.PERSON
    enclosed: str = ""
    original_only: bool = False
    void: bool = False


def identity(paper: IdentityPaper, entry: PaperEntry | None = None) -> Document:
    """The page as a tree of blocks; the checker signs and dates by hand."""
    entry = entry or national_profile().entry("identity")
    blocks: list[Block] = [
        Title(entry.title),
        FieldRow(
            (
                LabelledField("姓名或名称", shown(paper.holder, "holder", "姓名或名称"), 3),
                LabelledField("身份", shown(paper.role, "role", "在调解中的身份"), 2),
            )
        ),
        FieldRow(
            (
                LabelledField("证件名称", shown(paper.document, "document", "证件名称"), 2),
                LabelledField("证件号码", shown(paper.document_number, "document_number", "证件号码"), 3),
            )
        ),
    ]
    if paper.enclosed.strip():
        enclosed = shown(paper.enclosed, "enclosed", "附后的复印件")
        blocks.append(FieldRow((LabelledField("复印件", enclosed),)))
    elif not paper.original_only:
        person = paper.kind is PartyKind.PERSON
        frames = options_of(entry.wording["frames" if person else "frame_organisation"])
        height = _FRAMES // len(frames)
        blocks += [
            Spacer(),
            Table((1.0,), tuple((Cell((frame,), label=True, lines=height),) for frame in frames)),
        ]
    sentence = entry.wording["seen" if paper.original_only else "certified"]
    blocks += [Spacer(), Paragraph((sentence,)), signatures(entry.signers)]
    return Document(
        title=f"{entry.title} {paper.holder}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> IdentityPaper:
    return IdentityPaper(known.committee_name)


FORM = Form(
    identity,
    _blank,
    {name: frozenset() for name in ("frames", "frame_organisation", "certified", "seen")},
)
