"""The agreement as it is written: facts, items, obligations, performance, copies. For the case and late entry."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import AgreementEntry
from models.values.choices import AgreementForm
from models.values.dates import day_in_tables
from ui.mediation.form import PAST_DAY, Form
from ui.mediation.obligations_list import ObligationsList
from ui.mediation.options import numbered
from ui.mediation.party_form import side_by_side
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Faults, Reading
from ui.mediation.terms_list import TermsList
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label

FACTS_LINES = 2


class AgreementEditor(QWidget):
    """Writes an `AgreementEntry`. Findings are shown where they belong; the open obligation has a card of its own."""

    changed = Signal()
    """Something was typed, added or removed."""
    place_wanted = Signal(object)
    """A widget that should come into sight."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._quiet = False
        self.form = _Rest(name, today)
        self.add_item = ActionButton("加一条", "Alt+T", name=f"{name}.add_term", small=True, icon="add")
        self.terms = TermsList(name, self.add_item)
        self.obligations = ObligationsList(name, today)
        self.add_item.clicked.connect(self.add_term)
        self._lay_out()
        for part in (self.form, self.terms, self.obligations):
            part.changed.connect(self._touched)
        self.obligations.place_wanted.connect(self.place_wanted)
        self.terms.put_texts(())

    def _lay_out(self) -> None:
        field = self.form.field
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Label("协议内容", "panel"))
        head.addStretch(1)
        head.addWidget(self.add_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(field("facts"))
        column.addLayout(head)
        column.addWidget(self.terms)
        column.addWidget(self.obligations)
        column.addWidget(field("performance"))
        column.addLayout(side_by_side((field("form"), 4), (field("reached_on"), 3), (field("recorder"), 3)))
        column.addLayout(side_by_side((field("copies"), 3), (field("further_holders"), 7)))
        self.form.setParent(self)
        self.form.hide()

    # -- what it holds

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Whom the obligations may concern."""
        self.obligations.set_parties(parties)

    def set_agreed_on(self, day: date | None) -> None:
        """The day of the sitting that ended with an agreement, which stands where no day is typed."""
        words = f"不填为 {day_in_tables(day)}" if day else PAST_DAY
        self.form.field("reached_on").widget.setProperty("placeholderText", words)

    def set_copies(self, copies: int) -> None:
        """The number of copies that is stated where none is typed."""
        self.form.field("copies").widget.setProperty("placeholderText", f"{copies} 份")

    def put_entry(self, entry: AgreementEntry, *, default_copies: int) -> None:
        """Show an agreement; `default_copies` is what the office states where nothing is typed."""
        self._quiet = True
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
        self.obligations.put_entries(entry.obligations)
        self._quiet = False

    def entry(self) -> AgreementEntry:
        """The agreement as typed. Raises FormError with what cannot be read."""
        read = self.form.reading()
        entry = self._entry(read)
        read.finish()
        return entry

    def loosely(self) -> AgreementEntry:
        """The agreement as far as it can be read, for the live page and the findings."""
        return self._entry(Reading(self.form))

    def _entry(self, read: Reading) -> AgreementEntry:
        holders = read.text("further_holders").replace("，", "、").replace(",", "、").split("、")
        return AgreementEntry(
            form=AgreementForm(self.form.text("form") or AgreementForm.WRITTEN),
            facts=read.text("facts"),
            terms=tuple(part.strip() for part in self.terms.texts()),
            performance=read.text("performance"),
            obligations=self.obligations.entries(),
            copies=read.number("copies", what="份数"),
            further_holders=tuple(holder.strip() for holder in holders if holder.strip()),
            recorder=read.text("recorder"),
            reached_on=read.day("reached_on"),
        )

    def values(self) -> dict[str, Any]:
        """Everything typed, as a draft keeps it."""
        return {
            "form": self.form.values(),
            "terms": list(self.terms.texts()),
            "obligations": self.obligations.values(),
        }

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put a draft back."""
        self._quiet = True
        self.form.restore(values.get("form", {}))
        self.terms.put_texts(values.get("terms", []))
        self.obligations.restore(values.get("obligations", []))
        self._quiet = False
        self.changed.emit()

    def is_blank(self) -> bool:
        """Whether nothing was written."""
        typed = any(text for key, text in self.form.values().items() if key != "form")
        written = any(text.strip() for text in self.terms.texts())
        return not typed and not written and not self.obligations.entries()

    # -- findings

    def show_findings(self, findings: Faults) -> None:
        """Mark the faulty cells of the table."""
        self.obligations.set_findings(findings)

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put refusals at their fields, the cursor into the first; return those that have none here."""
        rest = []
        first = next((key for key, _sentence in faults if self._knows(key)), "")
        if first:
            self.go_to(first)
        for key, sentence in faults:
            head, _dot, tail = key.partition(".")
            place, _dot, field = tail.partition(".")
            at = int(place) if place.isdigit() else 0
            if head == "terms":
                shown = self.terms.set_error(at, sentence)
            elif head == "obligations":
                shown = self.obligations.show_fault(at, field, sentence)
            else:
                shown = head in self.form.keys()  # noqa: SIM118 - the keys of a form
                if shown:
                    self.form.field(head).set_error(sentence)
            if not shown:
                rest.append((key, sentence))
        return rest

    def _knows(self, key: str) -> bool:
        """Whether a refusal belongs to something that can be typed here."""
        head, _dot, tail = key.partition(".")
        place = tail.partition(".")[0]
        if head == "terms":
            return place.isdigit() and int(place) < len(self.terms.texts())
        if head == "obligations":
            return place.isdigit() and int(place) < len(self.obligations.entries())
        return head in self.form.keys()  # noqa: SIM118 - the keys of a form

    def go_to(self, field: str) -> None:
        """Put the cursor where a finding is."""
        head, _dot, tail = field.partition(".")
        place, _dot, key = tail.partition(".")
        if head == "terms":
            self.place_wanted.emit(self.terms.focus_term(int(place) if place.isdigit() else 0))
        elif head == "obligations":
            if place.isdigit():
                self.obligations.open(int(place), key)
            else:
                self.obligations.add()
        elif head in self.form.keys():  # noqa: SIM118 - the keys of a form
            self.form.field(head).focus_widget()
            self.place_wanted.emit(self.form.field(head))

    # -- the paper

    def paper_field(self, widget: QWidget) -> str:
        """Where what is typed in a widget stands on the paper; '' for what is not printed."""
        for key in ("facts", "performance", "copies", "further_holders"):
            field = self.form.field(key)
            if field is widget or field.isAncestorOf(widget):
                return "copies" if key == "further_holders" else key
        written = [at for at, text in enumerate(self.terms.texts()) if text.strip()]
        at = self.terms.item_of(widget)
        if at >= 0:
            return f"terms.{written.index(at)}" if at in written else "terms"
        if self.obligations.isAncestorOf(widget):
            return "performance" if written else "terms"
        return ""

    def go_to_paper(self, field: str) -> None:
        """Put the cursor where a field of the paper is typed; obligations in words lead to their table."""
        head, _dot, tail = field.partition(".")
        written = [at for at, text in enumerate(self.terms.texts()) if text.strip()]
        obligations = bool(self.obligations.entries())
        place = int(tail) if tail.isdigit() else 0
        if head == "terms" and not written and obligations:
            self.go_to(f"obligations.{min(place, len(self.obligations.entries()) - 1)}")
        elif head == "terms":
            self.go_to(f"terms.{written[place] if place < len(written) else 0}")
        elif head == "performance" and not self.form.text("performance").strip() and obligations:
            self.go_to("obligations.0")
        else:
            self.go_to(head)

    def add_term(self) -> None:
        """Add an item at the end and put the cursor into it."""
        self.terms.add("")
        self.place_wanted.emit(self.terms.focus_term(len(self.terms.texts()) - 1))
        self._touched()

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
