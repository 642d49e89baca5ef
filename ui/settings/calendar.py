"""工作日历: holidays and make-up days of a year, whether its notice was checked, and what a change does to limits."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.deadlines.notice import read_notice
from desktop.errors import OfficeError
from desktop.queries.calendar import CalendarEffects, YearView, calendar_effects, calendar_year
from desktop.services.calendar import CalendarChanged, change_calendar
from desktop.services.undoing import Undone, undo_last
from models.values.dates import day_in_sentences, in_zone
from ui.settings.calendar_draft import CalendarDraft
from ui.settings.calendar_side import CalendarSide
from ui.settings.month_grid import DayCell, MonthGrid, MonthModel, month_on
from ui.settings.section import Section, clear_faults, put_faults
from ui.settings.year_edit import YearEdit
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label, line_down
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

_SHIFTS_TOLD = 4


class CalendarSection(Section):
    """A month at the left, the year at the right. Nothing is written before Ctrl+Enter; then it is asked once."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._today = in_zone(place.office.clock.now()).date()
        self._years: dict[int, YearEdit] = {}
        self._reading: set[int] = set()
        self._effects: CalendarEffects | None = None
        self._busy = False
        self.message = Message(name="settings.calendar.message")
        self.question = Message(name="settings.calendar.question")
        self.only_calendar = ActionButton(
            "只保存日历，时限不动", "Alt+K", name="settings.calendar.only_calendar", small=True
        )
        self.only_calendar.clicked.connect(partial(self._save, recount=False))
        self.question.add(self.only_calendar)
        self.model = MonthModel(self._cell, self)
        self.grid = MonthGrid(self.model, name="settings.calendar.grid")
        self.side = CalendarSide()
        self._title = Label("", "panel", name="settings.calendar.month")
        self._lay_out()
        self.grid.day_changed.connect(self._came_to)
        self.side.marked.connect(self._mark)
        self.side.named.connect(self._named)
        self.side.year_changed.connect(self._year_changed)
        self.side.pasted.connect(self._pasted)
        self.draft = CalendarDraft(place, self._years, self._read, self)
        self.draft.restored.connect(self._drafted)
        self.setFocusProxy(self.grid)
        self.grid.go_to(self._today)

    def _lay_out(self) -> None:
        earlier = ActionButton("上月", "PgUp", name="settings.calendar.earlier", small=True)
        later = ActionButton("下月", "PgDown", name="settings.calendar.later", small=True)
        earlier.clicked.connect(partial(self._turn, -1))
        later.clicked.connect(partial(self._turn, 1))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(earlier)
        head.addWidget(later)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addLayout(head)
        left.addWidget(self.grid)
        left.addWidget(Label("方向键换一天，标好一天自动走到下一天；改好一年按 Ctrl+Enter 保存", "hint"))
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(line_down())
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.message)
        column.addWidget(self.question)
        column.addLayout(row, 1)

    # -- what the page asks

    def on_shown(self) -> None:
        """Read the year anew, unless somebody is changing it."""
        self.draft.load_once()
        year = self.grid.day().year
        edit = self._years.get(year)
        if edit is None or not edit.changed():
            self._read(year)

    def primary(self) -> str:
        """Save; after the question, count again and save."""
        if self._effects is not None:
            return f"重算这{self._effects.moved}件并保存"
        edit = self._edit()
        return f"保存{edit.year}年" if edit is not None and edit.changed() else ""

    def blocked(self) -> str:
        """The limits are being counted."""
        return "正在计算哪些时限会变…" if self._busy else ""

    def act(self) -> None:
        """Ask what would move, or save after the question."""
        edit = self._edit()
        if edit is None or not edit.changed() or self._busy:
            return
        if self._effects is not None:
            self._save(recount=True)
            return
        self._say_nothing()
        self._busy = True
        self.primary_changed.emit()
        office, year, entry = self._place.office, edit.year, edit.entry()
        self._place.run_long(
            lambda: office.ask(calendar_effects, year=year, entry=entry),
            self._effects_came,
            failed=self._refused,
            owner=self,
        )

    def on_escape(self) -> bool:
        """Leave the question, or the pasted text; then give the changes of this year up."""
        edit = self._edit()
        if self._effects is not None:
            self._drop_question()
        elif self.side.pasting():
            self.side.show_pasting(on=False)
        elif edit is not None and edit.changed():
            self._years[edit.year] = YearEdit.of(edit.year, edit.kept)
            self.draft.settle()
            self._place.say(f"{edit.year}年的改动已放弃")
            self._show()
        else:
            return False
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # -- reading

    def _edit(self) -> YearEdit | None:
        return self._years.get(self.grid.day().year)

    def _cell(self, day: date) -> DayCell:
        here = day.replace(day=1) == self.model.first()
        edit = self._years.get(day.year) or YearEdit.of(day.year, None)
        return edit.cell(day, here=here, today=self._today)

    def _came_to(self, day: date) -> None:
        """Show the day and its month; read a year that was not read yet."""
        self._title.setText(f"{day.year}年{day.month}月")
        for year in {day.year, month_on(day, -1).year, month_on(day, 1).year}:
            if year not in self._years:
                self._read(year)
        if self._effects is not None:
            self._drop_question()
        self._show()

    def _read(self, year: int) -> None:
        if year not in self._reading:
            self._reading.add(year)
            self._place.ask(calendar_year, year=year).then(
                self._came, failed=self._refused, finished=partial(self._reading.discard, year), owner=self
            )

    def _came(self, view: YearView) -> None:
        edit = self._years.get(view.year)
        if edit is None or not edit.changed():
            drafted = self.draft.of(view)
            self._years[view.year] = drafted or YearEdit.of(view.year, view.entry)
            if drafted is not None:
                self.grid.go_to(min(drafted.changed_days(), default=self.grid.day()))
        self._show()

    def _drafted(self, year: int, changed_since: bool) -> None:
        """Say that the changes of an earlier time are there again."""
        beside = (
            "；这一年在那以后被别人改过，请对照后再保存"
            if changed_since
            else "，按 Ctrl+Enter 保存，Esc 放弃"
        )
        self.message.say(f"{year}年上次没有保存的改动已恢复{beside}。", "warn" if changed_since else "info")

    def _show(self) -> None:
        self.model.refresh()
        self.side.show_day(self._cell(self.grid.day()))
        edit = self._edit()
        if edit is not None:
            self.side.show_year(edit)
        self.primary_changed.emit()

    # -- changing

    def _turn(self, months: int) -> None:
        self.grid.go_to(month_on(self.grid.day(), months))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, what: str) -> None:
        """Make the day what was pressed, and go on to the next."""
        edit, day = self._edit(), self.grid.day()
        if edit is None:
            return
        self._say_nothing()
        if what == "work" and day.weekday() < 5:
            self.message.say(f"{day_in_sentences(day)}本来就上班，不用设为调休上班。", "warn")
            return
        if what == "plain":
            edit.clear_day(day)
        else:
            edit.set_day(day, working=what == "work", name=self.side.name_for(what))
        self.draft.touch()
        self.grid.go_to(date.fromordinal(day.toordinal() + 1))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self, name: str) -> None:
        edit, day = self._edit(), self.grid.day()
        if edit is not None and day in edit.days:
            edit.set_day(day, working=edit.days[day].working, name=name)
            self.draft.touch()
            self.model.refresh()
            self._drop_question()

    def _year_changed(self) -> None:
        edit = self._edit()
        if edit is not None:
            edit.confirmed, edit.source = self.side.confirmed.isChecked(), self.side.source.text()
            self.draft.touch()
            self._drop_question()

    def _pasted(self, text: str) -> None:
        """Take the days of a pasted notice."""
        edit = self._edit()
        if edit is None:
            return
        self._say_nothing()
        try:
            notice = read_notice(text, edit.year)
        except OfficeError as refusal:
            put_faults(self.side.fields, refusal, self.message)
            return
        edit.take_days(notice.days)
        self.draft.touch()
        if notice.number:
            edit.source = f"国务院办公厅关于{edit.year}年部分节假日安排的通知（{notice.number}）"
        self.side.show_pasting(on=False)
        off, made_up = edit.counts()
        beside = "、".join(day_in_sentences(day, this_year=edit.year) for day in notice.elsewhere)
        self.message.say(
            f"看出{off}天放假、{made_up}天调休上班，请对照通知翻看各月；没有错就勾上“已核对”，按 Ctrl+Enter 保存。"
            + (f"{beside}不在这一年，请到那一年另填。" if beside else ""),
            "info",
        )
        if notice.days:
            self.grid.go_to(notice.days[0].day)
        self._show()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- saving

    def _effects_came(self, effects: CalendarEffects) -> None:
        self._busy = False
        if not effects.moved:
            self._save(recount=True)
            return
        self._effects = effects
        self.question.say(effect_words(effects), "warn")
        self.primary_changed.emit()

    def _save(self, *, recount: bool) -> None:
        edit = self._edit()
        if edit is None:
            return
        self._drop_question()
        self._place.perform(
            change_calendar, year=edit.year, before=edit.kept, entry=edit.entry(), recount=recount
        ).then(self._saved, failed=self._refused, owner=self)

    def _saved(self, changed: CalendarChanged) -> None:
        counted = f"，重算了{changed.recounted}件事项的时限" if changed.recounted else ""
        self._place.say(f"{changed.year}年工作日历已保存{counted}", self._take_back)
        self._read_anew(changed.year)

    def _take_back(self) -> None:
        self._place.perform(undo_last).then(self._taken_back, failed=self._refused, owner=self)

    def _taken_back(self, undone: Undone) -> None:
        self._place.say(f"已撤回：{undone.words}")
        for year in list(self._years):
            self._read_anew(year)

    def _read_anew(self, year: int) -> None:
        """Take what is kept now in the place of what stands on the form."""
        self._say_nothing()
        self._years.pop(year, None)
        self.draft.settle()
        self._reading.discard(year)
        self._read(year)

    def _refused(self, refusal: OfficeError) -> None:
        self._busy = False
        self._drop_question()
        put_faults(self.side.fields, refusal, self.message)
        self.primary_changed.emit()

    def _say_nothing(self) -> None:
        clear_faults(self.side.fields, self.message)
        self._drop_question()

    def _drop_question(self) -> None:
        self._effects = None
        self.question.clear()
        set_shown(self.question, on=False)
        self.primary_changed.emit()


def effect_words(effects: CalendarEffects) -> str:
    """Say what a change does to the limits that run."""
    told = [
        f"{day_in_sentences(shift.before)}改到{day_in_sentences(shift.after)}（{shift.count}件）"
        for shift in effects.shifts[:_SHIFTS_TOLD]
    ]
    rest = sum(shift.count for shift in effects.shifts[_SHIFTS_TOLD:])
    more = f"，其余{rest}件" if rest else ""
    late = f"其中{effects.newly_late}件改后已经超期。" if effects.newly_late else ""
    return f"在办事项中有{effects.moved}件的到期日会变：{'，'.join(told)}{more}。{late}"
