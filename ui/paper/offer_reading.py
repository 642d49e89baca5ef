"""The papers of many cases are read a few cases at a time: the desk lane stays free, and it can be given up."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from desktop.errors import OfficeError
from desktop.papers.offers import PaperOffer
from desktop.queries.papers import case_offers
from ui.workplace import Workplace

AT_ONCE = 20
"""Cases of one question to the desk lane: some hundred milliseconds."""


class OfferReading(QObject):
    """Reads one kind of paper of many cases. A new reading gives up the one before."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._turn = 0
        self._going = False

    def read(
        self,
        case_ids: Sequence[int],
        key: str,
        *,
        done: Callable[[tuple[PaperOffer, ...]], object],
        failed: Callable[[OfficeError], object],
        progress: Callable[[int, int], object],
    ) -> None:
        """Read the offers of a kind in the order of the cases, then give all of them to `done`."""
        self._turn += 1
        self._going = True
        turn, found = self._turn, list[PaperOffer]()

        def ask(at: int) -> None:
            if turn != self._turn:
                return
            progress(at, len(case_ids))
            if at >= len(case_ids):
                self._going = False
                done(tuple(found))
                return
            some = tuple(case_ids[at : at + AT_ONCE])
            self._place.ask(case_offers, case_ids=some, keys=(key,)).then(
                partial(came, at + len(some)), failed=refused, owner=self
            )

        def came(at: int, offers: tuple[PaperOffer, ...]) -> None:
            found.extend(offers)
            ask(at)

        def refused(refusal: OfficeError) -> None:
            if turn == self._turn:
                self._going = False
                failed(refusal)

        ask(0)

    def stop(self) -> bool:
        """Give the reading up; whether one was going on."""
        going, self._going = self._going, False
        self._turn += 1
        return going
