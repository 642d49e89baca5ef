"""What the dossier of a case holds and lacks, its bound file, and what is still to be signed in the villages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select

from desktop.dossier.assembly.dossier import Assembled, DossierHead, assemble
from desktop.dossier.checking import report_of
from desktop.dossier.contents import Item, blob_bytes, contents_of
from desktop.dossier.gathering import load
from desktop.dossier.lint.report import LintReport
from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.naming import told_apart
from desktop.papers.numbers import Phones, masked_phones, no_numbers
from desktop.papers.of_case import CaseFacts
from desktop.permissions import requires
from desktop.queries.issued_papers import number_as_kept
from desktop.work import Work
from models.agreement import Agreement, Signature
from models.attachment import Attachment
from models.centre import Committee, Village
from models.dossier import Dossier, DossierCase, DossierNote, SignedOriginal
from models.matter import Matter
from models.mediation import MediationCase
from models.values.case_number import shown_number
from models.values.case_states import CASE_LABELS, CaseState
from models.values.choices import SignatureState, SignerRole
from models.values.permissions import Permission

STATE_WORDS = {
    "scanned": "已签扫描",
    "in_dossier": "纸质在卷",
    "pending": "待补签",
    "refused": "拒签",
    "printed": "已打印",
    "drawn": "未打印",
}


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One paper as the list of the dossier shows it."""

    key: str
    subject_id: int
    number: int | None
    title: str
    state: str
    state_words: str
    on_paper: int
    scans: int
    note: str


@dataclass(frozen=True, slots=True)
class LateNote:
    """Papers that came after the archiving, with the 卷宗情况说明 that brought them."""

    note_id: int
    written_on: date
    written_by: str
    text: str
    pages: int


@dataclass(frozen=True, slots=True)
class FrozenView:
    """The dossier as it was archived."""

    dossier_id: int
    number: str
    pages: int
    sha256: str
    filed_by: str
    filed_on: date
    checked_by: str
    retention: str
    frozen_at: datetime
    notes: int
    """Late papers that came through a note."""
    late: tuple[LateNote, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChoice:
    """A file of the matter that may become the scan of a paper."""

    attachment_id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party of whom identity papers or a power of attorney may come."""

    id: int
    name: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """Everything that the page of a dossier shows."""

    case_id: int
    version: int
    matter_id: int
    number: str
    name: str
    state: CaseState
    state_words: str
    simple: bool
    mediators: tuple[str, ...]
    rows: tuple[DossierRow, ...]
    report: LintReport
    files: tuple[FileChoice, ...]
    parties: tuple[PartyName, ...]
    frozen: FrozenView | None
    may_file: bool
    """Whether this account may note originals, reasons and notes."""
    may_archive: bool


@requires(Permission.CASE_READ)
def dossier_view(work: Work, *, case_id: int) -> DossierView:
    """Return what the dossier of a case holds and lacks; no page is set and no number read."""
    case = _case(work, case_id)
    load(work, case)
    items = contents_of(CaseFacts(work, case, masked_phones(work)), with_pages=False)
    files = work.session.scalars(
        select(Attachment)
        .where(Attachment.matter_id == case.matter_id, Attachment.voided_at.is_(None))
        .order_by(Attachment.id)
    )
    names = told_apart(case.parties)
    return DossierView(
        case_id=case.id,
        version=case.version,
        matter_id=case.matter_id,
        number=case.number_shown,
        name=case.name,
        state=CaseState(case.state),
        state_words=CASE_LABELS[CaseState(case.state)],
        simple=case.simple,
        mediators=tuple(row.name for row in case.mediators),
        rows=tuple(_row(item) for item in items),
        report=report_of(work, case),
        files=tuple(FileChoice(row.id, row.name, row.kind) for row in files),
        parties=tuple(PartyName(row.id, names[row.id], row.agent_name) for row in case.parties),
        frozen=_frozen_view(work, case),
        may_file=work.who.may(Permission.DOSSIER_FILE),
        may_archive=work.who.may(Permission.CASE_ARCHIVE),
    )


@requires(Permission.CASE_READ)
def case_lint(work: Work, *, number: str) -> LintReport:
    """Return every finding on the case of a number, with half- or full-width brackets."""
    return report_of(work, _case_of(work, number))


@requires(Permission.PAPER_PRINT)
def dossier_pdf(work: Work, *, case_id: int) -> bytes:
    """Return the bound dossier: the frozen bytes of an archived case, else bound now.

    A paper has a telephone number in full or not at all: papers of an open case that were never printed leave it
    out; printing the paper, or the archive, reads it in full by an event.
    Raises OfficeError when the frozen bytes are no longer those of their SHA-256.
    """
    case = _case(work, case_id)
    bound = frozen_dossier(work, case)
    if bound is None:
        return bind_case(work, case, no_numbers).pdf
    return frozen_bytes(work, case, bound)


def frozen_bytes(work: Work, case: MediationCase, bound: Dossier) -> bytes:
    """Return the bytes of an archived dossier. Raises OfficeError when they are no longer those of their SHA-256."""
    return _kept_bytes(work, case, bound.sha256)


def _kept_bytes(work: Work, case: MediationCase, digest: str) -> bytes:
    """Return bytes that were kept by their SHA-256, after looking that they still are those."""
    content = blob_bytes(CaseFacts(work, case, masked_phones(work)), digest)
    if sha256(content).hexdigest() != digest:
        raise OfficeError("归档的卷宗和归档时不一致，不能打印。", todo="请用“核对”检查数据库，并从备份恢复。")
    return content


@requires(Permission.PAPER_PRINT)
def late_pdf(work: Work, *, note_id: int) -> bytes:
    """Return the pages that were added to an archived dossier by one note, as they were kept."""
    note = work.session.get(DossierNote, note_id)
    case = work.session.get(MediationCase, note.case_id) if note is not None else None
    if note is None or case is None or note.sha256 is None:
        raise NotFoundError("没有找到补入的材料。")
    return _kept_bytes(work, case, note.sha256)


@requires(Permission.PAPER_PRINT)
def dossier_of(work: Work, *, number: str) -> int:
    """Return the id of the case of a number. Raises NotFoundError where no such case is seen."""
    return _case_of(work, number).id


@dataclass(frozen=True, slots=True)
class ToSign:
    """One signature that is still missing, for the next round in the villages."""

    case_id: int
    number: str
    village: str
    who: str
    paper: str
    note: str


@requires(Permission.CASE_READ)
def signatures_to_fetch(work: Work) -> tuple[ToSign, ...]:
    """Return everything that still lacks a signature, village by village."""
    lines = (
        select(MediationCase.id, MediationCase.number, Village.name, Signature.name, Signature.role)
        .join(Agreement, Agreement.case_id == MediationCase.id)
        .join(Signature, Signature.agreement_id == Agreement.id)
        .join(Matter, Matter.id == MediationCase.matter_id)
        .outerjoin(Village, Village.id == Matter.village_id)
        .where(
            Signature.state == SignatureState.PENDING,
            Signature.role == SignerRole.PARTY,
            MediationCase.state != CaseState.ARCHIVED,
        )
    )
    found = [
        ToSign(case_id, shown_number(number), village or "", name, "人民调解协议书", "")
        for case_id, number, village, name, _role in work.session.execute(lines)
    ]
    pending = (
        select(SignedOriginal, MediationCase.number, Village.name)
        .join(MediationCase, MediationCase.id == SignedOriginal.case_id)
        .join(Matter, Matter.id == MediationCase.matter_id)
        .outerjoin(Village, Village.id == Matter.village_id)
        .where(SignedOriginal.state == "pending", MediationCase.state != CaseState.ARCHIVED)
    )
    from desktop.printing.profile import national_profile

    profile = national_profile()
    for row, number, village in work.session.execute(pending):
        title = profile.entry(row.paper_kind).title if row.paper_kind in profile else row.paper_kind
        found.append(ToSign(row.case_id, shown_number(number), village or "", "", title, row.note))
    return tuple(sorted(found, key=lambda line: (line.village, line.number, line.paper)))


def bind_case(work: Work, case: MediationCase, phones: Phones, head: DossierHead | None = None) -> Assembled:
    """Bind the dossier of one case as it stands."""
    load(work, case)
    facts = CaseFacts(work, case, phones)
    head = head or head_of(work, case)
    return assemble(head, contents_of(facts, filed_on=head.filed_on), made_at=work.now)


def head_of(work: Work, case: MediationCase, **filed: object) -> DossierHead:
    """Return what stands on the covers of a case's dossier; `filed` are 立卷人, day, checker, term."""
    committee = work.session.get_one(Committee, case.committee_id)
    words: dict[str, object] = {
        "committee_name": committee.name,
        "number": case.number_on_paper,
        "name": case.name,
        "mediators": tuple(row.name for row in case.mediators),
        "began_on": case.accepted_on,
        "ended_on": case.reached_on or case.terminated_on,
    }
    return DossierHead(**(words | filed))  # type: ignore[arg-type]  # the fields of the head by name


def frozen_dossier(work: Work, case: MediationCase) -> Dossier | None:
    """Return the volume that holds a case, its own or a collective one."""
    statement = (
        select(Dossier)
        .join(DossierCase, DossierCase.dossier_id == Dossier.id)
        .where(DossierCase.case_id == case.id)
        .order_by(Dossier.id.desc())
        .limit(1)
    )
    return work.session.scalars(statement).first()


def _frozen_view(work: Work, case: MediationCase) -> FrozenView | None:
    """Return the archived volume of a case as its page shows it."""
    bound = frozen_dossier(work, case)
    if bound is None:
        return None
    late = work.session.scalars(
        select(DossierNote)
        .where(DossierNote.dossier_id == bound.id, DossierNote.case_id == case.id)
        .order_by(DossierNote.id)
    ).all()
    return FrozenView(
        dossier_id=bound.id,
        number=bound.number,
        pages=bound.pages,
        sha256=bound.sha256,
        filed_by=bound.filed_by,
        filed_on=bound.filed_on,
        checked_by=bound.checked_by,
        retention=bound.retention,
        frozen_at=bound.frozen_at,
        notes=len(late),
        late=tuple(LateNote(row.id, row.written_on, row.written_by, row.text, row.pages) for row in late),
    )


def _row(item: Item) -> DossierRow:
    """Return one paper as the list shows it."""
    return DossierRow(
        key=item.key,
        subject_id=item.subject_id,
        number=item.number,
        title=item.full_title,
        state=item.state,
        state_words=STATE_WORDS[item.state],
        on_paper=item.on_paper,
        scans=len(item.scans),
        note=item.note,
    )


def _case(work: Work, case_id: int) -> MediationCase:
    """Return a case that this account may see."""
    case = work.session.get(MediationCase, case_id)
    if case is None:
        raise NotFoundError("没有找到这件调解案件。")
    return case


def _case_of(work: Work, number: str) -> MediationCase:
    """Return the case of a typed number."""
    wanted = number_as_kept(number)
    case = work.session.scalars(select(MediationCase).where(MediationCase.number == wanted)).first()
    if case is None:
        raise NotFoundError(f"没有找到{wanted}这件案件。", todo="请核对卷号和账号的权限。")
    return case
