"""Claims, inquiries and the list of evidence of a case."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.entries.following import ClaimEntry, EvidenceEntry, InquiryEntry
from desktop.errors import NotFoundError
from desktop.mediation.fact_finding import drop_inquiry, write_claims, write_evidence, write_inquiry
from desktop.mediation.rows import UNDECIDED, allow_in, locked_case, touch
from desktop.permissions import requires
from desktop.services.mediation.sessions import RECORDABLE
from desktop.versions import expect_version
from desktop.work import Work
from models.case_life import Evidence, Inquiry
from models.values.case_states import CaseState
from models.values.choices import InquiryKind, label
from models.values.permissions import Permission

FOUND_OUT = RECORDABLE | {CaseState.PAUSED}
"""Facts may be found out, and typed, until the case is closed."""


@dataclass(frozen=True, slots=True)
class FactKept:
    """A row after an act on it."""

    row_id: int
    case_id: int
    version: int


@requires(Permission.CASE_EDIT)
def save_claims(work: Work, *, case_id: int, version: int, claims: tuple[ClaimEntry, ...]) -> FactKept:
    """Write what the parties ask for (申请事项), all of it as the form shows it. `version` is the case's."""
    case = locked_case(work, case_id)
    expect_version(case, version)
    allow_in(case, UNDECIDED, "修改申请事项")
    write_claims(work, case, claims)
    touch(case)
    work.session.flush()
    work.record("case:claims", case, words=f"记下申请事项{len(claims)}项")
    return FactKept(case.id, case.id, case.version)


@requires(Permission.CASE_EDIT)
def save_inquiry(
    work: Work, *, case_id: int, entry: InquiryEntry, inquiry_id: int | None = None, version: int = 0
) -> FactKept:
    """Add an inquiry (调查记录, 现场勘查), or put one right; `version` is then the inquiry's."""
    case = locked_case(work, case_id)
    allow_in(case, FOUND_OUT, "登记调查记录")
    if inquiry_id is not None:
        shown = work.session.get(Inquiry, inquiry_id)
        if shown is None:
            raise NotFoundError("没有找到这次调查记录。")
        expect_version(shown, version)
    row = write_inquiry(work, case, inquiry_id, entry)
    done = "登记" if inquiry_id is None else "修改"
    work.record(
        "case:inquiry",
        row,
        words=f"{done}{label(entry.kind)}记录",
        occurred_at=entry.started_at,
        matter_id=case.matter_id,
    )
    return FactKept(row.id, case.id, row.version)


@requires(Permission.CASE_EDIT)
def remove_inquiry(work: Work, *, inquiry_id: int, version: int) -> int:
    """Take out an inquiry that was noted by mistake; one that is on paper stays (人民调解法 27). Returns the case."""
    row = work.session.get(Inquiry, inquiry_id)
    if row is None:
        raise NotFoundError("没有找到这次调查记录。")
    case = locked_case(work, row.case_id)
    allow_in(case, FOUND_OUT, "删除调查记录")
    expect_version(row, version)
    kind = label(InquiryKind(row.kind))
    drop_inquiry(work, row)
    work.record("case:inquiry", case, words=f"删去一份{kind}记录")
    return case.id


@requires(Permission.CASE_EDIT)
def save_evidence(
    work: Work, *, case_id: int, entry: EvidenceEntry, evidence_id: int | None = None, version: int = 0
) -> FactKept:
    """Add a line to the list of evidence, or put one right; `version` is then the line's."""
    case = locked_case(work, case_id)
    allow_in(case, FOUND_OUT, "登记证据材料")
    if evidence_id is not None:
        shown = work.session.get(Evidence, evidence_id)
        if shown is None:
            raise NotFoundError("没有找到这份证据材料。")
        expect_version(shown, version)
    row = write_evidence(work, case, evidence_id, entry)
    work.record(
        "case:evidence",
        row,
        words="登记证据材料" if evidence_id is None else "修改证据材料",
        matter_id=case.matter_id,
    )
    return FactKept(row.id, case.id, row.version)


@requires(Permission.CASE_EDIT)
def remove_evidence(work: Work, *, evidence_id: int, version: int) -> int:
    """Take a line out of the list of evidence; the file that it names stays with the matter. Returns the case."""
    row = work.session.get(Evidence, evidence_id)
    if row is None:
        raise NotFoundError("没有找到这份证据材料。")
    case = locked_case(work, row.case_id)
    allow_in(case, FOUND_OUT, "删除证据材料")
    expect_version(row, version)
    work.session.delete(row)
    work.session.flush()
    work.record("case:evidence", case, words="从清单中删去一份证据材料")
    return case.id
