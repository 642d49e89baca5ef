"""What the tests of mediation share: a mediator at her PC, told in her words, and matters that were sent to her."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from office_fixture import Hands, OfficeBench
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from desktop.entries.matters import EndingEntry, MatterEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.queries.case_views import CaseView
from desktop.queries.cases import case_list, case_view
from desktop.queries.matters import matter_view
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.registering import register_matter
from models.values.choices import Channel, Ending, MatterNature
from ui.mediation.case_page import CasePage
from ui.mediation.late_entry import LateEntryPage
from ui.mediation.list_page import CasesPage
from ui.mediation.open_page import OpenCasePage
from ui.widgets.buttons import KeyedButton
from ui.widgets.combo import ComboSearch
from ui.widgets.field import Field
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.segments import Segments

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
WANG = PersonEntry(name="王秀英", phone="13800002417", address="东关村三组16号")
NEIGHBOUR = PersonEntry(name="张𬭎", address="东关村三组17号")
ZHANG = PersonEntry(name="张某海", phone="13800000001", address="车坪乡某村一组")
PENG = PersonEntry(name="彭某花", address="车坪乡某村一组")


def sent_to_mediation(
    centre: OfficeBench,
    *,
    story: str = "西邻翻建东厢房，滴水檐伸进院墙，雨水浇墙。",
    visitor: PersonEntry = WANG,
    counterpart: PersonEntry | OrganisationEntry = NEIGHBOUR,
    channel: Channel = Channel.VISIT,
) -> int:
    """Register a dispute and dispatch it to the mediation committee; returns the matter's id."""
    choices = centre.workplace("liguodong").choices
    category = next(row for row in choices.categories if row.parent_name == "邻里纠纷")
    entry = MatterEntry(
        channel=channel,
        nature=MatterNature.DISPUTE,
        story=story,
        visitor=visitor,
        counterparts=(counterpart,),
        category_id=category.category_id,
    )
    saved = centre.do("wangmin", register_matter, entry=entry, ending=EndingEntry(Ending.ACCEPT))
    committee = next(unit for unit in choices.units if unit.mediates)
    view = centre.look("liguodong", matter_view, matter_id=saved.matter_id)
    centre.do(
        "liguodong",
        dispatch_matter,
        matter_id=saved.matter_id,
        version=view.version,
        lead=Share(committee.unit_id, "调解"),
    )
    return int(saved.matter_id)


class MediatorDesk:
    """陈桂芳 at her PC, with her hands on the keyboard."""

    def __init__(self, centre: OfficeBench, login: str = "chenguifang") -> None:
        self.centre, self.login = centre, login
        self.place = centre.workplace(login)
        self.shell = centre.window(self.place, mediation=CasesPage)
        self.hands = Hands(self.shell)
        self.place.case_wanted.connect(lambda number: self.shell.open(CasePage(self.place, number)))
        self.place.open_case_wanted.connect(lambda number: self.shell.open(OpenCasePage(self.place, number)))
        self.place.late_entry_wanted.connect(lambda: self.shell.open(LateEntryPage(self.place)))

    # -- what stands before her

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.shell.page()

    def widget(self, name: str) -> Any:
        """A widget of the page by its dotted name."""
        found = self.page.findChild(QWidget, name)
        assert found is not None, f"{name} is not on {self.page.objectName()}"
        return found

    def label(self, name: str) -> str:
        """What a label says."""
        found = self.widget(name)
        assert isinstance(found, QLabel)
        return found.text()

    def error(self, name: str) -> str:
        """The refusal at a field, '' for none."""
        field = self.widget(f"{name}.field")
        assert isinstance(field, Field)
        return field.error()

    def message(self) -> str:
        """The line of the status bar."""
        return self.shell.message()

    def case(self) -> CaseView:
        """The newest case as the database has it."""
        rows = self.centre.look(self.login, case_list)
        found: CaseView = self.centre.look(self.login, case_view, case_id=rows[0].case_id)
        return found

    # -- what she does

    def settle(self) -> None:
        """Let everything end that was set going."""
        self.centre.settle()

    def until(self, true: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, (
                f"it did not come to pass: {self.page.objectName()} {self.message()}"
            )
            QTest.qWait(10)
            self.settle()

    def into(self, name: str) -> Any:
        """Put the cursor into a field."""
        widget = self.widget(name)
        assert widget.isVisibleTo(self.page), f"{name} is not to be seen"
        assert widget.isEnabled(), f"{name} is grey"
        for _try in range(3):  # after a list was open the offscreen platform leaves the window inactive
            self.shell.activateWindow()
            QApplication.processEvents()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
        focus = self.hands.focus()
        assert focus is widget or widget.isAncestorOf(focus), f"{name} does not take the cursor"
        return widget

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a text field, by the keyboard and the input method, and leave it by Tab."""
        widget = self.into(name)
        assert isinstance(widget, TextLine | TextArea)
        widget.selectAll()
        if not text:
            self.hands.press(Key.Key_Delete)
        elif text.isascii():
            self.hands.keys(text)
        else:
            self.hands.write(text)
        self.hands.press(Key.Key_Tab)

    def choose(self, name: str, word: str) -> None:
        """Choose a line of a list by its number."""
        widget = self.into(name)
        assert isinstance(widget, ComboSearch)
        option = next(option for option in widget.options() if option.text == word)
        widget.lineEdit().selectAll()
        if option.keys and option.keys[0].isdigit():
            self.hands.keys(option.keys[0])
        else:
            self.hands.write(word)
        self.hands.enter()
        assert widget.text() == word

    def pick(self, name: str, word: str) -> None:
        """Choose one of a few words side by side, by its key."""
        widget = self.into(name)
        assert isinstance(widget, Segments)
        part = next(
            part for part in widget._parts if part.choice.text == word
        )  # to know which key stands there
        self.hands.keys(part.choice.key)
        assert widget.text() == word

    def tick(self, name: str) -> None:
        """Tick a box by the space bar."""
        widget = self.into(name)
        assert isinstance(widget, QCheckBox)
        before = widget.isChecked()
        self.hands.press(Key.Key_Space)
        assert widget.isChecked() is not before

    def save(self) -> None:
        """Press Ctrl+Enter and wait."""
        self.hands.save()
        self.settle()

    def alt(self, letter: str) -> None:
        """Press Alt and a letter or digit, and wait."""
        key = getattr(Key, f"Key_{letter}")
        self.hands.press(key, ALT)
        self.settle()

    def escape(self) -> None:
        """Press Esc and wait."""
        self.hands.press(Key.Key_Escape)
        self.settle()

    def click(self, name: str) -> None:
        """Click a button that has no key of its own."""
        button = self.widget(name)
        assert isinstance(button, KeyedButton)
        assert button.isEnabled(), button.reason()
        button.click()
        self.settle()

    def part(self, title: str) -> None:
        """Bring a part of the case to the front by Ctrl+PageDown and PageUp."""
        keys = [part.TITLE for part in self.page.parts.values()]
        while title != (now := self.page.parts[self.page.current_part()].TITLE):
            here = keys.index(now)
            key = Key.Key_PageDown if here < keys.index(title) else Key.Key_PageUp
            self.hands.press(key, CTRL)
            self.settle()

    def open_case(self, matter_id: int, *, day: str = "", ticked: tuple[str, ...] = ()) -> int:
        """Accept a matter as a case, as proposed; returns the case's id."""
        self.place.open_case_wanted.emit(matter_id)
        self.settle()
        if day:
            self.write("open_case.accepted_on", day)
        for name in ticked:
            self.tick(name)
        self.save()
        assert isinstance(self.page, CasePage), self.page.message.text()
        self.settle()
        view = self.page.view()
        assert view is not None
        return int(view.case_id)

    def at(self, moment: datetime) -> None:
        """Let it become later."""
        self.centre.clock.moment = moment
