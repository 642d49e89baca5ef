"""How everything looks: tokens, theme, fonts, icons, style sheet, Qt's Chinese."""

from ui.style.icons import draw_icon, icon, icon_pixmap
from ui.style.theme import Look, apply_look, colour, font, look, px, width_of
from ui.style.tokens import ThemeName

__all__ = [
    "Look",
    "ThemeName",
    "apply_look",
    "colour",
    "draw_icon",
    "font",
    "icon",
    "icon_pixmap",
    "look",
    "px",
    "width_of",
]
