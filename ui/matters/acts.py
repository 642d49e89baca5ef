"""What can be done about a matter: by whom, with which key, and why not just now."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.queries.extensions import ExtensionLine
from desktop.queries.matters import AssignmentLine, MatterView
from desktop.services.merging import UNDISPATCHED
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


WAITS_FOR_ASSISTING = "还有协办单位没有反馈，等他们反馈或由调度员收回协办"
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
    Act("extend", "申请延期", "Alt+Y", "calendar_clock", _P.ASSIGNMENT_ACT),
    Act("record_for", "代录", "Alt+D", "person", _P.ASSIGNMENT_RECORD_FOR),
    Act("withdraw", "收回协办", "Alt+K", "dismiss", _P.MATTER_DISPATCH),
    Act("mediate", "打开调解", "Alt+T", "handshake", _P.CASE_READ),
    Act("print", "打印单据", "Alt+P", "print", _P.IDENTITY_REVEAL),
    Act("complex", "标为复杂", "Alt+U", "clock", _P.MATTER_DISPATCH),
    Act("merge", "合并", "Alt+M", "merge", _P.MATTER_REGISTER),
    Act("decide", "批延期", "Alt+J", "calendar_clock", _P.EXTENSION_DECIDE),
    Act("verify", "核查", "Alt+A", "checkmark_circle", _P.MATTER_CLOSE),
    Act("close", "办结", "Alt+E", "checkmark", _P.MATTER_CLOSE),
    Act("reopen", "重办", "Alt+O", "arrow_clockwise", _P.MATTER_CLOSE),
    Act("risk", "定风险", "Alt+1", "flag", _P.MATTER_RISK),
    Act("terminate", "终止", "Alt+X", "dismiss_circle", _P.MATTER_CLOSE),
    Act("archive", "归档", "Alt+Z", "archive", _P.MATTER_ARCHIVE),
    Act("follow", "打开并入的事项", "Alt+2", "arrow_forward", _P.MATTER_READ),
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
        return _share_standing(act, own_share(view, who), view)
    if act in {"finish", "contact", "unreachable", "supplement"}:
        return _registration_standing(act, view)
    if act in {"mediate", "print"}:
        return _mediation_standing(view, who) if act == "mediate" else Standing(has_slips(view))
    if act in {"reopen", "archive", "follow"}:
        return _ended_standing(act, view)
    if view.ended_at is not None:
        return Standing(shown=False)
    if act in {"merge", "extend", "decide", "verify", "risk"}:
        return _decision_standing(act, view, who)
    if act in {"dispatch", "take_back", "complex", "record_for", "withdraw"}:
        return _dispatcher_standing(act, view)
    if act == "close":
        free = MatterState.CLOSED in view.legal_moves
        return Standing(
            view.state != MatterState.UNFINISHED, "" if free else _not_now(view, "办结", "反馈以后才能办结")
        )
    return Standing(MatterState.TERMINATED in view.legal_moves)


def why_gone(act: str, title: str, view: MatterView, who: Who) -> str:
    """Return why an action that was begun cannot be taken as the matter stands now; '' where it can."""
    stands = standing(act, view, who)
    return stands.blocked if stands.shown else f"本件{view.state_words}，不能再{title}了"


def waiting_extension(view: MatterView) -> ExtensionLine | None:
    """Return the wish for a longer limit that nobody has decided yet."""
    return next((line for line in view.extensions if line.waits), None)


def _ended_standing(act: str, view: MatterView) -> Standing:
    """Return what may be done about a matter that has ended."""
    if act == "follow":
        return Standing(bool(view.merged_into))
    if act == "archive":
        return Standing(MatterState.ARCHIVED in view.legal_moves and view.merged_into_id is None)
    if view.state != MatterState.CLOSED:
        return Standing(shown=False)
    if view.case_id is not None:
        return Standing(True, "经调解结案的事项不重办")
    return Standing(True, "已经重办过一次" if view.reopened else "")


def _decision_standing(act: str, view: MatterView, who: Who) -> Standing:
    """Return what may be decided about a matter that has not ended."""
    if act == "merge":
        if not who.may(_P.MATTER_DISPATCH) and (view.assignments or view.state not in UNDISPATCHED):
            return Standing(shown=False)  # the window joins what no unit was given yet
        return Standing(True, "已立调解案件，不能并入别的事项" if view.case_id is not None else "")
    if act == "decide":
        return Standing(waiting_extension(view) is not None)
    if act == "verify":
        return Standing(view.state == MatterState.REPORTED)
    if act == "extend":
        share = own_share(view, who)
        has_it = share is not None and share.lead and share.state == AssignmentState.ACKNOWLEDGED
        if not (has_it and view.limit_unit and view.due_at is not None):
            return Standing(shown=False)
        if waiting_extension(view) is not None:
            return Standing(True, "已申请，等中心主任批")
        return Standing(True, "已经超过时限，不能再申请延期" if view.late else "")
    return Standing(shown=True)


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


def waits_for_assisting(view: MatterView, share: AssignmentLine) -> bool:
    """Return whether a unit leads and cannot answer yet, because one that assists has not."""
    return share.lead and any(one is not share for one in open_shares(view))


def _share_standing(act: str, share: AssignmentLine | None, view: MatterView) -> Standing:
    """Return what a unit may do about its own share."""
    if share is None:
        return Standing(act in {"note", "report"}, "没有派给本单位、等着办的派单")
    pending = share.state == AssignmentState.PENDING
    if act == "report" and not pending and waits_for_assisting(view, share):
        return Standing(True, WAITS_FOR_ASSISTING)
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
