"""An action bar that slides sideways where there is less room than buttons: nothing is cut, every key works."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class SlidingBar(QScrollArea):
    """As high as its bar; Tab brings a button into sight, the wheel slides."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__()
        self._bar = bar
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWidget(bar)
        bar.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """The bar's height, and the scroll bar's where there is one."""
        height = self._bar.sizeHint().height()
        if self._bar.minimumSizeHint().width() > self.width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(self._bar.sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar may be needed now."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Buttons came or went."""
        if watched is self._bar and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Slide sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y())
