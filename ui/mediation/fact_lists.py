"""The lists of what was found out: inquiries and evidence, as the right column shows them and keeps them."""

from desktop.clock import day_of
from desktop.entries.following import EvidenceEntry, InquiryEntry
from desktop.queries.case_facts import EvidenceView, InquiryView
from desktop.services.mediation.fact_finding import (
    remove_evidence,
    remove_inquiry,
    save_evidence,
    save_inquiry,
)
from ui.mediation.records_side import Listed
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Column, Kind


def _inquiry_entry(row: InquiryView) -> InquiryEntry:
    return InquiryEntry(
        kind=row.kind,
        started_at=row.started_at,
        ended_at=row.ended_at,
        place=row.place,
        subject=row.asked,
        investigators=row.investigators,
        participants=row.participants,
        invitees_agreed=row.invitees_agreed,
        text=row.text,
        recorder=row.recorder,
        handwritten=row.handwritten,
    )


def _evidence_entry(row: EvidenceView) -> EvidenceEntry:
    return EvidenceEntry(
        name=row.name,
        provider=row.provider,
        proves=row.proves,
        collected_on=row.collected_on,
        pages=row.pages,
        original=row.original,
        compared_by=row.compared_by,
        attachment_id=row.attachment_id,
    )


def inquiry_columns() -> list[Column[InquiryView]]:
    """When, which kind, whom or where."""
    return [
        Column(title="日期", value=lambda row: day_of(row.started_at), name="day", kind=Kind.DATE, width=98),
        Column(title="种类", value=lambda row: row.kind_words, name="kind", kind=Kind.STRONG, width=88),
        Column(
            title="被调查人、地点",
            value=lambda row: "；".join(part for part in (row.asked, row.place) if part),
            name="asked",
            tip=lambda row: row.text,
        ),
    ]


def evidence_columns() -> list[Column[EvidenceView]]:
    """Its number, what it is, its pages, who gave it, whether its file is there."""
    return [
        Column(title="", value=lambda row: row.position, name="position", width=30),
        Column(title="材料", value=lambda row: row.name, name="name", kind=Kind.STRONG),
        Column(title="页", value=lambda row: row.pages, name="pages", width=40, right=True),
        Column(
            title="提供人", value=lambda row: row.provider, name="provider", kind=Kind.SECONDARY, width=90
        ),
        Column(
            title="",
            value=lambda row: BadgeSpec("有文件", "ok", "attach") if row.attachment_id else "",
            name="file",
            kind=Kind.BADGE,
            width=96,
        ),
    ]


INQUIRIES: Listed[InquiryView] = Listed(
    name="inquiry",
    title="调查记录、现场勘查",
    words="",
    spoken="调查记录",
    columns=inquiry_columns(),
    begin_at="day",
    rows_of=lambda view: view.facts.inquiries,
    entry_of=_inquiry_entry,
    heading=lambda row: f"{day_of(row.started_at)} {row.kind_words}",
    save=save_inquiry,
    drop=remove_inquiry,
    key="inquiry_id",
)
EVIDENCE: Listed[EvidenceView] = Listed(
    name="evidence",
    title="证据材料",
    words="选了文件的，装订卷宗时扫描件自动排在证据清单后面。",
    spoken="证据材料",
    columns=evidence_columns(),
    begin_at="name",
    rows_of=lambda view: view.facts.evidence,
    entry_of=_evidence_entry,
    heading=lambda row: f"{row.position}. {row.name}",
    save=save_evidence,
    drop=remove_evidence,
    key="evidence_id",
)
