"""A section with a list above and the form of one row beneath: rows are added, changed, closed and opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from ui.settings.section import Section, clear_faults, keep_in_sight, put_faults
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.label import Label, line_across
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class Closable(Protocol):
    """What every row of such a list has."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def active(self) -> bool:
        """False for one that was closed."""

    @property
    def version(self) -> int:
        """The version that its form shows."""


class ListedSection(Section):
    """What is listed, and what is done to a row, is the section's own: the methods at the end."""

    def __init__(
        self,
        place: Workplace,
        *,
        name: str,
        title: str,
        what: str,
        hint: str,
        columns: Sequence[Column[Any]],
        keys: tuple[str, str],
        form: QWidget,
        fields: Mapping[str, Field],
        form_hint: str = "",
    ) -> None:
        super().__init__()
        self._place, self._what, self._fields = place, what, fields
        self._row: Any = None
        self._new = False
        self._wanted = 0
        self.message = Message(name=f"{name}.message")
        self._model: RowsModel[Any] = RowsModel(columns, parent=self)
        self.table = RecordTable(self._model, name=f"{name}.table", spoken=title, dense=True)
        self.table.opened.connect(self._change)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self.states = States(self.table, name=f"{name}.states")
        self.add_button = ActionButton(f"加{what}", keys[0], name=f"{name}.add", small=True, icon="add")
        self.close_button = ActionButton("停用", keys[1], name=f"{name}.close", small=True)
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self._close_or_reopen)
        self._title = Label("", "strong", name=f"{name}.form_title")
        self._line = line_across()
        self._below = (self._line, self._title, form, Label(form_hint, "hint", wrap=True))
        self._lay_out(title, hint)
        self._show_form(on=False)
        self.setFocusProxy(self.table)

    def _lay_out(self, title: str, hint: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(title, "panel"))
        head.addWidget(Label(hint, "hint"), 1)
        head.addWidget(self.add_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        for widget in self._below:
            column.addWidget(widget)

    # -- what the page asks

    def on_shown(self) -> None:
        """Read the list."""
        if not self._model.rows():
            self.states.show_loading("正在读取…")
        self._place.ask(self.query()).then(self._show, failed=self._failed, owner=self)

    def on_escape(self) -> bool:
        """Close the form."""
        if self.primary():
            self._show_form(on=False)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def primary(self) -> str:
        """What Ctrl+Enter does."""
        if self._new:
            return f"添加{self._what}"
        return "保存修改" if self._row is not None else ""

    def act(self) -> None:
        """Save the form."""
        clear_faults(self._fields, self.message)
        try:
            use_case, words = self.save_of(self._row)
        except OfficeError as refusal:
            self._refused(refusal)
            return
        row, name = self._row, self.form_name()
        said = f"已添加{name}" if row is None else f"已修改{name}"
        self._place.perform(use_case, **words).then(
            lambda found: self._saved(found if row is None else self.id_of(row), said),
            failed=self._refused,
            owner=self,
        )

    # -- the list and its form

    def _add(self) -> None:
        self._row, self._new = None, True
        self.fill(None)
        self._title.setText(f"加{self._what}")
        self._show_form(on=True)

    def _change(self, at: int) -> None:
        row = self._model.row(at)
        if not row.active:
            self.message.say(f"这个{self._what}已停用，要改先启用。", "info")
            return
        self._row, self._new = row, False
        self.fill(row)
        self._title.setText(f"修改 {row.name}")
        self._show_form(on=True)

    def _close_or_reopen(self) -> None:
        row = self.at_row()
        if row is None:
            return
        self.message.clear()
        use_case, words = self.close_of(row)
        said = f"已{'停用' if row.active else '启用'}{row.name}"
        self._place.perform(use_case, **words).then(
            lambda _none: self._saved(self.id_of(row), said), failed=self._refused, owner=self
        )

    def _saved(self, row_id: int, words: str) -> None:
        self._wanted = row_id
        self._place.say(words)
        self._show_form(on=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place.ask(self.query()).then(self._show, failed=self._failed, owner=self)

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self._fields, refusal, self.message)

    def _show(self, rows: Sequence[Any]) -> None:
        current = self.at_row()
        wanted = self._wanted or (self.id_of(current) if current is not None else 0)
        self._wanted = 0
        self._model.set_rows(rows)
        self.states.show_content()
        self.table.select_row(next((at for at, row in enumerate(rows) if self.id_of(row) == wanted), 0))
        self._refresh()

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)

    def at_row(self) -> Any:
        """The row with the cursor, None for none."""
        at = self.table.current_row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def _show_form(self, *, on: bool) -> None:
        if not on:
            self._row, self._new = None, False
        self.message.clear()
        for widget in self._below:
            set_shown(widget, on=on)
        self.primary_changed.emit()
        if on:
            keep_in_sight(self, self.table)
            self._below[2].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        row = self.at_row()
        set_shown(self.close_button, on=row is not None and self.may_close(row))
        self.close_button.set_text("停用" if row is None or row.active else "启用")

    # -- each section's own

    def query(self) -> Callable[..., Any]:
        """The query that reads the rows."""
        raise NotImplementedError

    def id_of(self, row: Any) -> int:
        """The id of a row."""
        raise NotImplementedError

    def fill(self, row: Any) -> None:
        """Show a row in the form, or an empty one for None."""
        raise NotImplementedError

    def form_name(self) -> str:
        """What the row of the form is called."""
        raise NotImplementedError

    def save_of(self, row: Any) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The use case that saves the form, and its words; raises OfficeError for what cannot be read."""
        raise NotImplementedError

    def close_of(self, row: Any) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The use case that closes a row or opens it again, and its words."""
        raise NotImplementedError

    def may_close(self, _row: Any) -> bool:
        """Whether a row can be closed at all."""
        return True


def state_badge(row: Closable) -> BadgeSpec:
    """Whether a row is in use."""
    if row.active:
        return BadgeSpec("在用", "ok", "checkmark_circle")
    return BadgeSpec("已停用", "mute", "prohibited")
