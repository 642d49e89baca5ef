"""The program from its first window to its last: opening, founding, signing in, lock, change of person, end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.attachments.opened import forget_opened
from desktop.errors import OfficeError
from desktop.log import report
from desktop.paths import default_database, log_folder
from desktop.pc_settings import KnownCentre, LastLogin
from ui.app import DemoRun
from ui.errors import watch_errors
from ui.frame import Frame
from ui.garbage import put_off_garbage, search_garbage
from ui.idle import IdleWatch
from ui.input_method import watch_input_method
from ui.leaving import Leaving
from ui.opening import Opening, role_words, warm_up
from ui.program_window import ProgramWindow
from ui.sign_in.page import PersonChoice, SignInPage
from ui.single_instance import SingleInstance
from ui.style.chinese import install_chinese
from ui.tasks import Lanes
from ui.this_pc import ThisPc

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.founding import Answers
    from desktop.office import Office
    from desktop.queries.codes import FormChoices
    from desktop.who import Who
    from ui.founding import Founding
    from ui.shell.window import Shell
    from ui.sign_in.lock import LockPage
    from ui.workplace import Workplace

LOADED_AT_LATEST = 60_000
"""Milliseconds after which the program counts as loaded, whatever became of its database."""

DemoOffer = Callable[[], tuple["Office", DemoRun]]


def run_program(office: Office, *, demo: DemoRun | None = None, demo_offer: DemoOffer | None = None) -> int:
    """Run the program until its window closes; 0 also when another program has this database open."""
    put_off_garbage()
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
    program.loaded.connect(search_garbage)
    QTimer.singleShot(LOADED_AT_LATEST, program, search_garbage)
    try:
        program.start()
        return app.exec()
    finally:
        program.end()
        watch.uninstall()
        instance.release()


class Program(QObject):
    """Holds the office, the lanes and the window, and leads from one face of the window to the next."""

    loaded = Signal()
    """What the first sign-in or the founding needs was loaded behind the first window."""

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
        self.pc = pc
        self._demo_offer, self._instance = demo_offer, instance
        self.lanes = Lanes(self)
        self._leaving = Leaving(self)
        self.window = ProgramWindow(self._leaving.may_close)
        self.window.first_shown.connect(self._begin)
        self.frame = Frame(pc, self)
        self.frame.lock_wanted.connect(self.lock)
        self.frame.change_wanted.connect(self.change_person)
        self.frame.restore_wanted.connect(self._restore)
        self.frame.backup_made.connect(self._say_database)
        self.idle = IdleWatch(pc.settings.lock_minutes * 60, parent=self)
        self.idle.idle.connect(lambda: self.lock(f"{pc.settings.lock_minutes}分钟无操作"))
        pc.changed.connect(self._take_settings)
        pc.size_changed.connect(self._dress_anew)
        if instance is not None:
            instance.bring_up(self.window)
        self.place: Workplace | None = None
        self.shell: Shell | None = None
        self.sign_in: SignInPage | None = None
        self.lock_page: LockPage | None = None
        self._focus: QWidget | None = None
        self._begun = False
        self._founding: Founding | None = None
        self._take_office(office, demo)

    def _take_office(self, office: Office, demo: DemoRun | None) -> None:
        self.office, self._demo = office, demo
        office.desk = self.pc.settings.desk
        self.opening = Opening(self, office, demo)
        self.opening.unfounded.connect(self._show_first_run)

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
        if self._begun:
            return
        self._begun = True
        if self._instance is not None:
            self._instance.listen()
        if self.sign_in is not None:
            self.opening.open()
        else:
            self.warm_up()

    def warm_up(self) -> None:
        """Load behind the window what is needed next."""
        self.lanes.long.run(warm_up, finished=self.loaded.emit)

    def _show_sign_in(self) -> SignInPage:
        page = SignInPage(self.office.clock.now, desk=self.pc.settings.desk)
        if self._demo is None:
            page.show_known(self.known())
        page.asked.connect(self._step_in)
        page.retried.connect(self.opening.open)
        page.clock_confirmed.connect(self._confirm_clock)
        page.returned.connect(self._back_to_lock)
        self._replace_face("sign_in", page)
        self.opening.show_door(page)
        return page

    def _replace_face(self, name: str, page: QWidget | None) -> None:
        """Show a page in place of the former one of the same name."""
        former = getattr(self, name)
        setattr(self, name, page)
        if page is not None:
            self.window.show_face(page)
        if former is not None:
            self.window.drop_face(former)

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
        self.pc.remembers = False
        self._take_office(office, demo)
        self._show_sign_in()
        self._leave_founding()
        self.opening.open()

    def _leave_founding(self) -> None:
        founding, self._founding = self._founding, None
        if founding is not None:
            founding.leave()

    # -- signing in

    def _step_in(self, login: str, password: str) -> None:
        self._begin()  # somebody may be quicker than the first picture of the window
        self.lanes.desk.run(
            partial(self._enter, login, password), done=self._stepped_in, failed=self._refused
        )

    def _enter(self, login: str, password: str) -> tuple[Who, FormChoices]:
        """Sign in; in the desk lane, after the opening."""
        from desktop.front_door import step_in

        if not self.office.is_open:
            raise OfficeError("数据库还没有打开，不能登录。", field="password")
        self.opening.make_drafts()
        return step_in(self.office, login, password)

    def _refused(self, refusal: OfficeError) -> None:
        face = self.window.face()
        if self._founding is not None:  # founded, but not led in: from now on by the sign-in page
            face = self._show_sign_in()
            self._leave_founding()
            self.opening.open()
        for page in (self.lock_page, self.sign_in):
            if page is not None and page is face:
                page.refuse(refusal)

    def _stepped_in(self, answer: tuple[Who, FormChoices]) -> None:
        who, choices = answer
        last = LastLogin(who.login, who.name, who.account_id or 0, role_words(tuple(who.roles)))
        self.pc.remember(self.office.place, choices.centre_name, last)
        if self.place is not None and self.place.who == who:
            self._unlock()
        else:
            self._settle(choices)
        for name in ("lock_page", "sign_in"):
            self._replace_face(name, None)
        self._leave_founding()
        self.idle.start()

    def _settle(self, choices: FormChoices, go: str = "") -> None:
        """Make the workplace and the main window of whoever signed in, in place of the former one's."""
        drafts = self.opening.drafts
        assert drafts is not None
        self._put_away()
        from ui.main_window import main_window
        from ui.workplace import Workplace

        self.place = Workplace(self.office, self.lanes, drafts, choices, self)
        self.shell = main_window(self.place, self.frame, show=self.window.show_face, go=go)
        self._say_database()

    def _say_database(self) -> None:
        if self.shell is not None:
            self.shell.set_saved(self.opening.database_words(), icon="database", tone="text2")

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
        from ui.sign_in.lock import LockPage

        assert self.place is not None
        assert self.shell is not None
        who = self.place.who
        free = self.opening.signs_in_freely(who.login)
        owner = PersonChoice(who.login, who.name, role_words(tuple(who.roles)), direct=free)
        others = [PersonChoice(o.login, o.name, o.roles) for o in self.known().logins if o.login != who.login]
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
        self.opening.door = None
        page = self._show_sign_in()
        self.opening.open()
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
        if self._founding is not None:
            self._founding.stop()
        self.lanes.stop(timeout=5)
        self.opening.close()
        forget_opened()

    def known(self) -> KnownCentre:
        """What this PC remembers of the database."""
        return self.pc.settings.centre(self.office.place)

    def _put_cursor(self) -> None:
        face: Any = self.window.face()
        if face is not None and hasattr(face, "put_cursor"):
            face.put_cursor()
