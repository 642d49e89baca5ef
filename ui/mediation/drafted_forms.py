"""The papers that the forms of a case yield as they stand now, half-filled or whole: minutes, inquiry, visit, register.

Each function is called in the screen's thread, reads what can be read, and gives what makes the paper; that then
runs in the long lane. What is missing stays missing: the page marks it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from desktop.mediation.naming import told_apart
from desktop.mediation.paper import PartyFacts, parties_on_paper
from desktop.mediation.wording import attended_words, presence_notes, result_words
from desktop.queries.case_views import CaseView
from models.values.choices import CaseSource, InquiryKind, PartySide, SessionResult
from models.values.dates import day_on_paper, utc_of
from models.values.identity_number import Sex
from ui.mediation.drafted_paper import facts_of
from ui.mediation.form import Form
from ui.mediation.party_form import PartyForm
from ui.mediation.people import Attendance
from ui.mediation.presence import Presence
from ui.mediation.reading import Reading

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

Build = "Callable[[], Document]"

SESSION_KEYS = {
    "time": "started_at",
    "place": "place",
    "attended": "attended",
    "presence": "presence",
    "participants": "participants",
    "minutes": "minutes",
    "result": "result",
}
INQUIRY_KEYS = {
    "time": "started_at",
    "place": "place",
    "asked": "subject",
    "participants": "participants",
    "record": "text",
    "findings": "text",
    "inspectors": "investigators",
}
VISIT_KEYS = {"time": "happened_on", "parties": "whom", "findings": "text"}


def session_document(view: CaseView, form: Form, ordinal: int) -> "Callable[[], Document]":
    """The minutes of a sitting as typed; `ordinal` says which it is, from 1."""
    read = Reading(form)
    day, start, end = read.day("day"), read.time("started_at"), read.time("ended_at")
    attendance = form.field("attended").widget
    assert isinstance(attendance, Attendance)
    there = {row.party: row.by_agent for row in attendance.attended()}
    presence = form.field("presence").widget
    assert isinstance(presence, Presence)
    facts = [facts_of(party) for party in view.parties]
    result = read.choice("result", SessionResult, missing="")
    said: dict[str, Any] = {
        "place": read.text("place"),
        "attended": attended_words(facts, there),
        "participants": read.text("participants"),
        "matter": view.name,
        "minutes": read.text("minutes"),
        "result": result_words(result) if result else "",
        "mediators": tuple(mediator.name for mediator in view.mediators),
        "number": _number(view),
        "sitting": ordinal,
        "late_entry": view.late_entry,
        "recorded_text": read.ticked("handwritten"),
        "notes": presence_notes(
            told_apart(facts), presence.completed(attendance.attended(), read), read.text("interpreter")
        ),
    }
    whose = [party for party, one in zip(facts, view.parties, strict=True) if one.id in there]

    def build() -> "Document":
        from desktop.printing.papers.session import SessionPaper

        blocks = dict(zip((party.id for party in facts), _blocks(view, facts), strict=True))
        signing = tuple(blocks[party.id] for party in whose)
        when = _time(day, start, end)
        return _document("session", SessionPaper(view.committee_name, signing, time=when, **said))

    return build


def inquiry_document(view: CaseView, form: Form) -> "Callable[[], Document]":
    """The record of an inquiry or of an inspection as typed."""
    read = Reading(form)
    day, start, end = read.day("day"), read.time("started_at"), read.time("ended_at")
    site = form.text("kind") == InquiryKind.SITE
    place, text, asked = read.text("place"), read.text("text"), read.text("subject")
    participants, investigators = read.text("participants"), names_of(read.text("investigators"))
    by_hand = read.ticked("handwritten")
    facts = [facts_of(party) for party in view.parties]

    def build() -> "Document":
        from desktop.printing.papers.inquiry import InquiryPaper
        from desktop.printing.papers.site_inspection import SiteInspectionPaper

        when = _time(day, start, end)
        if site:
            paper = SiteInspectionPaper(
                view.committee_name,
                _blocks(view, facts),
                time=when,
                place=place,
                participants=names_of(participants),
                matter=view.name,
                findings=text,
                inspectors=investigators,
                late_entry=view.late_entry,
                recorded_text=by_hand,
            )
            return _document("site_inspection", paper)
        return _document(
            "inquiry",
            InquiryPaper(
                view.committee_name,
                time=when,
                place=place,
                asked=asked,
                participants=participants,
                record=text,
                investigators=investigators,
                late_entry=view.late_entry,
                recorded_text=by_hand,
            ),
        )

    return build


def visit_document(view: CaseView, form: Form, visitor: str) -> "Callable[[], Document]":
    """The record of a return visit as typed; `visitor` is who goes."""
    read = Reading(form)
    day, whom, text = read.day("happened_on"), read.text("whom"), read.text("text")
    names = told_apart([facts_of(party) for party in view.parties if party.left_on is None])
    number = view.agreement.number if view.agreement is not None else _number(view)

    def build() -> "Document":
        from desktop.printing.papers.return_visit import ReturnVisitPaper

        return _document(
            "return_visit",
            ReturnVisitPaper(
                view.committee_name,
                parties=whom or "、".join(names.values()),
                agreement_number=number,
                dispute=view.name,
                time=day_on_paper(day) if day else "",
                findings=text,
                visitors=(visitor,) if visitor else (),
                late_entry=view.late_entry,
            ),
        )

    return build


def acceptance_document(view: CaseView, parties: Sequence[PartyFacts]) -> "Callable[[], Document]":
    """受理登记表 of a case with these parties."""

    def build() -> "Document":
        from desktop.printing.papers.acceptance import AcceptancePaper

        return _document(
            "acceptance",
            AcceptancePaper(
                view.committee_name,
                parties_on_paper(parties, view.source, view.accepted_on),
                accepted_on=view.accepted_on,
                own_initiative=view.source is CaseSource.OWN_INITIATIVE,
                dispute_type=view.dispute_type,
                summary=view.summary,
                number=_number(view),
                late_entry=view.late_entry,
                recorded_text=view.late_entry,
            ),
        )

    return build


def party_typed(form: PartyForm, number: int) -> PartyFacts:
    """A party as it is typed, as far as it can be read; `number` is its id, 0 for a new one."""
    read = Reading(form)
    side = read.choice("side", PartySide, missing="") or PartySide.APPLICANT
    sex = read.choice("who.sex", Sex, missing="")
    return PartyFacts(
        id=number,
        kind=form.kind(),
        side=side.value,
        name=read.text("who.name"),
        sex=sex.value if sex else None,
        born=read.day("who.born"),
        legal_representative=read.text("who.legal_representative"),
        representative_post=read.text("who.representative_post"),
        agent_name=read.text("agent_name"),
        agent_relation=read.text("agent_relation"),
        agent_may_settle=read.ticked("agent_may_settle"),
    )


def with_party(view: CaseView, typed: PartyFacts, *, is_blank: bool) -> list[PartyFacts]:
    """The parties with the one that is being typed in its place, or behind the others unless nothing is typed."""
    there = [facts_of(party) for party in view.parties]
    if any(party.id == typed.id for party in there):
        return [
            replace(typed, agent_kind=party.agent_kind) if party.id == typed.id else party for party in there
        ]
    return there if is_blank else [*there, typed]


def names_of(text: str) -> tuple[str, ...]:
    """The names of a text."""
    return tuple(part.strip() for part in text.replace("，", "、").split("、") if part.strip())


def _number(view: CaseView) -> str:
    """The number as papers show it: a blank to write on while there is none."""
    return view.number if "号" in view.number else ""


def _blocks(view: CaseView, facts: Sequence[PartyFacts]) -> tuple[Any, ...]:
    return parties_on_paper(facts, view.source, view.accepted_on)


def _time(day: date | None, start: time | None, end: time | None) -> str:
    """From when to when, as far as it is known: the day alone, the day and the beginning, all of it."""
    from desktop.printing.papers.session import session_time

    if day is None:
        return ""
    if start is None:
        return day_on_paper(day)
    return session_time(utc_of(day, start), _end(day, start, end))


def _end(day: date, start: time, end: time | None) -> datetime | None:
    from ui.mediation.session_form import end_of

    return end_of(day, start, end)


def _document(key: str, facts: Any) -> "Document":
    from desktop.printing.profile import national_profile

    return national_profile().document(key, facts)
