"""签署: what stands on the signed paper, line by line, and the day on which the agreement takes effect."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import SignatureEntry
from desktop.errors import FormError
from desktop.queries.agreements import SignatureView
from desktop.queries.case_views import CaseAct, CaseView
from desktop.services.mediation.signing import SignaturesKept, record_signatures
from models.values.case_states import CaseState
from models.values.choices import PartyKind, SignatureState, SignerRole
from models.values.dates import day_in_tables
from ui.drafting import DraftKeeper
from ui.mediation.overview import effect_words
from ui.mediation.part import MainButton, Part
from ui.mediation.reading import Faults, put_in_list
from ui.mediation.signature_rows import SameDay, SignatureForm, SignatureTyped, Signer
from ui.mediation.tabs import TabMark
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.moving import chain
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

_WAITED = {
    SignerRole.PARTY: "当事人签名",
    SignerRole.MEDIATOR: "人民调解员签名",
    SignerRole.COMMITTEE: "盖印章",
}


class SignaturesPart(Part):
    """A line for everybody who signs."""

    KEY, TITLE = "signatures", "签署"
    SHOWS_PAGE = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._keeper: DraftKeeper | None = None
        self._rows: dict[int, SignatureForm] = {}
        self._touched_rows: set[int] = set()
        self._sent: list[int] = []
        self._version = 0
        self._correcting = False
        self.effect = Message(name="case.signatures.effect")
        self.same_day = SameDay("case.signatures.same_day", self.today, "Alt+Q", self._sign_all)
        self._nothing = Label("", "hint", wrap=True, name="case.signatures.nothing")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(8))
        self.body.addWidget(self.effect)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.same_day)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.save = MainButton("登记签署", name="case.signatures.save", icon="signature")
        self.save.clicked.connect(self.act)
        self.add_main(self.save)

    def show_case(self, view: CaseView) -> None:
        """Show the signers; lines that are being typed stay."""
        first = self._view is None
        super().show_case(view)
        agreement = view.agreement
        signatures = agreement.signatures if agreement else ()
        if {s.signature_id for s in signatures} != set(self._rows):
            self._make_rows(view, signatures)
        if not self._touched_rows and agreement is not None:
            self._version = agreement.version
        for line in signatures:
            if line.signature_id not in self._touched_rows:
                self._rows[line.signature_id].put_typed(_typed(line))
        self._say_effect(view)
        reason = self.blocked_by_state(CaseAct.SIGN, "登记签署")
        self._correcting = self._correcting and view.effective_on is not None
        pending = any(line.state is SignatureState.PENDING for line in signatures)
        set_shown(self.same_day, on=pending and not reason)
        self.save.set_blocked(reason)
        set_shown(self.save, on=bool(signatures))
        if first:
            self._keeper = DraftKeeper(
                self._place,
                "case.signatures",
                self._collect,
                self._restore,
                record=f"case:{view.case_id}",
                parent=self,
            )
            self._keeper.restored.connect(lambda: self.message.say("上次没有登记完的签署已恢复。", "info"))
            if signatures and not reason:
                self._keeper.restore_latest()
        self._lock()

    def _locked(self) -> bool:
        """Whether the agreement is in effect and nobody asked to put its lines right."""
        return self.view.effective_on is not None and not self._correcting

    def _lock(self) -> None:
        """Once in effect the lines stand fast until they are to be put right."""
        locked = self._locked()
        for form in self._rows.values():
            form.setEnabled(self.may(CaseAct.SIGN) and not locked)
        self.save.set_text("更正签署" if locked else "保存更正" if self._correcting else "登记签署")
        self.save.set_filled(on=not locked)

    def escape(self) -> bool:
        """Leave the lines as they were."""
        if not self._correcting:
            return False
        self._correcting, self._touched_rows = False, set()
        if self._keeper is not None:
            self._keeper.discard()
        self.show_case(self.view)
        self.save.setFocus()
        return True

    def _make_rows(self, view: CaseView, signatures: Sequence[SignatureView]) -> None:
        for form in self._rows.values():
            self._lines.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._rows, self._touched_rows = {}, set()
        kinds = {party.id: party.kind for party in view.parties}
        for line in signatures:
            signer = Signer(
                line.role, line.name, line.agent_name, kinds.get(line.party_id or 0, PartyKind.PERSON)
            )
            form = SignatureForm(f"case.signature.{line.position}", signer, self.today)
            form.changed.connect(lambda number=line.signature_id: self._touched(number))
            self._rows[line.signature_id] = form
            self._lines.addWidget(form)
        content = self.area.widget()
        if content is not None:
            chain(content)

    def _say_effect(self, view: CaseView) -> None:
        agreement = view.agreement
        words, tone = "", "info"
        if view.effective_on is not None:
            self.effect.say(f"协议生效：{effect_words(view)}", "ok")
        elif agreement is not None and agreement.signatures:
            refused = [line.name for line in agreement.signatures if line.state is SignatureState.REFUSED]
            if refused:
                names = "、".join(refused)
                words, tone = f"{names}拒签，协议不能生效。愿意再谈的撤回待签，谈不成的终止调解。", "warn"
            else:
                waiting = "、".join(_WAITED[role] for role in agreement.waiting_for if role in _WAITED)
                words = f"还等{waiting}。各方签名、调解员签名和盖章都齐了，最后一天就是生效日（人民调解法第29条）。"
            self.effect.say(words, "warn" if tone == "warn" else "info")
        else:
            self.effect.clear()
        nothing = ""
        if agreement is not None and view.effective_on is not None and not agreement.signatures:
            nothing = "口头协议自达成之日起生效，不登记签署。"
        elif agreement is None or not agreement.signatures:
            nothing = "协议打印待签后，在这里登记谁在哪天签了名、盖了章。"
        self._nothing.setText(nothing)
        set_shown(self._nothing, on=bool(nothing))

    def mark(self, view: CaseView) -> TabMark:
        """Done when it took effect; how many are still to sign before."""
        if view.effective_on is not None:
            return TabMark("done")
        if view.agreement is None or view.state is not CaseState.AWAITING_SIGNATURE:
            return TabMark("dead" if view.terminated_on else "")
        lines = view.agreement.signatures
        if any(line.state is SignatureState.REFUSED for line in lines):
            return TabMark(badge=BadgeSpec("拒签", "err", "error_circle", filled=True))
        pending = sum(1 for line in lines if line.state is SignatureState.PENDING)
        return TabMark(badge=BadgeSpec(f"待 {pending}", "warn", "clock") if pending else None)

    def enter(self) -> None:
        """The cursor into the common day, or the first line."""
        if not self.save.isEnabled():
            return
        if self._locked():
            self.save.setFocus()
        elif self.same_day.isVisibleTo(self):
            self.same_day.form.field("day").focus_widget()
        elif self._rows:
            next(iter(self._rows.values())).field("state").focus_widget()

    def go_to(self, field: str) -> None:
        """To the common day while somebody is still to sign; from a line's own finding to the first that waits."""
        if field == self.KEY:
            self.enter()
            return
        form = next((f for f in self._rows.values() if f.state() is SignatureState.PENDING), None)
        if form is not None and self.save.isEnabled():
            form.field("state").focus_widget()
            self.area.show_place(form)
        else:
            self.enter()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    def _sign_all(self, day: str) -> None:
        for form in self._rows.values():
            if form.state() is SignatureState.PENDING:
                form.sign(day)

    def _touched(self, number: int) -> None:
        self._touched_rows.add(number)
        if self._keeper is not None:
            self._keeper.touch()

    def _collect(self) -> dict[str, Any]:
        if not self._touched_rows:
            return {}
        rows = {
            str(number): self._rows[number].values() for number in self._touched_rows if number in self._rows
        }
        return {"version": self._version, "rows": rows}

    def _restore(self, payload: dict[str, Any]) -> None:
        self._version = payload.get("version", self._version)
        for number, values in payload.get("rows", {}).items():
            form = self._rows.get(int(number))
            if form is not None:
                form.restore(values)
                self._touched_rows.add(int(number))
        self._correcting = self.view.effective_on is not None and bool(self._touched_rows)

    # -- saving

    def act(self) -> None:
        """Register the lines that were changed."""
        if self._busy or not self.save.isEnabled() or not self._rows or self._view is None:
            return
        self.message.clear()
        if self._locked():
            self._correcting = True
            self._lock()
            self.enter()
            return
        agreement = self.view.agreement
        assert agreement is not None
        versions = {line.signature_id: line.version for line in agreement.signatures}
        entries: list[SignatureEntry] = []
        wrong = ""
        for number, form in self._rows.items():
            if number not in self._touched_rows:
                continue
            try:
                typed = form.typed()
            except FormError as refusal:
                for key, sentence in refusal.faults:
                    form.field(key).set_error(sentence)
                wrong = wrong or form.field_name(refusal.faults[0][0])
                continue
            entries.append(
                SignatureEntry(
                    signature_id=number,
                    version=versions[number],
                    state=typed.state,
                    mark=typed.mark,
                    signed_on=typed.signed_on,
                    by_agent=typed.by_agent,
                    present=typed.present,
                )
            )
        if wrong:
            self.area.findChild(QWidget, wrong).setFocus()  # type: ignore[union-attr]  # it was just marked
            return
        if not entries:
            self.message.say("没有改动，请先登记谁签了名、哪天签的。", "info")
            return
        self._busy = True
        self._sent = [entry.signature_id for entry in entries]
        self._place.perform(
            record_signatures, case_id=self.view.case_id, version=self._version, signatures=tuple(entries)
        ).then(self._kept, failed=self.refused, owner=self)

    def _kept(self, answer: SignaturesKept) -> None:
        self._touched_rows -= set(self._sent)
        self._correcting = bool(self._touched_rows) and self._correcting
        self._version = answer.version
        if self._keeper is not None:
            self._keeper.discard()
        if answer.effective_on is not None:
            self.done(f"协议自 {day_in_tables(answer.effective_on)} 起生效")
        else:
            self.done("已登记签署")

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """`signatures.<place>.<key>`: the place counts the lines that were sent."""
        rows = [self._rows[sent] for sent in self._sent]
        return put_in_list(faults, "signatures", rows, placed=self.area.show_place)


def _typed(line: SignatureView) -> SignatureTyped:
    return SignatureTyped(line.state, line.mark, line.signed_on, line.by_agent, line.present)
