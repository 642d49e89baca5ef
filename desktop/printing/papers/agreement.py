"""人民调解协议书: what stands on it and in which order.

人民调解法 art. 29 names what an agreement may hold (parties, main facts and disputed points, what was agreed,
how and when it is performed) and that the parties sign, seal or put a thumb print, the mediator signs and the
committee puts its seal; each party keeps a copy and the committee one. The order of the form is that of the
prescribed set of 2010 (司发通 239号).
"""

from dataclasses import dataclass
from enum import Enum

from desktop.printing.blocks import (
    Block,
    BodySize,
    Document,
    FieldRow,
    Heading,
    Inline,
    LabelledField,
    NumberedItems,
    NumberLine,
    Paragraph,
    Shown,
    SignatureBlock,
    SignatureRow,
    Spacer,
    Stamp,
    Title,
    shown,
)
from desktop.printing.characters import paragraphs
from models.values.chinese_numerals import in_chinese

TITLE = "人民调解协议书"
_FACTS_LINES, _TERMS_LINES, _PERFORMANCE_LINES = 5, 4, 2  # ruled lines of the form where nothing is filled in


class PartyKind(Enum):
    """Which of the two party blocks of the form a party has."""

    PERSON = "自然人"
    ORGANISATION = "法人或其他组织"


@dataclass(frozen=True, slots=True)
class AgentOnPaper:
    """Somebody who acts for a party. `role` is 委托代理人, 法定代理人, 监护人 …; `signs` gives a line to sign on."""

    name: str
    role: str = "委托代理人"
    phone: str = ""
    signs: bool = True


@dataclass(frozen=True, slots=True)
class PartyOnPaper:
    """A party as the paper shows it: a snapshot of texts, empty where not known.

    `label` is 申请人, 被申请人, 当事人甲 …; `age` is in full years on the day of the paper. Of an organisation
    only name, legal_representative (name and post), phone and address are printed.
    """

    kind: PartyKind
    label: str
    name: str
    sex: str = ""
    ethnicity: str = ""
    age: int | None = None
    occupation: str = ""
    phone: str = ""
    address: str = ""
    legal_representative: str = ""
    agents: tuple[AgentOnPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """Everything that stands on an agreement. Texts may hold several paragraphs, divided by line ends.

    `number` as printed, e.g. （2026）云人调字第1号. `copies` is the number stated, by default parties + 1
    (人民调解法 art. 29) + one per further holder. `copy_holders` replaces the sentence about the copies;
    `further_holders` are named in it (e.g. the court). `mediators` and `recorder` are not printed, for they
    sign by hand: there is a line for each mediator (one where none is named) and one for the recorder.
    `recorded_text` is set when a hand-written paper is the original: then nothing on the print looks signed or
    to be signed. `signed_at` is the place of signing.
    """

    committee_name: str
    number: str
    parties: tuple[PartyOnPaper, ...]
    facts: str
    terms: tuple[str, ...]
    performance_text: str = ""
    copies: int | None = None
    copy_holders: str = ""
    further_holders: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    recorder: str = ""
    signed_at: str = ""
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False


def agreement(paper: AgreementPaper) -> Document:
    """The agreement as a tree of blocks; signature lines and dates stay blank for the hand."""
    blocks: list[Block] = [
        Title(TITLE),
        NumberLine("编号：", shown(paper.number, "number", "协议书编号")),
        Spacer(),
    ]
    for index, party in enumerate(paper.parties):
        blocks += _party(party, f"parties.{index}")
    blocks += [Heading("纠纷主要事实、争议事项："), *_text(paper.facts, "facts", "纠纷事实", _FACTS_LINES)]
    blocks += [Heading("经调解，自愿达成如下协议："), _terms(paper.terms)]
    blocks += [
        Heading("履行方式、时限："),
        *_text(paper.performance_text, "performance", "履行方式、时限", _PERFORMANCE_LINES),
        Paragraph((copies_sentence(paper),)),
    ]
    if paper.signed_at.strip():
        blocks.append(Paragraph(("签订地点：", shown(paper.signed_at, "signed_at", "签订地点"))))
    if paper.recorded_text:
        blocks.append(
            Paragraph(("（本页由手写的原件录入，供查阅。签名、盖章和日期以卷内的纸质原件为准。）",))
        )
    else:
        blocks.append(_signatures(paper))
    return Document(
        title=f"{TITLE} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        body=BodySize.XIAO_SAN,
        spare=(BodySize.SI_HAO,),
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=tuple(
            stamp
            for stamp, wanted in (
                (Stamp.VOID, paper.void),
                (Stamp.LATE_ENTRY, paper.late_entry),
                (Stamp.RECORDED_TEXT, paper.recorded_text),
            )
            if wanted
        ),
    )


def stated_copies(paper: AgreementPaper) -> int:
    """The number of copies that the agreement states: as given, else parties + committee + further holders."""
    return paper.copies if paper.copies is not None else len(paper.parties) + 1 + len(paper.further_holders)


def copies_sentence(paper: AgreementPaper) -> Shown:
    """The sentence about the copies, with the number in Chinese words and every further holder named."""
    sentence = paper.copy_holders.strip()
    if not sentence:
        holders = "、".join(("当事人", "人民调解委员会", *paper.further_holders))
        copies = stated_copies(paper)
        number = "两" if copies == 2 else in_chinese(copies)
        sentence = f"本协议一式{number}份，{holders}各持一份。"
    return Shown(sentence, "copies", "协议份数")


def _text(text: str, field: str, place: str, blank_lines: int) -> list[Paragraph]:
    parts = paragraphs(text)
    if not parts:
        return [Paragraph((Shown("", field, place, missing=True),), blank_lines=blank_lines)]
    return [Paragraph((Shown(part, field, place),)) for part in parts]


def _terms(terms: tuple[str, ...]) -> Block:
    if not any(term.strip() for term in terms):
        return Paragraph((Shown("", "terms", "协议内容", missing=True),), blank_lines=_TERMS_LINES)
    return NumberedItems(
        tuple(shown(term, f"terms.{index}", f"协议第{index + 1}项") for index, term in enumerate(terms))
    )


def _party(party: PartyOnPaper, field: str) -> list[Block]:
    """The party block of the form: three rows, and one for each agent."""

    def cell(label: str, value: str, name: str, share: float = 1.0) -> LabelledField:
        return LabelledField(
            label, shown(value, f"{field}.{name}", f"{party.label}{party.name}的{label}"), share
        )

    if party.kind is PartyKind.PERSON:
        age = f"{party.age}岁" if party.age is not None else ""
        rows = [
            FieldRow(
                (
                    cell("姓名", party.name, "name", 8),
                    cell("性别", party.sex, "sex", 2.5),
                    cell("民族", party.ethnicity, "ethnicity", 4.5),
                    cell("年龄", age, "age", 3.5),
                )
            ),
            FieldRow(
                (
                    cell("职业或职务", party.occupation, "occupation", 1),
                    cell("联系方式", party.phone, "phone", 1),
                )
            ),
            FieldRow((cell("单位或住址", party.address, "address"),)),
        ]
    else:
        rows = [
            FieldRow((cell("名称", party.name, "name"),)),
            FieldRow(
                (
                    cell("法定代表人姓名和职务", party.legal_representative, "legal_representative", 3),
                    cell("联系方式", party.phone, "phone", 2),
                )
            ),
            FieldRow((cell("地址", party.address, "address"),)),
        ]
    for index, agent in enumerate(party.agents):
        rows.append(
            FieldRow(
                (
                    cell(agent.role, agent.name, f"agents.{index}.name"),
                    cell("联系方式", agent.phone, f"agents.{index}.phone"),
                )
            )
        )
    return [Heading(party.label), *rows]


def _signatures(paper: AgreementPaper) -> SignatureBlock:
    """A line for each party and each agent who signs, for the mediators and the recorder; then the seal."""
    rows: list[SignatureRow] = []
    for index, party in enumerate(paper.parties):
        place = f"{party.label}签名栏"
        name = shown(party.name, f"parties.{index}.name", place)
        how = "签名、盖章或按指印" if party.kind is PartyKind.PERSON else "代表人签名并盖单位公章"
        rows.append(SignatureRow((f"{party.label}　", name), how))
        for number, agent in enumerate(party.agents):
            if agent.signs:
                signer = shown(agent.name, f"parties.{index}.agents.{number}.name", place)
                rows.append(SignatureRow((f"{agent.role}　", signer), "签名或按指印"))
    rows += [SignatureRow(("人民调解员",)) for _ in range(max(1, len(paper.mediators)))]
    rows.append(SignatureRow(("记录人",)))
    seal: Inline = (shown(paper.committee_name, "committee_name", "人民调解委员会名称"), "（印章）")
    return SignatureBlock(tuple(rows), seal)
