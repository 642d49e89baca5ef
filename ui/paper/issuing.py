"""From what was ticked to what can be printed: each paper is issued, then its very bytes or its facts are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QObject

from desktop.errors import OfficeError
from desktop.papers.offers import Fill, Owner, PaperFacts, PaperOffer
from desktop.queries.agreements import paper_bytes
from desktop.queries.papers import (
    SLIP_KEYS,
    case_paper_facts,
    kept_facts,
    kept_slip_facts,
    slip_bytes,
    slip_facts,
)
from desktop.services.papers import (
    IssuedNow,
    issue_case_paper,
    issue_refusal_notice,
    issue_transfer,
    issue_visit_slip,
)
from ui.paper.paper_rows import PaperRow
from ui.workplace import Asking, Workplace

Failed = Callable[[OfficeError], object]


@dataclass(frozen=True)
class Ready:
    """A paper that is issued: its row, its title, its edition's id (0: a blank form), its bytes or its facts."""

    row: PaperRow
    title: str
    paper_id: int
    pdf: bytes = b""
    facts: PaperFacts | None = None


class Issuing(QObject):
    """Issues papers one after the other; what was issued stays issued when a later one is refused.

    Once `stop` is set no further one is issued: those that were are given.
    """

    stop: Event

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.stop = Event()

    def issue(
        self, rows: Sequence[PaperRow], *, word: bool, done: Callable[[list[Ready]], object], failed: Failed
    ) -> None:
        """Issue every row, then give all of them with their bytes, or with their facts for `word`."""
        self._next(list(rows), [], word=word, done=done, failed=failed)

    def _next(
        self,
        rows: list[PaperRow],
        ready: list[Ready],
        *,
        word: bool,
        done: Callable[[list[Ready]], object],
        failed: Failed,
    ) -> None:
        if not rows or self.stop.is_set():
            done(ready)
            return
        row, rest = rows[0], rows[1:]
        offer = row.offer

        def refused(refusal: OfficeError) -> None:
            failed(OfficeError(f"《{offer.title}》没有打成：{refusal.sentence}", todo=refusal.todo))

        def go_on(one: Ready) -> None:
            self._next(rest, [*ready, one], word=word, done=done, failed=failed)

        def read(kept: IssuedNow) -> None:
            title = f"{kept.title} 第{kept.edition}版" if kept.edition > 1 else kept.title
            if word:
                kind = kept_slip_facts if offer.key in SLIP_KEYS else kept_facts
                self._place.ask(kind, paper_id=kept.paper_id).then(
                    lambda facts: go_on(Ready(row, title, kept.paper_id, facts=facts)),
                    failed=refused,
                    owner=self,
                )
                return
            ask_bytes(self._place, offer, kept.paper_id).then(
                lambda pdf: go_on(Ready(row, title, kept.paper_id, pdf)), failed=refused, owner=self
            )

        if offer.owner is Owner.NOTHING:
            facts = blank_facts(offer)
            if word:
                go_on(Ready(row, offer.title, 0, facts=facts))
                return
            self._place.run_press(
                partial(set_facts, facts, self._place.office.clock.now(), draft=False),
                lambda pdf: go_on(Ready(row, offer.title, 0, pdf)),
                failed=refused,
                owner=self,
            )
        elif offer.fixed and offer.paper_id is not None:
            read(IssuedNow(offer.paper_id, offer.title, offer.edition, 0, new=False))
        else:
            _issue(self._place, offer).then(read, failed=refused, owner=self)


def _issue(place: Workplace, offer: PaperOffer) -> Asking[Any]:
    """The use case that issues a paper."""
    if offer.owner is Owner.CASE:
        return place.perform(
            issue_case_paper,
            case_id=offer.owner_id,
            key=offer.key,
            subject_id=offer.subject_id,
            fill=offer.fill,
        )
    if offer.key == "transfer":
        return place.perform(issue_transfer, matter_id=offer.owner_id, assignment_id=offer.subject_id)
    if offer.key == "non_acceptance":
        return place.perform(issue_refusal_notice, matter_id=offer.owner_id)
    return place.perform(issue_visit_slip, matter_id=offer.owner_id, key=offer.key)


def ask_bytes(place: Workplace, offer: PaperOffer, paper_id: int) -> Asking[bytes]:
    """The query for the bytes of an edition."""
    return place.ask(slip_bytes if offer.key in SLIP_KEYS else paper_bytes, paper_id=paper_id)


def ask_facts(place: Workplace, offer: PaperOffer) -> Asking[PaperFacts]:
    """The query for what a paper would say now, telephones masked."""
    if offer.owner is Owner.MATTER:
        return place.ask(slip_facts, offer=offer)
    return place.ask(case_paper_facts, offer=offer)


def blank_facts(offer: PaperOffer) -> PaperFacts:
    """A wholly blank form."""
    from desktop.printing.papers.form import KnownFacts
    from desktop.printing.profile import form_of

    assert offer.fill is Fill.BLANK
    return PaperFacts(offer.key, form_of(offer.key).blank(KnownFacts()))


def set_facts(facts: PaperFacts, made_at: datetime, *, draft: bool) -> bytes:
    """Set a paper from its facts; a draft marks what is missing. Runs in a lane."""
    from desktop.papers.keeping import marked
    from desktop.printing.pdf import set_pdf
    from desktop.printing.profile import national_profile

    document = marked(national_profile().document(facts.key, facts.facts), facts.edition_mark)
    return set_pdf(document, made_at=made_at, draft=draft)


def word_of(facts: PaperFacts, made_at: datetime) -> bytes:
    """The Word copy of a paper from its facts. Runs in a lane."""
    from desktop.papers.keeping import marked
    from desktop.printing.profile import national_profile
    from desktop.printing.word import word_copy

    document = marked(national_profile().document(facts.key, facts.facts), facts.edition_mark)
    return word_copy(document, made_at=made_at)
