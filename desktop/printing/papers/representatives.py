"""推选代表人书: many persons of one side choose those who act for them, with the list of all who sign.

That many persons of one side may choose representatives is a rule of local laws (mediation.md 1.3, party block:
宁波条例 20, up to five); no form is prescribed. What a representative may not do alone follows the rule of the
lawsuit with many parties (民事诉讼法, by analogy); the words stand in the profile.
"""

from dataclasses import dataclass

from desktop.printing.blocks import (
    BodySize,
    Cell,
    Document,
    Heading,
    Paragraph,
    Shown,
    Spacer,
    Table,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, filled
from desktop.printing.papers.parties import signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

_WIDTHS = (2.4, 4.4, 1.7, 10.7, 6.8, 5.0)
_ROWS = 18  # of a form filled in by hand: both sides of a sheet
_THUMB = 2  # lines of the grid that hold a thumb print


@dataclass(frozen=True, slots=True)
class RepresentedPerson:
    """One of those who choose; texts."""

    name: str = ""
    sex: str = ""
    identity_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RepresentativesPaper:
    """Who chooses whom for which dispute with whom. The representatives stand among the `people` as well."""

    committee_name: str
    people: tuple[RepresentedPerson, ...] = ()
    representatives: tuple[str, ...] = ()
    other_side: str = ""
    dispute: str = ""
    void: bool = False


def representatives(paper: RepresentativesPaper, entry: PaperEntry | None = None) -> Document:
    """The choice as a tree of blocks: the sentence, the representatives' lines, the list that everybody signs."""
    entry = entry or national_profile().entry("representatives")
    names = [name for name in paper.representatives if name.strip()]
    count = str(len(paper.people)) if paper.people else ""
    sentence = filled(
        entry.wording["text"],
        count=(shown(count, "people", "人数", room=3),),
        other=(shown(paper.other_side, "other_side", "对方当事人"),),
        dispute=(shown(paper.dispute, "dispute", "纠纷", room=10),),
        names=(shown("、".join(names), "representatives", "代表人", room=12),),
    )
    named = [shown(name, f"representatives.{at}", "代表人签名栏") for at, name in enumerate(names)]
    heads = ("序\n号", "姓名", "性\n别", "公民身份号码", "联系方式", "签名或\n按指印")
    everybody = paper.people or (RepresentedPerson(),) * _ROWS
    return Document(
        title=entry.title,
        blocks=(
            Title(entry.title),
            Paragraph(sentence),
            Paragraph((entry.wording["limits"],)),
            signatures(entry.signers, named={"代表人": named}, lines={"代表人": 2}),
            Spacer(),
            Heading("推选人名单："),
            Table(
                _WIDTHS,
                (
                    tuple(Cell((head,), label=True) for head in heads),
                    *map(_row, range(len(everybody)), everybody),
                ),
                head=1,
            ),
        ),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        stamps=stamps(void=paper.void),
    )


def _row(at: int, person: RepresentedPerson) -> tuple[Cell, ...]:
    def value(text: str, field: str, place: str) -> tuple[Shown]:
        return (Shown(text, f"people.{at}.{field}", f"名单第{at + 1}人的{place}"),)

    return (
        Cell((str(at + 1),), label=True, lines=_THUMB),
        Cell(value(person.name, "name", "姓名"), label=True),
        Cell(value(person.sex, "sex", "性别"), label=True),
        Cell(value(person.identity_number, "identity_number", "公民身份号码"), label=True),
        Cell(value(person.phone, "phone", "联系方式"), label=True),
        Cell(("",), label=True),
    )


def _blank(known: KnownFacts) -> RepresentativesPaper:
    return RepresentativesPaper(known.committee_name)


FORM = Form(
    representatives,
    _blank,
    {"text": frozenset({"count", "other", "dispute", "names"}), "limits": frozenset()},
)
