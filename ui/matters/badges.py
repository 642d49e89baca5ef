"""How the state of a matter, of a share and of a limit look: icon, word and colour together."""

from __future__ import annotations

from models.values.matter_states import AssignmentState, MatterState
from ui.widgets.badge import BadgeSpec, BadgeTone
from ui.widgets.countdown import CountdownState

_MATTER: dict[str, tuple[BadgeTone, str, bool]] = {
    MatterState.REGISTERED: ("info", "clipboard_task", False),
    MatterState.ANSWERED: ("ok", "checkmark_circle", False),
    MatterState.REFERRED: ("mute", "arrow_forward", False),
    MatterState.UNFINISHED: ("warn", "call", False),
    MatterState.UNREACHABLE: ("mute", "prohibited", False),
    MatterState.ACCEPTED: ("info", "checkmark", False),
    MatterState.DISPATCHED: ("warn", "clock", False),
    MatterState.RETURNED: ("err", "arrow_undo", False),
    MatterState.ACKNOWLEDGED: ("info", "clock", True),
    MatterState.EXTENDED: ("warn", "calendar_clock", False),
    MatterState.REPORTED: ("info", "send", False),
    MatterState.VERIFIED: ("info", "eye", False),
    MatterState.CLOSED: ("ok", "checkmark_circle", False),
    MatterState.TERMINATED: ("mute", "dismiss_circle", False),
    MatterState.ARCHIVED: ("mute", "archive", False),
}
_SHARE: dict[str, tuple[BadgeTone, str, bool]] = {
    AssignmentState.PENDING: ("warn", "clock", False),
    AssignmentState.ACKNOWLEDGED: ("ok", "checkmark_circle", False),
    AssignmentState.RETURNED: ("err", "arrow_undo", False),
    AssignmentState.REPORTED: ("info", "send", False),
    AssignmentState.WITHDRAWN: ("mute", "dismiss_circle", False),
}


def state_badge(state: str, words: str) -> BadgeSpec:
    """Return the badge of a matter's state."""
    tone, icon, filled = _MATTER[state]
    return BadgeSpec(words, tone, icon, filled)


def share_badge(state: str, words: str) -> BadgeSpec:
    """Return the badge of the state of a unit's share."""
    tone, icon, filled = _SHARE[state]
    return BadgeSpec(words, tone, icon, filled)


def left_words(days_left: int | None, *, late: bool) -> str:
    """Return how much time is left: 剩2个工作日, 今日到期, 超期1个工作日; '' without a limit."""
    if days_left is None:
        return ""
    if late:
        return f"超期{max(1, -days_left)}个工作日"
    return f"剩{days_left}个工作日" if days_left else "今日到期"


def left_state(days_left: int | None, *, late: bool, provisional: bool) -> CountdownState:
    """Return how pressing a limit is: late, soon from one working day down, paused when 暂定."""
    if late:
        return "late"
    if provisional:
        return "paused"
    return "soon" if days_left is not None and days_left <= 1 else "normal"


_LEFT_TONES: dict[CountdownState, tuple[BadgeTone, str, bool]] = {
    "normal": ("mute", "clock", False),
    "soon": ("warn", "clock", True),
    "late": ("err", "error_circle", True),
    "paused": ("mute", "calendar_clock", False),
}


def left_badge(days_left: int | None, *, late: bool, provisional: bool) -> BadgeSpec | None:
    """Return how much time is left as a mark for lists; None without a limit."""
    words = left_words(days_left, late=late)
    if not words:
        return None
    tone, icon, filled = _LEFT_TONES[left_state(days_left, late=late, provisional=provisional)]
    return BadgeSpec(words, tone, icon, filled)
