"""An explicit palette for what the style sheet does not reach: selections, tool tips, Qt's own dialogs."""

from PySide6.QtGui import QPalette

from ui.style.theme import Look


def palette_of(look: Look) -> QPalette:
    """The palette of a look: nothing is left to the desktop's own colours."""
    palette = QPalette()
    roles = QPalette.ColorRole
    colours = {
        roles.Window: "canvas",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "sunken",
        roles.Text: "text",
        roles.PlaceholderText: "text3",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "err",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "text",
        roles.Light: "surface",
        roles.Midlight: "sunken",
        roles.Mid: "line",
        roles.Dark: "edge",
        roles.Shadow: "edge",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.Highlight: "accent-fill",
        roles.HighlightedText: "on-accent",
        roles.Accent: "accent-fill",
    }
    for role, token in colours.items():
        palette.setColor(role, look.colour(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.colour("text3"))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Base, look.colour("sunken"))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Button, look.colour("sunken"))
    return palette
