"""协议: written at the left with its findings, as it will be printed at the right; printed for signing from here."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.entries.mediation import AgreementEntry
from desktop.errors import OfficeError
from desktop.mediation.faults import Fault
from desktop.queries.case_views import CaseAct, CaseView
from desktop.services.mediation.agreements import AgreementKept, save_agreement
from desktop.services.mediation.printing import PaperIssued, issue_agreement
from models.values.case_states import CaseState
from models.values.choices import AgreementForm
from models.values.money import format_yuan
from ui.drafting import DraftKeeper
from ui.mediation.agreement_editor import AgreementEditor
from ui.mediation.drafted_paper import agreed_on, default_copies, errors, finding_place, findings_of
from ui.mediation.findings import BlanksNote, FindingLine, Findings
from ui.mediation.part import MainButton, PageKeyButton, Part
from ui.mediation.reading import Faults
from ui.mediation.tabs import TabMark
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import line_across
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

_CHECK_MS = 60


class AgreementPart(Part):
    """The editor of the agreement with its findings; 打印待签, 保存草稿, the oral agreement, 撤回待签."""

    KEY, TITLE = "agreement", "协议"
    SHOWS_PAGE = True

    edited = Signal()
    """The agreement as typed changed: set the live page anew."""
    marked = Signal()
    """Its findings changed: show the tab's mark anew."""
    issued = Signal(object)
    """It was printed for signing; a PaperIssued."""
    elsewhere_wanted = Signal(str)
    """A finding of another part was chosen."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._keeper: DraftKeeper | None = None
        self._dirty = False
        self._changes = 0
        self._base: int | None = None
        self._found: list[Fault] = []
        self.editor = AgreementEditor("case.agreement", self.today)
        self.editor.changed.connect(self._touched)
        self.editor.place_wanted.connect(self.area.show_place)
        self.body.addWidget(self.editor)
        self.body.addStretch(1)
        self.findings = Findings(name="case.agreement.findings", most=3)
        self.findings.wanted.connect(self._to_finding)
        self._findings_frame = QFrame()
        frame = QVBoxLayout(self._findings_frame)
        frame.setContentsMargins(px(14), 0, px(14), px(6))
        frame.setSpacing(px(5))
        frame.addWidget(line_across())
        frame.addWidget(self.findings)
        self.beneath.addWidget(self._findings_frame)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_CHECK_MS)
        self._check.timeout.connect(self._check_now)
        self._make_buttons()

    def _make_buttons(self) -> None:
        self.issue = PageKeyButton(
            "打印待签", "Ctrl+P", name="case.agreement.issue", icon="print", primary=True
        )
        self.issue.clicked.connect(self.print_for_signing)
        self.oral = ActionButton("登记口头协议...", "Alt+O", name="case.agreement.oral", icon="checkmark")
        self.oral.clicked.connect(lambda: self.wants.emit("oral"))
        self.save = MainButton("保存", name="case.agreement.save", icon="save", primary=False)
        self.save.clicked.connect(self.act)
        self.retract = ActionButton("撤回待签...", "Alt+K", name="case.agreement.retract", icon="arrow_undo")
        self.retract.clicked.connect(lambda: self.wants.emit("retract"))
        self.sign = ActionButton("登记签署", "Alt+S", name="case.agreement.sign", icon="signature")
        self.sign.clicked.connect(lambda: self.elsewhere_wanted.emit("signatures"))
        self.add_main(self.issue)
        for button in (self.oral, self.save, self.sign, self.retract):
            self.bar.add(button)
        self.blanks = BlanksNote(self.issue, name="case.agreement.blanks")
        self.bar.add_right(self.blanks)

    # -- shown by the page

    def show_case(self, view: CaseView) -> None:
        """Show the agreement; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        self.editor.set_parties(self.parties())
        self.editor.set_agreed_on(agreed_on(view))
        self.editor.obligations.set_claims(claims_words(view))
        if not self._dirty:
            self._put_kept()
        if first:
            self._keeper = DraftKeeper(
                self._place,
                "case.agreement",
                self._collect,
                self._restore,
                record=f"case:{view.case_id}",
                base_version=self._base,
                parent=self,
            )
            self._keeper.restored.connect(self._say_restored)
            if self.may(CaseAct.DRAFT):
                self._keeper.restore_latest()
        self._enable()
        self._check_now()
        self.edited.emit()

    def _put_kept(self) -> None:
        agreement = self.view.agreement
        self._base = agreement.version if agreement else None
        if agreement is not None:
            entry = agreement.entry
            self.editor.put_entry(entry, default_copies=default_copies(self.view, entry))
        else:
            self.editor.put_entry(AgreementEntry(form=AgreementForm.WRITTEN), default_copies=0)

    def entry(self) -> AgreementEntry:
        """The agreement as typed, as far as it can be read."""
        return self.editor.loosely()

    def is_draft(self) -> bool:
        """Whether it may still be written: nothing was printed for signing, nothing is in effect."""
        return self.view.state in {CaseState.ACCEPTED, CaseState.MEDIATING}

    def mark(self, view: CaseView) -> TabMark:
        """Errors and warnings while it is written, then done."""
        if view.terminated_on is not None and view.effective_on is None:
            return TabMark("dead")
        if view.state not in {CaseState.ACCEPTED, CaseState.MEDIATING}:
            return TabMark("done")
        if view.agreement is None and self.editor.is_blank():
            return TabMark()
        wrong = sum(1 for finding in self._found if finding.level == "error")
        warned = len(self._found) - wrong
        narrow = self.width() < px(680)
        if wrong:
            words = f"{wrong} 错" if narrow or not warned else f"{wrong} 错 {warned} 提醒"
            return TabMark(badge=BadgeSpec(words, "err", "error_circle", filled=True))
        if warned:
            return TabMark(badge=BadgeSpec(f"{warned} 提醒", "warn", "warning", filled=True))
        return TabMark("done")

    def enter(self) -> None:
        """The cursor into the facts, or where something is written already, into the items."""
        if self.editor.isEnabled():
            self.editor.go_to("terms.0" if self.editor.form.text("facts") else "facts")

    def go_to(self, field: str) -> None:
        """To the field of a finding."""
        if field in {"agreement", "signatures"} or field.startswith("signatures"):
            self.enter()
        else:
            self.editor.go_to(field)

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    def escape(self) -> bool:
        """Close the card of an obligation without its changes."""
        if self.editor.obligations.is_open():
            self.editor.obligations.cancel()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer findings where there is little room."""
        super().resizeEvent(event)
        self.findings.set_most(3 if self.height() >= px(400) else 2)
        self.marked.emit()

    # -- findings

    def found(self) -> tuple[Fault, ...]:
        """What is wrong with the agreement as typed."""
        return tuple(self._found)

    def _check_now(self) -> None:
        if self._view is None:
            return
        entry = self.editor.loosely()
        blank = self.view.agreement is None and self.editor.is_blank()
        self._found = [] if blank or not self.is_draft() else findings_of(self.view, entry, self.today())
        self.editor.show_findings(errors(self._found))
        self.editor.set_copies(default_copies(self.view, entry))
        self.findings.set_lines(
            [FindingLine(f.level, f.sentence, finding_place(f.field), f.field) for f in self._found]
        )
        set_shown(self._findings_frame, on=bool(self._found))
        self._enable_issue(entry, blank=blank)
        self.marked.emit()

    def _to_finding(self, field: str) -> None:
        if field.startswith("parties"):
            self.elsewhere_wanted.emit(field)
        else:
            self.editor.go_to(field)

    def _enable(self) -> None:
        draft = self.is_draft() and self.may(CaseAct.DRAFT)
        self.editor.setEnabled(draft)
        self.save.setVisible(draft)
        self.retract.setVisible(self.may(CaseAct.RETRACT))
        self.sign.setVisible(self.view.state in {CaseState.AWAITING_SIGNATURE, CaseState.EFFECTIVE})
        if self.view.state is CaseState.AWAITING_SIGNATURE:
            self.message.say(
                "协议已打印待签，不能再改。当事人反悔或要改的，先撤回待签。", "info", icon="lock_closed"
            )
        elif not self.view.acts and self.is_draft():
            self.message.say("您的角色只能查看协议。", "info")

    def _enable_issue(self, entry: AgreementEntry, *, blank: bool) -> None:
        draft = self.is_draft() and self.may(CaseAct.DRAFT)
        oral = entry.form is AgreementForm.ORAL
        set_shown(self.issue, on=draft and not oral)
        set_shown(self.oral, on=draft and oral)
        copies = entry.copies or default_copies(self.view, entry)
        self.issue.set_text(f"打印 {copies} 份待签")
        wrong = sum(1 for finding in self._found if finding.level == "error")
        reason = ""
        if blank:
            reason = "协议还没有写"
        elif wrong:
            reason = f"改好 {wrong} 处错误后可{'登记' if oral else '打印'}"
        elif self.view.state is CaseState.ACCEPTED:
            reason = "先记下调解的经过，再打印协议" if not oral else "先记下调解的经过，再登记口头协议"
        self.issue.set_blocked(reason if draft and not oral else "")
        self.oral.set_blocked(reason if draft and oral else "")
        self.blanks.refresh()

    # -- typing

    def _touched(self) -> None:
        if self._view is None:
            return
        self._dirty = True
        self._changes += 1
        if self._keeper is not None:
            self._keeper.touch()
        self._check.start()
        self.edited.emit()

    def _collect(self) -> dict[str, Any]:
        return self.editor.values() if self._dirty else {}

    def _restore(self, payload: dict[str, Any]) -> None:
        self.editor.restore(payload)
        self._dirty = True

    def _say_restored(self) -> None:
        assert self._keeper is not None
        base = self._keeper.base_version
        if base != self._base:
            self.message.say("上次没有保存的协议已恢复，但协议在别处改过，请核对后再保存。", "warn")
        else:
            self.message.say("上次没有保存的协议已恢复。", "info")
        self._base = base

    # -- saving and printing

    def act(self) -> None:
        """Ctrl+Enter: take the open obligation, else save the agreement."""
        if self.editor.obligations.is_open():
            self.editor.obligations.card.finish()
            return
        if self.save.isVisibleTo(self):
            self.save_then(lambda _kept: self.done("已保存协议"))

    def save_then(self, go_on: Callable[[AgreementKept], object]) -> None:
        """Save what is typed, then go on with the agreement as kept."""
        if self._busy or not self.editor.obligations.settled():
            return
        try:
            entry = self.editor.entry()
        except OfficeError as refusal:
            self.refused(refusal)
            return
        self._busy = True
        sent = self._changes

        def kept(answer: AgreementKept) -> None:
            self._busy = False
            self._base = answer.version
            self._dirty = self._changes != sent  # what was typed meanwhile is not saved yet
            if self._keeper is not None and not self._dirty:
                self._keeper.discard()
            go_on(answer)

        self._place.perform(save_agreement, case_id=self.view.case_id, version=self._base, entry=entry).then(
            kept, failed=self.refused, owner=self
        )

    def print_for_signing(self) -> None:
        """Ctrl+P: save, issue the paper, and let it be printed or saved."""
        if not self.issue.isVisibleTo(self):
            return
        if self.issue.reason():
            self._place.say(self.issue.reason())
            self.findings.choose(1)
            return
        self.save_then(self._issue)

    def _issue(self, kept: AgreementKept) -> None:
        self._busy = True
        self._place.perform(issue_agreement, case_id=kept.case_id, version=kept.version).then(
            self._issued, failed=self.refused, owner=self
        )

    def _issued(self, paper: PaperIssued) -> None:
        self.done(f"协议书已定稿（第 {paper.edition} 版，{paper.pages} 页），一式 {paper.copies} 份待签")
        self.issued.emit(paper)

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults at the fields of the editor."""
        return self.editor.show_faults(faults)


def claims_words(view: CaseView) -> str:
    """What the parties asked for, in one line; '' where nothing is noted."""
    said = [
        f"{claim.party}：{claim.text}"
        + (f"（{format_yuan(claim.amount_fen)}元）" if claim.amount_fen else "")
        for claim in view.facts.claims
    ]
    return f"申请事项　{'；'.join(said)}" if said else ""
