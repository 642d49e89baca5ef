"""调解记录: sittings of a case, with who was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.clock import day_of
from desktop.entries.mediation import AttendanceEntry, SessionEntry
from desktop.errors import FormError
from desktop.mediation.checking import Refusals
from desktop.mediation.parties import refusing, standing
from desktop.mediation.rows import BEFORE_AGREEMENT, touch
from desktop.work import Work
from models.mediation import MediationCase, MediationSession, SessionAttendance
from models.values.case_states import CaseState
from models.values.choices import SessionResult, SignatureMark, SignatureState
from models.values.dates import day_in_tables

LONGEST = timedelta(hours=24)
MINUTES_LIMIT = 50_000
PRESENT_LIMIT = 60


def write_session(
    work: Work, case: MediationCase, entry: SessionEntry, *, late: bool = False
) -> MediationSession:
    """Check a sitting and add it. Refused while a party's last word is a refusal (人民调解法 17).

    A refusal on the day of the sitting bars it while the case is being mediated; where the sitting is typed
    afterwards, only a refusal before that day does.
    """
    kept = _check(work, case, entry)
    held_on = day_of(entry.started_at)
    afterwards = late or case.state not in BEFORE_AGREEMENT
    barred = refusing(case.parties, upto=held_on - timedelta(days=1) if afterwards else held_on)
    if barred:
        names = "、".join(party.name for party in barred)
        raise FormError(
            [("attended", f"{names}明确拒绝调解，不能再调解；又同意了的，请先记下同意的日期和方式。")]
        )
    position = max((session.position for session in case.sessions), default=0) + 1
    session = MediationSession(case_id=case.id, position=position, seen=case.seen)
    _fill(session, entry, kept)
    case.sessions.append(session)
    work.session.flush()
    return session


def rewrite_session(work: Work, case: MediationCase, session: MediationSession, entry: SessionEntry) -> None:
    """Change a sitting as its form now shows it."""
    kept = _check(work, case, entry)
    wanted = {attendance.party: attendance.by_agent for attendance in entry.attended}
    for row in list(session.attendances):
        if row.party_id not in wanted:
            session.attendances.remove(row)
            work.session.delete(row)
    work.session.flush()
    _fill(session, entry, kept)
    touch(session)


def agreed_on(case: MediationCase) -> date | None:
    """Return the day of the last sitting that ended with an agreement: the day on which it ended."""
    ends = [
        session.ended_at or session.started_at
        for session in case.sessions
        if session.result == SessionResult.AGREED
    ]
    return day_of(max(ends)) if ends else None


def attendances_of(session: MediationSession) -> tuple[AttendanceEntry, ...]:
    """Return who was at a sitting, as its form shows it."""
    return tuple(
        AttendanceEntry(
            party=row.party_id,
            by_agent=row.by_agent,
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            signature=SignatureState(row.signature),
            mark=SignatureMark(row.mark) if row.mark else None,
            present=row.present,
        )
        for row in session.attendances
    )


def in_order(case: MediationCase) -> list[MediationSession]:
    """Return the sittings in the order in which they were held, whatever the order of typing."""
    return sorted(case.sessions, key=lambda session: (session.started_at, session.id))


def _check(work: Work, case: MediationCase, entry: SessionEntry) -> dict[str, str]:
    """Return the checked texts of a sitting, or refuse with every fault."""
    refusals = Refusals()
    _check_time(work, case, entry, refusals)
    texts = {
        "place": refusals.text("place", entry.place, limit=80, missing="请填写调解地点。"),
        "participants": refusals.text("participants", entry.participants, limit=200),
        "recorder": refusals.text("recorder", entry.recorder, limit=40),
        "interpreter": refusals.text("interpreter", entry.interpreter, limit=40),
        "minutes": refusals.text(
            "minutes",
            entry.minutes,
            limit=MINUTES_LIMIT,
            missing="" if entry.handwritten else "请写下调解记录；纸质原件为准的，请选“手写原件”。",
            multiline=True,
        ),
    }
    held_on = day_of(entry.started_at)
    parties = {party.id: party for party in standing(case.parties, on=held_on)}
    present = [attendance.party for attendance in entry.attended]
    if not present:
        refusals.add("attended", "请选择到场的当事人。")
    elif set(present) - set(parties) or len(set(present)) < len(present):
        refusals.add("attended", "到场的当事人有误，请重新选择。")
    else:
        for attendance in entry.attended:
            party = parties[attendance.party]
            if party.joined_on is not None and party.joined_on > held_on:
                refusals.add(
                    "attended", f"{party.name}{day_in_tables(party.joined_on)}才加入，不是这次调解的当事人。"
                )
            if attendance.by_agent and not party.agent_name:
                refusals.add("attended", f"{party.name}没有代理人，请先在当事人里填写代理人。")
        names = {number: party.name for number, party in parties.items()}
        if odd := [said for row in entry.attended for said in _presence_faults(names[row.party], entry, row)]:
            refusals.add("presence", "".join(odd))
    refusals.raise_any()
    return texts


def _presence_faults(name: str, entry: SessionEntry, row: AttendanceEntry) -> Iterator[str]:
    """Yield what cannot be: there outside of the sitting, a refusal without its reason, a mark without a signature."""
    came, went = row.arrived_at or entry.started_at, row.left_at or entry.ended_at
    if came < entry.started_at or (entry.ended_at is not None and came >= entry.ended_at):
        yield f"{name}到场的时间要在这次调解的起止时间之内。"
    elif went is not None and (went <= came or (entry.ended_at is not None and went > entry.ended_at)):
        yield f"{name}离场的时间要晚于到场，不晚于调解结束。"
    if len(row.present.strip()) > PRESENT_LIMIT:
        yield f"{name}的签名说明最多{PRESENT_LIMIT}个字。"
    if row.signature is SignatureState.REFUSED and not row.present.strip():
        yield f"{name}拒绝签名的，请写明原因和当时有谁在场。"
    if row.signature is SignatureState.SIGNED and row.mark is None:
        yield f"请选择{name}是怎么签的。"


def _check_time(work: Work, case: MediationCase, entry: SessionEntry, refusals: Refusals) -> None:
    """Note times that cannot be: in the future, before the acceptance, an end before the start."""
    if entry.started_at > work.now:
        refusals.add("started_at", "调解开始的时间不能晚于现在。")
    elif day_of(entry.started_at) < case.accepted_on:
        refusals.add("started_at", f"调解不能早于受理日期（{day_in_tables(case.accepted_on)}）。")
    elif (last := _last_day(case)) is not None and day_of(entry.started_at) > last:
        refusals.add("started_at", f"调解不能晚于{day_in_tables(last)}：那天已达成协议或终止调解。")
    if entry.ended_at is None:
        return
    if entry.ended_at <= entry.started_at:
        refusals.add("ended_at", "结束的时间要晚于开始的时间；过了零点的，请写第二天的日期。")
    elif entry.ended_at > work.now:
        refusals.add("ended_at", "调解结束的时间不能晚于现在。")
    elif entry.ended_at - entry.started_at > LONGEST:
        refusals.add("ended_at", "一次调解不会超过24小时，请核对起止时间；隔天再调的，请记为下一次。")


def _last_day(case: MediationCase) -> date | None:
    """Return the day after which there can be no sitting: the agreement was reached, or mediation ended."""
    if case.state == CaseState.TERMINATED:
        return case.terminated_on
    return None if case.state in BEFORE_AGREEMENT else case.reached_on


def _fill(session: MediationSession, entry: SessionEntry, texts: dict[str, str]) -> None:
    """Write the fields of a sitting and who was there."""
    session.kind, session.result = entry.kind, entry.result
    session.started_at, session.ended_at = entry.started_at, entry.ended_at
    session.public, session.handwritten = entry.public, entry.handwritten
    session.invitees_agreed = bool(texts["participants"]) and entry.invitees_agreed
    for field, text in texts.items():
        setattr(session, field, text)
    there = {row.party_id: row for row in session.attendances}
    for attendance in entry.attended:
        row = there.get(attendance.party)
        if row is None:
            row = SessionAttendance(party_id=attendance.party, seen=session.seen)
            session.attendances.append(row)
        row.by_agent = attendance.by_agent
        row.arrived_at, row.left_at = attendance.arrived_at, attendance.left_at
        row.signature = attendance.signature
        row.mark = attendance.mark if attendance.signature is SignatureState.SIGNED else None
        row.present = attendance.present.strip()
