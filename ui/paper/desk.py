"""Where the pages of a paper lie on their desk, for a way of fitting and a room. Pure geometry."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF

WIDTH, WHOLE = "width", "whole"
PIXELS_PER_POINT = 96 / 72
A4 = QSizeF(595.28, 841.89)


@dataclass(frozen=True)
class Desk:
    """Pages one beneath the other in a room of logical pixels, with gaps round them.

    `fit` is `width`, `whole`, or a factor: 1.0 is the size of the paper.
    """

    sizes: Sequence[QSizeF]
    fit: str | float
    room: QSize
    gap: int
    least: int
    """Pages never get narrower than this when they are fit."""

    def widest_points(self) -> float:
        """The width of the widest page in points, that of A4 while there is none."""
        return max((size.width() for size in self.sizes), default=A4.width())

    def page_width(self) -> int:
        """Logical pixels across the widest page."""
        across = max(self.least, self.room.width() - 2 * self.gap)
        if self.fit == WIDTH:
            return across
        if self.fit == WHOLE:
            steep = max((size.height() / size.width() for size in self.sizes), default=math.sqrt(2))
            return max(self.least, min(across, round((self.room.height() - 2 * self.gap) / steep)))
        assert not isinstance(self.fit, str)
        return round(self.widest_points() * PIXELS_PER_POINT * self.fit)

    def per_point(self) -> float:
        """Logical pixels to a point."""
        return self.page_width() / self.widest_points()

    def zoom(self) -> float:
        """The size as a factor; 1.0 is the size of the paper."""
        return self.per_point() / PIXELS_PER_POINT

    def rects(self) -> list[QRect]:
        """Where the pages lie, without scrolling."""
        scale, top = self.per_point(), self.gap
        across = max(self.page_width() + 2 * self.gap, self.room.width())
        rects = []
        for size in self.sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            rects.append(QRect((across - width) // 2, top, width, height))
            top += height + self.gap
        return rects

    def whole(self) -> QSize:
        """How large the desk is with all pages on it; nothing without pages."""
        rects = self.rects()
        if not rects:
            return QSize(0, 0)
        return QSize(self.page_width() + 2 * self.gap, rects[-1].bottom() + self.gap)

    def in_sight(self, offset: QPoint) -> tuple[int, ...]:
        """The pages, from 0, that are seen when the desk is scrolled so far."""
        window = QRect(offset, self.room)
        return tuple(number for number, rect in enumerate(self.rects()) if rect.intersects(window))

    def at_middle(self, offset: QPoint) -> int:
        """The page, from 0, at the middle of what is seen; -1 without pages."""
        middle = offset.y() + self.room.height() // 2
        rects = self.rects()
        found = (number for number, rect in enumerate(rects) if middle <= rect.bottom() + self.gap)
        return next(found, len(rects) - 1)
