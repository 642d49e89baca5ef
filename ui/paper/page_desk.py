"""The pages of a paper on their desk: white in both themes, laid out, drawn in the lane, painted."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.errors import OfficeError
from ui.paper.desk import A4, WIDTH, Desk
from ui.paper.pdfium import PageSet, page_set
from ui.style import colour, px
from ui.tasks import TaskHandle
from ui.widgets.naming import name_widget

SMALLEST, LARGEST = 0.25, 4.0
_KEPT = 6  # pictures kept at most, the nearest ones
_STILL_MS = 40  # so long no resizing or scrolling before pages are drawn anew


class RunLong(Protocol):
    """`Workplace.run_long`: something slow, in the long lane."""

    def __call__(
        self,
        function: Callable[..., Any],
        done: Callable[[Any], object],
        *,
        failed: Callable[[OfficeError], object] | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Run `function` and give its answer to `done` in the screen's thread."""
        ...


class PageDesk(QAbstractScrollArea):
    """The pages of a PDF one beneath the other, drawn as they come into sight.

    They are drawn in the long lane; until then the old picture stands, stretched.
    """

    page_changed = Signal(int, int)
    """The page in sight, from 1, and how many there are; (0, 0) while there is none."""
    zoom_changed = Signal()
    """The size of the pages changed, or how it is found."""
    came_to_light = Signal()
    """It is to be seen again."""

    def __init__(self, run_long: RunLong, *, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, spoken)
        self._run_long = run_long
        self._pages: PageSet | None = None
        self._images: dict[int, QImage] = {}
        self._fit: str | float = WIDTH
        self._asked: TaskHandle | None = None
        self._shown_page = (0, 0)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().setSingleStep(px(24))
        self.horizontalScrollBar().setSingleStep(px(24))
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF; the old pages stand until the new ones are drawn."""
        numbers, width = self.wanted()
        self._run_long(partial(page_set, pdf, numbers, width), self.show_pages, owner=self)

    def show_pages(self, pages: PageSet) -> None:
        """Show pages whose pictures were made for `wanted()`; the place in the paper stays."""
        self._pages = pages
        self._images = dict(pages.images)
        self._lay_out()
        self._tell()
        self.viewport().update()
        self._still.start()

    def clear(self) -> None:
        """Show nothing."""
        self._pages, self._images = None, {}
        self._lay_out()
        self._tell()
        self.viewport().update()

    def pdf(self) -> bytes | None:
        """The PDF that is shown."""
        return self._pages.pdf if self._pages else None

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages.sizes) if self._pages else 0

    def page_size(self) -> QSizeF:
        """The size of the first page in points; that of A4 while there is none."""
        return self._pages.sizes[0] if self._pages and self._pages.sizes else A4

    def wanted(self) -> tuple[tuple[int, ...], int]:
        """Which pages, from 0, are in sight, and how many device pixels wide they are to be drawn."""
        return self._in_sight() or (0,), self._device_width()

    def drawn(self) -> bool:
        """Whether every page in sight is drawn in its present size."""
        return bool(self._pages) and not self._lacking()

    # -- size and place

    def fit(self) -> str | float:
        """How the size is found: `width`, `whole`, or a factor (1.0 is the size of the paper)."""
        return self._fit

    def set_fit(self, fit: str | float) -> None:
        """Fit the width or the whole page, or take a factor between 0.25 and 4."""
        self._fit = fit if isinstance(fit, str) else min(LARGEST, max(SMALLEST, fit))
        self._lay_out()
        self.zoom_changed.emit()
        self._still.start()

    def zoom(self) -> float:
        """The present size as a factor; 1.0 is the size of the paper."""
        return self._desk().zoom()

    def _desk(self) -> Desk:
        """Where the pages lie now."""
        sizes = self._pages.sizes if self._pages else ()
        return Desk(sizes, self._fit, self.viewport().size(), px(14), px(80))

    def _device_width(self) -> int:
        return max(1, round(self._desk().page_width() * self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        whole, room = self._desk().whole(), self.viewport().size()
        for bar, long, part in (
            (self.verticalScrollBar(), whole.height(), room.height()),
            (self.horizontalScrollBar(), whole.width(), room.width()),
        ):
            share = bar.value() / bar.maximum() if bar.maximum() else 0.0
            before = bar.maximum()
            bar.setRange(0, max(0, long - part))
            bar.setPageStep(part)
            if bar.maximum() != before:
                bar.setValue(round(share * bar.maximum()))
        self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_sight(self) -> tuple[int, ...]:
        return self._desk().in_sight(self._offset())

    # -- drawing

    def _lacking(self) -> list[int]:
        desk = self._desk()
        width, sizes, widest = self._device_width(), desk.sizes, desk.widest_points()
        return [
            number
            for number in self._in_sight()
            if number not in self._images
            or abs(self._images[number].width() - width * sizes[number].width() / widest) > 1
        ]

    def _ask(self) -> None:
        """Have the pages in sight drawn that are not, or not in this size."""
        lacking = self._lacking() if self._pages and self.isVisible() else []
        asking = self._asked is not None and self._asked.running()
        if asking or not lacking or self._pages is None:
            return
        pages = self._pages
        self._asked = self._run_long(
            partial(page_set, pages.pdf, lacking, self._device_width()),
            partial(self._take, pages),
            owner=self,
        )

    def _take(self, asked: PageSet, drawn: PageSet) -> None:
        self._asked = None
        if asked is self._pages:
            self._images.update(drawn.images)
            near = self._in_sight() or (0,)
            for number in sorted(self._images, key=lambda n: min(abs(n - at) for at in near))[_KEPT:]:
                del self._images[number]
            self.viewport().update()
        self._still.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk and the pages on it."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("desk"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        for number, rect in enumerate(self._desk().rects()):
            place = rect.translated(-offset)
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place, colour("paper"))
            image = self._images.get(number)
            if image is not None:
                painter.drawImage(place, image)
            painter.setPen(colour("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            self._paint_over(painter, number, place)
        painter.end()

    def _paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        """Draw what stands over a page, from 0, that lies at this place."""

    def page_colour(self) -> QColor:
        """The colour of the paper: white in both themes."""
        return colour("paper")

    # -- events

    def sizeHint(self) -> QSize:
        """A page of readable size."""
        return QSize(px(420), px(560))

    def minimumSizeHint(self) -> QSize:
        """May become quite small."""
        return QSize(px(160), px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, and draw once the size stands still."""
        super().resizeEvent(event)
        self._lay_out()
        self._still.start()

    def viewportEvent(self, event: QEvent) -> bool:
        """Draw when it comes to light or moves to a screen of another resolution."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange}:
            self._still.start()
        return super().viewportEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.came_to_light.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing while hidden."""
        self._still.stop()
        super().hideEvent(event)

    def _scrolled(self) -> None:
        self._tell()
        self._still.start()

    def _tell(self) -> None:
        """Say which page is in sight: the one at the middle."""
        desk = self._desk()
        now = (desk.at_middle(self._offset()) + 1, len(desk.sizes))
        if now != self._shown_page:
            self._shown_page = now
            self.setAccessibleDescription(f"第 {now[0]} 页，共 {now[1]} 页" if now[1] else "没有页面")
            self.page_changed.emit(*now)
