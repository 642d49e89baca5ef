"""What may be printed of a case or a matter, what it would say, and what was printed already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.drafting import obligation_entry
from desktop.mediation.naming import told_apart
from desktop.mediation.parties import standing
from desktop.mediation.sittings import in_order
from desktop.mediation.wording import obligation_sentence
from desktop.papers.gathered import FILLED, further_subjects
from desktop.papers.keeping import Editions, checked_bytes, edition_mark
from desktop.papers.numbers import masked_identities, masked_phones
from desktop.papers.of_case import GATHERED, CaseFacts, known_facts
from desktop.papers.of_matter import SLIPS, issue_day, slip_titles, title_of
from desktop.papers.offers import (
    BLANK_KIND,
    Fill,
    Owner,
    PaperFacts,
    PaperOffer,
    copies_of,
    facts_from,
    with_edition,
)
from desktop.papers.printers_of_slips import slip_bar
from desktop.permissions import requires
from desktop.printing.blanks import OUTING
from desktop.printing.profile import PaperEntry, form_of, national_profile
from desktop.work import Work
from models.agreement import Agreement, Paper
from models.matter import Matter
from models.mediation import MediationCase
from models.values.chinese_numerals import in_chinese
from models.values.choices import AgreementForm
from models.values.permissions import Permission
from models.values.terms import ObligationKind

NOT_PRINTED_HERE = "在“协议”里写好后打印待签"
SLIP_KEYS = frozenset(SLIPS)
_HANDED_OVER = frozenset({ObligationKind.PAYMENT, ObligationKind.DELIVERY})


@requires(Permission.PAPER_PRINT)
def case_offers(
    work: Work, *, case_ids: tuple[int, ...], keys: tuple[str, ...] = ()
) -> tuple[PaperOffer, ...]:
    """Return the papers of cases, case by case in the order of the dossier: filled in first, then for the hand.

    Papers that nothing but a hand fills in bear what is known of the case. `keys` leaves those of the profile only
    that are named; a case that is not seen is passed over, NotFoundError where that goes for all of them.
    """
    found: list[PaperOffer] = []
    seen = False
    for case_id in case_ids:
        case = work.session.get(MediationCase, case_id)
        if case is not None:
            seen = True
            found += sorted(_case_offers(work, case, keys), key=lambda offer: offer.fill is Fill.KNOWN)
    if not seen:
        raise NotFoundError("没有找到这件调解案件。")
    return tuple(found)


@requires(Permission.PAPER_PRINT)
def outing_offers(work: Work, *, case_id: int) -> tuple[PaperOffer, ...]:
    """Return every form with what is known of a case, to be filled in by hand; 外出调解包 is preset."""
    case = _case(work, case_id)
    editions = Editions(work, case.matter_id)
    return tuple(
        with_edition(editions, _known_offer(case, entry, preset=entry.key in OUTING))
        for entry in national_profile().printed()
        if entry.key not in SLIP_KEYS
    )


@requires(Permission.MATTER_READ)
def blank_offers(work: Work) -> tuple[PaperOffer, ...]:
    """Return every form wholly blank; nothing is known, nothing is kept."""
    del work
    return tuple(
        PaperOffer(
            entry.key,
            Fill.BLANK,
            Owner.NOTHING,
            0,
            0,
            entry.title,
            "",
            copies_of(entry, 2, blank=True),
            preset=entry.key in OUTING,
        )
        for entry in national_profile().printed()
    )


@requires(Permission.MATTER_READ)
def matter_offers(work: Work, *, matter_id: int) -> tuple[PaperOffer, ...]:
    """Return the slips of a matter where it stands; those that this account may not print say why."""
    matter = _matter(work, matter_id)
    editions = Editions(work, matter.id)
    offers = []
    for key, subject_id, called in slip_titles(work, matter):
        entry = national_profile().entry(key)
        facts = SLIPS[key](work, matter, subject_id, issue_day(work), masked_phones(work))
        title = title_of(entry.title, facts)
        offer = PaperOffer(
            key,
            Fill.FILLED,
            Owner.MATTER,
            matter.id,
            subject_id,
            f"{title}（{called}）" if called else title,
            matter.code,
            entry.copies(),
            blocked=slip_bar(work.who, matter, key, subject_id),
        )
        offers.append(with_edition(editions, offer, facts))
    return tuple(offers)


@requires(Permission.PAPER_PRINT)
def case_paper_facts(work: Work, *, offer: PaperOffer) -> PaperFacts:
    """Return what a paper of a case would say if it were printed now, telephones masked, for its picture."""
    if offer.owner is not Owner.CASE:
        raise NotFoundError("没有找到这份文书。")
    case = _case(work, offer.owner_id)
    facts = CaseFacts(work, case, masked_phones(work), masked_identities(work))
    if offer.fill is Fill.FILLED and offer.key in FILLED:
        return PaperFacts(offer.key, FILLED[offer.key](facts, offer.subject_id), _mark(work, offer))
    return PaperFacts(offer.key, form_of(offer.key).blank(known_facts(facts)), _mark(work, offer))


@requires(Permission.MATTER_READ)
def slip_facts(work: Work, *, offer: PaperOffer) -> PaperFacts:
    """Return what a slip of a matter would say if it were printed now, telephones masked, for its picture."""
    if offer.owner is not Owner.MATTER:
        raise NotFoundError("没有找到这份单据。")
    matter = _matter(work, offer.owner_id)
    facts = SLIPS[offer.key](work, matter, offer.subject_id, issue_day(work), masked_phones(work))
    return PaperFacts(offer.key, facts, _mark(work, offer))


@requires(Permission.PAPER_PRINT)
def kept_facts(work: Work, *, paper_id: int) -> PaperFacts:
    """Return what an issued paper says, for its Word copy."""
    return _kept_facts(work, _paper(work, paper_id))


@requires(Permission.IDENTITY_REVEAL)
def kept_slip_facts(work: Work, *, paper_id: int) -> PaperFacts:
    """Return what an issued slip says, for its Word copy."""
    return _kept_facts(work, _slip(work, paper_id))


@requires(Permission.IDENTITY_REVEAL)
def slip_bytes(work: Work, *, paper_id: int) -> bytes:
    """Return the very bytes of an issued slip, to print it again. Raises OfficeError when they were altered."""
    return checked_bytes(work, _slip(work, paper_id))


def _case_offers(work: Work, case: MediationCase, keys: tuple[str, ...]) -> Iterator[PaperOffer]:
    facts = CaseFacts(work, case, masked_phones(work), masked_identities(work))
    editions = Editions(work, case.matter_id)
    for entry in national_profile().printed():
        if entry.key in SLIP_KEYS or (keys and entry.key not in keys):
            continue
        if entry.key == "agreement":
            yield from _agreement_offers(editions, facts, entry)
        elif entry.key in GATHERED:
            for offer in _gathered_offers(facts, entry):
                said: Any = None if offer.blocked else GATHERED[entry.key](facts, offer.subject_id)
                yield with_edition(editions, offer, said)
        else:
            yield from _further_offers(editions, facts, entry)


def _further_offers(editions: Editions, facts: CaseFacts, entry: PaperEntry) -> Iterator[PaperOffer]:
    """What the course of the case asks for, filled in; else the form with what is known."""
    found = list(further_subjects(facts, entry.key))
    for subject in found:
        offer = _offer(facts.case, entry, subject.id, subject.called, subject.blocked)
        said = None if subject.blocked else FILLED[entry.key](facts, subject.id)
        yield with_edition(editions, offer, said)
    if not found:
        yield with_edition(editions, _known_offer(facts.case, entry))


def _offer(
    case: MediationCase, entry: PaperEntry, subject_id: int, called: str = "", blocked: str = ""
) -> PaperOffer:
    return PaperOffer(
        entry.key,
        Fill.FILLED,
        Owner.CASE,
        case.id,
        subject_id,
        f"{entry.title}（{called}）" if called else entry.title,
        case.number_shown,
        copies_of(entry, len(standing(case.parties)), blank=False),
        blocked=blocked,
    )


def _known_offer(case: MediationCase, entry: PaperEntry, *, preset: bool = False) -> PaperOffer:
    return PaperOffer(
        entry.key,
        Fill.KNOWN,
        Owner.CASE,
        case.id,
        case.id,
        f"{entry.title}（手填）",
        case.number_shown,
        copies_of(entry, len(standing(case.parties)), blank=True),
        preset=preset,
    )


def _agreement_offers(editions: Editions, facts: CaseFacts, entry: PaperEntry) -> Iterator[PaperOffer]:
    """An agreement is printed for signing in its own part; here the editions that were issued are printed again."""
    printed = False
    for written in facts.agreements:
        if written.form == AgreementForm.ORAL:
            continue
        offer = with_edition(editions, _offer(facts.case, entry, written.id, _place(written)))
        if offer.paper_id is not None:
            printed = True
            yield offer
    newest = facts.agreement
    if not printed and (newest is None or newest.form != AgreementForm.ORAL):
        yield _offer(facts.case, entry, 0, blocked=NOT_PRINTED_HERE)


def _place(written: Agreement) -> str:
    """Return how a later agreement is told from the first one."""
    return f"之{in_chinese(written.position - 1)}" if written.position > 1 else ""


def _gathered_offers(facts: CaseFacts, entry: PaperEntry) -> Iterator[PaperOffer]:
    case = facts.case
    if entry.key == "session":
        for place, sitting in enumerate(in_order(case), 1):
            yield _offer(case, entry, sitting.id, f"第{place}次")
        if not case.sessions:
            yield _offer(case, entry, 0, blocked="还没有调解记录")
    elif entry.key == "oral_agreement":
        for written in facts.agreements:
            if written.form == AgreementForm.ORAL:
                yield _offer(case, entry, written.id, _place(written))
    elif entry.key == "performance_proof":
        yield from _receipts(facts, entry)
    else:
        yield _offer(case, entry, case.id, blocked="" if case.parties else "还没有当事人")


def _receipts(facts: CaseFacts, entry: PaperEntry) -> Iterator[PaperOffer]:
    """A receipt for each sum or thing that is handed over; for nothing else, for it says 今收到."""
    names = told_apart(facts.case.parties)
    for written in facts.agreements:
        if written.effective_on is None or written.superseded_on is not None:
            continue
        oral = written.form == AgreementForm.ORAL
        for row in written.obligations:
            duty = obligation_entry(row)
            if duty.kind in _HANDED_OVER:
                yield _offer(facts.case, entry, row.id, obligation_sentence(duty, names, oral=oral)[:24])


def _mark(work: Work, offer: PaperOffer) -> str:
    """Return the mark that the next edition would bear; none where it would say the same."""
    if offer.paper_id is None or not offer.changed:
        return ""
    return edition_mark(work.session.get(Paper, offer.paper_id))


def _kept_facts(work: Work, paper: Paper) -> PaperFacts:
    key = paper.kind.removeprefix(BLANK_KIND)
    before = None
    if paper.edition > 1:
        statement = select(Paper).where(
            Paper.kind == paper.kind,
            Paper.subject_id == paper.subject_id,
            Paper.edition == paper.edition - 1,
        )
        before = work.session.scalars(statement, execution_options={"unnarrowed": True}).first()
    kept = work.session.scalar(select(Paper.snapshot).where(Paper.id == paper.id))
    return PaperFacts(key, facts_from(key, kept), edition_mark(before))


def _case(work: Work, case_id: int) -> MediationCase:
    case = work.session.get(MediationCase, case_id)
    if case is None:
        raise NotFoundError("没有找到这件调解案件。")
    return case


def _matter(work: Work, matter_id: int) -> Matter:
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    return matter


def _paper(work: Work, paper_id: int) -> Paper:
    paper = work.session.get(Paper, paper_id)
    if paper is None:
        raise NotFoundError("没有找到这份文书。")
    return paper


def _slip(work: Work, paper_id: int) -> Paper:
    paper = _paper(work, paper_id)
    if paper.kind not in SLIP_KEYS:
        raise OfficeError("这份文书属于调解案件，请在调解案件里打印。")
    return paper
