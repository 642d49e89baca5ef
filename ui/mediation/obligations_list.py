"""履行事项 while the agreement is written: the table, and beneath it the card of the one that is open."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import ObligationEntry
from models.values.money import format_yuan
from models.values.terms import ObligationKind
from ui.mediation.entry_json import obligation_from, obligation_json
from ui.mediation.obligation_form import ObligationCard
from ui.mediation.obligation_table import ObligationLine, obligation_columns
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Faults
from ui.mediation.taken_out import TakenOut
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable

_NOTHING = ObligationEntry(kind=None)
_MOST_ROWS = 8


class ObligationsList(QWidget):
    """The obligations. Enter or a double click opens one; what is typed in its card stands in the table at once."""

    changed = Signal()
    """Something was typed, added or removed."""
    paste_wanted = Signal()
    """Many payments are to be pasted from a table."""
    place_wanted = Signal(object)
    """A widget that should come into sight."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.obligations_list")
        self._parties: tuple[PartyChoice, ...] = ()
        self._entries: list[ObligationEntry] = []
        self._findings: tuple[tuple[str, str], ...] = ()
        self._open = -1
        self._before: ObligationEntry | None = None
        self._quiet = False
        self.rows: RowsModel[ObligationLine] = RowsModel(obligation_columns(), parent=self)
        self.table = RecordTable(self.rows, name=f"{name}.obligations", spoken="履行事项", dense=True)
        self.table.opened.connect(self.open)
        self.add_button = ActionButton(
            "加一项", "Alt+I", name=f"{name}.add_obligation", small=True, icon="add"
        )
        self.add_button.clicked.connect(self.add)
        self.paste_button = ActionButton(
            "从表格粘贴...", name=f"{name}.paste_obligations", small=True, icon="people_team"
        )
        self.paste_button.clicked.connect(self.paste_wanted)
        self._sum = Label("", "label", tone="ok", name=f"{name}.sum")
        self._claims = Label("", "label", wrap=True, name=f"{name}.claims")
        set_shown(self._claims, on=False)
        self._none = Label(
            "谁在什么时候给谁做什么、付多少，一项一行；履行时按这里跟踪。",
            "hint",
            name=f"{name}.no_obligations",
        )
        self.taken_out = TakenOut(name=f"{name}.obligation_out")
        self.card = ObligationCard(f"{name}.obligation", today)
        self.card.changed.connect(self._typed)
        self.card.finished.connect(self.close_card)
        self.card.removed.connect(self._remove_open)
        self.card.cancelled.connect(self.cancel)
        self._lay_out()
        set_shown(self.card, on=False)
        self._fill()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Label("履行事项", "panel"))
        head.addStretch(1)
        head.addWidget(self._sum)
        head.addWidget(self.paste_button)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(head)
        for widget in (self._claims, self._none, self.table, self.taken_out, self.card):
            column.addWidget(widget)

    # -- what it holds

    def entries(self) -> tuple[ObligationEntry, ...]:
        """The obligations as they stand."""
        return tuple(self._entries)

    def put_entries(self, entries: Sequence[ObligationEntry]) -> None:
        """Show these obligations; an open card is closed."""
        self._quiet = True
        self.taken_out.forget()
        self.close_card()
        self._entries = list(entries)
        self._fill()
        self._quiet = False

    def set_claims(self, words: str) -> None:
        """Say what was asked for, above what is agreed."""
        self._claims.setText(words)
        set_shown(self._claims, on=bool(words))

    def append_entries(self, entries: Sequence[ObligationEntry]) -> None:
        """Add obligations behind those that are there."""
        self.close_card()
        self._entries += entries
        self._fill()
        self._tell()

    def values(self) -> list[dict[str, Any]]:
        """The obligations as a draft keeps them."""
        return [obligation_json(entry) for entry in self._entries]

    def restore(self, values: Sequence[Any]) -> None:
        """Put a draft back; what cannot be read any more is left out."""
        entries = []
        for part in values:
            with suppress(ValueError, KeyError, TypeError):
                entries.append(obligation_from(part))
        self.put_entries(entries)

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Whom the obligations may concern."""
        if tuple(parties) == self._parties:
            return
        self._parties = tuple(parties)
        self.card.form.set_parties(parties)
        if self._open >= 0:
            self.card.form.put_entry(self._entries[self._open])
        self._fill()

    def set_findings(self, findings: Faults) -> None:
        """Mark the faulty cells; fields are `obligations.<place>.<key>`."""
        if tuple(findings) != self._findings:
            self._findings = tuple(findings)
            self._fill()

    def show_fault(self, place: int, key: str, sentence: str) -> bool:
        """Say a fault at the field of the open card; False where that is not the one."""
        if place != self._open or key not in self.card.form.keys():  # noqa: SIM118 - the keys of a form
            return False
        self.card.form.field(key).set_error(sentence)
        return True

    # -- opening and closing

    def add(self) -> None:
        """Add an obligation and open its card."""
        self.close_card()
        self._entries.append(_NOTHING)
        self._fill()
        self.open(len(self._entries) - 1)
        self._before = None
        self._tell()

    def open(self, place: int, key: str = "kind") -> None:
        """Open the card of an obligation, from 0, with the cursor in a field."""
        if not 0 <= place < len(self._entries) or not self.table.isEnabled():
            return
        if self._open != place:
            self.taken_out.forget()
            self.close_card()
            self._open = place
            self._before = self._entries[place]
            prefix = f"obligations.{place}."
            own = [
                (name.removeprefix(prefix), text) for name, text in self._findings if name.startswith(prefix)
            ]
            self.card.open(self._before, place + 1, faults=own if self._before.kind else ())
            set_shown(self.card, on=True)
            self.table.select_row(place)
        known = key in self.card.form.keys()  # noqa: SIM118 - the keys of a form
        self.card.form.field(key if known else "kind").focus_widget()
        QTimer.singleShot(0, self, partial(self.place_wanted.emit, self.card))

    def is_open(self) -> bool:
        """Whether a card is open."""
        return self._open >= 0

    def settled(self) -> bool:
        """Take the open card as it stands; False when something in it cannot be read, which is said at its field."""
        if self.is_open():
            self.card.finish()
        return not self.is_open()

    def close_card(self) -> None:
        """Close the card; what stands in it is kept, an empty obligation is dropped."""
        if self._open < 0:
            return
        place, self._open = self._open, -1
        set_shown(self.card, on=False)
        if self._entries[place] == _NOTHING:
            del self._entries[place]
        self._fill()
        self.table.select_row(min(place, len(self._entries) - 1))
        if self.table.isVisible():
            self.table.setFocus()
        self._tell()

    def cancel(self) -> None:
        """Close the card and take its changes back."""
        if self._open >= 0:
            self._entries[self._open] = self._before or _NOTHING
            self.close_card()

    def _remove_open(self) -> None:
        if self._open >= 0:
            place, entry = self._open, self._entries[self._open]
            self._entries[place] = _NOTHING
            self.close_card()
            if entry != _NOTHING:
                self.taken_out.offer(f"已删去第 {place + 1} 项。", lambda: self._put_back(place, entry))

    def _put_back(self, place: int, entry: ObligationEntry) -> None:
        """Have an obligation back where it was."""
        self.close_card()
        self._entries.insert(min(place, len(self._entries)), entry)
        self._fill()
        self.table.select_row(place)
        self.table.setFocus()
        self._tell()

    def _typed(self) -> None:
        if self._open >= 0:
            self.taken_out.forget()
            self._entries[self._open] = self.card.form.loosely()
            self._fill()
            self._tell()

    def _fill(self) -> None:
        names = {party.number: party.name for party in self._parties}
        lines = [
            ObligationLine.of(place, entry, names, self._findings)
            for place, entry in enumerate(self._entries)
        ]
        current = self.table.current_row()
        self.rows.set_rows(lines)
        if current >= 0:
            self.table.select_row(min(current, len(lines) - 1))
        rows = max(1, min(_MOST_ROWS, len(lines)))
        self.table.setFixedHeight(look().size("table_head") + self.table.row_height() * rows + px(2))
        set_shown(self.table, on=bool(lines))
        set_shown(self._none, on=not lines)
        total = sum(entry.amount_fen or 0 for entry in self._entries if entry.kind is ObligationKind.PAYMENT)
        self._sum.setText(f"付款合计 {format_yuan(total)} 元" if total else "")

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()
