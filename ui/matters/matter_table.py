"""The columns of every list of matters."""

from __future__ import annotations

from desktop.queries.worklist import WorklistRow
from models.values.dates import in_zone, moment_in_sentences
from ui.matters.badges import left_badge, state_badge
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind

MatterColumn = Column[WorklistRow]


def matter_columns() -> list[MatterColumn]:
    """Return the columns of a list of matters."""
    return [
        Column(title="编号", name="code", value=lambda row: row.short_code, kind=Kind.LINK, width=116),
        Column(title="事项", name="title", value=lambda row: row.title, tip=lambda row: row.title),
        Column(title="", name="mark", value=mark_of, kind=Kind.MARK, width=78),
        Column(title="性质", name="nature", value=lambda row: row.nature, kind=Kind.SECONDARY, width=84),
        Column(
            title="状态",
            name="state",
            value=lambda row: state_badge(row.state, row.state_words),
            kind=Kind.BADGE,
            width=124,
        ),
        Column(
            title="主办",
            name="lead",
            value=lambda row: row.lead_unit or "未分流",
            kind=Kind.SECONDARY,
            width=150,
            tip=lambda row: row.lead_unit,
        ),
        Column(title="时限", name="due", value=left_of, kind=Kind.MARK, width=136, tip=due_words),
        Column(title="村居", name="village", value=lambda row: row.village, kind=Kind.SECONDARY, width=92),
        Column(
            title="登记",
            name="day",
            value=lambda row: in_zone(row.happened_at).date(),
            kind=Kind.DATE,
            width=104,
        ),
    ]


def mark_of(row: WorklistRow) -> BadgeSpec | None:
    """Return what is special about a matter: 紧急 before 保密 before 补录."""
    if row.urgent:
        return BadgeSpec("紧急", "err", "flag", filled=True)
    if row.confidential:
        return BadgeSpec("保密", "warn", "lock_closed")
    return BadgeSpec("补录", "mute", "history") if row.late_entry else None


def left_of(row: WorklistRow) -> BadgeSpec | None:
    """Return how much time a matter has left."""
    return left_badge(row.days_left, late=row.late, provisional=row.due_provisional)


def due_words(row: WorklistRow) -> str:
    """Return the due moment in a sentence."""
    if row.due_at is None:
        return ""
    return f"{moment_in_sentences(row.due_at)}到期" + (
        "（节假日安排未公布，暂定）" if row.due_provisional else ""
    )
