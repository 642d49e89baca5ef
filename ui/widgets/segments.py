"""Up to seven choices side by side, chosen by digit or letter; the chosen one has tick, border and tint."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, look, px, width_of
from ui.widgets.keycap import cap_size, draw_cap, gap
from ui.widgets.moving import mark_stop, move_on
from ui.widgets.naming import name_widget


@dataclass(frozen=True)
class Choice:
    """One choice: the value it stands for, its word, and the digit or letter that chooses it, if any."""

    value: str
    text: str
    key: str = ""


class _Segment(QAbstractButton):
    """One segment; the row around it has the focus."""

    def __init__(self, choice: Choice, name: str, row: "Segments") -> None:
        super().__init__(row)
        self._row, self.choice = row, choice
        self.setText(choice.text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name_widget(self, f"{name}.{choice.value}", choice.text)

    def inner(self) -> float:
        """Width of word and key, bold or not alike, so that choosing changes no width."""
        width = width_of(self.text(), "strong")
        if self.choice.key:
            width += gap() + cap_size(self.choice.key).width()
        return width

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the word with its tick and its key."""
        painter = QPainter(self)
        chosen, free = self.isChecked(), self.isEnabled()
        ink = "accent" if chosen and free else "text" if free else "text3"
        left = (self.width() - self.inner()) / 2
        if chosen:
            left += _tick() / 2
            draw_icon(painter, left - _tick(), (self.height() - px(16)) // 2, "checkmark", ink, size=px(16))
        role = "strong" if chosen else "body"
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        width = width_of(self.text(), role)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, width + 2, self.height()), flags, self.text())
        if self.choice.key:
            cap = cap_size(self.choice.key)
            top = (self.height() - cap.height()) // 2
            draw_cap(painter, round(left + width) + gap(), top, self.choice.key, dead=not free)
        painter.end()


def _tick() -> int:
    return px(16) + px(6)


class Segments(QWidget):
    """A row of choices with one focus. Its keys choose while it has the focus and go on to the next field.

    Space takes the next choice, the arrows move, Home and End jump. No input method starts here.
    """

    chosen = Signal(str)
    """The value the user chose (never sent by `set_value`)."""

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        name: str,
        moves_on: bool = True,
        stretches: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_widget(self, name)
        mark_stop(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._moves_on = moves_on
        self._parts: list[_Segment] = []
        policy = QSizePolicy.Policy.Expanding if stretches else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; the value stays if it is still among them."""
        if len(choices) > 7:
            raise ValueError("more than seven choices belong in a ComboSearch")
        before = self.value()
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = [_Segment(choice, self.objectName(), self) for choice in choices]
        for part in self._parts:
            if self.isVisible():
                part.show()
            part.clicked.connect(lambda _checked=False, part=part: self._clicked(part))
        self.set_value(before)

    def value(self) -> str:
        """The chosen value, '' while none is."""
        return next((part.choice.value for part in self._parts if part.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without telling; a value that is not among the choices clears."""
        for part in self._parts:
            part.setChecked(part.choice.value == value)
        self.setProperty("value", self.value())
        self._speak()
        self._arrange()
        self.update()

    def text(self) -> str:
        """The word of the chosen one, '' while none is."""
        return next((part.choice.text for part in self._parts if part.isChecked()), "")

    def set_choice_enabled(self, value: str, *, on: bool) -> None:
        """Allow or grey out one choice."""
        for part in self._parts:
            if part.choice.value == value:
                part.setEnabled(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys choose; arrows and space move; Enter goes on; the rest is the screen's."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if not plain or not self._act(event):
            event.ignore()

    def _act(self, event: QKeyEvent) -> bool:
        key = event.key()
        pressed = chr(key).upper() if 0x20 < key < 0x7F else ""
        for part in self._parts:
            if pressed and part.choice.key.upper() == pressed and part.isEnabled():
                self._choose(part)
                if self._moves_on and self.hasFocus():
                    move_on(self)
                return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return move_on(self)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Space: 1}
        if key in steps:
            self._step(steps[Qt.Key(key)])
            return True
        free = [part for part in self._parts if part.isEnabled()]
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End} and free:
            self._choose(free[0 if key == Qt.Key.Key_Home else -1])
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the separators, the chosen segment and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = look().radius("input")
        fault = bool(self.property("fault"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour("edge"), 1))
        painter.setBrush(colour("surface" if self.isEnabled() else "sunken"))
        painter.drawRoundedRect(box, radius, radius)
        for part in self._parts[1:]:
            x = part.x() - 0.5  # the middle of a pixel: a crisp line
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
        for part in self._parts:
            if part.isChecked():
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(colour("accent-soft"))
                painter.drawRoundedRect(QRectF(part.geometry()).adjusted(1, 1, -1, -1), radius, radius)
        if self.hasFocus() or fault:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("err" if fault else "accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def sizeHint(self) -> QSize:
        """Room for every word, its key and its tick."""
        width = sum(part.inner() + 2 * px(9) + _tick() for part in self._parts)
        return QSize(round(width), look().size("input"))

    def minimumSizeHint(self) -> QSize:
        """No word is cut; only the chosen one keeps room for its tick."""
        width = sum(part.inner() + 2 * px(4) for part in self._parts) + _tick()
        return QSize(math.ceil(width), look().size("input"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the base size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """Each segment as wide as its word asks; with little room only the chosen one keeps its tick's place."""
        if not self._parts:
            return
        inner = [part.inner() for part in self._parts]
        roomy = self.width() >= sum(inner) + (_tick() + 2 * px(4)) * len(inner)
        asked = [
            width + (_tick() if roomy or part.isChecked() else 0)
            for width, part in zip(inner, self._parts, strict=True)
        ]
        spare = (self.width() - sum(asked)) / len(asked)
        left = 0.0
        for part, width in zip(self._parts, asked, strict=True):
            right = left + width + spare
            part.setGeometry(round(left), 0, round(right) - round(left), self.height())
            left = right

    def _clicked(self, part: _Segment) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._choose(part)

    def _step(self, by: int) -> None:
        free = [part for part in self._parts if part.isEnabled()]
        if not free:
            return
        at = next((i for i, part in enumerate(free) if part.isChecked()), None)
        self._choose(free[0 if by > 0 else -1] if at is None else free[(at + by) % len(free)])

    def _choose(self, part: _Segment) -> None:
        self.set_value(part.choice.value)
        self.chosen.emit(part.choice.value)

    def _speak(self) -> None:
        keys = "，".join(f"{part.choice.key} {part.choice.text}".strip() for part in self._parts)
        chosen = self.text()
        self.setAccessibleDescription(f"已选 {chosen}" if chosen else f"未选。{keys}")
