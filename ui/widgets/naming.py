"""Stable names for robots and spoken names for screen readers, in one place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def name_widget(widget: QWidget, name: str, spoken: str = "") -> None:
    """Give the widget its dotted object name (`reception.phone`) and, if told, its accessible name."""
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)


def set_mark(widget: QWidget, mark: str, value: object) -> None:
    """Set a style property and let the style sheet see it."""
    if (widget.property(mark) or False) == (value or False):
        return
    widget.setProperty(mark, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_shown(widget: QWidget, *, on: bool) -> None:
    """Show or hide a widget that may not have its place yet: without a parent it must not open as a window."""
    if on and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(on)
