"""The lock: nothing of any resident on the screen; the same person goes on where he was, another takes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from models.values.dates import in_zone
from ui.shell.keys import Keys
from ui.sign_in.card_frame import CardFrame
from ui.sign_in.page import PersonChoice
from ui.sign_in.password_line import PasswordLine
from ui.sign_in.person_card import PersonCard
from ui.style import px
from ui.widgets.badge import Badge
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field, Quick
from ui.widgets.label import IconMark, Label, line_across

_WEEKDAYS = "一二三四五六日"


class LockPage(CardFrame):
    """Asks for the password of whoever works here, and offers the others who used this PC."""

    asked = Signal(str, str)
    """Login and password."""
    others_wanted = Signal()
    """Somebody who is not on the cards wants to sign in."""

    def __init__(
        self,
        now: Callable[[], datetime],
        owner: PersonChoice,
        others: Sequence[PersonChoice],
        *,
        why: str,
        back_to: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name="lock", parent=parent)
        self._now, self._owner, self._target = now, owner, owner
        self._since = in_zone(now())
        self._busy = False
        self.keys = Keys(self)
        self.setWindowTitle("已锁屏")
        self._make_head(why)
        self._make_form(back_to)
        self._make_others(others)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()
        self.setFocusProxy(self.password)

    def _make_head(self, why: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(IconMark("lock_closed", "accent", filled=True, size=20))
        head.addWidget(Label("已锁屏", "page"))
        head.addStretch(1)
        head.addWidget(Badge("草稿都在，没有丢", "ok", "checkmark_circle"))
        self.column.addLayout(head)
        clock = QHBoxLayout()
        clock.setSpacing(px(16))
        self._time = Label("", "clock", name="lock.time")
        self._date = Label("", "secondary", name="lock.date")
        words = f"{self._owner.name} {self._since:%H:%M} 起锁屏" + (f"（{why}）" if why else "")
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self._date)
        beside.addWidget(Label(words, "secondary", name="lock.since"))
        beside.addStretch(1)
        clock.addWidget(self._time)
        clock.addLayout(beside, 1)
        self.column.addLayout(clock)
        self.column.addWidget(line_across())

    def _make_form(self, back_to: str) -> None:
        how = "演示中心不用密码，按 Enter 就回去" if self._owner.direct else "输入后按 Enter 回到原处"
        self.password = PasswordLine(name="lock.password", placeholder=how)
        peek = Quick("看一眼", "Alt+V", self.password.peek, "lock.peek")
        self.password_field = Field(
            f"{self._owner.name} 的密码", self.password, name="lock.password", quick=(peek,)
        )
        self.password.returnPressed.connect(self._submit)
        self.button = ActionButton("解锁", "Enter", name="lock.enter", primary=True, icon="checkmark")
        self.button.clicked.connect(self._submit)
        self._note = Label(f"回到：{back_to}，光标原处" if back_to else "", "hint", name="lock.note")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self._note)
        self.column.addWidget(self.password_field)
        self.column.addLayout(row)
        self.column.addWidget(line_across())
        self._back_note = self._note.text()
        self.keys.bind_button(self.password_field.quick_button("lock.peek"))
        self.keys.add("lock.owner", "Esc", "还是原来的人", lambda: self._aim(self._owner))

    def _make_others(self, others: Sequence[PersonChoice]) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("换人用这台电脑", "strong"))
        head.addWidget(Label(f"{self._owner.name}的草稿留给{self._owner.name}", "hint"), 1)
        self.column.addLayout(head)
        self._cards: dict[str, PersonCard] = {}
        for at, person in enumerate(others[:3], start=1):
            card = PersonCard(
                person.name,
                person.roles,
                person.line,
                key=f"Alt+{at}",
                object_name=f"lock.person.{person.login}",
            )
            card.clicked.connect(lambda _checked=False, person=person: self._aim(person))
            self._cards[person.login] = card
            self.column.addWidget(card)
            self.keys.bind_button(card)
        other = PersonCard("其他人", "", "输入登录名", key="Alt+0", object_name="lock.somebody_else")
        other.clicked.connect(self.others_wanted)
        self.column.addWidget(other)
        self.keys.bind_button(other)

    def target(self) -> str:
        """The login whose password is asked for."""
        return self._target.login

    def refuse(self, refusal: OfficeError) -> None:
        """Say why the screen stays locked."""
        self._busy = False
        self.password.wipe()
        self.password_field.set_error(str(refusal))
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_cursor(self) -> None:
        """Put the cursor into the password."""
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _aim(self, person: PersonChoice) -> None:
        self._target = person
        own = person.login == self._owner.login
        self.password_field.set_label(f"{person.name} 的密码")
        self.password_field.clear_reaction()
        self.password.wipe()
        self.button.set_text("解锁" if own else "换人")
        self._note.setText(self._back_note if own else f"{self._owner.name}的草稿留着")
        for login, card in self._cards.items():
            card.set_chosen(on=login == person.login)
        self.put_cursor()

    def _submit(self) -> None:
        if not self._busy:
            self._busy = True
            self.password_field.clear_reaction()
            self.asked.emit(self._target.login, self.password.text())

    def _show_time(self) -> None:
        local = in_zone(self._now())
        self._time.setText(f"{local:%H:%M}")
        self._date.setText(f"{local.month}月{local.day}日 周{_WEEKDAYS[local.weekday()]}")
