"""One sitting and its minutes, as typed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import SessionEntry
from models.values.choices import SessionKind, SessionResult
from models.values.dates import day_in_tables, in_zone, utc_of
from ui.mediation.form import Form
from ui.mediation.options import numbered
from ui.mediation.party_form import side_by_side
from ui.mediation.people import Attendance, PartyChoice
from ui.mediation.presence import Presence
from ui.mediation.reading import Reading
from ui.style import look, px
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown

_EVENING, _MORNING = time(18, 0), time(6, 0)


class SessionForm(Form):
    """A sitting. `started_at` and `ended_at` are times of the day; past midnight the end is the next day's."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._attendance = Attendance(f"{name}.attended")
        self.day("day", "日期", required=True)
        self.moment("started_at", "开始", required=True)
        self.moment("ended_at", "结束")
        self.line("place", "地点", required=True, placeholder="如 调解室、东关村委会")
        self.segments("kind", "方式", numbered(SessionKind))
        self.segments("result", "结果", numbered(SessionResult))
        self.parts("attended", "到场的当事人", self._attendance, required=True)
        self._presence = Presence(f"{name}.presence", self._moment)
        self.parts("presence", "到场、离场和签名", self._presence)
        self._attendance.changed.connect(self._show_presence)
        self.line("participants", "参加人", hint="受邀协助调解的人，没有不填")
        invited = self.tick("invitees_agreed", "双方当事人同意邀请他们参加")
        self.line("interpreter", "翻译", hint="没有不填")
        self.line("recorder", "记录人")
        self.area(
            "minutes", "调解记录", lines=4, required=True, hint="各方陈述、查明的事实、达成的内容或不成的原因"
        )
        handwritten = self.tick("handwritten", "手写原件为准，这里只录要点")
        public = self.tick("public", "公开调解")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(
            side_by_side(
                (self.field("day"), 3),
                (self.field("started_at"), 2),
                (self.field("ended_at"), 2),
                (self.field("place"), 5),
            )
        )
        column.addWidget(self.field("kind"))
        column.addWidget(self.field("attended"))
        column.addLayout(
            side_by_side(
                (self.field("participants"), 5), (self.field("interpreter"), 2), (self.field("recorder"), 2)
            )
        )
        column.addWidget(invited)
        column.addWidget(self.field("minutes"))
        ticks = QHBoxLayout()
        ticks.setSpacing(px(20))
        ticks.addWidget(handwritten)
        ticks.addWidget(public)
        ticks.addStretch(1)
        column.addLayout(ticks)
        column.addWidget(self.field("result"))
        column.addWidget(self.field("presence"))
        participants = self.field("participants").widget
        assert isinstance(participants, TextLine)
        participants.textChanged.connect(self._show_invited)
        self._invited = invited
        self._show_presence()
        self._show_invited()

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """The parties that may have been there."""
        self._attendance.set_parties(parties)
        self._presence.set_parties(parties)
        self._show_presence()

    def restored(self) -> None:
        """Show a line of its own for each party that was there."""
        self._show_presence()
        self._show_invited()

    def _show_presence(self) -> None:
        there = self._attendance.attended()
        self._presence.set_there([row.party for row in there])
        set_shown(self.field("presence"), on=bool(there))

    def _show_invited(self, *_text: object) -> None:
        set_shown(self._invited, on=bool(self.text("participants").strip()) or self._invited.isChecked())

    def _moment(self, at: time) -> datetime | None:
        """A time of the day of this sitting, as far as its beginning can be read."""
        read = Reading(self)
        day, start = read.day("day"), read.time("started_at")
        return end_of(day, start, at) if day is not None and start is not None else None

    def is_blank(self) -> bool:
        """Whether nothing was typed that would be missed."""
        return not any(
            self.text(key)
            for key in (
                "day",
                "started_at",
                "ended_at",
                "place",
                "participants",
                "minutes",
                "attended",
                "interpreter",
            )
        )

    def put_entry(self, entry: SessionEntry) -> None:
        """Show a sitting that is kept."""
        start = in_zone(entry.started_at)
        end = in_zone(entry.ended_at) if entry.ended_at else None
        self.restore(
            {
                "day": day_in_tables(start.date()),
                "started_at": f"{start:%H:%M}",
                "ended_at": f"{end:%H:%M}" if end else "",
                "place": entry.place,
                "kind": entry.kind.value,
                "result": entry.result.value,
                "participants": entry.participants,
                "recorder": entry.recorder,
                "minutes": entry.minutes,
                "handwritten": "1" if entry.handwritten else "",
                "public": "1" if entry.public else "",
                "interpreter": entry.interpreter,
                "invitees_agreed": "1" if entry.invitees_agreed else "",
            }
        )
        self._attendance.put_attended(entry.attended)
        self._presence.put_rows(entry.attended)
        self.restored()

    def entry(self) -> SessionEntry:
        """The sitting as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        day = read.day("day", missing="请填写调解的日期。")
        start = read.time("started_at", missing="请填写开始的时间。")
        end = read.time("ended_at")
        kind = read.choice("kind", SessionKind, missing="请选择调解的方式。")
        result = read.choice("result", SessionResult, missing="请选择这次调解的结果。")
        attended = self._attendance.attended()
        if not attended:
            read.add("attended", "请选择到场的当事人。")
        attended = self._presence.completed(attended, read)
        read.finish()
        assert day is not None
        assert start is not None
        assert kind is not None
        assert result is not None
        return SessionEntry(
            kind=kind,
            started_at=utc_of(day, start),
            ended_at=end_of(day, start, end),
            place=read.text("place"),
            minutes=read.text("minutes"),
            result=result,
            attended=attended,
            participants=read.text("participants"),
            public=read.ticked("public"),
            recorder=read.text("recorder"),
            handwritten=read.ticked("handwritten"),
            interpreter=read.text("interpreter"),
            invitees_agreed=read.ticked("invitees_agreed") and bool(read.text("participants")),
        )


def end_of(day: date, start: time, end: time | None) -> datetime | None:
    """The end of a sitting; one that began in the evening and ended before six ended the next day."""
    if end is None:
        return None
    past_midnight = end < start and start >= _EVENING and end < _MORNING
    return utc_of(day + timedelta(days=1) if past_midnight else day, end)
