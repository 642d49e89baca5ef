"""What lies in the dossier of a case, in the order of its profile: each paper with where its pages come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from desktop.dossier.assembly.scans import RECORDINGS, Scan
from desktop.dossier.drawn import document_of, notes_text
from desktop.dossier.originals import IN_DOSSIER, PENDING, REFUSED, SCANNED, THERE
from desktop.mediation.naming import told_apart
from desktop.mediation.sittings import in_order
from desktop.papers.of_case import CaseFacts
from desktop.printing.blocks import Document
from desktop.printing.profile import Need, PaperEntry, national_profile
from models.agreement import Agreement, Obligation, Paper, Performance
from models.attachment import Attachment, BlobChunk
from models.case_life import Evidence, Inquiry, JudicialConfirmation, ReturnVisit
from models.dossier import SignedOriginal
from models.values.chinese_numerals import in_chinese
from models.values.choices import AgreementForm

COVER, INDEX, BACK = "cover", "index", "back_cover"
_ON_THE_SHEET = frozenset({"acceptance", "rights_notice", "closing_report"})
"""What the one sheet of a simple case says already (practice.md 21); there only where somebody printed or signed it."""
_SLIPS = frozenset({"acceptance_receipt", "referral", "transfer"})
CERTIFIED = "经核对与原件一致　核对人：　　　　　　　日期：　　　　年　　月　　日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One paper of the dossier. Its pages come from `scans`, else the issued file, else `document`.

    `on_paper` are the written sides of a paper original that is not scanned; where nothing else is there the
    index says 仅纸质，N 页.
    """

    key: str
    number: int | None
    title: str
    called: str
    subject_id: int
    document: Document | None = None
    issued: Scan | None = None
    issued_pages: int = 0
    scans: tuple[Scan, ...] = ()
    scans_after: bool = False
    """The scans lie behind the paper instead of standing for it: a list of evidence and its pages."""
    cards: bool = False
    caption: str = ""
    on_paper: int = 0
    state: str = ""
    """`in_dossier`, `scanned`, `pending`, `refused`, `drawn` (not printed yet) or `printed`."""
    note: str = ""
    wants_signature: bool = False
    case: str = ""
    """The number of its case in a collective volume."""

    @property
    def full_title(self) -> str:
        """The title with which of several it is, of which case."""
        which = f"{self.title}（{self.called}）" if self.called else self.title
        return f"{self.case}　{which}" if self.case else which


def contents_of(
    facts: CaseFacts, *, with_pages: bool = True, filed_on: date | None = None
) -> tuple[Item, ...]:
    """Return the papers between index and back cover, in the profile's order.

    Without pages no bytes are read and nothing is set: for lists. What a scan cannot be used for is refused when
    it is bound.
    """
    originals = _Originals(facts, with_bytes=with_pages)
    items: list[Item] = []
    for entry in national_profile().papers:
        if entry.key in {COVER, INDEX, BACK} or entry.key in _SLIPS or entry.need is Need.NOT_FILED:
            continue
        for subject_id, called in _subjects(facts, entry, originals):
            items.append(
                _item(facts, entry, subject_id, called, originals, with_pages=with_pages, filed_on=filed_on)
            )
    return tuple(items)


class _Originals:
    """The signed originals and issued papers of a case, by kind and subject."""

    def __init__(self, facts: CaseFacts, *, with_bytes: bool) -> None:
        session = facts.work.session
        self._facts = facts
        rows = session.scalars(
            select(SignedOriginal)
            .where(SignedOriginal.case_id == facts.case.id)
            .order_by(SignedOriginal.position)
        )
        self.rows: dict[tuple[str, int], list[SignedOriginal]] = {}
        for row in rows:
            self.rows.setdefault((row.paper_kind, row.subject_id), []).append(row)
        papers = session.scalars(
            select(Paper).where(Paper.matter_id == facts.case.matter_id).order_by(Paper.edition)
        )
        self.papers = {(row.kind, row.subject_id): row for row in papers}
        self.with_bytes = with_bytes

    def subjects(self, key: str) -> list[int]:
        """Return the rows of which a paper of a kind was printed or is signed."""
        found = [subject for kind, subject in (*self.rows, *self.papers) if kind == key]
        return list(dict.fromkeys(found))

    def scan(self, attachment_id: int | None) -> Scan | None:
        """Return an attached file with its bytes; empty ones for lists."""
        row = self._facts.work.session.get(Attachment, attachment_id) if attachment_id else None
        if row is None or row.voided_at is not None:
            return None
        content = blob_bytes(self._facts, row.sha256) if self.with_bytes else b""
        return Scan(row.name, row.kind, content)

    def issued(self, paper: Paper) -> Scan:
        """Return the bytes of an issued paper."""
        content = b""
        if self.with_bytes:
            from desktop.papers.keeping import checked_bytes

            content = checked_bytes(self._facts.work, paper)
        return Scan(paper.title, "pdf", content)


def blob_bytes(facts: CaseFacts, sha256: str) -> bytes:
    """Return the bytes of a kept file."""
    pieces = facts.work.session.scalars(
        select(BlobChunk.content).where(BlobChunk.sha256 == sha256).order_by(BlobChunk.position)
    )
    return b"".join(bytes(piece) for piece in pieces)


def _subjects(facts: CaseFacts, entry: PaperEntry, originals: _Originals) -> Iterator[tuple[int, str]]:
    """Yield of which rows a paper of this kind lies in the dossier, and what each is called."""
    one_sheet = facts.case.simple and entry.key in _ON_THE_SHEET
    known = [] if one_sheet else list(natural(facts, entry.key))
    yield from known
    there = {subject for subject, _called in known}
    if entry.key in {"agreement", "oral_agreement"}:
        return
    names = told_apart(facts.case.parties)
    for subject in originals.subjects(entry.key):
        if subject not in there:
            called = names.get(subject, "") if entry.key in {"identity", "power_of_attorney"} else ""
            yield subject, called


def natural(facts: CaseFacts, key: str) -> Iterator[tuple[int, str]]:
    """Yield what the course of the case itself brings."""
    case = facts.case
    once = {
        "application": case.applied_on is not None,
        "acceptance": bool(case.parties),
        "rights_notice": bool(case.parties),
        "termination": bool(case.termination_ground),
        "closing_report": case.closed_on is not None,
    }
    if key in once:
        yield from ((case.id, ""),) if once[key] else ()
    elif key in {"agreement", "oral_agreement"}:
        form = AgreementForm.WRITTEN if key == "agreement" else AgreementForm.ORAL
        yield from _agreements(facts, form)
    elif key == "identity":
        names = told_apart(case.parties)
        yield from ((party.id, names[party.id]) for party in facts.listed if party.identity_check)
    elif key == "session":
        yield from _several([row.id for row in in_order(case)], "次")
    else:
        yield from _kept(facts, key)


def _agreements(facts: CaseFacts, form: AgreementForm) -> Iterator[tuple[int, str]]:
    """Yield the agreements of a form that are more than drafts; a later one is called as its number ends (之一)."""
    for row in facts.agreements:
        settled = row.effective_on is not None or row.issued_at is not None or facts.case.late_entry
        if settled and row.form == form:
            yield row.id, f"之{in_chinese(row.position - 1)}" if row.position > 1 else ""


def _kept(facts: CaseFacts, key: str) -> Iterator[tuple[int, str]]:
    """Yield what rows of their own bring: inquiries, evidence, visits, the court, notes."""
    case, session = facts.case, facts.work.session
    if key in {"inquiry", "site_inspection"}:
        rows = session.scalars(select(Inquiry).where(Inquiry.case_id == case.id).order_by(Inquiry.position))
        yield from _several([row.id for row in rows if ("site" in row.kind) == (key == "site_inspection")])
    elif key == "return_visit":
        visits = session.scalars(
            select(ReturnVisit.id)
            .where(ReturnVisit.case_id == case.id, ReturnVisit.waived.is_(False))
            .order_by(ReturnVisit.visited_on)
        )
        yield from _several(list(visits), "次")
    elif key == "evidence":
        if session.scalar(select(Evidence.id).where(Evidence.case_id == case.id).limit(1)) is not None:
            yield case.id, ""
    elif key == "performance_proof":
        yield from _several(list(dict.fromkeys(number for number, _file in _proofs(facts))))
    elif key == "judicial_confirmation":
        court = select(JudicialConfirmation.id).where(
            JudicialConfirmation.case_id == case.id, JudicialConfirmation.applied_on.is_not(None)
        )
        if session.scalar(court.limit(1)) is not None:
            yield case.id, ""
    elif key == "file_note" and notes_text(facts):
        yield case.id, ""


def _several(ids: Sequence[int], word: str = "份") -> Iterator[tuple[int, str]]:
    """Yield rows, numbered where there are several."""
    for place, number in enumerate(ids, 1):
        yield number, f"第{in_chinese(place)}{word}" if len(ids) > 1 else ""


def _item(
    facts: CaseFacts,
    entry: PaperEntry,
    subject_id: int,
    called: str,
    originals: _Originals,
    *,
    with_pages: bool,
    filed_on: date | None,
) -> Item:
    """Return one paper with its pages."""
    rows = originals.rows.get((entry.key, subject_id), [])
    paper = originals.papers.get((entry.key, subject_id))
    scans = [scan for row in rows if row.state == SCANNED and (scan := originals.scan(row.attachment_id))]
    if not scans and entry.key == "performance_proof":
        proofs = [file for number, file in _proofs(facts) if number == subject_id]
        scans = [scan for file in proofs if (scan := originals.scan(file))]
    behind = _evidence_scans(facts, originals) if entry.key == "evidence" else []
    hand = entry.key == "session" and any(
        row.id == subject_id and row.handwritten for row in facts.case.sessions
    )
    on_paper = sum(row.pages for row in rows if row.state == IN_DOSSIER)
    item = Item(
        key=entry.key,
        number=entry.number,
        title=entry.title,
        called=called,
        subject_id=subject_id,
        scans=tuple(scans or behind),
        scans_after=not scans and bool(behind),
        cards=entry.key == "identity",
        caption=CERTIFIED if entry.key in {"identity", "evidence"} else "",
        on_paper=on_paper,
        state=SCANNED if scans else _state(rows, printed=paper is not None),
        note="；".join(row.note for row in rows if row.note),
        wants_signature=bool(entry.signers),
    )
    if scans or not with_pages:
        return replace(item, issued_pages=paper.pages if paper is not None else 0)
    if hand and on_paper:
        return item
    if paper is not None:
        return replace(item, issued=originals.issued(paper), issued_pages=paper.pages)
    if entry.key in {"power_of_attorney", "performance_proof", "judicial_confirmation"}:
        return item  # what nobody signed proves nothing
    if entry.key == "identity" and on_paper:
        return item
    return replace(item, document=document_of(facts, entry.key, subject_id, filed_on=filed_on))


def _evidence_scans(facts: CaseFacts, originals: _Originals) -> list[Scan]:
    """Return the files of the list of evidence that have pages."""
    ids = facts.work.session.scalars(
        select(Evidence.attachment_id).where(Evidence.case_id == facts.case.id).order_by(Evidence.position)
    )
    scans = (originals.scan(number) for number in ids)
    return [scan for scan in scans if scan is not None and scan.kind not in RECORDINGS]


def _proofs(facts: CaseFacts) -> list[tuple[int, int]]:
    """Return the files that prove a performance, each with its obligation, in the order of performing."""
    rows = facts.work.session.execute(
        select(Performance.obligation_id, Performance.attachment_id)
        .join(Obligation, Obligation.id == Performance.obligation_id)
        .join(Agreement, Agreement.id == Obligation.agreement_id)
        .where(Agreement.case_id == facts.case.id, Performance.attachment_id.is_not(None))
        .order_by(Agreement.position, Obligation.position, Performance.performed_on, Performance.id)
    )
    return [(number, file) for number, file in rows if file is not None]


def _state(rows: Sequence[SignedOriginal], *, printed: bool) -> str:
    """Return where the paper stands."""
    states = {row.state for row in rows}
    for state in (REFUSED, PENDING):
        if state in states:
            return state
    if states & THERE:
        return SCANNED if SCANNED in states else IN_DOSSIER
    return "printed" if printed else "drawn"
