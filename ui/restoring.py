"""A restore: everything open is put away, the backup takes the database's place, everybody signs in again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.backing_up import restore_now
from desktop.database.restore import RestoreOutcome
from desktop.errors import OfficeError
from ui.work_page import WorkPage

if TYPE_CHECKING:
    from ui.program import Program


class Restoring(QObject):
    """One restore, from the second press in the settings to the sign-in page."""

    def __init__(self, program: Program, backup: Path) -> None:
        super().__init__(program)
        self._program = program
        self._page = WorkPage("正在从备份恢复", "请不要关电脑…", name="restoring")
        program.window.show_face(self._page)
        program.lanes.desk.run(
            partial(restore_now, program.office, backup),
            progress=self._page.show_progress,
            done=self._done,
            failed=self._failed,
            owner=self,
        )

    def _done(self, outcome: RestoreOutcome) -> None:
        kept = f"原来的数据留在{outcome.replaced}。" if outcome.replaced is not None else ""
        self._leave(f"已从备份恢复，请重新登录。{kept}", restored=True)

    def _failed(self, refusal: OfficeError) -> None:
        self._leave(str(refusal), restored=False)

    def _leave(self, words: str, *, restored: bool) -> None:
        self._program.after_restore(words, restored=restored)
        self._program.window.drop_face(self._page)
        self.deleteLater()
