"""时限: every clock with its length and source; what no law fixes is set here, for a type of dispute too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.deadlines.rules import UNIT_LABELS, DayUnit
from desktop.errors import ConflictError, OfficeError
from desktop.mediation.effect import ClosingRule
from desktop.queries.terms import TermFigureRow, TermRow, TermSettings, term_settings
from desktop.services.terms import (
    CLOSING_LABELS,
    add_type_term,
    change_term,
    remove_type_term,
    set_closing_rule,
    set_term_figure,
)
from models.values.text import half_width
from ui.settings.section import Section, clear_faults, keep_in_sight, put_faults
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.label import Label, line_across
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.widgets.tick import TickBox
from ui.workplace import Workplace


@dataclass(frozen=True)
class _Line:
    """One line of the list: a clock, a number of days, or when a case may be closed."""

    group: str
    name: str
    value: str
    source: str
    fixed: bool = False
    term: TermRow | None = None
    figure: TermFigureRow | None = None
    closing: ClosingRule | None = None


class TermsSection(Section):
    """The list above, the form of one line beneath."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._line: _Line | None = None
        self._new = False
        self.message = Message(name="settings.terms.message")
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.terms.table", spoken="时限", dense=True)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self.states = States(self.table, name="settings.terms.states")
        self.add_button = ActionButton(
            "加一类纠纷", "Alt+E", name="settings.terms.add", small=True, icon="add"
        )
        self.remove_button = ActionButton("删去", "Alt+S", name="settings.terms.remove", small=True)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.form = TermForm()
        self._title = Label("", "strong", name="settings.terms.title")
        self._source = Label("", "hint", wrap=True)
        self._across = line_across()
        self._lay_out()
        self._show_form(None)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("时限", "panel"))
        head.addWidget(Label("选中按 Enter 修改；在走的时限不变，新的按新规定", "hint"), 1)
        head.addWidget(self.add_button)
        head.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        for widget in (self._across, self._title, self._source, self.form):
            column.addWidget(widget)

    # -- what the page asks

    def on_shown(self) -> None:
        """Read the terms."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(term_settings).then(self._show, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Close the form."""
        if not self.primary():
            return False
        self._show_form(None)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def primary(self) -> str:
        """Save the form, where one is open."""
        if self._new:
            return "添加这一类"
        return "保存修改" if self._line is not None else ""

    def act(self) -> None:
        """Save the form."""
        clear_faults(self.form.fields, self.message)
        line, form = self._line, self.form
        if self._new:
            usual = next(row for row in self._terms() if (row.scheme, row.step) == ("mediation", "mediate"))
            asked = self._place.perform(
                add_type_term,
                version=usual.version,
                word=form.word.text(),
                count=form.days(),
                unit=form.day_unit(),
                pausable=form.pausable.isChecked(),
            )
        elif line is None:
            return
        elif line.figure is not None:
            self._place.perform(
                set_term_figure, key=line.figure.key, days=form.days(), before=line.figure.days
            ).then(lambda _days: self._saved("时限已改"), failed=self._refused, owner=self)
            return
        elif line.term is not None:
            asked = self._place.perform(
                change_term,
                scheme=line.term.scheme,
                version=line.term.version,
                step=line.term.step,
                count=form.days(),
                unit=form.day_unit(),
                pausable=form.pausable.isChecked(),
            )
        else:
            assert line.closing is not None
            rule = ClosingRule(form.closing.value() or ClosingRule.AUTOMATIC)
            asked = self._place.perform(set_closing_rule, rule=rule, before=line.closing)
        asked.then(lambda _none: self._saved("时限已改"), failed=self._refused, owner=self)

    # -- list and form

    def _terms(self) -> list[TermRow]:
        return [row.term for row in self._model.rows() if row.term is not None]

    def _show(self, found: TermSettings) -> None:
        at = max(0, self.table.current_row())
        rows = _lines(found)
        self._model.set_rows(rows)
        self.states.show_content()
        self.table.select_row(min(at, len(rows) - 1))
        self._refresh()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    def _open(self, at: int) -> None:
        line = self._model.row(at)
        if line.fixed:
            self._show_form(None)
            self.message.say(f"{line.source}。法律规定的期限不能改。", "info")
            return
        self._show_form(line)

    def _add(self) -> None:
        self._show_form(None, new=True)

    def _remove(self) -> None:
        line = self._at_row()
        if line is None or line.term is None:
            return
        term = line.term
        self._place.perform(remove_type_term, version=term.version, step=term.step).then(
            lambda _none: self._saved(f"已删去“{term.own_type}”自己的期限"), failed=self._refused, owner=self
        )

    def _at_row(self) -> _Line | None:
        at = self.table.current_row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def _refresh(self) -> None:
        line = self._at_row()
        own = line is not None and line.term is not None and bool(line.term.own_type)
        set_shown(self.remove_button, on=own)

    def _show_form(self, line: _Line | None, *, new: bool = False) -> None:
        self._line, self._new = line, new
        self.message.clear()
        clear_faults(self.form.fields)
        shown = line is not None or new
        for widget in (self._across, self._title, self._source, self.form):
            set_shown(widget, on=shown)
        if shown:
            self._title.setText(
                f"{line.group}：{line.name}" if line is not None else "一类纠纷自己的调解期限"
            )
            self._source.setText(
                f"依据：{line.source}。"
                if line is not None
                else "案件的纠纷类型里有这个词的，按这里的期限；法律和法院另有规定的除外。"
            )
            self.form.fill(line)
            keep_in_sight(self, self.table)
        self.primary_changed.emit()

    def _saved(self, words: str) -> None:
        self._place.say(words)
        self._show_form(None)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on_shown()

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.form.fields, refusal, self.message)
        if isinstance(refusal, ConflictError):
            self._place.ask(term_settings).then(self._show, failed=self._failed, owner=self)


class TermForm(QWidget):
    """How many days of which kind; for a type of dispute also its word; or when a case may be closed."""

    def __init__(self) -> None:
        super().__init__()
        base = "settings.terms"
        self.word = TextLine(name=f"{base}.word", longest=20, placeholder="如 物业")
        self.count = TextLine(name=f"{base}.count", longest=4)
        self.unit = Segments(
            [
                Choice(DayUnit.NATURAL.value, "自然日", "1"),
                Choice(DayUnit.WORKING.value, "工作日", "2"),
            ],
            name=f"{base}.unit",
            stretches=False,
        )
        self.pausable = TickBox("暂停的日子不算", name=f"{base}.pausable", spoken="暂停的日子不算")
        self.closing = Segments(
            [
                Choice(rule.value, words, str(at))
                for at, (rule, words) in enumerate(CLOSING_LABELS.items(), 1)
            ],
            name=f"{base}.closing",
            stretches=False,
        )
        self.fields = {
            "word": Field("纠纷类型里的词", self.word, name=f"{base}.word", required=True, reserve=True),
            "count": Field("天数", self.count, name=f"{base}.count", required=True, reserve=True),
            "unit": Field("按什么算", self.unit, name=f"{base}.unit", reserve=True),
            "pausable": Field("暂停", self.pausable, name=f"{base}.pausable", reserve=True),
            "closing": Field("何时可以结案", self.closing, name=f"{base}.closing", reserve=True),
        }
        self.word.setFixedWidth(px(200))
        self.count.setMinimumWidth(px(200))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        for field in self.fields.values():
            row.addWidget(field)
        row.addStretch(1)

    def fill(self, line: _Line | None) -> None:
        """Show a line; None for a new type of dispute."""
        term = line.term if line is not None else None
        figure = line.figure if line is not None else None
        counted = line is None or term is not None
        shown = {
            "word": line is None,
            "count": counted or figure is not None,
            "unit": counted and (term is None or term.scheme != "after_agreement"),
            "pausable": counted and (term is None or term.scheme == "mediation"),
            "closing": line is not None and line.closing is not None,
        }
        for name, on in shown.items():
            set_shown(self.fields[name], on=on)
        self.word.setText("")
        self.fields["count"].set_label("年数" if figure is not None and figure.unit == "年" else "天数")
        self.count.setText(str(term.count if term else figure.days if figure else ""))
        self.unit.set_value(term.unit if term else DayUnit.NATURAL)
        self.pausable.setChecked(term.pausable if term else line is None)
        if line is not None and line.closing is not None:
            self.closing.set_value(line.closing)
        first = self.word if line is None else self.closing if shown["closing"] else self.count
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def days(self) -> int:
        """The number that was typed, -1 for what is none."""
        typed = half_width(self.count.text()).strip()
        return int(typed) if typed.isascii() and typed.isdigit() else -1

    def day_unit(self) -> DayUnit:
        """Natural or working days."""
        return DayUnit(self.unit.value() or DayUnit.NATURAL)


def _lines(found: TermSettings) -> list[_Line]:
    """Return the list: what no law fixes and what is the centre's own stand with the rest of their scheme."""
    lines = [
        _Line(
            row.scheme_name,
            row.name,
            f"{row.count}{UNIT_LABELS[row.unit]}",
            row.source,
            fixed=row.by_law,
            term=row,
        )
        for row in found.terms
    ]
    lines.append(
        _Line(
            "结案、归档、提醒",
            "何时可以结案",
            CLOSING_LABELS[found.closing],
            "本中心设定",
            closing=found.closing,
        )
    )
    lines += [
        _Line("结案、归档、提醒", row.title, f"{row.days}{row.unit}", "本中心设定", figure=row)
        for row in found.figures
    ]
    return lines


def _columns() -> list[Column[_Line]]:
    return [
        Column(title="哪一类", value=lambda line: line.group, name="group", kind=Kind.SECONDARY, width=200),
        Column(title="时限", value=lambda line: line.name, name="name", width=270),
        Column(title="多久", value=lambda line: line.value, name="value", width=120),
        Column(
            title="能不能改",
            value=lambda line: (
                BadgeSpec("法定", "mute", "lock_closed") if line.fixed else BadgeSpec("可改", "info", "edit")
            ),
            name="fixed",
            kind=Kind.BADGE,
            width=90,
        ),
        Column(title="依据", value=lambda line: line.source, name="source", kind=Kind.SECONDARY),
    ]
