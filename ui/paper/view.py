"""The pages of a paper to be read and clicked: sizes, keys, the place of the field in which somebody writes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.paper.desk import WHOLE, WIDTH
from ui.paper.page_desk import LARGEST, SMALLEST, PageDesk, RunLong
from ui.style import colour

__all__ = ["WHOLE", "WIDTH", "PageView", "RunLong", "Spot"]

_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


@dataclass(frozen=True)
class Spot:
    """A rectangle of a page, from 0, in points from its upper left corner."""

    page: int
    box: QRectF


class PageView(PageDesk):
    """Shows the pages of a PDF one beneath the other.

    Ctrl and + or - change the size, Ctrl+0 fits the width again, so does the wheel with Ctrl; Page Up and Down,
    Home and End move, arrows scroll. `mark` frames places of the paper, such as the field that is being written.
    """

    clicked = Signal(int, float, float)
    """A place on a page was clicked: page from 0, points from its left, points from its top."""

    def __init__(self, run_long: RunLong, *, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(run_long, name=name, spoken=spoken, parent=parent)
        self._spots: tuple[Spot, ...] = ()

    def zoom_in(self) -> None:
        """The next larger size."""
        now = self.zoom() + 0.01
        self.set_fit(next((step for step in _STEPS if step > now), LARGEST))

    def zoom_out(self) -> None:
        """The next smaller size."""
        now = self.zoom() - 0.01
        self.set_fit(next((step for step in reversed(_STEPS) if step < now), SMALLEST))

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Bring a place of a page, from 0, `top` points from its upper edge, into the upper third."""
        if self._pages and 0 <= page < self.page_count():
            desk = self._desk()
            y = (
                desk.rects()[page].top()
                + round(top * desk.per_point())
                - (self.viewport().height() // 3 if top else 0)
            )
            self.verticalScrollBar().setValue(y)

    def mark(self, spots: Sequence[Spot], *, go: bool = False) -> None:
        """Frame these places, and no others any more; `go` brings the first into sight where it is not."""
        self._spots = tuple(spots)
        if go and spots and not self._sees(spots[0]):
            self.go_to(spots[0].page, max(1.0, spots[0].box.top()))
        self.viewport().update()

    def marks(self) -> tuple[Spot, ...]:
        """The places that are framed."""
        return self._spots

    def _sees(self, spot: Spot) -> bool:
        rects = self._desk().rects()
        if spot.page >= len(rects):
            return True
        scale = self._desk().per_point()
        top = rects[spot.page].top() + spot.box.top() * scale - self._offset().y()
        return top >= 0 and top + spot.box.height() * scale <= self.viewport().height()

    def _paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        """Draw the frames of a page."""
        scale = self._desk().per_point()
        for spot in self._spots:
            if spot.page == number:
                box = spot.box
                frame = QRectF(
                    place.x() + box.x() * scale,
                    place.y() + box.y() * scale,
                    box.width() * scale,
                    box.height() * scale,
                )
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(frame.adjusted(-2, -1, 2, 1), 3, 3)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+plus, minus, 0; Page Up and Down, Home, End; the arrows scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            acts: dict[int, Callable[[], object]] = {
                Qt.Key.Key_Plus: self.zoom_in,
                Qt.Key.Key_Equal: self.zoom_in,
                Qt.Key.Key_Minus: self.zoom_out,
                Qt.Key.Key_0: partial(self.set_fit, WIDTH),
            }
            act = acts.get(event.key())
            if act is not None:
                act()
                event.accept()
                return
        bar = self.verticalScrollBar()
        moves: dict[int, int] = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in moves:
            bar.setValue(moves[event.key()])
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins here and ends here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the place on the page that was clicked."""
        event.accept()
        point = event.position().toPoint() + self._offset()
        for number, rect in enumerate(self._desk().rects()):
            if event.button() == Qt.MouseButton.LeftButton and rect.contains(point):
                scale = self._desk().per_point()
                self.clicked.emit(number, (point.x() - rect.x()) / scale, (point.y() - rect.y()) / scale)
