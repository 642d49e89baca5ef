"""A paper is kept as it was issued: its facts, its bytes, their SHA-256; a correction is a new edition that says so."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from desktop.clock import day_of
from desktop.errors import NotFoundError, OfficeError
from desktop.printing.blocks import Document, EditionMark
from desktop.work import Work
from models.agreement import Paper, PaperFile
from models.values.dates import day_on_paper

_PAGE = re.compile(rb"/Type\s*/Page(?![s\w])")
_OF_THE_DAY = frozenset({"given_on"})
"""Facts that change by themselves: another day alone is no correction."""

_OF_WHO_PRINTS = {
    "acceptance_receipt": frozenset({"window", "phone"}),
    "referral": frozenset({"our_phone"}),
    "transfer": frozenset({"sender", "our_phone"}),
    "non_acceptance": frozenset({"phone"}),
}
"""Facts of a slip that are those of whoever gives it out: another giver alone is no correction."""


def of_who_prints(key: str) -> frozenset[str]:
    """Return which facts of a paper are those of whoever prints it."""
    return _OF_WHO_PRINTS.get(key, frozenset())


@dataclass(frozen=True, slots=True)
class Issue:
    """What is issued: kind (the key of the profile), of which row, its title, for whom to see."""

    kind: str
    subject_id: int
    title: str
    matter_id: int
    seen: int


def latest_edition(work: Work, kind: str, subject_id: int) -> Paper | None:
    """Return the newest edition of a paper, whoever may see it; None before the first."""
    statement = (
        select(Paper)
        .options(undefer(Paper.snapshot))
        .where(Paper.kind == kind, Paper.subject_id == subject_id)
        .order_by(Paper.edition.desc())
        .limit(1)
    )
    return work.session.scalars(statement, execution_options={"unnarrowed": True}).first()


class Editions:
    """The newest edition of each paper of a matter, read at once."""

    def __init__(self, work: Work, matter_id: int) -> None:
        statement = (
            select(Paper)
            .where(Paper.matter_id == matter_id)
            .order_by(Paper.edition)
            .options(undefer(Paper.snapshot))
        )
        rows = work.session.scalars(statement, execution_options={"unnarrowed": True})
        self._newest = {(row.kind, row.subject_id): row for row in rows}

    def newest(self, kind: str, subject_id: int) -> Paper | None:
        """The newest edition of a paper of this kind and row; None before the first."""
        return self._newest.get((kind, subject_id))


def keep_issued(work: Work, issue: Issue, facts: Any, document: Document) -> Paper:
    """Set a document as PDF and keep it with its facts as the next edition.

    Raises UnprintableCharacter, an OfficeError, for a character that no font has; nothing is kept then.
    """
    from desktop.printing.pdf import set_pdf

    before = latest_edition(work, issue.kind, issue.subject_id)
    document = marked(document, edition_mark(before))
    content = set_pdf(document, made_at=work.now)
    row = Paper(
        matter_id=issue.matter_id,
        kind=issue.kind,
        subject_id=issue.subject_id,
        edition=before.edition + 1 if before is not None else 1,
        title=issue.title[:80],
        snapshot=plain(facts),
        sha256=sha256(content).hexdigest(),
        pages=len(_PAGE.findall(content)),
        issued_at=work.now,
        issued_by=work.who.name,
        seen=issue.seen,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add(PaperFile(paper_id=row.id, content=content, seen=row.seen))
    return row


def checked_bytes(work: Work, paper: Paper) -> bytes:
    """Return the bytes that were kept of a paper; OfficeError when they are no longer what was issued."""
    kept = work.session.get(PaperFile, paper.id)
    if kept is None:
        raise NotFoundError("没有找到这份文书。")
    if sha256(kept.content).hexdigest() != paper.sha256:
        raise OfficeError(
            "这份文书的内容和打印时不一致，不能重印。", todo="请用“核对”检查数据库，并从备份恢复。"
        )
    return kept.content


def edition_mark(before: Paper | None) -> str:
    """Return what the edition after another says of itself; empty for the first."""
    if before is None:
        return ""
    return f"第{before.edition + 1}版，更正{day_on_paper(day_of(before.issued_at))}打印的第{before.edition}版"


def marked(document: Document, words: str) -> Document:
    """Return the document with its mark as a corrected edition at the head of every page."""
    return replace(document, stamps=(*document.stamps, EditionMark(words))) if words else document


def same_facts(kept: Any, facts: Any, *, but: frozenset[str] = frozenset()) -> bool:
    """Tell whether a kept paper says what one issued now would say; `but` are facts to pass over (masked ones)."""
    left_out = _OF_THE_DAY | but
    return bool(_without(kept, left_out) == _without(plain(facts), left_out))


def plain(value: Any) -> Any:
    """Return a paper's facts as JSON holds them."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(part, names) for key, part in value.items() if key not in names}
    if isinstance(value, list):
        return [_without(part, names) for part in value]
    return value
