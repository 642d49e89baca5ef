"""卷号: what became of every number of a series; numbers are kept for the villages or said to be void."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.units import BlockEntry
from desktop.errors import OfficeError
from desktop.queries.numbers import (
    CommitteeRow,
    NumberList,
    NumberRow,
    NumberState,
    committee_list,
    number_list,
)
from desktop.services.numbers import reserve_numbers, void_numbers
from models.values.dates import day_in_tables
from models.values.text import half_width
from ui.settings.section import Section, clear_faults, put_faults
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label, line_across
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

_BADGES = {
    NumberState.GIVEN: BadgeSpec("已用", "ok", "checkmark_circle"),
    NumberState.RESERVED: BadgeSpec("预留", "info", "document"),
    NumberState.VOID: BadgeSpec("作废", "mute", "prohibited"),
    NumberState.GAP: BadgeSpec("空号", "warn", "warning"),
}
_RESERVE, _VOID = "reserve", "void"
_WORDS = {
    _RESERVE: ("预留号段", "预留给村里手写文书用的号，以后的案件自动跳过；补录时填手工编号即可使用。"),
    _VOID: ("作废号码", "作废的号不再使用，原因留在清单里；写坏的、预留没用上的都在这里作废。"),
}


class NumbersSection(Section):
    """Committee, series and year above; the list; the form of a block beneath."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._year = day_of(place.office.clock.now()).year
        self._committees: tuple[CommitteeRow, ...] = ()
        self._act = ""
        self.message = Message(name="settings.numbers.message")
        self.series = ComboSearch(name="settings.numbers.series")
        self.year = ComboSearch(name="settings.numbers.year")
        self.year.setFixedWidth(px(110))
        self.series.chosen.connect(lambda _value: self._read())
        self.year.chosen.connect(lambda _value: self._read())
        self._next = Label("", "hint", name="settings.numbers.next")
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.numbers.table", spoken="卷号清单", dense=True)
        self.table.opened.connect(self._opened)
        self.states = States(self.table, name="settings.numbers.states")
        self.reserve = ActionButton(
            "预留号段", "Alt+I", name="settings.numbers.reserve", small=True, icon="add"
        )
        self.void = ActionButton("作废号码", "Alt+F", name="settings.numbers.void", small=True)
        self.reserve.clicked.connect(partial(self._open, _RESERVE))
        self.void.clicked.connect(partial(self._open, _VOID))
        self.form = BlockForm()
        self._title = Label("", "strong", name="settings.numbers.form_title")
        self._hint = Label("", "hint", wrap=True)
        self._line = line_across()
        self._lay_out()
        self._show_form("")
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("卷号", "panel"))
        head.addWidget(self.series, 1)
        head.addWidget(self.year)
        head.addWidget(self.reserve)
        head.addWidget(self.void)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._next)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        for widget in (self._line, self._title, self.form, self._hint):
            column.addWidget(widget)

    # -- what the page asks

    def on_shown(self) -> None:
        """Read the committees, then the numbers."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(committee_list).then(self._offer, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Close the form."""
        if not self._act:
            return False
        self._show_form("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def primary(self) -> str:
        """Keep or void the numbers of the form."""
        return _WORDS[self._act][0] if self._act else ""

    def act(self) -> None:
        """Save the block."""
        chosen = self._chosen()
        if chosen is None:
            return
        clear_faults(self.form.fields, self.message)
        row, short, year = chosen
        entry = self.form.entry(row.committee_id, short, year)
        use_case = reserve_numbers if self._act == _RESERVE else void_numbers
        said = "已预留" if self._act == _RESERVE else "已作废"
        self._place.perform(use_case, entry=entry).then(
            lambda _id: self._saved(said), failed=self._refused, owner=self
        )

    # -- reading

    def _offer(self, rows: tuple[CommitteeRow, ...]) -> None:
        """Offer every series of every committee."""
        kept, self._committees = self.series.value(), rows
        self.series.set_options(
            [
                Option(f"{row.committee_id}:{short}", _series_words(row, short), (short,))
                for row in rows
                for short in row.short_names
            ]
        )
        self.series.set_value(kept or f"{rows[0].committee_id}:{rows[0].short_name}")
        self._read()

    def _chosen(self) -> tuple[CommitteeRow, str, int] | None:
        """The committee, short name and year in front."""
        committee, _, short = self.series.value().partition(":")
        row = next((row for row in self._committees if str(row.committee_id) == committee), None)
        return None if row is None else (row, short, int(self.year.value() or self._year))

    def _read(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        row, short, year = chosen
        self._place.ask(number_list, committee_id=row.committee_id, short_name=short, year=year).then(
            self._show, failed=self._failed, owner=self
        )

    def _show(self, found: NumberList) -> None:
        year = self.year.value() or str(self._year)
        self.year.set_options([Option(str(one), f"{one}年", (str(one),)) for one in found.years])
        self.year.set_value(year)
        self._model.set_rows(found.rows)
        self._next.setText(f"下一个号：{found.next_number}。预留和作废的号自动跳过。")
        if found.rows:
            self.states.show_content()
            self.table.select_row(0)
        else:
            self.states.show_empty("这一年还没有卷号", "受理第一件案件时从第1号开始。")

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    # -- the form

    def _open(self, act: str) -> None:
        self.form.fill()
        self._show_form(act)

    def _opened(self, at: int) -> None:
        """A line of numbers without a case is opened to be void."""
        row = self._model.row(at)
        if row.state in {NumberState.GIVEN, NumberState.VOID}:
            self.message.say("已用和作废的号不再改动。", "info")
            return
        self.form.fill(first=row.first, last=row.last)
        self._show_form(_VOID)
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, act: str) -> None:
        self._act = act
        self.message.clear()
        for widget in (self._line, self._title, self.form, self._hint):
            set_shown(widget, on=bool(act))
        if act:
            title, hint = _WORDS[act]
            self._title.setText(title)
            self._hint.setText(hint)
            self.form.show_holder(on=act == _RESERVE)
            self.form.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.primary_changed.emit()

    def _saved(self, words: str) -> None:
        self._place.say(words)
        self._show_form("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.form.fields, refusal, self.message)


class BlockForm(QWidget):
    """From which number to which, for whom, why."""

    def __init__(self) -> None:
        super().__init__()
        base = "settings.numbers"
        self.first = TextLine(name=f"{base}.first", longest=7)
        self.last = TextLine(name=f"{base}.last", longest=7, placeholder="只一个号就空着")
        self.holder = TextLine(name=f"{base}.holder", longest=80, placeholder="如 柳林村 李志强")
        self.reason = TextLine(name=f"{base}.reason", longest=240)
        self.fields = {
            "first": Field("从第几号", self.first, name=f"{base}.first", required=True, reserve=True),
            "last": Field("到第几号", self.last, name=f"{base}.last", reserve=True),
            "holder": Field("留给谁", self.holder, name=f"{base}.holder", required=True, reserve=True),
            "reason": Field("说明", self.reason, name=f"{base}.reason", reserve=True),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, 0, at)
        for column, share in enumerate((2, 2, 3, 5)):
            grid.setColumnStretch(column, share)

    def fill(self, *, first: int | None = None, last: int | None = None) -> None:
        """Show a block, without refusals."""
        self.first.setText(str(first or ""))
        self.last.setText(str(last or "") if last != first else "")
        self.holder.setText("")
        self.reason.setText("")
        for field in self.fields.values():
            field.clear_reaction()

    def show_holder(self, *, on: bool) -> None:
        """A block that is kept has a holder; a void one has a reason that cannot be left out."""
        set_shown(self.fields["holder"], on=on)
        self.fields["reason"].set_label("说明" if on else "作废的原因", required=not on)

    def entry(self, committee_id: int, short_name: str, year: int) -> BlockEntry:
        """Return the form; what is no number becomes 0, which is refused at its field."""
        first = _number(self.first.text())
        last = _number(self.last.text()) if self.last.text().strip() else first
        return BlockEntry(
            committee_id=committee_id,
            short_name=short_name,
            year=year,
            first=first,
            last=last,
            holder=self.holder.text() if not self.fields["holder"].isHidden() else "",
            reason=self.reason.text(),
        )


def _number(typed: str) -> int:
    """Return a typed number, 0 for none."""
    digits = half_width(typed).strip().removeprefix("第").removesuffix("号")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _series_words(row: CommitteeRow, short: str) -> str:
    """Return what a series is called: the committee, and whether it is that of its oral cases."""
    return f"{row.name}（{short}{'，口头案件' if short != row.short_name else ''}）"


def _span(row: NumberRow) -> str:
    """Return the numbers of a line."""
    return f"第{row.first}号" if row.first == row.last else f"第{row.first}至{row.last}号"


def _columns() -> list[Column[NumberRow]]:
    return [
        Column(title="号码", value=_span, name="numbers", width=170),
        Column(title="状态", value=lambda row: _BADGES[row.state], name="state", kind=Kind.BADGE, width=90),
        Column(title="说明", value=lambda row: row.explained, name="explained"),
        Column(
            title="登记",
            value=lambda row: f"{day_in_tables(row.noted_on)} {row.noted_by}" if row.noted_on else "",
            name="noted",
            kind=Kind.SECONDARY,
            width=170,
        ),
    ]
