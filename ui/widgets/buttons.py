"""Buttons that show their key; one filled button on a screen; a blocked one says why beside it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, look, px
from ui.widgets.keycap import cap_size, draw_cap, gap
from ui.widgets.label import IconMark, Label
from ui.widgets.naming import name_widget, set_shown


class KeyedButton(QPushButton):
    """A button with a key: `key()` is bound by `ui.shell.keys`, the button only shows it."""

    blocked_changed = Signal(str)
    """The reason why the button is blocked, '' when it is free again."""

    def __init__(
        self, text: str, key: str, *, name: str, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._key = key
        self._icon_name = icon
        self._compact = False
        self._reason = ""
        self._stowed = False
        self.setAutoDefault(False)
        name_widget(self, name, text)
        self.setAccessibleDescription(key)

    def key(self) -> str:
        """The key as shown, '' for none."""
        return self._key

    def set_text(self, text: str) -> None:
        """Change the label, also for screen readers."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Change the icon."""
        self._icon_name = icon
        self.update()

    def set_compact(self, *, on: bool) -> None:
        """Leave the icon out where room is short."""
        if on != self._compact:
            self._compact = on
            self.updateGeometry()
            self.update()

    def set_stowed(self, *, on: bool) -> None:
        """Stand behind a 更多 from now on: hidden, but its key still works."""
        self._stowed = on

    def stowed(self) -> bool:
        """Whether it stands behind a 更多."""
        return self._stowed

    def at_hand(self, window: QWidget) -> bool:
        """Whether its key may be used in a window: it is to be seen there, or stands behind a 更多 that is."""
        seen = self.parentWidget() if self._stowed else self
        return seen is not None and seen.isVisibleTo(window)

    def icon_shown(self) -> str:
        """The icon drawn now, '' for none."""
        return "" if self._compact else self._icon_name

    def set_blocked(self, reason: str) -> None:
        """Block the button and say why ('' frees it); an `ActionBar` or `with_reason` shows the sentence."""
        if reason == self._reason:
            return
        self._reason = reason
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason or self._key)
        self.blocked_changed.emit(reason)

    def reason(self) -> str:
        """Why the button is blocked, '' when it is not."""
        return self._reason

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it like the space bar; held down it presses once."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            event.accept()
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class ActionButton(KeyedButton):
    """A button that shows its key cap after its label.

    `primary` is filled (at most one on a screen), `danger` has a red border, `quiet` is accent text without
    a border, `small` is 28 px high for panels and tables, `icon` a name of resources/icons.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        name: str,
        primary: bool = False,
        danger: bool = False,
        quiet: bool = False,
        small: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, key, name=name, icon=icon, parent=parent)
        self._primary, self._danger, self._quiet, self._small = primary, danger, quiet, small
        self._tight = False
        self.setProperty("primary", primary)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tight(self, *, on: bool) -> None:
        """Keep less room at both sides of the words."""
        if on != self._tight:
            self._tight = on
            self.updateGeometry()
            self.update()

    def set_filled(self, *, on: bool) -> None:
        """Be the one filled button of the screen, or leave that to another."""
        if self._primary != on:
            self._primary = on
            self.setProperty("primary", on)
            self.update()

    def sizeHint(self) -> QSize:
        """Icon, label and cap with their gaps; 36 px high, 28 if small."""
        width = QFontMetricsF(self._face()).horizontalAdvance(self.text()) + 2 * px(self._side())
        if self.icon_shown():
            width += px(16) + px(6)
        if self._key:
            width += gap() + cap_size(self._key).width()
        return QSize(round(width), look().size("small_button" if self._small else "button"))

    def minimumSizeHint(self) -> QSize:
        """A button is never cut."""
        return self.sizeHint()

    def _face(self) -> QFont:
        return font("small" if self._small else "body")

    def _side(self) -> int:
        return 8 if self._small or self._tight else 12

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, border, icon, label and key cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_box(painter)
        ink = self._ink()
        left = float(px(self._side()))
        if self.icon_shown():
            draw_icon(painter, left, (self.height() - px(16)) // 2, self._icon_name, ink, size=px(16))
            left += px(16) + px(6)
        painter.setFont(self._face())
        painter.setPen(colour(ink))
        width = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        box = QRectF(left, 0, width + 1, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            top = (self.height() - cap_size(self._key).height()) // 2
            filled = self._primary and self.isEnabled()
            draw_cap(
                painter,
                round(left + width) + gap(),
                top,
                self._key,
                on_accent=filled,
                dead=not self.isEnabled(),
            )
        painter.end()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text3"
        if self._primary:
            return "on-accent"
        return "err" if self._danger else "accent" if self._quiet else "text"

    def _draw_box(self, painter: QPainter) -> None:
        free, focus = self.isEnabled(), self.hasFocus()
        ground = "surface"
        border = "edge"
        if not free:
            ground, border = "sunken", "line"
        elif self._primary:
            ground = border = "accent-fill"
        elif self.isDown() or (self.isCheckable() and self.isChecked()) or self.underMouse():
            ground = "accent-soft"
        if self._danger and free:
            border = "err"
        if self._quiet:
            border = ""
            ground = ground if ground == "accent-soft" else ""
        pen = 2 if focus else 1
        if focus and not self._primary:
            border = "accent"
        edge = pen / 2
        painter.setPen(QPen(colour(border), pen) if border else Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        radius = look().radius("input")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
        if focus and self._primary:
            painter.setPen(QPen(colour("on-accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), radius - 1, radius - 1)


class LinkButton(KeyedButton):
    """A quick key beside a field's label, or a link in a line: accent text 13 px, its key cap behind it.

    With a key it takes no focus (Tab stays with the fields); without one it can be reached by Tab.
    """

    def __init__(
        self, text: str, key: str = "", *, name: str, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, key, name=name, parent=parent)
        self._role = "body" if strong else "hint"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if key else Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The words and the cap."""
        width = QFontMetricsF(font(self._role)).horizontalAdvance(self.text()) + px(4)
        if self._key:
            width += px(4) + cap_size(self._key).width()
        return QSize(round(width), px(22))

    def minimumSizeHint(self) -> QSize:
        """A link is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, underlined under the pointer, and the cap."""
        painter = QPainter(self)
        face = font(self._role)
        face.setUnderline(self.isEnabled() and (self.underMouse() or self.hasFocus()))
        painter.setFont(face)
        painter.setPen(colour("accent" if self.isEnabled() else "text3"))
        width = QFontMetricsF(face).horizontalAdvance(self.text())
        box = QRectF(px(2), 0, width + 1, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            top = (self.height() - cap_size(self._key).height()) // 2
            draw_cap(painter, round(px(2) + width) + px(4), top, self._key, dead=not self.isEnabled())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(3), px(3))
        painter.end()


class ReasonLine(QWidget):
    """The sentence beside a blocked button; empty while none of its buttons is blocked."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._mark = IconMark("error_circle", "err", filled=True)
        self._label = Label("", "hint", tone="err", name=name, elide=True)
        row.addWidget(self._mark)
        row.addWidget(self._label)
        self._buttons: list[KeyedButton] = []
        self._refresh()

    def watch(self, button: KeyedButton) -> None:
        """Show this button's reason too (the first blocked one in the order of watching is shown)."""
        self._buttons.append(button)
        button.blocked_changed.connect(self._refresh)
        self._refresh()

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def _refresh(self) -> None:
        reason = next((button.reason() for button in self._buttons if button.reason()), "")
        self._label.setText(reason)
        set_shown(self._label, on=bool(reason))
        set_shown(self._mark, on=bool(reason))


def with_reason(button: KeyedButton, parent: QWidget | None = None) -> QWidget:
    """The button with its reason to the right of it, for a place outside an action bar."""
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    line = ReasonLine()
    line.watch(button)
    row.addWidget(button)
    row.addWidget(line)
    row.addStretch(1)
    return box


class ActionBar(QWidget):
    """The bar at the foot of a form: primary action first, a blocked one's reason at the right."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "action")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(14), px(8), px(14), px(8))
        self._row.setSpacing(px(8))
        self._left = 0
        self._fitted: list[str] = []
        self._row.addStretch(1)
        self._reason = ReasonLine(name=f"{name}.reason" if name else "")
        self._row.addWidget(self._reason)
        if name:
            name_widget(self, name)

    def add(self, button: KeyedButton) -> KeyedButton:
        """Add a button after the last one at the left and watch its reason."""
        self._row.insertWidget(self._left, button)
        self._left += 1
        self._reason.watch(button)
        return button

    def add_right(self, widget: QWidget) -> QWidget:
        """Add something at the right end."""
        self._row.addWidget(widget)
        if isinstance(widget, KeyedButton):
            self._reason.watch(widget)
        return widget

    def event(self, event: QEvent) -> bool:
        """Fit again when a button came, went or got other words."""
        if event.type() == QEvent.Type.LayoutRequest and self._words() != self._fitted:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the buttons lose their icons, the primary one last, then the room at their sides."""
        super().resizeEvent(event)
        self._fit()

    def _shown(self) -> list[KeyedButton]:
        return [button for button in self.findChildren(KeyedButton) if button.isVisibleTo(self)]

    def _words(self) -> list[str]:
        return [button.text() for button in self._shown()]

    def _fit(self) -> None:
        self._fitted = self._words()
        buttons = self._shown()
        self._row.setSpacing(px(8))
        for button in buttons:
            button.set_compact(on=False)
        self._tighten(buttons, on=False)
        for primary in (False, True):
            if self._row.minimumSize().width() > self.width():
                for button in buttons:
                    button.set_compact(on=primary or not button.property("primary"))
        if self._row.minimumSize().width() > self.width():
            self._row.setSpacing(px(6))
            self._tighten(buttons, on=True)

    def _tighten(self, buttons: list[KeyedButton], *, on: bool) -> None:
        for button in buttons:
            if isinstance(button, ActionButton):
                button.set_tight(on=on)
