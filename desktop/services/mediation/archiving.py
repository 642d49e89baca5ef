"""归档: a closed case is bound, frozen with its SHA-256, and moved into the archive; late papers come by a note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import insert, select

from desktop.database.once import enter_once
from desktop.dossier.assembly.dossier import Assembled, DossierHead, IndexEntry, assemble, collective
from desktop.dossier.assembly.scans import Scan
from desktop.dossier.checking import keep_waiver, report_of
from desktop.dossier.contents import Item, blob_bytes, contents_of
from desktop.dossier.gathering import Filing, load
from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.checking import Refusals, moment_of
from desktop.mediation.rows import locked_case, move_case
from desktop.papers.numbers import full_phones, masked_phones
from desktop.papers.of_case import CaseFacts
from desktop.permissions import requires
from desktop.printing.papers.file_note import FileNotePaper
from desktop.printing.profile import national_profile
from desktop.queries.dossiers import bind_case, frozen_dossier, head_of
from desktop.term_figures import retention_words
from desktop.versions import expect_version
from desktop.work import Work
from models.attachment import Attachment, Blob, BlobChunk
from models.centre import Committee
from models.dossier import Dossier, DossierCase, DossierNote
from models.matter import Matter
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.permissions import Permission

PIECE = 1024 * 1024
RETENTIONS = ("长期", "永久", "短期")
"""保管期限 as the cover prints it; how many years each has is no law's (mediation.md 1.4)."""
OF_THE_FILING = frozenset({"S09", "T03"})
"""Checks that ask for what is written on the covers: their reason is given with the filing."""


@dataclass(frozen=True, slots=True)
class Archived:
    """A volume as frozen."""

    dossier_id: int
    case_ids: tuple[int, ...]
    number: str
    pages: int
    sha256: str


@requires(Permission.CASE_ARCHIVE)
def archive_case(
    work: Work,
    *,
    case_id: int,
    version: int,
    filed_by: str,
    filed_on: date,
    checked_by: str,
    retention: str = RETENTIONS[0],
    remark: str = "",
    reason: str = "",
) -> Archived:
    """Bind a closed case into its own volume and freeze it (一案一卷).

    Refused with every error of the checks and every warning without a reason; `reason` is for those that only the
    filing itself brings (立卷人=检查人, another day on the closing report). What was never printed is set now,
    telephones in full, each reading by an event.
    """
    case = locked_case(work, case_id)
    expect_version(case, version)
    filed = _check_filing(work, [case], filed_by, filed_on, checked_by, retention, remark)
    _check_case(work, case, Filing(filed_by, filed_on, checked_by), reason)
    head = head_of(work, case, **filed)
    bound = bind_case(work, case, full_phones(work, case.matter_id, "调解卷宗"), head)
    row = _freeze(work, case, head, bound, kind="single")
    _put_in(work, row, [(case, 1 if bound.pages else None, bound.pages or None)])
    work.record(
        "dossier:archive",
        row,
        words=f"归档，{bound.pages}页",
        occurred_at=moment_of(work, filed_on),
        matter_id=case.matter_id,
    )
    return Archived(row.id, (case.id,), row.number, row.pages, row.sha256)


@requires(Permission.CASE_ARCHIVE)
def archive_simple_cases(
    work: Work,
    *,
    month: date,
    filed_by: str,
    filed_on: date,
    checked_by: str,
    retention: str = RETENTIONS[0],
    reason: str = "",
) -> Archived:
    """Bind the simple cases that were closed in a month into one 简易卷 (多案一卷) and freeze it.

    Each committee has a volume of its own: what another closed goes into the next. A confidential case is bound
    alone, for whoever sees one case of a volume reads all of them.
    """
    closed = (
        select(MediationCase.id, MediationCase.committee_id)
        .join(Matter, Matter.id == MediationCase.matter_id)
        .where(
            ~Matter.confidential,
            MediationCase.simple,
            MediationCase.state == CaseState.CLOSED,
            MediationCase.closed_on >= month.replace(day=1),
            MediationCase.closed_on < _next_month(month),
        )
        .order_by(MediationCase.committee_id, MediationCase.number_year, MediationCase.number_serial)
    )
    rows = work.session.execute(closed).all()
    cases = [locked_case(work, row.id) for row in rows if row.committee_id == rows[0].committee_id]
    if not cases:
        raise OfficeError(f"{month.year}年{month.month}月没有已结案、还没归档的简易调解。", field="month")
    filed = _check_filing(work, cases, filed_by, filed_on, checked_by, retention, "")
    parts: list[tuple[str, tuple[Item, ...]]] = []
    for case in cases:
        _check_case(work, case, Filing(filed_by, filed_on, checked_by), reason)
        load(work, case)
        facts = CaseFacts(work, case, full_phones(work, case.matter_id, "简易卷"))
        parts.append((case.number_shown, contents_of(facts, filed_on=filed_on)))
    head = _collective_head(work, cases, month, filed)
    bound = assemble(head, collective(parts), made_at=work.now)
    row = _freeze(work, cases[0], head, bound, kind="collective")
    _put_in(work, row, _pages_of_cases(cases, bound))
    for case in cases:
        work.record(
            "dossier:archive",
            row,
            words=f"归入{head.name}",
            occurred_at=moment_of(work, filed_on),
            matter_id=case.matter_id,
        )
    return Archived(row.id, tuple(case.id for case in cases), row.number, row.pages, row.sha256)


@requires(Permission.CASE_ARCHIVE)
def add_late_papers(work: Work, *, case_id: int, text: str, attachment_ids: tuple[int, ...] = ()) -> Archived:
    """Add papers that came after the archiving, behind a 卷宗情况说明; the frozen pages stay as they are."""
    case = locked_case(work, case_id)
    bound = frozen_dossier(work, case)
    if case.state != CaseState.ARCHIVED or bound is None:
        raise OfficeError("案件还没有归档，材料请直接归卷。")
    refusals = Refusals()
    kept = refusals.text("text", text, limit=2000, missing="请写明补入了什么、为什么迟到。", multiline=True)
    refusals.raise_any()
    item = _late_item(work, case, kept, attachment_ids)
    made = assemble(head_of(work, case, remark="归档后补入"), [item], made_at=work.now)
    row = DossierNote(
        case_id=case.id,
        dossier_id=bound.id,
        written_on=work.today,
        written_by=work.who.name,
        text=kept,
        pages=made.pages,
        sha256=_keep(work, made.pdf),
        seen=case.seen,
    )
    work.session.add(row)
    work.session.flush()
    work.record("dossier:late", row, words=f"归档后补入{made.pages}页", matter_id=case.matter_id)
    return Archived(bound.id, (case.id,), bound.number, bound.pages + made.pages, bound.sha256)


def _late_item(work: Work, case: MediationCase, text: str, attachment_ids: tuple[int, ...]) -> Item:
    """Return the note with the files behind it."""
    facts = CaseFacts(work, case, masked_phones(work))
    scans = []
    for number in attachment_ids:
        file = work.session.get(Attachment, number)
        if file is None or file.matter_id != case.matter_id or file.voided_at is not None:
            raise NotFoundError("没有找到这个附件。")
        scans.append(Scan(file.name, file.kind, blob_bytes(facts, file.sha256)))
    profile = national_profile()
    paper = FileNotePaper(facts.committee_name, text, case.number_on_paper)
    return Item(
        key="file_note",
        number=profile.entry("file_note").number,
        title=profile.entry("file_note").title,
        called="",
        subject_id=case.id,
        document=profile.document("file_note", paper),
        scans=tuple(scans),
        scans_after=True,
    )


def _check_case(work: Work, case: MediationCase, filing: Filing, reason: str) -> None:
    """Refuse what is not closed, or not in order; keep the reason for what the filing itself makes one think about."""
    if case.state != CaseState.CLOSED:
        raise OfficeError("只有已结案的案件可以归档。", todo="请先结案。")
    refusals = Refusals()
    why = refusals.text("reason", reason, limit=200)
    for found in (report := report_of(work, case, filing)).errors:
        refusals.add(found.field, found.sentence)
    for found in report.open_warnings:
        if found.check not in OF_THE_FILING:
            refusals.add(found.field, found.sentence)
        elif why:
            keep_waiver(work, case, found.check, found.field, why)
        else:
            refusals.add(found.field, f"{found.sentence}确实如此的，请写明理由。")
    refusals.raise_any()


def _check_filing(
    work: Work,
    cases: list[MediationCase],
    filed_by: str,
    filed_on: date,
    checked_by: str,
    retention: str,
    remark: str,
) -> dict[str, object]:
    """Return who filed, when, who checked, how long it is kept; refuse what cannot be."""
    refusals = Refusals()
    closed = max((case.closed_on for case in cases if case.closed_on), default=None)
    words: dict[str, object] = {
        "filed_by": refusals.text("filed_by", filed_by, limit=40, missing="请填写立卷人。"),
        "checked_by": refusals.text("checked_by", checked_by, limit=40, missing="请填写检查人。"),
        "remark": refusals.text("remark", remark, limit=120),
        "filed_on": filed_on,
        "retention": retention_words(work, retention),
    }
    refusals.day("filed_on", "立卷日期", filed_on, today=work.today, after=closed, after_what="结案日期")
    if retention not in RETENTIONS:
        refusals.add("retention", "保管期限请选择短期、长期或永久。")
    refusals.raise_any()
    return words


def _collective_head(
    work: Work, cases: list[MediationCase], month: date, filed: dict[str, object]
) -> DossierHead:
    """Return the cover of a collective volume."""
    committee = work.session.get_one(Committee, cases[0].committee_id)
    names = dict.fromkeys(row.name for case in cases for row in case.mediators)
    whole = head_of(work, cases[0], **filed)
    return replace(
        whole,
        number=f"{cases[0].number_shown}至{cases[-1].number_shown}"
        if len(cases) > 1
        else cases[0].number_on_paper,
        name=f"{month.year}年{month.month}月简易调解案件（共{len(cases)}件）",
        mediators=tuple(names),
        committee_name=committee.name,
        began_on=min(case.accepted_on for case in cases),
        ended_on=max((case.closed_on for case in cases if case.closed_on), default=None),
    )


def _freeze(work: Work, case: MediationCase, head: DossierHead, bound: Assembled, *, kind: str) -> Dossier:
    """Keep a bound volume; its bytes never change."""
    row = Dossier(
        case_id=case.id,
        kind=kind,
        title=head.name[:120],
        number=head.number[:40],
        retention=head.retention,
        filed_by=head.filed_by,
        filed_on=head.filed_on,
        checked_by=head.checked_by,
        checked_on=head.filed_on,
        pages=bound.pages,
        contents=[_line(entry) for entry in bound.entries],
        sha256=_keep(work, bound.pdf),
        frozen_at=work.now,
        frozen_by=work.who.name,
        seen=case.seen,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _put_in(work: Work, row: Dossier, cases: list[tuple[MediationCase, int | None, int | None]]) -> None:
    """Enter the cases of a volume and move them into the archive."""
    for place, (case, first, last) in enumerate(cases, 1):
        work.session.add(
            DossierCase(
                dossier_id=row.id,
                position=place,
                case_id=case.id,
                first_page=first,
                last_page=last,
                seen=case.seen,
            )
        )
        move_case(case, CaseState.ARCHIVED)
    work.session.flush()


def _pages_of_cases(
    cases: list[MediationCase], bound: Assembled
) -> list[tuple[MediationCase, int | None, int | None]]:
    """Return from which page to which each case of a volume goes."""
    found = []
    for case in cases:
        own = [entry for entry in bound.entries if entry.case == case.number_shown]
        first = min((entry.first for entry in own if entry.first is not None), default=None)
        last = max((entry.last for entry in own if entry.last is not None), default=None)
        found.append((case, first, last))
    return found


def _line(entry: IndexEntry) -> dict[str, object]:
    """Return a line of the index as it is kept."""
    return {
        "key": entry.key,
        "number": entry.number,
        "title": entry.title,
        "first": entry.first,
        "last": entry.last,
        "on_paper": entry.on_paper,
        "remark": entry.remark,
    }


def _keep(work: Work, content: bytes) -> str:
    """Keep the bytes of a bound file by their SHA-256, in pieces; return the digest."""
    digest = sha256(content).hexdigest()
    row = {"sha256": digest, "size": len(content), "kind": "pdf", "stored_at": work.now}
    if enter_once(work.session, Blob, row):
        for position, start in enumerate(range(0, len(content), PIECE)):
            piece = content[start : start + PIECE]
            work.session.execute(insert(BlobChunk).values(sha256=digest, position=position, content=piece))
    return digest


def _next_month(day: date) -> date:
    """Return the first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
