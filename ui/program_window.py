"""The one window of the program: shows the first run, the sign-in page, the lock or the main window in turn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from ui.style import colour, font, px
from ui.style.theme import SMALLEST
from ui.widgets.naming import set_mark

TITLE = "一站解"
_FIRST_AT_LATEST = 3000  # milliseconds: a window that starts minimised is never painted


class ProgramWindow(QWidget):
    """Holds one face at a time. `leaving` decides whether the window may close."""

    first_shown = Signal()
    """The window stands on the screen and takes typing; told once."""

    def __init__(self, leaving: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("program")
        set_mark(self, "surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*SMALLEST)
        self._leaving = leaving
        self._told = False
        self._soon, self._latest = QTimer(self), QTimer(self)
        for timer, wait in ((self._soon, 0), (self._latest, _FIRST_AT_LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self._tell_first)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.resize(_first_size())

    def show_face(self, face: QWidget) -> None:
        """Bring a face to the front; it is taken in at the first time."""
        if self._stack.indexOf(face) < 0:
            face.setWindowFlags(Qt.WindowType.Widget)
            self._stack.addWidget(face)
            face.windowTitleChanged.connect(self._retitle)
        self._stack.setCurrentWidget(face)
        self._retitle()

    def drop_face(self, face: QWidget) -> None:
        """Take a face out and delete it."""
        self._stack.removeWidget(face)
        face.hide()
        face.setParent(None)
        face.deleteLater()

    def face(self) -> QWidget | None:
        """The face in front."""
        return self._stack.currentWidget()

    def close_extras(self) -> None:
        """Close every dialog and list that stands beside the window: a lock must cover them too."""
        popup = QApplication.activePopupWidget()
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window stands for the first time."""
        super().paintEvent(event)
        if not self._told and not self._soon.isActive():
            self._soon.start()

    def show_first(self) -> None:
        """Show the window; maximised where the screen has just the smallest size."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else self.size()
        self.resize(self.size().boundedTo(room).expandedTo(self.minimumSize()))
        if room.width() < 1500 or room.height() < 850:
            self.showMaximized()
        else:
            self.show()
        self.activateWindow()
        self._latest.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when whoever is in front agrees and the day's backup is made."""
        if self._leaving():
            super().closeEvent(event)
        else:
            event.ignore()

    def _tell_first(self) -> None:
        self._latest.stop()
        if not self._told:
            self._told = True
            self.first_shown.emit()

    def _retitle(self) -> None:
        face = self.face()
        title = face.windowTitle() if face is not None else ""
        self.setWindowTitle(title or TITLE)


def program_icon() -> QIcon:
    """Draw the program's icon: 综 on the accent colour."""
    made = QIcon()
    for side in (16, 32, 48, 64):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent-fill"))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side / 5, side / 5)
        face = font("panel")
        face.setPixelSize(round(side * 0.66))
        painter.setFont(face)
        painter.setPen(colour("on-accent"))
        painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, "综")
        painter.end()
        made.addPixmap(pixmap)
    return made


def _first_size() -> QSize:
    return QSize(max(SMALLEST[0], px(1366)), max(SMALLEST[1], px(697)))
