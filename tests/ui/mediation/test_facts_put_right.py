"""Inquiries and evidence of a case, as 陈桂芳 notes them, puts them right and takes them out again."""

from pathlib import Path

from case_steps import look, told
from mediator_desk import MediatorDesk

from desktop.entries.following import EvidenceEntry
from desktop.services.mediation.fact_finding import save_evidence
from models.values.choices import InquiryKind
from ui.mediation.case_page import CasePage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def _open(desk: MediatorDesk, case_id: int) -> None:
    desk.shell.open(CasePage(desk.place, case_id))
    desk.settle()
    desk.part("经过")


def test_an_inquiry_is_noted_put_right_taken_out_and_put_back(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    _open(desk, case.case_id)
    desk.click("case.course.inquiry")
    assert desk.widget("case.inquiry.investigators").text() == "陈桂芳", "who asks is proposed"
    desk.save()
    assert desk.error("case.inquiry.day") == "请填写哪天。"
    desk.write("case.inquiry.day", "今天")
    desk.write("case.inquiry.started_at", "9:00")
    desk.write("case.inquiry.ended_at", "9:40")
    desk.write("case.inquiry.place", "张𬭎家中")
    desk.write("case.inquiry.subject", "张𬭎")
    desk.write("case.inquiry.text", "问：滴水檐是哪年接的？\n答：去年。")
    desk.save()
    first = look(desk.centre, case.case_id).facts.inquiries[0]
    assert (first.asked, first.investigators) == ("张𬭎", "陈桂芳")
    assert desk.label("case.inquiry.records.heading") == "修改：2026-11-23 调查询问"
    desk.escape()
    assert desk.page.right.side() is None

    lines = [line.what for line in desk.page.parts["course"].rows.rows()]
    desk.page.parts["course"].table.opened.emit(lines.index("调查询问"))
    desk.settle()
    assert desk.widget("case.inquiry.subject").text() == "张𬭎"
    desk.write("case.inquiry.subject", "张𬭎之妻")
    desk.escape()
    desk.click("case.course.inquiry")
    desk.until(lambda: desk.widget("case.inquiry.subject").text() == "张𬭎之妻")
    desk.save()
    assert look(desk.centre, case.case_id).facts.inquiries[0].asked == "张𬭎之妻", "the draft came back"

    desk.click("case.inquiry.add")
    desk.pick("case.inquiry.kind", "现场勘查")
    assert not desk.widget("case.inquiry.subject").isVisibleTo(desk.page)
    desk.write("case.inquiry.day", "今天")
    desk.write("case.inquiry.started_at", "23:59")
    desk.write("case.inquiry.place", "两家院墙")
    desk.write("case.inquiry.text", "墙皮脱落约三平方米。")
    desk.save()
    assert desk.error("case.inquiry.started_at") == "调查的时间不能晚于现在。"
    desk.write("case.inquiry.started_at", "10:00")
    desk.save()
    assert len(look(desk.centre, case.case_id).facts.inquiries) == 2
    desk.click("case.inquiry.remove")
    assert [row.kind for row in look(desk.centre, case.case_id).facts.inquiries] == [InquiryKind.PERSON]
    assert "已删去" in desk.label("case.inquiry_side.message.words")
    desk.click("case.inquiry.put_back")
    put_back = look(desk.centre, case.case_id).facts.inquiries
    assert [row.place for row in put_back] == ["张𬭎家中", "两家院墙"]
    assert desk.widget("case.inquiry.place").text() == "两家院墙"


def test_a_photo_is_added_to_the_list_of_evidence_with_its_file(desk: MediatorDesk, tmp_path: Path) -> None:
    photo = tmp_path / "墙面照片.png"
    photo.write_bytes(PNG)
    case = told(desk.centre)
    desk.centre.do(
        desk.login,
        save_evidence,
        case_id=case.case_id,
        entry=EvidenceEntry(name="宅基地证复印件", compared_by="陈桂芳"),
    )
    _open(desk, case.case_id)
    desk.click("case.course.evidence")
    desk.page.right.side().form.files.add_files([str(photo)])
    desk.until(lambda: desk.widget("case.evidence.name").text() == "墙面照片")
    desk.write("case.evidence.provider", "王秀英")
    desk.write("case.evidence.pages", "3")
    desk.save()
    kept = look(desk.centre, case.case_id).facts.evidence
    assert [(row.name, row.pages, row.attachment_id is not None) for row in kept] == [
        ("宅基地证复印件", 1, False),
        ("墙面照片", 3, True),
    ]
    assert [line.paper for line in desk.page.parts["course"].rows.rows() if line.what == "证据材料"] == [
        "",
        "有文件",
    ]
    desk.page.right.side().open_record(kept[0].id)
    desk.choose("case.evidence.attachment_id.file", "墙面照片.png")
    desk.save()
    assert look(desk.centre, case.case_id).facts.evidence[0].attachment_id == kept[1].attachment_id
    desk.click("case.evidence.remove")
    assert [row.name for row in look(desk.centre, case.case_id).facts.evidence] == ["墙面照片"]
