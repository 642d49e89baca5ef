"""The pages of a case's forms beside them: those of the parts, and of what slides in, which then stands at the left."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget

from desktop.errors import OfficeError
from ui.mediation.form_paper import FormWay
from ui.mediation.paper_way import PaperWay
from ui.mediation.side import SideForm

if TYPE_CHECKING:
    from ui.mediation.case_page import CasePage


class FormPages(QObject):
    """Listens for one case page. `left` is what stands at its left: the parts, which a form may cover."""

    def __init__(self, page: "CasePage", left: QStackedWidget, way: PaperWay) -> None:
        super().__init__(page)
        self._page, self._left, self._right = page, left, page.right
        self._form_way = FormWay(page.paper, self, shown=page.paper.form_paper)
        self._form_way.elsewhere_wanted.connect(way.go_to)
        way.of_form = self._form_way.go_to
        for part in page.parts.values():
            part.page_changed.connect(self._page_changed)
        page.paper.refused.connect(self._refused)
        self._right.turn_wanted.connect(self.turn)
        self._right.left_wanted.connect(self._stand_left)
        self._right.side_closed.connect(self._side_closed)

    def turn(self) -> None:
        """Alt+V: the page of the form in front, or what the case is."""
        view = self._page.view()
        if view is not None:
            self._right.turn(self._page.part_in_front(), view)

    def other_pane(self) -> None:
        """F6: to the page, and back to where one was."""
        paper, side = self._page.paper, self._right.side()
        if not paper.view.hasFocus() and paper.isVisibleTo(self._page):
            paper.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif paper.view.hasFocus() and side is not None:
            side.enter()
        elif paper.view.hasFocus():
            self._page.part_in_front().enter()

    def _refused(self, refusal: OfficeError) -> None:
        """The agreement's page was refused; what another form yields says so at its own field."""
        if self._page.paper.form_paper() is None:
            self._page.agreement.refused(refusal)

    def _stand_left(self, side: SideForm) -> None:
        self._left.addWidget(side)
        self._left.setCurrentWidget(side)

    def _side_closed(self) -> None:
        self._left.setCurrentIndex(0)

    def _page_changed(self) -> None:
        if self._right.side() is None and self.sender() is self._page.part_in_front():
            self._right.touch_page()
