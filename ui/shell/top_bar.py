"""The top bar: where one is, the search box F3, what is due today, who acts in which role."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.style import colour, draw_icon, font, look, px
from ui.widgets.keycap import cap_size, draw_cap
from ui.widgets.label import Label, line_down
from ui.widgets.lines import TextLine
from ui.widgets.naming import name_widget, set_shown

_SEARCHES = "编号、卷号、姓名、拼音首字母、电话、证件号"
_SEARCHES_SHORT = "编号、卷号、姓名、拼音、电话"


class SearchBox(TextLine):
    """Find anything: Enter asks. Its magnifier and its key stand inside."""

    asked = Signal(str)
    """What to look for; never empty."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(name="shell.search", placeholder=placeholder)
        self.setAccessibleName("查找")
        self.setProperty("form_stop", None)
        self.setProperty("search", True)
        self.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        if self.text().strip():
            self.asked.emit(self.text().strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text between magnifier and key."""
        super().resizeEvent(event)
        self.setTextMargins(px(26), 0, cap_size("F3").width() + px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw magnifier and key."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        draw_icon(painter, px(11), (self.height() - side) // 2, "search", "text2", size=side)
        cap = cap_size("F3")
        draw_cap(painter, self.width() - cap.width() - px(6), (self.height() - cap.height()) // 2, "F3")
        painter.end()


class TopButton(QAbstractButton):
    """A quiet button of the top bar: icon, strong words, small words after them."""

    def __init__(self, icon: str, *, name: str) -> None:
        super().__init__()
        self._number = ""
        self._icon, self._small, self._ink, self._filled = icon, "", "text2", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, name)

    def say(
        self,
        words: str,
        small: str = "",
        *,
        ink: str = "text2",
        filled: bool = False,
        number: int | None = None,
    ) -> None:
        """Show words and small words; `ink` colours the icon; a `number` before the words opens its list."""
        self._number = "" if number is None else f"{number} "
        self.setText(f"{self._number}{words}")
        self._small, self._ink, self._filled = small, ink, filled
        self.setAccessibleName(f"{words} {small}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon and words."""
        width = px(16) + px(8) + QFontMetricsF(font("body")).horizontalAdvance(self.text())
        if self._small:
            width += px(6) + QFontMetricsF(font("hint")).horizontalAdvance(self._small)
        return QSize(round(width) + 2 * px(6), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent-soft"))
            painter.drawRoundedRect(QRectF(self.rect()), px(4), px(4))
        side = px(16)
        draw_icon(
            painter,
            px(6),
            (self.height() - side) // 2,
            self._icon,
            self._ink,
            filled=self._filled,
            size=side,
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        left = float(px(6) + side + px(8))
        left += self._draw_number(painter, left)
        for words, role, ink in (
            (self.text()[len(self._number) :], "body", "text" if self.isEnabled() else "text3"),
            (self._small, "hint", "text2"),
        ):
            painter.setFont(font(role))
            painter.setPen(colour(ink))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, words)
            left += round(QFontMetricsF(font(role)).horizontalAdvance(words)) + px(6)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
        painter.end()

    def _draw_number(self, painter: QPainter, left: float) -> float:
        """Draw the number as a link; returns how far it reaches."""
        if not self._number:
            return 0
        face = font("body")
        width = QFontMetricsF(face).horizontalAdvance(self._number)
        face.setUnderline(True)
        painter.setFont(face)
        painter.setPen(colour("accent"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, width, self.height()), flags, self._number.strip())
        return width


class TopBar(QWidget):
    """48 px high: title and subtitle at the left, search, due today and the person at the right."""

    def __init__(self, *, searches: bool) -> None:
        super().__init__()
        self.setObjectName("shell.top")
        self.setProperty("bar", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look().size("top_bar"))
        self._title = Label("", "page", name="shell.title")
        self._subtitle = Label("", "secondary", name="shell.subtitle", elide=True)
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._extra: QWidget | None = None
        self.search = SearchBox(_SEARCHES)
        self.search.setFixedWidth(px(400))
        set_shown(self.search, on=searches)
        self.due = TopButton("clock", name="shell.due")
        self.due.hide()
        self._due_call: Callable[[], object] | None = None
        self.due.clicked.connect(self._open_due)
        self.person = TopButton("person", name="shell.person")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), 0, px(10), 1)
        self._row.setSpacing(px(12))
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle, 1)
        self._row.addWidget(self.search)
        self._row.addWidget(self.due)
        line = line_down()
        line.setFixedHeight(px(20))
        self._row.addWidget(line)
        self._row.addWidget(self.person)

    def set_head(self, title: str, subtitle: str, extra: QWidget | None) -> None:
        """Show where one is; `extra` takes the subtitle's place."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        if extra is not self._extra:
            if self._extra is not None:
                self._row.removeWidget(self._extra)
                self._extra.hide()
            if extra is not None:
                self._row.insertWidget(1, extra)
                set_shown(extra, on=True)
            self._extra = extra

    def set_due(self, count: int, call: Callable[[], object] | None) -> None:
        """How many are due today; `call` opens their list."""
        self.due.say(
            "件今日到期" if count else "今日没有到期",
            number=count or None,
            ink="warn" if count else "text3",
            filled=count > 0,
        )
        self._due_call = call
        self.due.setEnabled(bool(count) and call is not None)
        self.due.show()

    def _open_due(self) -> None:
        if self._due_call is not None:
            self._due_call()

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def subtitle(self) -> str:
        """The subtitle shown."""
        return self._subtitle.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A shorter search box in a narrow window."""
        super().resizeEvent(event)
        wide = event.size().width() >= px(1280)
        self.search.setFixedWidth(px(400) if wide else px(340))
        self.search.setPlaceholderText(_SEARCHES if wide else _SEARCHES_SHORT)
