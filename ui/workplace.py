"""What every page is given: the office, the lanes, the drafts, the forms' choices, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.errors import OfficeError
from desktop.who import Who
from ui.tasks import Lane, Lanes, Progress, TaskHandle

if TYPE_CHECKING:
    from desktop.drafts import Drafts
    from desktop.office import Office
    from desktop.queries.codes import FormChoices
    from desktop.work import Work
    from ui.shell.window import Shell

SLOW_MS = 400
"""A save that takes longer says so."""
BUSY = "正在保存…"
P = ParamSpec("P")
R = TypeVar("R")


class Workplace(QObject):
    """One signed-in person at one PC. Made at sign-in, gone at the change of person.

    Pages ask and perform through it, off the screen's thread: `done` gets the answer, `failed` the OfficeError
    (by default its sentence stands in the status bar). `owner` is the page: what it asked for is not delivered
    any more once it is deleted.
    """

    changed = Signal()
    """Something was saved here: lists and open pages read again what they show."""
    matter_wanted = Signal(int)
    """Open a matter's page."""
    case_wanted = Signal(int)
    """Open a mediation case's page."""
    open_case_wanted = Signal(int)
    """Open a mediation case for the matter with this id (受理为调解案件)."""
    late_entry_wanted = Signal()
    """Open the late entry of a case that happened on paper."""

    def __init__(
        self,
        office: Office,
        lanes: Lanes,
        drafts: Drafts,
        choices: FormChoices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        if office.who is None:
            raise ValueError("nobody is signed in")
        self.office = office
        self.lanes = lanes
        self.drafts = drafts
        self.choices = choices
        self.who: Who = office.who
        self.shell: Shell | None = None
        self._save: TaskHandle | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        lanes.desk.emptied.connect(self._all_done)

    def ask(
        self,
        query: Callable[Concatenate[Work, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asking[R]:
        """Prepare a query; `.then(done, …)` sends it to the desk lane."""
        return Asking(self, self.as_me(lambda: self.office.ask(query, *args, **kwargs)), changes=False)

    def perform(
        self,
        use_case: Callable[Concatenate[Work, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asking[R]:
        """Prepare a use case; `.then(done, …)` sends it to the desk lane, and `changed` follows its success."""
        return Asking(self, self.as_me(lambda: self.office.perform(use_case, *args, **kwargs)), changes=True)

    def perform_once(
        self,
        command_id: str,
        use_case: Callable[Concatenate[Work, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asking[R]:
        """Prepare a use case under a command id (a draft's, say): sent again, it gives the first result."""
        return Asking(
            self,
            self.as_me(lambda: self.office.perform_as(command_id, use_case, *args, **kwargs)),
            changes=True,
        )

    def as_me(self, call: Callable[..., R]) -> Callable[..., R]:
        """Return a call for a lane that acts as this person, although somebody else may sign in before it ends."""

        def mine(*args: Any) -> R:
            with self.office.as_begun_by(self.who):
                return call(*args)

        return mine

    def run_long(
        self,
        function: Callable[..., R],
        done: Callable[[R], object],
        *,
        failed: Callable[[OfficeError], object] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Run something slow (a backup, the setting of a page) in the long lane."""
        return self._run_in(self.lanes.long, function, done, failed or self.refuse, progress, owner)

    def run_press(
        self,
        function: Callable[..., R],
        done: Callable[[R], object],
        *,
        failed: Callable[[OfficeError], object] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Run what goes to a printer or into files in the press lane: no page on the screen waits for it."""
        return self._run_in(self.lanes.press, function, done, failed or self.refuse, progress, owner)

    def _run_in(
        self,
        lane: Lane,
        function: Callable[..., R],
        done: Callable[[R], object],
        failed: Callable[[OfficeError], object],
        progress: Progress | None,
        owner: QObject | None,
    ) -> TaskHandle:
        """Run something as this person; a fault of ours frees the page that waits as a refusal does."""
        return lane.run(
            self.as_me(function), done=done, failed=failed, progress=progress, broken=failed, owner=owner
        )

    def say(self, message: str, undo: Callable[[], object] | None = None) -> None:
        """One line in the status bar, with 撤回上一步 beside it where `undo` is given."""
        if self.shell is not None:
            self.shell.say(message, undo)

    def warn(self, message: str) -> None:
        """One line in the status bar about what was not done, marked as such."""
        if self.shell is not None:
            self.shell.warn(message)

    def saving(self, handle: TaskHandle) -> None:
        """Something is being saved: where it takes longer than a blink, the status bar will say so."""
        self._save = handle
        self._slow.start()

    def _say_slow(self) -> None:
        if self._save is not None and self._save.running():
            self._show_busy(BUSY)

    def _all_done(self) -> None:
        self._slow.stop()
        self._save = None
        self._show_busy("")

    def _show_busy(self, words: str) -> None:
        if self.shell is not None and isValid(self.shell):
            self.shell.set_busy(words)

    def refuse(self, refusal: OfficeError) -> None:
        """Say a refusal that has no field of its own in the status bar."""
        self.warn(str(refusal))


class Asking(Generic[R]):
    """A query or use case that waits to be sent."""

    def __init__(self, workplace: Workplace, call: Callable[[], R], *, changes: bool) -> None:
        self._workplace = workplace
        self._call = call
        self._changes = changes

    def then(
        self,
        done: Callable[[R], object] | None = None,
        *,
        failed: Callable[[OfficeError], object] | None = None,
        finished: Callable[[], object] | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Send it to the desk lane."""

        def arrived(answer: Any) -> None:
            if done is not None:
                done(answer)
            if self._changes:
                self._workplace.changed.emit()

        handle = self._workplace.lanes.desk.run(
            self._call,
            done=arrived,
            failed=failed or self._workplace.refuse,
            finished=finished,
            broken=failed or self._workplace.refuse,
            owner=owner,
        )
        if self._changes:
            self._workplace.saving(handle)
        return handle
