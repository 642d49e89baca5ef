"""打印待签: the agreement is printed for signing and kept as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.dossier.checking import rules_of
from desktop.dossier.lint.wording import wording_faults
from desktop.errors import FormError, OfficeError
from desktop.mediation.drafting import entry_of, facts_of
from desktop.mediation.faults import agreement_faults, errors_of
from desktop.mediation.issuing import keep_paper, lay_signature_lines, paper_of
from desktop.mediation.numbering import number_at
from desktop.mediation.rows import allow_in, locked_case, move_case, needed_agreement
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.values.case_number import NumberAt
from models.values.case_states import CaseState
from models.values.choices import AgreementForm
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class PaperIssued:
    """A paper as issued: how many copies it states, how many pages each has."""

    paper_id: int
    case_id: int
    agreement_id: int
    agreement_version: int
    edition: int
    pages: int
    copies: int
    sha256: str
    reached_on: date
    case_state: str


@requires(Permission.CASE_EDIT)
def issue_agreement(work: Work, *, case_id: int, version: int) -> PaperIssued:
    """Print a written agreement for signing (打印待签); it then waits for signatures and is no more edited.

    Refused with every error of the draft (practice.md 26), and for a character that no font draws. The facts on
    the paper, the telephone numbers among them, are read once, with an event, and kept with the bytes; what is
    edited later never changes them. `paper_bytes` prints the same bytes again.
    """
    case = locked_case(work, case_id)
    allow_in(case, {CaseState.MEDIATING}, "打印协议待签")
    written = needed_agreement(work, case)
    expect_version(written, version)
    if written.form != AgreementForm.WRITTEN:
        raise OfficeError("这份协议是口头协议，不打印协议书。", field="form")
    facts = facts_of(work, case)
    entry = entry_of(written)
    rules = rules_of(work)
    errors = errors_of([*agreement_faults(entry, facts, rules), *wording_faults(entry, rules)])
    if errors:
        raise FormError(errors)
    reached_on = written.reached_on or facts.agreed_on
    assert reached_on is not None  # an agreement without it has an error
    written.reached_on = case.reached_on = reached_on
    written.issued_at = work.now
    number_at(work, case, NumberAt.AGREEMENT, reached_on, oral=False)
    lay_signature_lines(work, case, written)
    move_case(case, CaseState.AWAITING_SIGNATURE)
    paper = keep_paper(work, case, written, paper_of(work, case, written))
    work.session.flush()
    work.record("paper:issue", paper, words=f"打印协议书待签，第{paper.edition}版", matter_id=case.matter_id)
    return PaperIssued(
        paper_id=paper.id,
        case_id=case.id,
        agreement_id=written.id,
        agreement_version=written.version,
        edition=paper.edition,
        pages=paper.pages,
        copies=written.copies,
        sha256=paper.sha256,
        reached_on=reached_on,
        case_state=case.state,
    )
