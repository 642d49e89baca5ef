"""The matters and cases that are open: which was looked at last, changing between them, two side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.shell.open_strip import OpenStrip
from ui.shell.page import Page, ask_leave, ask_tab_key
from ui.shell.panes import Panes

if TYPE_CHECKING:
    from ui.shell.window import Shell

MOST_OPEN = 8
"""So many stay open; the one that was not looked at longest goes for a ninth."""
_ONE_ONLY = "再打开一件才能并排看：按F3查找，或按Ctrl+数字回到列表再开一件。"


class OpenPages:
    """The pages with a tab, the first opened first; `strip` shows them, `panes` holds every page."""

    def __init__(self, shell: Shell) -> None:
        self.pages: list[Page] = []
        self.panes = Panes()
        self.strip = OpenStrip()
        self._recent: list[Page] = []
        self._shell = shell
        self.strip.chosen.connect(shell.bring)
        self.strip.closed.connect(self._close)
        self.strip.split_asked.connect(self.toggle_split)

    def bind(self) -> None:
        """Bind the keys that are the same everywhere."""
        add = self._shell.keys.add
        add("shell.next_open", "Ctrl+Tab", "打开着的下一件", partial(self.turn, 1))
        add("shell.close_open", "Ctrl+W", "关掉这一件", self.close_front)
        add("shell.split", "Ctrl+B", "两件并排看，再按只看一件", self.toggle_split)

    def take_in(self, page: QWidget) -> None:
        """A page was opened; one with a tab is kept among the others."""
        self.panes.take_in(page)
        if not isinstance(page, Page) or not page.tab_key():
            return
        self.pages.append(page)
        self._recent.insert(0, page)
        add = self._shell.keys.add
        add("shell.open_below", "Alt+↓", "打开着的下一件", partial(self.turn, 1), page=page)
        add("shell.open_above", "Alt+↑", "打开着的上一件", partial(self.turn, -1), page=page)

    def forget(self, page: QWidget) -> None:
        """A page was closed."""
        self.panes.drop(page)
        for kept in (self.pages, self._recent):
            kept[:] = [known for known in kept if known is not page]

    def look_at(self, page: QWidget) -> None:
        """A page came to the front."""
        if isinstance(page, Page) and page in self.pages:
            self._recent.remove(page)
            self._recent.append(page)

    def show(self) -> None:
        """Show the tabs as they are now."""
        self.strip.show_pages(self.pages, self.panes.front(), self.panes.beside())

    def find(self, tab_key: str) -> Page | None:
        """The page that shows this already."""
        return next((known for known in self.pages if tab_key and known.tab_key() == tab_key), None)

    def one_too_many(self, page: QWidget) -> Page | None:
        """The page that was not looked at longest, when there are too many; never `page` or the one at the right."""
        if len(self.pages) <= MOST_OPEN:
            return None
        kept = (page, self.panes.beside())
        return next((known for known in self._recent if known not in kept), None)

    def turn(self, by: int) -> None:
        """Ctrl+Tab, Alt+↓ and Alt+↑: the next or previous of what is open, round in a circle."""
        if not self.pages:
            return
        front = self.panes.front()
        at = self.pages.index(front) + by if isinstance(front, Page) and front in self.pages else 0
        self._shell.bring(self.pages[at % len(self.pages)])

    def toggle_split(self) -> None:
        """Ctrl+B: put what was looked at before beside the page in front, or show one only."""
        front = self.panes.front()
        if self.panes.beside() is not None:
            self.panes.join()
            if front is not None:
                self._shell.bring(front)
            return
        other = next((page for page in reversed(self._recent) if page is not front), None)
        if other is None or front is None:
            self._shell.warn(_ONE_ONLY)
            return
        widest = max(page.least_width() for page in (front, other) if isinstance(page, Page))
        if widest > self.panes.width() // 2:
            self._shell.warn("窗口不够宽，这两页不能并排看：请把窗口放大，或两边都换成事项。")
            return
        self.panes.split(other)
        other.on_shown()
        self._shell.bring(front)

    def close_front(self) -> None:
        """Ctrl+W: close the matter or case in front."""
        page = self.panes.front()
        if page is not None and ask_tab_key(page):
            self._close(page)

    def _close(self, page: QWidget) -> None:
        if ask_leave(page):
            self._shell.close_page(page)
