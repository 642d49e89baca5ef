"""What a section of the settings is, and a form column that puts refusals at their fields."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTableView, QVBoxLayout, QWidget

from desktop.errors import FormError, OfficeError
from ui.style import px
from ui.widgets.field import Field
from ui.widgets.message import Message


class Section(QWidget):
    """One section. It may have one primary action, which the page's action bar shows with Ctrl+Enter."""

    primary_changed = Signal()
    """Words or state of the primary action changed."""

    def primary(self) -> str:
        """The words of the primary action, '' for none."""
        return ""

    def blocked(self) -> str:
        """Why the primary action is blocked, '' when it is not."""
        return ""

    def act(self) -> None:
        """Do the primary action."""

    def on_shown(self) -> None:
        """The section came to the front."""

    def on_escape(self) -> bool:
        """Esc: True when the section closed something of its own."""
        return False


def put_faults(fields: Mapping[str, Field], refusal: OfficeError, message: Message | None = None) -> None:
    """Show a refusal at its fields, the cursor in the first; what has no field is said by `message`."""
    faults = refusal.faults if isinstance(refusal, FormError) else ((refusal.field or "", str(refusal)),)
    first: Field | None = None
    rest = []
    for name, sentence in faults:
        field = fields.get(name)
        if field is None:
            rest.append(sentence)
            continue
        field.set_error(sentence)
        first = first or field
    if message is not None:
        message.say("".join(rest), "err")
    if first is not None:
        first.focus_widget()


def clear_faults(fields: Mapping[str, Field], message: Message | None = None) -> None:
    """Take the refusals away."""
    for field in fields.values():
        field.clear_reaction()
    if message is not None:
        message.clear()


def scrolling(content: QWidget) -> QScrollArea:
    """Put contents into an area that scrolls where they do not fit."""
    content.setProperty("surface", "clear")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def keep_in_sight(part: QWidget, table: QTableView) -> None:
    """Bring the current row of a table back into sight: a form opened beneath it."""
    column = part.layout()
    if column is not None:
        column.activate()
    table.scrollTo(table.currentIndex())


def form_column(parent: QWidget) -> QVBoxLayout:
    """Return the column of a narrow form at the left of a section."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    column = QVBoxLayout()
    column.setSpacing(px(9))
    row.addLayout(column, 1)
    row.addStretch(1)
    return column
