"""Text pasted from elsewhere holds what no table takes: NUL, lone surrogates, zero-width marks. It is kept without."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mediation_stories import Story

import factories
from desktop.entries.matters import EndingEntry
from desktop.entries.mediation import HolderEntry, InstalmentEntry, ObligationEntry, PartyEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import FormError
from desktop.office import Office
from desktop.queries.history import (
    address_matters,
    candidates,
    counterpart_matters,
    found_matters,
    pair_matters,
)
from desktop.queries.matters import matter_view
from desktop.services.dispatching import Share, acknowledge_assignment, dispatch_matter
from desktop.services.mediation.parties import add_party, edit_party
from desktop.services.registering import register_matter
from desktop.unit_acts import OnBehalf
from models.values.choices import Ending, PartySide, RecordedHow, SignatureState
from models.values.permissions import Role
from models.values.terms import LONGEST_DAYS, ObligationKind, Term, TermKind

DIRT = "\0\ud800\u200b\ufeff\x1b"


def dirty(text: str) -> str:
    """Return a text as it may come by the clipboard."""
    return f"{text[:1]}{DIRT * 30}{text[1:]}{DIRT}"


def test_a_party_is_put_right_with_pasted_text(office: Office, story: Story) -> None:
    story.opened()
    shop = PartyEntry(side=PartySide.THIRD, who=OrganisationEntry(name="云溪建材店"))
    kept = office.perform(add_party, case_id=story.case_id, entry=shop)
    head = OrganisationEntry(
        name=dirty("云溪建材店"),
        legal_representative=dirty("彭海"),
        representative_post=dirty("经理"),
        address=dirty("东关村12号"),
    )
    office.perform(edit_party, party_id=kept.party_id, version=kept.version, entry=replace(shop, who=head))
    first = story.view().parties[0]
    who = PersonEntry(
        name=dirty("王秀英"), ethnicity=dirty("汉族"), occupation=dirty("务农"), address=dirty("柳林村" * 30)
    )
    entry = PartyEntry(
        side=PartySide.APPLICANT, who=who, agent_name=dirty("王军"), agent_relation=dirty("儿子")
    )
    office.perform(edit_party, party_id=first.id, version=first.version, entry=entry)
    one, _other, body = story.view().parties
    assert (one.name, one.ethnicity, one.occupation, one.address) == ("王秀英", "汉族", "务农", "柳林村" * 30)
    assert (one.agent_name, one.agent_relation) == ("王军", "儿子")
    assert (body.legal_representative, body.representative_post, body.address) == (
        "彭海",
        "经理",
        "东关村12号",
    )


def test_signatures_and_terms_take_pasted_text(office: Office, story: Story) -> None:
    story.mediated()
    first, second = (party.id for party in story.view().parties[:2])
    duty = ObligationEntry(
        kind=ObligationKind.ACT,
        what=dirty("不再倾倒雨水"),
        debtors=(HolderEntry(party=second),),
        creditors=(HolderEntry(name=dirty("东关村"), share=dirty("一半")),),
        term=Term(kind=TermKind.UNTIL_EVENT, event=f"东厢房\0\ud800拆除{DIRT}"),
    )
    story.drafted(terms=(dirty("排水改道。"),), obligations=(duty,), recorder=dirty("赵记录"))
    agreement = story.view().agreement
    assert agreement is not None
    assert agreement.entry.obligations[0].term == Term(kind=TermKind.UNTIL_EVENT, event="东厢房拆除")
    from desktop.services.mediation.printing import issue_agreement

    office.perform(issue_agreement, case_id=story.case_id, version=agreement.version)
    lines = story.lines(office.clock.now().date())
    refused = replace(lines[0], state=SignatureState.REFUSED, mark=None, present=dirty("村主任"))
    story.sign((refused,))
    after = story.view().agreement
    assert after is not None
    assert after.signatures[0].present == "村主任"
    del first


def test_days_that_no_table_holds_are_refused_at_their_part(office: Office, story: Story) -> None:
    story.mediated()
    first, second = (party.id for party in story.view().parties[:2])

    def parts(days: int) -> tuple[ObligationEntry, ...]:
        return (
            ObligationEntry(
                kind=ObligationKind.PAYMENT,
                amount_fen=200,
                debtors=(HolderEntry(party=second),),
                creditors=(HolderEntry(party=first),),
                instalments=(
                    InstalmentEntry(amount_fen=100, days=7),
                    InstalmentEntry(amount_fen=100, days=days),
                ),
            ),
        )

    for days in (LONGEST_DAYS + 1, 99_999_999_999):
        with pytest.raises(FormError) as refusal:
            story.drafted(obligations=parts(days))
        assert refusal.value.field == "obligations.0.instalments"
    story.drafted(obligations=parts(LONGEST_DAYS))


def test_a_name_on_whose_behalf_is_kept_clean(office: Office, story: Story) -> None:
    saved = factories.register(office, story.people[Role.RECEPTIONIST])
    office.who = story.people[Role.DISPATCHER]
    version = office.ask(matter_view, matter_id=saved.matter_id).version
    lead = Share(factories.POLICE, dirty("请到现场看看"))
    given = office.perform(dispatch_matter, matter_id=saved.matter_id, version=version, lead=lead)
    share = office.ask(matter_view, matter_id=saved.matter_id).assignments[0]
    assert share.task == "请到现场看看"
    by_phone = OnBehalf(dirty("何伟"), RecordedHow.PHONE)
    office.perform(
        acknowledge_assignment,
        assignment_id=given.assignment_ids[0],
        version=share.version,
        on_behalf=by_phone,
    )
    assert office.ask(matter_view, matter_id=saved.matter_id).assignments[0].acknowledged_by == "何伟"


@pytest.mark.parametrize("words", [DIRT, "\u200b" * 9])
def test_an_answer_that_nobody_sees_is_none(office: Office, story: Story, words: str) -> None:
    office.who = story.people[Role.RECEPTIONIST]
    for ending in (EndingEntry(Ending.ANSWER, words), EndingEntry(Ending.REFER, "", words)):
        with pytest.raises(FormError):
            office.perform(register_matter, entry=factories.matter_entry(), ending=ending)


def test_the_history_is_asked_with_whatever_was_pasted(office: Office, story: Story) -> None:
    saved = factories.register(office, story.people[Role.RECEPTIONIST])
    name, other = dirty("王秀英"), dirty("张铉")
    for found in (
        [one.matters[0] for one in office.ask(candidates, name=name)],
        office.ask(counterpart_matters, name=other),
        office.ask(pair_matters, name=name, counterpart=other),
        [row for _why, row in office.ask(found_matters, text=name)],
    ):
        assert [row.matter_id for row in found] == [saved.matter_id]
    assert office.ask(address_matters, address=dirty("柳林村12号")) == ()
    assert office.ask(candidates, name=DIRT, phone=dirty("138"), identity_number=dirty("37")) == ()
