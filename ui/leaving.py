"""The end of the program: pages agree, drafts are kept, the day's backup is made, then the window closes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.errors import OfficeError
from ui.tasks import TaskHandle

if TYPE_CHECKING:
    from ui.program import Program
    from ui.work_page import WorkPage

_SHOWN_AFTER = 300  # milliseconds


class Leaving(QObject):
    """Decides whether the window may close, and does what has to be done before."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._asked = False
        self._ready = False
        self._page: WorkPage | None = None
        self._task: TaskHandle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_AFTER)
        self._soon.timeout.connect(self._show_page)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, what is needed first was begun or a page refused."""
        program = self._program
        if self._ready or not program.office.is_open:
            return True
        if self._asked:
            return False
        shell = program.shell
        if shell is not None and program.window.face() is shell and not shell.close():
            return False
        self._asked = True
        program.idle.stop()
        program.keep_drafts()
        self._soon.start()
        self._look()
        return False

    def page(self) -> WorkPage | None:
        """The page that stands while the backup is made."""
        return self._page

    def _look(self) -> None:
        """Ask whether a backup is due; behind everything that is still being saved."""
        from desktop.backing_up import daily_backup_due

        lane = self._program.lanes.desk
        lane.run(partial(daily_backup_due, self._program.office), done=self._back_up, failed=self._refused)

    def _back_up(self, folder: Path | None) -> None:
        if folder is None:
            self._close()
            return
        from desktop.backing_up import back_up_today

        self._show_page()
        assert self._page is not None
        self._task = self._program.lanes.long.run(
            partial(back_up_today, self._program.office, folder),
            progress=self._page.show_progress,
            done=lambda _report: self._close(),
            failed=self._refused,
        )

    def _show_page(self) -> None:
        self._soon.stop()
        if self._page is not None:
            return
        from ui.work_page import WorkPage

        page = WorkPage(
            "正在保存和备份", "做好就关闭，请不要关电脑…", name="leaving", give_up="不等了，直接退出"
        )
        page.given_up.connect(self._give_up)
        page.retried.connect(self._look)
        self._page = page
        self._program.window.close_extras()
        self._program.window.show_face(page)

    def _refused(self, refusal: OfficeError) -> None:
        self._show_page()
        assert self._page is not None
        self._page.show_refusal(str(refusal))

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._close()

    def _close(self) -> None:
        self._soon.stop()
        self._ready = True
        self._program.window.close()
