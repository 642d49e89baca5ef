"""The look in force: theme and base size chosen by the user, and what they make of the tokens."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui.style.tokens import ThemeName, tokens

SMALLEST = (1280, 649)
"""The smallest client size at which every screen does its main job (1920×1080 at 150 %)."""


@dataclass(frozen=True)
class Look:
    """A theme and a base size in points (11 to 16); everything drawn asks it for colours and pixels."""

    theme: ThemeName = "light"
    base_point: float = 11.25

    def px(self, at_base: float) -> int:
        """Logical pixels for a length given at the base size of 11.25 pt; never 0 for one above 0."""
        scaled = round(at_base * self.base_point / tokens().base_point)
        return max(1, scaled) if at_base > 0 else scaled

    def size(self, token: str) -> int:
        """Scaled pixels of a size token such as `input`, `row`, `rail`."""
        return self.px(tokens().size[token])

    def radius(self, token: str) -> int:
        """Scaled pixels of a radius token: input, panel, cap."""
        return self.px(tokens().radius[token])

    def colour_name(self, token: str) -> str:
        """The colour token as #RRGGBB in this theme."""
        return tokens().colours[token][self.theme]

    def colour(self, token: str) -> QColor:
        """The colour token as a QColor in this theme."""
        return QColor(self.colour_name(token))

    def font(self, role: str) -> QFont:
        """The font of a type token (page, panel, body, strong, label, badge, hint, head, cap, figure ...)."""
        return QFont(_font_of(self, role))


@lru_cache(maxsize=128)
def _font_of(look: Look, role: str) -> QFont:
    pixels, weight = tokens().type[role]
    made = QFont(tokens().family)
    made.setPixelSize(look.px(pixels))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=1024)
def _width_of(look: Look, role: str, text: str) -> float:
    return QFontMetricsF(_font_of(look, role)).horizontalAdvance(text)


class _InForce:
    look = Look()


def look() -> Look:
    """The look in force; light at the base size until `apply_look` was called."""
    return _InForce.look


def px(at_base: float) -> int:
    """Logical pixels in the look in force for a length given at the base size."""
    return _InForce.look.px(at_base)


def colour(token: str) -> QColor:
    """The colour of a token in the look in force."""
    return _InForce.look.colour(token)


def font(role: str) -> QFont:
    """The font of a type token in the look in force."""
    return _InForce.look.font(role)


def width_of(text: str, role: str) -> float:
    """Width of a short, often measured text (a label, a key) in the font of a type token, in logical pixels."""
    return _width_of(_InForce.look, role, text)


def apply_look(app: QApplication, theme: ThemeName = "light", base_point: float | None = None) -> Look:
    """Dress the whole application: fonts, Fusion, palette and style sheet; may be called again at any time.

    A base size outside 11 to 16 pt is brought to the nearer end.
    """
    from ui.style.fonts import load_fonts
    from ui.style.palette import palette_of
    from ui.style.sheet import sheet_of

    known = tokens()
    wished = known.base_point if base_point is None else base_point
    chosen = Look(theme, min(max(wished, known.smallest_point), known.largest_point))
    load_fonts()
    _InForce.look = chosen
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(chosen))
    app.setFont(chosen.font("body"))
    app.setStyleSheet(sheet_of(chosen))
    return chosen
