"""Work off the screen's thread, in three lanes.

`desk` takes short reads and saves, `long` imports, backups and previews, `press` what goes to a printer or into
files by the dozen, so that the page beside a form never waits for a print run. Each lane is one thread that takes
its tasks in order. Answers come back to the screen's thread by one signal.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from desktop.errors import OfficeError

Progress = Callable[[int, int, str], object]
"""How far a task is: done, total, words."""

_BROKEN = ("出了意外的问题，这一步没有做成。", "填的内容还在，可以再试一次。")
_PROGRESS_EVERY = 0.05  # seconds between two reports that reach the screen


class TaskCancelledError(Exception):
    """Raised inside a cancelled task at its next progress report; whatever it had open rolls back."""


class TaskHandle:
    """What the caller of `run` keeps: to cancel, and to ask whether an answer may still come."""

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        done: Callable[[Any], object] | None,
        failed: Callable[[OfficeError], object] | None,
        progress: Progress | None,
        finished: Callable[[], object] | None,
        broken: Callable[[OfficeError], object] | None,
        owner: QObject | None,
    ) -> None:
        self._function, self._done, self._failed, self._broken = function, done, failed, broken
        self._progress, self._finished, self._owner = progress, finished, owner
        self._cancelled = threading.Event()
        self._over = False

    def cancel(self) -> None:
        """Give the task up: if it waits it never starts; if it runs its answer is dropped."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self._cancelled.is_set()

    def running(self) -> bool:
        """Whether an answer may still come."""
        return not self._over and not self.cancelled()

    def perform(self, post: Callable[[Callable[[], None]], None]) -> Callable[[], None]:
        """Do the work in the lane's thread; returns what the screen's thread has to call."""
        if self.cancelled():
            return self._end
        try:
            report = () if self._progress is None else (_Reporter(self, post),)
            result = self._function(*report)
        except TaskCancelledError:
            return self._end
        except OfficeError as refusal:
            return partial(self._answer, self._failed, refusal)
        except BaseException as fault:  # noqa: BLE001 - the lane lives on; the fault is raised on the screen's side
            return partial(self._complain, fault)
        return partial(self._answer, self._done, result)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Tell the screen how far it is, unless nobody listens any more."""
        if self.running() and self._progress is not None and self._alive(self._progress):
            self._progress(done, total, words)

    def _alive(self, call: Callable[..., object]) -> bool:
        inner = call.func if isinstance(call, partial) else call
        receivers = (getattr(inner, "__self__", None), self._owner)
        return all(isValid(receiver) for receiver in receivers if isinstance(receiver, QObject))

    def _answer(self, call: Callable[[Any], object] | None, value: Any) -> None:
        try:
            if call is not None and not self.cancelled() and self._alive(call):
                call(value)
        finally:
            self._end()

    def _complain(self, fault: BaseException) -> None:
        try:
            self._answer(self._broken, OfficeError(_BROKEN[0], todo=_BROKEN[1]))
        finally:
            raise fault

    def _end(self) -> None:
        self._over = True
        if self._finished is not None and not self.cancelled() and self._alive(self._finished):
            self._finished()


class _Reporter:
    """The plain callable a task gets to say how far it is; ends a cancelled one."""

    def __init__(self, handle: TaskHandle, post: Callable[[Callable[[], None]], None]) -> None:
        self._handle, self._post = handle, post
        self._last = 0.0

    def __call__(self, done: int, total: int, words: str = "") -> None:
        if self._handle.cancelled():
            raise TaskCancelledError
        now = time.monotonic()
        if done >= total or now - self._last >= _PROGRESS_EVERY:
            self._last = now
            self._post(partial(self._handle.show_progress, done, total, words))


class Lane(QObject):
    """One thread with a queue. Made by `Lanes`; the thread starts with the first task."""

    _came = Signal(object)
    emptied = Signal()
    """No task waits, runs or has an answer on its way."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"lane.{name}")
        self._name = name
        self._waiting: deque[TaskHandle] = deque()
        self._current: TaskHandle | None = None
        self._change = threading.Condition()
        self._open = 0
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[OfficeError], object] | None = None,
        progress: Progress | None = None,
        finished: Callable[[], object] | None = None,
        broken: Callable[[OfficeError], object] | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Queue `function` (called from the screen's thread only) and answer in the screen's thread.

        `done` gets what it returns, `failed` an OfficeError; any other exception is raised in the screen's
        thread, where the unexpected-error path takes it, after `broken` was told in plain words that it was not
        done: whoever waited for an answer must not wait for ever. `finished` comes last, whatever came (not after
        cancelling). With `progress` the function is called with one argument, a plain callable (done, total,
        words), which ends a cancelled task by TaskCancelledError. Nothing is delivered once `owner`, or the
        QObject whose method is to be called, was deleted. Raises RuntimeError after `stop`.
        """
        handle = TaskHandle(
            function,
            done=done,
            failed=failed,
            progress=progress,
            finished=finished,
            broken=broken,
            owner=owner,
        )
        with self._change:
            if self._stopping:
                raise RuntimeError(f"the {self._name} lane was stopped")
            self._waiting.append(handle)
            self._open += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=f"lane-{self._name}", daemon=True)
                self._thread.start()
            self._change.notify()
        return handle

    def idle(self) -> bool:
        """Whether no task waits, runs or has an answer on its way."""
        return self._open == 0

    def ask_to_stop(self) -> None:
        """Take no further task, drop those that wait, cancel the one that runs."""
        with self._change:
            self._stopping = True
            for handle in self._waiting:
                handle.cancel()
            if self._current is not None:
                self._current.cancel()
            self._change.notify()

    def join(self, timeout: float) -> bool:
        """Wait for the thread, so many seconds at most; whether it has ended."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, timeout))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._change:
                while not self._waiting and not self._stopping:
                    self._change.wait()
                if not self._waiting:
                    return
                self._current = handle = self._waiting.popleft()
            answer = handle.perform(self._post)
            with self._change:
                self._current = None
            self._post(partial(self._close, answer))
            del handle, answer

    def _post(self, call: Callable[[], None]) -> None:
        try:
            self._came.emit(call)
        except RuntimeError:  # the lane itself was deleted: the program is ending
            self._stopping = True

    def _deliver(self, call: Callable[[], None]) -> None:
        call()

    def _close(self, answer: Callable[[], None]) -> None:
        self._open -= 1
        try:
            answer()
        finally:
            if self._open == 0:
                self.emptied.emit()


class Lanes(QObject):
    """The three lanes of the program: `desk`, `long` and `press`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = Lane("desk", self)
        self.long = Lane("long", self)
        self.press = Lane("press", self)
        self._every = (self.desk, self.long, self.press)

    def idle(self) -> bool:
        """Whether no lane has anything to do and every answer was delivered."""
        return all(lane.idle() for lane in self._every)

    def drain(self, timeout: float = 30.0) -> bool:
        """Let everything end and be delivered, while the screen goes on; seconds at most; whether it did."""
        if self.idle():
            return True
        loop = QEventLoop()
        until = QTimer()
        until.setSingleShot(True)
        until.timeout.connect(loop.quit)
        until.start(round(timeout * 1000))
        for lane in self._every:
            lane.emptied.connect(lambda: loop.quit() if self.idle() else None)
        while not self.idle() and until.isActive():  # what ends may begin something else
            loop.exec()
        until.stop()
        return self.idle()

    def stop(self, timeout: float = 10.0) -> bool:
        """End every thread: waiting tasks are dropped, running ones cancelled; seconds at most.

        True when no thread is left. A task that neither ends nor reports progress cannot be forced; even
        then its thread does not keep the program alive.
        """
        until = time.monotonic() + timeout
        for lane in self._every:
            lane.ask_to_stop()
        ended = [lane.join(until - time.monotonic()) for lane in self._every]
        return all(ended)
