"""`onestop --demo`: a centre of its own, in a window, or without a display through the real windows unseen."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from desktop.clock import Clock, SystemClock
from desktop.demo.story import Progress
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.who import Who

R = TypeVar("R")

FILE_NAME = "centre.db"
_UNFINISHED = "centre.filling"
"""Stands beside the database while it is founded and filled: what was cut off begins anew."""
_PREFIX = "onestop-demo-"
_LEFT_DAYS = 7
"""A centre that was not to be kept and is older than this was left by a killed process."""
DEFAULT_SEED = 2026
SIGN_IN_AS = "wangmin"
"""Who is proposed at the sign-in page."""
DESK = "演示"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the main job gave, when it was done unseen."""

    number: str
    parties: tuple[str, ...]
    pdf: Path
    login: str
    """Who may print the paper again."""


class DemoOffice(Office):
    """The office of a demo centre whose invented past is still being told: everything may be read, acts wait.

    So the log keeps the order of time: what is done now never stands before what happened in spring. A sign-in
    is let through at once and recorded when the past is complete.
    """

    def __init__(self, place: str, *, clock: Clock | None = None) -> None:
        super().__init__(place, clock=clock, desk=DESK)
        self._complete = threading.Event()
        self._waiting: list[tuple[str, str]] = []
        self._lock = threading.Lock()

    def sign_in(self, login: str, password: str) -> Who:
        """Sign in; while the past is being told the event waits."""
        with self._lock:
            if not self._complete.is_set():
                self.who = self._recognised(login, password)
                self._waiting.append((login, password))
                return self.who
        return super().sign_in(login, password)

    def _perform(
        self,
        command_id: str,
        use_case: Callable[..., R],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        on_cut: Callable[[], object],
    ) -> R:
        """Run a use case as soon as the past is complete; waits in the worker that it is called in."""
        self._complete.wait()
        return super()._perform(command_id, use_case, args, kwargs, on_cut=on_cut)

    def past_complete(self) -> None:
        """Let acts through, and record who signed in meanwhile."""
        from desktop.signing_in import sign_in

        with self._lock:
            waiting, self._waiting = self._waiting, []
            for login, password in waiting if self.is_open else ():
                sign_in(self, login, password)
            self._complete.set()

    def _recognised(self, login: str, password: str) -> Who:
        """Return who signs in, without writing anything."""
        from sqlalchemy import select
        from sqlalchemy.orm import Session

        from desktop.passwords import password_fits
        from desktop.signing_in import who_of
        from models.staff import Account

        with Session(self.engine) as session:
            account = session.scalar(select(Account).where(Account.login == login.strip().lower()))
            if account is None or not account.active or not password_fits(password, account.password_hash):
                raise OfficeError("登录名或密码不对，请再试一次。", field="password")
            return who_of(session, account)


class DemoCentre:
    """One demo centre on the disk, from its founding to its end."""

    def __init__(
        self, folder: Path | None = None, *, seed: int = DEFAULT_SEED, clock: Clock | None = None
    ) -> None:
        """Take the folder that keeps the centre, or one that goes with it at the end."""
        self.kept = folder is not None
        self.folder = _made(folder) if folder is not None else _for_once()
        self.seed = seed
        self._clock = clock or SystemClock()
        self._now: datetime = self._clock.now()
        self._fresh = False
        self.office = DemoOffice(self.place, clock=clock)

    @property
    def place(self) -> str:
        """The path of the database."""
        return str(self.folder / FILE_NAME)

    @property
    def sign_in_as(self) -> str:
        """The login that is proposed at the sign-in page."""
        return SIGN_IN_AS

    def found(self) -> None:
        """Found the centre, or find the one that was kept here. Call in a worker.

        Raises OfficeError where another centre's database lies in the folder: it is never touched.
        """
        unfinished = self.folder / _UNFINISHED
        if Path(self.place).exists() and not unfinished.exists():
            self._check_demo()
            self.office.past_complete()
            return
        from desktop.demo.founding import found_demo

        try:
            unfinished.touch()
        except OSError as fault:
            raise OfficeError(f"不能在文件夹“{self.folder}”里写入。", todo="请换一个文件夹。") from fault
        self._remove_database()
        found_demo(self.place, self._now)
        self._fresh = True

    def fill(self, progress: Progress) -> None:
        """Invent the matters of half a year, unless they are there already. Call in a worker."""
        try:
            if self._fresh:
                from desktop.demo.filling import fill_demo

                fill_demo(self.place, now=self._now, seed=self.seed, progress=progress)
                (self.folder / _UNFINISHED).unlink(missing_ok=True)
                self._fresh = False
        finally:
            self.office.past_complete()  # also when it was cut off: nobody waits for ever

    def end(self) -> None:
        """Let the centre go: unless it is kept, nothing of it stays on this PC."""
        self.office.close()
        self.office.past_complete()
        if self.kept:
            return
        from desktop.paths import drafts_file

        drafts = drafts_file(self.place)
        for path in drafts.parent.glob(f"{drafts.name}*"):
            with suppress(OSError):
                path.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _check_demo(self) -> None:
        """Refuse a database that is no demo centre."""
        from desktop.front_door import front_door

        self.office.open()
        door = front_door(self.office)
        if not door.demo:
            self.office.close()
            raise OfficeError(
                f"“{self.place}”不是演示中心的数据库，没有打开。", todo="请给 --keep 另选一个文件夹。"
            )

    def _remove_database(self) -> None:
        """Remove what a founding or filling that was cut off left here."""
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(self.place + ending).unlink(missing_ok=True)


Show = Callable[[DemoCentre], int]
"""Runs the window over a demo centre until it closes; returns the exit code."""
Drive = Callable[[DemoCentre], Outcome]
"""Does the main job through the real windows unseen."""


def run_demo(arguments: Namespace, *, display: bool, show: Show, drive: Drive) -> int:
    """Run `onestop --demo`: with a display in its window, without one the main job by itself; return the exit code."""
    seed = DEFAULT_SEED if arguments.seed is None else arguments.seed
    if not display:
        _say("这里没有屏幕：演示改在看不见的窗口里自己办一件纠纷，从登记到结案。")
    centre = DemoCentre(arguments.keep, seed=seed)
    try:
        if not display:
            return _unseen(centre, drive)
        code = show(centre)
        if centre.kept:
            _say(f"演示中心留在{centre.place}")
        return code
    finally:
        centre.end()


def _unseen(centre: DemoCentre, drive: Drive) -> int:
    """Do the main job and say what came of it."""
    outcome = drive(centre)
    lines = [
        f"卷号：{outcome.number}",
        f"当事人：{'、'.join(outcome.parties)}",
        f"协议书：{outcome.pdf}",
    ]
    if centre.kept:
        again = outcome.pdf.with_name(f"{outcome.pdf.stem}-再次打印.pdf")
        lines.append("再次打印：" + door_command(centre, outcome, again))
    _say("\n".join(lines))
    return 0


def door_command(centre: DemoCentre, outcome: Outcome, out: Path) -> str:
    """Return the command that prints a case's paper again, as it can be pasted."""
    words = ["print", outcome.number, "--out", str(out), "--database", centre.place, "--as", outcome.login]
    return " ".join([_program(), *map(_quoted, words)])


def _program() -> str:
    """Return how this program is called in the shell that it was started from."""
    beside = Path(sys.executable).with_name("onestop.exe" if sys.platform == "win32" else "onestop")
    if not beside.exists():
        return f"{_quoted(sys.executable)} -m desktop"
    found = shutil.which("onestop")
    outside_of_uv = "UV_RUN_RECURSION_DEPTH" not in os.environ
    if found is not None and outside_of_uv and Path(found).resolve() == beside.resolve():
        return "onestop"
    return _quoted(str(beside))


def _quoted(word: str) -> str:
    """Return a word as the shell of this system takes it. The brackets of a number need no quotes: they are Chinese."""
    if sys.platform == "win32":
        return f'"{word}"' if " " in word else word
    quoted = shlex.quote(word)
    return word if quoted == f"'{word}'" and not set(word) & set(" \t\n!\"#$&'()*;<>?[\\]^`{|}~") else quoted


def _say(words: str) -> None:
    """Write to the console at once, where there is one."""
    if sys.stdout is not None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def _for_once() -> Path:
    """Make a folder that goes at the end; what killed processes left of such folders a week ago goes now."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_DAYS * 86400:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_PREFIX))


def _made(folder: Path) -> Path:
    """Make the folder that keeps a centre."""
    path = folder.expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OfficeError(f"不能建立文件夹“{path}”。", todo="请换一个位置。") from fault
    return path
