"""当事人: who the parties are, as the papers of the case show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView, PartyView
from desktop.services.mediation.course import PartyJoined, join_party
from desktop.services.mediation.parties import PartyKept, add_party, edit_party, remove_party
from models.values.choices import PartyKind
from models.values.dates import day_in_tables
from models.values.identity_number import age_on
from ui.mediation.case_party_form import CasePartyForm
from ui.mediation.draft_case import DraftCase, draft_of, party_typed, with_party
from ui.mediation.drafted_forms import acceptance_document
from ui.mediation.form_paper import FormPaper
from ui.mediation.part import MainButton, Part
from ui.mediation.party_form import ETHNICITY
from ui.mediation.reading import Faults
from ui.mediation.records import NEW, Records
from ui.mediation.tabs import TabMark
from ui.widgets.buttons import ActionButton
from ui.widgets.rows import Column, Kind
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document


class PartiesPart(Part):
    """The list of parties, and beneath it the form of the one that is chosen."""

    KEY, TITLE = "parties", "当事人"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self.form = CasePartyForm("case.party", self.today)
        self.records: Records[PartyView] = Records(
            "case.parties",
            "当事人",
            party_columns(self.today),
            self.form,
            self._fill,
            begin_at="side",
            open_at="who.name",
        )
        self.rows, self.table = self.records.rows, self.records.table
        self.records.chosen.connect(self._enable)
        self._paper = FormPaper(
            "受理登记表", self.form, self._document, lead=self._lead, at=self._place_on_paper
        )
        self.form.changed.connect(self.page_changed)
        self.records.chosen.connect(self.page_changed)
        self.body.addWidget(self.records)
        self.body.addStretch(1)
        self.save = MainButton("保存当事人", name="case.parties.save", icon="save")
        self.save.clicked.connect(self.act)
        self.add = ActionButton("加当事人", "Alt+A", name="case.parties.add", icon="person_add")
        self.add.clicked.connect(self._begin_new)
        self.remove = ActionButton("移除", "Alt+R", name="case.parties.remove", icon="delete")
        self.remove.clicked.connect(self._remove)
        self.add_main(self.save)
        self.notes = ActionButton("身份和授权...", name="case.parties.notes", icon="person")
        self.notes.clicked.connect(lambda: self.wants.emit(f"notes.{self.records.editing()}"))
        self.paste = ActionButton("从表格粘贴...", name="case.parties.paste", icon="people_team")
        self.paste.clicked.connect(lambda: self.wants.emit("paste"))
        self.leave = ActionButton("退出...", name="case.parties.leave", icon="arrow_forward")
        self.leave.clicked.connect(lambda: self.wants.emit(f"leave.{self.records.editing()}"))
        for button in (self.add, self.remove, self.leave, self.notes, self.paste):
            self.bar.add(button)

    # -- shown by the page

    def show_case(self, view: CaseView) -> None:
        """Show the parties; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        self.records.show_records(view.parties, begin=view.parties[0].id if view.parties else NEW)
        if first:
            self.records.keep_draft(
                self._place,
                "case.party",
                f"case:{view.case_id}",
                lambda: self.message.say("上次没有保存的当事人已恢复。", "info"),
                payload_format=2,
            )

    def mark(self, view: CaseView) -> TabMark:
        """Done with two parties."""
        return TabMark("done" if sum(party.left_on is None for party in view.parties) >= 2 else "")

    def enter(self) -> None:
        """Into the list, or into the first field while there is nobody."""
        self.records.enter()

    def go_to(self, field: str) -> None:
        """`parties` begins a new one; `parties.<id>` chooses one, `parties.<id>.<field>` goes into its field."""
        _head, _dot, tail = field.partition(".")
        number, _dot, name = tail.partition(".")
        if number.isdigit() and any(party.id == int(number) for party in self.view.parties):
            self.records.edit(int(number))
            keys = self.form.keys()
            wanted = "who.born" if name == "age" else f"who.{name}"
            key = wanted if wanted in keys else "who.name"
            self.form.field(key).focus_widget()
        else:
            self._begin_new()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        self.records.save_draft()

    # -- the page beside it

    def form_paper(self) -> FormPaper | None:
        """The register as the parties stand now."""
        return self._paper

    def _drafted(self) -> DraftCase:
        """The case with the party in the form."""
        case, typed = draft_of(self.view), party_typed(self.form, self.records.editing())
        return replace(case, parties=with_party(case, typed, is_blank=self.form.is_blank()))

    def _document(self) -> "Callable[[], Document] | None":
        return acceptance_document(self._drafted()) if self._view is not None else None

    def _place_on_paper(self) -> str:
        parties = self._drafted().parties
        at = next((at for at, party in enumerate(parties) if party.id == self.records.editing()), -1)
        return f"parties.{at}" if at >= 0 else ""

    def _lead(self, place: str) -> bool:
        head, _dot, tail = place.partition(".")
        number, parties = tail.partition(".")[0], self._drafted().parties
        if head != "parties" or not number.isdigit() or int(number) >= len(parties):
            return False
        self.records.edit(parties[int(number)].id)
        self.form.field("who.name").focus_widget()
        return True

    # -- choosing

    def _begin_new(self) -> None:
        self.records.begin_new()
        self.area.show_place(self.form)

    def _fill(self, party: PartyView | None, typed: Mapping[str, Any] | None) -> None:
        """Put into the form what was typed of this party, else what is kept."""
        self.form.set_known(
            person_id=party.person_id if party else None,
            organisation_id=party.organisation_id if party else None,
        )
        self.form.set_numbers_kept(party.phone_mask if party else "", party.identity_mask if party else "")
        self.form.lock_kind(locked=party is not None)
        self.form.set_may_join(on=party is None and bool(self.view.sessions))
        self.form.restore(typed if typed is not None else _values(party))
        self.records.heading.setText(_heading(party))

    def _enable(self) -> None:
        party = self.records.record()
        reason = self.blocked_by_state(CaseAct.EDIT_PARTIES, "改动当事人")
        self.save.set_text("保存修改" if party else "添加")
        self.form.setEnabled(not reason)
        self.save.set_blocked(reason)
        for button in (self.add, self.remove):
            button.setEnabled(not reason)
        self.paste.setEnabled(not reason)
        self.remove.setVisible(party is not None)
        self.leave.setVisible(party is not None and party.left_on is None)
        self.leave.setEnabled(not reason)
        self.notes.setVisible(party is not None and self.may(CaseAct.FIND_OUT))

    # -- saving

    def act(self) -> None:
        """Save the party in the form."""
        if self._busy or not self.save.isEnabled():
            return
        try:
            entry = self.form.entry()
            joining = self.form.joining() if self.form.joins() else None
        except OfficeError as refusal:
            self.refused(refusal)
            return
        self._busy = True
        party, editing, sent = self.records.record(), self.records.editing(), self.form.values()

        def kept(answer: PartyKept | PartyJoined) -> None:
            self.records.saved(editing, answer.party_id, answer.version, sent)
            self.done(f"已保存当事人{entry.who.name}")

        case_id = self.view.case_id
        if joining is not None:
            step, consent, telling = joining
            self._place.perform(
                join_party, case_id=case_id, entry=entry, step=step, consent=consent, telling=telling
            ).then(kept, failed=self.refused, owner=self)
        elif party is None:
            self._place.perform(add_party, case_id=case_id, entry=entry).then(
                kept, failed=self.refused, owner=self
            )
        else:
            version = self.records.version()
            self._place.perform(edit_party, party_id=party.id, version=version, entry=entry).then(
                kept, failed=self.refused, owner=self
            )

    def _remove(self) -> None:
        party = self.records.record()
        if party is None or self._busy:
            return
        self._busy = True

        def removed(_case_id: int) -> None:
            self.records.forget(party.id)
            self.done(f"已移除{party.name}")

        self._place.perform(remove_party, party_id=party.id, version=party.version).then(
            removed, failed=self.refused, owner=self
        )

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults of the party form."""
        return self.form.show_faults(faults)


def party_columns(today: Callable[[], date]) -> list[Column[PartyView]]:
    """Side, name, sex and age, telephone, address."""
    return [
        Column(title="地位", value=lambda row: row.side_words, name="side", kind=Kind.SECONDARY, width=84),
        Column(title="姓名", value=lambda row: row.name_apart, name="name", kind=Kind.STRONG, width=150),
        Column(
            title="",
            value=lambda row: _details(row, today()),
            name="details",
            kind=Kind.SECONDARY,
            width=96,
        ),
        Column(title="电话", value=lambda row: row.phone_mask, name="phone", kind=Kind.SECONDARY, width=118),
        Column(title="住址", value=lambda row: row.address, name="address", tip=lambda row: row.address),
    ]


def _heading(party: PartyView | None) -> str:
    if party is None:
        return "添加一位当事人"
    came = f"（{day_in_tables(party.joined_on)}加入）" if party.joined_on else ""
    return f"修改：{party.name_apart}{came}"


def _details(party: PartyView, today: date) -> str:
    if party.left_on is not None:
        return f"已退出（{party.left_words[:2]}）"
    if party.kind is PartyKind.ORGANISATION:
        return "单位"
    age = f"{age_on(party.born, today)}岁" if party.born else ""
    return " ".join(part for part in (party.sex_words, age) if part)


def _values(party: PartyView | None) -> dict[str, str]:
    """A party as its form shows it; its numbers stay where they are."""
    if party is None:
        return {"who.ethnicity": ETHNICITY}
    return {
        "side": str(party.side),
        "kind": party.kind.value,
        "who.name": party.name,
        "who.sex": str(party.sex or ""),
        "who.born": day_in_tables(party.born) if party.born else "",
        "who.ethnicity": party.ethnicity,
        "who.occupation": party.occupation,
        "who.address": party.address,
        "who.credit_code": party.identity_mask if party.kind is PartyKind.ORGANISATION else "",
        "who.legal_representative": party.legal_representative,
        "who.representative_post": party.representative_post,
        "agent_name": party.agent_name,
        "agent_relation": party.agent_relation,
        "agent_may_settle": "1" if party.agent_may_settle else "",
    }
