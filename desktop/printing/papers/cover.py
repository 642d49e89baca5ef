"""卷宗封面: the cover of a mediation dossier.

Title and order of the fields are those of the prescribed set (mediation.md 1.3 A); the cover itself is not
numbered. How long it is kept is written as 短期, 长期 or 永久 (1.4): no law says how many years that is.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    FieldRow,
    LabelledField,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import stamps
from desktop.printing.profile import PaperEntry, national_profile

_NAME, _TITLE = 26.0, 40.0  # points
_LABEL = 5.0  # characters: the longest of the labels
_NOBODY = "人民调解委员会"


@dataclass(frozen=True, slots=True)
class CoverPaper:
    """Everything that stands on the cover, as texts.

    `case_name` is the 卷名 (甲与乙××纠纷), `mediated` from when to when (2026年11月20日至2026年12月1日), `filed_by`
    the 立卷人. A `remark` may stay empty.
    """

    committee_name: str
    case_name: str = ""
    number: str = ""
    mediators: tuple[str, ...] = ()
    mediated: str = ""
    filed_by: str = ""
    filed_on: str = ""
    retention: str = ""
    remark: str = ""
    void: bool = False


def cover(paper: CoverPaper, entry: PaperEntry | None = None) -> Document:
    """The cover as a tree of blocks, on one page without a page number."""
    entry = entry or national_profile().entry("cover")
    name = paper.committee_name.strip()
    committee = shown(name, "committee_name", "人民调解委员会名称")
    blocks: list[Block] = [
        Spacer(kept=True),
        Title(name or _NOBODY, _NAME, (committee,) if name else (committee, _NOBODY)),
        Title(entry.wording["title"], _TITLE),
        Spacer(),
    ]
    rows = (
        ("卷名", shown(paper.case_name, "case_name", "卷名")),
        ("卷号", shown(paper.number, "number", "卷号")),
        ("人民调解员", shown("、".join(paper.mediators), "mediators", "人民调解员")),
        ("调解日期", shown(paper.mediated, "mediated", "调解日期")),
        ("立卷人", shown(paper.filed_by, "filed_by", "立卷人")),
        ("立卷日期", shown(paper.filed_on, "filed_on", "立卷日期")),
        ("保管期限", shown(paper.retention, "retention", "保管期限")),
        ("备注", Shown(paper.remark, "remark", "备注")),
    )
    for label, value in rows:
        blocks += [Spacer(), FieldRow((LabelledField(label, value, label_room=_LABEL),))]
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.SAN_HAO,
        spare=(BodySize.XIAO_SAN, BodySize.SI_HAO, BodySize.XIAO_SI),
        page_numbers=False,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> CoverPaper:
    return CoverPaper(known.committee_name, known.dispute, known.number, known.mediators)


FORM = Form(cover, _blank, {"title": frozenset()})
