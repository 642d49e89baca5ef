"""The acts of a matter's page that ask nothing: one key and they are done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.errors import OfficeError
from desktop.queries.matters import MatterView
from desktop.services.closing import archive_matter
from desktop.services.dispatching import acknowledge_assignment, take_back_dispatch
from desktop.services.registering import give_up_contact
from desktop.services.undoing import undo_last
from ui.matters.acts import own_share
from ui.workplace import Workplace


class QuickActs(QObject):
    """签收, 撤回分流, 按无法联系办结, 打开调解, 打印单据, 归档. What was done stands in the status bar."""

    refused = Signal()
    """One was refused (the status bar says why): read the matter again."""

    def __init__(self, place: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.acts: dict[str, Callable[[MatterView], None]] = {
            "acknowledge": self.acknowledge,
            "take_back": self.take_back,
            "unreachable": self.give_up,
            "mediate": self.mediate,
            "print": self.print_slips,
            "archive": self.archive,
            "follow": self.follow,
        }

    def acknowledge(self, view: MatterView) -> None:
        """Take the own unit's share."""
        share = own_share(view, self._place.who)
        if share is not None:
            self._place.perform(
                acknowledge_assignment, assignment_id=share.assignment_id, version=share.version
            ).then(lambda _acted: self._place.say("已签收"), failed=self._refuse, owner=self)

    def take_back(self, view: MatterView) -> None:
        """Take the dispatch back as long as nobody acknowledged it."""
        self._place.perform(take_back_dispatch, matter_id=view.matter_id, version=view.version).then(
            lambda _acted: self._place.say("分流已撤回"), failed=self._refuse, owner=self
        )

    def undo_last(self) -> None:
        """撤回上一步: refused once somebody built on it."""
        self._place.perform(undo_last).then(
            lambda undone: self._place.say(f"已撤回：{undone.words}"), failed=self._refuse, owner=self
        )

    def archive(self, view: MatterView) -> None:
        """Put an ended matter away."""
        self._place.perform(archive_matter, matter_id=view.matter_id, version=view.version).then(
            lambda _acted: self._place.say("已归档"), failed=self._refuse, owner=self
        )

    def follow(self, view: MatterView) -> None:
        """Open the matter that this one was merged into."""
        if view.merged_into_id is not None:
            self._place.matter_wanted.emit(view.merged_into_id)

    def give_up(self, view: MatterView) -> None:
        """Close an unfinished registration after three attempts."""
        self._place.perform(give_up_contact, matter_id=view.matter_id, version=view.version).then(
            lambda _done: self._place.say("已按无法联系办结"), failed=self._refuse, owner=self
        )

    def mediate(self, view: MatterView) -> None:
        """Open the matter's case, or ask for one to be opened."""
        if view.case_id is not None:
            self._place.case_wanted.emit(view.case_id)
        else:
            self._place.open_case_wanted.emit(view.matter_id)

    def print_slips(self, view: MatterView) -> None:
        """受理回执, 引导告知单, 转办单: the slips that the matter may have where it stands."""
        from ui.paper.papers_page import open_papers

        open_papers(self._place, matter_id=view.matter_id)

    def _refuse(self, refusal: OfficeError) -> None:
        self._place.refuse(refusal)
        self.refused.emit()
