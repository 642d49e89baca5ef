"""The papers that the forms of a case yield as they stand now, half-filled or whole: minutes, inquiry, visit, register.

Each function is called in the screen's thread, reads what can be read, and gives what makes the paper; that then
runs in the long lane. What is missing stays missing: the page marks it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from desktop.entries.mediation import AgreementEntry
from desktop.mediation.naming import told_apart
from desktop.mediation.paper import agreement_paper, parties_on_paper
from desktop.mediation.wording import attended_words, presence_notes, result_words
from models.values.choices import CaseSource, InquiryKind, SessionResult
from models.values.dates import day_on_paper, utc_of
from ui.mediation.draft_case import DraftCase
from ui.mediation.form import Form
from ui.mediation.people import Attendance
from ui.mediation.presence import Presence
from ui.mediation.reading import Reading

if TYPE_CHECKING:
    from desktop.printing.blocks import Document
    from desktop.printing.papers.agreement import AgreementPaper

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


def session_document(case: DraftCase, form: Form, ordinal: int) -> "Callable[[], Document]":
    """The minutes of a sitting as typed; `ordinal` says which it is, from 1."""
    read = Reading(form)
    day, start, end = read.day("day"), read.time("started_at"), read.time("ended_at")
    attendance = form.field("attended").widget
    assert isinstance(attendance, Attendance)
    there = {row.party: row.by_agent for row in attendance.attended()}
    presence = form.field("presence").widget
    assert isinstance(presence, Presence)
    result = read.choice("result", SessionResult, missing="")
    said: dict[str, Any] = {
        "place": read.text("place"),
        "attended": attended_words(case.parties, there),
        "participants": read.text("participants"),
        "matter": case.name,
        "minutes": read.text("minutes"),
        "result": result_words(result) if result else "",
        "mediators": case.mediators,
        "number": case.number,
        "sitting": ordinal,
        "late_entry": case.late_entry,
        "recorded_text": read.ticked("handwritten"),
        "notes": presence_notes(
            told_apart(case.parties),
            presence.completed(attendance.attended(), read),
            read.text("interpreter"),
        ),
    }

    def build() -> "Document":
        from desktop.printing.papers.session import SessionPaper

        blocks = zip(case.parties, _blocks(case), strict=True)
        signing = tuple(block for party, block in blocks if party.id in there)
        when = _time(day, start, end)
        return _document("session", SessionPaper(case.committee_name, signing, time=when, **said))

    return build


def inquiry_document(case: DraftCase, form: Form) -> "Callable[[], Document]":
    """The record of an inquiry or of an inspection as typed."""
    read = Reading(form)
    day, start, end = read.day("day"), read.time("started_at"), read.time("ended_at")
    site = form.text("kind") == InquiryKind.SITE
    place, text, asked = read.text("place"), read.text("text"), read.text("subject")
    participants, investigators = read.text("participants"), names_of(read.text("investigators"))
    by_hand = read.ticked("handwritten")

    def build() -> "Document":
        from desktop.printing.papers.inquiry import InquiryPaper
        from desktop.printing.papers.site_inspection import SiteInspectionPaper

        when = _time(day, start, end)
        if site:
            paper = SiteInspectionPaper(
                case.committee_name,
                _blocks(case),
                time=when,
                place=place,
                participants=names_of(participants),
                matter=case.name,
                findings=text,
                inspectors=investigators,
                late_entry=case.late_entry,
                recorded_text=by_hand,
            )
            return _document("site_inspection", paper)
        return _document(
            "inquiry",
            InquiryPaper(
                case.committee_name,
                time=when,
                place=place,
                asked=asked,
                participants=participants,
                record=text,
                investigators=investigators,
                late_entry=case.late_entry,
                recorded_text=by_hand,
            ),
        )

    return build


def visit_document(case: DraftCase, form: Form, visitor: str) -> "Callable[[], Document]":
    """The record of a return visit as typed; `visitor` is who goes."""
    read = Reading(form)
    day, whom, text = read.day("happened_on"), read.text("whom"), read.text("text")
    names = told_apart([party for party in case.parties if party.id in case.there])

    def build() -> "Document":
        from desktop.printing.papers.return_visit import ReturnVisitPaper

        return _document(
            "return_visit",
            ReturnVisitPaper(
                case.committee_name,
                parties=whom or "、".join(names.values()),
                agreement_number=case.agreement_number,
                dispute=case.name,
                time=day_on_paper(day) if day else "",
                findings=text,
                visitors=(visitor,) if visitor else (),
                late_entry=case.late_entry,
            ),
        )

    return build


def acceptance_document(case: DraftCase) -> "Callable[[], Document]":
    """受理登记表 of a case."""

    def build() -> "Document":
        from desktop.printing.papers.acceptance import AcceptancePaper

        return _document(
            "acceptance",
            AcceptancePaper(
                case.committee_name,
                _blocks(case),
                accepted_on=case.accepted_on,
                own_initiative=None if case.source is None else case.source is CaseSource.OWN_INITIATIVE,
                dispute_type=case.dispute_type,
                summary=case.summary,
                number=case.number,
                late_entry=case.late_entry,
                recorded_text=case.late_entry,
            ),
        )

    return build


def oral_document(case: DraftCase, entry: AgreementEntry) -> "Callable[[], Document]":
    """人民调解口头协议登记表 of an agreement as typed."""

    def build() -> "Document":
        from desktop.printing.papers.oral_agreement import OralAgreementPaper

        paper = _agreement(case, entry)
        return _document(
            "oral_agreement",
            OralAgreementPaper(
                committee_name=paper.committee_name,
                number=paper.number,
                parties=paper.parties,
                facts=paper.facts,
                terms=paper.terms,
                performance_text=paper.performance_text,
                mediators=paper.mediators,
                late_entry=case.late_entry,
                recorded_text=case.late_entry,
            ),
        )

    return build


def agreement_document(case: DraftCase, entry: AgreementEntry) -> "Callable[[], Document]":
    """The agreement as typed: of a late entry its text as it was recorded, for the original is on paper."""

    def build() -> "Document":
        paper = replace(_agreement(case, entry), late_entry=case.late_entry, recorded_text=case.late_entry)
        return _document("agreement", paper)

    return build


def _agreement(case: DraftCase, entry: AgreementEntry) -> "AgreementPaper":
    return agreement_paper(
        entry,
        case.parties,
        committee_name=case.committee_name,
        number=case.agreement_number,
        source=case.source or CaseSource.APPLICATION,
        mediators=case.mediators,
        dated=case.dated,
    )


def names_of(text: str) -> tuple[str, ...]:
    """The names of a text."""
    return tuple(part.strip() for part in text.replace("，", "、").split("、") if part.strip())


def _blocks(case: DraftCase) -> tuple[Any, ...]:
    return parties_on_paper(case.parties, case.source or CaseSource.APPLICATION, case.dated)


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
