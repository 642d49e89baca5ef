"""Puts the main window together: which places a role has, and which page opens what. It only assembles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from models.values.permissions import ROLE_LABELS, Permission
from ui.frame import Frame
from ui.settings.page import SettingsPage
from ui.shell.page import Page, Place
from ui.shell.window import Shell

if TYPE_CHECKING:
    from ui.workplace import Workplace


def main_window(place: Workplace, frame: Frame, *, show: Callable[[Shell], object], go: str = "") -> Shell:
    """Make the main window of whoever is signed in, `show` it, and go to a place of it (the first when '')."""
    places = places_of(place, frame)
    shell = Shell(
        places,
        title=f"{place.choices.centre_name}（演示）" if place.choices.demo else place.choices.centre_name,
        searches=place.who.may(Permission.MATTER_READ),
    )
    place.shell = shell
    roles = "、".join(words for role, words in ROLE_LABELS.items() if role in place.who.roles)
    shell.set_person(place.who.name, roles)
    shell.lock_requested.connect(frame.lock_wanted)
    shell.person_clicked.connect(partial(_person_menu, shell, frame))
    shell.search_asked.connect(partial(_search, place))
    place.matter_wanted.connect(partial(_open_matter, place))
    place.case_wanted.connect(partial(_open_case, place))
    place.open_case_wanted.connect(partial(_take_case, place))
    place.late_entry_wanted.connect(partial(_open_late_entry, place))
    keys = [known.key for known in places]
    if "reception" in keys:
        bind_new_visit(shell)
    show(shell)
    shell.go(go if go in keys else keys[0])
    return shell


def places_of(place: Workplace, frame: Frame) -> list[Place]:
    """Return the places of a person's roles, in the order of the rail. Their pages are loaded when first shown."""
    may = place.who.may
    found = []
    if may(Permission.MATTER_READ):
        found.append(Place("desk", "工作台", "data_bar_vertical", lambda _shell: _desk(place)))
    if may(Permission.MATTER_REGISTER):
        found.append(Place("reception", "接待", "person_add", lambda _shell: _reception(place)))
    if may(Permission.MATTER_READ):
        found.append(Place("matters", "事项", "clipboard_task", lambda _shell: _matters(place)))
    if may(Permission.CASE_READ):
        found.append(Place("mediation", "调解", "handshake", lambda _shell: _cases(place)))
        found.append(Place("reminders", "提醒", "calendar_clock", lambda _shell: _reminders(place)))
    if may(Permission.EVENT_READ):
        found.append(Place("events", "日志", "history", lambda _shell: _events(place)))
    found.append(Place("settings", "设置", "settings", lambda _shell: SettingsPage(place, frame)))
    return found


def bind_new_visit(shell: Shell) -> None:
    """F2 begins a registration from everywhere; the window has the place `reception`."""

    def begin() -> None:
        from ui.reception.page import ReceptionPage

        page = shell.root("reception")
        assert isinstance(page, ReceptionPage)
        page.new_visit()

    shell.keys.add("shell.new_visit", "F2", "新登记（从哪里都行）", begin)


def _desk(place: Workplace) -> Page:
    from ui.desk.page import DeskPage

    return DeskPage(place)


def _reception(place: Workplace) -> Page:
    from ui.reception.page import ReceptionPage

    return ReceptionPage(place)


def _matters(place: Workplace) -> Page:
    from ui.matters.list_page import MattersPage

    return MattersPage(place)


def _cases(place: Workplace) -> Page:
    from ui.mediation.list_page import CasesPage

    return CasesPage(place)


def _reminders(place: Workplace) -> Page:
    from ui.reminders.page import RemindersPage

    return RemindersPage(place)


def _events(place: Workplace) -> Page:
    from ui.events.page import EventsPage

    return EventsPage(place)


def _search(place: Workplace, text: str) -> None:
    from ui.search.page import SearchPage

    page = place.shell.page() if place.shell is not None else None
    if isinstance(page, SearchPage):
        page.search(text)
        page.on_shown()
    else:
        _open(place, SearchPage(place, text))


def _open_matter(place: Workplace, matter_id: int) -> None:
    from ui.matters.matter_page import MatterPage

    if place.shell is not None and place.shell.bring_open(f"matter.{matter_id}"):
        return
    _open(place, MatterPage(place, matter_id), over="matters")


def _open_case(place: Workplace, case_id: int) -> None:
    from ui.mediation.case_page import CasePage

    if place.shell is not None and place.shell.bring_open(f"case.{case_id}"):
        return
    _open(place, CasePage(place, case_id), over="mediation")


def _take_case(place: Workplace, matter_id: int) -> None:
    from ui.mediation.open_page import OpenCasePage

    _open(place, OpenCasePage(place, matter_id), over="mediation")


def _open_late_entry(place: Workplace) -> None:
    from ui.mediation.late_entry import LateEntryPage

    _open(place, LateEntryPage(place), over="mediation")


def _open(place: Workplace, page: Page, over: str = "") -> None:
    if place.shell is not None:
        place.shell.open(page, place=over)


def _person_menu(shell: Shell, frame: Frame) -> None:
    """Open the menu of the button with name and role: lock, somebody else, own password."""
    menu = QMenu(shell)
    menu.setObjectName("shell.person.menu")
    menu.addAction("锁屏（Ctrl+L）", frame.lock_wanted.emit)
    menu.addAction("换人登录", frame.change_wanted.emit)
    menu.addAction("修改我的密码", partial(_own_password, shell))
    menu.aboutToHide.connect(menu.deleteLater)
    button = shell.findChild(QWidget, "shell.person")
    assert button is not None
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _own_password(shell: Shell) -> None:
    page = shell.go("settings")
    if isinstance(page, SettingsPage):
        page.show_section("password")
