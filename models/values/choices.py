"""The enumerations of the forms, each with the words that screen and paper show."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from models.values.identity_number import Sex as Sex  # noqa: PLC0414 - it is one of the choices, too

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


class MatterNature(StrEnum):
    """事项性质: what kind of thing it is; it chooses the class tree and the limit."""

    DISPUTE = "dispute"
    LIVELIHOOD = "livelihood"
    ADVICE = "advice"
    HELP = "help"
    REPORT = "report"
    SUGGESTION = "suggestion"
    ERRAND = "errand"


class Channel(StrEnum):
    """方式: how a matter came in."""

    VISIT = "visit"
    CALL = "call"
    LETTER = "letter"
    GRID = "grid"
    HOTLINE = "hotline"
    PETITION = "petition"
    SUPERIOR = "superior"
    LEADER = "leader"
    POLICE = "police"
    COURT_DELEGATED = "court_delegated"
    COURT_ENTRUSTED = "court_entrusted"
    PROSECUTOR = "prosecutor"
    DEPARTMENT = "department"
    PATROL = "patrol"
    VILLAGE = "village"
    OTHER = "other"


class Ending(StrEnum):
    """How a registration ends at the window."""

    ANSWER = "answer"
    ACCEPT = "accept"
    REFER = "refer"
    UNFINISHED = "unfinished"


class VisitRole(StrEnum):
    """The three roles of a visit."""

    VISITOR = "visitor"
    CLAIMANT = "claimant"
    COUNTERPART = "counterpart"


class Willingness(StrEnum):
    """调解意愿, asked for disputes."""

    WILLING = "willing"
    UNWILLING = "unwilling"
    NOT_ASKED = "not_asked"


class UnitMode(StrEnum):
    """How a unit sits in the hall."""

    RESIDENT = "resident"
    ROTATING = "rotating"
    ON_CALL = "on_call"


class UnitKind(StrEnum):
    """归属: decides how a unit may be pressed."""

    OWN = "own"
    VERTICAL = "vertical"
    COURT = "court"
    MASS = "mass"
    VILLAGE = "village"


class AssignmentRole(StrEnum):
    """主办 or 协办."""

    LEAD = "lead"
    ASSISTING = "assisting"


class RecordedHow(StrEnum):
    """How a unit's act reached the person who records it on its behalf (代录)."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    PAPER = "paper"
    MESSAGE = "message"


class PartyKind(StrEnum):
    """自然人, or 法人/其他组织."""

    PERSON = "person"
    ORGANISATION = "organisation"


class PartySide(StrEnum):
    """Which side a party stands on."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    THIRD = "third"


class CaseSource(StrEnum):
    """案件来源: as the ministry's table splits it."""

    APPLICATION = "application"
    OWN_INITIATIVE = "own_initiative"
    COURT_DELEGATED = "court_delegated"
    COURT_ENTRUSTED = "court_entrusted"
    PROSECUTOR = "prosecutor"
    POLICE = "police"
    PETITION = "petition"
    DEPARTMENT = "department"


class ApplicationHow(StrEnum):
    """How somebody asked to be mediated (人民调解法 17)."""

    WRITTEN = "written"
    ORAL = "oral"


class ConsentHow(StrEnum):
    """How a party's consent was given."""

    WRITTEN = "written"
    ORAL = "oral"
    PHONE = "phone"
    MESSAGE = "message"
    AGENT = "agent"
    ATTENDED = "attended"


class TellingHow(StrEnum):
    """How a party was told of rights and duties."""

    SIGNED = "signed"
    ORAL_NOTED = "oral_noted"
    REFUSED_SIGNATURE = "refused_signature"


class SessionKind(StrEnum):
    """The kind of a mediation session."""

    FACE_TO_FACE = "face_to_face"
    BACK_TO_BACK = "back_to_back"
    REMOTE = "remote"
    ON_SITE = "on_site"


class InquiryKind(StrEnum):
    """调查 of a person, or 现场勘查 of a place."""

    PERSON = "person"
    SITE = "site"


class SessionResult(StrEnum):
    """What a session ended with."""

    AGREED = "agreed"
    CONTINUED = "continued"
    FAILED = "failed"


class AgreementForm(StrEnum):
    """协议书 or 口头协议 (人民调解法 28)."""

    WRITTEN = "written"
    ORAL = "oral"


class SignerRole(StrEnum):
    """Who signs an agreement."""

    PARTY = "party"
    MEDIATOR = "mediator"
    RECORDER = "recorder"
    COMMITTEE = "committee"


class SignatureState(StrEnum):
    """Where one signature stands."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"


class SignatureMark(StrEnum):
    """签名, 盖章, 按指印."""

    NAME = "name"
    SEAL = "seal"
    THUMB = "thumb"
    NAME_AND_THUMB = "name_and_thumb"


class Liability(StrEnum):
    """How several debtors of one obligation stand: 按份 or 连带 (民法典 177, 178)."""

    SHARED = "shared"
    JOINT = "joint"


class RiskLevel(StrEnum):
    """Risk of a matter, never of a resident."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class IdentityKind(StrEnum):
    """What kind of number the identity table holds."""

    PHONE = "phone"
    ID_CARD = "id_card"
    PASSPORT = "passport"
    OTHER = "other"


_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (MatterNature.DISPUTE, "矛盾纠纷"),
    (MatterNature.LIVELIHOOD, "民生诉求"),
    (MatterNature.ADVICE, "咨询"),
    (MatterNature.HELP, "求助救助"),
    (MatterNature.REPORT, "投诉举报"),
    (MatterNature.SUGGESTION, "意见建议"),
    (MatterNature.ERRAND, "便民服务"),
    (Channel.VISIT, "来访"),
    (Channel.CALL, "来电"),
    (Channel.LETTER, "来信"),
    (Channel.GRID, "网格上报"),
    (Channel.HOTLINE, "12345"),
    (Channel.PETITION, "信访移交"),
    (Channel.SUPERIOR, "上级交办"),
    (Channel.LEADER, "领导接访/批示"),
    (Channel.POLICE, "公安移送"),
    (Channel.COURT_DELEGATED, "法院委派"),
    (Channel.COURT_ENTRUSTED, "法院委托"),
    (Channel.PROSECUTOR, "检察院移送"),
    (Channel.DEPARTMENT, "部门移送"),
    (Channel.PATROL, "主动排查"),
    (Channel.VILLAGE, "村居上报"),
    (Channel.OTHER, "其他"),
    (Ending.ANSWER, "当场答复"),
    (Ending.ACCEPT, "受理"),
    (Ending.REFER, "引导告知"),
    (Ending.UNFINISHED, "登记未完成"),
    (VisitRole.VISITOR, "来访人"),
    (VisitRole.CLAIMANT, "诉求人"),
    (VisitRole.COUNTERPART, "对方当事人"),
    (Willingness.WILLING, "愿意"),
    (Willingness.UNWILLING, "不愿意"),
    (Willingness.NOT_ASKED, "未征询"),
    (Sex.MALE, "男"),
    (Sex.FEMALE, "女"),
    (UnitMode.RESIDENT, "常驻"),
    (UnitMode.ROTATING, "轮驻"),
    (UnitMode.ON_CALL, "随驻"),
    (UnitKind.OWN, "本级机构"),
    (UnitKind.VERTICAL, "条管单位"),
    (UnitKind.COURT, "法院"),
    (UnitKind.MASS, "群众组织"),
    (UnitKind.VILLAGE, "村居"),
    (AssignmentRole.LEAD, "主办"),
    (AssignmentRole.ASSISTING, "协办"),
    (RecordedHow.PHONE, "电话"),
    (RecordedHow.IN_PERSON, "当面"),
    (RecordedHow.PAPER, "纸质签收"),
    (RecordedHow.MESSAGE, "微信"),
    (PartyKind.PERSON, "自然人"),
    (PartyKind.ORGANISATION, "法人或其他组织"),
    (PartySide.APPLICANT, "申请人"),
    (PartySide.RESPONDENT, "被申请人"),
    (PartySide.THIRD, "第三人"),
    (CaseSource.APPLICATION, "当事人申请"),
    (CaseSource.OWN_INITIATIVE, "主动调解"),
    (CaseSource.COURT_DELEGATED, "法院委派"),
    (CaseSource.COURT_ENTRUSTED, "法院委托"),
    (CaseSource.PROSECUTOR, "检察院移送"),
    (CaseSource.POLICE, "公安移送"),
    (CaseSource.PETITION, "信访移交"),
    (CaseSource.DEPARTMENT, "其他部门移送"),
    (ApplicationHow.WRITTEN, "书面申请"),
    (ApplicationHow.ORAL, "口头申请"),
    (ConsentHow.WRITTEN, "书面"),
    (ConsentHow.ORAL, "当面口头"),
    (ConsentHow.PHONE, "电话"),
    (ConsentHow.MESSAGE, "微信/短信"),
    (ConsentHow.AGENT, "代理人"),
    (ConsentHow.ATTENDED, "到场未表示拒绝"),
    (TellingHow.SIGNED, "书面已签"),
    (TellingHow.ORAL_NOTED, "口头告知并记入笔录"),
    (TellingHow.REFUSED_SIGNATURE, "拒签"),
    (SessionKind.FACE_TO_FACE, "面对面"),
    (SessionKind.BACK_TO_BACK, "背对背"),
    (SessionKind.REMOTE, "电话/视频"),
    (SessionKind.ON_SITE, "现场"),
    (InquiryKind.PERSON, "调查询问"),
    (InquiryKind.SITE, "现场勘查"),
    (SessionResult.AGREED, "达成协议"),
    (SessionResult.CONTINUED, "继续调解"),
    (SessionResult.FAILED, "调解不成"),
    (AgreementForm.WRITTEN, "书面协议"),
    (AgreementForm.ORAL, "口头协议"),
    (SignerRole.PARTY, "当事人"),
    (SignerRole.MEDIATOR, "人民调解员"),
    (SignerRole.RECORDER, "记录人"),
    (SignerRole.COMMITTEE, "人民调解委员会印章"),
    (SignatureState.PENDING, "待补签"),
    (SignatureState.SIGNED, "已签"),
    (SignatureState.REFUSED, "拒签"),
    (SignatureMark.NAME, "签名"),
    (SignatureMark.SEAL, "盖章"),
    (SignatureMark.THUMB, "按指印"),
    (SignatureMark.NAME_AND_THUMB, "签名并按指印"),
    (Liability.SHARED, "按份"),
    (Liability.JOINT, "连带"),
    (RiskLevel.NONE, "未评"),
    (RiskLevel.LOW, "低"),
    (RiskLevel.MEDIUM, "中"),
    (RiskLevel.HIGH, "高"),
    (IdentityKind.PHONE, "电话"),
    (IdentityKind.ID_CARD, "居民身份证"),
    (IdentityKind.PASSPORT, "护照"),
    (IdentityKind.OTHER, "其他证件"),
)

# Two enumerations may share a value ("oral"), and equal values have equal hashes: the class is part of the key.
_LABELS: Mapping[tuple[type[StrEnum], str], str] = MappingProxyType(
    {(type(choice), choice.value): word for choice, word in _WORDS}
)


def label(choice: StrEnum) -> str:
    """Return the Chinese word for one of the choices above."""
    return _LABELS[type(choice), choice.value]


def options(kind: type[ChoiceT]) -> tuple[tuple[ChoiceT, str], ...]:
    """Return every choice of an enumeration with its word, in the order of the forms."""
    return tuple((choice, label(choice)) for choice in kind)
