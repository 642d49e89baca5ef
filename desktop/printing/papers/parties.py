"""What the mediation forms have in common: the party block, texts or ruled lines, stamps, who signs where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.printing.blocks import (
    Block,
    FieldRow,
    Heading,
    Inline,
    LabelledField,
    Paragraph,
    Shown,
    SignatureBlock,
    SignatureRow,
    Stamp,
    shown,
)
from desktop.printing.characters import paragraphs

PARTY, TOLD, APPLICANT = "当事人", "被告知人", "申请人"
MEDIATOR, SEAL = "人民调解员", "人民调解委员会印章"
_BY_HAND = (
    APPLICANT,
    "收款人",
    "委托人",
    "受托人",
    "被调查人",
    "谅解人",
    "代表人",
    "参加人",
    "受送达人",
    "签收人",
)
"""Those who are not of the office: they may put a thumb print where they do not sign."""

SIGNERS = (
    *(PARTY, TOLD, *_BY_HAND, "告知人", "登记人", MEDIATOR, "记录人", "调查人", "勘查人", "收集人", "核对人"),
    *(
        "回访人",
        "见证人",
        "立卷人",
        "检查人",
        "填表人",
        "承办人",
        "负责人",
        "移交人",
        "接收人",
        "送达人",
        SEAL,
    ),
)
"""Everybody whom a profile may name as a signer of a form."""

_EACH_PARTY = {PARTY, TOLD, APPLICANT}
_LONG_LABEL, _LONG_NARROW_LABEL = 11, 8  # characters: what the column of the labels holds


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
    only name, legal_representative (name and post), phone and address are printed. `identity_kind` and
    `identity_number` (公民身份号码, 统一社会信用代码 …) and `service_address` (送达地址) stand on the papers for a
    court and on powers of attorney only.
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
    identity_kind: str = ""
    identity_number: str = ""
    service_address: str = ""


def blank_parties() -> tuple[PartyOnPaper, ...]:
    """Two parties of whom nothing is known, for a form that is filled in by hand."""
    return tuple(PartyOnPaper(PartyKind.PERSON, label, "") for label in ("当事人甲", "当事人乙"))


def party_block(
    party: PartyOnPaper, field: str, *, headed: bool = True, identified: bool = False
) -> list[Block]:
    """The party block of the form: three rows, and one for each agent.

    What the party is called stands above them, or, where they are not `headed`, before the name. An `identified`
    party has its identity number and its address for service, as a court asks for (民诉解释 353).
    """

    def cell(label: str, value: str, name: str, share: float = 1.0) -> LabelledField:
        called = f"{party.label}　{label}" if name == "name" and not headed else label
        place = f"{party.label}{party.name}的{label}"
        return LabelledField(called, shown(value, f"{field}.{name}", place), share)

    if party.kind is PartyKind.PERSON:
        age = f"{party.age}岁" if party.age is not None else ""
        cells = [
            (
                cell("姓名", party.name, "name", 8),
                cell("性别", party.sex, "sex", 2.5),
                cell("民族", party.ethnicity, "ethnicity", 4.5),
                cell("年龄", age, "age", 3.5),
            ),
            (
                cell("职业或职务", party.occupation, "occupation", 1),
                cell("联系方式", party.phone, "phone", 1),
            ),
            (cell("单位或住址", party.address, "address"),),
        ]
    else:
        cells = [
            (cell("名称", party.name, "name"),),
            (
                cell("法定代表人姓名和职务", party.legal_representative, "legal_representative", 3),
                cell("联系方式", party.phone, "phone", 2),
            ),
            (cell("地址", party.address, "address"),),
        ]
    if identified:
        kind = party.identity_kind or _identity_kind(party.kind)
        cells.insert(1, (cell(kind, party.identity_number, "identity_number"),))
        cells.append((cell("送达地址", party.service_address or party.address, "service_address"),))
    for index, agent in enumerate(party.agents):
        cells.append(
            (
                cell(agent.role, agent.name, f"agents.{index}.name"),
                cell("联系方式", agent.phone, f"agents.{index}.phone"),
            )
        )
    heading: list[Block] = [Heading(party.label)] if headed else []
    return [*heading, *(FieldRow(row) for row in cells)]


def _identity_kind(kind: PartyKind) -> str:
    return "公民身份号码" if kind is PartyKind.PERSON else "统一社会信用代码"


def text_or_lines(text: str, field: str, place: str, blank_lines: int) -> list[Paragraph]:
    """The paragraphs of a text, or ruled lines to write on where there is none."""
    parts = paragraphs(text)
    if not parts:
        return [Paragraph((Shown("", field, place, missing=True),), blank_lines=blank_lines)]
    return [Paragraph((Shown(part, field, place),)) for part in parts]


def stamps(*, void: bool = False, late_entry: bool = False, recorded_text: bool = False) -> tuple[Stamp, ...]:
    """The stamps that a paper bears."""
    wanted = ((Stamp.VOID, void), (Stamp.LATE_ENTRY, late_entry), (Stamp.RECORDED_TEXT, recorded_text))
    return tuple(stamp for stamp, bears in wanted if bears)


def recorded_note() -> Paragraph:
    """What stands in place of the signatures where a hand-written paper is the original."""
    return Paragraph(("（本页由手写的原件录入，供查阅。签名、盖章和日期以卷内的纸质原件为准。）",))


def signatures(
    signers: Sequence[str],
    *,
    parties: Sequence[PartyOnPaper] = (),
    mediators: int = 1,
    committee_name: str = "",
    narrow: bool = False,
    named: Mapping[str, Sequence[Shown]] | None = None,
    lines: Mapping[str, int] | None = None,
) -> SignatureBlock:
    """A line for everybody who signs, in the order of the profile, then the seal where the profile wants it.

    当事人, 被告知人 and 申请人 stand for each of the parties, and each agent who signs; 人民调解员 for each mediator.
    Others have a line for each name that is `named` under their word, else as many `lines` without a name, else
    one.
    """
    rows: list[SignatureRow] = []
    named, lines = named or {}, lines or {}
    for signer in signers:
        how = "签名或按指印" if signer in _BY_HAND else "签名"
        if signer in _EACH_PARTY and parties:
            rows += _parties(parties, called=signer)
        elif signer == MEDIATOR:
            rows += [SignatureRow((signer,)) for _ in range(max(1, mediators))]
        elif named.get(signer):
            rows += [SignatureRow((f"{signer}　", name), how) for name in named[signer]]
        elif signer != SEAL:
            rows += [SignatureRow((signer,), how) for _ in range(max(1, lines.get(signer, 1)))]
    seal: Inline = ()
    if SEAL in signers:
        room = 8 if narrow else 14
        seal = (shown(committee_name, "committee_name", "人民调解委员会名称", room=room), "（印章）")
    return SignatureBlock(tuple(rows), seal, narrow=narrow)


def signature_lines(block: SignatureBlock) -> int:
    """About how many lines of the page the signers take: two each, three where a long name stands above its line."""
    labels = (
        "".join(item if isinstance(item, str) else item.text for item in row.label) for row in block.rows
    )
    longest = _LONG_NARROW_LABEL if block.narrow else _LONG_LABEL
    return sum(3 if len(label) > longest else 2 for label in labels)


def _parties(parties: Sequence[PartyOnPaper], *, called: str) -> list[SignatureRow]:
    rows = []
    for index, party in enumerate(parties):
        label = party.label if called == PARTY else called
        place = f"{party.label}签名栏"
        name = shown(party.name, f"parties.{index}.name", place)
        how = "签名、盖章或按指印" if party.kind is PartyKind.PERSON else "代表人签名并盖单位公章"
        rows.append(SignatureRow((f"{label}　", name), how))
        for number, agent in enumerate(party.agents):
            if agent.signs:
                signer = shown(agent.name, f"parties.{index}.agents.{number}.name", place)
                rows.append(SignatureRow((f"{agent.role}　", signer), "签名或按指印"))
    return rows
