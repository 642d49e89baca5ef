"""Who signs the agreement of a demo case, how, and who refuses or has not signed yet."""

from __future__ import annotations

from datetime import date

from desktop.demo.case_plan import CasePlan
from desktop.demo.scene import CaseStanding
from desktop.entries.mediation import LateSignatureEntry, SignatureEntry
from desktop.entries.people import OrganisationEntry
from models.values.choices import SignatureMark, SignatureState, SignerRole

_MARKS = (SignatureMark.NAME_AND_THUMB, SignatureMark.NAME, SignatureMark.THUMB)


def signature_lines(
    plan: CasePlan, standing: CaseStanding, ids: dict[str, int], day: date
) -> tuple[SignatureEntry, ...]:
    """Return the lines of a paper: everybody's, or only those of the parties who have signed so far."""
    row = plan.row
    refusing = row.get("refuses", {}).get("party")
    signed = row.get("signed")
    letters = {number: letter for letter, number in ids.items()}
    lines = []
    for line_id, version, role, party_id in standing.signatures:
        letter = letters.get(party_id or 0)
        if signed is not None and letter not in signed:
            continue
        if refusing and role == SignerRole.COMMITTEE:
            continue
        if letter is not None and letter == refusing:
            present = row["refuses"]["present"]
            refused = SignatureState.REFUSED
            lines.append(
                SignatureEntry(
                    signature_id=line_id, version=version, state=refused, signed_on=day, present=present
                )
            )
            continue
        lines.append(
            SignatureEntry(
                signature_id=line_id,
                version=version,
                state=SignatureState.SIGNED,
                mark=_mark(plan, SignerRole(role), letter),
                signed_on=day,
            )
        )
    return tuple(lines)


def _mark(plan: CasePlan, role: SignerRole, letter: str | None) -> SignatureMark:
    """Return how somebody signs: the committee and organisations by seal, mediators by name."""
    if role is SignerRole.COMMITTEE:
        return SignatureMark.SEAL
    if letter is None:
        return SignatureMark.NAME
    if isinstance(plan.parties[letter], OrganisationEntry):
        return SignatureMark.SEAL
    return plan.chance.choice(_MARKS)


def late_signature_lines(plan: CasePlan, ids: dict[str, int], day: date) -> tuple[LateSignatureEntry, ...]:
    """Return the lines of a paper that was signed before it was typed."""
    lines: list[tuple[SignerRole, int | None, SignatureMark]] = [
        (SignerRole.PARTY, place, SignatureMark.NAME_AND_THUMB) for place in ids.values()
    ]
    lines += [(SignerRole.MEDIATOR, staff_id, SignatureMark.NAME) for staff_id in plan.mediators]
    lines += [
        (SignerRole.RECORDER, None, SignatureMark.NAME),
        (SignerRole.COMMITTEE, None, SignatureMark.SEAL),
    ]
    signed = SignatureState.SIGNED
    return tuple(
        LateSignatureEntry(role=role, signer=signer, state=signed, mark=mark, signed_on=day)
        for role, signer, mark in lines
    )
