"""The issued paper of a case, found by the case's number as somebody types it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.issuing import PAPER_KIND
from desktop.mediation.rows import agreement_of
from desktop.permissions import requires
from desktop.work import Work
from models.agreement import Paper
from models.mediation import MediationCase
from models.values.case_number import case_number, parse_case_number
from models.values.choices import AgreementForm
from models.values.permissions import Permission
from models.values.text import tidy

_SHORT_NAME = re.compile(r"[)）\]〕】］]\s*(.+?)\s*人调字")  # noqa: RUF001 - every kind of bracket that hands type


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """The latest edition of a case's agreement, without its bytes."""

    paper_id: int
    title: str
    edition: int
    pages: int
    copies: int


@requires(Permission.PAPER_PRINT)
def issued_paper(work: Work, *, number: str) -> IssuedPaper:
    """Return the agreement that was last issued under a case number, with half- or full-width brackets.

    Raises NotFoundError where no such case is seen, OfficeError where nothing was issued yet.
    """
    wanted = number_as_kept(number)
    case = work.session.scalars(select(MediationCase).where(MediationCase.number == wanted)).first()
    if case is None:
        raise NotFoundError(f"没有找到{wanted}这件案件。", todo="请核对卷号和账号的权限。")
    written = agreement_of(work, case)
    paper = None
    if written is not None:
        statement = (
            select(Paper)
            .where(Paper.kind == PAPER_KIND, Paper.subject_id == written.id)
            .order_by(Paper.edition.desc())
        )
        paper = work.session.scalars(statement.limit(1)).first()
    if written is None or paper is None:
        raise OfficeError(f"{wanted}{_why_not(case, written.form if written else None)}")
    return IssuedPaper(paper.id, paper.title, paper.edition, paper.pages, written.copies)


def number_as_kept(number: str) -> str:
    """Return a typed case number in the form in which it is kept, or refuse what is none."""
    found = _SHORT_NAME.search(number)
    short_name = tidy(found[1], limit=len(number)) if found else "云"
    try:
        year, serial = parse_case_number(number, short_name=short_name)
    except ValueError as fault:
        raise OfficeError(str(fault), field="number") from fault
    return case_number(short_name, year, serial)


def _why_not(case: MediationCase, form: str | None) -> str:
    """Return why there is nothing to print again."""
    if form == AgreementForm.ORAL:
        return "是口头协议，没有协议书可以打印。"
    if case.late_entry and form is not None:
        return "是补录的，协议书以纸质原件为准，没有打印过。"
    return "还没有打印过协议书，没有可以重印的。"
