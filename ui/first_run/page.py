"""The first run: one page that asks what a centre is, shows what is missing at once, and keeps what was typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.errors import FormError, OfficeError
from desktop.founding import Answers, UnitAnswer, answer_faults
from ui.first_run.centre_part import CentrePart
from ui.first_run.units_part import UnitsPart
from ui.settings.section import scrolling
from ui.shell.key_sheet import KeySheet
from ui.shell.keys import Keys
from ui.style import look, px
from ui.tasks import Lanes
from ui.widgets.badge import Badge
from ui.widgets.buttons import ActionBar, ActionButton, KeyedButton
from ui.widgets.label import IconMark, Label
from ui.widgets.naming import name_widget, set_mark, set_shown
from ui.widgets.panel import Panel

_ORDER = (
    "centre_name", "area_name", "area_code", "committee_name", "committee_short", "admin_name", "admin_login",
    "password", "again", "place", "units", "villages",
)  # fmt: skip


class FirstRunPage(QWidget):
    """Everything that founds a centre, on one page."""

    finished = Signal(object, str)
    """The `Answers`, without a fault, and where the database will lie."""
    demo_wanted = Signal()
    """先用演示数据看看."""
    changed = Signal()
    """Something was typed."""

    def __init__(
        self, lanes: Lanes, *, place: str, year: int, demo: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name_widget(self, "first_run", "建立综治中心")
        set_mark(self, "surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("首次运行 - 一站解")
        self._tried = False
        self._working = False
        self.centre = CentrePart(lanes, place=place, year=year)
        self.units = UnitsPart()
        self._lay_out(demo=demo)
        self.keys = Keys(self)
        for button in self.findChildren(KeyedButton):
            self.keys.bind_button(button)
        self.keys.add("first_run.keys", "F1", "全部快捷键", self.show_keys)
        for part in (self.centre.changed, self.units.changed):
            part.connect(self._changed)

    def _lay_out(self, *, demo: bool) -> None:
        head = QWidget()
        head.setProperty("bar", "top")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label("建立综治中心", "page", name="first_run.title"))
        words.addWidget(Label("填完这一页就能开始。名称、单位、村居以后都可以在“设置”里改。", "secondary"))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(24), px(6), px(24), px(6))
        row.addLayout(words, 1)
        row.addWidget(Badge("只做一次", "mute", "info"))
        left = Panel(name="first_run.left")
        left.add(scrolling(self.centre), 1)
        body = QHBoxLayout()
        body.setContentsMargins(px(16), px(10), px(16), px(10))
        body.setSpacing(look().size("panel_gap"))
        body.addWidget(left, 3)
        body.addWidget(self.units, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)
        column.addWidget(self._make_bar(demo=demo))

    def _make_bar(self, *, demo: bool) -> ActionBar:
        bar = ActionBar(name="first_run.bar")
        self.found_button = ActionButton(
            "建立综治中心", "Ctrl+Enter", name="first_run.found", primary=True, icon="checkmark"
        )
        self.found_button.clicked.connect(self.submit)
        bar.add(self.found_button)
        if demo:
            self.demo_button = ActionButton("先用演示数据看看", "Alt+D", name="first_run.demo")
            self.demo_button.clicked.connect(self.demo_wanted)
            bar.add(self.demo_button)
        self._bar = QProgressBar()
        self._bar.setObjectName("first_run.progress")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(160))
        self._mark = IconMark("error_circle", "err", filled=True)
        self._line = Label("", "label", name="first_run.line")
        for widget in (self._bar, self._mark, self._line):
            bar.add_right(widget)
        set_shown(self._bar, on=False)
        set_shown(self._mark, on=False)
        return bar

    # -- what it holds

    def answers(self) -> Answers:
        """What stands on the page, faulty or not."""
        values = self.centre.values()
        return Answers(
            centre_name=values["centre_name"],
            area_code=values["area_code"],
            area_name=values["area_name"],
            committee_name=values["committee_name"],
            committee_short=values["committee_short"],
            admin_name=values["admin_name"],
            admin_login=values["admin_login"],
            password=values["password"],
            units=self.units.units(),
            villages=self.units.village_names(),
        )

    def faults(self) -> list[tuple[str, str]]:
        """Everything that is refused, in the order of the page, one sentence for each field."""
        found: dict[str, str] = {}
        for field, sentence in [*self.centre.own_faults(), *answer_faults(self.answers())]:
            place = "area_name" if field == "area_code" and self.centre.fields[field].isHidden() else field
            found.setdefault(place, sentence)
        return sorted(found.items(), key=lambda fault: _ORDER.index(fault[0]))

    def payload(self) -> dict[str, Any]:
        """What is worth keeping should the program end now; never a password."""
        values: dict[str, Any] = {**self.centre.values()}
        del values["password"]
        units = [
            [unit.name, unit.mode, unit.kind, unit.window, list(unit.weekdays), unit.mediates]
            for unit in self.units.units()
        ]
        return {**values, "units": units, "villages": list(self.units.village_names())}

    def restore(self, payload: dict[str, Any]) -> None:
        """Put kept values back."""
        self.centre.restore({key: str(value) for key, value in payload.items() if isinstance(value, str)})
        self.units.set_units(
            [UnitAnswer(name, mode, kind, window, tuple(days), mediates)
             for name, mode, kind, window, days, mediates in payload.get("units", [])]
        )  # fmt: skip
        self.units.villages.setPlainText("\n".join(payload.get("villages", [])))

    # -- what it shows

    def put_cursor(self) -> None:
        """Put the cursor into the first field."""
        self.centre.centre_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, words: str) -> None:
        """The centre is being founded: nothing can be typed meanwhile."""
        self._working = True
        self._say(words, "text2")
        set_shown(self._bar, on=True)
        for part in (self.centre, self.units, self.found_button):
            part.setEnabled(False)

    def refuse(self, refusal: OfficeError) -> None:
        """The founding was refused: everything typed is still there."""
        self._working = False
        set_shown(self._bar, on=False)
        for part in (self.centre, self.units, self.found_button):
            part.setEnabled(True)
        faults = refusal.faults if isinstance(refusal, FormError) else ((refusal.field or "", str(refusal)),)
        self._put(list(faults))
        self._say(str(refusal), "err")

    def line(self) -> str:
        """The sentence at the right of the action bar."""
        return self._line.text()

    def submit(self) -> None:
        """Ctrl+Enter: found the centre, or show every refusal at its field."""
        if self._working:
            return
        self._tried = True
        if self.units.editing():
            self.units.keep()
            if self.units.editing():
                return
        faults = self.faults()
        self._count(faults)
        if faults:
            self._put(faults)
            return
        self.finished.emit(self.answers(), self.centre.place())

    def show_keys(self) -> KeySheet:
        """F1."""
        sheet = KeySheet("首次运行", [], self.keys.actions(), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        return sheet

    def _put(self, faults: list[tuple[str, str]]) -> None:
        """Put refusals at their fields, the cursor in the first."""
        self.units.clear_refusal()
        first = faults[0][0]
        for field, sentence in faults:
            if field in self.centre.fields:
                self.centre.fields[field].set_error(sentence)
            elif field == "units":
                self.units.refuse(sentence, focus=field == first)
            elif field == "villages":
                self.units.villages_field.set_error(sentence)
        if first in self.centre.fields:
            self.centre.fields[first].focus_widget()
        elif first == "villages":
            self.units.villages_field.focus_widget()

    def _changed(self) -> None:
        if self._tried and not self._working:
            self._count(self.faults())
        self.changed.emit()

    def _count(self, faults: list[tuple[str, str]]) -> None:
        if faults:
            self._say(f"还有 {len(faults)} 处要改：{faults[0][1]}", "err")
        else:
            self._say("", "text2")

    def _say(self, words: str, tone: str) -> None:
        self._line.set_tone("err" if tone == "err" else "text2")
        self._line.setText(words)
        set_shown(self._mark, on=tone == "err" and bool(words))
