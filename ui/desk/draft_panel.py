"""没写完的, at the desk: what this person left half typed on this PC, to go on with or to throw away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.drafts import Draft
from ui.desk.drafts import DraftLine, draft_columns, open_draft, read_drafts
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

MOST_ROWS = 4


class DraftPanel(Panel):
    """A list of drafts, hidden while there is none. Enter goes on with one, 丢弃 throws it away."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("没写完的", "只有您自己看得到，在这台电脑上", name="desk.draft_panel", parent=parent)
        self._place = place
        self.model: RowsModel[DraftLine] = RowsModel(draft_columns(), parent=self)
        self.table = RecordTable(self.model, name="desk.drafts", spoken="没写完的", dense=True)
        self.drop = ActionButton("丢弃", "Alt+X", name="desk.drop_draft", small=True, quiet=True)
        self.add_head(self.drop)
        self.add(self.table)
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda row, _column: self._open(row))
        self.drop.clicked.connect(self._drop)
        set_shown(self, on=False)

    def read(self) -> None:
        """Read the drafts again."""
        place = self._place
        place.lanes.desk.run(
            place.as_me(lambda: read_drafts(place)), done=self._came, failed=place.refuse, owner=self
        )

    def _came(self, lines: tuple[DraftLine, ...]) -> None:
        at = self.table.current_row()
        if tuple(self.model.rows()) != lines:
            self.model.set_rows(lines)
            self.table.select_row(min(max(0, at), len(lines) - 1))
        rows = min(MOST_ROWS, len(lines))
        self.table.setFixedHeight(look().size("table_head") + rows * look().size("dense_row") + px(2))
        set_shown(self, on=bool(lines))

    def _open(self, row: int) -> None:
        open_draft(self._place, self.model.row(row))

    # -- throwing one away

    def _drop(self) -> None:
        """Alt+X: the current draft goes; 撤回上一步 brings it back. One whose form is open is thrown away there."""
        at = self.table.current_row()
        if not 0 <= at < self.model.rowCount():
            return
        line = self.model.row(at)
        if not self.table.hasFocus() and self.model.rowCount() > 1:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._place.warn("选好要丢弃的一份，再按Alt+X。")
            return
        if self._is_open(line):
            self._place.warn(f"这份{line.words}正开着，请到那一页里丢弃。")
            return
        account, drafts = self._place.who.account_id or 0, self._place.drafts

        def take() -> Draft | None:
            draft = drafts.load(line.draft_id, account=account)
            drafts.discard(line.draft_id, account=account)
            return draft

        self._place.lanes.desk.run(take, done=self._dropped, failed=self._place.refuse, owner=self)

    def _is_open(self, line: DraftLine) -> bool:
        """Whether the form of a draft stands in this window now."""
        shell = self._place.shell
        if shell is None:
            return False
        kept = {f"matter.{line.matter_id}", f"case.{line.case_id}"}
        return bool(kept.intersection(shell.open_pages())) or (
            line.form == "reception.visit" and shell.page_of("reception") is not None
        )

    def _dropped(self, draft: Draft | None) -> None:
        if draft is not None:
            self._place.say("已丢弃一份没写完的", lambda: self._bring_back(draft))
        self.read()

    def _bring_back(self, draft: Draft) -> None:
        def put() -> Draft:
            return self._place.drafts.save(
                draft.id,
                account=draft.account,
                form=draft.form,
                payload=draft.payload,
                payload_format=draft.format,
                record=draft.record,
                base_version=draft.base_version,
            )

        self._place.lanes.desk.run(
            put, done=lambda _draft: self.read(), failed=self._place.refuse, owner=self
        )
