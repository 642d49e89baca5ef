"""The sections of a late entry, from the dispute to its end; each knows its part of `LateCase` and of its refusals."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import PartyEntry
from desktop.entries.people import PersonEntry
from desktop.queries.codes import FormChoices
from models.values.choices import Channel, MatterNature, PartySide
from models.values.dates import utc_of
from ui.mediation.form import Form
from ui.mediation.options import listed_choices
from ui.mediation.party_form import side_by_side
from ui.mediation.reading import Faults
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import Option
from ui.widgets.label import Label
from ui.widgets.naming import name_widget

_NOON = time(12, 0)


class Section(QWidget):
    """One part of the long form: a heading, its contents, its place in the draft."""

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    NEEDED: ClassVar[bool] = False

    changed = Signal()
    """Something was typed."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, f"late.section.{self.KEY}", title)
        self._head = QHBoxLayout()
        self._head.setSpacing(px(10))
        self._head.addWidget(Label(title, "panel"))
        self._head.addWidget(Label(note, "hint"))
        self._head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(look().size("field_gap_down"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(6))
        column.setSpacing(px(8))
        column.addLayout(self._head)
        column.addLayout(self.body)

    def add_head(self, widget: QWidget) -> None:
        """Put a small button at the right of the heading."""
        self._head.addWidget(widget)

    def values(self) -> Any:
        """What is typed, for the draft; empty when nothing is."""
        raise NotImplementedError

    def restore(self, values: Any) -> None:
        """Put a draft back."""
        raise NotImplementedError

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put refusals at their fields; return those that are not this section's."""
        raise NotImplementedError

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        raise NotImplementedError

    def enter(self) -> None:
        """Put the cursor into the first field."""
        raise NotImplementedError


class FormSection(Section):
    """A section that is one form. Its refusals stand under `PREFIX`."""

    PREFIX: ClassVar[str] = ""
    FIRST: ClassVar[str] = ""

    def __init__(self, title: str, form: Form, note: str = "") -> None:
        super().__init__(title, note)
        self.form = form
        form.changed.connect(self.changed)
        self.body.addWidget(form)

    def values(self) -> Any:
        """The form's texts."""
        return self.form.values()

    def restore(self, values: Any) -> None:
        """Put the texts back."""
        self.form.restore(values or {})

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Refusals of this form."""
        own, rest = split(faults, self.PREFIX)
        return rest + [(f"{self.PREFIX}.{key}", words) for key, words in self.form.show_faults(own)]

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return self.form.is_blank()

    def enter(self) -> None:
        """Into the first field."""
        self.form.field(self.FIRST).focus_widget()


class DisputeForm(Form):
    """The registration of the dispute: how it came in, when, what it is about."""

    def __init__(self, today: Callable[[], date], choices: FormChoices) -> None:
        super().__init__("late.dispute", today)
        categories = [
            Option(str(item.category_id), item.words, (item.code, *item.initials))
            for item in choices.categories_for(MatterNature.DISPUTE)
        ]
        villages = [Option(str(item.village_id), item.name, item.initials) for item in choices.villages]
        self.combo("channel", "怎么来的", listed_choices(Channel), required=True)
        self.day("happened_at", "登记日期", hint="不填同受理日期")
        self.combo("category_id", "纠纷类别", categories)
        self.combo("village_id", "村居", villages)
        self.growing("story", "纠纷经过", lines=2, required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(side_by_side((self.field("channel"), 1), (self.field("happened_at"), 1)))
        column.addLayout(side_by_side((self.field("category_id"), 3), (self.field("village_id"), 2)))
        column.addWidget(self.field("story"))

    def entry(self, parties: Sequence[PartyEntry], *, now: datetime) -> MatterEntry:
        """The registration as typed; who came is the first applicant. Raises FormError."""
        read = self.reading()
        channel = read.choice("channel", Channel, missing="请选择纠纷是怎么来的。")
        story = read.text("story", missing="请写下纠纷的经过。")
        day = read.day("happened_at")
        read.finish()
        assert channel is not None
        category, village = self.text("category_id"), self.text("village_id")
        applicant = next((party.who for party in parties if party.side is PartySide.APPLICANT), None)
        return MatterEntry(
            channel=channel,
            nature=MatterNature.DISPUTE,
            story=story,
            visitor=applicant if isinstance(applicant, PersonEntry) else None,
            counterparts=tuple(party.who for party in parties if party.side is not PartySide.APPLICANT),
            category_id=int(category) if category else None,
            village_id=int(village) if village else None,
            happened_at=min(now, utc_of(day, _NOON)) if day else None,
        )


class DisputeSection(FormSection):
    """一、纠纷."""

    KEY, TITLE, NEEDED = "dispute", "纠纷", True
    PREFIX, FIRST = "matter", "channel"

    def __init__(self, today: Callable[[], date], choices: FormChoices) -> None:
        self.dispute = DisputeForm(today, choices)
        super().__init__("一、纠纷", self.dispute)


class Repeated(Section):
    """A section of several forms of one kind, each in a frame with 移除.

    Forms keep a number of their own for as long as they stand there, so that other sections can name them.
    """

    ADD_KEY: ClassVar[str] = ""
    ADD_WORDS: ClassVar[str] = ""
    PREFIX: ClassVar[str] = ""

    membership_changed = Signal()
    """A form was added or taken out."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self._forms: dict[int, Form] = {}
        self._frames: dict[int, QFrame] = {}
        self._titles: dict[int, Label] = {}
        self._last = 0
        self.add = ActionButton(
            self.ADD_WORDS, self.ADD_KEY, name=f"late.{self.KEY}.add", small=True, icon="add"
        )
        self.add.clicked.connect(self.add_and_enter)
        self.add_head(self.add)

    def make(self, number: int) -> Form:
        """A new form for this number."""
        raise NotImplementedError

    def heading(self, place: int) -> str:
        """The heading of the form at this place, from 1."""
        raise NotImplementedError

    def forms(self) -> Mapping[int, Form]:
        """The forms in order, by their numbers."""
        return self._forms

    def counted(self) -> list[Form]:
        """The forms that are sent, in their order: refusals count them."""
        return list(self._forms.values())

    def add_form(self, number: int = 0) -> Form:
        """Add a form at the end."""
        number = number or self._last + 1
        self._last = max(self._last, number)
        form = self.make(number)
        form.changed.connect(self.changed)
        frame = QFrame()
        frame.setProperty("surface", "fold")
        title = Label("", "strong")
        remove = ActionButton("移除", name=f"late.{self.KEY}.{number}.remove", small=True)
        remove.clicked.connect(lambda: self.remove_form(number))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(remove)
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(12), px(8), px(12), px(10))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(form)
        self._forms[number], self._frames[number], self._titles[number] = form, frame, title
        self.body.addWidget(frame)
        self._number_headings()
        self.membership_changed.emit()
        return form

    def add_and_enter(self) -> None:
        """Add a form and put the cursor into it."""
        form = self.add_form()
        form.findChild(QWidget, form.field_name(form.keys()[0])).setFocus()  # type: ignore[union-attr]  # it has one
        self.changed.emit()

    def remove_form(self, number: int) -> None:
        """Take a form out."""
        frame = self._frames.pop(number)
        del self._forms[number], self._titles[number]
        self.body.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self._number_headings()
        self.membership_changed.emit()
        self.changed.emit()

    def _number_headings(self) -> None:
        for place, number in enumerate(self._forms, start=1):
            self._titles[number].setText(self.heading(place))

    def values(self) -> Any:
        """Every form's texts with its number."""
        return [[number, form.values()] for number, form in self._forms.items()]

    def restore(self, values: Any) -> None:
        """As many forms as the draft had, with its numbers."""
        for number in list(self._forms):
            self.remove_form(number)
        for number, texts in values or []:
            self.add_form(int(number)).restore(texts)
        self.membership_changed.emit()

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`PREFIX.<place>.<key>`, the place from 0."""
        rest: list[tuple[str, str]] = []
        for key, sentence in faults:
            head, _dot, tail = key.partition(".")
            place, _dot, field = tail.partition(".")
            forms = self.counted()
            if head == self.PREFIX and place.isdigit() and int(place) < len(forms):
                if forms[int(place)].show_faults([(field, sentence)]):
                    rest.append((key, sentence))
            else:
                rest.append((key, sentence))
        return rest

    def is_blank(self) -> bool:
        """Whether no form holds anything."""
        return all(form.is_blank() for form in self._forms.values())

    def enter(self) -> None:
        """Into the first form, adding one where there is none."""
        form = next(iter(self._forms.values()), None) or self.add_form()
        form.findChild(QWidget, form.field_name(form.keys()[0])).setFocus()  # type: ignore[union-attr]  # it has one


def split(faults: Faults, prefix: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The refusals below a prefix, without it, and the others."""
    own = [(key[len(prefix) + 1 :], words) for key, words in faults if key.startswith(f"{prefix}.")]
    rest = [(key, words) for key, words in faults if not key.startswith(f"{prefix}.")]
    return own, rest
