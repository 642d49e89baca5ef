"""经过 and 办理记录: the log of a matter, and what the units did, in their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.queries.matters import CourseLine, NoteLine
from models.values.dates import in_zone
from ui.style import px
from ui.widgets.badge import Badge
from ui.widgets.label import Label, line_across
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.table import RecordTable

COURSE, NOTES = "course", "notes"


def course_columns() -> list[Column[CourseLine]]:
    """Return the columns of the log."""
    return [
        Column(title="时间", name="when", value=_when, kind=Kind.SECONDARY, width=132, tip=_both_moments),
        Column(title="事情", name="words", value=lambda line: line.words, tip=lambda line: line.words),
        Column(
            title="谁",
            name="by",
            value=lambda line: line.by,
            kind=Kind.SECONDARY,
            width=168,
            tip=lambda line: line.by,
        ),
    ]


def _when(line: CourseLine) -> str:
    at = in_zone(line.happened_at)
    return f"{at:%Y-%m-%d %H:%M}"


def _both_moments(line: CourseLine) -> str:
    """Return when it happened and when it was recorded."""
    return f"发生{_when(line)}，录入{in_zone(line.recorded_at):%Y-%m-%d %H:%M}"


class _Note(QWidget):
    """One note in full: when, which unit, who, and the words."""

    def __init__(self, note: NoteLine) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(f"{in_zone(note.happened_at):%Y-%m-%d %H:%M}", "secondary"))
        head.addWidget(Label(note.unit_name, "strong"))
        who = f"{note.acting_person}（代录）" if note.recorded_for else note.acting_person
        head.addWidget(Label(who, "secondary"))
        head.addStretch(1)
        if note.feedback:
            head.addWidget(Badge("反馈", "info", "send"))
        words = Label(note.text, "body", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(4))
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(line_across())


class CoursePanel(Panel):
    """The log and the notes, one beside the other by a choice at the head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("经过", name="matter.course", parent=parent)
        self.choice = Segments(
            [Choice(COURSE, "经过"), Choice(NOTES, "办理记录")],
            name="matter.course.choice",
            moves_on=False,
            stretches=False,
        )
        self.choice.set_value(COURSE)
        self.add_head(self.choice)
        self.model: RowsModel[CourseLine] = RowsModel(course_columns(), parent=self)
        self.table = RecordTable(self.model, name="matter.course.table", spoken="经过", dense=True)
        self._notes = QWidget()
        self._notes.setProperty("surface", "clear")
        self._notes_column = QVBoxLayout(self._notes)
        self._notes_column.setContentsMargins(0, 0, px(6), 0)
        self._notes_column.addStretch(1)
        self._shown: tuple[NoteLine, ...] = ()
        self.notes: list[_Note] = []
        self._none = Label("还没有办理记录", "hint")
        self._notes_column.insertWidget(0, self._none)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._notes)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(scroll)
        self.add(self._pages, 1)
        self.choice.chosen.connect(self.show_part)

    def show_part(self, part: str) -> None:
        """Show the log (`course`) or the notes (`notes`)."""
        self.choice.set_value(part)
        self._pages.setCurrentIndex(0 if part == COURSE else 1)
        self.set_title("经过" if part == COURSE else "办理记录")

    def show_course(self, course: Sequence[CourseLine], notes: tuple[NoteLine, ...]) -> None:
        """Show a matter's log and notes; what did not change is not drawn anew."""
        if tuple(self.model.rows()) != tuple(course):
            self.model.set_rows(course)
        self.set_note(f"{len(course)}条，办理记录{len(notes)}条")
        if notes == self._shown:
            return
        self._shown = notes
        for old in self.notes:
            self._notes_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.notes = [_Note(note) for note in notes]
        for place, note in enumerate(self.notes):
            self._notes_column.insertWidget(place, note)
        self._none.setVisible(not notes)
