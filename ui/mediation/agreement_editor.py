"""The agreement as it is written: facts, items, obligations, performance, copies. For the case and late entry."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import AgreementEntry, ObligationEntry
from models.values.choices import AgreementForm
from models.values.dates import day_in_tables
from models.values.money import format_yuan
from models.values.terms import ObligationKind
from ui.mediation.entry_json import obligation_from, obligation_json
from ui.mediation.form import Faults, Form, Reading, numbered
from ui.mediation.obligation_form import ObligationCard
from ui.mediation.obligation_table import ObligationLine, obligation_columns
from ui.mediation.party_form import side_by_side
from ui.mediation.people import PartyChoice
from ui.mediation.terms_list import TermsList
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable

FACTS_LINES = 2


class AgreementEditor(QWidget):
    """Writes an `AgreementEntry`. Findings are shown where they belong; the open obligation has a card of its own.

    `default_copies` is what the office states where nothing is typed.
    """

    changed = Signal()
    """Something was typed, added or removed."""
    place_wanted = Signal(object)
    """A widget that should come into sight."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._today = today
        self._parties: tuple[PartyChoice, ...] = ()
        self._obligations: list[ObligationEntry] = []
        self._findings: tuple[tuple[str, str], ...] = ()
        self._open = -1
        self._before: ObligationEntry | None = None
        self._quiet = False
        self.form = _Rest(name, today)
        self.terms = TermsList(name)
        self._make_table(name)
        self.card = ObligationCard(f"{name}.obligation", today)
        self._lay_out()
        self.form.changed.connect(self._touched)
        self.terms.changed.connect(self._touched)
        self.card.changed.connect(self._obligation_typed)
        self.card.finished.connect(self.close_obligation)
        self.card.removed.connect(self._remove_open)
        self.card.cancelled.connect(self.cancel_obligation)
        set_shown(self.card, on=False)
        self.terms.put_texts(())
        self._fill_table()

    def _make_table(self, name: str) -> None:
        self.rows: RowsModel[ObligationLine] = RowsModel(obligation_columns(), parent=self)
        self.table = RecordTable(self.rows, name=f"{name}.obligations", spoken="履行事项", dense=True)
        self.table.opened.connect(self.open_obligation)
        self.add_item = ActionButton("加一条", "Alt+T", name=f"{name}.add_term", small=True, icon="add")
        self.add_item.clicked.connect(self.add_term)
        self.add_row = ActionButton("加一项", "Alt+I", name=f"{name}.add_obligation", small=True, icon="add")
        self.add_row.clicked.connect(self.add_obligation)
        self._sum = Label("", "label", tone="ok", name=f"{name}.sum")
        self._none = Label(
            "谁在什么时候给谁做什么、付多少，一项一行；履行时按这里跟踪。",
            "hint",
            name=f"{name}.no_obligations",
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(self.form.field("facts"))
        column.addLayout(_heading("协议内容", self.add_item))
        column.addWidget(self.terms)
        column.addLayout(_heading("履行事项", self._sum, self.add_row))
        column.addWidget(self._none)
        column.addWidget(self.table)
        column.addWidget(self.card)
        column.addWidget(self.form.field("performance"))
        column.addLayout(
            side_by_side(
                (self.form.field("form"), 4),
                (self.form.field("reached_on"), 3),
                (self.form.field("recorder"), 3),
            )
        )
        column.addLayout(
            side_by_side((self.form.field("copies"), 3), (self.form.field("further_holders"), 7))
        )
        self.form.setParent(self)
        self.form.hide()

    # -- what it holds

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Whom the obligations may concern."""
        if tuple(parties) == self._parties:
            return
        self._parties = tuple(parties)
        self.card.form.set_parties(parties)
        if self._open >= 0:
            self.card.form.put_entry(self._obligations[self._open])
        self._fill_table()

    def set_agreed_on(self, day: date | None) -> None:
        """The day of the sitting that ended with an agreement, which stands where no day is typed."""
        field = self.form.field("reached_on")
        words = f"不填为 {day_in_tables(day)}" if day else "如 11-24、今天"
        field.widget.setProperty("placeholderText", words)

    def set_copies(self, copies: int) -> None:
        """The number of copies that is stated where none is typed."""
        self.form.field("copies").widget.setProperty("placeholderText", f"{copies} 份")

    def put_entry(self, entry: AgreementEntry, *, default_copies: int) -> None:
        """Show an agreement."""
        self._quiet = True
        self.close_obligation()
        self.form.restore(
            {
                "facts": entry.facts,
                "performance": entry.performance,
                "form": entry.form.value,
                "reached_on": day_in_tables(entry.reached_on) if entry.reached_on else "",
                "recorder": entry.recorder,
                "copies": str(entry.copies) if entry.copies and entry.copies != default_copies else "",
                "further_holders": "、".join(entry.further_holders),
            }
        )
        self.terms.put_texts(entry.terms)
        self._obligations = list(entry.obligations)
        self._fill_table()
        self._quiet = False

    def entry(self) -> AgreementEntry:
        """The agreement as typed. Raises FormError with what cannot be read."""
        read = self.form.reading()
        entry = self._entry(read.day("reached_on"), read.number("copies", what="份数"))
        read.finish()
        return entry

    def loosely(self) -> AgreementEntry:
        """The agreement as far as it can be read, for the live page and the findings."""
        read = Reading(self.form)
        return self._entry(read.day("reached_on"), read.number("copies", what="份数"))

    def _entry(self, reached_on: date | None, copies: int | None) -> AgreementEntry:
        form, text = self.form, self.form.text
        holders = text("further_holders").replace("，", "、").replace(",", "、").split("、")
        return AgreementEntry(
            form=AgreementForm(text("form") or AgreementForm.WRITTEN),
            facts=text("facts").strip(),
            terms=tuple(part.strip() for part in self.terms.texts()),
            performance=text("performance").strip(),
            obligations=tuple(self._obligations),
            copies=copies,
            further_holders=tuple(holder.strip() for holder in holders if holder.strip()),
            recorder=form.text("recorder").strip(),
            reached_on=reached_on,
        )

    def values(self) -> dict[str, Any]:
        """Everything typed, as a draft keeps it."""
        return {
            "form": self.form.values(),
            "terms": list(self.terms.texts()),
            "obligations": [obligation_json(entry) for entry in self._obligations],
        }

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put a draft back; an obligation that cannot be read any more is left out."""
        self._quiet = True
        self.close_obligation()
        self.form.restore(values.get("form", {}))
        self.terms.put_texts(values.get("terms", []))
        self._obligations = []
        for part in values.get("obligations", []):
            with suppress(ValueError, KeyError, TypeError):
                self._obligations.append(obligation_from(part))
        self._fill_table()
        self._quiet = False
        self.changed.emit()

    def is_blank(self) -> bool:
        """Whether nothing was written."""
        texts = self.form.values()
        typed = any(text for key, text in texts.items() if key != "form")
        return not typed and not any(text.strip() for text in self.terms.texts()) and not self._obligations

    # -- findings

    def show_findings(self, findings: Faults, *, at_fields: bool = False) -> None:
        """Mark faulty cells of the table; `at_fields` also says each at its field."""
        self._findings = tuple(findings)
        self._fill_table()
        if at_fields:
            self.show_faults(findings)

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put refusals at their fields; return those that have none here."""
        rest = []
        for key, sentence in faults:
            head, _dot, tail = key.partition(".")
            if head == "terms" and self.terms.set_error(int(tail) if tail.isdigit() else 0, sentence):
                continue
            if head == "obligations" and tail.partition(".")[0].isdigit():
                place, _dot, field = tail.partition(".")
                if int(place) == self._open and field in self.card.form.keys():  # noqa: SIM118 - of a form
                    self.card.form.field(field).set_error(sentence)
                    continue
            if head in self.form.keys():  # noqa: SIM118 - the keys of a form
                self.form.field(head).set_error(sentence)
                continue
            rest.append((key, sentence))
        return rest

    def go_to(self, field: str) -> None:
        """Put the cursor where a finding is."""
        head, _dot, tail = field.partition(".")
        if head == "terms":
            if not self.terms.texts():
                self.add_term()
            self.place_wanted.emit(self.terms.focus_term(int(tail) if tail.isdigit() else 0))
        elif head == "obligations":
            place, _dot, key = tail.partition(".")
            if place.isdigit() and int(place) < len(self._obligations):
                self.open_obligation(int(place))
                if key in self.card.form.keys():  # noqa: SIM118 - the keys of a form
                    self.card.form.field(key).focus_widget()
            else:
                self.add_obligation()
        elif head in self.form.keys():  # noqa: SIM118 - the keys of a form
            self.form.field(head).focus_widget()
            self.place_wanted.emit(self.form.field(head))

    # -- items and obligations

    def add_term(self) -> None:
        """Add an item at the end and put the cursor into it."""
        self.terms.add("")
        self.place_wanted.emit(self.terms.focus_term(len(self.terms.texts()) - 1))
        self._touched()

    def add_obligation(self) -> None:
        """Add an obligation and open its card."""
        self.close_obligation()
        self._obligations.append(ObligationEntry(kind=None))
        self._fill_table()
        self.open_obligation(len(self._obligations) - 1)
        self._before = None
        self._touched()

    def open_obligation(self, place: int) -> None:
        """Open the card of an obligation, from 0."""
        if not 0 <= place < len(self._obligations) or not self.table.isEnabled():
            return
        if self._open != place:
            self.close_obligation()
            self._open = place
            self._before = self._obligations[place]
            prefix = f"obligations.{place}."
            own = [(key.removeprefix(prefix), text) for key, text in self._findings if key.startswith(prefix)]
            written = self._before.kind is not None
            self.card.open(self._before, place + 1, faults=own if written else ())
            set_shown(self.card, on=True)
            self.table.select_row(place)
        self.card.form.field("kind").focus_widget()
        QTimer.singleShot(0, self, partial(self.place_wanted.emit, self.card))

    def obligation_open(self) -> bool:
        """Whether a card is open."""
        return self._open >= 0

    def finish_obligation(self) -> None:
        """Ctrl+Enter in the card."""
        self.card.finish()

    def close_obligation(self) -> None:
        """Close the card; what stands in it is kept, an empty obligation is dropped."""
        if self._open < 0:
            return
        place, self._open = self._open, -1
        set_shown(self.card, on=False)
        if self._obligations[place] == ObligationEntry(kind=None):
            del self._obligations[place]
        self._fill_table()
        self.table.select_row(min(place, len(self._obligations) - 1))
        if self.table.isVisible():
            self.table.setFocus()
        self._touched()

    def cancel_obligation(self) -> None:
        """Close the card and take the changes back."""
        if self._open < 0:
            return
        if self._before is None:
            self._obligations[self._open] = ObligationEntry(kind=None)
        else:
            self._obligations[self._open] = self._before
        self.close_obligation()

    def _remove_open(self) -> None:
        if self._open >= 0:
            self._obligations[self._open] = ObligationEntry(kind=None)
            self.close_obligation()

    def _obligation_typed(self) -> None:
        if self._open >= 0:
            self._obligations[self._open] = self.card.form.loosely()
            self._fill_table()
            self._touched()

    def _fill_table(self) -> None:
        names = {party.number: party.name for party in self._parties}
        lines = [
            ObligationLine.of(place, entry, names, self._findings)
            for place, entry in enumerate(self._obligations)
        ]
        current = self.table.current_row()
        self.rows.set_rows(lines)
        if current >= 0:
            self.table.select_row(min(current, len(lines) - 1))
        self.table.setFixedHeight(
            look().size("table_head") + self.table.row_height() * max(1, min(8, len(lines))) + px(2)
        )
        set_shown(self.table, on=bool(lines))
        set_shown(self._none, on=not lines)
        total = sum(e.amount_fen or 0 for e in self._obligations if e.kind is ObligationKind.PAYMENT)
        self._sum.setText(f"付款合计 {format_yuan(total)} 元" if total else "")

    def _touched(self) -> None:
        if not self._quiet:
            self.changed.emit()


class _Rest(Form):
    """The fields of the agreement beside items and obligations; the editor lays them out."""

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__(name, today)
        self.growing("facts", "纠纷主要事实、争议事项", lines=FACTS_LINES)
        self.growing(
            "performance", "履行方式、地点、时限", lines=1, placeholder="不填时按上面的履行事项自动写出"
        )
        self.segments("form", "协议形式", numbered(AgreementForm))
        self.day("reached_on", "达成协议的日期")
        self.line("recorder", "记录人")
        self.line("copies", "一式几份")
        self.line("further_holders", "另外报送", placeholder="如 坊子区人民法院、镇司法所；没有不填")
        self.put("form", AgreementForm.WRITTEN.value)

    def restored(self) -> None:
        """Written where nothing is chosen."""
        if not self.text("form"):
            self.put("form", AgreementForm.WRITTEN.value)


def _heading(title: str, *widgets: QWidget) -> QHBoxLayout:
    """A heading with something at its right."""
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(Label(title, "panel"))
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    return row
