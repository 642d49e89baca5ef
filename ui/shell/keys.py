"""One registry of every key of a window: refuses two actions with one key on one screen, binds and lists them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.widgets.buttons import KeyedButton

_ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
_NEVER = {
    "Ctrl+Space": "输入法用它切换",
    "Ctrl+.": "输入法用它切换",
    "Shift+Space": "输入法用它切换",
    "Alt+Space": "Windows 用它",
    "Alt+F4": "Windows 用它",
    "F10": "Windows 用它",
    "F4": "下拉框用它",
    "Ctrl+A": "文字用它",
    "Ctrl+C": "文字用它",
    "Ctrl+V": "文字用它",
    "Ctrl+X": "文字用它",
    "Ctrl+Y": "文字用它",
}
NOT_NOW = "现在用不上"
_LISTED_ONLY = {"Enter", "Tab", "Space", "空格", "Up", "Down", "Left", "Right", "↑↓", "←→", "方向键"}


class KeyRefusedError(Exception):
    """A key that may not be bound, or that stands for something else on the same screen: our own mistake."""


@dataclass(frozen=True)
class Action:
    """One thing a key does: dotted id (`reception.accept`), key as shown, Chinese label, what it calls.

    `page` is None for what works everywhere. `off` says why the key does nothing just now, '' when it works.
    """

    id: str
    key: str
    label: str
    call: Callable[[], object]
    page: QWidget | None
    off: str = ""

    @property
    def screen(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]


def sequences_of(key: str) -> list[QKeySequence]:
    """The key sequences behind a key as shown: Enter stands for both Enter keys, arrows may be drawn.

    Raises KeyRefusedError for a key that belongs to Windows, to an input method or to typing.
    """
    name = "+".join(_ARROWS.get(part, part) for part in key.split("+")) if key != "+" else key
    form = QKeySequence.SequenceFormat.PortableText
    sequence = QKeySequence(name.replace("Enter", "Return"), form)
    normal = sequence.toString(form)
    if not normal or "," in normal:
        raise KeyRefusedError(f"{key}: no such key")
    if normal in _NEVER:
        raise KeyRefusedError(f"{key}: {_NEVER[normal]}")
    *held, pressed = normal.split("+")
    if pressed in {"Shift", "Ctrl", "Alt", "Meta", "Control"}:
        raise KeyRefusedError(f"{key}: 单按的修饰键归输入法")
    if "Shift" in held and {"Ctrl", "Alt"} & set(held):
        raise KeyRefusedError(f"{key}: 输入法用 Ctrl+Shift、Alt+Shift 切换")
    if len(pressed) == 1 and not {"Ctrl", "Alt"} & set(held):
        raise KeyRefusedError(f"{key}: 打字要用")
    if pressed == "Return":
        return [sequence, QKeySequence("+".join([*held, "Enter"]), form)]
    return [sequence]


class Keys(QObject):
    """The keys of one window. Global actions work always, a page's only while it is the current page."""

    blocked = Signal(str)
    """The key of a blocked button was pressed; why it is blocked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._page: QWidget | None = None
        self._actions: dict[int, tuple[Action, list[QShortcut]]] = {}
        self._bound: dict[int, int] = {}
        self._buttons: dict[int, KeyedButton] = {}
        self._next = 0

    def add(
        self,
        action_id: str,
        key: str,
        label: str,
        call: Callable[[], object],
        *,
        page: QWidget | None = None,
        owner: QObject | None = None,
    ) -> int:
        """Bind a key. The binding goes with `owner` (or the page) or by `remove` of the returned number.

        Enter, Tab, arrows and space without a modifier are listed on F1 but not bound: they are the fields'.
        Raises KeyRefusedError for a key that must not be bound or is taken on the same screen.
        """
        listed_only = key in _LISTED_ONLY
        sequences = [] if listed_only else sequences_of(key)
        self._refuse_second(action_id, key, sequences, page)
        action = Action(action_id, key, label, call, page)
        shortcuts = [self._shortcut(sequence, action) for sequence in sequences]
        self._next += 1
        number = self._next
        self._actions[number] = (action, shortcuts)
        for holder in {id(item): item for item in (owner, page) if item is not None}.values():
            holder.destroyed.connect(partial(_forget, self, number))
        self._enable()
        return number

    def note(self, action_id: str, key: str, label: str, *, page: QWidget | None = None) -> int:
        """List a key on F1 that a widget handles by itself (arrows in a table, digits in segments)."""
        action = Action(action_id, key, label, _nothing, page)
        self._next += 1
        self._actions[self._next] = (action, [])
        if page is not None:
            page.destroyed.connect(partial(_forget, self, self._next))
        return self._next

    def bind_button(self, button: KeyedButton, *, page: QWidget | None = None) -> None:
        """Let the button's key press it; a blocked button says why instead. Its object name is the id."""
        if not button.key() or id(button) in self._bound:
            return
        press = partial(self._press, button)
        number = self.add(button.objectName(), button.key(), button.text(), press, page=page, owner=button)
        self._bound[id(button)] = number
        self._buttons[number] = button

    def bind_buttons(self, page: QWidget) -> None:
        """Bind every keyed button of the page that is not bound yet."""
        for button in page.findChildren(KeyedButton):
            self.bind_button(button, page=page)

    def remove(self, number: int) -> None:
        """Unbind."""
        entry = self._actions.pop(number, None)
        self._buttons.pop(number, None)
        self._bound = {button: bound for button, bound in self._bound.items() if bound != number}
        for shortcut in entry[1] if entry else ():
            if isValid(shortcut):
                shortcut.setEnabled(False)
                shortcut.deleteLater()

    def set_page(self, page: QWidget | None) -> None:
        """The page whose keys work now."""
        self._page = page
        self._enable()

    def actions(self, page: QWidget | None = None) -> list[Action]:
        """The actions of a page, or the global ones, each as its button is called now."""
        return [
            self._as_now(number, action)
            for number, (action, _shortcuts) in self._actions.items()
            if action.page is page
        ]

    def _as_now(self, number: int, action: Action) -> Action:
        """Return an action with its button's present words, and why it does nothing just now."""
        button = self._buttons.get(number)
        if button is None or not isValid(button):
            return action
        label = button.accessibleName() or button.text() or action.label
        off = "" if button.at_hand(self._window) and button.isEnabled() else button.reason() or NOT_NOW
        return replace(action, label=label, off=off)

    def every_action(self) -> list[Action]:
        """All of them."""
        return [action for action, _shortcuts in self._actions.values()]

    def _shortcut(self, sequence: QKeySequence, action: Action) -> QShortcut:
        shortcut = QShortcut(sequence, self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(action.key in {"Alt+↑", "Alt+↓", "Alt+Up", "Alt+Down", "F7"})
        shortcut.activated.connect(partial(_call, action))
        return shortcut

    def _refuse_second(
        self, action_id: str, key: str, sequences: list[QKeySequence], page: QWidget | None
    ) -> None:
        for action, shortcuts in self._actions.values():
            meets = page is None or action.page is None or action.page is page
            if meets and any(shortcut.key() in sequences for shortcut in shortcuts):
                raise KeyRefusedError(f"{key}: {action_id} 与 {action.id} 用了同一个键")

    def _enable(self) -> None:
        for action, shortcuts in self._actions.values():
            for shortcut in shortcuts:
                shortcut.setEnabled(action.page is None or action.page is self._page)

    def _press(self, button: KeyedButton) -> None:
        if not button.at_hand(self._window):
            return
        if button.isEnabled():
            button.click()
        elif button.reason():
            self.blocked.emit(button.reason())


def _call(action: Action) -> None:
    action.call()


def _nothing() -> None:
    """What a key does that its widget handles by itself."""


def _forget(keys: Keys, number: int, *_destroyed: object) -> None:
    if isValid(keys):
        keys.remove(number)
