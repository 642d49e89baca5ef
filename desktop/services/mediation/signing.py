"""登记签署: what stands on the signed paper is noted line by line, until the agreement takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.entries.mediation import SignatureEntry
from desktop.errors import OfficeError
from desktop.mediation.checking import moment_of
from desktop.mediation.rows import allow_in, locked_case, needed_agreement
from desktop.mediation.signing import write_signatures
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_states import CaseState
from models.values.choices import SignatureState
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class SignaturesKept:
    """An agreement after its signatures were noted; `effective_on` when the last one needed is there."""

    agreement_id: int
    case_id: int
    version: int
    case_state: str
    effective_on: date | None


@requires(Permission.CASE_EDIT)
def record_signatures(
    work: Work, *, case_id: int, version: int, signatures: tuple[SignatureEntry, ...]
) -> SignaturesKept:
    """Note who signed the agreement on which day, who refused, who is still to sign; `version` is the agreement's.

    It takes effect on the last day of: every party's signature, a mediator's, the committee's seal
    (人民调解法 29); one that a court delegated when the parties have signed (practice.md 22). While in effect
    and not closed, wrong days may be put right.
    """
    if not signatures:
        raise OfficeError("请登记至少一位签名人。", field="signatures")
    case = locked_case(work, case_id)
    allow_in(case, {CaseState.AWAITING_SIGNATURE, CaseState.EFFECTIVE}, "登记签署")
    written = needed_agreement(work, case)
    expect_version(written, version)
    before = case.effective_on
    day = write_signatures(work, case, written, signatures)
    work.session.flush()
    refused = sum(entry.state is SignatureState.REFUSED for entry in signatures)
    words = f"登记签署，{refused}人拒签" if refused else "登记签署"
    if day is not None and day != before:
        words += "，协议生效" if before is None else "，更正生效日期"
    days = [entry.signed_on for entry in signatures if entry.signed_on is not None]
    work.record(
        "case:agreement:sign",
        written,
        words=words,
        occurred_at=moment_of(work, max(days)) if days else None,
        matter_id=case.matter_id,
    )
    return SignaturesKept(written.id, case.id, written.version, case.state, day)
