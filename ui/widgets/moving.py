"""Moving through a form: Enter goes to the next field, quick keys and secondary buttons are passed over."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

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


class Group(QWidget):
    """A widget of several parts that are made anew: the cursor that it is given goes into `first_part`.

    Not by a focus proxy, which would be a stop of Tab by itself, behind the parts as often as before them.
    """

    def first_part(self) -> QWidget | None:
        """Where the cursor goes, None for nowhere."""
        raise NotImplementedError

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor into the first part."""
        first = self.first_part()
        if first is not None:
            first.setFocus(reason)


def chain(whole: QWidget, last: QWidget | None = None) -> None:
    """Let Tab go through what stands in `whole` as its layout has it, from the place of `whole` itself.

    For widgets that are made late: Qt puts those at the end of the window. `last` comes behind them all. `whole`
    must have no focus proxy: Qt puts a widget that has one behind its parts, and Tab turns round there (`Group`).
    """
    stops = [stop for stop in _laid_out(whole.layout()) if stop is not last]
    if last is not None:
        stops.append(last)
    policy = whole.focusPolicy()
    whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt gives no place to what takes no focus
    for before, after in pairwise([whole, *stops]):
        QWidget.setTabOrder(before, after)
    whole.setFocusPolicy(policy)


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    """What may have the focus, in the order of a layout and of the layouts within it."""
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is None:
            yield from _laid_out(item.layout() if item is not None else None)
        elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value:
            yield widget
        else:
            yield from _laid_out(widget.layout())
