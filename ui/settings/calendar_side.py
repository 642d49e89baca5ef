"""The right side of the working calendar: the day under the cursor, the year, and the place to paste a notice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.dates import day_in_sentences
from ui.settings.month_grid import DayCell
from ui.settings.year_edit import YearEdit
from ui.style import px
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.naming import set_shown
from ui.widgets.tick import TickBox

_WIDTH = 372
_MARKS = (("off", "放假", "Alt+J"), ("work", "调休上班", "Alt+B"), ("plain", "照常", "Alt+Z"))


class CalendarSide(QWidget):
    """Shows and tells; what is changed is kept by the section."""

    marked = Signal(str)
    """The day under the cursor becomes `off`, `work` or `plain`."""
    named = Signal(str)
    """The day under the cursor is called so."""
    year_changed = Signal()
    """The tick or the source of the year was changed."""
    pasted = Signal(str)
    """A notice was pasted and is to be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(_WIDTH))
        self._last_name = ""
        self.day = Label("", "strong", name="settings.calendar.day")
        self.name = TextLine(
            name="settings.calendar.name", longest=30, placeholder="如：春节；不写就叫放假、调休上班"
        )
        self.year = Label("", "panel", name="settings.calendar.year")
        self.badge = Badge("暂定", "warn", "clock", name="settings.calendar.state")
        self.counts = Label("", "hint", name="settings.calendar.counts", wrap=True)
        self.source = TextLine(name="settings.calendar.source", longest=120, placeholder="通知名称和文号")
        self.confirmed = TickBox(
            "放假通知已公布，各天已核对",
            name="settings.calendar.confirmed",
            spoken="放假通知已公布，各天已核对",
        )
        self.notice = TextArea(
            name="settings.calendar.notice", lines=6, placeholder="把国务院办公厅放假通知的正文整段粘贴进来"
        )
        self.fields = {
            "name": Field("名称", self.name, name="settings.calendar.name"),
            "source": Field("依据", self.source, name="settings.calendar.source", wraps=True),
            "notice": Field("放假通知", self.notice, name="settings.calendar.notice", wraps=True),
        }
        self.fields["days"] = self.fields["name"]
        self.paste = ActionButton("粘贴放假通知", "Alt+P", name="settings.calendar.paste", small=True)
        self.read = ActionButton("看出放假安排", "Alt+D", name="settings.calendar.read", small=True)
        self._lay_out()
        self.name.textEdited.connect(self._name_edited)
        self.source.textEdited.connect(lambda _text: self.year_changed.emit())
        self.confirmed.clicked.connect(lambda _on=False: self.year_changed.emit())
        self.paste.clicked.connect(lambda: self.show_pasting(on=True))
        self.read.clicked.connect(lambda: self.pasted.emit(self.notice.text()))
        self.show_pasting(on=False)

    def _lay_out(self) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(px(6))
        self.marks = {}
        for what, words, key in _MARKS:
            button = ActionButton(words, key, name=f"settings.calendar.{what}", small=True)
            button.clicked.connect(partial(self.marked.emit, what))
            self.marks[what] = button
            marks.addWidget(button)
        marks.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.year)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.counts)
        column.addWidget(self.fields["source"])
        column.addWidget(self.confirmed)
        column.addWidget(self.fields["notice"])
        column.addWidget(self.read, 0, Qt.AlignmentFlag.AlignRight)
        column.addSpacing(px(8))
        self._of_day = QWidget()
        below = QVBoxLayout(self._of_day)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(px(6))
        below.addWidget(self.day)
        below.addLayout(marks)
        below.addWidget(self.fields["name"])
        column.addWidget(self._of_day)
        column.addStretch(1)

    def show_day(self, cell: DayCell) -> None:
        """Show the day under the cursor."""
        what = {"休": "放假", "班": "调休上班"}.get(cell.mark, "上班" if cell.working else "休息")
        self.day.setText(f"{day_in_sentences(cell.day)}  {what}{'（未保存）' if cell.changed else ''}")
        special = bool(cell.mark)
        if self.name.text() != cell.name and (special or not self.name.hasFocus()):
            self.name.setText(cell.name)
        self.marks["work"].set_blocked("" if cell.day.weekday() >= 5 else "周一至周五本来就上班")
        self.marks["plain"].set_blocked("" if special else "这一天没有特别安排")

    def show_year(self, edit: YearEdit) -> None:
        """Show what is known of the year."""
        self.year.setText(f"{edit.year}年")
        off, made_up = edit.counts()
        if edit.kept is None and not edit.days:
            spec, words = (
                BadgeSpec("未录入", "err", "error_circle", filled=True),
                ("这一年还没有录入，涉及它的时限按周一至周五计算，标为暂定。"),
            )
        elif edit.confirmed:
            spec, words = BadgeSpec("已确认", "ok", "checkmark_circle"), f"放假{off}天，调休上班{made_up}天。"
        else:
            spec, words = (
                BadgeSpec("暂定", "warn", "clock"),
                (f"放假{off}天，调休上班{made_up}天；通知公布后核对、确认，之前涉及它的时限标为暂定。"),
            )
        self.badge.set_spec(spec)
        self.counts.setText(words)
        if self.source.text() != edit.source:
            self.source.setText(edit.source)
            self.source.setCursorPosition(0)
        self.confirmed.setChecked(edit.confirmed)

    def name_for(self, what: str) -> str:
        """Return the name that a day gets: what stands in the line, else what the day before was called."""
        name = self.name.text().strip() or self._last_name
        if what == "work":
            return name if not name or name.endswith("上班") else f"{name}调休上班"
        return name.removesuffix("调休上班")

    def pasting(self) -> bool:
        """Tell whether the place to paste is open."""
        return not self.fields["notice"].isHidden()

    def show_pasting(self, *, on: bool) -> None:
        """Open or close the place to paste."""
        set_shown(self.fields["notice"], on=on)
        set_shown(self.read, on=on)
        set_shown(self.paste, on=not on)
        set_shown(self._of_day, on=not on)
        if on:
            self.notice.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notice.setPlainText("")

    def _name_edited(self, text: str) -> None:
        self._last_name = text.strip()
        self.named.emit(text.strip())
