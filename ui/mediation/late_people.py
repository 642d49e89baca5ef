"""Late entry: the parties, what each said about being mediated, how each was told, and the sittings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import (
    ConsentEntry,
    PartyEntry,
    SessionEntry,
    TellingEntry,
)
from desktop.errors import FormError
from models.values.choices import PartyKind, PartySide
from ui.mediation.form import Form
from ui.mediation.late_sections import Repeated, Section
from ui.mediation.party_form import PartyForm
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Faults
from ui.mediation.rights_form import RightsForm
from ui.mediation.session_form import SessionForm
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label


def gather(forms: Mapping[int, Form], prefix: str, read: Callable[[int, Any], Any]) -> list[Any]:
    """What each form says, in order; FormError with every fault under `prefix.<place>.`."""
    found, faults = [], []
    for place, (number, form) in enumerate(forms.items()):
        try:
            found.append(read(number, form))
        except FormError as refusal:
            faults += [(f"{prefix}.{place}.{key}", sentence) for key, sentence in refusal.faults]
    if faults:
        raise FormError(faults)
    return found


class PartiesSection(Repeated):
    """三、当事人. A party's number is how the other sections name it."""

    KEY, TITLE, NEEDED = "parties", "当事人", True
    ADD_KEY, ADD_WORDS, PREFIX = "Alt+A", "加当事人", "parties"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("三、当事人")
        self._today = today
        for side in (PartySide.APPLICANT, PartySide.RESPONDENT):
            self.add_form().put("side", side.value)

    def make(self, number: int) -> Form:
        """A party."""
        return PartyForm(f"late.party.{number}", self._today)

    def heading(self, place: int) -> str:
        """当事人 1 …."""
        return f"当事人 {place}"

    def choices(self) -> list[PartyChoice]:
        """The parties as the other sections choose them."""
        return [
            PartyChoice(
                number,
                form.text("who.name").strip() or f"当事人 {place}",
                has_agent=bool(form.text("agent_name").strip()),
            )
            for place, (number, form) in enumerate(self.forms().items(), start=1)
        ]

    def kinds(self) -> dict[int, PartyKind]:
        """Person or organisation, by number."""
        return {
            number: PartyKind(form.text("kind") or PartyKind.PERSON) for number, form in self.forms().items()
        }

    def agents(self) -> dict[int, str]:
        """The agent who may sign for a party, by its number; '' for none."""
        return {
            number: form.text("agent_name").strip() if form.text("agent_may_settle") else ""
            for number, form in self.forms().items()
        }

    def entries(self) -> tuple[PartyEntry, ...]:
        """The parties as typed. Raises FormError."""
        return tuple(gather(self.forms(), self.PREFIX, lambda _number, form: form.entry()))

    def places(self) -> dict[int, int]:
        """The place of each party in the list, from 1, by its number."""
        return {number: place for place, number in enumerate(self.forms(), start=1)}


class RightsSection(Section):
    """四、同意与告知: a form for each party."""

    KEY, TITLE, NEEDED = "rights", "同意与告知", True

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("四、同意与告知")
        self._today = today
        self._forms: dict[int, RightsForm] = {}
        self._titles: dict[int, Label] = {}
        self._boxes: dict[int, QWidget] = {}
        self._consented: list[int] = []
        self._told: list[int] = []
        self.same = ActionButton("都照第一位填", "Alt+G", name="late.rights.same", small=True, icon="copy")
        self.same.clicked.connect(self._fill_alike)
        self.add_head(self.same)

    def set_parties(self, parties: list[PartyChoice]) -> None:
        """A form for each of these parties; what was typed for those that stay is kept."""
        wanted = {party.number for party in parties}
        for number in [number for number in self._forms if number not in wanted]:
            box = self._boxes.pop(number)
            del self._forms[number], self._titles[number]
            self.body.removeWidget(box)
            box.hide()
            box.deleteLater()
        for party in parties:
            if party.number not in self._forms:
                self._add(party.number)
            self._titles[party.number].setText(party.name)

    def _add(self, number: int) -> None:
        form = RightsForm(f"late.rights.{number}", self._today)
        form.changed.connect(self.changed)
        title = Label("", "strong")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(4))
        column.addWidget(title)
        column.addWidget(form)
        self._forms[number], self._titles[number], self._boxes[number] = form, title, box
        self.body.addWidget(box)

    def _fill_alike(self) -> None:
        forms = list(self._forms.values())
        for form in forms[1:]:
            form.restore(forms[0].values())
        self.changed.emit()

    def entries(self, places: Mapping[int, int]) -> tuple[tuple[ConsentEntry, ...], tuple[TellingEntry, ...]]:
        """Consents and tellings, parties by their places. Raises FormError."""
        pairs = gather(self._forms, "rights", lambda number, form: (number, form.entries(places[number])))
        self._consented = [number for number, (consent, _telling) in pairs if consent]
        self._told = [number for number, (_consent, telling) in pairs if telling]
        return (
            tuple(consent for _number, (consent, _telling) in pairs if consent),
            tuple(telling for _number, (_consent, telling) in pairs if telling),
        )

    def form(self, number: int) -> RightsForm:
        """The form of a party."""
        return self._forms[number]

    def values(self) -> Any:
        """Every form's texts by the party's number."""
        return {str(number): form.values() for number, form in self._forms.items()}

    def restore(self, values: Any) -> None:
        """Put the texts back; the parties stand there already."""
        for number, form in self._forms.items():
            form.restore((values or {}).get(str(number), {}))

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`consents.<n>.`, `tellings.<n>.` in the order in which they were sent, and `rights.<place>.`."""
        rest: list[tuple[str, str]] = []
        forms = list(self._forms.values())
        for key, sentence in faults:
            head, _dot, tail = key.partition(".")
            place, _dot, field = tail.partition(".")
            sent = {"consents": ("consent", self._consented), "tellings": ("telling", self._told)}.get(head)
            if sent and place.isdigit() and int(place) < len(sent[1]):
                form, field = self._forms[sent[1][int(place)]], f"{sent[0]}.{field}"
            elif head == "rights" and place.isdigit() and int(place) < len(forms):
                form = forms[int(place)]
            else:
                rest.append((key, sentence))
                continue
            if form.show_faults([(field, sentence)]):
                rest.append((key, sentence))
        return rest

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return all(form.is_blank() for form in self._forms.values())

    def enter(self) -> None:
        """Into the first party's consent."""
        if self._forms:
            next(iter(self._forms.values())).field("consent.agreed").focus_widget()


class SessionsSection(Repeated):
    """五、调解记录."""

    KEY, TITLE = "sessions", "调解记录"
    ADD_KEY, ADD_WORDS, PREFIX = "Alt+N", "再记一次", "sessions"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("五、调解记录", "有手写笔录的勾选“手写原件为准”，这里只录要点")
        self._today = today
        self._parties: list[PartyChoice] = []
        self.add_form()

    def make(self, number: int) -> Form:
        """A sitting."""
        form = SessionForm(f"late.session.{number}", self._today)
        form.set_parties(self._parties)
        return form

    def heading(self, place: int) -> str:
        """第 1 次 …."""
        return f"第 {place} 次调解"

    def set_parties(self, parties: list[PartyChoice]) -> None:
        """Who may have been there."""
        if parties != self._parties:
            self._parties = parties
            for form in self.forms().values():
                assert isinstance(form, SessionForm)
                form.set_parties(parties)

    def counted(self) -> list[Form]:
        """Those in which something was typed."""
        return [form for form in self.forms().values() if not form.is_blank()]

    def entries(self, places: Mapping[int, int]) -> tuple[SessionEntry, ...]:
        """The sittings that were typed, parties by their places. Raises FormError."""
        typed = {number: form for number, form in self.forms().items() if not form.is_blank()}
        found: list[SessionEntry] = gather(typed, self.PREFIX, lambda _number, form: form.entry())
        return tuple(
            replace(
                session,
                attended=tuple(replace(there, party=places[there.party]) for there in session.attended),
            )
            for session in found
        )
