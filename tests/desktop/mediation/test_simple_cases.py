"""简易调解一页办结: one form, in effect at once, closed when done on the spot, collected by month in one volume."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, person
from sqlalchemy.orm import Session
from test_dossier_archiving import page_texts, settle

import factories
from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    CaseEntry,
    ConsentEntry,
    HolderEntry,
    LateCase,
    LatePerformanceEntry,
    ObligationEntry,
    PerformanceEntry,
    TellingEntry,
)
from desktop.entries.people import PersonEntry
from desktop.errors import FormError, OfficeError
from desktop.papers.offers import Fill
from desktop.queries.dossiers import dossier_pdf, dossier_view
from desktop.queries.papers import case_offers
from desktop.services.mediation.archiving import archive_simple_cases
from desktop.services.mediation.late_entry import enter_case_late
from models.centre import Committee
from models.mediation import MediationCase
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    ConsentHow,
    MatterNature,
    PartySide,
    TellingHow,
)
from models.values.permissions import Role
from models.values.terms import ObligationKind, Term, TermKind


def simple(story: Story, first: str, second: str, **changes: Any) -> LateCase:
    """A quarrel over a field path, settled on the spot."""
    usual = LateCase(
        matter=MatterEntry(
            channel=Channel.VISIT,
            nature=MatterNature.DISPUTE,
            story=f"{first}与{second}因田间小路通行争吵。",
            visitor=PersonEntry(name=first, phone="13800001111", address="柳林村3号"),
            counterparts=(PersonEntry(name=second, address="柳林村5号"),),
        ),
        case=CaseEntry(
            source=CaseSource.OWN_INITIATIVE,
            accepted_on=ACCEPTED,
            mediator_ids=(story.mediator_id,),
            presiding_id=story.mediator_id,
            name=f"{first}与{second}邻里纠纷",
            dispute_type="邻里纠纷",
        ),
        parties=(
            person(first, phone="13800001111", address="柳林村3号"),
            person(second, PartySide.RESPONDENT, address="柳林村5号"),
        ),
        consents=tuple(
            ConsentEntry(party=place, agreed=True, how=ConsentHow.ORAL, given_on=ACCEPTED) for place in (1, 2)
        ),
        tellings=tuple(
            TellingEntry(party=place, how=TellingHow.ORAL_NOTED, told_on=ACCEPTED) for place in (1, 2)
        ),
        agreement=AgreementEntry(
            form=AgreementForm.ORAL,
            facts=f"{first}与{second}因田间小路通行争吵。",
            terms=(f"{second}当场清除路上的砖块，今后双方都可以通行。",),
            obligations=(
                ObligationEntry(
                    kind=ObligationKind.ACT,
                    what="清除路上的砖块",
                    debtors=(HolderEntry(party=2),),
                    term=Term(kind=TermKind.AT_SIGNING),
                ),
            ),
            reached_on=ACCEPTED,
        ),
        performances=(
            LatePerformanceEntry(
                obligation=1, performance=PerformanceEntry(performed_on=ACCEPTED, complete=True)
            ),
        ),
        closed_on=ACCEPTED,
        simple=True,
    )
    return replace(usual, **changes)


def test_one_form_settles_and_closes_it(story: Story) -> None:
    opened = story.office.perform(enter_case_late, entry=simple(story, "赵一", "钱二"))
    story.case_id = opened.case_id
    view = story.office.ask(dossier_view, case_id=opened.case_id)
    assert (view.state, view.simple) == (CaseState.CLOSED, True)
    assert not story.view().late_entry, "it happened just now"
    assert [row.title for row in view.rows if row.key == "oral_agreement"] == ["人民调解口头协议登记表"]
    assert view.report.errors == ()
    text = "".join(page_texts(story.office.ask(dossier_pdf, case_id=opened.case_id)))
    assert "补录" not in text
    assert "清除路上的砖块" in text
    assert "签订本协议" not in text, "nobody signs an oral agreement"
    offers = story.office.ask(case_offers, case_ids=(opened.case_id,))
    assert "oral_agreement" in {offer.key for offer in offers}
    receipts = [offer for offer in offers if offer.key == "performance_proof" and offer.fill is Fill.FILLED]
    assert receipts == [], "nothing was paid"


def test_a_refusal_keeps_nothing(story: Story) -> None:
    broken = simple(story, "赵一", "钱二", tellings=())
    with pytest.raises(FormError):
        story.office.perform(enter_case_late, entry=broken)


def test_the_simple_cases_of_a_month_share_a_volume(story: Story) -> None:
    office = story.office
    opened = [
        office.perform(enter_case_late, entry=simple(story, first, second)).case_id
        for first, second in (("赵一", "钱二"), ("孙三", "李四"), ("周五", "吴六"))
    ]
    for case_id in opened:
        story.case_id = case_id
        settle(story)
    factories.later(office, days=9)
    office.who = story.people[Role.ARCHIVIST]
    filed = {"filed_by": "甲", "filed_on": ACCEPTED + 9 * DAY, "checked_by": "乙"}
    done = office.perform(archive_simple_cases, month=ACCEPTED, **filed)
    assert set(done.case_ids) == set(opened)
    texts = page_texts(office.ask(dossier_pdf, case_id=opened[2]))
    assert "2026年11月简易调解案件（共3件）" in texts[0].replace("\r\n", "")
    assert sum("人民调解口头协议登记表" in text for text in texts[2:]) == 3
    assert len(texts) == 2 + 3 + 1, "one sheet for each, between the covers (practice.md 21)"
    states = {office.ask(dossier_view, case_id=case_id).state for case_id in opened}
    assert states == {CaseState.ARCHIVED}
    with pytest.raises(OfficeError, match="没有已结案"):
        office.perform(archive_simple_cases, month=ACCEPTED, **filed)


def test_a_volume_holds_the_cases_of_one_committee_and_none_that_is_confidential(story: Story) -> None:
    office = story.office
    opened = {}
    for first in ("赵一", "孙三", "周五", "郑七"):
        entry = simple(story, first, "钱二")
        assert entry.matter is not None
        sealed = replace(entry, matter=replace(entry.matter, confidential=first == "赵一"))
        story.case_id = opened[first] = office.perform(enter_case_late, entry=sealed).case_id
        settle(story)
    with Session(office.engine) as session:
        village = Committee(unit_id=factories.JUSTICE, name="柳林村人民调解委员会", short_name="柳")
        session.add(village)
        session.flush()
        session.get_one(MediationCase, opened["周五"]).committee_id = village.id
        session.commit()
    factories.later(office, days=9)
    office.who = factories.staff(office, "档案兼调度", factories.SAFETY, Role.ARCHIVIST, Role.DISPATCHER)
    filed = {"filed_by": "甲", "filed_on": ACCEPTED + 9 * DAY, "checked_by": "乙"}
    bound = [office.perform(archive_simple_cases, month=ACCEPTED, **filed).case_ids for _volume in range(2)]
    assert bound == [(opened["孙三"], opened["郑七"]), (opened["周五"],)]
    with pytest.raises(OfficeError, match="没有已结案"):
        office.perform(archive_simple_cases, month=ACCEPTED, **filed)
    office.who = story.people[Role.ARCHIVIST]
    assert "赵一" not in "".join(page_texts(office.ask(dossier_pdf, case_id=opened["孙三"])))
