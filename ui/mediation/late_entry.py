"""补录: a case that happened on paper is entered in one sitting, on one page, with its real dates and number."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.entries.mediation import AgreementEntry, LateCase, PartyEntry
from desktop.entries.people import PersonEntry
from desktop.errors import FormError, OfficeError
from desktop.mediation.faults import AgreementFacts, PartyFacts, agreement_faults
from desktop.queries.case_proposals import proposed_name
from desktop.queries.case_waiting import next_case_number
from desktop.services.mediation.cases import CaseOpened
from desktop.services.mediation.late_entry import enter_case_late
from models.values.choices import AgreementForm, PartySide, SessionResult
from models.values.dates import parse_day
from ui.drafting import DraftKeeper
from ui.mediation.case_form import CaseForm
from ui.mediation.findings import FindingLine, Findings
from ui.mediation.form import Reading, faults_of
from ui.mediation.late_agreement import (
    AgreementSection,
    EndingSection,
    PerformancesSection,
    SignaturesSection,
    signers_of,
)
from ui.mediation.late_people import PartiesSection, RightsSection, SessionsSection
from ui.mediation.late_sections import DisputeSection, FormSection, Section
from ui.mediation.part import MainButton, Scroll
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton, LinkButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label, line_across
from ui.widgets.message import Message
from ui.widgets.panel import Panel
from ui.workplace import Workplace

_AFTER_KEY_MS = 150


class CaseSection(FormSection):
    """二、案件."""

    KEY, TITLE, NEEDED = "case", "案件", True
    PREFIX, FIRST = "case", "source"


class LateEntryPage(Page):
    """Nine sections on one page; Alt+1 … 9 lead to them, Ctrl+Enter saves all of it or nothing."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("late")
        self.setWindowTitle("补录案件")
        self._place = place
        self._busy = self._bound = False
        self._proposed = ""
        self._keeper = DraftKeeper(place, "case.late", self._collect, self._restore, parent=self)
        self._keeper.restored.connect(lambda: self.message.say("上次没有补录完的已恢复。", "info"))
        self._make()
        self._lay_out()
        self._refresh_now()
        self._keeper.restore_latest()

    def _make(self) -> None:
        today = self._today
        choices = self._place.choices
        self.dispute = DisputeSection(today, choices)
        self.case = CaseSection("二、案件", CaseForm("late.case", today, choices.mediators, full=True))
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
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_AFTER_KEY_MS)
        self._refresh.timeout.connect(self._refresh_now)
        for section in self.sections:
            section.changed.connect(self._touched)
        self.people.membership_changed.connect(self._refresh_now)

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(14), px(8), px(14), px(10))
        column.setSpacing(px(10))
        self.message = Message(name="late.message")
        column.addWidget(self.message)
        for at, section in enumerate(self.sections):
            if at:
                column.addWidget(line_across())
            column.addWidget(section)
        column.addStretch(1)
        self.area = Scroll(content, name="late.scroll")
        self.agreement.editor.place_wanted.connect(self.area.show_place)
        self.save = MainButton("补录", name="late.save", icon="save")
        self.save.clicked.connect(self.act)
        back = ActionButton("返回，草稿留着", name="late.back")
        back.clicked.connect(self._leave)
        drop = ActionButton("清空重填", name="late.drop", icon="delete")
        drop.clicked.connect(self._drop)
        bar = ActionBar(name="late.bar")
        for button in (self.save, back, drop):
            bar.add(button)
        left = Panel(name="late.left")
        left.set_flush()
        left.body.setSpacing(0)
        left.add(self.area, 1)
        left.add(bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), gap, px(12), gap)
        row.setSpacing(gap)
        row.addWidget(left, 68)
        row.addWidget(self._contents(), 32)

    def _contents(self) -> QWidget:
        """The right column: where one is, what the number will be, what was refused."""
        panel = Panel("补录的内容", "照纸上的日期填", name="late.contents")
        panel.setMaximumWidth(px(440))
        self.number = Label("", "strong", name="late.number")
        line = QHBoxLayout()
        line.addWidget(Label("将编为", "label"))
        line.addWidget(self.number)
        line.addStretch(1)
        panel.body.addLayout(line)
        self._marks: dict[str, Label] = {}
        for number, section in enumerate(self.sections, start=1):
            link = LinkButton(section.TITLE, name=f"late.go.{section.KEY}", strong=True)
            link.setFocusPolicy(link.focusPolicy().NoFocus)
            link.clicked.connect(partial(self.go_to_section, number))
            mark = Label("", "hint", name=f"late.mark.{section.KEY}")
            self._marks[section.KEY] = mark
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(link)
            row.addStretch(1)
            row.addWidget(mark)
            row.addWidget(KeyCap(f"Alt+{number}"))
            panel.body.addLayout(row)
        panel.add(line_across())
        self.refusals = Label("", "strong", name="late.refusals")
        panel.add(self.refusals)
        self.findings = Findings(name="late.findings", most=6, keys=False)
        self.findings.wanted.connect(self._to_field)
        panel.add(self.findings)
        panel.body.addStretch(1)
        return panel

    # -- the page in its window

    def key_hints(self) -> Sequence[KeyHint]:
        """Save, sections, findings."""
        return [("Ctrl+Enter", "补录"), ("Alt+1…9", "到各部分"), ("F7", "下一条")]

    def on_shown(self) -> None:
        """Bind the keys that no button has, the cursor into the first field."""
        if not self._bound and self._place.shell is not None:
            self._bound = True
            keys = self._place.shell.keys
            keys.add("late.main", "Ctrl+Enter", "补录，全部一次保存", self.act, page=self)
            keys.add("late.next_finding", "F7", "下一条", self.findings.choose_next, page=self)
            for number, section in enumerate(self.sections, start=1):
                call = partial(self.go_to_section, number)
                keys.add(f"late.section.{number}", f"Alt+{number}", section.TITLE, call, page=self)
            self.dispute.enter()

    def on_escape(self) -> bool:
        """Close the card of an obligation first."""
        if self.agreement.editor.obligation_open():
            self.agreement.editor.cancel_obligation()
            return True
        return False

    def may_leave(self) -> bool:
        """Always: what is being typed is kept."""
        self._keeper.save_now()
        return True

    def go_to_section(self, number: int, *_clicked: object) -> None:
        """Bring the n-th section to the top, the cursor into its first field."""
        section = self.sections[number - 1]
        section.enter()
        self.area.verticalScrollBar().setValue(section.y() - px(8))

    def _leave(self) -> None:
        if self._place.shell is not None:
            self._place.shell.back()

    # -- what hangs together

    def _today(self) -> date:
        return day_of(self._place.office.clock.now())

    def _touched(self) -> None:
        self._keeper.touch()
        self._refresh.start()

    def _refresh_now(self) -> None:
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
        self._read_number()
        self._propose_name()
        for section in self.sections:
            filled = not section.is_blank()
            words = "已填" if filled else "必填" if section.NEEDED else "选填"
            mark = self._marks[section.KEY]
            mark.setText(words)
            mark.set_tone("ok" if filled else "warn" if section.NEEDED else "text3")

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
            self._place.choices.committee_name,
        )
        self.signatures.set_signers(signers, nothing="")

    def _agreed_on(self) -> date | None:
        days = []
        for form in self.sessions.forms().values():
            day = Reading(form).day("day")
            if form.text("result") == SessionResult.AGREED.value and day is not None:
                days.append(day)
        return max(days, default=None)

    def _read_number(self) -> None:
        by_hand = self.case.form.text("number_by_hand").strip()
        if by_hand:
            self.number.setText(by_hand)
            return
        try:
            day = parse_day(self.case.form.text("accepted_on"), today=self._today(), future=False)
        except ValueError:
            self.number.setText("填受理日期后给号")
            return
        self._place.ask(next_case_number, accepted_on=day).then(
            lambda number: self.number.setText(number or "—"), owner=self
        )

    # -- the draft

    def _collect(self) -> dict[str, Any]:
        return {section.KEY: section.values() for section in self.sections}

    def _restore(self, payload: dict[str, Any]) -> None:
        first: tuple[Section, ...] = (self.dispute, self.case, self.people)
        for section in first:
            section.restore(payload.get(section.KEY))
        self._refresh_now()
        for section in self.sections:
            if section not in first:
                section.restore(payload.get(section.KEY))
                self._refresh_now()
        self.signatures.restore(payload.get("signatures"))
        self.performances.restore(payload.get("performances"))

    def _drop(self) -> None:
        """Forget everything; 撤回上一步 gives it back."""
        kept = self._collect()
        self._keeper.discard()
        for section in self.sections:
            section.restore(None)
        for _side in range(2 - len(self.people.forms())):
            self.people.add_form()
        if not self.sessions.forms():
            self.sessions.add_form()
        self.message.clear()
        self.show_refusals([])
        self._refresh_now()

        def give_back() -> None:
            self._restore(kept)
            self._keeper.touch()

        self._place.say("已清空", give_back)

    # -- saving

    def act(self) -> None:
        """Ctrl+Enter: take the open obligation, else save everything at once."""
        if self.agreement.editor.obligation_open():
            self.agreement.editor.finish_obligation()
            return
        if self._busy:
            return
        self._refresh_now()
        self.message.clear()
        try:
            entry = self._entry()
        except OfficeError as refusal:
            self._refused(refusal)
            return
        self._busy = True
        self._place.perform_once(self._keeper.draft_id, enter_case_late, entry=entry).then(
            self._saved, failed=self._refused, owner=self
        )

    def _entry(self) -> LateCase:
        """Everything as typed; FormError with every fault of every section."""
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
            raise FormError(sorted(faults, key=lambda fault: order[self._section_of(fault[0])]))
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
            today=self._today(),
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

    def _refused(self, refusal: OfficeError) -> None:
        """Every refusal at its field and in the list; everything typed stays."""
        self._busy = False
        faults = faults_of(refusal)
        rest = list(faults)
        for section in self.sections:
            rest = section.show_faults(rest)
        self.show_refusals(faults)
        if rest:
            self.message.say("".join(dict.fromkeys(words for _key, words in rest)), "err")
            self.area.verticalScrollBar().setValue(0)
        if len(rest) < len(faults):
            self._to_field(next(key for key, words in faults if (key, words) not in rest))

    def show_refusals(self, faults: Sequence[tuple[str, str]]) -> None:
        """List what was refused."""
        self.refusals.setText(f"有 {len(faults)} 处要改" if faults else "")
        self.findings.set_lines([FindingLine("error", words, self._where(key), key) for key, words in faults])

    def _where(self, key: str) -> str:
        """Where a refusal is, in words."""
        head, _dot, tail = key.partition(".")
        place = tail.partition(".")[0]
        if place.isdigit() and head in {"parties", "sessions"}:
            return f"当事人 {int(place) + 1}" if head == "parties" else f"第 {int(place) + 1} 次调解"
        return self._section_of(key).TITLE

    def _section_of(self, key: str) -> Section:
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

    def _to_field(self, key: str) -> None:
        """Put the cursor into the field that was refused and bring it into sight."""
        section = self._section_of(key)
        sentence = next((line.sentence for line in self.findings.lines() if line.field == key), "")
        section.enter()
        section.show_faults([(key, sentence)])
        if key.startswith("agreement."):
            self.agreement.editor.go_to(key.partition(".")[2])
        focus = self.focusWidget()
        if focus is not None and section.isAncestorOf(focus):
            self.area.show_place(focus)
        else:
            self.area.show_place(section)

    def _saved(self, answer: CaseOpened) -> None:
        self._busy = False
        self._keeper.discard()
        self._place.say(f"已补录，卷号{answer.number}")
        if self._place.shell is not None:
            self._place.shell.close_page(self)
        self._place.case_wanted.emit(answer.case_id)
