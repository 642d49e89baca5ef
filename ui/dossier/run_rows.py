"""The list of dossiers to be bound in one go: ticked by the space bar or a click, with what became of each."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.dossier.run import BoundOne
from desktop.queries.dossier_runs import DossierChoice
from models.values.dates import day_in_tables
from ui.mediation.case_table import state_badge
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable

TICKED, FREE = BadgeSpec("装", "info", "checkmark_circle"), BadgeSpec("　", "mute", "circle")


@dataclass(frozen=True)
class RunRow:
    """One case, whether its dossier is to be bound, and what became of it."""

    choice: DossierChoice
    ticked: bool = True
    made: BoundOne | None = None


def _outcome(row: RunRow) -> BadgeSpec | str:
    made = row.made
    if made is None:
        return ""
    if made.path is None:
        return BadgeSpec("装不了", "err", "error_circle")
    return (
        BadgeSpec("不齐全", "warn", "warning")
        if made.lacking
        else BadgeSpec("齐全", "ok", "checkmark_circle")
    )


def _words(row: RunRow) -> str:
    made = row.made
    if made is None:
        return ""
    return made.words if made.path is None or made.lacking else f"{made.pages}页"


def _tip(row: RunRow) -> str:
    return "\n".join(row.made.lacking) if row.made is not None and row.made.lacking else _words(row)


class RunTable(RecordTable):
    """Space ticks the current dossier and goes on to the next; Enter opens its case."""

    ticks_changed = Signal()
    """A tick changed."""

    def __init__(self, *, name: str) -> None:
        columns: list[Column[RunRow]] = [
            Column(
                title="装订",
                value=lambda row: TICKED if row.ticked else FREE,
                name="tick",
                kind=Kind.MARK,
                width=70,
            ),
            Column(
                title="卷号", value=lambda row: row.choice.number, name="number", kind=Kind.STRONG, width=206
            ),
            Column(
                title="卷名", value=lambda row: row.choice.name, name="name", tip=lambda row: row.choice.name
            ),
            Column(
                title="状态",
                value=lambda row: state_badge(row.choice.state, row.choice.state_words),
                name="state",
                kind=Kind.BADGE,
                width=122,
            ),
            Column(
                title="日期",
                value=lambda row: day_in_tables(row.choice.day),
                name="day",
                kind=Kind.SECONDARY,
                width=104,
            ),
            Column(title="结果", value=_outcome, name="outcome", kind=Kind.BADGE, width=112),
            Column(title="说明", value=_words, name="words", kind=Kind.SECONDARY, width=260, tip=_tip),
        ]
        self.lines: RowsModel[RunRow] = RowsModel(columns)
        super().__init__(self.lines, name=name, spoken="要装订的卷宗", dense=True)
        self.lines.setParent(self)

    def ticked(self) -> tuple[DossierChoice, ...]:
        """The cases that are ticked, the first one first."""
        return tuple(row.choice for row in reversed(self.lines.rows()) if row.ticked)

    def tick_all(self, *, on: bool) -> None:
        """Tick every dossier, or none."""
        self.lines.set_rows([replace(row, ticked=on) for row in self.lines.rows()])
        self.ticks_changed.emit()

    def turn(self, at: int) -> None:
        """Tick a dossier, or take its tick away."""
        row = self.lines.row(at)
        self.lines.replace_row(at, replace(row, ticked=not row.ticked))
        self.ticks_changed.emit()

    def show_made(self, made: BoundOne) -> None:
        """Show what became of one dossier."""
        for at, row in enumerate(self.lines.rows()):
            if row.choice.case_id == made.choice.case_id:
                self.lines.replace_row(at, replace(row, made=made))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; everything else as in every list."""
        at = self.current_row()
        if event.key() == Qt.Key.Key_Space and 0 <= at < self.lines.rowCount():
            self.turn(at)
            self.select_row(at + 1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.turn(index.row())
