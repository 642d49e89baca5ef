"""The fields of one unit: name, how it sits in the hall, whose it is, window, days. Used at the first run and later."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from models.values.choices import UnitKind, UnitMode, options
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.naming import name_widget
from ui.widgets.segments import Choice, Segments
from ui.widgets.tick import TickBox

DAYS = "一二三四五六日"
KIND_HINT = "归属决定怎么督促：本级发催办单、督办单，条管发提醒函、商请函，法院只提醒程序。"


def day_words(weekdays: Iterable[int]) -> str:
    """Return weekdays (1 Monday … 7 Sunday) as a table says them: 周一至周五, 周二、周四, or 不定."""
    days = sorted(set(weekdays))
    if not days:
        return "不定"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"周{DAYS[days[0] - 1]}至周{DAYS[days[-1] - 1]}"
    return "、".join(f"周{DAYS[day - 1]}" for day in days)


class WeekdayRow(QWidget):
    """Seven boxes, Monday first."""

    changed = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        name_widget(self, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self._boxes: list[TickBox] = []
        for at, word in enumerate(DAYS, start=1):
            box = TickBox(word, name=f"{name}.{at}", spoken=f"周{word}", tight=True)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes.append(box)
            row.addWidget(box)
        row.addStretch(1)
        self.setFocusProxy(self._boxes[0])

    def days(self) -> tuple[int, ...]:
        """The days that are ticked."""
        return tuple(at for at, box in enumerate(self._boxes, start=1) if box.isChecked())

    def set_days(self, days: Iterable[int]) -> None:
        """Tick these days."""
        wanted = set(days)
        for at, box in enumerate(self._boxes, start=1):
            box.setChecked(at in wanted)


class UnitForm(QWidget):
    """The fields, by name, so that refusals find them."""

    changed = Signal()

    def __init__(self, *, name: str, phone: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextLine(name=f"{name}.name", longest=60)
        self.window_line = TextLine(name=f"{name}.window", longest=30, placeholder="如 3 号")
        self.phone = TextLine(name=f"{name}.phone", longest=40)
        self.mode = Segments(
            [Choice(mode.value, word, str(at)) for at, (mode, word) in enumerate(options(UnitMode), 1)],
            name=f"{name}.mode",
            stretches=False,
        )
        kinds = [Option(kind.value, word, (str(at),)) for at, (kind, word) in enumerate(options(UnitKind), 1)]
        self.kind = ComboSearch(kinds, name=f"{name}.kind")
        self.weekdays = WeekdayRow(name=f"{name}.weekdays")
        self.fields = {
            "name": Field("单位名称", self.name, name=f"{name}.name", required=True),
            "window": Field("窗口", self.window_line, name=f"{name}.window"),
            "mode": Field("方式", self.mode, name=f"{name}.mode"),
            "kind": Field("归属", self.kind, name=f"{name}.kind"),
            "weekdays": Field("到岗", self.weekdays, name=f"{name}.weekdays"),
        }
        self.fields["kind"].setToolTip(KIND_HINT)
        if phone:
            self.fields["phone"] = Field("电话", self.phone, name=f"{name}.phone")
        self._lay_out(phone=phone)
        for line in (self.name, self.window_line, self.phone):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self.mode.chosen.connect(lambda _value: self.changed.emit())
        self.kind.chosen.connect(lambda _value: self.changed.emit())
        self.weekdays.changed.connect(self.changed)
        self.setFocusProxy(self.name)

    def _lay_out(self, *, phone: bool) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().size("field_gap_across"))
        grid.setVerticalSpacing(px(4))
        grid.addWidget(self.fields["name"], 0, 0)
        grid.addWidget(self.fields["window"], 0, 1)
        grid.addWidget(self.fields["mode"], 1, 0)
        grid.addWidget(self.fields["kind"], 1, 1)
        grid.addWidget(self.fields["weekdays"], 2, 0)
        if phone:
            grid.addWidget(self.fields["phone"], 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)

    def fill(
        self,
        *,
        name: str = "",
        mode: str = UnitMode.RESIDENT,
        kind: str = UnitKind.OWN,
        window: str = "",
        weekdays: Iterable[int] = (1, 2, 3, 4, 5),
        phone: str = "",
    ) -> None:
        """Show a unit, without refusals."""
        self.name.setText(name)
        self.window_line.setText(window)
        self.phone.setText(phone)
        self.mode.set_value(mode)
        self.kind.set_value(kind)
        self.weekdays.set_days(weekdays)
        for field in self.fields.values():
            field.clear_reaction()
