"""Stable names for robots and spoken names for screen readers, in one place."""

from PySide6.QtWidgets import QWidget


def name_widget(widget: QWidget, name: str, spoken: str = "") -> None:
    """Give the widget its dotted object name (`reception.phone`) and, if told, its accessible name."""
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)


def set_mark(widget: QWidget, mark: str, value: object) -> None:
    """Set a style property and let the style sheet see it."""
    if widget.property(mark) == value:
        return
    widget.setProperty(mark, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
