"""Who came late or left early, and how each signed the minutes: a line for each party that was at a sitting."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import AttendanceEntry
from models.values.choices import SignatureMark, SignatureState, label
from models.values.dates import in_zone, parse_time
from ui.mediation.options import listed
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Reading
from ui.style import px
from ui.widgets.combo import ComboSearch
from ui.widgets.label import Label
from ui.widgets.lines import TextLine
from ui.widgets.moving import Group, chain
from ui.widgets.naming import set_shown

_SIGNED = [
    (mark.value, label(mark))
    for mark in (SignatureMark.NAME, SignatureMark.THUMB, SignatureMark.NAME_AND_THUMB, SignatureMark.SEAL)
]
_WAYS = [("", "待补签"), *_SIGNED, (SignatureState.REFUSED.value, "拒签")]
_NOTHING = ("", "", "", "")
_HEADS = ("", "签名", "到场", "离场", "说明")


class _Line:
    """The widgets of one party."""

    def __init__(self, name: str, party: PartyChoice, changed: Callable[..., object]) -> None:
        own = f"{name}.{party.number}"
        self.who = Label(party.name, "body")
        self.who.setMaximumWidth(px(110))
        self.who.setToolTip(party.name)
        self.way = ComboSearch(listed(_WAYS), name=f"{own}.way", placeholder="待补签")
        self.arrived = TextLine(name=f"{own}.arrived_at", placeholder="开始时", longest=10)
        self.left = TextLine(name=f"{own}.left_at", placeholder="结束时", longest=10)
        self.present = TextLine(
            name=f"{own}.present", placeholder="拒签的原因和在场人，或由谁宣读", longest=60
        )
        for widget, word in zip(self.fields(), _HEADS[1:], strict=True):
            widget.setAccessibleName(f"{party.name}：{word}")
        for line in (self.arrived, self.left):
            line.setFixedWidth(px(80))
        self.way.setFixedWidth(px(150))
        self.way.chosen.connect(changed)
        for line in (self.arrived, self.left, self.present):
            line.textChanged.connect(changed)

    def fields(self) -> tuple[ComboSearch, TextLine, TextLine, TextLine]:
        """The fields in their order."""
        return self.way, self.arrived, self.left, self.present

    def widgets(self) -> tuple[QWidget, ...]:
        """The name and the fields."""
        return (self.who, *self.fields())

    def texts(self) -> list[str]:
        """What stands in them."""
        return [self.way.value(), self.arrived.text(), self.left.text(), self.present.text()]

    def put(self, texts: Sequence[str]) -> None:
        """Put texts into them."""
        self.way.set_value(texts[0])
        for line, text in zip((self.arrived, self.left, self.present), texts[1:], strict=True):
            if line.text() != text:
                line.setText(text)


class Presence(Group):
    """The lines; `moment` turns a typed time into a moment of the sitting, None while its day is not known."""

    changed = Signal()

    def __init__(
        self, name: str, moment: Callable[[time], datetime | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name, self._moment = name, moment
        self._parties: tuple[PartyChoice, ...] = ()
        self._waiting: dict[int, Sequence[str]] = {}
        self._quiet = False
        self._lines: dict[int, _Line] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(4, 1)
        for column, word in enumerate(_HEADS):
            self._grid.addWidget(Label(word, "hint"), 0, column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Whom there may be lines of; what was typed of those that stay is kept."""
        if tuple(parties) == self._parties:
            return
        kept = self._texts()
        for line in self._lines.values():
            for widget in line.widgets():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._parties, self._lines = tuple(parties), {}
        self._waiting = {party.number: kept[party.number] for party in parties if party.number in kept}

    def set_there(self, numbers: Sequence[int]) -> None:
        """Show the lines of those who were there; a line is made when it is first wanted."""
        new = [
            (at, party)
            for at, party in enumerate(self._parties, start=1)
            if party.number in numbers and party.number not in self._lines
        ]
        for at, party in new:
            line = self._lines[party.number] = _Line(self._name, party, self._tell)
            for column, widget in enumerate(line.widgets()):
                self._grid.addWidget(widget, at, column)
            self._quiet = True  # what waited was typed before
            line.put(self._waiting.pop(party.number, _NOTHING))
            self._quiet = False
        for number, line in self._lines.items():
            for widget in line.widgets():
                set_shown(widget, on=number in numbers)
        if new:
            chain(self)

    def first_part(self) -> QWidget | None:
        """How the first of those who are there signed."""
        return next((line.way for line in self._lines.values() if not line.way.isHidden()), None)

    def _tell(self, *_text: object) -> None:
        if not self._quiet:
            self.changed.emit()

    def _texts(self) -> dict[int, Sequence[str]]:
        """What is typed, by party."""
        made = {number: line.texts() for number, line in self._lines.items()}
        return {number: texts for number, texts in (self._waiting | made).items() if any(texts)}

    def _put(self, wanted: Mapping[int, Sequence[str]]) -> None:
        """Show these texts and no others; those of lines that are not made yet wait."""
        before, self._quiet = self._quiet, True
        for number, line in self._lines.items():
            line.put(wanted.get(number, _NOTHING))
        self._quiet = before
        self._waiting = {number: texts for number, texts in wanted.items() if number not in self._lines}

    def completed(self, attended: Sequence[AttendanceEntry], read: Reading) -> tuple[AttendanceEntry, ...]:
        """Those who were there with what their lines say; what cannot be read is noted under `presence`."""
        return tuple(self._completed(row, read) for row in attended)

    def _completed(self, row: AttendanceEntry, read: Reading) -> AttendanceEntry:
        line = self._lines.get(row.party)
        if line is None:
            return row
        way = line.way.value()
        state = (
            SignatureState.PENDING
            if not way
            else SignatureState.REFUSED
            if way == SignatureState.REFUSED
            else SignatureState.SIGNED
        )
        return replace(
            row,
            arrived_at=self._at(line.arrived, line.who.text(), read),
            left_at=self._at(line.left, line.who.text(), read),
            signature=state,
            mark=SignatureMark(way) if state is SignatureState.SIGNED else None,
            present=line.present.text().strip(),
        )

    def _at(self, line: TextLine, whose: str, read: Reading) -> datetime | None:
        text = line.text().strip()
        if not text:
            return None
        try:
            return self._moment(parse_time(text))
        except ValueError as fault:
            read.add("presence", f"{whose}：{fault}")
            return None

    def put_rows(self, rows: Sequence[AttendanceEntry]) -> None:
        """Show what is kept."""
        self._put({row.party: _kept(row) for row in rows})

    def draft_text(self) -> str:
        """What was typed, by party."""
        typed = {str(number): list(texts) for number, texts in self._texts().items()}
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def put_draft_text(self, text: str) -> None:
        """Put it back."""
        self._put({int(number): texts for number, texts in (json.loads(text) if text else {}).items()})


def _kept(row: AttendanceEntry) -> list[str]:
    way = row.mark.value if row.mark else "refused" if row.signature is SignatureState.REFUSED else ""
    times = [f"{in_zone(moment):%H:%M}" if moment else "" for moment in (row.arrived_at, row.left_at)]
    return [way, *times, row.present]
