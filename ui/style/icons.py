"""Icons of resources/icons, coloured by token in the look in force; QtSvg is imported at the first icon."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from ui.style.theme import look
from ui.style.tokens import RESOURCES


@cache
def _source(name: str, drawn_for: int, filled: bool) -> str:
    kind = "filled" if filled else "regular"
    return (RESOURCES / "icons" / f"{name}_{drawn_for}_{kind}.svg").read_text(encoding="ascii")


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, filled: bool, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = _source(name, 20 if size >= 19 else 16, filled)
    coloured = source.replace("<path ", f'<path fill="{colour}" ')
    renderer = QSvgRenderer(QByteArray(coloured.encode("ascii")))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(
    name: str, ink: str = "text", *, filled: bool = False, size: int = 16, ratio: float = 1.0
) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels at the device pixel ratio, in the token's present colour.

    Raises FileNotFoundError for a name that is not in resources/icons.
    """
    return _drawn(name, look().colour_name(ink), filled, size, ratio)


def icon(name: str, ink: str = "text", *, filled: bool = False, size: int = 16) -> QIcon:
    """The icon as a QIcon in the token's present colour, drawn for screens of 100, 125, 150 and 200 %."""
    made = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        made.addPixmap(icon_pixmap(name, ink, filled=filled, size=size, ratio=ratio))
    return made


def draw_icon(
    painter: QPainter,
    x: float,
    y: float,
    name: str,
    ink: str = "text",
    *,
    filled: bool = False,
    size: int = 16,
) -> None:
    """Draw the icon with its top left corner at (x, y), sharp at the painter's own device pixel ratio."""
    ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
    painter.drawPixmap(round(x), round(y), icon_pixmap(name, ink, filled=filled, size=size, ratio=ratio))
