"""The program from its first window to its last: opening, founding, signing in, lock, change of person, end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import OfficeError
from desktop.log import report
from desktop.paths import default_database, drafts_file, log_folder
from desktop.pc_settings import KnownCentre, LastLogin
from models.values.permissions import ROLE_LABELS
from ui.app import DemoRun
from ui.errors import watch_errors
from ui.frame import Frame
from ui.idle import IdleWatch
from ui.input_method import watch_input_method
from ui.leaving import Leaving
from ui.program_window import ProgramWindow
from ui.shell import Shell
from ui.sign_in.lock import LockPage
from ui.sign_in.page import PersonChoice, SignInPage
from ui.single_instance import SingleInstance
from ui.style.chinese import install_chinese
from ui.tasks import Lanes
from ui.this_pc import ThisPc
from ui.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.drafts import Drafts
    from desktop.founding import Answers
    from desktop.front_door import FrontDoor
    from desktop.office import Office
    from desktop.queries.codes import FormChoices
    from desktop.who import Who

DemoOffer = Callable[[], tuple["Office", DemoRun]]
_REFRESH_EVERY = 1.5  # seconds between two refreshes of the lists while a demo centre fills


def run_program(office: Office, *, demo: DemoRun | None = None, demo_offer: DemoOffer | None = None) -> int:
    """Run the program until its window closes; 0 also when another program has this database open."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("onestop")
    pc = ThisPc(app, remembers=demo is None)
    if pc.settings.database and office.place == str(default_database()):
        office.place = pc.settings.database
    instance = SingleInstance(office.place)
    if not instance.claim():
        return 0
    install_chinese(app)
    watch_input_method(app)
    program = Program(office, pc, demo=demo, demo_offer=demo_offer, instance=instance)
    watch = watch_errors(app, report, log_folder=log_folder(), keep_drafts=program.keep_drafts)
    try:
        program.start()
        return app.exec()
    finally:
        program.end()
        watch.uninstall()
        instance.release()


class Program(QObject):
    """Holds the office, the lanes and the window, and leads from one face of the window to the next."""

    def __init__(
        self,
        office: Office,
        pc: ThisPc,
        *,
        demo: DemoRun | None = None,
        demo_offer: DemoOffer | None = None,
        instance: SingleInstance | None = None,
    ) -> None:
        super().__init__()
        self.office, self.pc = office, pc
        self._demo, self._demo_offer, self._instance = demo, demo_offer, instance
        self.lanes = Lanes(self)
        self._leaving = Leaving(self)
        self.window = ProgramWindow(self._leaving.may_close)
        self.window.first_shown.connect(self._begin)
        self.frame = Frame(pc, self)
        self.frame.lock_wanted.connect(self.lock)
        self.frame.change_wanted.connect(self.change_person)
        self.frame.restore_wanted.connect(self._restore)
        self.idle = IdleWatch(pc.settings.lock_minutes * 60, parent=self)
        self.idle.idle.connect(lambda: self.lock(f"{pc.settings.lock_minutes}分钟无操作"))
        pc.changed.connect(self._take_settings)
        pc.size_changed.connect(self._dress_anew)
        if instance is not None:
            instance.bring_up(self.window)
        self.drafts: Drafts | None = None
        self.place: Workplace | None = None
        self.shell: Shell | None = None
        self.sign_in: SignInPage | None = None
        self.lock_page: LockPage | None = None
        self._door: FrontDoor | None = None
        self._focus: QWidget | None = None
        self._refreshed = 0.0
        office.desk = pc.settings.desk

    # -- the first window

    def start(self) -> None:
        """Show the first window; the database is opened once it takes typing."""
        if self._demo is not None or self.office.exists() or self.pc.settings.database:
            self._show_sign_in()
        else:
            self._show_first_run()
        self.window.show_first()
        self._put_cursor()

    def _begin(self) -> None:
        """The first window stands: open the database, or make ready for the founding, behind it."""
        self._put_cursor()
        if self.sign_in is not None:
            self._open()
        else:
            self.lanes.long.run(_warm_up)

    def _show_sign_in(self) -> SignInPage:
        page = SignInPage(self.office.clock.now, desk=self.pc.settings.desk)
        if self._demo is None:
            page.show_known(self._known())
        page.asked.connect(self._step_in)
        page.retried.connect(self._open)
        page.clock_confirmed.connect(self._confirm_clock)
        page.returned.connect(self._back_to_lock)
        self._replace_face("sign_in", page)
        if self._door is not None:
            self._show_door(self._door, {})
        return page

    def _replace_face(self, name: str, page: QWidget | None) -> None:
        """Show a page in place of the former one of the same name."""
        former = getattr(self, name)
        setattr(self, name, page)
        if page is not None:
            self.window.show_face(page)
        if former is not None:
            self.window.drop_face(former)

    # -- opening

    def _open(self) -> None:
        page = self.sign_in
        assert page is not None
        page.show_message("")
        page.show_waiting("正在建立演示中心…" if self._demo is not None else "正在打开数据库…")
        self.lanes.desk.run(self._open_office, done=self._opened, failed=self._not_opened)

    def _open_office(self) -> tuple[FrontDoor, dict[str, int]]:
        """Open the database and the drafts; in the desk lane."""
        if self._demo is not None and self._demo.found is not None and not self.office.is_open:
            self._demo.found()
        elif not self.office.exists():
            raise OfficeError(
                f"找不到数据库文件“{self.office.place}”。", todo="请检查磁盘是否接好，再试一次。"
            )
        self.office.open()
        from desktop.drafts import Drafts
        from desktop.front_door import front_door

        if self.drafts is None:
            self.drafts = Drafts(drafts_file(self.office.place), clock=self.office.clock)
            self.drafts.expire()
        counts = {o.login: len(self.drafts.drafts_of(o.account_id)) for o in self._known().logins}
        return front_door(self.office), counts

    def _opened(self, answer: tuple[FrontDoor, dict[str, int]]) -> None:
        door, counts = answer
        self._door = door
        if not door.founded:
            self.office.close()
            self._show_first_run()
            return
        self.pc.remember(self.office.place, door.centre_name)
        if self.sign_in is not None:
            self._show_door(door, counts)
        if self._demo is not None and self._demo.fill is not None:
            self.lanes.long.run(
                self._demo.fill,
                progress=self._filling,
                done=lambda _none: self._filled(),
                failed=self._unfilled,
            )
        self.lanes.long.run(_warm_up)

    def _not_opened(self, refusal: OfficeError) -> None:
        page = self.sign_in
        if page is not None:
            page.show_waiting("")
            page.set_busy(on=False)
            page.show_message(str(refusal), "err", retry=True)

    def _show_door(self, door: FrontDoor, counts: dict[str, int]) -> None:
        page = self.sign_in
        assert page is not None
        from desktop.version import PROGRAM_VERSION

        page.set_version(f"一站解 {PROGRAM_VERSION}")
        page.show_waiting("")
        page.set_fact(self._database_words())
        if door.cards:
            people = [
                PersonChoice(c.login, c.name, f"{c.unit_name} {_roles(c.roles)}", direct=True)
                for c in door.cards
            ]
            page.show_demo(door.centre_name, people, self._demo.sign_in_as if self._demo else "")
        else:
            page.show_known(self._known(), counts)
            page.show_centre(door.centre_name, door.administrators)
        page.show_question(None if self.office.clock_confirmed else door.question)

    def _database_words(self) -> str:
        from desktop.backing_up import last_backup

        if self._door is not None and self._door.demo:
            return "演示中心，人和事都是编的"
        if "://" in self.office.place:
            return "服务器数据库"
        with suppress(OfficeError):
            last = last_backup()
            if last is not None:
                return f"本机数据库，{last.moment.month}月{last.moment.day}日 {last.moment:%H:%M} 已备份"
        return "本机数据库，还没有备份"

    # -- a demo centre fills

    def _filling(self, done: int, total: int, words: str) -> None:
        line = f"{words or '正在放入演示数据'} {done}/{total}" if total else words
        if self.shell is not None:
            self.shell.set_saved(line, icon="clock", tone="accent")
        elif self.sign_in is not None:
            self.sign_in.set_fact(line, icon="clock")
        if self.place is not None and time.monotonic() - self._refreshed > _REFRESH_EVERY:
            self._refreshed = time.monotonic()
            self.place.changed.emit()

    def _filled(self) -> None:
        words = self._database_words()
        if self.shell is not None:
            self.shell.set_saved(words, icon="database", tone="text2")
        elif self.sign_in is not None:
            self.sign_in.set_fact(words)
        if self.place is not None:
            self.place.changed.emit()

    def _unfilled(self, refusal: OfficeError) -> None:
        if self.shell is not None:
            self.shell.say(str(refusal))
        elif self.sign_in is not None:
            self.sign_in.show_message(str(refusal), "err")

    # -- the first run

    def _show_first_run(self) -> None:
        from ui.founding import Founding

        self._founding = Founding(self, self._demo_offer)
        self.window.show_face(self._founding.page)
        if self.sign_in is not None:
            self._replace_face("sign_in", None)
        self._founding.page.put_cursor()

    def founded(self, answers: Answers) -> None:
        """A centre was founded: sign its administrator in and lead on."""
        self.frame.just_founded = True
        self.pc.remember(self.office.place, answers.centre_name)
        self._step_in(answers.admin_login, answers.password)

    def switch_to_demo(self, office: Office, demo: DemoRun) -> None:
        """Leave the first run for a demo centre of its own."""
        self.office, self._demo = office, demo
        self._show_sign_in()
        self._open()

    # -- signing in

    def _step_in(self, login: str, password: str) -> None:
        self.lanes.desk.run(
            partial(self._enter, login, password), done=self._stepped_in, failed=self._refused
        )

    def _enter(self, login: str, password: str) -> tuple[Who, FormChoices]:
        """Sign in; in the desk lane, after the opening."""
        from desktop.drafts import Drafts
        from desktop.front_door import step_in

        if not self.office.is_open:
            raise OfficeError("数据库还没有打开，不能登录。", field="password")
        if self.drafts is None:
            self.drafts = Drafts(drafts_file(self.office.place), clock=self.office.clock)
        return step_in(self.office, login, password)

    def _refused(self, refusal: OfficeError) -> None:
        face = self.window.face()
        if isinstance(face, LockPage | SignInPage):
            face.refuse(refusal)

    def _stepped_in(self, answer: tuple[Who, FormChoices]) -> None:
        who, choices = answer
        last = LastLogin(who.login, who.name, who.account_id or 0, _roles(tuple(who.roles)))
        self.pc.remember(self.office.place, choices.centre_name, last)
        if self.place is not None and self.place.who == who:
            self._unlock()
        else:
            self._settle(choices)
        for name in ("lock_page", "sign_in"):
            self._replace_face(name, None)
        self.idle.start()

    def _settle(self, choices: FormChoices, go: str = "") -> None:
        """Make the workplace and the main window of whoever signed in, in place of the former one's."""
        assert self.drafts is not None
        self._put_away()
        from ui.main_window import main_window

        self.place = Workplace(self.office, self.lanes, self.drafts, choices, self)
        self.shell = main_window(self.place, self.frame, go=go)
        self.shell.set_saved(self._database_words(), icon="database", tone="text2")
        self.window.show_face(self.shell)
        page = self.shell.page()
        if page is not None and not page.isAncestorOf(QApplication.focusWidget() or self.window):
            page.setFocus()

    def _put_away(self) -> None:
        """Take the former person's windows away; the drafts were saved and stay with their owner."""
        self.keep_drafts()
        shell, place, self.shell, self.place = self.shell, self.place, None, None
        if shell is not None:
            self.window.drop_face(shell)
        if place is not None:
            place.deleteLater()

    # -- lock and change of person

    def lock(self, why: str = "") -> None:
        """Cover everything; the same person comes back to the same place."""
        if self.place is None or self.shell is None or self.window.face() is not self.shell:
            return
        self.keep_drafts()
        self._focus = QApplication.focusWidget()
        self.window.close_extras()
        self._show_lock(why)
        self.idle.stop()

    def _show_lock(self, why: str) -> None:
        assert self.place is not None
        assert self.shell is not None
        who = self.place.who
        owner = PersonChoice(who.login, who.name, _roles(tuple(who.roles)))
        others = [
            PersonChoice(o.login, o.name, o.roles) for o in self._known().logins if o.login != who.login
        ]
        page = self.shell.page()
        back_to = page.title() if page is not None and hasattr(page, "title") else ""
        lock = LockPage(self.office.clock.now, owner, others, why=why, back_to=back_to)
        lock.asked.connect(self._step_in)
        lock.others_wanted.connect(self.change_person)
        self._replace_face("lock_page", lock)
        lock.put_cursor()

    def change_person(self) -> None:
        """Somebody else signs in; until then the present person's work stays locked."""
        if self.place is not None and self.lock_page is None:
            self.lock()
        page = self._show_sign_in()
        page.show_way_back(on=self.place is not None)
        page.somebody_else()

    def _back_to_lock(self) -> None:
        if self.lock_page is not None:
            self.window.show_face(self.lock_page)
            self.lock_page.put_cursor()
            self._replace_face("sign_in", None)

    def _unlock(self) -> None:
        assert self.shell is not None
        self.window.show_face(self.shell)
        focus, self._focus = self._focus, None
        with suppress(RuntimeError):  # the widget went meanwhile
            if focus is not None:
                focus.setFocus()

    # -- settings of this PC, restore, end

    def _take_settings(self) -> None:
        self.idle.set_seconds(self.pc.settings.lock_minutes * 60)
        self.office.desk = self.pc.settings.desk

    def _dress_anew(self) -> None:
        if self.place is not None and self.shell is not None:
            self._settle(self.place.choices, go=self.shell.place())

    def _confirm_clock(self) -> None:
        self.office.clock_confirmed = True

    def _restore(self, backup: Path) -> None:
        from ui.restoring import Restoring

        self._put_away()
        self.idle.stop()
        self._restoring = Restoring(self, backup)

    def after_restore(self, words: str, *, restored: bool) -> None:
        """A restore ended, well or not: everybody signs in again."""
        if restored:
            self.pc.forget_logins(self.office.place)
        self._door = None
        page = self._show_sign_in()
        self._open()
        page.show_message(words, "ok" if restored else "err")
        page.put_cursor()

    def keep_drafts(self) -> bool:
        """Send every open form's draft to be saved; True when all could be sent."""
        if self.shell is None:
            return True
        from ui.drafting import DraftKeeper

        for keeper in self.shell.findChildren(DraftKeeper):
            keeper.save_now()
        return True

    def end(self) -> None:
        """Let lanes, drafts and database go; the window is closed."""
        self.idle.stop()
        self.lanes.stop(timeout=5)
        if self.drafts is not None:
            self.drafts.close()
        self.office.close()

    def _known(self) -> KnownCentre:
        return self.pc.settings.centre(self.office.place)

    def _put_cursor(self) -> None:
        face: Any = self.window.face()
        if face is not None and hasattr(face, "put_cursor"):
            face.put_cursor()


def _roles(roles: tuple[str, ...]) -> str:
    """Return roles as one phrase, in the usual order."""
    return "、".join(words for role, words in ROLE_LABELS.items() if role in roles)


def _warm_up() -> None:
    """Load what the first sign-in or the founding would otherwise wait for; in the long lane."""
    import desktop.database.upgrade
    import desktop.founding
    import desktop.front_door
    import desktop.passwords
    import desktop.queries.codes
    import desktop.queries.worklist
    from desktop.search.keys import usual_reading

    usual_reading("云")
    desktop.passwords.hasher()
