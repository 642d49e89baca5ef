"""The nine sections of a late entry, each of which knows what the others name; together they are a `LateCase`."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.mediation import AgreementEntry, LateCase, PartyEntry
from desktop.entries.people import PersonEntry
from desktop.errors import FormError
from desktop.mediation.faults import AgreementFacts, PartyFacts, agreement_faults
from desktop.queries.case_proposals import proposed_name
from models.values.choices import AgreementForm, PartySide, SessionResult
from ui.mediation.case_form import CaseForm
from ui.mediation.late_agreement import AgreementSection, SignaturesSection, signers_of
from ui.mediation.late_ending import EndingSection, PerformancesSection
from ui.mediation.late_people import PartiesSection, RightsSection, SessionsSection
from ui.mediation.late_sections import DisputeSection, FormSection, Section
from ui.mediation.reading import Reading
from ui.style import px
from ui.widgets.label import line_across
from ui.workplace import Workplace

_AFTER_KEY_MS = 150


class CaseSection(FormSection):
    """二、案件."""

    KEY, TITLE, NEEDED = "case", "案件", True
    PREFIX, FIRST = "case", "source"


class LateForm(QWidget):
    """Everything that a case on paper may say, in the order of its life."""

    changed = Signal()
    """Something was typed."""
    settled = Signal()
    """The sections know of each other's newest state."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._proposed = ""
        today, choices = self.today, place.choices
        self.dispute = DisputeSection(today, choices)
        own = choices.committees_at(place.who.unit_id)
        case_form = CaseForm("late.case", today, choices.mediators, full=True, committees=own)
        self.case = CaseSection("二、案件", case_form)
        self.people = PartiesSection(today)
        self.rights = RightsSection(today)
        self.sessions = SessionsSection(today)
        self.agreement = AgreementSection(today)
        self.signatures = SignaturesSection(today)
        self.performances = PerformancesSection(today)
        self.ending = EndingSection(today)
        self.sections: tuple[Section, ...] = (
            self.dispute,
            self.case,
            self.people,
            self.rights,
            self.sessions,
            self.agreement,
            self.signatures,
            self.performances,
            self.ending,
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_KEY_MS)
        self._wait.timeout.connect(self.settle)
        one: Section
        for one in self.sections:
            one.changed.connect(self._touched)
        self.people.membership_changed.connect(self.settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for at, one in enumerate(self.sections):
            if at:
                column.addWidget(line_across())
            column.addWidget(one)

    def today(self) -> date:
        """The day at the centre."""
        return day_of(self._place.office.clock.now())

    def _touched(self) -> None:
        self.changed.emit()
        self._wait.start()

    # -- what hangs together

    def settle(self) -> None:
        """Let every section know whom and what the others name."""
        parties = self.people.choices()
        self.rights.set_parties(parties)
        self.sessions.set_parties(parties)
        editor = self.agreement.editor
        editor.set_parties(parties)
        editor.set_agreed_on(self._agreed_on())
        typed = editor.loosely()
        editor.set_copies(max(1, len(parties) + 1 + len(typed.further_holders)))
        there = None if editor.is_blank() else typed
        self.performances.set_obligations(there, parties)
        self._set_signers(there)
        self._propose_name()
        self.settled.emit()

    def _propose_name(self) -> None:
        """甲与乙××纠纷, as long as nobody wrote another name."""
        form = self.case.form
        parties = [
            PartyEntry(side=PartySide(one.text("side")), who=PersonEntry(name=one.text("who.name").strip()))
            for one in self.people.forms().values()
            if one.text("side") and one.text("who.name").strip()
        ]
        if not parties or form.text("name") not in {"", self._proposed}:
            return
        category = self.dispute.form.text("category_id")
        known = {str(item.category_id): item for item in self._place.choices.categories}
        chosen = known.get(category)
        what = form.text("dispute_type").strip() or (chosen.parent_name or chosen.name if chosen else "")
        self._proposed = proposed_name(parties, what.partition("·")[0])
        form.put("name", self._proposed)

    def _set_signers(self, agreement: AgreementEntry | None) -> None:
        if agreement is None or agreement.form is AgreementForm.ORAL:
            oral = agreement is not None
            words = "口头协议自达成之日起生效，不登记签署。" if oral else "填写书面协议后，在这里登记签署。"
            self.signatures.set_signers({}, nothing=words)
            return
        chosen = [int(part) for part in self.case.form.text("mediator_ids").split(",") if part]
        names = {mediator.staff_id: mediator.name for mediator in self._place.choices.mediators}
        signers = signers_of(
            self.people.choices(),
            self.people.kinds(),
            self.people.agents(),
            [(number, names[number]) for number in chosen],
            agreement.recorder,
            self.committee_name(),
        )
        self.signatures.set_signers(signers, nothing="")

    def committee_id(self) -> int | None:
        """The committee that was chosen; None where there is nothing to choose."""
        form = self.case.form
        assert isinstance(form, CaseForm)
        return form.committee.chosen()

    def committee_name(self) -> str:
        """The full name of the committee that accepted the case."""
        form = self.case.form
        assert isinstance(form, CaseForm)
        return form.committee.name() or self._place.choices.committee_name

    def _agreed_on(self) -> date | None:
        days = []
        for form in self.sessions.forms().values():
            day = Reading(form).day("day")
            if form.text("result") == SessionResult.AGREED.value and day is not None:
                days.append(day)
        return max(days, default=None)

    # -- the draft

    def values(self) -> dict[str, Any]:
        """Everything typed, as a draft keeps it."""
        return {section.KEY: section.values() for section in self.sections}

    def restore(self, values: dict[str, Any]) -> None:
        """Put a draft back: first whom and what the other sections name."""
        first: tuple[Section, ...] = (self.dispute, self.case, self.people)
        for section in first:
            section.restore(values.get(section.KEY))
        self.settle()
        for section in self.sections:
            if section not in first:
                section.restore(values.get(section.KEY))
                self.settle()

    def clear(self) -> None:
        """Empty everything: two parties and one sitting stand there to be filled in."""
        self.restore({})
        for side in (PartySide.APPLICANT, PartySide.RESPONDENT):
            self.people.add_form().put("side", side.value)
        self.sessions.add_form()
        self._proposed = ""
        self.settle()

    # -- what it says

    def entry(self) -> LateCase:
        """Everything as typed; FormError with every fault of every section, in their order."""
        faults: list[tuple[str, str]] = []
        places = self.people.places()

        def read(call: Any, prefix: str = "") -> Any:
            try:
                return call()
            except FormError as refusal:
                faults.extend((f"{prefix}{key}", words) for key, words in refusal.faults)
                return None

        case_form = self.case.form
        assert isinstance(case_form, CaseForm)
        parties = read(self.people.entries) or ()
        now = self._place.office.clock.now()
        matter = read(partial(self.dispute.dispute.entry, parties, now=now), "matter.")
        case = read(case_form.entry, "case.")
        rights = read(partial(self.rights.entries, places)) or ((), ())
        sessions = read(partial(self.sessions.entries, places)) or ()
        agreement = read(partial(self.agreement.entry, places))
        signatures = read(partial(self.signatures.entries, places)) or ()
        performances = read(self.performances.entries) or ()
        termination, closed_on = read(self.ending.entries) or (None, None)
        if agreement is not None and not faults:
            faults.extend(self._agreement_errors(case.accepted_on, rights))
        if faults:
            order = {section: at for at, section in enumerate(self.sections)}
            raise FormError(sorted(faults, key=lambda fault: order[self.section_of(fault[0])]))
        return LateCase(
            case=case,
            parties=tuple(parties),
            matter=matter,
            consents=rights[0],
            tellings=rights[1],
            sessions=sessions,
            agreement=agreement,
            signatures=signatures if agreement is not None else (),
            performances=performances if agreement is not None else (),
            termination=termination,
            closed_on=closed_on,
        )

    def _agreement_errors(self, accepted_on: date, rights: tuple[Any, Any]) -> list[tuple[str, str]]:
        """What the agreement's check finds, each at its field; a party's telling at its form."""
        places = self.people.places()
        consents = {consent.party: consent.agreed for consent in rights[0]}
        told = {telling.party for telling in rights[1]}
        facts = AgreementFacts(
            parties=tuple(
                PartyFacts(
                    choice.number,
                    choice.name,
                    told=places[choice.number] in told,
                    refused=consents.get(places[choice.number]) is False,
                    consented=consents.get(places[choice.number]) is True,
                )
                for choice in self.people.choices()
            ),
            accepted_on=accepted_on,
            today=self.today(),
            dispute_type=self.case.form.text("dispute_type"),
            agreed_on=self._agreed_on(),
        )
        found = []
        for fault in agreement_faults(self.agreement.editor.loosely(), facts):
            if fault.level != "error":
                continue
            parts = fault.field.split(".")
            if parts[0] == "parties" and len(parts) == 3:
                key = "telling.how" if parts[2] == "telling" else "consent.agreed"
                found.append((f"rights.{places[int(parts[1])] - 1}.{key}", fault.sentence))
            else:
                found.append((f"agreement.{fault.field}", fault.sentence))
        return found

    # -- refusals

    def at_parties(self, faults: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Refusals of the registration's people as those of the parties who they are: typed once, said once."""
        sides = [form.text("side") for form in self.people.forms().values()]
        applicant = PartySide.APPLICANT.value
        others = [place for place, side in enumerate(sides) if side != applicant]

        def of_party(key: str) -> str:
            parts = key.split(".")
            if parts[:2] == ["matter", "visitor"] and applicant in sides:
                return ".".join(["parties", str(sides.index(applicant)), "who", *parts[2:]])
            if parts[:2] == ["matter", "counterparts"] and len(parts) > 3 and parts[2].isdigit():
                return ".".join(["parties", str(others[int(parts[2])]), "who", *parts[3:]])
            return key

        return list(dict.fromkeys((of_party(key), sentence) for key, sentence in faults))

    def show_faults(self, faults: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Put every refusal at its field; return those that have none."""
        rest = list(faults)
        for section in self.sections:
            rest = section.show_faults(rest)
        return rest

    def where(self, key: str) -> str:
        """Where a refusal is, in words."""
        head, _dot, tail = key.partition(".")
        place = tail.partition(".")[0]
        if place.isdigit() and head in {"parties", "sessions"}:
            return f"当事人 {int(place) + 1}" if head == "parties" else f"第 {int(place) + 1} 次调解"
        return self.section_of(key).TITLE

    def section_of(self, key: str) -> Section:
        """The section that a refusal belongs to."""
        by_prefix: dict[str, Section] = {
            "matter": self.dispute,
            "case": self.case,
            "parties": self.people,
            "consents": self.rights,
            "tellings": self.rights,
            "rights": self.rights,
            "sessions": self.sessions,
            "agreement": self.agreement,
            "signatures": self.signatures,
            "performances": self.performances,
            "termination": self.ending,
            "closing": self.ending,
        }
        return by_prefix.get(key.partition(".")[0], self.dispute)
