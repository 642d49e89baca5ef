"""授权委托书: a party lets somebody act for him in the mediation.

Name, matter, powers and term, and the signature or seal of who gives it, are asked by 民法典 165; conceding,
giving up or changing claims and settling need special authority (民事诉讼法 62, by analogy). The order of the
parts and the list of powers follow what is in use (mediation.md 1.3 G); the list stands in the profile.
"""

from dataclasses import dataclass, replace

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    FieldRow,
    Heading,
    LabelledField,
    Paragraph,
    Shown,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts, choices, filled, options_of
from desktop.printing.papers.parties import PartyKind, PartyOnPaper, party_block, signatures, stamps
from desktop.printing.profile import PaperEntry, national_profile

GENERAL, SPECIAL = "一般代理", "特别授权代理"


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who is to act for the party; texts, `licence` the number of a lawyer's licence where he is one."""

    name: str = ""
    sex: str = ""
    age: int | None = None
    ethnicity: str = ""
    identity_number: str = ""
    phone: str = ""
    address: str = ""
    occupation: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class PowerOfAttorneyPaper:
    """Who gives what power to whom, for what and how long; the party stands as 委托人, whatever its label.

    `special` None: not chosen yet. `powers` are those of the profile's list that are given; `other_powers` is
    written beside them. `term` e.g. 自2026年11月20日起至本纠纷调解终结之日止.
    """

    committee_name: str
    party: PartyOnPaper
    delegates: tuple[Delegate, ...] = (Delegate(),)
    matter: str = ""
    special: bool | None = None
    powers: tuple[str, ...] = ()
    other_powers: str = ""
    term: str = ""
    void: bool = False


def power_of_attorney(paper: PowerOfAttorneyPaper, entry: PaperEntry | None = None) -> Document:
    """The power as a tree of blocks; who gives it and who takes it sign and date by hand."""
    entry = entry or national_profile().entry("power_of_attorney")
    several = len(paper.delegates) > 1
    party = replace(paper.party, label="委托人", agents=())
    blocks: list[Block] = [Title(entry.title), *party_block(party, "party", identified=True)]
    for index, delegate in enumerate(paper.delegates):
        blocks += _delegate(delegate, index, several=several)
    matter = shown(paper.matter, "matter", "委托事项", room=14)
    blocks += [
        Paragraph(filled(entry.wording["matter"], matter=(matter,))),
        Paragraph(("代理权限：", *_authority(paper)), indent=0, justified=False),
        *(_power(paper, option, number) for number, option in enumerate(options_of(entry.wording["powers"]))),
        FieldRow((LabelledField("其他权限", Shown(paper.other_powers, "other_powers", "其他权限")),)),
        FieldRow((LabelledField("委托期限", shown(paper.term, "term", "委托期限")),)),
        signatures(
            entry.signers,
            named={
                "委托人": [shown(paper.party.name, "party.name", "委托人签名栏")],
                "受托人": [
                    shown(delegate.name, f"delegates.{index}.name", "受托人签名栏")
                    for index, delegate in enumerate(paper.delegates)
                ],
            },
        ),
    ]
    return Document(
        title=f"{entry.title} {paper.party.name}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.SI_HAO,
        spare=(BodySize.XIAO_SI,),
        page_signature="委托人签名或按指印：",
        stamps=stamps(void=paper.void),
    )


def _authority(paper: PowerOfAttorneyPaper) -> tuple[str | Shown, ...]:
    chosen = {None: "", False: GENERAL, True: SPECIAL}[paper.special]
    return choices((GENERAL, SPECIAL), chosen, "special", "代理权限")


def _power(paper: PowerOfAttorneyPaper, option: str, number: int) -> Paragraph:
    """One power with brackets for a tick, each on a line of its own."""
    given = option in paper.powers
    missing = paper.special is None and not paper.powers
    tick = Shown("√" if given else "　", f"powers.{number}", "代理权限", missing=missing, room=1)
    return Paragraph(("（", tick, f"）{option}"), justified=False)


def _delegate(delegate: Delegate, index: int, *, several: bool) -> list[Block]:
    label = f"受托人{'一二三四五六七八九'[index] if index < 9 else index + 1}" if several else "受托人"

    def cell(name: str, value: str, field: str, share: float = 1.0, *, asked: bool = True) -> LabelledField:
        place = f"{label}{delegate.name}的{name}"
        at = f"delegates.{index}.{field}"
        return LabelledField(name, shown(value, at, place) if asked else Shown(value, at, place), share)

    age = f"{delegate.age}岁" if delegate.age is not None else ""
    return [
        Heading(label),
        FieldRow(
            (
                cell("姓名", delegate.name, "name", 8),
                cell("性别", delegate.sex, "sex", 2.5),
                cell("民族", delegate.ethnicity, "ethnicity", 4.5),
                cell("年龄", age, "age", 3.5),
            )
        ),
        FieldRow((cell("公民身份号码", delegate.identity_number, "identity_number"),)),
        FieldRow(
            (
                cell("工作单位及职务", delegate.occupation, "occupation", 3, asked=False),
                cell("联系方式", delegate.phone, "phone", 2),
            )
        ),
        FieldRow(
            (
                cell("住址", delegate.address, "address", 3),
                cell("执业证号", delegate.licence, "licence", 2, asked=False),
            )
        ),
    ]


def _blank(known: KnownFacts) -> PowerOfAttorneyPaper:
    return PowerOfAttorneyPaper(
        known.committee_name, PartyOnPaper(PartyKind.PERSON, "委托人", ""), matter=known.dispute
    )


FORM = Form(power_of_attorney, _blank, {"matter": frozenset({"matter"}), "powers": frozenset()})
