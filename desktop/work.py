"""One unit of work: an open transaction, who acts, when, at which desk, under which command id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event as sa_event
from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction, object_session
from sqlalchemy.orm.util import identity_key

from desktop.clock import day_of
from desktop.database.chain import event_digest
from desktop.diffs import Change, change_of, change_of_inserted, concealed
from desktop.errors import OfficeError
from desktop.who import Who
from models.base import Base, Seen
from models.event import AuditHead, Event
from models.matter import Matter
from models.values.text import without_invisible

CLOCK_SLACK = timedelta(minutes=2)
_WORDS_LIMIT, _PERSON_LIMIT, _DESK_LIMIT = 200, 40, 60
"""Of the event's columns."""


@dataclass(slots=True)
class _Entry:
    """An event that waits for the end of the transaction."""

    tag: str
    words: str
    occurred_at: datetime
    subject: Base | None
    matter_id: int | None
    acting_person: str
    recorded_for_unit_id: int | None


@dataclass(slots=True)
class Work:
    """The first argument of every use case and query."""

    session: Session
    who: Who
    now: datetime
    """The moment of recording (录入时间), UTC."""
    desk: str
    command_id: str
    clock_confirmed: bool = False
    """Somebody has looked at the PC's date and said that it is right although it lies before the last event."""
    changes: list[Change] = field(default_factory=list)
    _entries: list[_Entry] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day at the centre."""
        return day_of(self.now)

    def record(
        self,
        tag: str,
        subject: Base | None,
        *,
        words: str,
        occurred_at: datetime | None = None,
        matter_id: int | None = None,
        acting_person: str = "",
        recorded_for_unit_id: int | None = None,
    ) -> None:
        """Note an event; it is written, numbered and chained when the transaction ends.

        `words` is one short sentence for the time line: no numbers of people, nothing of the story; what is
        longer than the column ends with an ellipsis. `occurred_at` is 发生时间 where it differs from the moment
        of recording; `acting_person` the one who did it where it was not the account's own person;
        `recorded_for_unit_id` the unit on whose behalf it was entered. `matter_id` is needed for a subject that
        belongs to a matter without naming it (a party, an obligation).
        """
        self._entries.append(
            _Entry(
                tag=tag,
                words=_line(words, _WORDS_LIMIT),
                occurred_at=occurred_at or self.now,
                subject=subject,
                matter_id=matter_id,
                acting_person=_line(acting_person or self.who.name, _PERSON_LIMIT),
                recorded_for_unit_id=recorded_for_unit_id,
            )
        )

    def insert_rows(self, table: type[Base], rows: list[dict[str, Any]]) -> None:
        """Insert several small rows in one statement, with the same field diffs as rows of the session have."""
        if not rows:
            return
        self.session.flush()
        self.session.execute(insert(table), rows)
        self.changes += [change_of_inserted(table, row) for row in rows]

    def seal(self) -> None:
        """Flush, then take the audit head (the last lock of every transaction) and append the events.

        Raises OfficeError at `clock` when this PC's clock lies before the last event and nobody confirmed it.
        """
        self.session.flush()
        if not self._entries:
            if self.changes:
                raise AssertionError("a use case changed rows without recording an event")
            return
        head = self.session.execute(
            select(AuditHead.seq, AuditHead.hash, AuditHead.recorded_at)
            .where(AuditHead.id == 1)
            .with_for_update()
        ).one()
        if self.now < head.recorded_at - CLOCK_SLACK and not self.clock_confirmed:
            raise OfficeError(
                "这台电脑的时间比最后一条记录还早，没有保存。",
                field="clock",
                todo="请先核对电脑的日期和时间。",
            )
        changes = [concealed(change) for change in self.changes] if self._is_sealed() else list(self.changes)
        rows, seq, previous = [], head.seq, head.hash
        for index, entry in enumerate(self._entries):
            seq += 1
            row = self._event_row(entry, seq, previous, changes if index == 0 else [])
            row["hash"] = previous = event_digest(previous, row)
            rows.append(row)
        self.session.execute(insert(Event), rows)
        self.session.execute(
            update(AuditHead)
            .where(AuditHead.id == 1)
            .values(seq=seq, hash=previous, recorded_at=max(self.now, head.recorded_at)),
            execution_options={"synchronize_session": False},
        )
        self._entries.clear()
        self.changes.clear()

    def _is_sealed(self) -> bool:
        """Tell whether one of the matters that the events belong to is confidential."""
        if not self.changes:
            return False
        sealed = False
        for matter_id in {self._matter_id(entry) for entry in self._entries} - {None}:
            matter = self.session.identity_map.get(identity_key(Matter, matter_id))
            sealed |= (
                bool(matter.confidential)
                if matter is not None
                else bool(
                    self.session.scalar(
                        select(Matter.confidential).where(Matter.id == matter_id),
                        execution_options={"unnarrowed": True},
                    )
                )
            )
        return sealed

    @staticmethod
    def _matter_id(entry: _Entry) -> int | None:
        """Return the matter that an event belongs to."""
        return entry.matter_id if entry.matter_id is not None else _matter_of(entry.subject)

    def _event_row(self, entry: _Entry, seq: int, previous: str, changes: list[Change]) -> dict[str, Any]:
        """Return the columns of one event, without its hash."""
        subject = entry.subject
        identity = inspect(subject).identity if subject is not None else None
        subject_id = identity[0] if identity else None
        return {
            "seq": seq,
            "command_id": self.command_id,
            "tag": entry.tag,
            "occurred_at": entry.occurred_at,
            "recorded_at": self.now,
            "account_id": self.who.account_id,
            "account_name": self.who.name,
            "unit_id": self.who.unit_id,
            "acting_person": entry.acting_person,
            "recorded_for_unit_id": entry.recorded_for_unit_id,
            "desk": _line(self.desk, _DESK_LIMIT),
            "subject": subject.__tablename__ if subject is not None else "",
            "subject_id": subject_id if isinstance(subject_id, int) else None,
            "matter_id": self._matter_id(entry),
            "words": entry.words,
            "changes": changes,
            "previous_hash": previous,
        }


@sa_event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: UOWTransaction) -> None:
    """Collect the field diffs of a flush for the event of the unit of work."""
    work = session.info.get("work")
    if not isinstance(work, Work):
        return
    for row in session.new:
        work.changes.append(change_of(row, "+"))
    for row in session.dirty:
        change = change_of(row, "~")
        if change["fields"]:
            work.changes.append(change)


@sa_event.listens_for(Base, "after_delete", propagate=True)
def _note_deletion(_mapper: object, _connection: object, row: Base) -> None:
    """Collect a row that goes, also one that goes as an orphan of its parent."""
    session = object_session(row)
    work = session.info.get("work") if session is not None else None
    if isinstance(work, Work):
        work.changes.append(change_of(row, "-"))


def _matter_of(subject: Base | None) -> int | None:
    """Return the matter that an event belongs to by its subject; its time line would miss the event without."""
    if isinstance(subject, Matter):
        return subject.id
    found: int | None = getattr(subject, "matter_id", None)
    if found is None and isinstance(subject, Seen):
        raise AssertionError(f"an event about {subject.__tablename__} does not name its matter")
    return found


def _line(text: str, limit: int) -> str:
    """Return words as an event keeps them: one line that both engines take, cut with an ellipsis."""
    line = without_invisible(text).replace("\n", " ")
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
