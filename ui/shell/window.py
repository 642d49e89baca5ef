"""The main window's frame: rail, top bar, work area, status bar, and the keys that are the same everywhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui.shell.key_sheet import KeySheet
from ui.shell.keys import Keys
from ui.shell.open_pages import OpenPages
from ui.shell.page import Page, Place, all_hints, ask_leave, ask_subtitle, ask_tab_key, ask_title
from ui.shell.rail import Rail
from ui.shell.status import StatusBar
from ui.shell.top_bar import SearchBox, TopBar
from ui.shell.trails import Trails
from ui.style.theme import SMALLEST
from ui.widgets.naming import set_mark


class Shell(QMainWindow):
    """The frame around the pages. Places are made when first visited; a page may be opened over a place."""

    lock_requested = Signal()
    """Ctrl+L."""
    person_clicked = Signal()
    """The button with name and role."""
    search_asked = Signal(str)
    """Enter in the search box; never empty."""
    place_changed = Signal(str)
    """The key of the place that is shown now."""
    closing = Signal()
    """The window closes: every page agreed."""

    def __init__(
        self,
        places: Sequence[Place],
        *,
        title: str,
        searches: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if not 1 <= len(places) <= 8:
            raise ValueError("a rail has one to eight places")
        self.setObjectName("shell")
        self._app_title = title
        self._places = {place.key: place for place in places}
        self._trails = Trails()
        self._place = ""
        self.setMinimumSize(*SMALLEST)
        self.keys = Keys(self)
        self._rail = Rail(places)
        self._top = TopBar(searches=searches)
        self._open = OpenPages(self)
        self._stack = self._open.panes
        self._status = StatusBar()
        self._lay_out()
        self._bind(searches=searches)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addWidget(self._open.strip)
        right.addWidget(self._stack, 1)
        right.addWidget(self._status)
        centre = QWidget()
        set_mark(centre, "surface", "canvas")
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._rail.chosen.connect(self._choose_place)
        self._stack.activated.connect(self._activated)
        self._top.person.clicked.connect(self.person_clicked)
        self._top.search.asked.connect(self.search_asked)
        self.keys.blocked.connect(self.warn)

    def _bind(self, *, searches: bool) -> None:
        add = self.keys.add
        for number, place in enumerate(self._places.values(), start=1):
            add(
                f"shell.place.{place.key}",
                f"Ctrl+{number}",
                place.title,
                partial(self._choose_place, place.key),
            )
        self.keys.note("shell.next", "Enter", "下一项（多行里换行）")
        self.keys.note("shell.tab", "Tab", "下一处，Shift+Tab 上一处")
        add("shell.keys", "F1", "全部快捷键", self.show_keys)
        if searches:
            add("shell.search", "F3", "查找", self.focus_search)
        add("shell.lock", "Ctrl+L", "锁屏", self.lock_requested.emit)
        add("shell.undo", "Ctrl+Z", "撤回上一步", self._undo)
        add("shell.back", "Esc", "返回", self.back)
        self._open.bind()

    @property
    def search(self) -> SearchBox:
        """The search box of the top bar."""
        return self._top.search

    def place(self) -> str:
        """The key of the place that is shown."""
        return self._place

    def page(self) -> QWidget | None:
        """The page in front."""
        return self._stack.front()

    def page_of(self, place: str) -> QWidget | None:
        """The first page of a place, None when it was never visited."""
        return self._trails.root(place)

    def open_pages(self) -> list[str]:
        """What is kept open, as `tab_key` says it, the first opened first."""
        return [page.tab_key() for page in self._open.pages]

    def go(self, place: str) -> QWidget:
        """Show a place as it was left; makes its page at the first visit. KeyError for an unknown place."""
        chosen = self._places[place]
        if not self._trails.knows(place):
            page = chosen.factory(self)
            self._trails.begin(place, page)
            self._take_in(page)
        if self._place and self._place != place:
            self._trails.left(self._place)
            self._trails.went_back(place)
        if self._stack.beside() not in (None, *self._trails.pages(place)):
            self._stack.join()  # another place has the whole width
        self._place = place
        self._rail.set_current(place)
        page = self._top_of(place)
        self._bring(page)
        self.place_changed.emit(place)
        return page

    def root(self, place: str) -> QWidget:
        """Show the first page of a place; what is open over it stays open."""
        self._trails.forget_ways(place)
        page = self._trails.root(place)
        if page is not None:
            self._trails.to_top(page)
        return self.go(place)

    def bring(self, page: QWidget) -> None:
        """Bring a page that is open somewhere to the front."""
        place = self._trails.place_of(page)
        self._trails.to_top(page)
        self._trails.came(page, self._place, place)
        if page is self._stack.beside():
            self._bring(page)
        else:
            self.go(place)

    def bring_open(self, tab_key: str) -> bool:
        """Bring the page that shows this already (`matter.12`); tell whether there is one."""
        page = self._open.find(tab_key)
        if page is not None:
            self.bring(page)
        return page is not None

    def open(self, page: QWidget, *, place: str = "") -> None:
        """Open a page over a place (the present one where not told); Esc leads back whence it came and deletes it."""
        target = place or self._place
        if self.bring_open(ask_tab_key(page)):
            page.deleteLater()
            return
        self._trails.came(page, self._place, target)
        if not self._trails.knows(target):
            self.go(target)
        self._trails.add(target, page)
        self._take_in(page)
        oldest = self._open.one_too_many(page)
        if oldest is not None and ask_leave(oldest):
            self.close_page(oldest)
        self.go(target)

    def show_beside(self) -> None:
        """Put what was looked at before at the right of the page in front, if nothing stands there yet."""
        if self._stack.beside() is None:
            self._open.toggle_split()

    def close_page(self, page: QWidget) -> None:
        """Take a page that was opened over a place away, without asking it; a place's first page stays."""
        self._take_away(page)
        if self._place:
            self._bring(self._top_of(self._place))

    def _take_away(self, page: QWidget) -> None:
        if self._trails.remove(page):
            self._open.forget(page)
            page.hide()
            page.deleteLater()

    def back(self) -> None:
        """Esc: the page's own affair first, then whence it was opened, the page beneath, or the place before."""
        page = self.page()
        if page is None or (isinstance(page, Page) and page.on_escape()):
            return
        if self._trails.is_root(page):
            if self._trails.before():
                self._go_back(self._trails.before())
        elif ask_leave(page):
            came_from = self._trails.whence(page)
            if came_from:
                self._take_away(page)
                self._go_back(came_from)
            else:
                self.close_page(page)
            self._stack.find_cursor()

    def _go_back(self, place: str) -> None:
        """Show a place that was shown before, without keeping the present one as the one before it."""
        self._trails.went_back(place)
        self._place = ""
        self.go(place)

    def say(self, message: str, undo: Callable[[], object] | None = None) -> None:
        """One line in the status bar; with `undo`, 撤回上一步 (Ctrl+Z) stands beside it until the next act."""
        self._status.say(message, undo)

    def warn(self, message: str) -> None:
        """One line in the status bar about what was not done: never with a green tick."""
        self._status.say(message, warns=True)

    def set_busy(self, words: str) -> None:
        """What is being done just now and takes a while; '' when it is over."""
        self._status.set_busy(words)

    def set_saved(self, words: str, *, icon: str = "checkmark_circle", tone: str = "ok") -> None:
        """The steady part of the status bar: when the draft was saved, which database."""
        self._status.set_saved(words, icon=icon, tone=tone)

    def message(self) -> str:
        """The line of the status bar."""
        return self._status.message()

    def set_person(self, name: str, role: str) -> None:
        """Who acts, in which role."""
        self._top.person.say(name, role)

    def set_due(self, count: int, call: Callable[[], object] | None = None) -> None:
        """How many are due today; `call` opens their list."""
        self._top.set_due(count, call)

    def refresh_head(self) -> None:
        """Read title, subtitle and key hints of the page in front again."""
        page = self.page()
        if page is None:
            return
        title = ask_title(page)
        self._top.set_head(title, *ask_subtitle(page))
        self.setWindowTitle(f"{title} - {self._app_title}" if title else self._app_title)
        self._status.set_hints(all_hints(page, searches=self.search.isVisibleTo(self._top)))
        self._open.show()

    def focus_search(self) -> None:
        """F3."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_keys(self) -> KeySheet:
        """F1: the sheet of all keys."""
        page = self.page()
        own = self.keys.actions(page) if page is not None else []
        title = ask_title(page) if page is not None else ""
        sheet = KeySheet(title, own, self.keys.actions(), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        return sheet

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask every page before closing."""
        for page in self._trails.all_pages():
            if not ask_leave(page):
                self._bring(page)
                event.ignore()
                return
        self.closing.emit()
        super().closeEvent(event)

    def _take_in(self, page: QWidget) -> None:
        self._open.take_in(page)
        if isinstance(page, Page):
            page.head_changed.connect(self.refresh_head)

    def _choose_place(self, place: str) -> None:
        """A place of the rail; chosen once more its first page."""
        if place == self._place:
            self.root(place)
        else:
            self.go(place)

    def _top_of(self, place: str) -> QWidget:
        """The page of a place that was in front last, without the one at the right."""
        return self._trails.top(place, but=self._stack.beside())

    def _activated(self, page: QWidget) -> None:
        """The cursor went to the other side."""
        self.keys.set_page(page)
        self._open.look_at(page)
        self.refresh_head()

    def _bring(self, page: QWidget) -> None:
        self._stack.bring(page)
        self._open.look_at(page)
        self.keys.bind_buttons(page)
        self.keys.set_page(page)
        self.refresh_head()
        if isinstance(page, Page):
            page.on_shown()

    def _undo(self) -> None:
        if self._status.undo.isVisibleTo(self._status):
            self._status.undo.click()
