"""The left side of the reception: tabs of the open visits, the form that scrolls, the asked end, the buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from ui.reception.ending_panel import EndingPanel
from ui.reception.form import VisitForm
from ui.style import px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.keycap import KeyCap
from ui.widgets.panel import Panel


class FormPanel(Panel):
    """Tabs and buttons never scroll; what has the cursor is in sight."""

    def __init__(
        self,
        form: VisitForm,
        ending: EndingPanel,
        head: Iterable[QWidget],
        buttons: Iterable[ActionButton],
        slip: ActionButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", name="reception.form", parent=parent)
        self._form = form
        self.set_flush()
        self.body.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(px(8), px(2), px(14), px(2))
        row.setSpacing(px(6))
        for at, widget in enumerate(head):
            row.addWidget(widget, 0 if at else 1)
        row.addWidget(KeyCap("F2"))
        self.body.addLayout(row)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.setProperty("surface", "clear")
        self.area.setWidget(form)
        self.add(self.area, 1)
        self.add(ending)
        bar = ActionBar(name="reception.actions")
        for button in buttons:
            bar.add(button)
        bar.add_right(slip)
        self.add(bar)
        form.more.folded.connect(self._show_unfolded)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._form.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, px(30))

    def _show_unfolded(self, folded: bool) -> None:
        """Bring what was unfolded into sight, once it has its place."""
        if not folded:
            more = self._form.more
            QTimer.singleShot(0, more, lambda: self.area.ensureWidgetVisible(more, 0, px(30)))
