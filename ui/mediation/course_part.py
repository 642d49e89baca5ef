"""办案经过: everything that happened beside sessions and agreement, by its day, and what may be noted now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.queries.case_views import CaseAct, CaseView
from models.values.case_states import CaseState
from models.values.money import format_yuan
from ui.mediation.part import Part
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

_COLUMNS = 4


@dataclass(frozen=True)
class CourseLine:
    """One line of the course; `day` None for what has no day of its own."""

    day: date | None
    what: str
    words: str
    paper: str = ""
    late: bool = False
    leads: str = ""
    """The form at the right in which it can be put right; '' for none."""


@dataclass(frozen=True)
class _Act:
    act: CaseAct
    side: str
    text: str
    doing: str
    icon: str


_GROUPS: tuple[tuple[str, tuple[_Act, ...]], ...] = (
    (
        "查明情况",
        (
            _Act(CaseAct.CLAIMS, "claims", "申请事项...", "修改申请事项", "clipboard_task"),
            _Act(CaseAct.FIND_OUT, "inquiry", "调查记录...", "登记调查记录", "search"),
            _Act(CaseAct.FIND_OUT, "evidence", "证据材料...", "登记证据", "attach"),
            _Act(CaseAct.REPORT, "report", "报告公安...", "登记报告", "alert"),
        ),
    ),
    (
        "期限和人员",
        (
            _Act(CaseAct.PAUSE, "pause", "暂停...", "暂停", "clock"),
            _Act(CaseAct.RESUME, "resume", "恢复...", "恢复", "arrow_forward"),
            _Act(CaseAct.EXTEND, "extend", "延长期限...", "延长期限", "calendar_clock"),
            _Act(CaseAct.CHANGE_MEDIATOR, "mediator", "更换调解员...", "更换调解员", "people"),
            _Act(CaseAct.EDIT_PARTIES, "leave", "当事人退出...", "登记当事人退出", "person"),
        ),
    ),
    (
        "移送、终止和以后",
        (
            _Act(CaseAct.TRANSFER, "transfer", "移送...", "移送", "send"),
            _Act(CaseAct.TERMINATE, "terminate", "终止调解...", "终止", "dismiss_circle"),
            _Act(CaseAct.FEED_BACK, "feed_back", "反馈结果...", "反馈", "megaphone"),
            _Act(CaseAct.COURT, "court", "司法确认...", "申请司法确认", "document_checkmark"),
            _Act(CaseAct.VISIT, "visit", "回访...", "回访", "call"),
            _Act(CaseAct.RENEW, "renew", "另议协议...", "另议协议", "edit"),
            _Act(CaseAct.KEEP_OLD, "keep_old", "仍按原协议...", "仍按原协议", "arrow_undo"),
        ),
    ),
)
_ONLY_WHEN_POSSIBLE = frozenset({CaseAct.RESUME, CaseAct.KEEP_OLD})
_INSTEAD = {CaseAct.RESUME: CaseAct.PAUSE, CaseAct.KEEP_OLD: CaseAct.RENEW}


class CoursePart(Part):
    """The course of the case, and a button for each step that may be noted; each opens its form at the right."""

    KEY, TITLE = "course", "经过"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self.rows: RowsModel[CourseLine] = RowsModel(course_columns(), parent=self)
        self.table = RecordTable(self.rows, name="case.course.list", spoken="办案经过", dense=True)
        self.table.opened.connect(self._open)
        self._none = Label(
            "还没有记下别的经过。调解、协议和履行在前面各部分；其他的事在这里记。",
            "hint",
            wrap=True,
            name="case.course.none",
        )
        self.buttons: dict[CaseAct | str, ActionButton] = {}
        self._acts: list[tuple[_Act, ActionButton]] = []
        for title, acts in _GROUPS:
            self.body.addLayout(self._group(title, acts))
        self.body.addWidget(Label("经过", "panel"))
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self.bar.hide()

    def _group(self, title: str, acts: Sequence[_Act]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(Label(title, "label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        at = 0
        for act in acts:
            button = ActionButton(act.text, name=f"case.course.{act.side}", small=True, icon=act.icon)
            button.clicked.connect(lambda _checked=False, side=act.side: self.wants.emit(side))
            if act.act in _ONLY_WHEN_POSSIBLE:  # shares the place of its opposite
                grid.addWidget(button, (at - 1) // _COLUMNS, (at - 1) % _COLUMNS)
            else:
                grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
                at += 1
            self._acts.append((act, button))
            self.buttons[act.side] = button
        grid.setColumnStretch(_COLUMNS, 1)
        column.addLayout(grid)
        return column

    def show_case(self, view: CaseView) -> None:
        """Show the course and what may be done now."""
        super().show_case(view)
        lines = course_lines(view)
        self.fill(self.rows, lines)
        rows = max(1, min(10, len(lines)))
        self.table.setFixedHeight(look().size("table_head") + self.table.row_height() * rows + px(2))
        set_shown(self.table, on=bool(lines))
        set_shown(self._none, on=not lines)
        for act, button in self._acts:
            reason = self.blocked_by_state(act.act, act.doing)
            if act.act is CaseAct.COURT and not reason and view.court is not None:
                reason = view.court.why_not or ("" if view.court.moves else view.court.state_words)
            shown = self.may(act.act) if act.act in _ONLY_WHEN_POSSIBLE else not self._instead(act.act)
            set_shown(button, on=shown and bool(view.acts))
            button.set_blocked(reason)

    def _instead(self, act: CaseAct) -> bool:
        """Whether the opposite of an act stands in its place now."""
        return any(self.may(other) for other, one in _INSTEAD.items() if one is act)

    def mark(self, view: CaseView) -> TabMark:
        """Paused, or how many steps."""
        if view.state is CaseState.PAUSED:
            return TabMark(badge=BadgeSpec("暂停", "warn", "clock"))
        return TabMark()

    def act(self) -> None:
        """Nothing of its own: each step has its button."""

    def enter(self) -> None:
        """Into the first step that may be noted."""
        for _act, button in self._acts:
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return

    def _open(self, row: int) -> None:
        """Enter or a double click on a line that can be put right."""
        leads = self.rows.row(row).leads
        if leads:
            self.wants.emit(leads)

    def go_to(self, field: str) -> None:
        """`court` and `visit` open their forms."""
        button = self.buttons.get(field)
        if button is not None and button.isVisibleTo(self) and button.isEnabled():
            self.wants.emit(field)


def course_lines(view: CaseView) -> list[CourseLine]:
    """Everything by its day, the earliest first; what has no day stands above."""
    lines = [
        CourseLine(
            None,
            "申请事项",
            f"{claim.party}：{claim.text}"
            + (f"（{format_yuan(claim.amount_fen)}元）" if claim.amount_fen else ""),
        )
        for claim in view.facts.claims
    ]
    dated = [
        CourseLine(step.happened_on, step.kind_words, step.sentence, step.paper, step.late)
        for step in view.steps
    ]
    dated += [
        CourseLine(
            day_of(row.started_at),
            row.kind_words,
            "；".join(part for part in (row.asked, row.place, row.text.partition("\n")[0]) if part),
            leads=f"inquiry.{row.id}",
        )
        for row in view.facts.inquiries
    ]
    dated += [
        CourseLine(
            row.visited_on,
            "不回访" if row.waived else "回访",
            "；".join(
                part
                for part in (row.whom, row.how_words, row.performed_words, row.satisfaction_words, row.text)
                if part
            ),
        )
        for row in view.facts.visits
    ]
    court = view.court
    if court is not None and court.state is not None:
        day = court.decided_on or court.accepted_on or court.applied_on or view.effective_on
        words = "；".join(
            part for part in (court.state_words, court.court, court.court_number, court.note) if part
        )
        dated.append(CourseLine(day, "司法确认", words))
    lines += [
        CourseLine(
            row.collected_on,
            "证据材料",
            f"{row.position}. {row.name}（{row.pages}页{'，原件' if row.original else ''}）"
            + (f"；{row.provider}提供" if row.provider else "")
            + (f"；证明{row.proves}" if row.proves else ""),
            "有文件" if row.attachment_id else "",
            leads=f"evidence.{row.id}",
        )
        for row in view.facts.evidence
    ]
    return lines + sorted(dated, key=lambda line: line.day or date.max)


def course_columns() -> list[Column[CourseLine]]:
    """Day, what, words, paper."""
    return [
        Column(title="日期", value=lambda row: row.day or "—", name="day", kind=Kind.DATE, width=104),
        Column(title="什么事", value=lambda row: row.what, name="what", kind=Kind.STRONG, width=104),
        Column(title="情况", value=lambda row: row.words, name="words", tip=lambda row: row.words),
        Column(
            title="材料",
            value=lambda row: row.paper,
            name="paper",
            kind=Kind.SECONDARY,
            width=120,
            tip=lambda row: row.paper,
        ),
        Column(
            title="",
            value=lambda row: BadgeSpec("补录", "mute", "edit") if row.late else "",
            name="late",
            kind=Kind.BADGE,
            width=76,
        ),
    ]
