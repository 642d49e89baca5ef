"""The agreement: what is wrong with a draft, printing it for signing, taking it back, an oral one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from mediation_stories import ACCEPTED, DAY, Story, person
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import factories
from desktop.entries.mediation import AgreementEntry, HolderEntry, ObligationEntry
from desktop.errors import ConflictError, FormError, OfficeError
from desktop.mediation.drafting import entry_of
from desktop.mediation.faults import AgreementFacts, PartyFacts, agreement_faults
from desktop.mediation.paper import PartyFacts as PartyOnForm
from desktop.mediation.paper import age_on, agreement_paper, in_paper_order, party_labels
from desktop.mediation.wording import obligation_sentence
from desktop.office import Office
from desktop.printing.fonts import UnprintableCharacter
from desktop.queries.agreements import paper_bytes
from desktop.services.mediation.agreements import (
    reach_oral_agreement,
    retract_agreement,
    save_agreement,
)
from desktop.services.mediation.parties import edit_party, record_consent, tell_rights
from desktop.services.mediation.printing import issue_agreement
from desktop.services.mediation.sessions import add_session
from models.agreement import Agreement, Paper, PaperFile
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    CaseSource,
    ConsentHow,
    Liability,
    PartyKind,
    PartySide,
    SessionResult,
    TellingHow,
)
from models.values.terms import Every, ObligationKind, Term, TermKind

TODAY = ACCEPTED + 3 * DAY
PARTIES = (
    PartyFacts(id=1, name="甲一", told=True, refused=False, consented=True),
    PartyFacts(id=2, name="乙二", told=True, refused=False, consented=True),
)
FACTS = AgreementFacts(parties=PARTIES, accepted_on=ACCEPTED, today=TODAY, agreed_on=TODAY)
PAYMENT = ObligationEntry(
    kind=ObligationKind.PAYMENT,
    what="医药费",
    amount_fen=900_000,
    debtors=(HolderEntry(party=1),),
    creditors=(HolderEntry(party=2),),
)
WHOLE = AgreementEntry(
    form=AgreementForm.WRITTEN, facts="相邻建房引起纠纷。", terms=("甲一赔偿乙二。",), obligations=(PAYMENT,)
)


def found(entry: AgreementEntry, facts: AgreementFacts = FACTS) -> set[tuple[str, str]]:
    """The findings as (field, level)."""
    return {(fault.field, fault.level) for fault in agreement_faults(entry, facts)}


def told(**changes: Any) -> AgreementFacts:
    """The usual facts, the second party changed."""
    return replace(FACTS, parties=(PARTIES[0], replace(PARTIES[1], **changes)))


def test_a_whole_agreement_has_no_findings() -> None:
    assert agreement_faults(WHOLE, FACTS) == []


@pytest.mark.parametrize(
    ("entry", "facts", "field", "level"),
    [
        # A01: what was agreed; facts only warn (practice.md 26)
        (replace(WHOLE, terms=(), obligations=()), FACTS, "terms", "error"),
        (replace(WHOLE, terms=("  ", "……"), obligations=()), FACTS, "terms", "error"),
        (replace(WHOLE, facts=" "), FACTS, "facts", "warning"),
        # A04: a payment needs payer, payee, amount or formula (practice.md 17)
        (
            replace(WHOLE, obligations=(replace(PAYMENT, debtors=()),)),
            FACTS,
            "obligations.0.debtors",
            "error",
        ),
        (
            replace(WHOLE, obligations=(PAYMENT, replace(PAYMENT, amount_fen=None))),
            FACTS,
            "obligations.1.amount",
            "error",
        ),
        (
            replace(WHOLE, obligations=(ObligationEntry(kind=ObligationKind.ACT),)),
            FACTS,
            "obligations.0.what",
            "error",
        ),
        (replace(WHOLE, obligations=(ObligationEntry(kind=None),)), FACTS, "obligations.0.kind", "error"),
        # A05 vague words warn, A14 blanks are errors
        (replace(WHOLE, terms=("甲一近期拆除。",)), FACTS, "terms.0", "warning"),
        (replace(WHOLE, terms=("甲一于____日前拆除。",)), FACTS, "terms.0", "error"),
        (replace(WHOLE, performance="由××村见证。"), FACTS, "performance", "error"),
        # D03 and C01
        (WHOLE, told(told=False), "parties.2.telling", "error"),
        (WHOLE, told(refused=True, consented=False), "parties.2.consent", "error"),
        (WHOLE, told(consented=False), "parties.2.consent", "warning"),
        (WHOLE, replace(FACTS, parties=PARTIES[:1]), "parties", "error"),
        # T01
        (WHOLE, replace(FACTS, agreed_on=None), "reached_on", "error"),
        (replace(WHOLE, reached_on=TODAY + DAY), FACTS, "reached_on", "error"),
        (replace(WHOLE, reached_on=ACCEPTED - DAY), FACTS, "reached_on", "error"),
        (replace(WHOLE, reached_on=ACCEPTED), replace(FACTS, first_session_on=TODAY), "reached_on", "error"),
        (
            replace(WHOLE, reached_on=ACCEPTED + DAY),
            replace(FACTS, last_session_on=TODAY),
            "reached_on",
            "error",
        ),
        # 人民调解法 29: a copy for every party and the committee
        (replace(WHOLE, copies=2), FACTS, "copies", "error"),
        (replace(WHOLE, copies=3, further_holders=("法院",)), FACTS, "copies", "error"),
        # written only
        (
            replace(WHOLE, form=AgreementForm.ORAL),
            replace(FACTS, dispute_type="劳动人事争议"),
            "form",
            "error",
        ),
        (
            replace(WHOLE, form=AgreementForm.ORAL),
            replace(FACTS, dispute_type="侵权·医疗损害"),
            "form",
            "error",
        ),
        (
            replace(WHOLE, form=AgreementForm.ORAL),
            replace(FACTS, dispute_type="土地承包经营"),
            "form",
            "error",
        ),
        (replace(WHOLE, form=AgreementForm.ORAL), FACTS, "form", "warning"),
    ],
)
def test_each_finding_has_its_place(
    entry: AgreementEntry, facts: AgreementFacts, field: str, level: str
) -> None:
    assert (field, level) in found(entry, facts)


@pytest.mark.parametrize("copies", [None, 3, 5])
def test_enough_copies_are_no_finding(copies: int | None) -> None:
    assert agreement_faults(replace(WHOLE, copies=copies), FACTS) == []


def test_done_on_the_spot_may_stay_oral() -> None:
    at_once = replace(PAYMENT, term=Term(kind=TermKind.AT_SIGNING))
    entry = replace(WHOLE, form=AgreementForm.ORAL, obligations=(at_once,))
    assert agreement_faults(entry, replace(FACTS, dispute_type="邻里纠纷")) == []


NAMES = {1: "彭某花", 2: "张某海"}
ONE, TWO = (HolderEntry(party=1),), (HolderEntry(party=2),)


@pytest.mark.parametrize(
    ("obligation", "words"),
    [
        (
            ObligationEntry(
                kind=ObligationKind.PAYMENT, what="砖和管子钱", amount_fen=20_000, debtors=TWO, creditors=ONE
            ),
            "张某海向彭某花支付砖和管子钱200.00元（大写：贰佰元整）。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.PAYMENT,
                amount_fen=180_000,
                debtors=TWO,
                creditors=(HolderEntry(name="云溪镇卫生院"),),
                term=Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 20)),
            ),
            "张某海于2026年12月20日前（含当日）向云溪镇卫生院支付1,800.00元（大写：壹仟捌佰元整）。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.PAYMENT,
                what="赡养费",
                amount_fen=50_000,
                debtors=(*ONE, *TWO),
                creditors=(HolderEntry(name="张老汉"),),
                liability=Liability.JOINT,
                term=Term(
                    kind=TermKind.RECURRING, every=Every.MONTH, first_on=date(2026, 12, 5), event="终老"
                ),
            ),
            (
                "彭某花、张某海连带自2026年12月起，每月5日前（含当日），至终老止，"
                "向张老汉支付赡养费500.00元（大写：伍佰元整）。"
            ),
        ),
        (
            ObligationEntry(
                kind=ObligationKind.PAYMENT, formula="医药费的七成，凭票据", debtors=ONE, creditors=TWO
            ),
            "彭某花向张某海支付医药费的七成，凭票据。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.ACT,
                what="恢复门前通道。",
                debtors=ONE,
                term=Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7),
            ),
            "彭某花自本协议生效之日起七日内恢复门前通道。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.FORBEARANCE,
                what="堵塞排水",
                debtors=TWO,
                term=Term(kind=TermKind.LONG_TERM),
            ),
            "张某海长期不得堵塞排水。",
        ),
        (
            ObligationEntry(kind=ObligationKind.APOLOGY, debtors=TWO, creditors=ONE),
            "张某海向彭某花赔礼道歉。",
        ),
        (
            ObligationEntry(kind=ObligationKind.EACH_BEARS_OWN, debtors=(*ONE, *TWO)),
            "彭某花、张某海各自承担自己的损失，互不追究。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.DELIVERY,
                what="红砖",
                quantity="三百块",
                debtors=TWO,
                creditors=ONE,
                term=Term(kind=TermKind.AT_SIGNING),
            ),
            "张某海于签订本协议时当场向彭某花交付红砖三百块。",
        ),
    ],
)
def test_obligations_in_words(obligation: ObligationEntry, words: str) -> None:
    assert obligation_sentence(obligation, NAMES) == words


@pytest.mark.parametrize(
    ("obligation", "words"),
    [
        (
            ObligationEntry(
                kind=ObligationKind.OTHER,
                what="李家清出通道，互相道歉。",
                term=Term(kind=TermKind.AT_SIGNING),
            ),
            "当场履行：李家清出通道，互相道歉。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.ACT,
                what="清出通道",
                debtors=TWO,
                term=Term(kind=TermKind.AT_SIGNING),
            ),
            "张某海当场清出通道。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.PAYMENT,
                amount_fen=20_000,
                debtors=TWO,
                creditors=ONE,
                term=Term(kind=TermKind.AT_SIGNING),
            ),
            "张某海当场向彭某花支付200.00元（大写：贰佰元整）。",
        ),
        (
            ObligationEntry(
                kind=ObligationKind.OTHER,
                what="李家清出通道。",
                term=Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 1)),
            ),
            "于2026年12月1日前（含当日）履行：李家清出通道。",
        ),
    ],
)
def test_an_oral_agreement_says_nothing_of_signing(obligation: ObligationEntry, words: str) -> None:
    assert obligation_sentence(obligation, NAMES, oral=True) == words


def on_form(place: int, name: str, side: PartySide, **fields: Any) -> PartyOnForm:
    return PartyOnForm(id=place, kind=PartyKind.PERSON, side=side, name=name, **fields)


def test_parties_are_listed_by_side_and_in_the_order_of_joining() -> None:
    sides = [
        PartySide.RESPONDENT,
        PartySide.THIRD,
        PartySide.APPLICANT,
        PartySide.RESPONDENT,
        PartySide.APPLICANT,
    ]
    parties = [on_form(place, "甲", side) for place, side in enumerate(sides, 1)]
    listed = {
        source: [party.id for party in in_paper_order(parties, source)]
        for source in (CaseSource.APPLICATION, None, CaseSource.OWN_INITIATIVE)
    }
    assert listed == {
        CaseSource.APPLICATION: [3, 5, 1, 4, 2],
        None: [3, 5, 1, 4, 2],
        CaseSource.OWN_INITIATIVE: [1, 2, 3, 4, 5],  # 甲, 乙, 丙 as they came
    }


def test_parties_are_called_by_their_side_or_by_stems() -> None:
    parties = [
        on_form(1, "甲一", PartySide.APPLICANT),
        on_form(2, "乙二", PartySide.RESPONDENT),
        on_form(3, "丙三", PartySide.RESPONDENT),
    ]
    assert party_labels(parties, CaseSource.APPLICATION) == {1: "申请人", 2: "被申请人一", 3: "被申请人二"}
    assert party_labels(parties, CaseSource.OWN_INITIATIVE) == {1: "当事人甲", 2: "当事人乙", 3: "当事人丙"}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1962, 11, 23), date(2026, 11, 22), 63),
        (date(1962, 11, 23), date(2026, 11, 23), 64),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_in_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_obligations_stand_in_for_terms_that_were_not_typed() -> None:
    parties = [on_form(1, "彭某花", PartySide.APPLICANT), on_form(2, "张某海", PartySide.RESPONDENT)]
    fields: dict[str, Any] = {
        "committee_name": "云溪镇人民调解委员会",
        "number": "（2026）云人调字第1号",
        "source": CaseSource.APPLICATION,
        "mediators": ("陈桂芳",),
        "dated": TODAY,
    }
    sentence = "彭某花向张某海支付医药费9,000.00元（大写：玖仟元整）。"
    untyped = agreement_paper(replace(WHOLE, terms=()), parties, **fields)
    assert (untyped.terms, untyped.performance_text) == ((sentence,), "")
    typed = agreement_paper(WHOLE, parties, **fields)
    assert (typed.terms, typed.performance_text) == (("甲一赔偿乙二。",), sentence)
    said = agreement_paper(replace(WHOLE, performance="转账。"), parties, **fields)
    assert said.performance_text == "转账。"


@pytest.mark.parametrize(
    ("relation", "kind", "role", "signs"),
    [
        ("监护人", None, "监护人", True),
        ("法定代理人", None, "法定代理人", True),
        ("父亲", "legal", "法定代理人", True),
        ("子", None, "委托代理人", False),
        ("", "entrusted", "委托代理人", False),
    ],
)
def test_an_agent_stands_on_the_paper_as_what_he_is(
    relation: str, kind: str | None, role: str, signs: bool
) -> None:
    """Who acts by law (民法典 23) signs beside the minor without special authority."""
    parties = [
        on_form(1, "小彭", PartySide.APPLICANT, agent_name="老彭", agent_relation=relation, agent_kind=kind),
        on_form(2, "张某海", PartySide.RESPONDENT, agent_name="张妻"),
    ]
    paper = agreement_paper(
        WHOLE,
        parties,
        committee_name="云溪镇人民调解委员会",
        number="（2026）云人调字第1号",
        source=CaseSource.APPLICATION,
        mediators=("陈桂芳",),
        dated=TODAY,
    )
    assert [[(agent.name, agent.role, agent.signs) for agent in party.agents] for party in paper.parties] == [
        [("老彭", role, signs)],
        [("张妻", "委托代理人", False)],
    ]


def test_a_draft_is_kept_as_it_was_typed(office: Office, story: Story) -> None:
    story.opened()
    entry = story.agreement(
        terms=("一", "  ", "二\n续"),
        obligations=(
            replace(
                story.agreement().obligations[0],
                term=Term(
                    kind=TermKind.RECURRING,
                    every=Every.QUARTER,
                    first_on=date(2027, 1, 31),
                    last_on=date(2027, 12, 31),
                    month_end=True,
                ),
                formula="按实结算",
            ),
            ObligationEntry(kind=None, what="还没想好"),
        ),
        further_holders=("云溪人民法庭", "派出所"),
    )
    kept = office.perform(save_agreement, case_id=story.case_id, version=None, entry=entry)
    assert kept.copies == 5
    assert {"obligations.1.kind", "reached_on"} <= {finding.field for finding in kept.findings}
    view = story.view().agreement
    assert view is not None
    assert view.entry == replace(entry, terms=("一", "二\n续"), copies=5)
    shorter = story.agreement(obligations=entry.obligations[:1], terms=("二",))
    again = office.perform(save_agreement, case_id=story.case_id, version=kept.version, entry=shorter)
    assert again.version > kept.version
    with Session(office.engine) as session:
        written = session.get_one(Agreement, kept.agreement_id)
        assert entry_of(written) == replace(shorter, copies=3)
        assert [row.position for row in written.obligations] == [1]


def test_a_draft_changed_only_below_its_row_still_has_a_new_version(office: Office, story: Story) -> None:
    story.opened()
    entry = story.agreement()
    kept = office.perform(save_agreement, case_id=story.case_id, version=None, entry=entry)
    other = replace(entry, terms=("换一条。",))
    office.perform(save_agreement, case_id=story.case_id, version=kept.version, entry=other)
    for version in (None, kept.version):
        with pytest.raises(ConflictError) as conflict:
            office.perform(save_agreement, case_id=story.case_id, version=version, entry=entry)
        assert conflict.value.theirs["facts"] == entry.facts


UNKEEPABLE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"terms": ("长" * 5001,)}, "terms.0"),
    ({"recorder": "长" * 41}, "recorder"),
    ({"further_holders": ("长" * 121,)}, "further_holders"),
    ({"copies": 0}, "copies"),
    (
        {"obligations": (replace(PAYMENT, amount_fen=0, debtors=(), creditors=()),)},
        "obligations.0.amount",
    ),
    ({"obligations": (replace(PAYMENT, debtors=(HolderEntry(party=99_999),)),)}, "obligations.0.debtors"),
)


def test_only_what_cannot_be_kept_is_refused(office: Office, story: Story) -> None:
    story.opened()
    for changes, field in UNKEEPABLE:
        entry = story.agreement(**changes)
        with pytest.raises(FormError) as refusal:
            office.perform(save_agreement, case_id=story.case_id, version=None, entry=entry)
        assert field in dict(refusal.value.faults), changes
    assert story.view().agreement is None


def test_printing_waits_until_every_party_was_told(office: Office, story: Story) -> None:
    """若干规定 30; practice.md 16: blocked only while a party has no telling at all."""
    story.opened()
    first, second = story.view().parties
    office.perform(tell_rights, party_id=first.id, how=TellingHow.SIGNED, told_on=ACCEPTED)
    factories.later(office, days=3)
    office.perform(add_session, case_id=story.case_id, entry=story.session())
    kept = story.drafted()
    assert {f.field for f in kept.findings if f.level == "error"} == {f"parties.{second.id}.telling"}
    with pytest.raises(FormError) as refusal:
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert refusal.value.faults == (
        (f"parties.{second.id}.telling", "还没有记下向张铉告知权利义务的日期和方式。"),
    )
    how = TellingHow.REFUSED_SIGNATURE
    office.perform(tell_rights, party_id=second.id, how=how, told_on=TODAY, present="李主任")
    office.perform(issue_agreement, case_id=story.case_id, version=kept.version)


def test_printing_is_refused_with_every_error(office: Office, story: Story) -> None:
    story.mediated(result=SessionResult.CONTINUED)
    kept = story.drafted(
        obligations=(ObligationEntry(kind=ObligationKind.PAYMENT, what="钱"),), terms=("____",)
    )
    with pytest.raises(FormError) as refusal:
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert {field for field, _sentence in refusal.value.faults} == {
        "terms.0",
        "obligations.0.debtors",
        "obligations.0.creditors",
        "obligations.0.amount",
        "reached_on",
    }
    assert story.view().state is CaseState.MEDIATING
    assert story.view().papers == ()


def test_a_refusal_recorded_later_blocks_printing(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted()
    party = story.view().parties[1]
    office.perform(record_consent, party_id=party.id, agreed=False, how=ConsentHow.PHONE, given_on=TODAY)
    with pytest.raises(FormError, match="最后表示拒绝调解"):
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)


def test_nothing_is_printed_before_the_first_sitting(office: Office, story: Story) -> None:
    story.opened()
    kept = story.drafted()
    with pytest.raises(OfficeError, match="案件现在是“已受理”，不能打印协议待签"):
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)


def test_a_character_that_no_font_has_stops_the_paper(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted(facts="甲 \ue123 乙")
    with pytest.raises(UnprintableCharacter) as refusal:
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert refusal.value.field == "facts"
    assert story.view().state is CaseState.MEDIATING
    assert story.view().papers == ()


def test_what_was_issued_stays_when_parties_change(office: Office, story: Story) -> None:
    issued = story.issued()
    before = office.ask(paper_bytes, paper_id=issued.paper_id)
    view = story.view()
    assert view.agreement is not None
    back = office.perform(
        retract_agreement, case_id=story.case_id, version=view.agreement.version, reason="对方反悔"
    )
    assert (back.case_state, story.view().reached_on) == (CaseState.MEDIATING, None)
    party = story.view().parties[0]
    office.perform(
        edit_party, party_id=party.id, version=party.version, entry=person("王秀英", phone="13900000009")
    )
    kept = story.drafted()
    second = office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert (second.edition, story.view().papers[0].edition) == (2, 2)
    assert office.ask(paper_bytes, paper_id=issued.paper_id) == before
    assert office.ask(paper_bytes, paper_id=second.paper_id) != before
    with Session(office.engine) as session:
        first = session.get_one(Paper, issued.paper_id)
        assert first.snapshot["parties"][0]["phone"] == "13800002417"
        assert first.snapshot["terms"] == list(story.agreement().terms)


def test_bytes_that_are_no_longer_what_was_issued_are_not_printed(office: Office, story: Story) -> None:
    issued = story.issued()
    with Session(office.engine) as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(update(PaperFile).values(content=b"%PDF-1.4 altered"))
    on = "" if office.engine.dialect.name == "sqlite" else " ON paper_file"
    with Session(office.engine) as session:
        session.execute(text(f"DROP TRIGGER paper_file_no_update{on}"))
        session.execute(update(PaperFile).values(content=b"%PDF-1.4 altered"))
        session.commit()
    with pytest.raises(OfficeError, match="不一致，不能重印"):
        office.ask(paper_bytes, paper_id=issued.paper_id)


def test_an_oral_agreement_is_in_effect_on_the_day_it_is_reached(office: Office, story: Story) -> None:
    """人民调解法 30."""
    story.mediated()
    at_once = replace(story.agreement().obligations[0], term=Term(kind=TermKind.AT_SIGNING))
    kept = story.drafted(form=AgreementForm.ORAL, obligations=(at_once,))
    with pytest.raises(OfficeError, match="请改为书面协议"):
        office.perform(
            reach_oral_agreement, case_id=story.case_id, version=kept.version, written_not_wanted=False
        )
    with pytest.raises(OfficeError, match="不打印协议书"):
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    done = office.perform(
        reach_oral_agreement, case_id=story.case_id, version=kept.version, written_not_wanted=True
    )
    assert (done.case_state, done.effective_on) == (CaseState.EFFECTIVE, TODAY)
    view = story.view()
    assert view.agreement is not None
    assert (view.agreement.signatures, view.agreement.obligations[0].due_on) == ((), TODAY)
    story.perform()
    story.close()


def test_a_written_agreement_does_not_take_effect_by_word(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted()
    with pytest.raises(OfficeError, match="签名盖章后生效"):
        office.perform(
            reach_oral_agreement, case_id=story.case_id, version=kept.version, written_not_wanted=True
        )


def test_a_labour_dispute_is_settled_on_paper(office: Office, story: Story) -> None:
    """劳动争议调解仲裁法 14."""
    story.opened(dispute_type="劳动人事争议·福利待遇")
    story.mediated()
    kept = story.drafted(form=AgreementForm.ORAL)
    with pytest.raises(FormError, match="劳动争议应当制作书面协议"):
        office.perform(
            reach_oral_agreement, case_id=story.case_id, version=kept.version, written_not_wanted=True
        )


def test_one_command_issues_one_paper(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted()
    command = "00000000-0000-4000-8000-000000000001"
    first = office.perform_as(command, issue_agreement, case_id=story.case_id, version=kept.version)
    second = office.perform_as(command, issue_agreement, case_id=story.case_id, version=kept.version)
    assert first == second
    with Session(office.engine) as session:
        assert len(session.scalars(select(Paper.id)).all()) == 1
