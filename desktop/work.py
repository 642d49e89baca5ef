"""One unit of work: an open transaction, who acts, when, at which desk, under which command id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event as sa_event
from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from desktop.clock import day_of
from desktop.database.chain import event_digest
from desktop.errors import OfficeError
from desktop.who import Who
from models.base import Base
from models.event import AuditHead, Event
from models.matter import Matter

CHANGED = "（不记内容）"
CLOCK_SLACK = timedelta(minutes=2)


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
    changes: list[dict[str, Any]] = field(default_factory=list)
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

        `words` is one short sentence for the time line: no numbers of people, nothing of the story.
        `occurred_at` is 发生时间 where it differs from the moment of recording; `acting_person` the one who did it
        where it was not the account's own person; `recorded_for_unit_id` the unit on whose behalf it was entered.
        """
        self._entries.append(
            _Entry(
                tag=tag,
                words=words[:200],
                occurred_at=occurred_at or self.now,
                subject=subject,
                matter_id=matter_id if matter_id is not None else getattr(subject, "matter_id", None),
                acting_person=acting_person or self.who.name,
                recorded_for_unit_id=recorded_for_unit_id,
            )
        )

    def insert_rows(self, table: type[Base], rows: list[dict[str, Any]]) -> None:
        """Insert several small rows in one statement, with the same field diffs as rows of the session have."""
        if not rows:
            return
        self.session.flush()
        self.session.execute(insert(table), rows)
        columns = table.__table__.columns
        for row in rows:
            fields = {
                name: CHANGED if columns[name].info.get("audit") == "changed" else _plain(value)
                for name, value in row.items()
                if value not in (None, "", False) and name not in {"seen", "version"}
            }
            self.changes.append({"row": table.__tablename__, "mark": "+", "fields": fields})

    def seal(self) -> None:
        """Flush, then take the audit head (the last lock of every transaction) and append the events."""
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
        rows, seq, previous = [], head.seq, head.hash
        for index, entry in enumerate(self._entries):
            seq += 1
            row = self._event_row(entry, seq, previous, self.changes if index == 0 else [])
            row["hash"] = previous = event_digest(previous, row)
            rows.append(row)
        self.session.execute(insert(Event), rows)
        self.session.execute(
            update(AuditHead)
            .where(AuditHead.id == 1)
            .values(seq=seq, hash=previous, recorded_at=max(self.now, head.recorded_at)),
            execution_options={"synchronize_session": False},
        )

    def _event_row(
        self, entry: _Entry, seq: int, previous: str, changes: list[dict[str, Any]]
    ) -> dict[str, Any]:
        """Return the columns of one event, without its hash."""
        subject_id = inspect(entry.subject).identity[0] if entry.subject is not None else None
        matter_id = entry.matter_id
        if matter_id is None and isinstance(entry.subject, Matter):
            matter_id = entry.subject.id
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
            "desk": self.desk,
            "subject": entry.subject.__tablename__ if entry.subject is not None else "",
            "subject_id": subject_id if isinstance(subject_id, int) else None,
            "matter_id": matter_id,
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
        work.changes.append(_change(row, "+"))
    for row in session.dirty:
        change = _change(row, "~")
        if change["fields"]:
            work.changes.append(change)
    for row in session.deleted:
        work.changes.append(_change(row, "-"))


def _change(row: Any, mark: str) -> dict[str, Any]:
    """Return what changed of one row: `{"row", "mark", "fields": {name: [old, new]}}`."""
    state = inspect(row)
    fields: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0]
        audit = column.info.get("audit", "value")
        if audit == "none" or column.primary_key or attribute.key == "seen" or mark == "-":
            continue
        history = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        if mark == "+":
            if new not in (None, "", False):
                fields[attribute.key] = CHANGED if audit == "changed" else _plain(new)
        elif old != new:
            fields[attribute.key] = CHANGED if audit == "changed" else [_plain(old), _plain(new)]
    identity = state.identity or state.mapper.primary_key_from_instance(row)
    key = "/".join(str(part) for part in identity)
    return {"row": f"{row.__tablename__}:{key}", "mark": mark, "fields": fields}


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, str, list, dict)):
        return value
    return str(value)
