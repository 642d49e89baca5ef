"""What a place in the rail is, and what a page may tell the window around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell.window import Shell

KeyHint = tuple[str, str]
"""A key and what it does, for the status bar."""


@dataclass(frozen=True)
class Place:
    """A numbered place in the rail: its key (`reception`), title, icon, and what makes its page when first shown."""

    key: str
    title: str
    icon: str
    factory: Callable[["Shell"], QWidget]


class Page(QWidget):
    """A page of the work area. A plain QWidget may be a page too; what it lacks is taken from here."""

    head_changed = Signal()
    """Title, subtitle or key hints changed: the window reads them again."""

    def title(self) -> str:
        """The page's title, at the left of the top bar."""
        return self.windowTitle()

    def subtitle(self) -> str:
        """A half sentence after the title."""
        return ""

    def subtitle_widget(self) -> QWidget | None:
        """A widget after the title instead of words (numbers that open their lists)."""
        return None

    def least_width(self) -> int:
        """How narrow it may get beside another page, in pixels."""
        return self.minimumSizeHint().width()

    def tab(self) -> str:
        """Its short name among what is open (a matter, a case); '' for a page that is not kept open beside others."""
        return ""

    def tab_key(self) -> str:
        """What it shows (`matter.12`): the same is never open twice."""
        return ""

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this page that stand in the status bar before F3, F1 and Esc."""
        return ()

    def on_shown(self) -> None:
        """The page came to the front: put the cursor where work goes on, refresh what may be old."""

    def on_escape(self) -> bool:
        """Esc was pressed: True when the page closed something of its own and stays."""
        return False

    def may_leave(self) -> bool:
        """Whether the page may be closed; False keeps it in front (it says why itself)."""
        return True


def ask_title(page: QWidget) -> str:
    """The title of any page."""
    return page.title() if isinstance(page, Page) else page.windowTitle()


def ask_hints(page: QWidget) -> Sequence[KeyHint]:
    """The key hints of any page."""
    return page.key_hints() if isinstance(page, Page) else ()


def ask_leave(page: QWidget) -> bool:
    """Whether any page may be closed."""
    return page.may_leave() if isinstance(page, Page) else True


def ask_tab_key(page: QWidget) -> str:
    """What any page shows, '' for a page that is not kept open beside others."""
    return page.tab_key() if isinstance(page, Page) else ""


def ask_subtitle(page: QWidget) -> tuple[str, QWidget | None]:
    """What stands beside a page's title: words, and the widget that takes their place where there is one."""
    return (page.subtitle(), page.subtitle_widget()) if isinstance(page, Page) else ("", None)


def all_hints(page: QWidget, *, searches: bool) -> list[KeyHint]:
    """A page's own keys, and those that work everywhere."""
    find: list[KeyHint] = [("F3", "查找")] if searches else []
    return [*ask_hints(page), *find, ("F1", "全部快捷键"), ("Esc", "返回")]
