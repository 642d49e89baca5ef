"""What is asked for and what is found out: claims, inquiries, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select

from desktop.entries.following import ClaimEntry, EvidenceEntry, InquiryEntry
from desktop.errors import NotFoundError, OfficeError
from desktop.mediation.checking import Refusals
from desktop.work import Work
from models.agreement import Paper
from models.attachment import Attachment
from models.case_life import Claim, Evidence, Inquiry
from models.dossier import SignedOriginal
from models.mediation import MediationCase
from models.values.choices import InquiryKind
from models.values.money import MAX_FEN

TEXT_LIMIT = 50_000
MOST_PAGES = 2_000
NOT_HERE = "所选的材料不在这件事项里，请重新选择。"
INQUIRY_PAPERS = ("inquiry", "site_inspection")
"""The papers that an inquiry may be printed on."""
RowT = TypeVar("RowT", Inquiry, Evidence)


def claims_of(work: Work, case: MediationCase) -> list[Claim]:
    """Return what the parties ask for, in the order of the application."""
    return list(work.session.scalars(select(Claim).where(Claim.case_id == case.id).order_by(Claim.position)))


def write_claims(work: Work, case: MediationCase, entries: Sequence[ClaimEntry]) -> None:
    """Make the claims those of the form. Fields of refusals: `claims.<place>.text|amount|party`."""
    refusals = Refusals()
    known = {party.id for party in case.parties}
    texts = []
    for place, entry in enumerate(entries):
        field = f"claims.{place}"
        texts.append(
            refusals.text(f"{field}.text", entry.text, limit=400, missing="请写明要求什么。", multiline=True)
        )
        if entry.party not in known:
            refusals.add(f"{field}.party", "请选择是哪位当事人的要求。")
        if entry.amount_fen is not None and not 0 < entry.amount_fen <= MAX_FEN:
            refusals.add(f"{field}.amount", "金额应大于零。")
    refusals.raise_any()
    rows = claims_of(work, case)
    for place, (entry, text) in enumerate(zip(entries, texts, strict=True)):
        row = rows[place] if place < len(rows) else Claim(position=place + 1, seen=case.seen)
        row.case_id, row.party_id, row.text, row.amount_fen = case.id, entry.party, text, entry.amount_fen
        if place >= len(rows):
            work.session.add(row)
    for row in rows[len(entries) :]:
        work.session.delete(row)
    work.session.flush()


def write_inquiry(work: Work, case: MediationCase, inquiry_id: int | None, entry: InquiryEntry) -> Inquiry:
    """Check an inquiry and write it, a new one or one that is put right."""
    refusals = Refusals()
    if entry.started_at > work.now:
        refusals.add("started_at", "调查的时间不能晚于现在。")
    if entry.ended_at is not None and entry.ended_at <= entry.started_at:
        refusals.add("ended_at", "结束的时间要晚于开始的时间。")
    texts = {
        "place": refusals.text("place", entry.place, limit=80, missing="请填写地点。"),
        "subject": refusals.text("subject", entry.subject, limit=80),
        "investigators": refusals.text(
            "investigators", entry.investigators, limit=120, missing="请填写调查人。"
        ),
        "participants": refusals.text("participants", entry.participants, limit=200),
        "recorder": refusals.text("recorder", entry.recorder, limit=40),
        "text": refusals.text(
            "text",
            entry.text,
            limit=TEXT_LIMIT,
            missing="" if entry.handwritten else "请写下记录；纸质原件为准的，请选“手写原件”。",
            multiline=True,
        ),
    }
    if entry.kind is InquiryKind.PERSON and not texts["subject"]:
        refusals.add("subject", "请填写被调查人。")
    if texts["participants"] and not entry.invitees_agreed:
        refusals.add("invitees_agreed", "邀请别人参加，要当事人同意（人民调解法第20条）；同意的请勾选。")
    refusals.raise_any()
    row = _row(work, Inquiry, case, inquiry_id)
    row.kind, row.started_at, row.ended_at = entry.kind, entry.started_at, entry.ended_at
    row.invitees_agreed, row.handwritten = entry.invitees_agreed, entry.handwritten
    for field, text in texts.items():
        setattr(row, field, text)
    work.session.flush()
    return row


def drop_inquiry(work: Work, row: Inquiry) -> None:
    """Take an inquiry out, as long as no paper of it was issued and no signed original noted."""
    issued = select(Paper.id).where(Paper.kind.in_(INQUIRY_PAPERS), Paper.subject_id == row.id)
    signed = select(SignedOriginal.id).where(
        SignedOriginal.paper_kind.in_(INQUIRY_PAPERS), SignedOriginal.subject_id == row.id
    )
    if work.session.scalar(issued.limit(1)) is not None or work.session.scalar(signed.limit(1)) is not None:
        raise OfficeError(
            "这份调查记录已经出过文书或登记了原件，不能删去。",
            todo="写错了的，请修改；作废的在卷宗情况说明里写明。",
        )
    work.session.delete(row)
    work.session.flush()


def write_evidence(
    work: Work, case: MediationCase, evidence_id: int | None, entry: EvidenceEntry
) -> Evidence:
    """Check a line of the list of evidence and write it, a new one or one that is put right."""
    refusals = Refusals()
    texts = {
        "name": refusals.text("name", entry.name, limit=80, missing="请填写材料的名称。"),
        "provider": refusals.text("provider", entry.provider, limit=80),
        "proves": refusals.text("proves", entry.proves, limit=120),
        "compared_by": refusals.text("compared_by", entry.compared_by, limit=40),
    }
    if entry.collected_on is not None:
        refusals.day("collected_on", "收集日期", entry.collected_on, today=work.today)
    if not 0 <= entry.pages <= MOST_PAGES:
        refusals.add("pages", f"页数应在0到{MOST_PAGES}之间。")
    if entry.attachment_id is not None and not file_of_matter(work, case.matter_id, entry.attachment_id):
        refusals.add("attachment_id", NOT_HERE)
    refusals.raise_any()
    row = _row(work, Evidence, case, evidence_id)
    row.collected_on, row.pages = entry.collected_on, entry.pages
    row.original, row.attachment_id = entry.original, entry.attachment_id
    for field, text in texts.items():
        setattr(row, field, text)
    work.session.flush()
    return row


def file_of_matter(work: Work, matter_id: int, attachment_id: int) -> bool:
    """Tell whether a file is one of the matter's own and not void."""
    file = work.session.get(Attachment, attachment_id)
    return file is not None and file.matter_id == matter_id and file.voided_at is None


def _row(work: Work, table: type[RowT], case: MediationCase, row_id: int | None) -> RowT:
    """Return the row of a case that is put right, or a new one behind the last."""
    if row_id is not None:
        row = work.session.get(table, row_id)
        if row is None or row.case_id != case.id:
            raise NotFoundError("没有找到这条记录。")
        return row
    last = work.session.scalar(select(func.max(table.position)).where(table.case_id == case.id)) or 0
    row = table(case_id=case.id, position=last + 1, seen=case.seen)
    work.session.add(row)
    return row
