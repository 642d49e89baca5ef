"""A founded centre for tests with screens: a real SQLite file, people in every role, lanes and windows.

A test folder takes the fixture by `from office_fixture import centre, centre_template` in its conftest.py.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from chinese_typing import type_chinese
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.clock import FixedClock
from desktop.drafts import Drafts
from desktop.founding import Answers, proposed_units
from desktop.office import Office
from desktop.queries.codes import form_choices
from models.values.permissions import Role
from ui.main_window import bind_new_visit
from ui.shell.page import Page, Place
from ui.shell.window import Shell
from ui.tasks import Lanes
from ui.workplace import Workplace

MONDAY = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
"""Monday, 23 November 2026, 10:42 at the centre."""
POPUPS = r"This plugin does not support (raise|grabbing the keyboard)"
"""What the offscreen platform complains of whenever a list opens; it says nothing about the program."""
VILLAGES = ("东关村", "柳林村", "南苑社区", "北河村")
PEOPLE = (
    ("wangmin", "王敏", "信访办", (Role.RECEPTIONIST,), False),
    ("liguodong", "李国栋", "平安办（网格中心）", (Role.DISPATCHER,), False),
    ("zhouhaitao", "周海涛", "自然资源与村镇建设办", (Role.CASE_OFFICER,), False),
    ("hewei", "何伟", "综合行政执法队", (Role.CASE_OFFICER,), False),
    ("chenguifang", "陈桂芳", "人民调解委员会", (Role.MEDIATOR,), True),
    ("zhangjianguo", "张建国", "人民调解委员会", (Role.MEDIATOR,), True),
    ("sunlihua", "孙丽华", "平安办（网格中心）", (Role.ARCHIVIST,), False),
    ("zhaozhiqiang", "赵志强", "平安办（网格中心）", (Role.DIRECTOR,), False),
    ("qianjin", "钱进", "司法所", (Role.AUDITOR,), False),
)
"""Login, name, unit, roles, whether a people's mediator; `admin` is the administrator. No passwords."""
ANSWERS = Answers(
    centre_name="云溪镇综治中心",
    area_code="370704101",
    area_name="云溪镇",
    committee_name="云溪镇人民调解委员会",
    committee_short="云",
    admin_name="孙建平",
    admin_login="admin",
    password="",
    units=proposed_units(),
    villages=VILLAGES,
    demo=True,
)


@dataclass
class OfficeBench:
    """One centre, its clock, and whoever sits at a PC of it."""

    path: Path
    drafts_path: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    offices: list[Office] = field(default_factory=list)
    lanes: list[Lanes] = field(default_factory=list)
    drafts: list[Drafts] = field(default_factory=list)
    windows: list[Shell] = field(default_factory=list)
    elsewhere: dict[str, Office] = field(default_factory=dict)

    def office(self, login: str) -> Office:
        """Open the centre and sign in, without a window."""
        office = Office(str(self.path), clock=self.clock, desk="1 号窗")
        self.offices.append(office)
        office.open()
        office.sign_in(login, "")
        return office

    def do(self, login: str, use_case: Callable[..., Any], **words: Any) -> Any:
        """Let somebody act at another PC, at once."""
        return self._elsewhere(login).perform(use_case, **words)

    def look(self, login: str, query: Callable[..., Any], **words: Any) -> Any:
        """Let somebody ask at another PC, at once."""
        return self._elsewhere(login).ask(query, **words)

    def _elsewhere(self, login: str) -> Office:
        """Return the PC at which somebody acts without a window; opened at the first time."""
        if login not in self.elsewhere:
            self.elsewhere[login] = self.office(login)
        return self.elsewhere[login]

    def workplace(self, login: str) -> Workplace:
        """Sign somebody in at a PC of his own: lanes, drafts and choices are there."""
        office = self.office(login)
        lanes = Lanes()
        self.lanes.append(lanes)
        drafts = Drafts(self.drafts_path, clock=self.clock)
        self.drafts.append(drafts)
        return Workplace(office, lanes, drafts, office.ask(form_choices))

    def window(self, place: Workplace, **pages: Callable[[Workplace], Page]) -> Shell:
        """Open the main window's frame with these pages as its places, each made by its factory."""
        places = [
            Place(key, key, "person_add", lambda _shell, make=make: make(place))
            for key, make in pages.items()
        ]
        shell = Shell(places, title="云溪镇综治中心")
        self.windows.append(shell)
        place.shell = shell
        if "reception" in pages:
            bind_new_visit(shell)
        place.matter_wanted.connect(lambda matter_id: _open_matter(shell, place, matter_id))
        shell.search_asked.connect(lambda text: _open_search(shell, place, text))
        shell.resize(1280, 649)
        shell.show()
        shell.activateWindow()
        shell.go(next(iter(pages)))
        self.settle()
        return shell

    def settle(self) -> None:
        """Let every task end and every answer arrive."""
        app = QApplication.instance()
        assert app is not None
        for _round in range(3):
            for lanes in self.lanes:
                assert lanes.drain(), "a task did not end"
            app.processEvents()

    def pass_time(self, **time: float) -> None:
        """Let the centre's clock go on (`minutes=5`, `days=1`)."""
        self.clock.moment += timedelta(**time)

    def kill(self, shell: Shell) -> None:
        """End a window as a killed process does: nothing is asked, nothing saved any more."""
        self.windows.remove(shell)
        _take_away(shell)

    def close(self) -> None:
        """Close everything."""
        for window in self.windows:
            _take_away(window)
        for lanes in self.lanes:
            assert lanes.stop(), "a lane did not stop"
        for drafts in self.drafts:
            drafts.close()
        for office in self.offices:
            office.close()


def _open_matter(shell: Shell, place: Workplace, matter_id: int) -> None:
    from ui.matters.matter_page import MatterPage

    shell.open(MatterPage(place, matter_id))


def _open_search(shell: Shell, place: Workplace, text: str) -> None:
    from ui.search.page import SearchPage

    shell.open(SearchPage(place, text))


def _take_away(shell: Shell) -> None:
    shell.hide()
    shell.deleteLater()
    app = QApplication.instance()
    assert app is not None
    app.processEvents()
    # outside of an event loop Qt puts deleting off: the window's timers would ask lanes that have stopped
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hands:
    """Somebody's hands on the keyboard of one window. Nothing here touches the mouse."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def focus(self) -> QWidget:
        """Return the widget that keys go to. The offscreen platform leaves the window inactive after a list."""
        if not self._shell.isActiveWindow():
            self._shell.activateWindow()
            QApplication.processEvents()
        found = self._shell.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.focus(), key, held)

    def alt(self, key: Qt.Key) -> None:
        """Press Alt and a key."""
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def enter(self) -> None:
        """Go on to the next field."""
        self.press(Qt.Key.Key_Return)

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def keys(self, text: str) -> None:
        """Type letters and digits."""
        QTest.keyClicks(self.focus(), text)

    def write(self, text: str) -> None:
        """Write Chinese by an input method."""
        type_chinese(self.focus(), text)


@pytest.fixture(scope="session")
def centre_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found a centre with people in every role, once."""
    path = tmp_path_factory.mktemp("centre") / "centre.db"
    office = Office(str(path), clock=FixedClock(MONDAY - timedelta(days=60)))
    office.found(ANSWERS)
    _staff(office)
    office.close()
    return path


@pytest.fixture
def centre(centre_template: Path, tmp_path: Path) -> Iterator[OfficeBench]:
    """Return a fresh centre; whatever was opened of it is closed at the end."""
    path = Path(shutil.copyfile(centre_template, tmp_path / "centre.db"))
    bench = OfficeBench(path, tmp_path / "drafts.db")
    yield bench
    bench.close()


def _staff(office: Office) -> None:
    """Write the people of the centre with empty passwords, hashed as cheaply as Argon2 allows."""
    from argon2 import PasswordHasher
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from models.centre import Unit
    from models.staff import Account, AccountRole, Staff

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("")
    with Session(office.engine) as session:
        units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
        for login, name, unit, roles, mediator in PEOPLE:
            person = Staff(name=name, unit_id=units[unit], mediator=mediator)
            kept = [AccountRole(role=role) for role in roles]
            session.add(Account(login=login, staff=person, password_hash=cheap, roles=kept))
        session.scalars(select(Account).where(Account.login == "admin")).one().password_hash = cheap
        session.commit()
