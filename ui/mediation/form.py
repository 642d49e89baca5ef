"""What every form of mediation shares: named fields, their texts as a draft, typed days and amounts, refusals.

A form keeps what was typed as plain texts (`values`), so that a draft holds it as it stood, right or wrong. A
`Reading` (ui/mediation/reading.py) turns the texts into an entry.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from models.values.dates import day_in_tables, parse_day, parse_time
from models.values.money import format_yuan, parse_yuan
from ui.mediation.reading import Faults, Reading
from ui.mediation.tick import Tick
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field, Quick
from ui.widgets.lines import DateLine, TextArea, TextLine
from ui.widgets.segments import Choice, Segments


@runtime_checkable
class Drafted(Protocol):
    """A widget of several parts that says itself what a draft keeps of it."""

    changed: Any
    """A signal: something was chosen or typed."""

    def draft_text(self) -> str:
        """What is kept; empty when nothing was chosen."""
        ...

    def put_draft_text(self, text: str) -> None:
        """Put it back."""
        ...


PAST_DAY = "如 昨天、今天"
"""An example for a day that lies behind: words, because any date lies ahead at some time of the year."""


def _day_example(*, recent: bool, future: bool) -> str:
    """Return what stands in an empty field for a day."""
    if not recent:
        return "如 1965-03-12"
    return "如 明天、12-31" if future else PAST_DAY


class Form(QWidget):
    """A group of named fields. `name` is the dotted name of the group: `case.party`."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._today = today
        self._fields: dict[str, Field] = {}
        self._plain: dict[str, QWidget] = {}
        self._quiet = False

    # -- making fields

    def add_field(self, key: str, field: Field) -> Field:
        """Take a field in under the key by which its refusals come."""
        self._fields[key] = field
        self._listen(key, field.widget)
        return field

    def line(
        self, key: str, label: str, *, required: bool = False, placeholder: str = "", **more: Any
    ) -> Field:
        """One line of text."""
        widget = TextLine(name=self._named(key), placeholder=placeholder)
        return self.add_field(key, _field(label, widget, name=self._named(key), required=required, **more))

    def area(self, key: str, label: str, *, lines: int = 3, placeholder: str = "", **more: Any) -> Field:
        """Several lines of text."""
        widget = TextArea(name=self._named(key), lines=lines, placeholder=placeholder)
        return self.add_field(key, _field(label, widget, name=self._named(key), **more))

    def growing(self, key: str, label: str, *, lines: int = 3, placeholder: str = "", **more: Any) -> Field:
        """Several lines of text, more as more is written."""
        from ui.mediation.terms_list import GrowingArea

        widget = GrowingArea(name=self._named(key), least=lines, placeholder=placeholder)
        return self.add_field(key, _field(label, widget, name=self._named(key), **more))

    def day(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        future: bool = False,
        recent: bool = True,
        **more: Any,
    ) -> Field:
        """A typed day: what it means is shown when the field is left, what is wrong is said at once.

        今天 stands beside the label of a `recent` day; `future` days may lie ahead.
        """
        name = self._named(key)
        widget = DateLine(name=name, placeholder=_day_example(recent=recent, future=future))
        quick = (
            [] if future or not recent else [Quick("今天", "", lambda: self._put_today(key), f"{name}.today")]
        )
        field = _field(label, widget, name=name, required=required, quick=quick, **more)
        widget.left.connect(lambda: self._settle_day(key, future=future))
        return self.add_field(key, field)

    def moment(self, key: str, label: str, *, required: bool = False, **more: Any) -> Field:
        """A typed time of day."""
        name = self._named(key)
        widget = TextLine(name=name, placeholder="如 14:30", longest=10)
        widget.left.connect(lambda: self._settle_time(key))
        return self.add_field(key, _field(label, widget, name=name, required=required, **more))

    def amount(self, key: str, label: str, **more: Any) -> Field:
        """A typed amount in yuan."""
        name = self._named(key)
        widget = TextLine(name=name, placeholder="如 3800 或 3.8万", longest=30)
        widget.left.connect(lambda: self._settle_amount(key))
        return self.add_field(key, _field(label, widget, name=name, **more))

    def combo(
        self,
        key: str,
        label: str,
        lines: Sequence[Option],
        *,
        required: bool = False,
        free: bool = False,
        **more: Any,
    ) -> Field:
        """A list to choose from by typing."""
        widget = ComboSearch(lines, name=self._named(key), free=free, placeholder="选择或打首字母")
        widget.setProperty("free", free)
        return self.add_field(key, _field(label, widget, name=self._named(key), required=required, **more))

    def segments(self, key: str, label: str, choices: Sequence[Choice], **more: Any) -> Field:
        """A few choices side by side."""
        widget = Segments(choices, name=self._named(key))
        return self.add_field(key, _field(label, widget, name=self._named(key), **more))

    def parts(self, key: str, label: str, widget: QWidget, **more: Any) -> Field:
        """A widget of several parts, which is `Drafted`."""
        return self.add_field(key, _field(label, widget, name=self._named(key), **more))

    def tick(self, key: str, text: str) -> Tick:
        """A box to tick, without label or reaction of its own."""
        widget = Tick(text, name=self._named(key))
        self._plain[key] = widget
        widget.toggled.connect(self._tell)
        return widget

    # -- texts

    def field(self, key: str) -> Field:
        """A field by its key."""
        return self._fields[key]

    def keys(self) -> tuple[str, ...]:
        """The keys of all fields and boxes."""
        return (*self._fields, *self._plain)

    def key_at(self, widget: QWidget) -> str:
        """The key of the field in which a widget stands; '' for none."""
        return next(
            (key for key, field in self._fields.items() if field is widget or field.isAncestorOf(widget)), ""
        )

    def field_name(self, key: str) -> str:
        """The dotted object name of a field's widget."""
        return self._widget(key).objectName()

    def text(self, key: str) -> str:
        """What stands in a field: the text, the value of a choice, `1` for a ticked box."""
        return _text_of(self._widget(key))

    def put(self, key: str, text: str) -> None:
        """Put a text or a choice into a field, as if it had stood there; its fault goes."""
        before, self._quiet = self._quiet, True
        try:
            _put_text(self._widget(key), text)
            if key in self._fields:
                self._fields[key].clear_reaction()
        finally:
            self._quiet = before

    def values(self) -> dict[str, Any]:
        """Everything that stands in the form, as a draft keeps it."""
        return {key: self.text(key) for key in self.keys()}

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put a draft's texts back; what the form does not have any more is left out."""
        for key in self.keys():
            self.put(key, str(values.get(key, "") or ""))
        self.restored()

    def restored(self) -> None:
        """Everything was put in anew: show and hide what depends on it."""

    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not any(self.values().values())

    def clear(self) -> None:
        """Empty every field."""
        self.restore({})

    def today(self) -> date:
        """The day at the centre."""
        return self._today()

    # -- refusals

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put each refusal at its field, the cursor into the topmost; return those that have no field here."""
        rest = []
        faulty: list[Field] = []
        for key, sentence in faults:
            field = self._fields.get(key)
            if field is None:
                rest.append((key, sentence))
                continue
            field.set_error(sentence)
            faulty.append(field)
        if faulty:
            min(faulty, key=self.place_of).focus_widget()
        return rest

    def place_of(self, field: Field) -> tuple[int, ...]:
        """Where a field stands in the order in which one reads: from the top, unless a form has columns."""
        return _from_top(field)

    def clear_faults(self) -> None:
        """Take every refusal away."""
        for field in self._fields.values():
            if field.error():
                field.clear_reaction()

    def reading(self) -> Reading:
        """Begin to read the form."""
        self.clear_faults()
        reading = Reading(self)
        for key, field in self._fields.items():
            widget = field.widget
            if isinstance(widget, ComboSearch) and widget.refusal() and not field.isHidden():
                reading.add(key, widget.refusal())  # a word that no list knows is not taken for nothing
        return reading

    # -- inside

    def _named(self, key: str) -> str:
        """The dotted name of a field: a person's own fields stand without `who`."""
        return f"{self._name}.{key.removeprefix('who.')}"

    def _widget(self, key: str) -> QWidget:
        return self._fields[key].widget if key in self._fields else self._plain[key]

    def _listen(self, key: str, widget: QWidget) -> None:
        def typed(*_text: object) -> None:
            if not self._quiet:
                if self._fields[key].error():
                    self._fields[key].clear_reaction()
                self._tell()

        if isinstance(widget, TextLine | TextArea):
            widget.textChanged.connect(typed)
        elif isinstance(widget, ComboSearch):
            widget.chosen.connect(typed)
            widget.editTextChanged.connect(typed)
        elif isinstance(widget, Segments):
            widget.chosen.connect(typed)
        elif isinstance(widget, Drafted):
            widget.changed.connect(typed)

    def _tell(self, *_anything: object) -> None:
        if not self._quiet:
            self.changed.emit()

    def _put_today(self, key: str) -> None:
        widget = self._widget(key)
        assert isinstance(widget, DateLine)
        widget.setText(day_in_tables(self.today()))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_day(self, key: str, *, future: bool) -> None:
        text = self.text(key)
        if text.strip() and not self._fields[key].error():
            try:
                day = parse_day(text, today=self.today(), future=future)
            except ValueError as fault:
                self._fields[key].set_error(str(fault))
                return
            self._rewrite(key, day_in_tables(day))

    def _settle_time(self, key: str) -> None:
        text = self.text(key)
        if text.strip() and not self._fields[key].error():
            try:
                at = parse_time(text)
            except ValueError as fault:
                self._fields[key].set_error(str(fault))
                return
            self._rewrite(key, f"{at:%H:%M}")

    def _settle_amount(self, key: str) -> None:
        text = self.text(key)
        if text.strip() and not self._fields[key].error():
            try:
                fen = parse_yuan(text)
            except ValueError as fault:
                self._fields[key].set_error(str(fault))
                return
            self._rewrite(key, format_yuan(fen))

    def _rewrite(self, key: str, text: str) -> None:
        """Show what was typed in the usual shape."""
        if self.text(key) != text:
            widget = self._widget(key)
            assert isinstance(widget, TextLine)
            widget.setText(text)


def _field(label: str, widget: QWidget, **more: Any) -> Field:
    """A field whose refusal may take two lines: in a narrow one it must be read, not guessed."""
    return Field(label, widget, wraps=True, **more)


def _from_top(field: Field) -> tuple[int, int]:
    """Where a field stands, for the order in which one reads."""
    place = field.mapToGlobal(QPoint(0, 0))
    return place.y(), place.x()


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, TextLine | TextArea):
        return widget.text()
    if isinstance(widget, ComboSearch):
        return widget.value() or (widget.text() if widget.property("free") else "")
    if isinstance(widget, Segments):
        return widget.value()
    if isinstance(widget, Drafted):
        return widget.draft_text()
    assert isinstance(widget, QCheckBox)
    return "1" if widget.isChecked() else ""


def _put_text(widget: QWidget, text: str) -> None:
    if isinstance(widget, TextLine | TextArea):
        if widget.text() != text:  # where nothing changes the cursor stays
            widget.setText(text)
            if isinstance(widget, TextLine):
                widget.setCursorPosition(0)
    elif isinstance(widget, ComboSearch):
        if any(option.value == text for option in widget.options()):
            widget.set_value(text)
        else:
            widget.set_text(text)
    elif isinstance(widget, Segments):
        widget.set_value(text)
    elif isinstance(widget, Drafted):
        widget.put_draft_text(text)
    else:
        assert isinstance(widget, QCheckBox)
        widget.setChecked(bool(text))
