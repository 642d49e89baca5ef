"""What is noted of a party beside its name: who acts for it on what authority, its capacity, its identity paper."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AgentKind(StrEnum):
    """法定代理人 (民法典 23) or 委托代理人 (民法典 165)."""

    LEGAL = "legal"
    ENTRUSTED = "entrusted"


AGENT_LABELS: Mapping[AgentKind, str] = MappingProxyType(
    {AgentKind.LEGAL: "法定代理人", AgentKind.ENTRUSTED: "委托代理人"}
)


LEGAL_RELATIONS = frozenset({"法定代理人", "监护人"})


def acts_by_law(kind: str | None, relation: str) -> bool:
    """Tell whether an agent acts by law (民法典 23) and so needs no power of attorney: noted so, or called so."""
    return kind == AgentKind.LEGAL or relation in LEGAL_RELATIONS


class Authority(StrEnum):
    """What stands behind an agent's authority: a signed paper, or the party's later word (民法典 171)."""

    SIGNED = "signed"
    LATER = "later"


AUTHORITY_LABELS: Mapping[Authority, str] = MappingProxyType(
    {Authority.SIGNED: "有签名的授权委托书", Authority.LATER: "当事人事后追认"}
)


class Capacity(StrEnum):
    """Civil capacity where it is other than the age says (民法典 18, 21, 22)."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"


CAPACITY_LABELS: Mapping[Capacity, str] = MappingProxyType(
    {
        Capacity.FULL: "完全（满16岁，以自己的劳动收入生活）",
        Capacity.LIMITED: "限制行为能力（有文书认定）",
        Capacity.NONE: "无行为能力（有文书认定）",
    }
)


class IdentityCheck(StrEnum):
    """How a party's identity was made sure of."""

    COPY = "copy"
    SEEN = "seen"


IDENTITY_LABELS: Mapping[IdentityCheck, str] = MappingProxyType(
    {IdentityCheck.COPY: "卷内留复印件", IdentityCheck.SEEN: "已核验原件，未留复印件"}
)
