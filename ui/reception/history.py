"""可能来过: who the person at the window may be, and earlier matters against the same counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.history import HISTORY_LIMIT, Candidate, EarlierMatter
from models.values.dates import in_zone
from models.values.matter_states import OPEN_MATTER_STATES
from ui.matters.badges import state_badge
from ui.style import px
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_mark, set_shown

CARDS = 3
"""Candidates shown at once; more cannot be told apart at a glance, so the column says to ask for a number."""
LINES = 2
WHY = {
    "同证件": BadgeSpec("同证件", "ok", "person", filled=True),
    "同电话": BadgeSpec("同电话", "ok", "call", filled=True),
    "仅同名": BadgeSpec("仅同名", "mute", "person"),
}


class EarlierLine(QWidget):
    """One earlier matter: day, code (opens it), state; village and class, unit. Never the story."""

    wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matter_id = 0
        self._day = Label("", "secondary")
        self._code = LinkButton("", name=name)
        self._state = Badge("", "mute")
        self._what = Label("", "label", tone="text", elide=True)
        self._unit = Label("", "secondary")
        first = QHBoxLayout()
        first.setSpacing(px(8))
        first.addWidget(self._day)
        first.addWidget(self._code)
        first.addStretch(1)
        first.addWidget(self._state)
        second = QHBoxLayout()
        second.addWidget(self._what)
        second.addStretch(1)
        second.addWidget(self._unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        self._code.clicked.connect(lambda: self.wanted.emit(self._matter_id))

    def show_matter(self, matter: EarlierMatter) -> None:
        """Show a matter."""
        self._matter_id = matter.matter_id
        day = in_zone(matter.day).date()
        self._day.setText(f"{day.year}年{day.month}月{day.day}日")
        self._code.set_text(matter.short_code)
        self._state.set_spec(state_badge(matter.state, matter.state_words))
        self._what.setText("，".join(word for word in (matter.village, matter.category) if word))
        self._unit.setText(matter.unit)


class CandidateCard(QFrame):
    """One known person: who, why he is shown, what he came with; Alt+n picks him."""

    picked = Signal(int)
    """The place of the card."""
    wanted = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        name = f"reception.candidate.{place}"
        self.setObjectName(name)
        self.setProperty("surface", "card")
        self._name = Label("", "strong")
        self._facts = Label("", "secondary", elide=True)
        self._why = Badge("", "mute")
        self.pick = ActionButton("选", f"Alt+{place}", name=f"{name}.pick", small=True, quiet=True)
        self.pick.setAccessibleName(f"按右边第{place}人登记")
        self._more = Label("", "secondary", elide=True)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self._name)
        head.addWidget(self._facts)
        head.addStretch(1)
        head.addWidget(self._why)
        head.addWidget(self.pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(6), px(8), px(6))
        column.setSpacing(px(3))
        column.addLayout(head)
        self._lines = [EarlierLine(f"{name}.matter.{line}") for line in range(1, LINES + 1)]
        for line in self._lines:
            column.addWidget(line)
            line.wanted.connect(self.wanted)
        column.addWidget(self._more)
        self.pick.clicked.connect(lambda: self.picked.emit(place - 1))

    def show_candidate(self, candidate: Candidate, *, best: bool, picked: bool) -> None:
        """Show somebody; the best match in full, a namesake in one line without any number."""
        self._name.setText(candidate.name)
        age = f"{candidate.age}岁" if candidate.age is not None else ""
        self._facts.setText("，".join(word for word in (age, candidate.village) if word))
        self._why.set_spec(WHY[candidate.why])
        self.pick.set_text("已选" if picked else "选")
        self.pick.setAccessibleName(f"按右边第{self._place}人登记")
        set_mark(self, "best", "true" if best or picked else "false")
        shown = candidate.matters[: LINES if candidate.strong else 0]
        for line in self._lines:
            set_shown(line, on=False)
        for line, matter in zip(self._lines, shown, strict=False):
            line.show_matter(matter)
            set_shown(line, on=True)
        self._more.setText(_summary(candidate, len(shown)))
        set_shown(self._more, on=bool(self._more.text()))


def _summary(candidate: Candidate, shown: int) -> str:
    """Return the line under a card: how often, and the latest where no matter is shown."""
    count = len(candidate.matters)
    if not count:
        return "没有可看的事项"
    if shown:
        return f"另有{count - shown}件" if count > shown else ""
    latest = candidate.matters[0]
    day = in_zone(latest.day).date()
    times = f"{count}次" if count < HISTORY_LIMIT else f"{count}次以上"
    return f"来过{times}：最近{day.year}年{day.month}月，{latest.category}，{latest.state_words}"


@dataclass(frozen=True, slots=True)
class Found:
    """What the history found: people who may be the one at the window, and earlier matters by other ways."""

    people: tuple[Candidate, ...] = ()
    pair: tuple[EarlierMatter, ...] = ()
    """Between the same two."""
    counterpart: tuple[EarlierMatter, ...] = ()
    address: tuple[EarlierMatter, ...] = ()

    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.people or self.pair or self.counterpart or self.address)

    def matters(self) -> tuple[EarlierMatter, ...]:
        """Every matter once, in the order of how likely it is the same affair: open ones of the same people first."""
        strong = [matter for person in self.people if person.strong for matter in person.matters]
        weak = [matter for person in self.people if not person.strong for matter in person.matters]
        every = [*self.pair, *strong, *self.counterpart, *self.address, *weak]
        once = {matter.matter_id: matter for matter in reversed(every)}
        likely = sorted(once.values(), key=every.index)
        return tuple(sorted(likely, key=lambda matter: matter.state not in OPEN_MATTER_STATES))

    def surely(self, picked: int | None) -> EarlierMatter | None:
        """The likeliest open matter of these very people: found by a number, picked, or between the same two.

        A namesake's matter is none of them: it is joined only after a look at its story.
        """
        known = [
            matter
            for person in self.people
            if person.strong or person.person_id == picked
            for matter in person.matters
        ]
        every = (*self.pair, *known)
        return next((matter for matter in every if matter.state in OPEN_MATTER_STATES), None)


class EarlierGroup(QWidget):
    """Earlier matters that were found by one way: a title and at most two lines."""

    wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "strong", name=f"{name}.title", elide=True)
        self.lines = [EarlierLine(f"{name}.{line}") for line in range(1, LINES + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.title)
        for line in self.lines:
            column.addWidget(line)
            line.wanted.connect(self.wanted)

    def show_matters(self, title: str, matters: Sequence[EarlierMatter]) -> None:
        """Show them, or nothing at all."""
        set_shown(self, on=bool(matters))
        self.title.setText(f"{title}，{len(matters)}件")
        for line in self.lines:
            set_shown(line, on=False)
        for line, matter in zip(self.lines, matters, strict=False):
            line.show_matter(matter)
            set_shown(line, on=True)


class CandidateList(QWidget):
    """The candidates and the matters found by other ways, in fixed places that are filled anew."""

    picked = Signal(object)
    """The `Candidate` that was picked; None for none of them."""
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Candidate, ...] = ()
        self.cards = [CandidateCard(place) for place in range(1, CARDS + 1)]
        self._rest = Label("", "hint", wrap=True)
        self.pair = EarlierGroup("reception.pair")
        self.counterpart = EarlierGroup("reception.counterpart")
        self.address = EarlierGroup("reception.same_address")
        self.none = ActionButton("都不是", "Alt+0", name="reception.candidate.none", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for card in self.cards:
            column.addWidget(card)
            card.picked.connect(lambda at: self.picked.emit(self._found[at]))
            card.wanted.connect(self.wanted)
        column.addWidget(self._rest)
        for group in (self.pair, self.counterpart, self.address):
            column.addWidget(group)
            group.wanted.connect(self.wanted)
        column.addStretch(1)
        self.none.clicked.connect(lambda: self.picked.emit(None))

    def show_found(self, found: Found, picked: int | None, names: tuple[str, str]) -> None:
        """Show who and what was found; the best match is the first one found by a number.

        `names` are those of who came and of the other side, as typed.
        """
        self._found = found.people
        for card in self.cards:
            set_shown(card, on=False)
        for place, (card, candidate) in enumerate(zip(self.cards, found.people, strict=False)):
            best = place == 0 and candidate.strong
            card.show_candidate(candidate, best=best, picked=candidate.person_id == picked)
            set_shown(card, on=True)
        rest = len(found.people) - CARDS
        self._rest.setText(f"另有{rest}人同名，问了电话或证件号再选。" if rest > 0 else "")
        set_shown(self._rest, on=rest > 0)
        one, other = names
        between = {matter.matter_id for matter in found.pair}
        self.pair.show_matters(f"同双方 {one}与{other}", found.pair)
        self.counterpart.show_matters(
            f"同一对方 {other}", [m for m in found.counterpart if m.matter_id not in between]
        )
        self.address.show_matters("同一住址", found.address)
