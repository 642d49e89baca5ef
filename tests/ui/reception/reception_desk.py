"""What the tests of the reception share: the open screen, and looking at what was kept."""

from office_fixture import Hands, OfficeBench
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.queries.matters import MatterView, matter_view
from desktop.queries.worklist import Shelf, WorklistRow, worklist
from ui.reception.page import ReceptionPage
from ui.reception.side_column import PAUSE
from ui.shell.window import Shell

Key = Qt.Key
GOOD_ID = "11010519491231002X"
"""The example number of GB 11643: a woman born on 31 December 1949."""


class Reception:
    """Somebody sits at the reception."""

    def __init__(self, centre: OfficeBench, login: str = "wangmin") -> None:
        self.centre = centre
        self.place = centre.workplace(login)
        self.shell: Shell = centre.window(self.place, reception=ReceptionPage)
        page = self.shell.page()
        assert isinstance(page, ReceptionPage)
        self.page = page
        self.form = page.form
        self.hands = Hands(self.shell)

    def choose(self, channel: Key, nature: Key) -> None:
        """Choose 方式 and 性质; the cursor then stands at the visitor's name."""
        self.form.channel.setFocus()
        self.hands.press(channel)
        self.hands.press(nature)
        assert self.hands.focus() is self.form.who.visitor

    def tell(self, story: str) -> None:
        """Write the story."""
        self.form.what.story.setFocus()
        self.hands.write(story)

    def save(self) -> None:
        """Press Ctrl+Enter and wait."""
        self.hands.save()
        self.centre.settle()

    def look(self) -> None:
        """Wait until the history has been asked for and shown."""
        QTest.qWait(PAUSE + 60)
        self.centre.settle()

    def rows(self) -> tuple[WorklistRow, ...]:
        """Return everything kept so far, the newest first, as the director sees it."""
        found: tuple[WorklistRow, ...] = self.centre.look("zhaozhiqiang", worklist, shelf=Shelf.ALL)
        return found

    def latest(self) -> MatterView:
        """Return the matter kept last."""
        view: MatterView = self.centre.look("zhaozhiqiang", matter_view, matter_id=self.rows()[0].matter_id)
        return view
