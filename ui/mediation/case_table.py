"""The lists of mediation: cases, and matters that wait to be accepted."""

from desktop.queries.cases import CaseRow
from desktop.queries.worklist import WorklistRow
from models.values.case_states import CaseState
from models.values.dates import in_zone
from ui.widgets.badge import BadgeSpec, BadgeTone
from ui.widgets.rows import Column, Kind

_STATES: dict[CaseState, tuple[BadgeTone, str]] = {
    CaseState.ACCEPTED: ("info", "clipboard_task"),
    CaseState.MEDIATING: ("info", "handshake"),
    CaseState.PAUSED: ("mute", "clock"),
    CaseState.AWAITING_SIGNATURE: ("warn", "signature"),
    CaseState.EFFECTIVE: ("ok", "checkmark_circle"),
    CaseState.TERMINATED: ("mute", "dismiss_circle"),
    CaseState.TRANSFERRED: ("mute", "arrow_forward"),
    CaseState.CLOSED: ("ok", "checkmark_circle"),
    CaseState.ARCHIVED: ("mute", "archive"),
}


def state_badge(state: CaseState, words: str) -> BadgeSpec:
    """A case's state as a badge."""
    tone, icon = _STATES[state]
    return BadgeSpec(words, tone, icon)


def left_words(days_left: int | None) -> str:
    """Days of the calendar until the mediation is due, in words; empty without a limit."""
    if days_left is None:
        return ""
    if days_left < 0:
        return f"超期{-days_left}天"
    return f"剩{days_left}天" if days_left else "今天到期"


def _term(row: CaseRow) -> BadgeSpec | str:
    words = left_words(row.days_left)
    if not words:
        return "—"
    if row.late:
        return BadgeSpec(words, "err", "error_circle", filled=True)
    if row.days_left is not None and row.days_left <= 1:
        return BadgeSpec(words, "warn", "clock", filled=True)
    return words


def case_columns() -> list[Column[CaseRow]]:
    """The columns of the list of cases."""
    return [
        Column(title="卷号", value=lambda row: row.number, name="number", kind=Kind.STRONG, width=206),
        Column(title="卷名", value=lambda row: row.name, name="name", tip=lambda row: row.parties),
        Column(
            title="状态",
            value=lambda row: state_badge(row.state, row.state_words),
            name="state",
            kind=Kind.BADGE,
            width=122,
        ),
        Column(
            title="受理", value=lambda row: row.accepted_on, name="accepted_on", kind=Kind.DATE, width=104
        ),
        Column(
            title="调解期限", value=lambda row: row.due_on or "—", name="due_on", kind=Kind.DATE, width=104
        ),
        Column(title="还剩", value=_term, name="left", kind=Kind.MARK, width=116),
        Column(
            title="主持调解员",
            value=lambda row: row.presiding,
            name="presiding",
            kind=Kind.SECONDARY,
            width=104,
        ),
        Column(
            title="",
            value=lambda row: BadgeSpec("补录", "mute", "edit") if row.late_entry else "",
            name="late_entry",
            kind=Kind.BADGE,
            width=84,
        ),
    ]


def waiting_columns() -> list[Column[WorklistRow]]:
    """The columns of the matters that wait to be accepted."""
    return [
        Column(title="事项编号", value=lambda row: row.short_code, name="code", kind=Kind.STRONG, width=140),
        Column(title="事由", value=lambda row: row.title, name="title"),
        Column(title="诉求人", value=lambda row: row.claimant_name, name="claimant", width=110),
        Column(title="村居", value=lambda row: row.village, name="village", kind=Kind.SECONDARY, width=120),
        Column(title="方式", value=lambda row: row.channel, name="channel", kind=Kind.SECONDARY, width=110),
        Column(
            title="登记",
            value=lambda row: in_zone(row.happened_at).date(),
            name="happened",
            kind=Kind.DATE,
            width=110,
        ),
    ]
