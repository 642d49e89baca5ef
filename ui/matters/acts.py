"""What can be done about a matter: by whom, with which key, and why not just now."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.queries.matters import AssignmentLine, MatterView
from desktop.services.registering import ATTEMPTS_NEEDED
from desktop.who import Who
from models.values.choices import MatterNature, label
from models.values.matter_states import OPEN_ASSIGNMENT_STATES, AssignmentState, MatterState
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class Act:
    """One action of a matter's page: its key in the code, its words, its key, its icon, what it needs."""

    key: str
    words: str
    cap: str
    icon: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an action's button is there now, and why it is grey ('' when it is free)."""

    shown: bool
    blocked: str = ""


_P = Permission
ACTS = (
    Act("finish", "补全登记", "Alt+B", "edit", _P.MATTER_REGISTER),
    Act("contact", "记一次联系", "Alt+L", "call", _P.MATTER_CONTACT),
    Act("unreachable", "按无法联系办结", "Alt+H", "prohibited", _P.MATTER_CONTACT),
    Act("supplement", "补充登记", "Alt+C", "add", _P.MATTER_REGISTER),
    Act("dispatch", "分流", "Alt+G", "arrow_forward", _P.MATTER_DISPATCH),
    Act("take_back", "撤回分流", "Alt+Q", "arrow_undo", _P.MATTER_DISPATCH),
    Act("acknowledge", "签收", "Alt+S", "checkmark_circle", _P.ASSIGNMENT_ACT),
    Act("return", "退回", "Alt+R", "arrow_undo", _P.ASSIGNMENT_ACT),
    Act("note", "记一笔", "Alt+N", "edit", _P.ASSIGNMENT_ACT),
    Act("report", "反馈", "Alt+F", "send", _P.ASSIGNMENT_ACT),
    Act("record_for", "代录", "Alt+D", "person", _P.ASSIGNMENT_RECORD_FOR),
    Act("withdraw", "收回协办", "Alt+K", "dismiss", _P.MATTER_DISPATCH),
    Act("mediate", "打开调解", "Alt+T", "handshake", _P.CASE_READ),
    Act("print", "打印单据", "Alt+P", "print", _P.MATTER_REGISTER),
    Act("complex", "标为复杂", "Alt+U", "clock", _P.MATTER_DISPATCH),
    Act("close", "办结", "Alt+E", "checkmark", _P.MATTER_CLOSE),
    Act("terminate", "终止", "Alt+X", "dismiss_circle", _P.MATTER_CLOSE),
)


def acts_of(who: Who) -> tuple[Act, ...]:
    """Return the actions that a person's roles can ever do; the others are not on his screen."""
    return tuple(act for act in ACTS if who.may(act.permission))


def own_share(view: MatterView, who: Who) -> AssignmentLine | None:
    """Return the open share of the person's own unit."""
    return next((share for share in open_shares(view) if share.unit_id == who.unit_id), None)


def open_shares(view: MatterView) -> list[AssignmentLine]:
    """Return the shares that still wait for a unit or are worked on."""
    return [share for share in view.assignments if share.state in OPEN_ASSIGNMENT_STATES]


def standing(act: str, view: MatterView, who: Who) -> Standing:
    """Return whether an action is offered for a matter as it stands, and why not."""
    if act in {"acknowledge", "return", "note", "report"} and view.ended_at is None:
        return _share_standing(act, own_share(view, who))
    if act in {"finish", "contact", "unreachable", "supplement"}:
        return _registration_standing(act, view)
    if act in {"mediate", "print"}:
        return _mediation_standing(view, who) if act == "mediate" else Standing(has_slips(view))
    if view.ended_at is not None:
        return Standing(shown=False)
    if act in {"dispatch", "take_back", "complex", "record_for", "withdraw"}:
        return _dispatcher_standing(act, view)
    if act == "close":
        free = MatterState.CLOSED in view.legal_moves
        return Standing(
            view.state != MatterState.UNFINISHED, "" if free else _not_now(view, "办结", "反馈以后才能办结")
        )
    return Standing(MatterState.TERMINATED in view.legal_moves)


def _dispatcher_standing(act: str, view: MatterView) -> Standing:
    """Return what the dispatcher may do about a matter that has not ended."""
    if act == "complex":
        return Standing(view.may_be_complex)
    if act == "take_back":
        return Standing(view.state == MatterState.DISPATCHED)
    if act == "record_for":
        return Standing(bool(view.assignments), "" if open_shares(view) else "没有等着办的派单")
    if act == "withdraw":
        return Standing(any(not share.lead for share in open_shares(view)))
    free = MatterState.DISPATCHED in view.legal_moves
    blocked = "" if free else _not_now(view, "改派" if view.assignments else "分流")
    return Standing(view.state != MatterState.UNFINISHED, blocked)


def has_slips(view: MatterView) -> bool:
    """Return whether a matter has 受理回执, 引导告知单 or 转办单 to be printed where it stands."""
    return view.accepted_at is not None or view.state == MatterState.REFERRED or bool(view.assignments)


def _share_standing(act: str, share: AssignmentLine | None) -> Standing:
    """Return what a unit may do about its own share."""
    if share is None:
        return Standing(act in {"note", "report"}, "没有派给本单位、等着办的派单")
    pending = share.state == AssignmentState.PENDING
    return Standing(pending if act in {"acknowledge", "return"} else not pending)


def _registration_standing(act: str, view: MatterView) -> Standing:
    """Return what may be done about a registration that lacks something or was left unfinished."""
    if act == "supplement":
        return Standing(bool(view.missing))
    if view.state != MatterState.UNFINISHED:
        return Standing(shown=False)
    missing = ATTEMPTS_NEEDED - view.attempts
    blocked = f"还要再联系{missing}次并记下来" if act == "unreachable" and missing > 0 else ""
    return Standing(shown=True, blocked=blocked)


def _mediation_standing(view: MatterView, who: Who) -> Standing:
    """Return whether the matter's mediation can be opened, or begun by the committee it was given to."""
    if view.case_id is not None:
        return Standing(shown=True)
    dispute = view.nature == label(MatterNature.DISPUTE)
    if not dispute or view.ended_at is not None or not who.may(_P.CASE_EDIT):
        return Standing(shown=False)
    share = own_share(view, who)
    return Standing(True, "" if share is not None and share.mediates else "分流给人民调解委员会以后才能调解")


def _not_now(view: MatterView, word: str, otherwise: str = "") -> str:
    """Return why something cannot be done in this state."""
    return otherwise or f"本件{view.state_words}，现在不能{word}"
