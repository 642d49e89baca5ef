"""The rows of an agreement: written from a form, read back as the same form."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clock import day_of
from desktop.entries.mediation import AgreementEntry, HolderEntry, InstalmentEntry, ObligationEntry
from desktop.mediation.checking import Refusals
from desktop.mediation.faults import AgreementFacts, PartyFacts
from desktop.mediation.naming import told_apart
from desktop.mediation.parties import last_consent, standing
from desktop.mediation.rows import touch, unused_number
from desktop.mediation.sittings import agreed_on, in_order
from desktop.work import Work
from models.agreement import Agreement, AgreementTerm, Obligation, ObligationParty
from models.case_life import Instalment
from models.mediation import MediationCase
from models.values.choices import AgreementForm, Liability
from models.values.money import MAX_FEN
from models.values.terms import LONGEST_DAYS, LONGEST_EVENT, Every, ObligationKind, Term, TermKind
from models.values.text import tidy

FACTS_LIMIT = 20_000
TERM_LIMIT = 5_000
HOLDERS_LIMIT = 120
MOST_COPIES = 99


def write_agreement(
    work: Work, case: MediationCase, agreement: Agreement | None, entry: AgreementEntry
) -> Agreement:
    """Write a draft as the form shows it, finished or not; refused is only what no column can hold.

    The number is the case's; the copies are parties + 1 and one for each further holder unless stated otherwise
    (人民调解法 29, practice.md 25).
    """
    texts = _check(case, entry)
    if agreement is None:
        agreement = Agreement(
            id=unused_number(work), case_id=case.id, position=1, number=case.number_on_paper, seen=case.seen
        )
        work.session.add(agreement)
    else:
        touch(agreement)
    further = [holder for holder in entry.further_holders if holder.strip()]
    agreement.form = entry.form
    agreement.facts, agreement.performance = texts["facts"], texts["performance"]
    agreement.recorder, agreement.further_holders = texts["recorder"], texts["further_holders"]
    agreement.copies = entry.copies or max(1, len(standing(case.parties)) + 1 + len(further))
    agreement.reached_on = entry.reached_on
    _write_terms(agreement, entry.terms)
    _write_obligations(case, agreement, entry.obligations)
    work.session.flush()
    return agreement


def entry_of(agreement: Agreement) -> AgreementEntry:
    """Return an agreement as its form shows it."""
    return AgreementEntry(
        form=AgreementForm(agreement.form),
        facts=agreement.facts,
        terms=tuple(term.text for term in agreement.terms),
        performance=agreement.performance,
        obligations=tuple(obligation_entry(obligation) for obligation in agreement.obligations),
        copies=agreement.copies,
        further_holders=tuple(part for part in agreement.further_holders.split("、") if part),
        recorder=agreement.recorder,
        reached_on=agreement.reached_on,
    )


def obligation_entry(obligation: Obligation) -> ObligationEntry:
    """Return an obligation as its form shows it."""
    return ObligationEntry(
        kind=ObligationKind(obligation.kind) if obligation.kind else None,
        what=obligation.what,
        amount_fen=obligation.amount_fen,
        formula=obligation.formula,
        quantity=obligation.quantity,
        liability=Liability(obligation.liability),
        debtors=_holders(obligation, debtor=True),
        creditors=_holders(obligation, debtor=False),
        term=term_of(obligation),
        instalments=tuple(
            InstalmentEntry(
                amount_fen=row.amount_fen, day=None if row.days is not None else row.due_on, days=row.days
            )
            for row in obligation.instalments
        ),
        place=obligation.place,
    )


def term_of(obligation: Obligation) -> Term | None:
    """Return the term that an obligation's columns hold."""
    if not obligation.term_kind:
        return None
    return Term(
        kind=TermKind(obligation.term_kind),
        day=obligation.term_day,
        days=obligation.term_days,
        event=obligation.term_event,
        every=Every(obligation.term_every) if obligation.term_every else None,
        first_on=obligation.term_first_on,
        last_on=obligation.term_last_on,
        month_end=obligation.term_month_end,
    )


def facts_of(work: Work, case: MediationCase) -> AgreementFacts:
    """Return what stands around a case's agreement, for its check."""
    names = told_apart(case.parties)
    parties = []
    for party in standing(case.parties):
        said = last_consent(party)
        parties.append(
            PartyFacts(
                id=party.id,
                name=names[party.id],
                told=bool(party.tellings),
                refused=said is not None and not said.agreed,
                consented=said is not None and said.agreed,
            )
        )
    held = [day_of(session.started_at) for session in in_order(case)]
    return AgreementFacts(
        parties=tuple(parties),
        accepted_on=case.accepted_on,
        today=work.today,
        dispute_type=case.dispute_type,
        agreed_on=agreed_on(case),
        first_session_on=held[0] if held else None,
        last_session_on=held[-1] if held else None,
    )


def _check(case: MediationCase, entry: AgreementEntry) -> dict[str, str]:
    """Return the checked texts, or refuse what the columns cannot hold and holders who are no parties."""
    refusals = Refusals()
    holders = "、".join(holder.strip() for holder in entry.further_holders if holder.strip())
    texts = {
        "facts": refusals.text("facts", entry.facts, limit=FACTS_LIMIT, multiline=True),
        "performance": refusals.text("performance", entry.performance, limit=TERM_LIMIT, multiline=True),
        "recorder": refusals.text("recorder", entry.recorder, limit=40),
        "further_holders": refusals.text("further_holders", holders, limit=HOLDERS_LIMIT),
    }
    for place, term in enumerate(entry.terms):
        refusals.text(f"terms.{place}", term, limit=TERM_LIMIT, multiline=True)
    if entry.copies is not None and not 1 <= entry.copies <= MOST_COPIES:
        refusals.add("copies", f"份数应在1到{MOST_COPIES}之间。")
    known = {party.id for party in standing(case.parties)}
    for place, obligation in enumerate(entry.obligations):
        field = f"obligations.{place}"
        refusals.text(f"{field}.what", obligation.what, limit=200)
        refusals.text(f"{field}.formula", obligation.formula, limit=120)
        refusals.text(f"{field}.quantity", obligation.quantity, limit=40)
        refusals.text(f"{field}.place", obligation.place, limit=80)
        event = obligation.term.event if obligation.term else ""
        if event and not tidy(event, limit=len(event) * 4):
            refusals.add(f"{field}.term", "请写明到什么时候或什么事情为止。")
        if any(
            part.days is not None and not 1 <= part.days <= LONGEST_DAYS for part in obligation.instalments
        ):
            refusals.add(f"{field}.instalments", f"各期的天数应在1到{LONGEST_DAYS}之间。")
        if any(not 0 < part.amount_fen <= MAX_FEN for part in obligation.instalments):
            refusals.add(f"{field}.instalments", "每一期的金额应大于零。")
        if obligation.amount_fen is not None and not 0 < obligation.amount_fen <= MAX_FEN:
            refusals.add(f"{field}.amount", "金额应大于零，最多99,999,999,999.99元。")
        for side, people in (("debtors", obligation.debtors), ("creditors", obligation.creditors)):
            ids = [holder.party for holder in people if holder.party is not None]
            if set(ids) - known or len(set(ids)) < len(ids):
                refusals.add(f"{field}.{side}", "所选的当事人有误，请重新选择。")
            for holder in people:
                refusals.text(f"{field}.{side}", holder.name, limit=80)
                refusals.text(f"{field}.{side}", holder.share, limit=40)
                if holder.share_fen is not None and not 0 < holder.share_fen <= MAX_FEN:
                    refusals.add(f"{field}.{side}", "份额应大于零。")
    refusals.raise_any()
    return texts


def _write_terms(agreement: Agreement, texts: Sequence[str]) -> None:
    """Make the numbered items those of the form; empty ones are left out."""
    tidied = (tidy(text, limit=TERM_LIMIT, multiline=True) for text in texts)
    kept = [text for text in tidied if text]
    for place, text in enumerate(kept):
        if place < len(agreement.terms):
            agreement.terms[place].text = text
        else:
            agreement.terms.append(AgreementTerm(position=place + 1, text=text, seen=agreement.seen))
    del agreement.terms[len(kept) :]


def _write_obligations(case: MediationCase, agreement: Agreement, entries: Sequence[ObligationEntry]) -> None:
    """Make the obligations those of the form, row by row."""
    names = {party.id: party.name for party in case.parties}
    for place, entry in enumerate(entries):
        if place < len(agreement.obligations):
            obligation = agreement.obligations[place]
        else:
            obligation = Obligation(position=place + 1, seen=agreement.seen)
            agreement.obligations.append(obligation)
        _fill(obligation, entry)
        _set_people(obligation, entry, names)
        _write_instalments(obligation, entry.instalments)
    del agreement.obligations[len(entries) :]


def _fill(obligation: Obligation, entry: ObligationEntry) -> None:
    """Write one obligation's own columns."""
    term = entry.term
    obligation.kind = entry.kind or ""
    obligation.what, obligation.formula = tidy(entry.what, limit=200), tidy(entry.formula, limit=120)
    obligation.quantity, obligation.liability = tidy(entry.quantity, limit=40), entry.liability
    obligation.amount_fen, obligation.place = entry.amount_fen, tidy(entry.place, limit=80)
    obligation.term_kind = term.kind if term else None
    obligation.term_day = term.day if term else None
    obligation.term_days = term.days if term else None
    obligation.term_event = tidy(term.event, limit=LONGEST_EVENT) if term else ""
    obligation.term_every = term.every if term else None
    obligation.term_first_on = term.first_on if term else None
    obligation.term_last_on = term.last_on if term else None
    obligation.term_month_end = bool(term and term.month_end)


def _set_people(obligation: Obligation, entry: ObligationEntry, names: dict[int, str]) -> None:
    """Write debtors and creditors, only where they differ from what stands."""
    wanted = [
        (
            holder.party,
            names[holder.party] if holder.party is not None else tidy(holder.name, limit=80),
            debtor,
            holder.share_fen,
            tidy(holder.share, limit=40),
        )
        for holders, debtor in ((entry.debtors, True), (entry.creditors, False))
        for holder in holders
        if holder.party is not None or holder.name.strip()
    ]
    if [
        (row.party_id, row.name, row.debtor, row.share_fen, row.share) for row in obligation.people
    ] != wanted:
        obligation.people = [
            ObligationParty(
                party_id=party,
                name=name,
                debtor=debtor,
                share_fen=share_fen,
                share=share,
                seen=obligation.seen,
            )
            for party, name, debtor, share_fen, share in wanted
        ]


def _write_instalments(obligation: Obligation, entries: Sequence[InstalmentEntry]) -> None:
    """Make the instalments those of the form."""
    rows = obligation.instalments
    for place, entry in enumerate(entries):
        if place >= len(rows):
            rows.append(Instalment(position=place + 1, seen=obligation.seen))
        rows[place].amount_fen = entry.amount_fen
        rows[place].due_on, rows[place].days = entry.day, entry.days
    del rows[len(entries) :]


def _holders(obligation: Obligation, *, debtor: bool) -> tuple[HolderEntry, ...]:
    """Return debtors or creditors as the form shows them."""
    return tuple(
        HolderEntry(
            party=row.party_id,
            name="" if row.party_id is not None else row.name,
            share_fen=row.share_fen,
            share=row.share,
        )
        for row in obligation.people
        if row.debtor is debtor
    )
