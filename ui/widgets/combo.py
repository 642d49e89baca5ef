"""A list to choose from by typing: digits, the word itself, or pinyin initials that the caller gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QSizePolicy, QWidget

from ui.input_method import composing
from ui.style import draw_icon, px
from ui.widgets.moving import mark_stop, move_on
from ui.widgets.naming import name_widget

_SHORT = 6
"""Characters of a refused word that its refusal repeats."""


@dataclass(frozen=True)
class Option:
    """One line of the list: its value, its words, and further keys that find it (`ljps`, `03`)."""

    value: str
    text: str
    keys: tuple[str, ...] = ()


def matches(options: Sequence[Option], typed: str) -> list[Option]:
    """The options found by what was typed: keys and words beginning with it, words with it, pinyin with it."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(options)
    letters = wanted.isascii() and wanted.isalpha() and len(wanted) > 1
    first, second, third = [], [], []
    for option in options:
        if _begins(option, wanted):
            first.append(option)
        elif wanted in option.text.lower():
            second.append(option)
        elif letters and any(wanted in key.lower() for key in option.keys):
            third.append(option)
    return first + second + third


def _begins(option: Option, wanted: str) -> bool:
    """Whether the words or a key of an option begin with what was typed, in small letters."""
    return any(words.lower().startswith(wanted) for words in (option.text, *option.keys))


class ComboSearch(QComboBox):
    """An editable list that filters while one types. `free` also takes words that are not in the list.

    Without `free` the input method is off, so that letters search by pinyin at once; what finds nothing is
    refused and stays, or gives way to the old choice on leaving. With `free` bare letters take the line whose
    pinyin begins so, other words stay.
    """

    chosen = Signal(str)
    """The value the user chose; '' when cleared."""
    not_listed = Signal(str)
    """Why the word that stands there cannot be taken; '' when that is over. A `Field` around shows it."""

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        name: str,
        free: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_widget(self, name)
        mark_stop(self)
        self._options: list[Option] = []
        self._value = ""
        self._free = free
        self._refusal = ""
        self._from_list = False
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._line = QLineEdit(self)
        self.setLineEdit(self._line)
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self._filter)
        if not free:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
            self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._found = QStringListModel(self)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt's own would complete inside the line
        self._finder: QCompleter | None = None
        self.activated.connect(self._take_index)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the list; the value stays if it is still in it."""
        self._options = list(options)
        self.clear()
        self.addItems([option.text for option in self._options])
        self._found.setStringList([option.text for option in self._options])
        self.set_value(self._value)

    def options(self) -> list[Option]:
        """The list."""
        return list(self._options)

    def value(self) -> str:
        """The value of the chosen line, '' while none is (or free words stand there)."""
        return self._value

    def text(self) -> str:
        """The words that stand there."""
        return self.currentText()

    def refusal(self) -> str:
        """Why the word that stands there cannot be taken; '' where there is nothing to refuse."""
        return self._refusal

    def set_value(self, value: str) -> None:
        """Choose without telling; '' or an unknown value clears."""
        self._allow()
        for index, option in enumerate(self._options):
            if option.value == value and value:
                self._value = value
                self.setCurrentIndex(index)
                self._line.setText(option.text)
                self._line.setCursorPosition(0)
                return
        self._value = ""
        self.setCurrentIndex(-1)
        self._line.clear()

    def set_text(self, text: str) -> None:
        """Put free words in (only with `free`); a word of the list chooses its line."""
        found = next((option for option in self._options if option.text == text), None)
        self.set_value(found.value if found else "")
        if found is None and self._free:
            self._line.setText(text)

    def event(self, event: QEvent) -> bool:
        """Before Ctrl+Enter saves the form, take what was typed and not yet left."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._hide_found()
            if not self._settle():
                event.accept()  # it saves nothing: the word is refused first
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first line found and goes on; Alt+Down and F4 open the list."""
        self._from_list = False
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            if not composing(self):
                settled = self._settle()
                self._hide_found()
                if settled and self.hasFocus():
                    move_on(self)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """On leaving, take what was meant or give the old choice back."""
        super().focusOutEvent(event)
        staying = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if event.reason() not in staying and not self._settle() and self._value:
            self.set_value(self._value)

    def showPopup(self) -> None:
        """Open the list with a row to start from; what is taken from it goes on to the next field."""
        super().showPopup()
        if not self.view().currentIndex().isValid():
            self.view().setCurrentIndex(self.model().index(0, self.modelColumn()))
        self._from_list = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and our own arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        ink = "text2" if self.isEnabled() else "text3"
        draw_icon(
            painter, self.width() - side - px(8), (self.height() - side) // 2, "chevron_down", ink, size=side
        )
        painter.end()

    def _filter(self, typed: str) -> None:
        self._allow()
        self._found.setStringList([option.text for option in matches(self._options, typed)])
        if self._found.rowCount():
            self._completer().complete()
        else:
            self._hide_found()

    def _completer(self) -> QCompleter:
        """The list that drops down while one types, made at the first letter."""
        if self._finder is None:
            finder = QCompleter(self._found, self)
            finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            finder.activated.connect(self._take_text)
            popup = QListView()
            popup.setProperty("popup", True)
            finder.setPopup(popup)
            self.setCompleter(finder)
            self._finder = finder
        return self._finder

    def _hide_found(self) -> None:
        popup = self._finder.popup() if self._finder is not None else None
        if popup is not None:
            popup.hide()

    def _settle(self) -> bool:
        """Take what was typed; False where nothing in the list is meant by it."""
        typed = self._line.text().strip()
        current = next((option for option in self._options if option.value == self._value), None)
        if current is not None and typed == current.text:
            return True
        found = matches(self._options, typed) if typed else []
        exact = [option for option in found if option.text == typed]
        if self._free and typed.isascii() and typed.isalpha():  # letters are meant as initials
            exact = exact or [option for option in found if option.keys and _begins(option, typed.lower())]
        if self._free and not exact:
            self._tell("", keep=typed)
        elif found:
            self._tell((exact or found)[0].value)
        elif typed:
            self._refusal = f"列表里没有“{_short(typed)}”，按F4选。"
            self.not_listed.emit(self._refusal)
            return False
        else:
            self._tell("")
        return True

    def _allow(self) -> None:
        """Take the refusal away."""
        if self._refusal:
            self._refusal = ""
            self.not_listed.emit("")

    def _take_text(self, text: str) -> None:
        option = next((option for option in self._options if option.text == text), None)
        if option is not None:
            self._tell(option.value)

    def _take_index(self, index: int) -> None:
        went, self._from_list = self._from_list, False
        if 0 <= index < len(self._options):
            self._tell(self._options[index].value)
            if went and self.window().focusWidget() is self:
                move_on(self)

    def _tell(self, value: str, *, keep: str = "") -> None:
        before = self._value
        self.set_value(value)
        if keep:
            self._line.setText(keep)
        if value != before or keep:
            self.chosen.emit(value)


def first_unlisted(form: QWidget) -> ComboSearch | None:
    """The first list of a form in which a word stands that is not in it; the cursor goes there.

    A save asks this first: what was typed is neither dropped nor taken for nothing.
    """
    for combo in form.findChildren(ComboSearch):
        if combo.refusal() and combo.isVisibleTo(form) and combo.isEnabled():
            combo.setFocus(Qt.FocusReason.OtherFocusReason)
            combo.not_listed.emit(combo.refusal())
            return combo
    return None


def _short(typed: str) -> str:
    """What was typed, cut where it is long: the sentence stands under a narrow field."""
    return typed if len(typed) <= _SHORT else f"{typed[:_SHORT]}..."
