"""The steps of a matter or a case: green ticks behind, half-filled now, empty rings ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, px
from ui.widgets.naming import name_widget

StepState = Literal["done", "now", "ahead"]

_MARKS = {
    "done": ("checkmark_circle", "ok"),
    "now": ("circle_half_fill", "accent"),
    "ahead": ("circle", "text3"),
}


@dataclass(frozen=True)
class Step:
    """One step: its title, who and when beneath (may be ''), and where it stands."""

    title: str
    detail: str = ""
    state: StepState = "ahead"


class Steps(QWidget):
    """A row of steps with a 2 px line between them; two lines high if any step has a detail."""

    def __init__(self, steps: Sequence[Step] = (), *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Step, ...] = ()
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = tuple(steps)
        now = next((step.title for step in steps if step.state == "now"), "")
        self.setAccessibleDescription(
            "，".join(f"{step.title}{_SPOKEN[step.state]}" for step in steps) if now or steps else ""
        )
        self.updateGeometry()
        self.update()

    def steps(self) -> tuple[Step, ...]:
        """The steps shown."""
        return self._steps

    def _two_lines(self) -> bool:
        return any(step.detail for step in self._steps)

    def _faces(self) -> tuple[QFont, QFont]:
        return font("body"), font("hint")

    def _width(self, step: Step) -> float:
        title, detail = self._faces()
        wide = QFontMetricsF(title).horizontalAdvance(step.title)
        return px(16) + px(10) + max(wide, QFontMetricsF(detail).horizontalAdvance(step.detail))

    def sizeHint(self) -> QSize:
        """All steps with short lines between."""
        width = sum(self._width(step) for step in self._steps) + px(30) * max(0, len(self._steps) - 1)
        return QSize(round(width) + px(4), px(42) if self._two_lines() else px(24))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut; the lines shrink."""
        width = sum(self._width(step) for step in self._steps) + px(14) * max(0, len(self._steps) - 1)
        return QSize(round(width) + px(4), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw marks, words and lines."""
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = [self._width(step) for step in self._steps]
        lines = max(1, len(self._steps) - 1)
        share = max(0.0, (self.width() - px(4) - sum(widths)) / lines)
        if not self._two_lines():
            share = min(share, px(34))
        left = float(px(2))
        for index, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._draw_step(painter, left, step)
            if index + 1 < len(self._steps):
                ahead = self._steps[index + 1].state == "ahead"
                painter.setPen(QPen(colour("line" if ahead else "ok"), 2))
                middle = self.height() / 2
                inset = min(px(9), share / 4)
                painter.drawLine(
                    round(left + width + inset),
                    round(middle),
                    round(left + width + share - inset),
                    round(middle),
                )
            left += width + share
        painter.end()

    def _draw_step(self, painter: QPainter, left: float, step: Step) -> None:
        icon, ink = _MARKS[step.state]
        title_face, detail_face = self._faces()
        draw_icon(
            painter, left, (self.height() - px(16)) / 2, icon, ink, filled=step.state != "ahead", size=px(16)
        )
        text = left + px(16) + px(10)
        wide = self.width() - text
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(title_face)
        painter.setPen(colour({"done": "text", "now": "accent", "ahead": "text2"}[step.state]))
        if not self._two_lines():
            painter.drawText(QRectF(text, 0, wide, self.height()), flags, step.title)
            return
        half = self.height() / 2
        painter.drawText(QRectF(text, 0, wide, half), flags, step.title)
        painter.setFont(detail_face)
        painter.setPen(colour("text2"))
        painter.drawText(QRectF(text, half, wide, half), flags, step.detail)


_SPOKEN = {"done": "已完成", "now": "进行中", "ahead": "未开始"}
