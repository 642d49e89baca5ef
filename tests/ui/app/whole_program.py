"""A program in a test: started, typed into, locked, closed; and a centre with passwords for it."""

from __future__ import annotations

import dataclasses
import time
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from chinese_typing import type_chinese
from office_fixture import ANSWERS, MONDAY, PEOPLE
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.clock import FixedClock
from desktop.office import Office
from ui.app import DemoRun
from ui.program import DemoOffer, Program
from ui.style import apply_look
from ui.this_pc import ThisPc

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PASSWORD = "mima-2026"
"""Everybody's, of the centre that is no demo."""


class ProgramBench:
    """One PC with the program on it."""

    def __init__(
        self,
        app: QApplication,
        place: Path,
        *,
        clock: FixedClock | None = None,
        demo: DemoRun | None = None,
        demo_offer: DemoOffer | None = None,
        office: Office | None = None,
    ) -> None:
        self.app = app
        app.setQuitOnLastWindowClosed(False)  # the application outlives the program of one test
        self.place = place
        place.parent.mkdir(exist_ok=True)
        self.clock = clock or FixedClock(MONDAY)
        self.pc = ThisPc(app, remembers=demo is None)
        self.office = office or Office(str(place), clock=self.clock)
        self.program = Program(self.office, self.pc, demo=demo, demo_offer=demo_offer)
        self._ended = False

    def start(self) -> None:
        """Show the first window and let the database open behind it."""
        self.program.start()
        self.program.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Let every task end and every answer arrive; an answer may begin the next task."""
        until = time.monotonic() + 30
        quiet = 0
        while quiet < 3:
            self.app.processEvents()
            quiet = quiet + 1 if self.program.lanes.idle() else 0
            self.program.lanes.drain(5)
            assert time.monotonic() < until, "a task did not end"

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]  # the usual kind
        """The widget of a name; one that is not there fails the test."""
        found = self.program.window.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def there(self, name: str) -> bool:
        """Whether a widget of a name is seen."""
        found = self.program.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def words(self, name: str) -> str:
        """What a label or a line says."""
        found = self.find(name)
        text = getattr(found, "text", None)
        assert callable(text)
        return str(text())

    def focus(self) -> str:
        """The name of the widget with the cursor."""
        found = self._focused()
        return found.objectName() if found is not None else ""

    def _focused(self) -> QWidget | None:
        """The widget with the cursor. The offscreen platform leaves the window inactive after a list."""
        window = self.program.window
        if not window.isActiveWindow() and self.app.activePopupWidget() is None:
            window.activateWindow()
            self.app.processEvents()
        return window.focusWidget()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, settle: bool = True
    ) -> None:
        """Press a key where the cursor is."""
        target = self.app.activePopupWidget() or self._focused() or self.program.window
        QTest.keyClick(target, key, held)
        if settle:
            self.settle()

    def type(self, text: str) -> None:
        """Type letters and digits where the cursor is."""
        target = self._focused()
        assert target is not None
        QTest.keyClicks(target, text)

    def write(self, text: str) -> None:
        """Type Chinese where the cursor is, as an input method does."""
        target = self._focused()
        assert target is not None
        type_chinese(target, text)

    def clear(self) -> None:
        """Empty the field with the cursor."""
        self.press(Key.Key_A, CTRL, settle=False)
        self.press(Key.Key_Delete, settle=False)

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Type name and password, Enter after each."""
        field = self.find("sign_in.login")
        field.setFocus()
        self.clear()
        self.type(login)
        self.press(Key.Key_Return)
        assert self.focus() == "sign_in.password"
        self.clear()
        self.type(password)
        self.press(Key.Key_Return)

    def section(self, key: str) -> None:
        """Open a section of the settings."""
        from ui.settings.page import SettingsPage

        shell = self.program.shell
        assert shell is not None
        page = shell.go("settings")
        assert isinstance(page, SettingsPage)
        page.show_section(key)
        self.settle()

    def title(self) -> str:
        """The title of the page in front."""
        return self.words("shell.title")

    def face(self) -> str:
        """The name of what fills the window."""
        face = self.program.window.face()
        return face.objectName() if face is not None else ""

    def end(self) -> None:
        """End the program as after its last window."""
        if self._ended:
            return
        self._ended = True
        window = self.program.window
        window.hide()
        self.settle()
        self.program.end()
        window.deleteLater()
        self.program.deleteLater()
        self.pc.deleteLater()
        apply_look(self.app)
        self.app.processEvents()


def found_template(path: Path) -> Path:
    """Found the centre of `office_fixture`, not as a demo; everybody's password is `PASSWORD`."""
    office = Office(str(path), clock=FixedClock(MONDAY - timedelta(hours=1)))
    office.found(dataclasses.replace(ANSWERS, demo=False, password=PASSWORD))
    _staff(office)
    office.close()
    return path


def _staff(office: Office) -> None:
    """Write the people of the centre, their passwords hashed as cheaply as Argon2 allows."""
    from argon2 import PasswordHasher
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from models.centre import Unit
    from models.staff import Account, AccountRole, Staff

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with Session(office.engine) as session:
        units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
        for login, name, unit, roles, mediator in PEOPLE:
            person = Staff(name=name, unit_id=units[unit], mediator=mediator)
            kept = [AccountRole(role=role) for role in roles]
            session.add(Account(login=login, staff=person, password_hash=cheap, roles=kept))
        session.scalars(select(Account).where(Account.login == "admin")).one().password_hash = cheap
        session.commit()
