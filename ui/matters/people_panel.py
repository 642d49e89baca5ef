"""当事人: everybody of a matter, numbers masked; one key shows a number for 30 seconds, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.queries.matters import MatterView, PersonLine
from desktop.services.identity import DEFAULT_REASON, DeskPhone, phones_at_desk, reveal_identity
from models.values.choices import IdentityKind
from models.values.permissions import Permission
from models.values.phone import display_phone
from ui.matters.act_form import ActForm, Values, refuse
from ui.style import px
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace

SHOWN_FOR = 30
"""Seconds that a number stays readable."""
NOBODY = "没有留下姓名"
KINDS = [
    Choice(IdentityKind.ID_CARD.value, "身份证号"),
    Choice(IdentityKind.PHONE.value, "电话"),
]


class _PersonLine(QWidget):
    """One person or organisation: role, name, details; phone and ID masked."""

    def __init__(self, line: PersonLine, place: int) -> None:
        super().__init__()
        self.line = line
        self._desk_phone = ""
        name = f"matter.person.{place}"
        self._masks = {IdentityKind.PHONE: line.phone_mask, IdentityKind.ID_CARD: line.identity_mask}
        self._labels = {
            IdentityKind.PHONE: Label("", "secondary", name=f"{name}.phone"),
            IdentityKind.ID_CARD: Label("", "secondary", name=f"{name}.identity"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.addWidget(Label(line.role, "secondary"), 0, 0)
        grid.addWidget(Label(line.name, "strong", name=f"{name}.name", elide=True), 0, 1)
        grid.addWidget(self._labels[IdentityKind.PHONE], 0, 2)
        details = Label(line.details, "hint")
        set_shown(details, on=bool(line.details))
        set_shown(self._labels[IdentityKind.ID_CARD], on=bool(line.identity_mask))
        grid.addWidget(details, 1, 1)
        grid.addWidget(self._labels[IdentityKind.ID_CARD], 1, 2)
        for label in self._labels.values():
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnMinimumWidth(0, px(74))
        grid.setColumnStretch(1, 1)
        self.hide_numbers()

    def set_desk_phone(self, number: str) -> None:
        """Show the telephone in full from now on ('' for its mask): this desk has to call."""
        self._desk_phone = display_phone(number) if number else ""
        label = self._labels[IdentityKind.PHONE]
        label.setText(self._desk_phone or self._masks[IdentityKind.PHONE])
        label.set_tone("")

    def hide_numbers(self) -> None:
        """Show the masks; the telephone in full at the desk that handles the matter."""
        for kind, label in self._labels.items():
            label.setText(self._masks[kind])
            label.set_tone("")
        if self._desk_phone:
            self._labels[IdentityKind.PHONE].setText(self._desk_phone)

    def reveal(self, kind: IdentityKind, number: str) -> None:
        """Show a whole number."""
        shown = display_phone(number) if kind is IdentityKind.PHONE else number
        self._labels[kind].setText(shown or "没有留")
        self._labels[kind].set_tone("accent")


class PeoplePanel(Panel):
    """Everybody of the matter. What was revealed is masked again after 30 seconds, and when the page hides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("当事人", name="matter.people", parent=parent)
        self.reveal_button = LinkButton("看证件号", "Alt+V", name="matter.reveal")
        self.add_head(self.reveal_button)
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.add(self._box)
        self.lines: list[_PersonLine] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR * 1000)
        self._timer.timeout.connect(self.hide_numbers)
        self._phones: dict[int, str] = {}
        self._asked: tuple[object, ...] = ()
        self._about: tuple[Workplace, MatterView] | None = None
        self._covered = False

    def ask_phones(self, place: Workplace, view: MatterView) -> None:
        """Show the telephones in full if this desk handles the matter; asked again when it moved on.

        While the panel is hidden (the screen is locked, an act stands over it) it waits until it is shown.
        """
        self._about = place, view
        shares = tuple((share.unit_id, share.state) for share in view.assignments)
        wanted = (view.matter_id, view.state, shares, len(view.people))
        has_phone = any(line.phone_mask for line in view.people)
        if not self.isVisible() or wanted == self._asked or not has_phone:
            return
        if not place.who.may(Permission.IDENTITY_REVEAL):
            return
        self._asked = wanted
        place.lanes.desk.run(
            place.as_me(lambda: place.office.perform(phones_at_desk, matter_id=view.matter_id)),
            done=self._phones_came,
            failed=lambda _refusal: self._phones_came(()),
            owner=self,
        )

    def _phones_came(self, phones: tuple[DeskPhone, ...]) -> None:
        if not self.isVisible():
            self._asked = ()  # nobody may read it now; it is asked for again when somebody does
            return
        self._phones = {phone.person_id: phone.number for phone in phones}
        self._show_phones()

    def set_covered(self, *, on: bool) -> None:
        """F9: nobody beside the desk reads the telephones."""
        self._covered = on
        self._show_phones()

    def _show_phones(self) -> None:
        for line in self.lines:
            number = self._phones.get(line.line.person_id or 0, "")
            line.set_desk_phone("" if self._covered else number)

    def show_people(self, people: Sequence[PersonLine]) -> None:
        """Show these people, masked."""
        if people and [line.line for line in self.lines] == list(people):
            return
        for old in self.lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [_PersonLine(line, place) for place, line in enumerate(people, start=1)]
        for line in self.lines:
            self._column.addWidget(line)
        self._show_phones()
        self._timer.stop()
        self.set_note("" if people else NOBODY)

    def reveal(self, person_id: int, kind: IdentityKind, number: str) -> None:
        """Show a number of a person for 30 seconds."""
        for line in self.lines:
            if line.line.person_id == person_id:
                line.reveal(kind, number)
        self.set_note(f"{SHOWN_FOR}秒后遮住")
        self._timer.start()

    def hide_numbers(self) -> None:
        """Show masks only."""
        self._timer.stop()
        self.set_note("" if self.lines or self._about is None else NOBODY)
        for line in self.lines:
            line.hide_numbers()

    def showEvent(self, event: Any) -> None:
        """Whoever unlocked the screen or put an act aside reads on."""
        super().showEvent(event)
        if self._about is not None:
            self.ask_phones(*self._about)

    def hideEvent(self, event: Any) -> None:
        """Mask when the page goes."""
        super().hideEvent(event)
        self._phones, self._asked = {}, ()
        self._show_phones()
        self.hide_numbers()


class RevealForm(ActForm):
    """Whose number, which one, and why; the look becomes an event."""

    title = "看证件号、电话"
    save_words = f"看{SHOWN_FOR}秒"
    said = "查看已记入操作日志"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = ComboSearch(name="matter.reveal.person")
        self.kind = Segments(KINDS, name="matter.reveal.kind")
        self.kind.set_value(IdentityKind.ID_CARD.value)
        self.reason = TextLine(name="matter.reveal.reason", longest=60)
        self.add_field(
            "person", Field("看谁的", self.person, name="matter.reveal.person", required=True, wraps=True)
        )
        self.add_field("kind", Field("看什么", self.kind, name="matter.reveal.kind", wraps=True))
        self.add_field(
            "reason", Field("理由", self.reason, name="matter.reveal.reason", required=True, wraps=True)
        )
        self.add_field_note()
        self.column.addStretch(1)

    def add_field_note(self) -> None:
        """Say beneath what the look leads to."""
        self.column.addWidget(Label("看一次记一次，写明谁、何时、为什么。", "hint"))

    def begin(self, view: MatterView) -> None:
        """Offer the people who have a number."""
        people = [line for line in view.people if line.person_id and (line.phone_mask or line.identity_mask)]
        self.person.set_options(
            [Option(str(line.person_id), f"{line.name}（{line.role}）") for line in people]
        )
        if not self.person.value() and people:
            self.person.set_value(str(people[0].person_id))
        if people and not any(line.identity_mask for line in people):
            self.kind.set_value(IdentityKind.PHONE.value)
        set_shown(self.fields["person"], on=len(people) > 1)
        if not self.reason.text():
            self.reason.setText(DEFAULT_REASON)

    def values(self) -> Values:
        """Return nothing: a look is no draft."""
        return {}

    def fill(self, values: Values) -> None:
        """There is nothing to put back."""

    def focus_first(self) -> None:
        """Begin at the reason: the rest is usually right."""
        self.reason.setFocus()
        self.reason.selectAll()

    def chosen(self) -> tuple[int, IdentityKind]:
        """Return whose number and which one is asked for."""
        return int(self.person.value()), IdentityKind(self.kind.value())

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the look."""
        if not self.person.value():
            refuse([("person", "本件没有留下号码。")])
        person_id, kind = self.chosen()
        return place.perform(
            reveal_identity,
            matter_id=view.matter_id,
            person_id=person_id,
            kind=kind,
            reason=self.reason.text(),
        )
