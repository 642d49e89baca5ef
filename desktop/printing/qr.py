"""The modules of a QR code, by ReportLab's own encoder; ASCII only, so that every scanner reads it."""
# mypy: allow-untyped-calls
# (ReportLab has no types)

from functools import lru_cache
from itertools import groupby
from typing import Any

QUIET = 4
"""Modules of white that must be left round a QR code (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def qr_modules(code: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of modules of a code, True for black; a quarter of it may be damaged (level Q).

    Raises ValueError for anything but printable ASCII.
    """
    from reportlab.graphics.barcode.qr import QrCodeWidget

    if not code or not code.isascii() or not code.isprintable():
        raise ValueError("二维码里只能是数字、字母和符号。")
    widget: Any = QrCodeWidget(code, barLevel="Q")
    widget.qr.make()
    return tuple(tuple(bool(module) for module in row) for row in widget.qr.modules)


def qr_rectangles(code: str, side: float) -> tuple[tuple[float, float, float, float], ...]:
    """The black modules as rectangles (left, top, width, height) in a square of this side, without white round it.

    Modules side by side are one rectangle, so that no hair of white stands between them.
    """
    rows = qr_modules(code)
    size = side / len(rows)
    rectangles = []
    for number, row in enumerate(rows):
        at = 0
        for black, group in groupby(row):
            count = len(list(group))
            if black:
                rectangles.append((at * size, number * size, count * size, size))
            at += count
    return tuple(rectangles)
