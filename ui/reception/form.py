"""The registration form: 方式 and 性质 by one key, then who and what; everything else may follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.queries.codes import FormChoices, initials
from desktop.queries.reception import FirstLimit
from models.values.choices import Channel, MatterNature, label, options
from models.values.dates import moment_in_sentences
from ui.reception.more_fields import MoreFields
from ui.reception.visit_values import EMPTY, IDENTITY, not_got
from ui.reception.what_fields import WhatFields
from ui.reception.who_fields import WhoFields
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

Values = dict[str, Any]
MORE = "more"
FIRST_CHANNELS = (
    Channel.VISIT,
    Channel.CALL,
    Channel.LETTER,
    Channel.GRID,
    Channel.HOTLINE,
    Channel.PETITION,
)
NATURE_KEYS = {
    MatterNature.DISPUTE: "J",
    MatterNature.LIVELIHOOD: "M",
    MatterNature.ADVICE: "Z",
    MatterNature.HELP: "Q",
    MatterNature.REPORT: "T",
    MatterNature.SUGGESTION: "Y",
    MatterNature.ERRAND: "B",
}
LABEL_WIDTH = 56


class VisitForm(QWidget):
    """All fields of a registration. It holds one visit at a time: `values` and `fill` change it for another."""

    changed = Signal()
    """Something was typed or chosen by the user."""
    limit_wanted = Signal()
    """Nature or a sender's date changed: by when would the next step be due?"""

    def __init__(
        self, choices: FormChoices, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filling = False
        self._other_channel = ""
        self._limit: FirstLimit | None = None
        self._limit_of: object = None
        self.who = WhoFields(today)
        self.what = WhatFields(choices)
        self.more = MoreFields(choices)
        self._make_keys()
        self._missing = Label("", "hint", name="reception.missing")
        self._lay_out()
        self._listen()
        self.fill(EMPTY)

    def _make_keys(self) -> None:
        self.channel = Segments(self._channel_choices(), name="reception.channel")
        self.nature = Segments(
            [Choice(nature.value, label(nature), key) for nature, key in NATURE_KEYS.items()],
            name="reception.nature",
        )
        rest = [
            Option(channel.value, words, initials(words))
            for channel, words in options(Channel)
            if channel not in FIRST_CHANNELS
        ]
        self.other_channel = ComboSearch(
            rest, name="reception.other_channel", placeholder="按F4看全部，或打几个字"
        )
        self.fields = {
            "channel": Field(
                "方式", self.channel, name="reception.channel", required=True, beside=LABEL_WIDTH
            ),
            "other_channel": Field(
                "其他方式", self.other_channel, name="reception.other_channel", beside=LABEL_WIDTH + 14
            ),
            "nature": Field("性质", self.nature, name="reception.nature", required=True, beside=LABEL_WIDTH),
        }

    def _channel_choices(self) -> list[Choice]:
        choices = [
            Choice(channel.value, label(channel), str(number))
            for number, channel in enumerate(FIRST_CHANNELS, start=1)
        ]
        other = label(Channel(self._other_channel)) if self._other_channel else "更多..."
        return [*choices, Choice(MORE, other, "0")]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(9), px(16), px(4))
        column.setSpacing(px(5))
        for field in ("channel", "other_channel", "nature"):
            column.addWidget(self.fields[field])
        column.addWidget(self.who)
        column.addWidget(self.what, 5)
        column.addSpacing(look().size("label_gap"))
        column.addWidget(self.more)
        column.addWidget(self._missing)
        column.addStretch(1)
        stops = (self.channel, self.other_channel, self.nature, self.who.visitor)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.fields |= self.who.fields | self.what.fields | self.more.fields

    def _listen(self) -> None:
        self.channel.chosen.connect(self._channel_chosen)
        self.other_channel.chosen.connect(self._other_chosen)
        self.nature.chosen.connect(self._nature_chosen)
        for part in (self.who, self.what, self.more):
            part.changed.connect(self._touched)

    # -- values

    def values(self) -> Values:
        """Return everything that stands in the form."""
        channel = self.channel.value()
        return {
            "channel": self._other_channel if channel == MORE else channel,
            "nature": self.nature.value(),
            **self.who.values(),
            **self.what.values(),
            **self.more.values(),
        }

    def fill(self, values: Values) -> None:
        """Put values into the form, in place of what stands there; `changed` is not told."""
        values = EMPTY | values
        self._filling = True
        try:
            first = values["channel"] in {channel.value for channel in FIRST_CHANNELS}
            self._other_channel = "" if first else values["channel"]
            self.channel.set_choices(self._channel_choices())
            self.channel.set_value(values["channel"] if first or not values["channel"] else MORE)
            self.other_channel.set_value(self._other_channel)
            set_shown(self.fields["other_channel"], on=False)
            self.nature.set_value(values["nature"])
            self.who.fill(values)
            self.what.fill(values)
            self.more.fill(values)
            for field in ("channel", "nature"):
                self.fields[field].clear_reaction()
        finally:
            self._filling = False
        self._say_missing()

    def title(self) -> str:
        """Return a short name of the visit for its tab."""
        name = self.who.visitor.text().strip()
        return name or visit_title(self.values())

    # -- refusals

    def show_faults(self, faults: Iterable[tuple[str, str]]) -> None:
        """Put each sentence at its field and the cursor into the first; everything typed stays."""
        first: QWidget | None = None
        for name, sentence in faults:
            key, _dot, place = name.partition(".")
            field = self.fields.get(key)
            if field is None:
                continue
            if key in self.more.fields:
                self.more.set_open(on=True)
            if key == "external":
                wrong = self.more.set_number_error(place, sentence)
            else:
                field.set_error(sentence)
                wrong = field.widget
            first = first or wrong
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_faults(self) -> None:
        """Take every error away, so that only what is still wrong is shown again."""
        for field in self.fields.values():
            if field.error():
                field.clear_reaction()
        self.more.clear_number_errors()

    # -- reactions

    def _channel_chosen(self, value: str) -> None:
        more = value == MORE
        set_shown(self.fields["other_channel"], on=more)
        self.fields["channel"].clear_reaction()
        if more:
            self.other_channel.setFocus()
        elif self._other_channel:
            self._name_other("")
        self._touched()

    def _other_chosen(self, value: str) -> None:
        self._name_other(value)
        if value:
            self.nature.setFocus()
            set_shown(self.fields["other_channel"], on=False)
        self._touched()

    def _name_other(self, value: str) -> None:
        self._other_channel = value
        chosen = self.channel.value()
        self.channel.set_choices(self._channel_choices())
        self.channel.set_value(chosen)

    def _nature_chosen(self, value: str) -> None:
        self.fields["nature"].clear_reaction()
        self.what.set_nature(value)
        self.more.set_nature(value)
        self._touched()

    def _touched(self) -> None:
        if self._filling:
            return
        self._say_missing()
        self.changed.emit()

    def set_limit(self, limit: FirstLimit | None) -> None:
        """Say by when what is missing has to come."""
        self._limit = limit
        self._say_missing()

    def due_at(self) -> datetime | None:
        """When the next step would be due if the visit were accepted now, as far as that is known."""
        return self._limit.due_at if self._limit is not None else None

    def _say_missing(self) -> None:
        values = self.values()
        decides = (values["nature"], [row.get("due", "") for row in values["external"]])
        if decides != self._limit_of:
            self._limit_of, self._limit = decides, None
            self.limit_wanted.emit()
        wanting = [
            word
            for word, got in (
                ("方式", values["channel"]),
                ("性质", values["nature"]),
                ("诉求", values["story"].strip()),
            )
            if not got
        ]
        if wanting:
            self._missing.setText(f"还差{'、'.join(wanting)}才能登记，其余问到就填。")
            return
        self._missing.setText(missing_words(not_got(values), self._limit))


def missing_words(missing: Sequence[str], limit: FirstLimit | None) -> str:
    """Return what was not got and by when it has to come: the ID number before the end, the rest for the next step."""
    if not missing:
        return "该问的都问到了。"
    if limit is None or limit.due_at is None:
        return f"没问到{len(missing)}项，不影响登记：{'、'.join(missing)}。"
    soon = [what for what in missing if what != IDENTITY or limit.step == "办结"]
    parts = []
    if soon:
        parts.append(f"{'、'.join(soon)}（{moment_in_sentences(limit.due_at)}前补）")
    if len(soon) < len(missing):
        parts.append(f"{IDENTITY}（办结前补）")
    return f"没问到{len(missing)}项，不影响登记：{'，'.join(parts)}。"


def visit_title(values: Values) -> str:
    """Return what a visit without a name is called: 未命名（来电）."""
    if values.get("visitor", "").strip():
        return str(values["visitor"]).strip()
    if not values.get("channel"):
        return "新登记"
    return f"未命名（{label(Channel(values['channel']))}）"
