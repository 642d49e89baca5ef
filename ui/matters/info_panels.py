"""The head of a matter's page, and the panels at its right: the story, the limit and how it was counted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.matters import MatterView
from models.values.case_number import number_words
from models.values.dates import day_in_sentences, moment_in_sentences
from ui.matters.badges import left_state, left_words, state_badge
from ui.style import px
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.countdown import Countdown
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel

MOST_DAYS = 12


class HeadPanel(Panel):
    """Code with copy, numbers of other systems, title, state, visits, and the time left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", name="matter.head", parent=parent)
        self.code = Label("", "secondary", name="matter.code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = LinkButton("复制", name="matter.copy")
        self.case = Label("", "secondary", tone="accent", name="matter.case_number")
        self.external = Label("", "secondary", elide=True, name="matter.external")
        self.matter_title = Label("", "page", name="matter.title", elide=True)
        self.state = Badge("", "mute", name="matter.state")
        self.visits = Badge("", "mute", "people")
        self.flag = Badge("", "err", "flag", filled=True)
        self.countdown = Countdown(name="matter.countdown", big=True)
        self.why = LinkButton("时限说明", "Alt+W", name="matter.why")
        numbers = QHBoxLayout()
        numbers.setSpacing(px(8))
        for widget in (self.code, self.copy, self.case):
            numbers.addWidget(widget)
        numbers.addWidget(self.external, 1)
        title = QHBoxLayout()
        title.setSpacing(px(8))
        title.addWidget(self.matter_title)
        for badge in (self.state, self.visits, self.flag):
            title.addWidget(badge)
        title.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(2))
        left.addLayout(numbers)
        left.addLayout(title)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addLayout(left, 1)
        row.addWidget(self.countdown)
        row.addWidget(self.why)
        self.body.addLayout(row)
        self.copy.clicked.connect(self._copy)

    def show_matter(self, view: MatterView) -> None:
        """Show a matter's head."""
        self.code.setText(view.code)
        self.case.setText(number_words(view.case_number) if view.case_number else "")
        set_shown(self.case, on=bool(view.case_number))
        self.external.setText("、".join(view.external_numbers))
        self.matter_title.setText(view.title)
        self.state.set_spec(state_badge(view.state, view.state_words))
        people = f"，{view.people_in_all}人次" if view.people_in_all > view.visits else ""
        apart = "，" if view.channel[-1:].isdigit() else ""
        self.visits.set_spec(BadgeSpec(f"{view.channel}{apart}{view.visits}次{people}", "mute", "people"))
        set_shown(self.visits, on=view.visits > 0)
        flags = [word for word, on in (("紧急", view.urgent), ("保密", view.confidential)) if on]
        self.flag.set_spec(BadgeSpec("、".join(flags), "err", "flag", filled=True))
        set_shown(self.flag, on=bool(flags))
        set_shown(self.countdown, on=view.due_at is not None)
        set_shown(self.why, on=view.due_at is not None)
        if view.due_at is not None:
            self.countdown.set_left(
                left_words(view.days_left, late=view.late),
                state=left_state(view.days_left, late=view.late, provisional=view.due_provisional),
                detail=f"{moment_in_sentences(view.due_at)}到期{'，暂定' if view.due_provisional else ''}",
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())


class WhyPanel(Panel):
    """时限怎么算的: the rule in a sentence, then day by day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("时限怎么算的", name="matter.why.panel", parent=parent)
        self.because = Label("", "secondary", wrap=True, name="matter.why.because")
        self.add(self.because)
        self._days = QWidget()
        self._grid = QGridLayout(self._days)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(2))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setColumnStretch(2, 1)
        self._labels: list[tuple[Label, Label, Label]] = []
        for row in range(MOST_DAYS):
            labels = (Label("", "label", tone="text"), Label("", "label"), Label("", "hint", elide=True))
            for column, label in enumerate(labels):
                self._grid.addWidget(label, row, column)
            self._labels.append(labels)
        self.add(self._days)

    def show_matter(self, view: MatterView, today: date) -> None:
        """Show how a matter's limit was counted; a long count shows its last days."""
        self.because.setText(view.due_because)
        days = view.due_days[-MOST_DAYS:]
        for labels in self._labels:
            for label in labels:
                set_shown(label, on=False)
        for labels, (iso, counted, why) in zip(self._labels, days, strict=False):
            day = date.fromisoformat(iso)
            words = "今天" if day == today else day_in_sentences(day)
            texts = (words, f"第{counted}日" if counted else "不计", why)
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
                set_shown(label, on=True)
            labels[0].set_tone("accent" if day == today else "text")

    def lines(self) -> list[str]:
        """Return the days as shown."""
        return [
            " ".join(label.text() for label in labels) for labels in self._labels if not labels[0].isHidden()
        ]


class StoryPanel(Panel):
    """诉求 in full with class and village, and how it ended; F9 covers it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("诉求", name="matter.story.panel", parent=parent)
        self.cover = ActionButton("遮住", "F9", name="matter.cover", small=True, icon="eye_off")
        self.add_head(self.cover)
        self.facts = Label("", "secondary", wrap=True, name="matter.facts")
        self.story = Label("", "body", wrap=True, name="matter.story")
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome_title = Label("", "strong")
        self.outcome = Label("", "body", wrap=True, name="matter.outcome")
        self.missing = Label("", "label", tone="warn", wrap=True, name="matter.missing")
        self.covered = Label("已遮住，按F9再显示。", "hint")
        for label in (self.missing, self.facts, self.story, self.outcome_title, self.outcome, self.covered):
            self.add(label)
        set_shown(self.covered, on=False)
        self._hidden = False
        self.cover.clicked.connect(self._toggle)

    def show_matter(self, view: MatterView) -> None:
        """Show a matter's story and outcome."""
        late = "补录" if view.late_entry else ""
        happened = f"{moment_in_sentences(view.happened_at)}登记"
        facts = (view.nature, view.category, view.village, happened, late)
        self.facts.setText("，".join(fact for fact in facts if fact))
        self.missing.setText(f"登记还缺：{'、'.join(view.missing)}" if view.missing else "")
        set_shown(self.missing, on=bool(view.missing))
        self.story.setText(view.story)
        self.outcome_title.setText(f"结果：{view.state_words}" if view.outcome else "")
        self.outcome.setText(view.outcome)
        self._show()

    def is_covered(self) -> bool:
        """Whether F9 hides the words."""
        return self._hidden

    def _toggle(self) -> None:
        self._hidden = not self._hidden
        self.cover.set_text("显示" if self._hidden else "遮住")
        self._show()

    def _show(self) -> None:
        set_shown(self.covered, on=self._hidden)
        set_shown(self.facts, on=not self._hidden)
        set_shown(self.story, on=not self._hidden)
        for label in (self.outcome_title, self.outcome):
            set_shown(label, on=not self._hidden and bool(self.outcome.text()))
