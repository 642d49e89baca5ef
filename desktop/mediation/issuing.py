"""打印待签: the agreement becomes a paper with the facts that it shows, and waits for signatures."""

from __future__ import annotations

from desktop.mediation.drafting import entry_of
from desktop.mediation.paper import PartyFacts, agreement_paper, in_paper_order
from desktop.mediation.parties import standing
from desktop.mediation.rows import matter_of
from desktop.papers.keeping import Issue, keep_issued
from desktop.people import read_identity
from desktop.printing.papers.agreement import TITLE, AgreementPaper, agreement
from desktop.work import Work
from models.agreement import Agreement, Paper, Signature
from models.centre import Committee
from models.mediation import MediationCase, Party
from models.values.choices import CaseSource, IdentityKind, PartyKind, SignatureState, SignerRole

PAPER_KIND = "agreement"


def paper_of(work: Work, case: MediationCase, written: Agreement) -> AgreementPaper:
    """Return the paper of a case's agreement; telephones are read in full, each by an event with the reason."""
    committee = work.session.get_one(Committee, case.committee_id)
    reason = f"打印{TITLE}"
    parties = [party_facts(party, phone=_phone(work, case, party, reason)) for party in _signing(case)]
    return agreement_paper(
        entry_of(written),
        parties,
        committee_name=committee.name,
        number=written.number,
        source=CaseSource(case.source),
        mediators=[mediator.name for mediator in case.mediators],
        dated=written.reached_on or work.today,
    )


def party_facts(party: Party, *, phone: str) -> PartyFacts:
    """Return a party's snapshot for the paper."""
    return PartyFacts(
        id=party.id,
        kind=PartyKind(party.kind),
        side=party.side,
        name=party.name,
        sex=party.sex,
        ethnicity=party.ethnicity,
        born=party.born,
        occupation=party.occupation,
        phone=phone,
        address=party.address,
        legal_representative=party.legal_representative,
        representative_post=party.representative_post,
        agent_name=party.agent_name,
        agent_relation=party.agent_relation,
        agent_may_settle=party.agent_may_settle,
        agent_kind=party.agent_kind or None,
    )


def keep_paper(work: Work, case: MediationCase, written: Agreement, paper: AgreementPaper) -> Paper:
    """Set the agreement as PDF and keep it: facts, bytes, digest, pages, as the next edition.

    Raises UnprintableCharacter, an OfficeError, for a character that no font has; nothing is kept then.
    """
    return keep_issued(
        work,
        Issue(
            PAPER_KIND,
            written.id,
            f"{TITLE}{case.number_on_paper}",
            case.matter_id,
            matter_of(work, case).seen,
        ),
        paper,
        agreement(paper),
    )


def lay_signature_lines(work: Work, case: MediationCase, written: Agreement) -> None:
    """Give everybody who signs a line still to come: parties, mediators, the recorder where named, the seal."""
    committee = work.session.get_one(Committee, case.committee_id)
    lines: list[tuple[SignerRole, int | None, str]] = [
        (SignerRole.PARTY, party.id, party.name) for party in _signing(case)
    ]
    lines += [(SignerRole.MEDIATOR, None, mediator.name) for mediator in case.mediators]
    if written.recorder:
        lines.append((SignerRole.RECORDER, None, written.recorder))
    lines.append((SignerRole.COMMITTEE, None, committee.name))
    written.signatures = [
        Signature(
            position=place,
            role=role,
            party_id=party,
            name=name,
            state=SignatureState.PENDING,
            seen=written.seen,
        )
        for place, (role, party, name) in enumerate(lines, 1)
    ]
    work.session.flush()


def _signing(case: MediationCase) -> list[Party]:
    """Return the parties that have not left, as the paper lists them."""
    return in_paper_order(standing(case.parties), CaseSource(case.source))


def _phone(work: Work, case: MediationCase, party: Party, reason: str) -> str:
    """Return a party's telephone in full for its own paper."""
    return read_identity(
        work,
        IdentityKind.PHONE,
        reason=reason,
        person_id=party.person_id,
        organisation_id=party.organisation_id,
        matter_id=case.matter_id,
    )
