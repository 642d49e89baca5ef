"""A dispute from the window to the closed case, with what each step leaves behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from mediation_stories import ACCEPTED, Story, person
from sqlalchemy import select
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from desktop.database.verify import verify
from desktop.errors import ForbiddenError, NotFoundError
from desktop.office import Office
from desktop.queries.agreements import paper_bytes
from desktop.queries.case_proposals import case_by_number
from desktop.queries.case_views import CaseAct
from desktop.queries.cases import case_list, case_view, listed_case_ids, mediators
from desktop.queries.history import found_matters
from desktop.queries.matters import matter_view
from desktop.services.mediation.cases import close_case
from desktop.services.mediation.printing import issue_agreement
from models.event import Event
from models.values.case_states import CaseState
from models.values.choices import PartySide, SignatureState, SignerRole
from models.values.matter_states import AssignmentState, MatterState
from models.values.permissions import Role


def test_the_whole_way(office: Office, story: Story) -> None:
    opened = story.opened()
    assert opened.number == "（2026）云人调字第1号"
    assert opened.due_on == ACCEPTED + timedelta(days=30)
    view = story.view()
    assert view.state is CaseState.ACCEPTED
    assert view.name == "王秀英与张铉纠纷"
    assert [(party.name, party.side_words, party.phone_mask) for party in view.parties] == [
        ("王秀英", "申请人", "138****2417"),
        ("张铉", "被申请人", ""),
    ]
    assert {missing.field for missing in view.missing} == {
        "sessions",
        *(f"parties.{party.id}.{what}" for party in view.parties for what in ("consent", "telling")),
    }
    story.mediated()
    assert story.view().state is CaseState.MEDIATING
    kept = story.drafted()
    assert [finding.sentence for finding in kept.findings if finding.level == "error"] == []
    assert kept.copies == 3
    paper = office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    today = date(2026, 11, 26)
    assert (paper.edition, paper.copies, paper.reached_on) == (1, 3, today)
    view = story.view()
    assert view.state is CaseState.AWAITING_SIGNATURE
    assert view.agreement is not None
    assert [(row.role, row.state) for row in view.agreement.signatures] == [
        (role, SignatureState.PENDING)
        for role in (
            SignerRole.PARTY,
            SignerRole.PARTY,
            SignerRole.MEDIATOR,
            SignerRole.RECORDER,
            SignerRole.COMMITTEE,
        )
    ]
    assert story.sign(story.lines(today)).effective_on == today
    view = story.view()
    assert view.agreement is not None
    assert (view.state, view.effective_on) == (CaseState.EFFECTIVE, today)
    assert view.agreement.obligations[0].due_on == date(2026, 12, 3)
    assert view.agreement.obligations[0].sentence == (
        "张铉自本协议生效之日起七日内向王秀英支付墙体修缮费3,800.00元（大写：叁仟捌佰元整）。"
    )
    assert [missing.sentence for missing in view.missing] == ["第1项还没有履行完毕，履行后再结案。"]
    story.perform(amount_fen=200_000, complete=False)
    story.perform(amount_fen=180_000, complete=False)
    view = story.view()
    assert view.agreement is not None
    assert (view.agreement.obligations[0].paid_fen, view.agreement.obligations[0].performed_on) == (
        380_000,
        today,
    )
    story.close()
    view = story.view()
    after = {CaseAct.PERFORM, CaseAct.VISIT, CaseAct.COURT, CaseAct.FEED_BACK, CaseAct.RENEW}
    assert (view.state, view.closed_on, view.acts) == (CaseState.CLOSED, today, frozenset(after))
    matter = office.ask(matter_view, matter_id=story.matter_id)
    assert matter.state == MatterState.REPORTED
    assert matter.assignments[0].state == AssignmentState.REPORTED
    assert matter.outcome == "（2026）云人调字第1号调解成功，达成书面协议，2026年11月26日生效。"
    assert [(note.feedback, note.text) for note in matter.notes] == [(True, matter.outcome)]
    assert all(check.sound for check in verify(office.engine).checks)


def test_every_step_leaves_one_event_with_its_day(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    with Session(office.engine) as session:
        events = session.execute(
            select(Event.tag, Event.words, Event.matter_id)
            .where(Event.tag.like("case:%") | Event.tag.like("obligation:%") | Event.tag.like("paper:%"))
            .order_by(Event.seq)
        ).all()
    assert [(event.tag, event.words) for event in events] == [
        ("case:open", "受理调解，（2026）云人调字第1号"),
        ("case:consent", "申请人同意调解（当面口头）"),
        ("case:rights:tell", "向申请人告知权利义务（书面已签）"),
        ("case:consent", "被申请人同意调解（当面口头）"),
        ("case:rights:tell", "向被申请人告知权利义务（书面已签）"),
        ("case:session:add", "调解一次（面对面），达成协议"),
        ("case:agreement:draft", "起草协议"),
        ("paper:issue", "打印协议书待签，第1版"),
        ("case:agreement:sign", "登记签署，协议生效"),
        ("obligation:perform", "第1项履行完毕"),
        ("case:close", "结案"),
    ]
    assert {event.matter_id for event in events} == {story.matter_id}


def test_the_story_and_the_terms_never_stand_in_an_event(office: Office, story: Story) -> None:
    story.effective()
    with Session(office.engine) as session:
        told = "".join(f"{event.words}{event.changes}" for event in session.scalars(select(Event)))
    for text in ("滴水檐", "改装内落水管", "各自陈述", "13800002417"):
        assert text not in told


def test_the_telephone_is_read_once_for_the_paper_and_told(office: Office, story: Story) -> None:
    issued = story.issued()
    with Session(office.engine) as session:
        reveals = session.scalars(select(Event.words).where(Event.tag == "identity:reveal")).all()
    assert reveals == ["查看电话：打印人民调解协议书"]
    content = office.ask(paper_bytes, paper_id=issued.paper_id)
    assert content.startswith(b"%PDF-")
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    assert len(document) == issued.pages
    text = "".join(document[page].get_textpage().get_text_bounded() for page in range(len(document)))
    document.close()
    assert "13800002417" in text
    assert "（2026）云人调字第1号" in text
    assert "一式三份" in text


def test_a_case_is_found_by_its_number_and_parties(office: Office, story: Story) -> None:
    story.opened()
    assert office.ask(case_by_number, number="(2026) 云人调字第 1 号") == story.case_id
    for text in ("（2026）云人调字第1号", "2026云人调字第1号", "张铉", "zhangxuan"):
        rows = office.ask(found_matters, text=text)
        assert [row.matter_id for _why, row in rows] == [story.matter_id], text


def test_lists_page_by_the_last_case(office: Office, story: Story) -> None:
    numbers = []
    for _turn in range(3):
        other = Story(office)
        numbers.append(other.opened().number)
    rows = office.ask(case_list, limit=2)
    assert [row.number for row in rows] == numbers[:0:-1]
    rest = office.ask(case_list, before=rows[-1].case_id, limit=2)
    every = office.ask(listed_case_ids)
    assert every[:2] == tuple(row.case_id for row in rows)
    assert len(every) == len(office.ask(case_list, limit=500)), "what a run prints is the whole shelf"
    assert [(row.number, row.presiding, row.parties) for row in rest] == [
        (numbers[0], story.people[Role.MEDIATOR].name, "王秀英、张铉")
    ]
    assert office.ask(case_list, state=CaseState.CLOSED) == ()
    assert [row.staff_id for row in office.ask(mediators)] == [story.mediator_id]


def test_only_a_mediator_edits_and_only_some_read(office: Office, story: Story) -> None:
    story.opened()
    for role in Role:
        office.who = story.people[role]
        if role is not Role.MEDIATOR:
            with pytest.raises(ForbiddenError):
                office.perform(close_case, case_id=story.case_id, version=1, closed_on=ACCEPTED)
        if role in {Role.DISPATCHER, Role.DIRECTOR, Role.ARCHIVIST}:
            assert office.ask(case_view, case_id=story.case_id).acts == frozenset()
        elif role is not Role.MEDIATOR:
            with pytest.raises((ForbiddenError, NotFoundError)):
                office.ask(case_view, case_id=story.case_id)


def test_the_page_of_a_case_of_many_costs_no_more_statements(office: Office, story: Story) -> None:
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
    crowd = tuple(person(f"{name}某", PartySide.RESPONDENT) for name in names)
    other = Story(office)
    story.opened()
    story.told()
    other.opened(parties=(person("王秀英"), *crowd))
    other.told()
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            counted.append(statement)

    listen(office.engine, "before_cursor_execute", count)
    assert len(story.view().parties) == 2
    few = len(counted)
    counted.clear()
    assert len(other.view().parties) == 21
    assert len(counted) <= few
    assert few <= 25
