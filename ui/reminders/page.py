"""到期提醒: what is over or due soon, the earliest first, each with what is to be done and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.reminders import CLOCK_LABELS, Clock, Reminder, reminders
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

_ALL = "all"
_SPANS = (
    Choice("0", "今天", "1"),
    Choice("7", "7天内", "2"),
    Choice("30", "30天内", "3"),
    Choice("365", "一年内", "4"),
)
_SOON = 3


class RemindersPage(Page):
    """One list of all clocks; what is over stands first. Enter opens the case."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reminders")
        self.setWindowTitle("到期提醒")
        self._place = place
        self._asked = 0
        self._bound = False
        self.rows: RowsModel[Reminder] = RowsModel(reminder_columns(), parent=self)
        self.table = RecordTable(self.rows, name="reminders.list", spoken="到期提醒")
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._say_why)
        self.states = States(self.table, name="reminders.state")
        self.span = Segments(_SPANS, name="reminders.span", moves_on=False, stretches=False)
        self.span.setAccessibleName("看多远")
        self.span.set_value("30")
        chosen = [clock for clock in Clock if clock is not Clock.COMMITTEE]
        clocks = [Choice(_ALL, "全部", "0")]
        clocks += [Choice(clock.value, CLOCK_LABELS[clock], str(at)) for at, clock in enumerate(chosen, 1)]
        self.clock = Segments(clocks, name="reminders.clock", moves_on=False, stretches=False)
        self.clock.setAccessibleName("哪一种提醒")
        self.clock.set_value(_ALL)
        self.why = Label("", "body", wrap=True, name="reminders.why")
        for choice in (self.span, self.clock):
            choice.chosen.connect(lambda _value: self.read())
        self._lay_out()
        place.changed.connect(self._read_again)

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        panel = Panel(name="reminders.panel")
        panel.set_flush()
        for choice in (self.span, self.clock):
            line = QHBoxLayout()
            line.setContentsMargins(px(14), px(8), px(14), 0)
            line.addWidget(choice)
            line.addStretch(1)
            panel.body.addLayout(line)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(14), px(4), px(14), 0)
        inside.addWidget(self.states)
        panel.body.addLayout(inside, 1)
        reason = QHBoxLayout()
        reason.setContentsMargins(px(14), px(8), px(14), px(10))
        reason.addWidget(self.why, 1)
        panel.body.addLayout(reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), gap, px(12), gap)
        column.addWidget(panel)

    # -- the page in its window

    def key_hints(self) -> Sequence[KeyHint]:
        """Open, refresh."""
        return [("Enter", "打开案件"), ("F5", "刷新")]

    def on_shown(self) -> None:
        """Read anew."""
        if self._place.shell is not None and not self._bound:
            self._bound = True
            keys = self._place.shell.keys
            keys.add("reminders.refresh", "F5", "刷新", self.read, page=self)
            keys.note("reminders.open", "Enter", "打开案件", page=self)
        self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the list."""
        self._asked += 1
        asked = self._asked
        value = self.clock.value()
        clock = Clock(value) if value not in {"", _ALL} else None
        self._place.ask(reminders, days=int(self.span.value() or 30), clock=clock).then(
            lambda rows: self._show(asked, rows), failed=self._failed, owner=self
        )

    def _read_again(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self, asked: int, rows: tuple[Reminder, ...]) -> None:
        if asked != self._asked:
            return
        at = max(0, self.table.current_row())
        self.rows.set_rows(rows)
        if rows:
            self.states.show_content()
            self.table.select_row(min(at, len(rows) - 1))
        else:
            self.states.show_empty("没有要到期的", "换一个时间范围或种类再看。", icon="checkmark_circle")
        self._say_why(self.table.current_row())

    def _say_why(self, row: int) -> None:
        """Say why the chosen clock runs."""
        known = 0 <= row < self.rows.rowCount()
        self.why.setText(f"为什么：{self.rows.row(row).why}" if known else "")

    def _failed(self, refusal: OfficeError) -> None:
        button = self.states.show_failed(f"{refusal}", retry=self.read)
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _open(self, row: int) -> None:
        case_id = self.rows.row(row).case_id
        if case_id is None:
            self._place.say("换届由村（居）委会和乡镇办理，这里只提醒")
        else:
            self._place.case_wanted.emit(case_id)


def reminder_columns() -> list[Column[Reminder]]:
    """When, how long, what clock, what is to be done, which case, who presides."""
    return [
        Column(title="到期", value=lambda row: row.due_on, name="due_on", kind=Kind.DATE, width=104),
        Column(title="还剩", value=left_badge, name="left", kind=Kind.MARK, width=116),
        Column(title="提醒", value=lambda row: row.clock_words, name="clock", kind=Kind.SECONDARY, width=112),
        Column(
            title="要做什么",
            value=lambda row: row.what,
            name="what",
            kind=Kind.STRONG,
            tip=lambda row: row.why,
        ),
        Column(title="卷名", value=lambda row: row.name, name="name", width=240, tip=lambda row: row.number),
        Column(
            title="主持调解员",
            value=lambda row: row.presiding,
            name="presiding",
            kind=Kind.SECONDARY,
            width=104,
        ),
    ]


def left_badge(row: Reminder) -> BadgeSpec | str:
    """How long is left: red when over, amber in the last days."""
    if row.days_left < 0:
        return BadgeSpec(f"过了{-row.days_left}天", "err", "error_circle", filled=True)
    words = f"剩{row.days_left}天" if row.days_left else "今天到期"
    return BadgeSpec(words, "warn", "clock", filled=True) if row.days_left <= _SOON else words
