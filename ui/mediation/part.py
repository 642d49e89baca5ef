"""What every part of a case's page has in common: its contents that scroll, its action bar, its draft."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView
from ui.mediation.form_paper import FormPaper
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Faults, faults_of
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.message import Message
from ui.widgets.rows import RowsModel
from ui.workplace import Workplace

RowT = TypeVar("RowT")


class PageKeyButton(ActionButton):
    """A button that shows a key which the page binds once, for whatever is in front (Ctrl+Enter, Ctrl+P)."""

    def __init__(
        self,
        text: str,
        shown_key: str,
        *,
        name: str,
        icon: str = "",
        primary: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(text, shown_key, name=name, primary=primary, icon=icon, small=small)

    def key(self) -> str:
        """Not bound by the button itself."""
        return ""


class MainButton(PageKeyButton):
    """The filled button of a part, for Ctrl+Enter."""

    def __init__(self, text: str, *, name: str, icon: str = "", primary: bool = True) -> None:
        super().__init__(text, "Ctrl+Enter", name=name, icon=icon, primary=primary)


class Scroll(QScrollArea):
    """The one area of a screen that scrolls; it follows the cursor."""

    def __init__(self, content: QWidget, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("surface", "clear")
        self.setWidget(content)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring what took the focus by a key or by a refusal into sight; under the mouse nothing moves."""
        content = self.widget()
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is not None and content is not None and content.isAncestorOf(new) and not by_mouse:
            self._see(new)
            QTimer.singleShot(0, new, lambda: self._follow_on(new))

    def _follow_on(self, widget: QWidget) -> None:
        """Look again once what was only just shown has its place."""
        content = self.widget()
        if widget is self.window().focusWidget() and content is not None and content.isAncestorOf(widget):
            self._see(widget)

    def _see(self, widget: QWidget) -> None:
        """Scroll to the whole of a field, not to the line of the cursor only, where it has room."""
        content, margin = self.widget(), px(28)
        if content is None or widget.height() + 2 * margin > self.viewport().height():
            self.ensureWidgetVisible(widget, 0, margin)
            return
        top = widget.mapTo(content, QPoint(0, 0)).y()
        self.ensureVisible(0, top + widget.height(), 0, margin)
        self.ensureVisible(0, top, 0, margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the cursor stays in sight where something else takes of the room."""
        super().resizeEvent(event)
        focus = self.window().focusWidget()
        if focus is not None and event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, focus, lambda: self._follow_on(focus))

    def show_place(self, widget: QWidget) -> None:
        """Bring a widget into sight with some room above it."""
        content = self.widget()
        if content is not None and content.isAncestorOf(widget):
            top = widget.mapTo(content, QPoint(0, 0)).y()
            bar, room = self.verticalScrollBar(), self.viewport().height()
            if widget.height() + px(24) > room or top < bar.value():
                bar.setValue(top - px(12))
            elif top + widget.height() > bar.value() + room:
                bar.setValue(top + widget.height() + px(12) - room)


class Part(QWidget):
    """One part of a case: what is typed there, and what it does."""

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    SHOWS_PAGE: ClassVar[bool] = False
    """Whether the paper stands beside it."""

    wants = Signal(str)
    """The right column should show the form of this name."""
    page_changed = Signal()
    """The paper that its form yields says something else now."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"case.{self.KEY}")
        self._place = place
        self._view: CaseView | None = None
        self._busy = False
        self._filling = False
        self.filled: list[PageKeyButton] = []
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(px(14), px(8), px(14), px(10))
        self.body.setSpacing(look().size("field_gap_down"))
        self.area = Scroll(content, name=f"case.{self.KEY}.scroll")
        self.message = Message(name=f"case.{self.KEY}.message")
        self.bar = ActionBar(name=f"case.{self.KEY}.bar")
        self.above = QVBoxLayout()
        self.above.setContentsMargins(px(14), 0, px(14), 0)
        self.above.addWidget(self.message)
        self.beneath = QVBoxLayout()
        self.beneath.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.above)
        column.addWidget(self.area, 1)
        column.addLayout(self.beneath)
        column.addWidget(self.bar)

    # -- what the page asks

    def show_case(self, view: CaseView) -> None:
        """Show a case, first or anew; what is being typed stays."""
        self._view = view

    def mark(self, view: CaseView) -> TabMark:
        """How far this part is."""
        raise NotImplementedError

    def act(self) -> None:
        """Ctrl+Enter."""
        raise NotImplementedError

    def beside(self) -> QWidget | None:
        """What stands in the right column while this part is in front; None for the overview or the paper."""
        return None

    def form_paper(self) -> FormPaper | None:
        """The paper that its form yields, to stand live beside it; None for none."""
        return None

    def enter(self) -> None:
        """The part came to the front: put the cursor where work goes on."""

    def go_to(self, field: str) -> None:
        """Put the cursor into the field that a finding names."""

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""

    def add_main(self, button: PageKeyButton) -> None:
        """Put the filled button into the bar."""
        self.filled.append(button)
        self.bar.add(button)

    def step_back(self, *, behind: bool) -> None:
        """Let a form in the right column have the filled button, or take it back."""
        for button in self.filled:
            button.set_filled(on=not behind)

    def escape(self) -> bool:
        """Esc: whether something of its own was closed."""
        return False

    # -- for the parts

    @property
    def view(self) -> CaseView:
        """The case that is shown."""
        assert self._view is not None
        return self._view

    def today(self) -> date:
        """The day at the centre."""
        return day_of(self._place.office.clock.now())

    def fill(self, rows: RowsModel[RowT], wanted: Sequence[RowT]) -> None:
        """Put rows into a table; that the table then begins at its top is no choice of the user's."""
        self._filling = True
        try:
            rows.set_rows(wanted)
        finally:
            self._filling = False

    def may(self, act: CaseAct) -> bool:
        """Whether this account may do this with the case where it stands."""
        return self._view is not None and act in self._view.acts

    def parties(self, *, also_left: bool = False) -> list[PartyChoice]:
        """The parties to choose from, told apart; `also_left` with those who took part for a while."""
        return [
            PartyChoice(party.id, party.name_apart, bool(party.agent_name))
            for party in self.view.parties
            if also_left or party.left_on is None
        ]

    def refuse(self, rest: Faults) -> None:
        """Say what has no field in the strip above."""
        self.message.say("".join(dict.fromkeys(sentence for _field, sentence in rest)), "err")

    def refused(self, refusal: OfficeError) -> None:
        """A use case refused: each fault to its field, the rest into the strip. The typed stays."""
        self._busy = False
        self.say_not_saved(str(refusal))
        rest = self.place_faults(faults_of(refusal))
        if rest:
            self.refuse(rest)

    def say_not_saved(self, sentence: str) -> None:
        """Say in the status bar that nothing was saved, in place of what was done before."""
        self._place.warn(f"还没有保存：{sentence}")

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Put faults at their fields; return those that have none here."""
        return faults

    def done(self, words: str) -> None:
        """Something was saved."""
        self._busy = False
        self.message.clear()
        self._place.say(words)

    def blocked_by_state(self, act: CaseAct, doing: str) -> str:
        """Why an act cannot be done now; empty when it can."""
        if self._view is None or self.may(act):
            return ""
        if not self._view.acts:
            return "您的角色只能查看案件" if self._is_open() else f"案件已{self._view.state_words}，不再变动"
        return f"案件现在是“{self._view.state_words}”，不能{doing}"

    def _is_open(self) -> bool:
        from models.values.case_states import OPEN_CASE_STATES

        return self._view is not None and self._view.state in OPEN_CASE_STATES
