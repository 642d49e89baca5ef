"""Filing a case: why a warning may stand, where signed originals are, notes on the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desktop.dossier.assembly.scans import Scan, check_scan
from desktop.dossier.checking import keep_waiver, report_of
from desktop.dossier.lint.rules import Level
from desktop.dossier.originals import IN_DOSSIER, PENDING, REFUSED, SCANNED
from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.checking import Refusals
from desktop.mediation.rows import locked_case
from desktop.permissions import requires
from desktop.printing.profile import national_profile
from desktop.work import Work
from models.attachment import Attachment
from models.case_life import Inquiry, ReturnVisit
from models.dossier import DossierNote, SignedOriginal
from models.mediation import MediationCase, MediationSession, Party
from models.values.case_states import CaseState
from models.values.permissions import Permission

MOST_PAGES = 2000
_STATES = (IN_DOSSIER, SCANNED, PENDING, REFUSED)
_SUBJECTS: Mapping[str, type[Party | Inquiry | MediationSession | ReturnVisit]] = {
    "identity": Party,
    "power_of_attorney": Party,
    "inquiry": Inquiry,
    "site_inspection": Inquiry,
    "session": MediationSession,
    "return_visit": ReturnVisit,
}
"""The rows that papers of a kind are drawn from."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A case whose dossier was added to."""

    case_id: int
    row_id: int


@requires(Permission.DOSSIER_FILE)
def waive_finding(work: Work, *, case_id: int, check_id: str, place: str, reason: str) -> Filed:
    """Let a warning stand, with the reason; an error cannot be waived. A later reason takes the place of the first."""
    case = _open_case(work, case_id)
    refusals = Refusals()
    why = refusals.text("reason", reason, limit=200, missing="请选择或写明理由。")
    refusals.raise_any()
    found = [row for row in report_of(work, case).findings if (row.check, row.field) == (check_id, place)]
    if not found:
        raise OfficeError("这一条已经改好，不用再说明理由。")
    if all(row.level is not Level.WARNING for row in found):
        raise OfficeError("错误要改正，不能只说明理由。", field="reason")
    return Filed(case.id, keep_waiver(work, case, check_id, place, why).id)


@requires(Permission.DOSSIER_FILE)
def record_original(
    work: Work,
    *,
    case_id: int,
    paper_kind: str,
    subject_id: int,
    state: str,
    pages: int = 0,
    attachment_id: int | None = None,
    note: str = "",
) -> Filed:
    """Note where the signed original of a paper is: on paper in the dossier, N sides; a scan; still to be signed.

    Several scans of one paper follow each other; another state takes the place of the one before.
    """
    case = _open_case(work, case_id)
    words = _check_original(work, case, paper_kind, state, pages, attachment_id, note)
    _check_subject(work, case, paper_kind, subject_id)
    rows = work.session.scalars(
        select(SignedOriginal)
        .where(
            SignedOriginal.case_id == case.id,
            SignedOriginal.paper_kind == paper_kind,
            SignedOriginal.subject_id == subject_id,
        )
        .order_by(SignedOriginal.position)
    ).all()
    scans = [row for row in rows if row.state == SCANNED]
    if state == SCANNED and any(row.attachment_id == attachment_id for row in scans):
        raise OfficeError("这份扫描件已经归到这份文书了。", field="attachment_id")
    row = next((row for row in rows if row.state != SCANNED), None)
    if row is None:
        row = SignedOriginal(
            case_id=case.id,
            paper_kind=paper_kind,
            subject_id=subject_id,
            position=max((row.position for row in rows), default=0) + 1,
            seen=case.seen,
        )
        work.session.add(row)
    row.state, row.pages, row.attachment_id, row.note = state, pages, attachment_id, words
    row.noted_on, row.noted_by = work.today, work.who.name
    work.session.flush()
    title = national_profile().entry(paper_kind).title
    told = {
        IN_DOSSIER: f"纸质原件在卷，{pages}页",
        SCANNED: "扫描件归卷",
        PENDING: "待补签",
        REFUSED: "拒签",
    }[state]
    work.record("dossier:original", row, words=f"{title}：{told}", matter_id=case.matter_id)
    return Filed(case.id, row.id)


@requires(Permission.DOSSIER_FILE)
def write_dossier_note(work: Work, *, case_id: int, text: str) -> Filed:
    """Add a paragraph to the 卷宗情况说明: what is missing, damaged, or was put right. Before archiving only."""
    case = _open_case(work, case_id)
    refusals = Refusals()
    kept = refusals.text("text", text, limit=2000, missing="请写明情况。", multiline=True)
    refusals.raise_any()
    row = DossierNote(
        case_id=case.id,
        dossier_id=None,
        written_on=work.today,
        written_by=work.who.name,
        text=kept,
        pages=0,
        sha256=None,
        seen=case.seen,
    )
    work.session.add(row)
    work.session.flush()
    work.record("dossier:note", row, words="写卷宗情况说明", matter_id=case.matter_id)
    return Filed(case.id, row.id)


@requires(Permission.PAPER_PRINT)
def note_dossier_printed(work: Work, *, case_id: int) -> Filed:
    """Note that a whole dossier was printed or saved."""
    case = locked_case(work, case_id)
    work.record("dossier:print", case, words="打印或另存整卷")
    return Filed(case.id, case.id)


def _open_case(work: Work, case_id: int) -> MediationCase:
    """Return a case whose dossier is not frozen."""
    case = locked_case(work, case_id)
    if case.state == CaseState.ARCHIVED:
        raise OfficeError("案件已归档，卷宗不再变动。", todo="迟到的材料请由档案员用“补入材料”加情况说明。")
    return case


def _check_subject(work: Work, case: MediationCase, paper_kind: str, subject_id: int) -> None:
    """Refuse an original of what is not there any more: a list may be older than somebody's deletion."""
    table = _SUBJECTS.get(paper_kind)
    row: Any = work.session.get(table, subject_id) if table is not None else None
    if table is not None and (row is None or row.case_id != case.id):
        raise NotFoundError("没有找到这份文书，可能有人刚删去。", todo="请刷新卷宗目录再看。")


def _check_original(
    work: Work,
    case: MediationCase,
    paper_kind: str,
    state: str,
    pages: int,
    attachment_id: int | None,
    note: str,
) -> str:
    """Refuse what cannot be noted of an original; return the note as it is kept."""
    refusals = Refusals()
    words = refusals.text("note", note, limit=120)
    if paper_kind not in national_profile():
        refusals.add("paper_kind", "没有这种文书。")
    if state not in _STATES:
        refusals.add("state", "请选择原件在哪里。")
    if state == IN_DOSSIER and not 1 <= pages <= MOST_PAGES:
        refusals.add("pages", f"请填写纸质原件写了字的页数，1到{MOST_PAGES}。")
    if state == REFUSED and not words:
        refusals.add("note", "请写明谁拒签、谁在场。")
    if state == SCANNED and attachment_id is None:
        refusals.add("attachment_id", "请选择扫描件或照片；还没有添加的，先到“附件”添加。")
    refusals.raise_any()
    if attachment_id is not None:
        file = work.session.get(Attachment, attachment_id)
        if file is None or file.matter_id != case.matter_id or file.voided_at is not None:
            raise NotFoundError("没有找到这个附件。")
        try:
            check_scan(Scan(file.name, file.kind, b""))
        except OfficeError as unfit:
            raise OfficeError(unfit.sentence, field="attachment_id", todo=unfit.todo) from unfit
    return words
