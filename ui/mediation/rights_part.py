"""同意与告知: what each party said about being mediated, and how it was told of its rights and duties."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import ConsentEntry, TellingEntry
from desktop.errors import FormError, OfficeError
from desktop.queries.case_views import CaseAct, CaseView, PartyView
from desktop.services.mediation.parties import record_consent, tell_rights
from models.values.dates import day_in_tables
from ui.drafting import DraftKeeper
from ui.mediation.part import MainButton, Part
from ui.mediation.reading import Faults, faults_of
from ui.mediation.rights_form import AGREED, REFUSED, RightsForm
from ui.mediation.tabs import TabMark
from ui.style import px
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label, line_across
from ui.workplace import Workplace


class _PartyBlock(QWidget):
    """One party: its name, what is recorded, and the form for what is new."""

    def __init__(self, party: PartyView, part: "RightsPart") -> None:
        super().__init__()
        self.party = party
        self.form = RightsForm(f"case.rights.{party.id}", part.today)
        self.form.changed.connect(part.touched)
        self._name = Label("", "strong", name=f"case.rights.{party.id}.name")
        self._consent = Badge("", "mute", name=f"case.rights.{party.id}.said")
        self._telling = Badge("", "mute", name=f"case.rights.{party.id}.told")
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._consent)
        head.addWidget(self._telling)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.form)
        self.show_party(party)

    def show_party(self, party: PartyView) -> None:
        """Show what is recorded of the party now."""
        self.party = party
        self._name.setText(f"{party.side_words} {party.name_apart}")
        self._consent.set_spec(_said(party))
        self._telling.set_spec(_told(party))
        self.form.put_kept(_kept(party))


class RightsPart(Part):
    """A block for each party; Ctrl+Enter records whatever was filled in."""

    KEY, TITLE = "rights", "同意与告知"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._blocks: dict[int, _PartyBlock] = {}
        self._keeper: DraftKeeper | None = None
        self._blocks_column = QVBoxLayout()
        self._blocks_column.setSpacing(px(12))
        self._nobody = Label("先在“当事人”里添加当事人。", "hint", name="case.rights.nobody")
        self.body.addWidget(self._nobody)
        self.body.addLayout(self._blocks_column)
        self.body.addStretch(1)
        self.save = MainButton("登记", name="case.rights.save", icon="save")
        self.save.clicked.connect(self.act)
        self.same = ActionButton("都照第一位填", "Alt+G", name="case.rights.same", icon="copy")
        self.same.clicked.connect(self._fill_alike)
        self.add_main(self.save)
        self.bar.add(self.same)

    def show_case(self, view: CaseView) -> None:
        """Show the facts of every party; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        kept = {party.id: party for party in view.parties}
        for number in [number for number in self._blocks if number not in kept]:
            block = self._blocks.pop(number)
            self._blocks_column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for number, party in kept.items():
            if number in self._blocks:
                self._blocks[number].show_party(party)
            else:
                self._blocks[number] = block = _PartyBlock(party, self)
                if self._blocks_column.count():
                    self._blocks_column.addWidget(line_across())
                self._blocks_column.addWidget(block)
        self._nobody.setVisible(not kept)
        reason = self.blocked_by_state(CaseAct.RECORD_CONSENT, "再登记同意和告知")
        if not kept:
            reason = "还没有当事人"
        self.save.set_blocked(reason)
        self.same.setVisible(len(kept) > 1)
        self.same.setEnabled(not reason)
        for block in self._blocks.values():
            block.form.setEnabled(not reason)
        if first:
            self._keeper = DraftKeeper(
                self._place,
                "case.rights",
                self._collect,
                self._restore,
                record=f"case:{view.case_id}",
                parent=self,
            )
            self._keeper.restored.connect(lambda: self.message.say("上次没有登记完的已恢复。", "info"))
            self._keeper.restore_latest()

    def mark(self, view: CaseView) -> TabMark:
        """Done when every party consents and was told; an error while one refuses."""
        there = [party for party in view.parties if party.left_on is None]
        if any(party.refused for party in there):
            return TabMark(badge=BadgeSpec("有人拒绝", "err", "error_circle", filled=True))
        complete = there and all(party.consented and party.told for party in there)
        return TabMark("done" if complete else "")

    def enter(self) -> None:
        """The cursor into the first party that lacks something."""
        block = next(
            (b for b in self._blocks.values() if not (b.party.consented and b.party.told)),
            next(iter(self._blocks.values()), None),
        )
        if block is not None and block.form.isEnabled():
            key = "telling.how" if block.party.consented else "consent.agreed"
            block.form.field(key).focus_widget()
            self.area.show_place(block)

    def go_to(self, field: str) -> None:
        """`parties.<id>.consent` or `.telling`."""
        parts = field.split(".")
        block = self._blocks.get(int(parts[1])) if len(parts) > 2 and parts[1].isdigit() else None
        if block is None:
            self.enter()
            return
        block.form.field("telling.how" if parts[2] == "telling" else "consent.agreed").focus_widget()
        self.area.show_place(block)

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    def touched(self) -> None:
        """Something was typed."""
        if self._keeper is not None:
            self._keeper.touch()

    def _collect(self) -> dict[str, Any]:
        return {
            str(number): block.form.values()
            for number, block in self._blocks.items()
            if not block.form.is_blank()
        }

    def _restore(self, payload: dict[str, Any]) -> None:
        for number, block in self._blocks.items():
            if str(number) in payload:
                block.form.restore(payload[str(number)])

    def _fill_alike(self) -> None:
        """Everybody was asked and told together: the others as the first one."""
        blocks = list(self._blocks.values())
        for block in blocks[1:]:
            block.form.restore(blocks[0].form.values())
        self.touched()

    # -- saving

    def act(self) -> None:
        """Record every fact that was filled in, one after the other."""
        if self._busy or not self.save.isEnabled():
            return
        self.message.clear()
        waiting: list[tuple[_PartyBlock, ConsentEntry | TellingEntry]] = []
        refused = ""
        for number, block in self._blocks.items():
            try:
                consent, telling = block.form.entries(number)
            except FormError as refusal:
                if refused:
                    for key, sentence in refusal.faults:
                        block.form.field(key).set_error(sentence)
                else:
                    block.form.show_faults(refusal.faults)
                refused = refused or str(refusal)
                continue
            waiting += [(block, entry) for entry in (consent, telling) if entry is not None]
        if refused:
            self.say_not_saved(refused)
            return
        if not waiting:
            self.message.say("请先填写同意或告知的情况。", "err")
            self.say_not_saved("请先填写同意或告知的情况。")
            return
        self._busy = True
        self._record(waiting, 0)

    def _record(self, waiting: list[tuple[_PartyBlock, ConsentEntry | TellingEntry]], at: int) -> None:
        """Send the next fact; what is refused stays to be sent again."""
        if at >= len(waiting):
            if self._keeper is not None:
                self._keeper.discard()
            self.done("已登记同意和告知")
            return
        block, entry = waiting[at]
        prefix = "consent" if isinstance(entry, ConsentEntry) else "telling"

        def recorded(_answer: object) -> None:
            block.form.recorded(prefix)
            self._record(waiting, at + 1)

        def refused(refusal: OfficeError) -> None:
            self._busy = False
            self.say_not_saved(str(refusal))
            faults = [(f"{prefix}.{key}" if key else "", sentence) for key, sentence in faults_of(refusal)]
            rest = block.form.show_faults(faults)
            if rest:
                self.refuse(rest)

        if isinstance(entry, ConsentEntry):
            asking = self._place.perform(
                record_consent,
                party_id=entry.party,
                agreed=entry.agreed,
                how=entry.how,
                given_on=entry.given_on,
            )
        else:
            asking = self._place.perform(
                tell_rights, party_id=entry.party, how=entry.how, told_on=entry.told_on, present=entry.present
            )
        asking.then(recorded, failed=refused, owner=self)

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Nothing is placed here: each block places its own."""
        return faults


def _kept(party: PartyView) -> dict[str, str]:
    """What is recorded last of consent and telling, as the form shows it."""
    kept: dict[str, str] = {}
    if party.consents:
        said = party.consents[-1]
        kept |= {
            "consent.agreed": AGREED if said.agreed else REFUSED,
            "consent.how": said.how.value,
            "consent.given_on": day_in_tables(said.given_on),
        }
    if party.tellings:
        told = party.tellings[-1]
        kept |= {
            "telling.how": told.how.value,
            "telling.told_on": day_in_tables(told.told_on),
            "telling.present": told.present,
        }
    return kept


def _said(party: PartyView) -> BadgeSpec:
    if not party.consents:
        return BadgeSpec("同意：未记", "warn", "warning")
    last = party.consents[-1]
    words = f"{day_in_tables(last.given_on)} {last.how_words}"
    if last.agreed:
        return BadgeSpec(f"同意 {words}", "ok", "checkmark_circle")
    return BadgeSpec(f"拒绝 {words}", "err", "error_circle", filled=True)


def _told(party: PartyView) -> BadgeSpec:
    if not party.tellings:
        return BadgeSpec("告知：未记", "warn", "warning")
    last = party.tellings[-1]
    return BadgeSpec(f"已告知 {day_in_tables(last.told_on)} {last.how_words}", "ok", "checkmark_circle")
