"""Opens the database behind the sign-in page, shows what it says of itself, and lets a demo centre fill."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import OfficeError
from desktop.paths import drafts_file
from models.values.permissions import ROLE_LABELS
from ui.sign_in.page import PersonChoice, SignInPage

if TYPE_CHECKING:
    from desktop.drafts import Drafts
    from desktop.front_door import FrontDoor
    from desktop.office import Office
    from ui.app import DemoRun
    from ui.program import Program

_REFRESH_EVERY = 1.5  # seconds between two refreshes of the lists while a demo centre fills


class Opening(QObject):
    """The opening of one office; `open` may be asked again after a failure or a restore."""

    unfounded = Signal()
    """The file holds no centre: its founding was cut off."""

    def __init__(self, program: Program, office: Office, demo: DemoRun | None) -> None:
        super().__init__(program)
        self._program, self._office, self._demo = program, office, demo
        self.door: FrontDoor | None = None
        self.drafts: Drafts | None = None
        self._filled = demo is None or demo.fill is None
        self._refreshed = 0.0

    def open(self) -> None:
        """Open the database in the desk lane; what is typed meanwhile waits its turn."""
        page = self._program.sign_in
        if page is not None:
            page.show_message("")
            page.show_waiting("正在建立演示中心…" if self._demo is not None else "正在打开数据库…")
        self._program.lanes.desk.run(self._open, done=self._opened, failed=self._not_opened, owner=self)

    def make_drafts(self) -> Drafts:
        """Return the drafts of this database on this PC; opened at the first call, in the desk lane."""
        from desktop.drafts import Drafts

        if self.drafts is None:
            self.drafts = Drafts(drafts_file(self._office.place), clock=self._office.clock)
            self.drafts.expire()
        return self.drafts

    def show_door(self, page: SignInPage, counts: dict[str, int] | None = None) -> None:
        """Show on a sign-in page what the open database says of itself."""
        from desktop.version import PROGRAM_VERSION

        door = self.door
        if door is None:
            return
        page.set_version(f"一站解 {PROGRAM_VERSION}")
        page.show_waiting("")
        page.set_fact(self.database_words())
        if door.cards:
            people = [
                PersonChoice(
                    card.login,
                    card.name,
                    " · ".join(words for words in (role_words(card.roles), card.unit_name) if words),
                    direct=True,
                )
                for card in door.cards
            ]
            page.show_demo(door.centre_name, people, self._demo.sign_in_as if self._demo else "")
        else:
            page.show_known(self._program.known(), counts)
            page.show_centre(door.centre_name, door.administrators)
        page.show_question(None if self._office.clock_confirmed else door.question)

    def signs_in_freely(self, login: str) -> bool:
        """Whether somebody signs in without a password, as in a demo centre."""
        return self.door is not None and any(card.login == login for card in self.door.cards)

    def database_words(self) -> str:
        """Return where the data lie and when they were last backed up, for the foot of the window."""
        from desktop.backing_up import last_backup

        if self.door is not None and self.door.demo:
            return "演示中心，人和事都是编的"
        if "://" in self._office.place:
            return "服务器数据库"
        with suppress(OfficeError):
            last = last_backup()
            if last is not None:
                return f"本机数据库，{last.moment.month}月{last.moment.day}日 {last.moment:%H:%M} 已备份"
        return "本机数据库，还没有备份"

    def _open(self) -> tuple[FrontDoor, dict[str, int]]:
        """Open database and drafts; in the desk lane."""
        office = self._office
        if self._demo is not None and self._demo.found is not None and not office.is_open:
            self._demo.found()
        elif not office.exists():
            raise OfficeError(f"找不到数据库文件“{office.place}”。", todo="请检查磁盘是否接好，再试一次。")
        office.open()
        from desktop.front_door import front_door

        drafts = self.make_drafts()
        known = self._program.known().logins
        return front_door(office), {o.login: len(drafts.drafts_of(o.account_id)) for o in known}

    def _opened(self, answer: tuple[FrontDoor, dict[str, int]]) -> None:
        door, counts = answer
        if not door.founded:
            self.close()
            self.unfounded.emit()
            return
        self.door = door
        self._program.pc.remember(self._office.place, door.centre_name)
        if self._program.sign_in is not None:
            self.show_door(self._program.sign_in, counts)
        if not self._filled and self._demo is not None and self._demo.fill is not None:
            self._filled = True
            self._program.lanes.long.run(
                self._demo.fill,
                progress=self._filling,
                done=lambda _none: self._full(),
                failed=partial(self._say, tone="err"),
                owner=self,
            )
        self._program.warm_up()

    def _not_opened(self, refusal: OfficeError) -> None:
        page = self._program.sign_in
        if page is not None:
            page.show_waiting("")
            page.set_busy(on=False)
            page.show_message(str(refusal), "err", retry=True)

    def close(self) -> None:
        """Let drafts and database go."""
        if self.drafts is not None:
            self.drafts.close()
            self.drafts = None
        self._office.close()

    # -- a demo centre fills

    def _filling(self, done: int, total: int, words: str) -> None:
        line = f"{words or '正在放入演示数据'} {done}/{total}" if total else words
        shell, page, place = self._program.shell, self._program.sign_in, self._program.place
        if shell is not None:
            shell.set_saved(line, icon="clock", tone="accent")
        if page is not None:
            page.set_fact(line, icon="clock")
        if place is not None and time.monotonic() - self._refreshed > _REFRESH_EVERY:
            self._refreshed = time.monotonic()
            place.changed.emit()

    def _full(self) -> None:
        shell, page, place = self._program.shell, self._program.sign_in, self._program.place
        if shell is not None:
            shell.set_saved(self.database_words(), icon="database", tone="text2")
        if page is not None:
            page.set_fact(self.database_words())
        if place is not None:
            place.changed.emit()

    def _say(self, refusal: OfficeError, *, tone: str) -> None:
        if self._program.shell is not None:
            self._program.shell.say(str(refusal))
        elif self._program.sign_in is not None:
            self._program.sign_in.show_message(str(refusal), tone)


def role_words(roles: tuple[str, ...]) -> str:
    """Return roles as one phrase, in the usual order."""
    return "、".join(words for role, words in ROLE_LABELS.items() if role in roles)


def warm_up() -> None:
    """Load what the first sign-in or the founding would otherwise wait for; in the long lane."""
    import desktop.database.upgrade
    import desktop.founding
    import desktop.front_door
    import desktop.passwords
    import desktop.queries.codes
    import desktop.queries.worklist
    from desktop.attachments.opened import forget_opened
    from desktop.search.keys import usual_reading

    forget_opened()  # the last time the program may have been killed
    usual_reading("云")
    desktop.passwords.hasher()
