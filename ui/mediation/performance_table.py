"""What is owed, line by line, and what is said of each line beneath the table."""

from desktop.queries.agreements import ObligationView
from desktop.queries.case_views import CaseView
from models.values.dates import day_in_tables
from models.values.money import format_yuan
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind


def performance_columns() -> list[Column[ObligationView]]:
    """Place, kind, what, how much, by when, and how far it is."""
    return [
        Column(title="", value=lambda row: row.position, name="position", width=30),
        Column(
            title="种类",
            value=lambda row: row.kind_words.partition("/")[0],
            name="kind",
            kind=Kind.SECONDARY,
            width=106,
        ),
        Column(
            title="做什么",
            value=lambda row: row.what or row.sentence,
            name="what",
            tip=lambda row: row.sentence,
        ),
        Column(
            title="应付（元）", value=lambda row: row.amount_fen, name="amount", kind=Kind.AMOUNT, width=98
        ),
        Column(
            title="期限",
            value=_due,
            name="due",
            kind=Kind.SECONDARY,
            width=104,
            tip=lambda row: row.term_words,
        ),
        Column(title="履行", value=_state, name="state", kind=Kind.BADGE, width=136),
    ]


def instalment_lines(row: ObligationView) -> list[str]:
    """Each instalment with its day and whether it is paid."""
    return [
        f"第{part.position}期　{day_in_tables(part.due_on) if part.due_on else '—'}　"
        f"{format_yuan(part.amount_fen)}元　"
        + ("已付" if not part.open_fen else f"还应付{format_yuan(part.open_fen)}元")
        for part in row.instalments
    ]


def duty_lines(row: ObligationView) -> list[str]:
    """What was done to get it, and until when it may be sued for."""
    lines = [
        "　".join(
            part
            for part in (
                day_in_tables(step.happened_on),
                step.words,
                f"到{day_in_tables(step.until_on)}" if step.until_on else "",
                step.note,
            )
            if part
        )
        for step in row.steps
    ]
    again = [step.limitation_until for step in row.steps if step.limitation_until]
    if again:
        lines.append(
            f"诉讼时效自最后一次督促或承诺重新计算，三年到{day_in_tables(max(again))}（民法典第195条）。"
        )
    if row.ended_words:
        lines.append(f"不再跟踪：{row.ended_words}。")
    return lines


def _due(row: ObligationView) -> str:
    if row.next_on is not None:
        return day_in_tables(row.next_on)
    if row.due_on is not None:
        return day_in_tables(row.due_on)
    return row.term_words


def _state(row: ObligationView) -> BadgeSpec:
    if row.performed_on is not None:
        return BadgeSpec(f"{day_in_tables(row.performed_on)}", "ok", "checkmark_circle")
    if row.ended_words:
        return BadgeSpec(row.ended_words[:6], "mute", "dismiss_circle")
    if row.overdue:
        return BadgeSpec("逾期", "err", "error_circle", filled=True)
    if row.paid_fen:
        return BadgeSpec(f"已付 {format_yuan(row.paid_fen)}", "info", "circle_half_fill")
    return BadgeSpec("未履行", "mute", "clock")


def nothing_words(view: CaseView, *, owed: bool) -> str:
    """Say why there is nothing to follow; empty when something is owed."""
    if owed:
        return ""
    if view.terminated_on is not None:
        return "调解已终止，没有要履行的协议。"
    if view.effective_on is not None:
        return "协议没有列履行事项。"
    return "协议生效后，在这里登记各项履行情况。"
