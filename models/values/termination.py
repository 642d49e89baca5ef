"""Why a mediation ends without an agreement, and which other ways the parties are told of then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class TerminationGround(StrEnum):
    """终止调解的情形, written `end:T1` … so that they never meet the grounds for not accepting (refuse:N1 …).

    人民调解法 23(2) and 26, 医疗纠纷预防和处理条例 31 and 38, and local rules; T7 to T9 are office practice.
    """

    WITHDRAWN = "end:T1"
    NO_AGREEMENT = "end:T2"
    SPECIAL_EVENT = "end:T3"
    TERM_OVER = "end:T4"
    TAKEN_BY_AUTHORITY = "end:T5"
    OFFENCE = "end:T6"
    SETTLED_THEMSELVES = "end:T7"
    OTHER = "end:T8"
    NO_SUCCESSOR = "end:T9"


TERMINATION_LABELS: Mapping[TerminationGround, str] = MappingProxyType(
    {
        TerminationGround.WITHDRAWN: "当事人拒绝、放弃或撤回调解",
        TerminationGround.NO_AGREEMENT: "调解委员会认为达不成协议",
        TerminationGround.SPECIAL_EVENT: "发生特殊情况，调解无法进行",
        TerminationGround.TERM_OVER: "调解期限届满，没有延长",
        TerminationGround.TAKEN_BY_AUTHORITY: "法院或其他机关已经受理",
        TerminationGround.OFFENCE: "转为治安或刑事案件",
        TerminationGround.SETTLED_THEMSELVES: "当事人自行和解",
        TerminationGround.NO_SUCCESSOR: "当事人死亡或终止，无人承继",
        TerminationGround.OTHER: "其他",
    }
)


class Remedy(StrEnum):
    """The other ways open to the parties when mediation fails (人民调解法 26)."""

    ARBITRATION = "arbitration"
    ADMINISTRATIVE = "administrative"
    LITIGATION = "litigation"


REMEDY_LABELS: Mapping[Remedy, str] = MappingProxyType(
    {Remedy.ARBITRATION: "仲裁", Remedy.ADMINISTRATIVE: "行政", Remedy.LITIGATION: "诉讼"}
)

_WITHOUT_REMEDIES = frozenset(
    {
        TerminationGround.TAKEN_BY_AUTHORITY,
        TerminationGround.SETTLED_THEMSELVES,
        TerminationGround.NO_SUCCESSOR,
    }
)


def remedies_needed(ground: TerminationGround) -> bool:
    """Tell whether the parties must be told of other ways (人民调解法 26: when mediation did not succeed).

    Not where the matter is already with a court or an authority, was settled, or nobody is left to be told.
    """
    return ground not in _WITHOUT_REMEDIES


def keep_remedies(remedies: Iterable[Remedy]) -> str:
    """Return remedies as a case keeps them: `arbitration,litigation`, in a fixed order."""
    told = set(remedies)
    return ",".join(remedy.value for remedy in Remedy if remedy in told)


def kept_remedies(text: str) -> tuple[Remedy, ...]:
    """Return the remedies that a case keeps."""
    return tuple(Remedy(part) for part in text.split(",") if part)
