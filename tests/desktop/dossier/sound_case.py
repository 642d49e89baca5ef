"""A closed case in which no check finds anything; each test spoils one thing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from desktop.dossier.lint.facts import (
    CaseFacts,
    DutyFacts,
    EvidenceFacts,
    InquiryFacts,
    PartyFacts,
    SessionFacts,
    SignatureFacts,
    VisitFacts,
)
from desktop.entries.mediation import AgreementEntry, HolderEntry, ObligationEntry
from desktop.mediation.faults import AgreementFacts
from desktop.mediation.faults import PartyFacts as PartyOfForm
from models.values.case_states import CaseState
from models.values.choices import (
    AgreementForm,
    SessionResult,
    SignatureMark,
    SignatureState,
    SignerRole,
)
from models.values.terms import ObligationKind, Term, TermKind

ACCEPTED, HELD, SIGNED, DUE = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 5), date(2026, 11, 12)
VISITED, CLOSED, TODAY = date(2026, 11, 16), date(2026, 11, 13), date(2026, 11, 23)

WANG = PartyFacts(
    id=1,
    name="王秀英",
    name_apart="王秀英",
    sex="female",
    born=date(1960, 3, 1),
    register_name="王秀英",
    register_sex="female",
    register_born=date(1960, 3, 1),
    number_sex="female",
    told_on=ACCEPTED,
    identity="copy",
)
FIRM = PartyFacts(
    id=2,
    name="云溪建筑有限公司",
    name_apart="云溪建筑有限公司",
    organisation=True,
    register_name="云溪建筑有限公司",
    told_on=ACCEPTED,
    identity="copy",
)
MINUTES = (
    "先告知双方的权利和义务，说明自愿、平等的原则。王秀英称墙皮脱落，公司陈述了施工经过。"
    "现场查看属实。说明不履行的法律后果后，双方达成一致。"
)
SESSION = SessionFacts(
    id=7,
    ordinal=1,
    started_on=HELD,
    started_at=datetime(2026, 11, 4, 1, 0, tzinfo=UTC),
    ended_at=datetime(2026, 11, 4, 3, 0, tzinfo=UTC),
    result=SessionResult.AGREED,
    minutes=MINUTES,
    participants="村委会李某",
    invitees_agreed=True,
    recorder="赵记录",
    mediators=("陈桂芳",),
)
ENTRY = AgreementEntry(
    form=AgreementForm.WRITTEN,
    facts="公司施工时震落王秀英家墙皮，公司承担全部责任。",
    terms=("公司赔偿王秀英修缮费3,800.00元（大写：叁仟捌佰元整）。",),
    performance="由公司转账至王秀英账户。",
    obligations=(
        ObligationEntry(
            kind=ObligationKind.PAYMENT,
            what="修缮费",
            amount_fen=380_000,
            debtors=(HolderEntry(party=2),),
            creditors=(HolderEntry(party=1),),
            term=Term(kind=TermKind.FIXED_DATE, day=DUE),
        ),
    ),
    copies=3,
    reached_on=HELD,
)
AROUND = AgreementFacts(
    parties=tuple(
        PartyOfForm(id=number, name=name, told=True, refused=False, consented=True)
        for number, name in ((1, "王秀英"), (2, "云溪建筑有限公司"))
    ),
    accepted_on=ACCEPTED,
    today=TODAY,
    dispute_type="邻里纠纷",
    agreed_on=HELD,
    first_session_on=HELD,
    last_session_on=HELD,
)


def line(role: SignerRole, name: str, party: int | None = None, **changes: Any) -> SignatureFacts:
    """A line that is signed."""
    mark = SignatureMark.SEAL if role is SignerRole.COMMITTEE or party == 2 else SignatureMark.NAME_AND_THUMB
    usual = SignatureFacts(
        role=role, name=name, party_id=party, state=SignatureState.SIGNED, mark=mark, signed_on=SIGNED
    )
    return replace(usual, **changes)


SIGNATURES = (
    line(SignerRole.PARTY, "王秀英", 1),
    line(SignerRole.PARTY, "云溪建筑有限公司", 2),
    line(SignerRole.MEDIATOR, "陈桂芳"),
    line(SignerRole.COMMITTEE, "云溪镇人民调解委员会"),
)
DUTY = DutyFacts(place=0, amount_fen=380_000, due_on=DUE, performed_on=DUE, first_performed_on=DUE)
VISIT = VisitFacts(visited_on=VISITED, text="款已付清，王秀英满意。")

SOUND = CaseFacts(
    case_id=1,
    today=TODAY,
    state=CaseState.CLOSED,
    number="（2026）云人调字第1号",
    number_year=2026,
    name="王秀英与云溪建筑有限公司邻里纠纷",
    dispute_type="邻里纠纷",
    applied_on=ACCEPTED,
    accepted_on=ACCEPTED,
    due_on=date(2026, 12, 2),
    reached_on=HELD,
    effective_on=SIGNED,
    closed_on=CLOSED,
    mediators=("陈桂芳",),
    presiding="陈桂芳",
    parties=(WANG, FIRM),
    sessions=(SESSION,),
    form=AgreementForm.WRITTEN,
    entry=ENTRY,
    around=AROUND,
    agreement_number="（2026）云人调字第1号",
    signatures=SIGNATURES,
    duties=(DUTY,),
    visits=(VISIT,),
    evidence=(EvidenceFacts(name="照片", compared=True),),
    inquiries=(InquiryFacts(ordinal=1),),
    filed_by="孙丽华",
    filed_on=CLOSED,
    checked_by="陈桂芳",
    report_on=CLOSED,
    index=((1, 1, 1), (2, 2, 3), (3, 4, 4)),
)


def with_party(**changes: Any) -> CaseFacts:
    """The case with something of its first party changed."""
    return replace(SOUND, parties=(replace(WANG, **changes), FIRM))


def with_session(**changes: Any) -> CaseFacts:
    """The case with something of its sitting changed."""
    return replace(SOUND, sessions=(replace(SESSION, **changes),))


def with_entry(**changes: Any) -> CaseFacts:
    """The case with something of its agreement changed."""
    return replace(SOUND, entry=replace(ENTRY, **changes))


def with_line(place: int, **changes: Any) -> CaseFacts:
    """The case with something of a signer's line changed."""
    lines = list(SIGNATURES)
    lines[place] = replace(lines[place], **changes)
    return replace(SOUND, signatures=tuple(lines))


def with_duty(**changes: Any) -> CaseFacts:
    """The case with something of its obligation changed."""
    return replace(SOUND, duties=(replace(DUTY, **changes),))
