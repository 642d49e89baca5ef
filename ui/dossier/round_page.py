"""待补签清单: everything that still lacks a signature, village by village, for the next round."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.dossiers import ToSign, signatures_to_fetch
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class RoundPage(Page):
    """Who is still to sign what, in which village; Enter opens the case."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("round")
        self.setWindowTitle("待补签")
        self._place = place
        self.rows: RowsModel[ToSign] = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self.rows, name="round.list", spoken="待补签的文书")
        self.table.opened.connect(lambda row: place.case_wanted.emit(self.rows.row(row).case_id))
        self.states = States(self.table, name="round.state")
        panel = Panel("待补签", "下次下乡带上这些文书", name="round.panel")
        panel.add(self.states, 1)
        gap = look().size("panel_gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), gap, px(12), gap)
        column.addWidget(panel)

    def key_hints(self) -> Sequence[KeyHint]:
        """Open."""
        return [("Enter", "打开案件")]

    def on_shown(self) -> None:
        """Read the list anew."""
        self.states.show_loading("正在读取…")
        self._place.ask(signatures_to_fetch).then(self._show, failed=self._failed, owner=self)

    def _show(self, rows: tuple[ToSign, ...]) -> None:
        self.rows.set_rows(rows)
        if rows:
            self.states.show_content()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.states.show_empty("没有待补签的文书。")

    def _failed(self, refusal: OfficeError) -> None:
        self.states.show_failed(str(refusal), retry=self.on_shown)


def _columns() -> list[Column[ToSign]]:
    return [
        Column(title="村居", value=lambda row: row.village or "未填", name="village", width=120),
        Column(
            title="谁来签", value=lambda row: row.who or row.note, name="who", kind=Kind.STRONG, width=200
        ),
        Column(title="文书", value=lambda row: row.paper, name="paper"),
        Column(title="卷号", value=lambda row: row.number, name="number", kind=Kind.SECONDARY, width=210),
        Column(
            title="说明",
            value=lambda row: row.note if row.who else "",
            name="note",
            kind=Kind.SECONDARY,
            width=200,
        ),
    ]
