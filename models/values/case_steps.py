"""Steps in the life of a case beside its sessions and agreements: what they are and on what grounds they are taken."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class StepKind(StrEnum):
    """What happened (practice.md 19, mediation.md 3.2)."""

    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    MEDIATOR_CHANGED = "mediator_changed"
    PARTY_JOINED = "party_joined"
    PARTY_LEFT = "party_left"
    TRANSFERRED = "transferred"
    REPORTED = "reported"
    FED_BACK = "fed_back"
    NEW_AGREEMENT = "new_agreement"
    OLD_AGREEMENT = "old_agreement"


STEP_LABELS: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.PAUSED: "暂停调解",
        StepKind.RESUMED: "恢复调解",
        StepKind.EXTENDED: "延长期限",
        StepKind.MEDIATOR_CHANGED: "更换调解员",
        StepKind.PARTY_JOINED: "当事人加入",
        StepKind.PARTY_LEFT: "当事人退出",
        StepKind.TRANSFERRED: "移送",
        StepKind.REPORTED: "报告",
        StepKind.FED_BACK: "反馈结果",
        StepKind.NEW_AGREEMENT: "另议协议",
        StepKind.OLD_AGREEMENT: "仍按原协议",
    }
)


class PauseGround(StrEnum):
    """Why a mediation stands still (practice.md 19; 医疗纠纷预防和处理条例 38 for appraisal)."""

    APPRAISAL = "appraisal"
    HEIRS = "heirs"
    AWAY = "away"
    DECISION = "decision"
    BOTH = "both"


PAUSE_LABELS: Mapping[PauseGround, str] = MappingProxyType(
    {
        PauseGround.APPRAISAL: "鉴定、评估",
        PauseGround.HEIRS: "等待继承人参加",
        PauseGround.AWAY: "当事人住院或外出",
        PauseGround.DECISION: "等待行政处理或司法结论",
        PauseGround.BOTH: "各方都同意暂停",
    }
)


class LeaveGround(StrEnum):
    """Why a party leaves before the agreement."""

    DIED = "died"
    CEASED = "ceased"
    WITHDREW = "withdrew"
    UNCONCERNED = "unconcerned"


LEAVE_LABELS: Mapping[LeaveGround, str] = MappingProxyType(
    {
        LeaveGround.DIED: "死亡",
        LeaveGround.CEASED: "单位终止",
        LeaveGround.WITHDREW: "退出调解",
        LeaveGround.UNCONCERNED: "与纠纷无关，误列",
    }
)


class ReplaceGround(StrEnum):
    """Why a mediator gives a case to another (若干规定 25: a party's request is enough)."""

    ASKED = "asked"
    OWN = "own"
    UNAVAILABLE = "unavailable"


REPLACE_LABELS: Mapping[ReplaceGround, str] = MappingProxyType(
    {
        ReplaceGround.ASKED: "当事人要求更换",
        ReplaceGround.OWN: "调解员自行回避",
        ReplaceGround.UNAVAILABLE: "调解员因故不能办理",
    }
)


class RefusalGround(StrEnum):
    """不予受理的情形, written `refuse:N1` … (若干规定 22; 人民调解法 17 for N3)."""

    RESERVED = "refuse:N1"
    TAKEN = "refuse:N2"
    PARTY_REFUSES = "refuse:N3"
    OFFENCE = "refuse:N4"
    NOT_CIVIL = "refuse:N5"


REFUSAL_LABELS: Mapping[RefusalGround, str] = MappingProxyType(
    {
        RefusalGround.RESERVED: "法律规定由专门机关管辖处理，或禁止民间调解",
        RefusalGround.TAKEN: "法院、公安或其他机关已经受理或者解决",
        RefusalGround.PARTY_REFUSES: "一方当事人明确拒绝调解",
        RefusalGround.OFFENCE: "属于犯罪或者违反治安管理的行为",
        RefusalGround.NOT_CIVIL: "不属于民间纠纷，或没有明确的对方，或不在本辖区",
    }
)


class TermBasis(StrEnum):
    """How a court's case is tried: decides the term of 委托调解 (特邀调解规定 27)."""

    ORDINARY = "ordinary"
    SUMMARY = "summary"


def ground_words(kind: StepKind, ground: str) -> str:
    """Return the ground of a step in words; '' where its kind has none."""
    if not ground:
        return ""
    if kind is StepKind.PAUSED:
        return PAUSE_LABELS[PauseGround(ground)]
    if kind is StepKind.PARTY_LEFT:
        return LEAVE_LABELS[LeaveGround(ground)]
    if kind is StepKind.MEDIATOR_CHANGED:
        return REPLACE_LABELS[ReplaceGround(ground)]
    return ""
