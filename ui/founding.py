"""The first run while it founds: the centre is made in the long lane, and its administrator is led in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.errors import OfficeError
from desktop.paths import default_database
from ui.first_run.draft import FirstRunDraft
from ui.first_run.page import FirstRunPage
from ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from desktop.founding import Answers
    from desktop.office import Office
    from ui.app import DemoRun
    from ui.program import Program

    DemoOffer = Callable[[], tuple[Office, DemoRun]]


class Founding(QObject):
    """Stands between the first run's page and the program."""

    def __init__(self, program: Program, demo_offer: DemoOffer | None) -> None:
        super().__init__(program)
        self._program = program
        self._demo_offer = demo_offer
        self.page = FirstRunPage(
            program.lanes, place=program.office.place, year=program.office.clock.now().year,
            demo=demo_offer is not None,
        )  # fmt: skip
        self._draft = FirstRunDraft(self.page, program.lanes, program.office.place, program.office.clock)
        self.page.finished.connect(self._found)
        self.page.demo_wanted.connect(self._try_demo)

    def stop(self) -> None:
        """The program ends."""
        self._draft.stop()

    def leave(self) -> None:
        """Take the page away, with the password that stands in it."""
        self._draft.stop()
        self._program.window.drop_face(self.page)
        self.deleteLater()

    def _found(self, answers: Answers, place: str) -> None:
        office = self._program.office
        if place != office.place:
            office.place = place
        self.page.show_working("正在建立综治中心…")
        self._program.lanes.long.run(
            partial(office.found, answers), done=lambda _none: self._founded(answers), failed=self._refused,
            owner=self,
        )  # fmt: skip

    def _founded(self, answers: Answers) -> None:
        place = self._program.office.place
        if place != str(default_database()):
            with suppress(OfficeError):
                self._program.pc.change(database=place)
            moved = SingleInstance(place, parent=self._program)
            moved.claim()
            moved.bring_up(self._program.window)
        self._draft.discard()
        self.page.show_working("已建立，正在登录…")
        self._program.founded(answers)

    def _refused(self, refusal: OfficeError) -> None:
        self.page.refuse(refusal)

    def _try_demo(self) -> None:
        if self._demo_offer is None:
            return
        office, demo = self._demo_offer()
        self._program.switch_to_demo(office, demo)
