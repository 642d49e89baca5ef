"""Every paper of a case and a matter: offered where one stands, issued and kept, printed again, corrected, on Word."""

from __future__ import annotations

from datetime import datetime

import pytest
from mediation_stories import Story, person
from sqlalchemy import select
from sqlalchemy.orm import Session

import factories
from desktop.entries.mediation import StepEntry
from desktop.errors import ForbiddenError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.papers.keeping import marked
from desktop.papers.offers import Fill, PaperOffer
from desktop.printing.pdf import set_together
from desktop.printing.profile import national_profile
from desktop.printing.word import word_copy
from desktop.queries.agreements import paper_bytes
from desktop.queries.papers import (
    blank_offers,
    case_offers,
    case_paper_facts,
    kept_facts,
    matter_offers,
    outing_offers,
    slip_bytes,
    slip_facts,
)
from desktop.services.mediation.course import leave_party
from desktop.services.mediation.parties import edit_party
from desktop.services.papers import (
    IssuedNow,
    PrintMade,
    issue_case_paper,
    issue_transfer,
    issue_visit_slip,
    record_printing,
)
from models.agreement import Paper
from models.event import Event
from models.values.case_steps import LeaveGround
from models.values.permissions import Role


def text_of(pdf: bytes) -> str:
    """What a reader copies out of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def offer_of(story: Story, key: str) -> PaperOffer:
    offers = story.office.ask(case_offers, case_ids=(story.case_id,))
    return next(offer for offer in offers if offer.key == key)


def issued(story: Story, offer: PaperOffer) -> IssuedNow:
    return story.office.perform(
        issue_case_paper,
        case_id=offer.owner_id,
        key=offer.key,
        subject_id=offer.subject_id,
        fill=offer.fill,
    )


def test_the_papers_of_a_case_stand_in_the_order_of_the_dossier_with_their_copies(
    office: Office, story: Story
) -> None:
    story.mediated()
    offers = office.ask(case_offers, case_ids=(story.case_id,))
    keys = [offer.key for offer in offers if offer.fill is Fill.FILLED]
    order = [entry.key for entry in national_profile().printed()]
    assert keys == sorted(keys, key=order.index)
    by_key = {offer.key: offer for offer in offers}
    assert by_key["rights_notice"].copies == 3, "one, and one for each party"
    assert by_key["acceptance"].copies == 1
    assert by_key["session"].title == "人民调解记录（第1次）"
    assert by_key["agreement"].blocked == "在“协议”里写好后打印待签"
    assert "acceptance_receipt" not in by_key
    assert {offer.about for offer in offers} == {story.view().number}


def test_the_minutes_say_what_was_recorded_and_show_the_telephone_nowhere(
    office: Office, story: Story
) -> None:
    story.mediated()
    offer = offer_of(story, "session")
    facts = office.ask(case_paper_facts, offer=offer)
    assert facts.facts.place == "云溪镇综治中心调解室"
    assert facts.facts.sitting == 1
    assert facts.facts.result == "经调解，双方当事人自愿达成协议。"
    kept = issued(story, offer)
    assert (kept.edition, kept.new, kept.title) == (1, True, f"人民调解记录{story.view().number}")
    words = text_of(office.ask(paper_bytes, paper_id=kept.paper_id))
    assert "王秀英、张铉" in words
    assert "告知权利义务后，双方各自陈述" in words.replace("\r\n", "").replace("\n", "")


def test_what_says_the_same_is_printed_again_and_what_changed_is_a_new_edition_that_says_so(
    office: Office, story: Story
) -> None:
    story.mediated()
    offer = offer_of(story, "acceptance")
    first = issued(story, offer)
    before = office.ask(paper_bytes, paper_id=first.paper_id)
    again = issued(story, offer_of(story, "acceptance"))
    assert (again.paper_id, again.new) == (first.paper_id, False)
    assert not offer_of(story, "acceptance").changed
    party = story.view().parties[0]
    office.perform(edit_party, party_id=party.id, version=party.version, entry=person("王秀英（更名王秀琴）"))
    seen = offer_of(story, "acceptance")
    assert (seen.edition, seen.changed) == (1, True)
    assert office.ask(case_paper_facts, offer=seen).edition_mark.startswith("第2版，更正2026年11月")
    second = issued(story, seen)
    assert (second.edition, second.new) == (2, True)
    said = text_of(office.ask(paper_bytes, paper_id=second.paper_id))
    assert "第2版，更正2026年11月26日打印的第1版" in said
    assert "王秀琴" in said
    assert office.ask(paper_bytes, paper_id=first.paper_id) == before, "the first stays as it was"


def test_a_form_that_only_a_hand_fills_in_goes_out_with_what_is_known(office: Office, story: Story) -> None:
    """practice.md 3: 外出调解包."""
    story.mediated()
    offers = office.ask(outing_offers, case_id=story.case_id)
    preset = [offer for offer in offers if offer.preset]
    assert [offer.key for offer in preset] == ["rights_notice", "session", "agreement", "performance_proof"]
    agreement = next(offer for offer in preset if offer.key == "agreement")
    assert (agreement.fill, agreement.copies) == (Fill.KNOWN, 3)
    kept = issued(story, agreement)
    words = text_of(office.ask(paper_bytes, paper_id=kept.paper_id))
    assert "王秀英" in words
    assert "13800002417" in words, "the telephone in full, read with an event"
    assert offer_of(story, "agreement").paper_id is None, "a form for the hand is not the agreement"
    with Session(office.engine) as session:
        read = session.scalars(select(Event.words).where(Event.tag == "identity:reveal")).all()
    assert "查看电话：打印人民调解协议书" in read


def test_wholly_blank_forms_hold_nothing_of_anybody(office: Office, story: Story) -> None:
    story.opened()
    offers = office.ask(blank_offers)
    documents = [national_profile().blank(offer.key) for offer in offers]
    made = set_together(documents, made_at=office.clock.now(), fronts=True)
    assert made.pages >= len(offers)
    assert "王秀英" not in text_of(made.pdf)
    office.perform(record_printing, made=(PrintMade(0, offers[0].title, 2, "print", "前台打印机"),))


def test_the_word_copy_of_an_issued_paper_is_made_from_what_was_kept(office: Office, story: Story) -> None:
    story.mediated()
    for key in ("acceptance", "rights_notice", "session"):
        kept = issued(story, offer_of(story, key))
        facts = office.ask(kept_facts, paper_id=kept.paper_id)
        document = marked(national_profile().document(facts.key, facts.facts), facts.edition_mark)
        assert word_copy(document, made_at=office.clock.now())[:2] == b"PK"


def test_the_agreement_is_issued_in_its_own_part_and_printed_again_from_here(
    office: Office, story: Story
) -> None:
    done = story.issued()
    offer = offer_of(story, "agreement")
    assert (offer.paper_id, offer.blocked, offer.copies) == (done.paper_id, "", 3)
    assert issued(story, offer).paper_id == done.paper_id
    facts = office.ask(kept_facts, paper_id=done.paper_id)
    assert facts.facts.terms == story.agreement().terms
    story.sign(story.lines(office.clock.now().date()))
    proof = offer_of(story, "performance_proof")
    said = text_of(office.ask(paper_bytes, paper_id=issued(story, proof).paper_id))
    assert "今收到张铉按照人民调解协议" in said.replace("\r\n", "").replace("\n", "")
    assert "3,800.00元" in said


def test_the_slips_of_a_matter(office: Office, story: Story) -> None:
    matter_id = story.dispatched()
    office.who = story.people[Role.DISPATCHER]
    offers = {offer.key: offer for offer in office.ask(matter_offers, matter_id=matter_id)}
    assert set(offers) == {"acceptance_receipt", "transfer"}
    receipt = office.ask(slip_facts, offer=offers["acceptance_receipt"]).facts
    assert receipt.visitor == "王秀英"
    assert receipt.registered_at == "2026年11月23日9时30分"
    made = office.perform(issue_transfer, matter_id=matter_id, assignment_id=offers["transfer"].subject_id)
    said = text_of(office.ask(slip_bytes, paper_id=made.paper_id))
    assert "人民调解委员会" in said
    assert "13800002417" in said
    assert "回执联" in said
    office.who = story.people[Role.RECEPTIONIST]
    slip = office.perform(issue_visit_slip, matter_id=matter_id, key="acceptance_receipt")
    on_paper = text_of(office.ask(slip_bytes, paper_id=slip.paper_id))
    assert "张铉" not in on_paper, "not the other side"
    assert receipt.phone == ""
    assert "窗口电话" in on_paper
    assert "未填" not in on_paper, "a telephone that nobody knows is a line for the hand"
    assert not offers["acceptance_receipt"].changed
    factories.later(office, days=1)
    tomorrow = office.perform(issue_visit_slip, matter_id=matter_id, key="acceptance_receipt")
    assert tomorrow.paper_id == slip.paper_id, "another day alone is no correction"
    with pytest.raises(ForbiddenError):
        office.perform(issue_transfer, matter_id=matter_id, assignment_id=offers["transfer"].subject_id)
    with pytest.raises(NotFoundError):
        office.perform(issue_visit_slip, matter_id=matter_id, key="agreement")


def test_a_mediator_of_the_matter_prints_its_slips_and_the_record_names_him(
    office: Office, story: Story
) -> None:
    matter_id = story.dispatched()
    office.who = story.people[Role.RECEPTIONIST]
    first = office.perform(issue_visit_slip, matter_id=matter_id, key="acceptance_receipt")
    office.who = story.people[Role.MEDIATOR]
    offers = {offer.key: offer for offer in office.ask(matter_offers, matter_id=matter_id)}
    assert [offer.blocked for offer in offers.values()] == ["", ""]
    assert not offers["acceptance_receipt"].changed, "another desk alone is no correction"
    again = office.perform(issue_visit_slip, matter_id=matter_id, key="acceptance_receipt")
    assert again.paper_id == first.paper_id
    sheet = office.perform(issue_transfer, matter_id=matter_id, assignment_id=offers["transfer"].subject_id)
    made = PrintMade(sheet.paper_id, sheet.title, 1, "print", "二楼打印机")
    office.perform(record_printing, made=(made,))
    with Session(office.engine) as session:
        event = session.scalars(select(Event).where(Event.tag == "paper:print")).one()
    assert event.account_name == "陈桂芳"
    office.who = story.people[Role.DISPATCHER]
    same = office.perform(issue_transfer, matter_id=matter_id, assignment_id=offers["transfer"].subject_id)
    assert same.paper_id == sheet.paper_id


def test_who_printed_what_and_when_is_written_down(office: Office, story: Story) -> None:
    story.mediated()
    kept = issued(story, offer_of(story, "rights_notice"))
    made = (
        PrintMade(kept.paper_id, "", 3, "print", "HP LaserJet P1108"),
        PrintMade(kept.paper_id, "", 1, "word", "文书"),
    )
    office.perform(record_printing, made=made)
    with Session(office.engine) as session:
        rows = session.scalars(select(Event).where(Event.tag.like("paper:%")).order_by(Event.seq)).all()
        moments: list[datetime] = [row.recorded_at for row in rows]
        number = story.view().number
        assert [row.words for row in rows] == [
            f"人民调解当事人权利义务告知书{number}定稿，第1版",
            f"打印人民调解当事人权利义务告知书{number}，第1版，3份（HP LaserJet P1108）",
            f"存为Word人民调解当事人权利义务告知书{number}，第1版（文书）",
        ]
        assert {row.account_name for row in rows} == {"陈桂芳"}
        assert {row.matter_id for row in rows} == {story.matter_id}
    assert moments == sorted(moments)
    with pytest.raises(OfficeError, match="没有打印任何文书"):
        office.perform(record_printing, made=())


def test_a_printer_may_have_a_name_of_any_length(office: Office, story: Story) -> None:
    title = office.ask(blank_offers)[0].title
    printer = (
        "\\\\town-hall-print-server-2\\HP Color LaserJet Pro MFP M283fdw (first floor, left) — Fax and Print"
    )
    office.perform(record_printing, made=(PrintMade(0, title, 1, "print", printer),))
    with Session(office.engine) as session:
        words = session.scalars(select(Event.words).where(Event.tag == "paper:print")).one()
    assert words == f"打印空白{title}，1份（{printer[:59]}…）"
    assert story.matter_id == 0


def test_a_character_that_no_font_has_stops_the_paper_and_nothing_is_kept(
    office: Office, story: Story
) -> None:
    story.mediated(minutes="甲 \ue123 乙")
    with pytest.raises(OfficeError, match="没有字体能打印"):
        issued(story, offer_of(story, "session"))
    with Session(office.engine) as session:
        assert session.scalars(select(Paper.id)).all() == []


def test_a_paper_that_the_profile_does_not_print_is_refused(office: Office, story: Story) -> None:
    story.opened()
    with pytest.raises(NotFoundError, match="没有这种由程序打印的文书"):
        office.perform(
            issue_case_paper, case_id=story.case_id, key="evil", subject_id=story.case_id, fill=Fill.FILLED
        )


def test_who_has_left_is_told_nothing_any_more_and_stays_on_the_minutes(office: Office, story: Story) -> None:
    story.mediated()
    gone = story.view().parties[0]
    entry = StepEntry(
        happened_on=office.clock.now().date(), ground=LeaveGround.DIED, paper="死亡证明", reason="因病去世"
    )
    office.perform(
        leave_party,
        party_id=gone.id,
        version=gone.version,
        entry=entry,
        successors=(person("王小一", address="柳林村7号"),),
    )
    notice = office.ask(case_paper_facts, offer=offer_of(story, "rights_notice")).facts
    assert [party.name for party in notice.parties] == ["王小一", "张铉"], "in her place, on her side"
    assert offer_of(story, "rights_notice").copies == 3
    minutes = office.ask(case_paper_facts, offer=offer_of(story, "session")).facts
    assert [party.name for party in minutes.parties] == ["王秀英", "张铉"], "she was there that day"
