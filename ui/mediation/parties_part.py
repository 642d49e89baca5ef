"""当事人: who the parties are, as the papers of the case show them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView, PartyView
from desktop.services.mediation.parties import PartyKept, add_party, edit_party, remove_party
from models.values.choices import PartyKind
from models.values.dates import day_in_tables
from models.values.identity_number import age_on
from ui.drafting import DraftKeeper
from ui.mediation.part import MainButton, Part
from ui.mediation.party_form import ETHNICITY, PartyForm
from ui.mediation.reading import Faults
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

NEW = 0
"""The number under which a party that is not kept yet is typed."""


class PartiesPart(Part):
    """The list of parties, and beneath it the form of the one that is chosen."""

    KEY, TITLE = "parties", "当事人"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._editing = NEW
        self._typed: dict[int, tuple[int, dict[str, Any]]] = {}
        self._keeper: DraftKeeper | None = None
        self.rows: RowsModel[PartyView] = RowsModel(self._columns(), parent=self)
        self.table = RecordTable(self.rows, name="case.parties.list", spoken="当事人", dense=True)
        self.heading = Label("", "strong", name="case.parties.heading")
        self.form = PartyForm("case.party", self.today)
        self.form.changed.connect(self._touched)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _row: self.form.field("who.name").focus_widget())
        self.body.addWidget(self.table)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.save = MainButton("保存当事人", name="case.parties.save", icon="save")
        self.save.clicked.connect(self.act)
        self.add = ActionButton("加当事人", "Alt+A", name="case.parties.add", icon="person_add")
        self.add.clicked.connect(self._begin_new)
        self.remove = ActionButton("移除", "Alt+R", name="case.parties.remove", icon="delete")
        self.remove.clicked.connect(self._remove)
        self.add_main(self.save)
        self.notes = ActionButton("身份和授权...", name="case.parties.notes", icon="person")
        self.notes.clicked.connect(lambda: self.wants.emit(f"notes.{self._editing}"))
        self.paste = ActionButton("从表格粘贴...", name="case.parties.paste", icon="people_team")
        self.paste.clicked.connect(lambda: self.wants.emit("paste"))
        for button in (self.add, self.remove, self.notes, self.paste):
            self.bar.add(button)

    def _columns(self) -> list[Column[PartyView]]:
        return [
            Column(
                title="地位", value=lambda row: row.side_words, name="side", kind=Kind.SECONDARY, width=84
            ),
            Column(title="姓名", value=lambda row: row.name_apart, name="name", kind=Kind.STRONG, width=150),
            Column(title="", value=self._details, name="details", kind=Kind.SECONDARY, width=96),
            Column(
                title="电话", value=lambda row: row.phone_mask, name="phone", kind=Kind.SECONDARY, width=118
            ),
            Column(title="住址", value=lambda row: row.address, name="address", tip=lambda row: row.address),
        ]

    def _details(self, party: PartyView) -> str:
        if party.left_on is not None:
            return f"已退出（{party.left_words[:2]}）"
        if party.kind is PartyKind.ORGANISATION:
            return "单位"
        age = f"{age_on(party.born, self.today())}岁" if party.born else ""
        return " ".join(part for part in (party.sex_words, age) if part)

    # -- shown by the page

    def show_case(self, view: CaseView) -> None:
        """Show the parties; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        if self._keeper is None:
            self._keeper = DraftKeeper(
                self._place,
                "case.party",
                self._collect,
                self._restore,
                record=f"case:{view.case_id}",
                payload_format=2,
                parent=self,
            )
            self._keeper.restored.connect(lambda: self.message.say("上次没有保存的当事人已恢复。", "info"))
        known = {party.id for party in view.parties}
        if self._editing not in known | {NEW} or (first and view.parties):
            self._editing = view.parties[0].id if view.parties else NEW
        self.fill(self.rows, view.parties)
        self.table.setFixedHeight(
            look().size("table_head") + self.table.row_height() * max(1, min(4, len(view.parties))) + px(2)
        )
        self.table.setVisible(bool(view.parties))
        self._select_editing()
        self._show_editing()
        self._enable()
        if first:
            self._keeper.restore_latest()

    def mark(self, view: CaseView) -> TabMark:
        """Done with two parties."""
        return TabMark("done" if sum(party.left_on is None for party in view.parties) >= 2 else "")

    def enter(self) -> None:
        """Into the list, or into the first field while there is nobody."""
        if self.view.parties and self._editing != NEW:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.field("side").focus_widget()

    def go_to(self, field: str) -> None:
        """`parties` begins a new one; `parties.<id>` chooses one, `parties.<id>.<field>` goes into its field."""
        _head, _dot, tail = field.partition(".")
        number, _dot, name = tail.partition(".")
        if number.isdigit() and any(party.id == int(number) for party in self.view.parties):
            self._edit(int(number))
            keys = self.form.keys()
            wanted = "who.born" if name == "age" else f"who.{name}"
            key = wanted if wanted in keys else "who.name"
            self.form.field(key).focus_widget()
        else:
            self._begin_new()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    # -- choosing

    def _choose(self, row: int) -> None:
        if not self._filling and 0 <= row < self.rows.rowCount():
            self._edit(self.rows.row(row).id)

    def _edit(self, number: int) -> None:
        if number != self._editing:
            self._editing = number
            self._select_editing()
            self._show_editing()
            self._enable()

    def _begin_new(self) -> None:
        self._editing = NEW
        self.table.clearSelection()
        self.table.setCurrentIndex(self.rows.index(-1, -1))
        self._show_editing()
        self._enable()
        self.form.field("side").focus_widget()
        self.area.show_place(self.form)

    def _select_editing(self) -> None:
        at = next((i for i, party in enumerate(self.rows.rows()) if party.id == self._editing), -1)
        if at >= 0 and self.table.current_row() != at:
            self.table.select_row(at)

    def _party(self) -> PartyView | None:
        return next((party for party in self.view.parties if party.id == self._editing), None)

    def _show_editing(self) -> None:
        """Put into the form what was typed of this party, else what is kept."""
        party = self._party()
        self.form.set_known(
            person_id=party.person_id if party else None,
            organisation_id=party.organisation_id if party else None,
        )
        self.form.set_numbers_kept(party.phone_mask if party else "", party.identity_mask if party else "")
        self.form.lock_kind(locked=party is not None)
        typed = self._typed.get(self._editing)
        self.form.restore(typed[1] if typed else _values(party))
        self.heading.setText(f"修改：{party.name_apart}" if party else "添加一位当事人")
        self.save.set_text("保存修改" if party else "添加")

    def _enable(self) -> None:
        reason = self.blocked_by_state(CaseAct.EDIT_PARTIES, "改动当事人")
        self.form.setEnabled(not reason)
        self.save.set_blocked(reason)
        for button in (self.add, self.remove):
            button.setEnabled(not reason)
        self.paste.setEnabled(not reason)
        self.remove.setVisible(self._party() is not None)
        self.notes.setVisible(self._party() is not None and self.may(CaseAct.FIND_OUT))

    # -- typing

    def _touched(self) -> None:
        party = self._party()
        version = (
            self._typed[self._editing][0] if self._editing in self._typed else party.version if party else 0
        )
        self._typed[self._editing] = (version, self.form.values())
        if party is None and self.form.is_blank():
            self._typed.pop(NEW, None)
        if self._keeper is not None:
            self._keeper.touch()

    def _collect(self) -> dict[str, Any]:
        if not self._typed:
            return {}
        return {"typed": {str(key): [version, values] for key, (version, values) in self._typed.items()}}

    def _restore(self, payload: dict[str, Any]) -> None:
        known = {party.id for party in self.view.parties} | {NEW}
        typed = {int(key): (pair[0], dict(pair[1])) for key, pair in payload.get("typed", {}).items()}
        self._typed = {key: pair for key, pair in typed.items() if key in known}
        if self._typed:
            self._editing = next(iter(self._typed))
            self._select_editing()
        self._show_editing()
        self._enable()

    # -- saving

    def act(self) -> None:
        """Save the party in the form."""
        if self._busy or not self.save.isEnabled():
            return
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self.refused(refusal)
            return
        self._busy = True
        editing, party = self._editing, self._party()
        sent = self.form.values()

        def kept(answer: PartyKept) -> None:
            self._saved(editing, answer, entry.who.name, sent)

        if party is None:
            asking = self._place.perform(add_party, case_id=self.view.case_id, entry=entry)
        else:
            version = self._typed.get(editing, (party.version, {}))[0]
            asking = self._place.perform(edit_party, party_id=party.id, version=version, entry=entry)
        asking.then(kept, failed=self.refused, owner=self)

    def _saved(self, editing: int, answer: PartyKept, name: str, sent: dict[str, Any]) -> None:
        typed_on = self.form.values() if self._editing == editing and self.form.values() != sent else None
        self._typed.pop(editing, None)
        if typed_on is not None:  # typed meanwhile: not saved yet
            self._typed[answer.party_id] = (answer.version, typed_on)
        self._keep_rest()
        self._editing = answer.party_id
        self.done(f"已保存当事人{name}")

    def _keep_rest(self) -> None:
        if self._keeper is not None:
            if self._typed:
                self._keeper.touch()
            else:
                self._keeper.discard()

    def _remove(self) -> None:
        party = self._party()
        if party is None or self._busy:
            return
        self._busy = True

        def removed(_case_id: int) -> None:
            self._typed.pop(party.id, None)
            self._keep_rest()
            self._editing = NEW
            self.done(f"已移除{party.name}")

        self._place.perform(remove_party, party_id=party.id, version=party.version).then(
            removed, failed=self.refused, owner=self
        )

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults of the party form."""
        return self.form.show_faults(faults)


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
