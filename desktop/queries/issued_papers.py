"""The issued paper of a case, found by the case's number as somebody types it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.issuing import PAPER_KIND
from desktop.mediation.rows import agreement_of
from desktop.papers.of_matter import SLIPS
from desktop.permissions import requires
from desktop.printing.profile import PaperEntry, national_profile
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
    """The latest edition of a paper of a case, without its bytes."""

    paper_id: int
    title: str
    edition: int
    pages: int
    copies: int


@requires(Permission.PAPER_PRINT)
def issued_paper(work: Work, *, number: str, key: str = PAPER_KIND) -> IssuedPaper:
    """Return the paper that was last issued under a case number, with half- or full-width brackets.

    `key` is that of the profile (the agreement where none is named); of several sittings or receipts it is the
    one issued last. Raises NotFoundError where no such case is seen, OfficeError where nothing was issued yet.
    """
    entry = _entry(key)
    wanted = number_as_kept(number)
    case = work.session.scalars(select(MediationCase).where(MediationCase.number == wanted)).first()
    if case is None:
        raise NotFoundError(f"没有找到{wanted}这件案件。", todo="请核对卷号和账号的权限。")
    if key != PAPER_KIND:
        return _other_paper(work, case, entry)
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


def _entry(key: str) -> PaperEntry:
    """Return what the profile says of a paper, or refuse a key that it does not print for a case."""
    profile = national_profile()
    if key in profile and profile.entry(key).printed and key not in SLIPS:
        return profile.entry(key)
    keys = "、".join(f"{one.key}（{one.title}）" for one in profile.printed() if one.key not in SLIPS)
    raise OfficeError(f"没有叫“{key}”的文书。", field="paper", todo=f"可以是：{keys}。")


def _other_paper(work: Work, case: MediationCase, entry: PaperEntry) -> IssuedPaper:
    """Return the newest issued paper of a kind."""
    statement = (
        select(Paper)
        .where(Paper.kind == entry.key, Paper.matter_id == case.matter_id)
        .order_by(Paper.issued_at.desc(), Paper.id.desc())
    )
    paper = work.session.scalars(statement.limit(1)).first()
    if paper is None:
        raise OfficeError(f"{case.number_shown}还没有打印过{entry.title}，没有可以重印的。")
    copies = max(1, entry.copies(len(case.parties)))
    return IssuedPaper(paper.id, paper.title, paper.edition, paper.pages, copies)


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
