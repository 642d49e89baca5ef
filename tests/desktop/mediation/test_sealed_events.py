"""What the journal says of a confidential case: the auditor reads it, and may not learn who or about what."""

from __future__ import annotations

import pytest
from mediation_stories import ACCEPTED, Story
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.entries.mediation import HolderEntry, ObligationEntry
from desktop.services.mediation.agreements import retract_agreement
from desktop.services.mediation.parties import tell_rights
from desktop.services.mediation.printing import issue_agreement
from models.event import Event
from models.values.choices import TellingHow
from models.values.terms import ObligationKind, Term, TermKind

TOLD = ("举报信封", "坊子镇东巷", "合同尾款的四成", "砖款结清", "刘见证", "一半归他", "付款回单", "张铉反悔")


def journal(story: Story) -> str:
    """Return every event's words and field diffs as one text."""
    with Session(story.office.engine) as session:
        rows = session.scalars(select(Event).where(Event.matter_id == story.matter_id)).all()
        return "\n".join(f"{row.words} {row.changes}" for row in rows)


def told_everything(story: Story) -> None:
    """Bring a case to a performed agreement with words of its own in every text of it."""
    first, second = (party.id for party in story.view().parties)
    story.office.perform(
        tell_rights, party_id=second, how=TellingHow.REFUSED_SIGNATURE, told_on=ACCEPTED, present="刘见证"
    )
    share = HolderEntry(party=second, share="一半归他")
    duties = (
        ObligationEntry(
            kind=ObligationKind.ACT,
            what="交还举报信封",
            formula="合同尾款的四成",
            place="坊子镇东巷",
            debtors=(share,),
            creditors=(HolderEntry(party=first),),
            term=Term(kind=TermKind.UNTIL_EVENT, event="砖款结清"),
        ),
    )
    story.mediated(place="坊子镇东巷")
    kept = story.drafted(obligations=duties)
    story.office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    view = story.view()
    assert view.agreement is not None
    story.office.perform(
        retract_agreement, case_id=story.case_id, version=view.agreement.version, reason="张铉反悔"
    )
    version = story.view().agreement.version  # type: ignore[union-attr]
    story.office.perform(issue_agreement, case_id=story.case_id, version=version)
    story.sign(story.lines(story.office.clock.now().date()))
    story.perform(proof="付款回单")


@pytest.mark.parametrize("confidential", [False, True])
def test_the_events_of_a_confidential_case_tell_no_word_of_it(story: Story, confidential: bool) -> None:
    story.dispatched(confidential=confidential)
    story.opened()
    told_everything(story)
    said = journal(story)
    assert [word for word in TOLD if (word in said) is confidential] == []
