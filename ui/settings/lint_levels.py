"""The checks in a table; the form of one beneath: its level, and the figure that it measures by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dossier.lint.rules import LEVEL_LABELS, Level
from desktop.dossier.lint.word_lists import FIGURES
from desktop.errors import OfficeError
from desktop.queries.lint_settings import CheckRow, FigureRow
from desktop.services.lint import set_lint_figure, set_lint_level
from models.values.text import half_width
from ui.settings.section import clear_faults, keep_in_sight, put_faults
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.field import Field
from ui.widgets.label import Label, line_across
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

_BADGES = {
    Level.ERROR: BadgeSpec(LEVEL_LABELS[Level.ERROR], "err", "error_circle"),
    Level.WARNING: BadgeSpec(LEVEL_LABELS[Level.WARNING], "warn", "warning"),
    Level.INFO: BadgeSpec(LEVEL_LABELS[Level.INFO], "info", "document"),
    Level.OFF: BadgeSpec(LEVEL_LABELS[Level.OFF], "mute", "prohibited"),
}


class LevelsPart(QWidget):
    """Every check; Enter opens its form."""

    changed = Signal(str)
    """Something was saved, in words."""
    primary_changed = Signal()

    def __init__(self, place: Workplace, message: Message) -> None:
        super().__init__()
        self._place, self.message = place, message
        self._row: CheckRow | None = None
        self._figures: dict[str, FigureRow] = {}
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.lint.table", spoken="检查项", dense=True)
        self.table.opened.connect(self._open)
        self._title = Label("", "strong", name="settings.lint.title")
        self._why = Label("", "hint", name="settings.lint.why", wrap=True)
        self.level = Segments([], name="settings.lint.level", stretches=False)
        self.figure = TextLine(name="settings.lint.figure", longest=7)
        self.figure.setFixedWidth(px(120))
        self.asked = Segments(
            [Choice("1", "要求", "1"), Choice("0", "不要求", "2")],
            name="settings.lint.asked",
            stretches=False,
        )
        self.fields = {
            "level": Field("级别", self.level, name="settings.lint.level", reserve=True),
            "figure": Field("数值", self.figure, name="settings.lint.figure", reserve=True),
            "asked": Field("要不要", self.asked, name="settings.lint.asked", reserve=True),
        }
        self._form = QWidget()
        across = QHBoxLayout(self._form)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(20))
        for field in self.fields.values():
            across.addWidget(field)
        across.addStretch(1)
        self._line = line_across()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.table, 1)
        for widget in (self._line, self._title, self._why, self._form):
            column.addWidget(widget)
        self.setFocusProxy(self.table)
        self._show_form(None)

    def show_checks(self, checks: tuple[CheckRow, ...], figures: tuple[FigureRow, ...]) -> None:
        """Show the checks as they are set."""
        self._figures = {FIGURES[row.key].check: row for row in figures}
        at = max(0, self.table.current_row())
        self._model.set_rows(checks)
        self.table.select_row(min(at, len(checks) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row of the form in sight."""
        super().resizeEvent(event)
        if self._row is not None:
            self.table.scrollTo(self.table.currentIndex())

    def primary(self) -> str:
        """Save the form, where one is open."""
        return "保存这一项" if self._row is not None else ""

    def close_form(self) -> bool:
        """Close the form; tell whether there was one."""
        if self._row is None:
            return False
        self._show_form(None)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def act(self) -> None:
        """Save the level, then the figure, each where it was changed."""
        row = self._row
        if row is None:
            return
        clear_faults(self.fields, self.message)
        level = Level(self.level.value() or row.level)
        figure = self._figures.get(row.check_id)
        yes_or_no = figure is not None and figure.yes_or_no
        typed = self.asked.value() if yes_or_no else half_width(self.figure.text()).strip()
        value = int(typed) if typed.isascii() and typed.isdigit() else -1
        if figure is not None and value != figure.value:
            self._place.perform(set_lint_figure, key=figure.key, value=value).then(
                lambda _value: self._save_level(row, level, figured=True),
                failed=lambda refusal: self._refused(OfficeError(str(refusal), field="figure")),
                owner=self,
            )
            return
        self._save_level(row, level, figured=False)

    def _save_level(self, row: CheckRow, level: Level, *, figured: bool) -> None:
        if level is row.level:
            self._done(f"{row.check_id}的数值已改" if figured else f"{row.check_id}没有改动")
            return
        self._place.perform(set_lint_level, check_id=row.check_id, level=level).then(
            lambda _none: self._done(f"{row.check_id}已改为{LEVEL_LABELS[level]}"),
            failed=self._refused,
            owner=self,
        )

    def _done(self, words: str) -> None:
        self.close_form()
        self.changed.emit(words)

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self.message)

    def _open(self, at: int) -> None:
        self._show_form(self._model.row(at))

    def _show_form(self, row: CheckRow | None) -> None:
        self._row = row
        clear_faults(self.fields, self.message)
        figure = self._figures.get(row.check_id) if row is not None else None
        if row is not None:
            self._title.setText(f"{row.check_id} {row.title}")
            shipped = f"默认是“{LEVEL_LABELS[row.shipped]}”。"
            fixed = "级别不能改。" if len(row.levels) == 1 else ""
            why = f"{row.why}，{fixed}" if row.why and fixed else f"{row.why}。" * bool(row.why) + fixed
            self._why.setText(f"依据：{row.source}。{shipped}{why}")
            self.level.set_choices(
                [Choice(level.value, LEVEL_LABELS[level], str(at)) for at, level in enumerate(row.levels, 1)]
            )
            self.level.set_value(row.level)
            self.level.updateGeometry()
            if figure is not None:
                self.fields["figure"].set_label(f"{figure.title}（{figure.unit}）")
                self.fields["asked"].set_label(figure.title)
                self.figure.setText(str(figure.value))
                self.asked.set_value(str(figure.value))
        for widget in (self._line, self._title, self._why, self._form):
            set_shown(widget, on=row is not None)
        set_shown(self.fields["figure"], on=figure is not None and not figure.yes_or_no)
        set_shown(self.fields["asked"], on=figure is not None and figure.yes_or_no)
        self.primary_changed.emit()
        if row is not None:
            keep_in_sight(self, self.table)
            self.level.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns() -> list[Column[CheckRow]]:
    return [
        Column(title="编号", value=lambda row: row.check_id, name="id", kind=Kind.SECONDARY, width=64),
        Column(title="检查什么", value=lambda row: row.title, name="title", width=300),
        Column(title="级别", value=lambda row: _BADGES[row.level], name="level", kind=Kind.BADGE, width=90),
        Column(
            title="改过",
            value=lambda row: f"默认{LEVEL_LABELS[row.shipped]}" if row.level is not row.shipped else "",
            name="changed",
            kind=Kind.SECONDARY,
            width=90,
        ),
        Column(title="依据", value=lambda row: row.source, name="source", kind=Kind.SECONDARY),
    ]
