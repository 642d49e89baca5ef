"""Published cases 1 to 3 (shared/data/published_cases.md) as complete dossiers, from acceptance to back cover.

What the reports leave open is invented here and named in the note of each dossier. Set ONESTOP_SHOTS to a folder
to have every page as a picture.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from mediation_stories import Story, at
from test_case_published import AGREED, WALLED, late_case
from test_dossier_archiving import attach, file, page_texts, photo, settle

from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    AttendanceEntry,
    CaseEntry,
    ConsentEntry,
    HolderEntry,
    LateCase,
    LatePerformanceEntry,
    LateSignatureEntry,
    ObligationEntry,
    PartyEntry,
    PerformanceEntry,
    SessionEntry,
    TellingEntry,
)
from desktop.entries.people import PersonEntry
from desktop.queries.dossiers import dossier_pdf, dossier_view
from desktop.services.mediation.archiving import archive_case
from desktop.services.mediation.filing import write_dossier_note
from desktop.services.mediation.late_entry import enter_case_late
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    ConsentHow,
    MatterNature,
    PartySide,
    SessionKind,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
    TellingHow,
)
from models.values.permissions import Role
from models.values.terms import ObligationKind

SHOTS = os.environ.get("ONESTOP_SHOTS", "")
LATRINE, WITHIN = date(2024, 5, 20), date(2024, 5, 26)
FLOODED, BEGUN, SETTLED = date(2023, 1, 24), date(2023, 2, 17), date(2023, 2, 24)
BUILT, SUFFERED = 1, 2
TENANT, LANDLORD, OWNER = 1, 2, 3
INVENTED = "报道没有写明的日期、民族、住址、页数均为演示时补写，以纸质原件为准。"


def payment(payer: int, payee: int, what: str, fen: int) -> ObligationEntry:
    return ObligationEntry(
        kind=ObligationKind.PAYMENT,
        what=what,
        amount_fen=fen,
        debtors=(HolderEntry(party=payer),),
        creditors=(HolderEntry(party=payee),),
    )


def act(who: int, what: str) -> ObligationEntry:
    return ObligationEntry(kind=ObligationKind.ACT, what=what, debtors=(HolderEntry(party=who),))


@dataclass(frozen=True)
class Told:
    """What a report tells, in the order of the papers."""

    source: CaseSource
    channel: Channel
    name: str
    accepted: date
    agreed: date
    done: date
    people: Mapping[str, PartySide]
    story: str
    sittings: tuple[tuple[date, int, str, tuple[int, ...], SessionResult], ...]
    facts: str
    terms: tuple[str, ...]
    owed: tuple[ObligationEntry, ...]
    invited: str = ""

    def late(self, mediator: int) -> LateCase:
        """The whole case as its papers tell it."""
        everybody = range(1, len(self.people) + 1)
        signed: dict[str, Any] = {
            "state": SignatureState.SIGNED,
            "mark": SignatureMark.NAME_AND_THUMB,
            "signed_on": self.agreed,
        }
        first, *others = self.people
        return LateCase(
            matter=MatterEntry(
                channel=self.channel,
                nature=MatterNature.DISPUTE,
                story=self.story,
                visitor=PersonEntry(name=first),
                counterparts=tuple(PersonEntry(name=name) for name in others),
            ),
            case=CaseEntry(
                source=self.source,
                accepted_on=self.accepted,
                mediator_ids=(mediator,),
                presiding_id=mediator,
                name=self.name,
                dispute_type="邻里纠纷",
            ),
            parties=tuple(
                PartyEntry(side=side, who=PersonEntry(name=name)) for name, side in self.people.items()
            ),
            consents=tuple(
                ConsentEntry(party=place, agreed=True, how=ConsentHow.ATTENDED, given_on=self.accepted)
                for place in everybody
            ),
            tellings=tuple(
                TellingEntry(party=place, how=TellingHow.SIGNED, told_on=self.accepted) for place in everybody
            ),
            sessions=tuple(
                SessionEntry(
                    kind=SessionKind.ON_SITE,
                    started_at=at(day, hour),
                    ended_at=at(day, hour + 2),
                    place="现场",
                    minutes=minutes,
                    result=result,
                    attended=tuple(AttendanceEntry(party=place) for place in there),
                    recorder="赵记录",
                    participants=self.invited,
                    invitees_agreed=bool(self.invited),
                )
                for day, hour, minutes, there, result in self.sittings
            ),
            agreement=AgreementEntry(
                form=AgreementForm.WRITTEN,
                facts=self.facts,
                terms=self.terms,
                performance="现金当面支付，由收款人出具收条。",
                obligations=self.owed,
            ),
            signatures=(
                *(LateSignatureEntry(role=SignerRole.PARTY, signer=place, **signed) for place in everybody),
                LateSignatureEntry(role=SignerRole.MEDIATOR, signer=mediator, **signed),
                LateSignatureEntry(role=SignerRole.COMMITTEE, **(signed | {"mark": SignatureMark.SEAL})),
            ),
            performances=tuple(
                LatePerformanceEntry(
                    obligation=place, performance=PerformanceEntry(performed_on=self.done, complete=True)
                )
                for place in range(1, len(self.owed) + 1)
            ),
            closed_on=self.done,
        )


CASE_2 = Told(
    source=CaseSource.APPLICATION,
    channel=Channel.VISIT,
    name="熊某与常某邻里纠纷",
    accepted=LATRINE,
    agreed=LATRINE,
    done=WITHIN,
    people={"常某": PartySide.RESPONDENT, "熊某": PartySide.APPLICANT},
    story="常某在菜地里建旱厕，紧靠熊某家大门，双方由争吵到动手。",
    sittings=(
        (
            LATRINE,
            9,
            (
                "先告知权利义务，说明自愿、平等的原则。司法所、派出所、村委会、法律顾问一起现场查看。"
                "熊某称被打伤，常某认为地是自己的。说明不履行的法律后果后，双方达成一致。"
            ),
            (BUILT, SUFFERED),
            SessionResult.AGREED,
        ),
    ),
    facts="常某建的旱厕距熊某家大门过近，双方动手致熊某受伤。常某承担主要责任。",
    terms=("常某支付熊某医药等损失9,000元（大写：玖仟元整）。", "常某在一周内拆除旱厕。", "熊某出具谅解书。"),
    invited="司法所、派出所、村委会、法律顾问",
    owed=(
        payment(BUILT, SUFFERED, "医药等损失", 900_000),
        act(BUILT, "拆除旱厕"),
        act(SUFFERED, "出具谅解书"),
    ),
)
CASE_3 = Told(
    source=CaseSource.PETITION,
    channel=Channel.PETITION,
    name="金某与租客、马某邻里纠纷",
    accepted=BEGUN,
    agreed=SETTLED,
    done=date(2023, 3, 2),
    people={
        "租客某": PartySide.RESPONDENT,
        "马某": PartySide.RESPONDENT,
        "金某": PartySide.APPLICANT,
    },
    story="1月24日401室被楼上501室淹水。租客说管子老化，房东马某说租客过年不在家没有打招呼。",
    sittings=tuple(
        (
            date(2023, 2, 17 + place),
            9,
            minutes,
            there,
            SessionResult.AGREED if place == 6 else SessionResult.CONTINUED,
        )
        for place, minutes, there in (
            (0, "先告知权利义务，说明自愿、平等的原则。金某要求赔偿15,000元。", (TENANT, OWNER)),
            (2, "现场查看地板、墙面和家具，查明漏水处。", (LANDLORD, OWNER)),
            (4, "分别和租客、马某谈，说明民法典第712条、第714条的责任。", (TENANT, LANDLORD)),
            (6, "三方达成一致。", (TENANT, LANDLORD, OWNER)),
        )
    ),
    facts="501室漏水致401室地板、墙面、家具受损。租客未及时发现，承担赔偿责任；管道由房东马某负责维修。",
    terms=(
        "租客支付金某维修费15,000元（大写：壹万伍仟元整）。",
        "501室的维修费用由马某自己承担。",
    ),
    owed=(payment(TENANT, OWNER, "维修费", 1_500_000), act(LANDLORD, "自费维修501室管道")),
)


def pictures(pdf: bytes, name: str) -> None:
    """Every page as a picture, for whoever looks at them."""
    if not SHOTS:
        return
    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]  # has no types
    for number in range(len(document)):
        document[number].render(scale=0.8).to_pil().save(Path(SHOTS) / f"{name}-{number + 1:02}.png")
    document.close()


def entered(story: Story, entry: LateCase) -> None:
    """Enter a case from its hand-written papers."""
    story.case_id = (opened := story.office.perform(enter_case_late, entry=entry)).case_id
    story.matter_id = opened.matter_id


def bound(story: Story, name: str) -> list[str]:
    """File what people brought, archive, and return the text of every page."""
    view = story.view()
    for party in view.parties:
        card = attach(story, f"{party.name}身份证.jpg", photo("一" * party.id))
        file(story, "identity", party.id, "scanned", attachment_id=card)
    file(story, "rights_notice", story.case_id, "in_dossier", pages=2)
    assert view.agreement is not None
    file(story, "agreement", view.agreement.agreement_id, "in_dossier", pages=2)
    story.office.perform(write_dossier_note, case_id=story.case_id, text=INVENTED)
    settle(story)
    office = story.office
    office.who = story.people[Role.ARCHIVIST]
    fresh = office.ask(dossier_view, case_id=story.case_id)
    assert fresh.report.errors == ()
    office.perform(
        archive_case,
        case_id=story.case_id,
        version=fresh.version,
        filed_by="孙丽华",
        filed_on=office.clock.now().date(),
        checked_by="陈桂芳",
    )
    pdf = office.ask(dossier_pdf, case_id=story.case_id)
    pictures(pdf, name)
    return page_texts(pdf)


def test_case_1_two_neighbours_and_a_wall(story: Story) -> None:
    entered(story, late_case(story.mediator_id))
    texts = bound(story, "case1")
    assert "张某海与彭某花邻里纠纷" in texts[0]
    whole = "".join(texts).replace("\r\n", "")
    for words in ("人民调解记录", "2份", "恢复彭某花屋前的通道", INVENTED[:12], "录入文本"):
        assert words in whole, words
    assert AGREED > WALLED


def test_case_2_money_and_an_act_with_a_deadline(story: Story) -> None:
    entered(story, CASE_2.late(story.mediator_id))
    agreement = story.view().agreement
    assert agreement is not None
    for row in agreement.obligations[:1]:
        file(story, "performance_proof", row.obligation_id, "in_dossier", pages=1)
    file(story, "forgiveness", story.case_id, "in_dossier", pages=1, note="熊某出具")
    texts = bound(story, "case2")
    whole = "".join(texts).replace("\r\n", "")
    assert "玖仟元整" in whole
    assert "谅解书" in whole
    assert "收条或汇款单等履行凭证" in texts[1], "the proof of what was paid is in the index"


def test_case_3_three_parties_and_four_sittings(story: Story) -> None:
    entered(story, CASE_3.late(story.mediator_id))
    texts = bound(story, "case3")
    whole = "".join(texts).replace("\r\n", "")
    assert sum("人民调解记录" in text for text in texts[2:]) >= 4
    for name in ("金某", "马某", "租客某"):
        assert name in whole


@pytest.mark.parametrize("told", [CASE_2, CASE_3])
def test_the_reports_leave_no_error(story: Story, told: Told) -> None:
    entered(story, replace(told.late(story.mediator_id), closed_on=None))
    report = story.office.ask(dossier_view, case_id=story.case_id).report
    assert report.errors == ()
    assert report.score >= 60
