"""Moving through a form: Enter goes to the next field, quick keys and secondary buttons are passed over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

STOP = "form_stop"
"""Property of a widget at which Enter stops: every field, and the primary button."""


def mark_stop(widget: QWidget) -> None:
    """Let Enter stop at this widget."""
    widget.setProperty(STOP, True)


def _takes(widget: QWidget, window: QWidget) -> bool:
    wanted = widget.property(STOP) or widget.property("primary")
    return bool(
        wanted
        and widget.isEnabled()
        and widget.isVisibleTo(window)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value
        and not widget.property("readOnly")
    )


def next_stop(widget: QWidget) -> QWidget | None:
    """The field (or primary button) that follows in the tab order of the same window, or None."""
    window = widget.window()
    at = widget.nextInFocusChain()
    while at is not None and at is not widget:
        if at.window() is window and not widget.isAncestorOf(at) and _takes(at, window):
            return at
        at = at.nextInFocusChain()
    return None


def move_on(widget: QWidget) -> bool:
    """Give the focus to the next field as Tab would; False when there is no other field."""
    target = next_stop(widget)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return True
