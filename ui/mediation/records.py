"""A list of records and beneath it the form of the one that is chosen, or of a new one.

What is typed of each record stays until it is saved, also while another one is looked at, and is kept as a draft.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.drafting import DraftKeeper
from ui.mediation.form import Form
from ui.style import look, px
from ui.widgets.label import Label
from ui.widgets.rows import Column, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

NEW = 0
"""The number under which a record that is not kept yet is typed."""


class Record(Protocol):
    """What can stand in the list."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def version(self) -> int:
        """What its form was filled from."""
        ...


RowT = TypeVar("RowT", bound=Record)


class Records(QWidget, Generic[RowT]):
    """The list, the heading and the form. `fill` puts a record into the form, or what was typed of it."""

    chosen = Signal()
    """Another record, or a new one, stands in the form."""

    def __init__(
        self,
        name: str,
        spoken: str,
        columns: Sequence[Column[RowT]],
        form: Form,
        fill: "Callable[[RowT | None, Mapping[str, Any] | None], object]",
        *,
        begin_at: str,
        open_at: str = "",
        most: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.form = form
        self._fill, self._begin_at, self._open_at, self._most = fill, begin_at, open_at or begin_at, most
        self._editing = NEW
        self._typed: dict[int, tuple[int, dict[str, Any]]] = {}
        self._keeper: DraftKeeper | None = None
        self._filling = False
        self._shown = False
        self.rows: RowsModel[RowT] = RowsModel(columns, parent=self)
        self.table = RecordTable(self.rows, name=f"{name}.list", spoken=spoken, dense=True)
        self.heading = Label("", "strong", name=f"{name}.heading")
        form.changed.connect(self._touched)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _row: form.field(self._open_at).focus_widget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        for widget in (self.table, self.heading, form):
            column.addWidget(widget)

    # -- what stands there

    def show_records(self, records: Sequence[RowT], *, begin: int = NEW) -> None:
        """Show the records; what is being typed stays. `begin` is the one to stand in the form at first."""
        if not self._shown:
            self._shown, self._editing = True, begin
        if self._editing not in {NEW} | {record.id for record in records}:
            self._editing = NEW
        self._filling = True
        try:
            self.rows.set_rows(records)
        finally:
            self._filling = False
        rows = max(1, min(self._most, len(records)))
        self.table.setFixedHeight(look().size("table_head") + self.table.row_height() * rows + px(2))
        self.table.setVisible(bool(records))
        self._show()

    def editing(self) -> int:
        """The number of the record in the form; NEW for one that is not kept yet."""
        return self._editing

    def record(self) -> RowT | None:
        """The record in the form as it is kept; None for a new one."""
        return next((record for record in self.rows.rows() if record.id == self._editing), None)

    def version(self) -> int:
        """The version from which the typing in the form began."""
        record = self.record()
        return self._typed.get(self._editing, (record.version if record else 0, {}))[0]

    # -- choosing

    def begin_new(self) -> None:
        """Empty the form for a new record, the cursor in its first field."""
        self._editing = NEW
        self._show()
        self.form.field(self._begin_at).focus_widget()

    def edit(self, number: int) -> None:
        """Put a record into the form."""
        if number != self._editing:
            self._editing = number
            self._show()

    def enter(self) -> None:
        """Into the list, or into the first field of a new one."""
        if self.rows.rowCount() and self._editing != NEW:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.field(self._begin_at).focus_widget()

    def _choose(self, row: int) -> None:
        if not self._filling and 0 <= row < self.rows.rowCount():
            self.edit(self.rows.row(row).id)

    def _show(self) -> None:
        at = next((i for i, record in enumerate(self.rows.rows()) if record.id == self._editing), -1)
        if at < 0:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.rows.index(-1, -1))
        elif self.table.current_row() != at:
            self.table.select_row(at)
        typed = self._typed.get(self._editing)
        self._fill(self.record(), typed[1] if typed else None)
        self.chosen.emit()

    # -- typing

    def keep_draft(
        self, place: Workplace, form: str, record: str, said: Callable[[], object], *, payload_format: int = 1
    ) -> None:
        """Keep what is typed as a draft; an earlier one comes back, which `said` tells."""
        self._keeper = DraftKeeper(
            place,
            form,
            self._collect,
            self._restore,
            record=record,
            payload_format=payload_format,
            parent=self,
        )
        self._keeper.restored.connect(said)
        self._keeper.restore_latest()

    def save_draft(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    def saved(self, editing: int, number: int, version: int, sent: Mapping[str, Any]) -> None:
        """What was `sent` of the one being edited is kept now under this number; typed on meanwhile, it is not."""
        typed_on = self.form.values() if self._editing == editing and self.form.values() != sent else None
        self._typed.pop(editing, None)
        if typed_on is not None:
            self._typed[number] = (version, typed_on)
        self._editing = number
        self._keep_rest()

    def forget(self, number: int) -> None:
        """A record is no more: nothing typed of it is kept, and a new one stands in the form."""
        self._typed.pop(number, None)
        self._editing = NEW
        self._keep_rest()

    def _touched(self) -> None:
        record = self.record()
        self._typed[self._editing] = (self.version(), self.form.values())
        if record is None and self.form.is_blank():
            self._typed.pop(NEW, None)
        if self._keeper is not None:
            self._keeper.touch()

    def _keep_rest(self) -> None:
        if self._keeper is not None:
            if self._typed:
                self._keeper.touch()
            else:
                self._keeper.discard()

    def _collect(self) -> dict[str, Any]:
        if not self._typed:
            return {}
        return {"typed": {str(key): [version, values] for key, (version, values) in self._typed.items()}}

    def _restore(self, payload: dict[str, Any]) -> None:
        known = {record.id for record in self.rows.rows()} | {NEW}
        typed = {int(key): (pair[0], dict(pair[1])) for key, pair in payload.get("typed", {}).items()}
        self._typed = {key: pair for key, pair in typed.items() if key in known}
        if self._typed:
            self._editing = next(iter(self._typed))
        self._show()
