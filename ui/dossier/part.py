"""卷宗: the papers of a case in the order of the dossier, what is signed where, the bound file, the archiving."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dossier.lint.report import Finding
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseView
from desktop.queries.dossiers import (
    DossierRow,
    DossierView,
    LateNote,
    dossier_pdf,
    dossier_view,
    late_pdf,
)
from desktop.services.mediation.filing import waive_finding
from models.values.case_states import CaseState
from models.values.dates import day_in_tables
from models.values.permissions import Permission
from ui.dossier.bound import BoundFile, seal_words
from ui.dossier.checks import ChecksPanel
from ui.dossier.sides import archive_side, note_side, original_side, reason_side, volume_side
from ui.mediation.options import listed
from ui.mediation.part import MainButton, Part
from ui.mediation.side import SideForm
from ui.mediation.tabs import TabMark
from ui.style import px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import Option
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

LATE = "late"
"""Key and state of the lines of papers that came after the archiving; their subject is the note."""

_BADGES: dict[str, BadgeSpec] = {
    "scanned": BadgeSpec("已签扫描", "ok", "scan_text"),
    "in_dossier": BadgeSpec("纸质在卷", "ok", "document_checkmark"),
    "pending": BadgeSpec("待补签", "warn", "signature"),
    "refused": BadgeSpec("拒签", "err", "document_dismiss"),
    "printed": BadgeSpec("已打印", "info", "print"),
    "drawn": BadgeSpec("未打印", "mute", "document_edit"),
    LATE: BadgeSpec("归档后补入", "info", "archive"),
}


class DossierPart(Part):
    """The papers at the left; the checks stand beside them."""

    KEY, TITLE = "dossier", "卷宗"

    side_ready = Signal(object)
    """A SideForm that is to slide in."""
    bound_wanted = Signal(object, str)
    """A BoundFile and its title: show it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._dossier: DossierView | None = None
        self.checks = ChecksPanel()
        self.checks.reason_chosen.connect(self._waive)
        self.checks.reason_wanted.connect(self._ask_reason)
        self.summary = Label("", "label", wrap=True, name="case.dossier.summary")
        self.frozen = Label("", "hint", wrap=True, name="case.dossier.frozen")
        self.rows: RowsModel[DossierRow] = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self.rows, name="case.dossier.list", spoken="卷内文书", dense=True)
        self.table.opened.connect(self._opened)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.frozen)
        self.body.addWidget(self.table, 1)
        self.look_at = MainButton("看整卷", name="case.dossier.bound", icon="document_pdf")
        self.look_at.clicked.connect(self.act)
        self.original = ActionButton("签名原件...", "Alt+U", name="case.dossier.original", icon="signature")
        self.original.clicked.connect(self._original)
        self.note = ActionButton("情况说明...", "Alt+E", name="case.dossier.note", icon="edit")
        self.note.clicked.connect(self._note)
        self.archive = ActionButton("归档...", "Alt+H", name="case.dossier.archive", icon="archive")
        self.archive.clicked.connect(self._archive)
        self.volume = ActionButton("装简易卷...", "Alt+L", name="case.dossier.volume", icon="book")
        self.volume.clicked.connect(self._volume)
        self.add_main(self.look_at)
        for button in (self.original, self.note, self.archive, self.volume):
            self.bar.add(button)

    # -- the page

    def beside(self) -> QWidget:
        """What stands in the right column while this part is in front."""
        return self.checks

    def show_case(self, view: CaseView) -> None:
        """Show a case; its dossier is read when this part is in front."""
        super().show_case(view)
        if self.isVisible():
            self._read()

    def mark(self, view: CaseView) -> TabMark:
        """Done when archived."""
        return TabMark("done") if view.state is CaseState.ARCHIVED else TabMark()

    def enter(self) -> None:
        """Read the dossier; into the list."""
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """看整卷: bind the dossier and show it."""
        if self._busy or self._view is None or not self.look_at.isEnabled():
            return
        self._busy = True
        self.message.say("正在装订整卷…", "info")
        case_id, office = self.view.case_id, self._place.office
        self._place.run_long(
            lambda: office.ask(dossier_pdf, case_id=case_id), self._bound, failed=self._not_bound, owner=self
        )

    def _bound(self, pdf: bytes) -> None:
        self._busy = False
        self.message.clear()
        frozen = self._dossier.frozen if self._dossier is not None else None
        seal = seal_words(frozen.sha256) if frozen is not None else ""
        self.bound_wanted.emit(BoundFile(pdf, seal), f"调解卷宗{self.view.number}")

    def _opened(self, at: int) -> None:
        """Enter on a line: the pages that came late, else where its signed original is."""
        row = self.rows.row(at)
        if row.key == LATE:
            self._show_late(row)
        else:
            self._original()

    def _show_late(self, row: DossierRow) -> None:
        if not self._place.who.may(Permission.PAPER_PRINT):
            self._place.warn("您的角色不能打印文书")
            return
        office, note_id, title = self._place.office, row.subject_id, f"补入材料{self.view.number}"
        self._place.run_long(
            lambda: office.ask(late_pdf, note_id=note_id),
            lambda pdf: self.bound_wanted.emit(BoundFile(pdf, note=row.note), title),
            failed=self._not_bound,
            owner=self,
        )

    def _not_bound(self, refusal: OfficeError) -> None:
        self._busy = False
        self.message.say(str(refusal), "err")

    # -- reading

    def _read(self) -> None:
        self._place.ask(dossier_view, case_id=self.view.case_id).then(self._show, owner=self)

    def dossier(self) -> DossierView | None:
        """What is shown."""
        return self._dossier

    def _show(self, dossier: DossierView) -> None:
        self._dossier = dossier
        late = dossier.frozen.late if dossier.frozen is not None else ()
        self.fill(self.rows, (*dossier.rows, *(_late_row(note) for note in late)))
        self.checks.show_report(dossier.report, may_file=dossier.may_file and dossier.frozen is None)
        there = sum(1 for row in dossier.rows if row.state in {"scanned", "in_dossier"})
        pending = sum(1 for row in dossier.rows if row.state == "pending")
        words = f"卷内文书 {len(dossier.rows)} 份：签名原件已归 {there}"
        self.summary.setText(
            words + (f"，待补签 {pending}" if pending else "") + "。封面、目录和封底装订时生成。"
        )
        frozen = dossier.frozen
        self.frozen.setText(
            f"{day_in_tables(frozen.filed_on)}归档，共{frozen.pages}页，立卷人{frozen.filed_by}，"
            f"检查人{frozen.checked_by}，保管期限{frozen.retention}；补入{frozen.notes}次。"
            f"校验码 {frozen.sha256[:16]}"
            if frozen is not None
            else ""
        )
        self.frozen.setToolTip(seal_words(frozen.sha256) if frozen is not None else "")
        set_shown(self.frozen, on=frozen is not None)
        self._enable(dossier)

    def _enable(self, dossier: DossierView) -> None:
        frozen = dossier.frozen is not None
        self.look_at.set_blocked(
            "" if self._place.who.may(Permission.PAPER_PRINT) else "您的角色不能打印文书"
        )
        set_shown(self.original, on=dossier.may_file and not frozen)
        late = frozen and dossier.may_archive
        set_shown(self.note, on=late or (dossier.may_file and not frozen))
        self.note.setText("补入材料..." if frozen else "情况说明...")
        set_shown(self.archive, on=dossier.may_archive and not frozen)
        simple = dossier.simple and dossier.state is CaseState.CLOSED
        set_shown(self.volume, on=simple and dossier.may_archive and not frozen)
        errors, open_warnings = len(dossier.report.errors), len(dossier.report.open_warnings)
        blocked = ""
        if dossier.state is not CaseState.CLOSED:
            blocked = "结案以后才能归档"
        elif errors or open_warnings:
            blocked = f"还有 {errors + open_warnings} 条要改正或说明理由"
        self.archive.set_blocked(blocked if dossier.may_archive and not frozen else "")

    # -- acting

    def papers(self) -> list[Option]:
        """The papers of which an original may be noted: those of the list, and what people bring."""
        dossier = self._dossier
        if dossier is None:
            return []
        lines = [(f"{row.key}:{row.subject_id}", row.title) for row in dossier.rows]
        known = {value for value, _title in lines}
        more = [(f"application:{dossier.case_id}", "人民调解申请书")]
        more += [(f"identity:{party.id}", f"当事人身份证明（{party.name}）") for party in dossier.parties]
        more += [
            (f"power_of_attorney:{party.id}", f"授权委托书（{party.name}委托{party.agent}）")
            for party in dossier.parties
            if party.agent
        ]
        agreement = self.view.agreement
        if agreement is not None and self.view.effective_on is not None:
            more += [
                (f"performance_proof:{row.obligation_id}", f"履行凭证（第{row.position}项）")
                for row in agreement.obligations
            ]
        return listed([*lines, *(line for line in more if line[0] not in known)])

    def _original(self) -> None:
        dossier = self._dossier
        if dossier is None or not self.original.isVisibleTo(self):
            return
        at = self.table.current_row()
        row = self.rows.row(at) if 0 <= at < self.rows.rowCount() else None
        chosen = f"{row.key}:{row.subject_id}" if row is not None else ""
        self._slide(original_side(self._place, dossier, self.papers(), chosen, self._done_side))

    def _note(self) -> None:
        if self._dossier is not None:
            self._slide(note_side(self._place, self._dossier, self._done_side))

    def _archive(self) -> None:
        if self._dossier is not None:
            self._slide(archive_side(self._place, self._dossier, self._done_side))

    def _volume(self) -> None:
        month = self.view.closed_on
        if month is not None:
            self._slide(volume_side(self._place, month, self._done_side))

    def _ask_reason(self, found: Finding) -> None:
        if self._dossier is not None:
            self._slide(reason_side(self._place, self._dossier, found, self._done_side))

    def _waive(self, found: Finding, reason: str) -> None:
        self._place.perform(
            waive_finding,
            case_id=self.view.case_id,
            check_id=found.check,
            place=found.field,
            reason=reason,
        ).then(lambda _filed: self._place.say("已说明理由"), failed=self.refused, owner=self)

    def _slide(self, side: SideForm) -> None:
        self.side_ready.emit(side)

    def _done_side(self, words: str) -> None:
        self.side_ready.emit(None)
        self._place.say(words)

    def place_faults(self, faults: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """None has a field here."""
        return faults


def _late_row(note: LateNote) -> DossierRow:
    """Papers that came after the archiving as a line of the list."""
    return DossierRow(
        key=LATE,
        subject_id=note.note_id,
        number=None,
        title="卷宗情况说明",
        state=LATE,
        state_words="归档后补入",
        on_paper=0,
        scans=0,
        note=f"{day_in_tables(note.written_on)} {note.written_by}：{note.text}（{note.pages}页）",
    )


def _columns() -> list[Column[DossierRow]]:
    return [
        Column(
            title="序",
            value=lambda row: str(row.number) if row.number is not None else "",
            name="number",
            kind=Kind.SECONDARY,
            width=px(40),
        ),
        Column(title="文书", value=lambda row: row.title, name="title", tip=lambda row: row.title),
        Column(title="状态", value=lambda row: _BADGES[row.state], name="state", kind=Kind.BADGE, width=126),
        Column(title="说明", value=_remark, name="remark", kind=Kind.SECONDARY, width=176, tip=_remark),
    ]


def _remark(row: DossierRow) -> str:
    """Sides on paper, scans, and the note."""
    parts = []
    if row.on_paper:
        parts.append(f"纸质{row.on_paper}页")
    if row.scans:
        parts.append(f"{row.scans}个文件")
    if row.note:
        parts.append(row.note)
    return "，".join(parts)
