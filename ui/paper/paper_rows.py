"""The list of papers to be printed: ticked by the space bar, copies by digits, with what was printed before."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.papers.offers import PaperOffer
from models.values.dates import day_in_tables, in_zone
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable

MOST = 99


@dataclass(frozen=True)
class PaperRow:
    """One paper of the list as the user wants it."""

    offer: PaperOffer
    ticked: bool
    copies: int

    def is_free(self) -> bool:
        """Whether it can be printed now."""
        return not self.offer.blocked

    def standing(self) -> str:
        """What stands in its way, or when it was printed last."""
        offer = self.offer
        if offer.blocked:
            return offer.blocked
        if offer.issued_at is None:
            return "没有打印过"
        day = day_in_tables(in_zone(offer.issued_at).date())
        words = f"第{offer.edition}版 {day} {offer.issued_by}"
        return f"{words}，内容改过，将出第{offer.edition + 1}版" if offer.changed else words


def paper_columns() -> list[Column[PaperRow]]:
    """The columns of the list."""
    return [
        Column(title="打印", value=_tick, name="tick", kind=Kind.MARK, width=70),
        Column(
            title="文书",
            value=lambda row: row.offer.title,
            name="title",
            kind=Kind.STRONG,
            tip=lambda row: row.offer.title,
        ),
        Column(title="卷号", value=lambda row: row.offer.about, name="about", kind=Kind.SECONDARY, width=176),
        Column(title="份数", value=lambda row: row.copies, name="copies", right=True, width=56),
        Column(
            title="打印情况",
            value=PaperRow.standing,
            name="standing",
            kind=Kind.SECONDARY,
            width=232,
            tip=PaperRow.standing,
        ),
    ]


def _tick(row: PaperRow) -> BadgeSpec:
    if not row.is_free():
        return BadgeSpec("不能", "mute", "prohibited")
    return BadgeSpec("打", "info", "checkmark_circle") if row.ticked else BadgeSpec("　", "mute", "circle")


class PaperTable(RecordTable):
    """Space ticks the current paper and goes on to the next; a digit sets its copies, + and - change them."""

    ticks_changed = Signal()
    """A tick or a number of copies changed."""

    def __init__(self, *, name: str) -> None:
        self.papers: RowsModel[PaperRow] = RowsModel(paper_columns())
        super().__init__(self.papers, name=name, spoken="要打印的文书", dense=True)
        self.papers.setParent(self)
        self._typed = ""
        self.opened.connect(self.turn)
        self.current_changed.connect(self._forget_typed)

    def show_rows(self, rows: list[PaperRow], *, several: bool) -> None:
        """Show papers; of several cases with the number of each."""
        self.papers.set_rows(rows)
        self.hide_column("about", hidden=not several)

    def current(self) -> PaperRow | None:
        """The current paper."""
        at = self.current_row()
        return self.papers.row(at) if 0 <= at < self.papers.rowCount() else None

    def ticked(self) -> list[PaperRow]:
        """The papers that are ticked."""
        return [row for row in self.papers.rows() if row.ticked and row.is_free()]

    def turn(self, at: int) -> None:
        """Tick a paper, or take its tick away."""
        row = self.papers.row(at)
        if row.is_free():
            self._put(at, replace(row, ticked=not row.ticked))

    def tick_all(self, *, on: bool) -> None:
        """Tick every paper that can be printed, or none."""
        for at, row in enumerate(self.papers.rows()):
            if row.is_free() and row.ticked is not on:
                self.papers.replace_row(at, replace(row, ticked=on))
        self.ticks_changed.emit()

    def set_copies(self, at: int, copies: int) -> None:
        """Set the copies of a paper, 1 to 99; it is ticked with it."""
        row = self.papers.row(at)
        if row.is_free():
            self._put(at, replace(row, ticked=True, copies=min(MOST, max(1, copies))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, digits, plus and minus; everything else as in every list."""
        at = self.current_row()
        row = self.current()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if row is None or not plain:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.turn(at)
            self.select_row(at + 1)
        elif event.text().isdigit():
            self._typed = (self._typed + event.text())[-2:].lstrip("0")
            if self._typed:
                self.set_copies(at, int(self._typed))
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            self.set_copies(at, row.copies + (1 if event.key() == Qt.Key.Key_Plus else -1))
        else:
            super().keyPressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.turn(index.row())

    def _put(self, at: int, row: PaperRow) -> None:
        self.papers.replace_row(at, row)
        self.ticks_changed.emit()

    def _forget_typed(self, _row: int) -> None:
        self._typed = ""
