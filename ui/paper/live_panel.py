"""The column in which a paper stands live beside its form: what is missing is marked, named, and led to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import OfficeError
from ui.paper.live import LivePaper, LiveSetting
from ui.paper.panel import PagePanel
from ui.widgets.buttons import LinkButton
from ui.widgets.naming import set_shown
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

LIVE_NOTE = "随写随排，打印即此"
TURN_KEY = "Alt+V"
"""Brings the page beside its form, or takes it away again, wherever it is not always there."""
_NAMED = 4
"""So many of the missing places are named; the tool tip names all."""


class LivePanel(PagePanel):
    """A page panel that shows what `make` gives, set anew as it changes. Alt+Y leads through what is missing."""

    refused = Signal(object)
    """An OfficeError of the live page: a character that no font has, at its field."""
    blanks = Signal(int)
    """So many places of the live page are blank."""
    field_wanted = Signal(str)
    """A place of the live page was clicked, or the next one that is missing is wanted: its field on the paper."""

    def __init__(
        self,
        place: Workplace,
        title: str,
        make: "Callable[[], Callable[[], Document] | None]",
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, LIVE_NOTE, place.run_long, name=name, parent=parent)
        self._place = place
        self._field = ""
        self._missing_at: dict[str, int] = {}
        """How far 下一处 came on each paper, by its title: one comes back from another and goes on."""
        self.live = LiveSetting(self.view, place.run_long, make, now=place.office.clock.now, parent=self)
        self.live.set_anew.connect(self._say_missing)
        self.live.refused.connect(self._live_refused)
        self.view.clicked.connect(self._clicked)
        self.next = LinkButton("下一处", "Alt+Y", name=f"{name}.next")
        self.next.clicked.connect(self.next_missing)
        self.add_foot(self.next)
        set_shown(self.next, on=False)

    def aim(self, title: str, make: "Callable[[], Callable[[], Document] | None]") -> None:
        """Show another paper from now on; the head has room for its title and the buttons."""
        self.set_title(title, "")
        self._field = ""
        self.view.mark([])
        self.live.aim(make)
        self.live.set_now()

    def is_live(self) -> bool:
        """Whether what is written now stands here."""
        return True

    def touch(self) -> None:
        """The draft changed."""
        if self.is_live():
            self.live.touch()

    # -- the page and the form

    def mark_field(self, field: str, *, go: bool = True) -> None:
        """Frame where a field of the form stands on the live page, and bring it into sight; '' for none."""
        self._field = field
        paper = self.live.paper() if self.is_live() else None
        self.view.mark(paper.spots(field) if paper is not None and field else [], go=go)

    def next_missing(self) -> None:
        """Alt+Y: to the field of the next place that is marked as missing."""
        paper = self.live.paper()
        missing = paper.missing() if self.is_live() and paper is not None else []
        if missing:
            at = (self._missing_at.get(self.title(), -1) + 1) % len(missing)
            self._missing_at[self.title()] = at
            field = missing[at]
            self.mark_field(field)
            self.field_wanted.emit(field)

    def _clicked(self, page: int, x: float, y: float) -> None:
        paper = self.live.paper() if self.is_live() else None
        field = paper.field_at(page, x, y) if paper is not None else ""
        if field:
            self.mark_field(field, go=False)
            self.field_wanted.emit(field)

    def _say_missing(self, paper: LivePaper) -> None:
        places = missing_places(paper.document)
        self.mark_field(self._field, go=False)
        set_shown(self.next, on=bool(places))
        self.strip.clear()
        self.blanks.emit(len(places))
        if places:
            more = "等" if len(places) > _NAMED else ""
            named = "、".join(places[:_NAMED])
            self.say_marked(f"纸面上标黄 {len(places)} 处待填：{named}{more}", tip="、".join(places))
        else:
            self.say_marked("纸面上没有空缺", tone="ok")

    def _live_refused(self, refusal: OfficeError) -> None:
        self.strip.say(str(refusal), "err")
        self.refused.emit(refusal)


def missing_places(document: "Document") -> list[str]:
    """What the places are called that the page marks as missing, in the order of reading, each once."""
    return [
        value.place or value.field for value in {(v.field, v.place): v for v in document.missing}.values()
    ]
