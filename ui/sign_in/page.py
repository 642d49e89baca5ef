"""The sign-in page: the first thing on the screen, and typed into while the database is still being opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock_question import moment_words
from desktop.errors import OfficeError
from desktop.pc_settings import KnownCentre
from ui.shell.keys import Keys
from ui.sign_in.card_frame import CardFrame
from ui.sign_in.password_line import PasswordLine
from ui.sign_in.person_card import PersonCard, step_over
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field, Quick
from ui.widgets.label import IconMark, Label
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown

if TYPE_CHECKING:
    from ui.shell.key_sheet import KeySheet

_WAIT_SHOWN = 300  # milliseconds


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody whom the page offers; `direct` signs in at once (a demo centre's people have no password)."""

    login: str
    name: str
    roles: str
    line: str = ""
    direct: bool = False


class SignInPage(CardFrame):
    """Name and password; the people who used this PC; the question about the PC's date."""

    asked = Signal(str, str)
    """Login and password were entered."""
    clock_confirmed = Signal()
    """Somebody said that the PC's date is right."""
    retried = Signal()
    """The database should be opened again."""
    returned = Signal()
    """Back to the lock of the person whose work stands open."""

    def __init__(self, now: Callable[[], datetime], *, desk: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name="sign_in", parent=parent)
        self._now = now
        self._people: list[PersonChoice] = []
        self._cards: list[PersonCard] = []
        self._card_keys: list[int] = []
        self._question = False
        self._busy = False
        self.keys = Keys(self)
        self._make_head(desk)
        self._make_clock()
        self._make_people()
        self._make_form()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_SHOWN)
        self._wait.timeout.connect(self._say_waiting)
        self._waiting_words = ""
        self._bind()
        self.setTabOrder(self.login, self.password)
        self.setFocusProxy(self.login)

    def _make_head(self, desk: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(10))
        self._name = Label("登录", "page", name="sign_in.centre")
        row.addWidget(IconMark("shield_keyhole", "accent", size=20))
        row.addWidget(self._name, 1)
        self.column.addLayout(row)
        self._desk = Label(desk, "hint", name="sign_in.desk")
        set_shown(self._desk, on=bool(desk))
        self.column.addWidget(self._desk)
        self._message = Message(name="sign_in.message")
        self._again = ActionButton(
            "再试一次", "Alt+R", name="sign_in.retry", small=True, icon="arrow_clockwise"
        )
        self._again.clicked.connect(self.retried)
        self._message.add(self._again)
        set_shown(self._again, on=False)
        self.column.addWidget(self._message)

    def _make_clock(self) -> None:
        self._clock = QWidget()
        column = QVBoxLayout(self._clock)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._date = Label("", "figure", name="sign_in.date")
        self._asks = Message(name="sign_in.question")
        self._right = ActionButton("时间正确", "Alt+T", name="sign_in.clock_right", icon="checkmark")
        self._right.clicked.connect(self._confirm)
        column.addWidget(self._date)
        column.addWidget(self._asks)
        column.addWidget(self._right)
        set_shown(self._clock, on=False)
        self.column.addWidget(self._clock)
        self._tick = QTimer(self)
        self._tick.setInterval(5000)
        self._tick.timeout.connect(self._show_date)

    def _make_people(self) -> None:
        self._who = Label("", "strong", name="sign_in.people")
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        set_shown(self._who, on=False)
        self.column.addWidget(self._who)
        self.column.addLayout(self._grid)

    def _make_form(self) -> None:
        self.login = TextLine(name="sign_in.login", longest=60)
        self.login.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.login_field = Field("登录名", self.login, name="sign_in.login")
        self.password = PasswordLine(name="sign_in.password")
        peek = Quick("看一眼", "Alt+V", self.password.peek, "sign_in.peek")
        self.password_field = Field("密码", self.password, name="sign_in.password", quick=(peek,))
        self._caps = QWidget()
        caps = QHBoxLayout(self._caps)
        caps.setContentsMargins(0, 0, 0, 0)
        caps.addWidget(IconMark("keyboard", "warn"))
        caps.addWidget(Label("大写锁定好像开着（CapsLock）", "hint", tone="warn", name="sign_in.caps"), 1)
        set_shown(self._caps, on=False)
        self.password.caps_changed.connect(lambda on: set_shown(self._caps, on=on))
        self.button = ActionButton("登录", "Enter", name="sign_in.enter", primary=True, icon="arrow_forward")
        self.button.clicked.connect(self._submit)
        self.password.returnPressed.connect(self._submit)
        self._ask_whom = Label("", "hint", name="sign_in.forgotten")
        self._back = ActionButton("回到锁屏", "Esc", name="sign_in.back", small=True)
        self._back.clicked.connect(self.returned)
        set_shown(self._back, on=False)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, px(6), 0, 0)
        row.addWidget(self.button)
        row.addWidget(self._back)
        row.addStretch(1)
        self._typed = QGridLayout()
        self._typed.setHorizontalSpacing(px(14))
        self._typed.setVerticalSpacing(px(9))
        self.column.addLayout(self._typed)
        self._lines = (self.login_field, self.password_field, self._caps, self._buttons)
        lay_lines(self._typed, self._lines, side_by_side=False)
        self.column.addWidget(self._ask_whom)

    def _bind(self) -> None:
        for button in (
            self._again,
            self._right,
            self._back,
            self.password_field.quick_button("sign_in.peek"),
        ):
            self.keys.bind_button(button)
        self.keys.note("sign_in.next", "Enter", "下一项；在密码里是登录")
        self.keys.add("sign_in.somebody_else", "Alt+0", "输入登录名", self.somebody_else)
        self.keys.add("sign_in.keys", "F1", "全部快捷键", self.show_keys)
        self.show_key("F1", "全部快捷键")

    # -- what it shows

    def show_known(self, known: KnownCentre, drafts: Mapping[str, int] | None = None) -> None:
        """Show what this PC remembers: the centre's name and its people, with their drafts once counted."""
        self._name.setText(known.name or "登录")
        people = [PersonChoice(o.login, o.name, o.roles, _drafts(drafts, o.login)) for o in known.logins]
        self._show_people("这台电脑上次用过的人", people)
        if people and not self.login.text():
            self._choose(people[0])

    def show_demo(self, name: str, people: Sequence[PersonChoice], sign_in_as: str) -> None:
        """Show everybody of a demo centre; a card signs in at once."""
        self._name.setText(name)
        self._show_people("演示中心：选一个人进去看看，不用密码", people)
        self._choose(next((person for person in people if person.login == sign_in_as), None))

    def show_centre(self, name: str, administrators: Sequence[str]) -> None:
        """Show the centre's name and whom to ask for a new password."""
        self._name.setText(name)
        self._ask_whom.setText(
            f"忘了密码，找系统管理员{'、'.join(administrators[:2])}" if administrators else ""
        )

    def show_question(self, question: str | None) -> None:
        """Show the PC's date big with the question about it; nobody signs in until it is answered."""
        self._question = question is not None
        set_shown(self._clock, on=self._question)
        if question is None:
            self._tick.stop()
            return
        self._asks.say(question, "warn", icon="calendar_clock")
        self._show_date()
        self._tick.start()

    def show_waiting(self, words: str) -> None:
        """Say after 0.3 s what is going on; typing goes on meanwhile. Empty ends it."""
        self._waiting_words = words
        if words:
            self._wait.start()
        else:
            self._wait.stop()
            self.set_fact("")

    def show_message(self, words: str, tone: str = "info", *, retry: bool = False) -> None:
        """A strip above the form; `retry` offers to open the database again."""
        self._message.say(words, "err" if tone == "err" else "ok" if tone == "ok" else "info")
        set_shown(self._again, on=retry)

    def show_way_back(self, *, on: bool) -> None:
        """Offer the way back to the lock of somebody whose work stands open."""
        set_shown(self._back, on=on)

    def refuse(self, refusal: OfficeError) -> None:
        """Say at the password why nobody was signed in; what was typed as a name stays."""
        self.set_busy(on=False)
        self.password.wipe()
        field = self.login_field if refusal.field == "login" else self.password_field
        field.set_error(str(refusal))
        field.focus_widget()

    def set_busy(self, *, on: bool) -> None:
        """Signing in goes on: a second Enter does nothing."""
        self._busy = on

    def clear(self) -> None:
        """Forget what was typed."""
        self.set_busy(on=False)
        self.login.setText("")
        self.password.wipe()
        self.password_field.clear_reaction()
        self.login_field.clear_reaction()
        self._mark_card("")

    def people(self) -> Sequence[PersonCard]:
        """The cards shown."""
        return tuple(self._cards)

    def somebody_else(self) -> None:
        """Alt+0: an empty login field."""
        self.clear()
        self.login.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self) -> KeySheet:
        """F1."""
        from ui.shell.key_sheet import KeySheet

        sheet = KeySheet("登录", [], self.keys.actions(), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        return sheet

    def put_cursor(self) -> None:
        """Put the cursor where typing goes on: the password of a proposed person, else the login."""
        target = self.password if self.login.text() else self.login
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside

    def _show_people(self, title: str, people: Sequence[PersonChoice]) -> None:
        for number in self._card_keys:
            self.keys.remove(number)
        self._card_keys = []
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._people, self._cards = list(people), []
        set_shown(self._who, on=bool(people))
        self._who.setText(title)
        columns = 1 if len(people) <= 4 else 3 if len(people) <= 9 else 4
        self.set_card_width({1: 470, 3: 900, 4: 1220}[columns])
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        lay_lines(self._typed, self._lines, side_by_side=columns > 1)
        for at, person in enumerate(people):
            key = f"Alt+{at + 1}" if at < 9 else ""
            card = PersonCard(
                person.name, person.roles, person.line, key=key, object_name=f"sign_in.person.{person.login}"
            )
            card.clicked.connect(lambda _checked=False, person=person: self._pick(person))
            card.stepped.connect(partial(step_over, self._cards, columns, at))
            self._cards.append(card)
            self._grid.addWidget(card, at // columns, at % columns)
            if key:
                self._card_keys.append(
                    self.keys.add(card.objectName(), key, person.name, card.click, owner=card)
                )

    def _choose(self, person: PersonChoice | None) -> None:
        if person is not None:
            self.login.setText(person.login)
            self._mark_card(person.login)

    def _pick(self, person: PersonChoice) -> None:
        self._choose(person)
        self.password.wipe()
        self.password_field.clear_reaction()
        if person.direct:
            self._submit()
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_card(self, login: str) -> None:
        for person, card in zip(self._people, self._cards, strict=True):
            card.set_chosen(on=person.login == login)

    def _submit(self) -> None:
        if self._busy:
            return
        if self._question:
            self._right.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password_field.set_error("请先核对上面的日期和时间。")
            return
        if not self.login.text().strip():
            self.login_field.set_error("请输入登录名。")
            self.login.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.login_field.clear_reaction()
        self.password_field.clear_reaction()
        self.set_busy(on=True)
        self.asked.emit(self.login.text().strip(), self.password.text())

    def _confirm(self) -> None:
        self.show_question(None)
        self.password_field.clear_reaction()
        self.clock_confirmed.emit()
        self.put_cursor()

    def _show_date(self) -> None:
        self._date.setText(moment_words(self._now()))

    def _say_waiting(self) -> None:
        self.set_fact(self._waiting_words, icon="clock")


def lay_lines(
    grid: QGridLayout, lines: tuple[QWidget, QWidget, QWidget, QWidget], *, side_by_side: bool
) -> None:
    """Put name, password, the word on capitals and the buttons under one another, or side by side for many cards."""
    places = ((0, 0), (0, 1), (1, 1), (0, 2)) if side_by_side else ((0, 0), (1, 0), (2, 0), (3, 0))
    for number, (widget, at) in enumerate(zip(lines, places, strict=True)):
        grid.removeWidget(widget)
        edge = Qt.AlignmentFlag.AlignBottom if number == len(lines) - 1 else Qt.AlignmentFlag.AlignTop
        grid.addWidget(widget, *at, edge)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1 if side_by_side else 0)


def _drafts(counts: Mapping[str, int] | None, login: str) -> str:
    """Return how many drafts wait for somebody, once they are counted."""
    if counts is None:
        return ""
    count = counts.get(login, 0)
    return f"有{count}份草稿" if count else "没有草稿"
