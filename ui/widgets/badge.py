"""The badge: icon and word on a soft colour. Colour never stands alone."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, look, px, width_of
from ui.widgets.naming import name_widget

BadgeTone = Literal["ok", "warn", "err", "info", "mute"]

_INK = {"ok": "ok", "warn": "warn", "err": "err", "info": "accent", "mute": "text2"}
_SOFT = {"ok": "ok-soft", "warn": "warn-soft", "err": "err-soft", "info": "accent-soft", "mute": "mute-soft"}


@dataclass(frozen=True)
class BadgeSpec:
    """What a badge says: its word, its tone and its icon (a name of resources/icons; '' for none)."""

    word: str
    tone: BadgeTone = "mute"
    icon: str = ""
    filled: bool = False


def ink_of(tone: BadgeTone) -> str:
    """The colour token of a tone's text."""
    return _INK[tone]


def soft_of(tone: BadgeTone) -> str:
    """The colour token of a tone's ground."""
    return _SOFT[tone]


def badge_size(spec: BadgeSpec) -> QSize:
    """Logical size of a badge."""
    width = width_of(spec.word, "badge") + px(14)
    if spec.icon:
        width += px(16) + px(4)
    return QSize(round(width), look().size("badge"))


def draw_badge(painter: QPainter, x: float, y: float, spec: BadgeSpec, *, ground: bool = True) -> None:
    """Draw a badge with its top left corner at (x, y); without ground only its icon and word."""
    size = badge_size(spec)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_SOFT[spec.tone]))
        painter.drawRoundedRect(QRectF(x, y, size.width(), size.height()), px(4), px(4))
    left = x + (px(7) if ground else 0)
    if spec.icon:
        top = y + (size.height() - px(16)) // 2
        draw_icon(painter, left, top, spec.icon, _INK[spec.tone], filled=spec.filled, size=px(16))
        left += px(16) + px(4)
    painter.setPen(colour(_INK[spec.tone]))
    painter.setFont(font("badge"))
    painter.drawText(
        QRectF(left, y, size.width(), size.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        spec.word,
    )
    painter.restore()


class Badge(QWidget):
    """A badge standing by itself."""

    def __init__(
        self,
        word: str,
        tone: BadgeTone = "mute",
        icon: str = "",
        *,
        filled: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec = BadgeSpec(word, tone, icon, filled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, name, word)

    def spec(self) -> BadgeSpec:
        """What it says now."""
        return self._spec

    def set_spec(self, spec: BadgeSpec) -> None:
        """Say something else."""
        self._spec = spec
        self.setAccessibleName(spec.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The badge's own size."""
        return badge_size(self._spec)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        painter = QPainter(self)
        draw_badge(painter, 0, 0, self._spec)
        painter.end()
