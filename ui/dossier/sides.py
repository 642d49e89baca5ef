"""What slides in beside a dossier: where a signed original is, why a warning may stand, a note, the archiving."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from desktop.clock import day_of
from desktop.dossier.lint.report import Finding
from desktop.dossier.lint.rules import national_rules
from desktop.errors import OfficeError
from desktop.queries.dossiers import DossierView
from desktop.services.mediation.archiving import (
    OF_THE_FILING,
    RETENTIONS,
    Archived,
    add_late_papers,
    archive_case,
    archive_simple_cases,
)
from desktop.services.mediation.filing import record_original, waive_finding, write_dossier_note
from ui.mediation.form import Form
from ui.mediation.options import listed
from ui.mediation.party_form import side_by_side
from ui.mediation.reading import faults_of
from ui.mediation.side import SideForm
from ui.style import look
from ui.widgets.combo import Option
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice
from ui.workplace import Workplace

Done = Callable[[str], object]

STATES = (
    Choice("in_dossier", "纸质在卷", "1"),
    Choice("scanned", "扫描件", "2"),
    Choice("pending", "待补签", "3"),
    Choice("refused", "拒签", "4"),
)


class _Stacked(Form):
    """A form whose fields stand one beneath the other."""

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        for key in self.keys():
            column.addWidget(self.field(key))


class OriginalForm(_Stacked):
    """Of which paper, where its signed original is. Keys: paper_kind, state, pages, attachment_id, note."""

    def __init__(self, name: str, today: Callable[[], date], view: DossierView, papers: list[Option]) -> None:
        super().__init__(name, today)
        self.combo("paper_kind", "文书", papers, required=True)
        self.segments("state", "签名的原件", STATES)
        self.line("pages", "写了字的页数", hint="正反面都写了字的算两页")
        files = [(str(file.attachment_id), file.name) for file in view.files]
        self.combo("attachment_id", "哪个扫描件或照片", listed(files), hint="先在事项的“附件”里添加")
        self.line("note", "说明", placeholder="如 张铉外出，下次到柳林村补签")
        self._stack()
        self.changed.connect(self._show_fields)
        self.put("state", "in_dossier")
        self._show_fields()

    def _show_fields(self) -> None:
        state = self.text("state")
        set_shown(self.field("pages"), on=state == "in_dossier")
        set_shown(self.field("attachment_id"), on=state == "scanned")


def original_side(
    place: Workplace, view: DossierView, papers: list[Option], chosen: str, done: Done
) -> SideForm:
    """登记签名原件."""
    form = OriginalForm("case.original_form", lambda: _today(place), view, papers)
    if chosen:
        form.put("paper_kind", chosen)

    def save() -> None:
        read = form.reading()
        paper = read.text("paper_kind", missing="请选择是哪份文书。")
        state = form.text("state")
        pages = (read.number("pages", what="页数") or 0) if state == "in_dossier" else 0
        read.finish()
        kind, _colon, subject = paper.partition(":")
        file = form.text("attachment_id") if state == "scanned" else ""
        place.perform(
            record_original,
            case_id=view.case_id,
            paper_kind=kind,
            subject_id=int(subject or 0),
            state=state,
            pages=pages,
            attachment_id=int(file) if file.isdigit() else None,
            note=form.text("note"),
        ).then(lambda _filed: done("已登记签名原件"), failed=side.refused, owner=side)

    words = "签过的原件夹在纸质卷里、已扫描，还是有人没签，都在这里记。没有扫描不影响结案。"
    side = SideForm("登记签名原件", words, form, "保存", save, name="case.original_side")
    return side


class ReasonForm(_Stacked):
    """Why a warning may stand."""

    def __init__(self, name: str, today: Callable[[], date], finding: Finding) -> None:
        super().__init__(name, today)
        ready = listed((reason, reason) for reason in finding.reasons)
        self.combo("reason", "理由", ready, required=True, free=True)
        self._stack()
        if finding.reason:
            self.put("reason", finding.reason)


def reason_side(place: Workplace, view: DossierView, finding: Finding, done: Done) -> SideForm:
    """说明理由."""
    form = ReasonForm("case.reason_form", lambda: _today(place), finding)

    def save() -> None:
        place.perform(
            waive_finding,
            case_id=view.case_id,
            check_id=finding.check,
            place=finding.field,
            reason=form.text("reason"),
        ).then(lambda _filed: done("已说明理由"), failed=side.refused, owner=side)

    side = SideForm("说明理由", finding.sentence, form, "保存", save, name="case.reason_side")
    return side


class NoteForm(_Stacked):
    """A paragraph of the 卷宗情况说明, and late papers once it is archived."""

    def __init__(self, name: str, today: Callable[[], date], view: DossierView) -> None:
        super().__init__(name, today)
        self.area("text", "情况说明", lines=5, placeholder="如 当事人身份证复印件缺反面，原件已核对。")
        if view.frozen is not None:
            files = [(str(file.attachment_id), file.name) for file in view.files]
            self.combo("file", "补入的材料", listed(files), hint="可以不选；先在事项的“附件”里添加")
        self._stack()


def note_side(place: Workplace, view: DossierView, done: Done) -> SideForm:
    """卷宗情况说明; after the archiving the only way in."""
    form = NoteForm("case.note_form", lambda: _today(place), view)

    def save() -> None:
        if view.frozen is None:
            place.perform(write_dossier_note, case_id=view.case_id, text=form.text("text")).then(
                lambda _filed: done("已写入卷宗情况说明"), failed=side.refused, owner=side
            )
            return
        file = form.text("file")
        place.perform(
            add_late_papers,
            case_id=view.case_id,
            text=form.text("text"),
            attachment_ids=(int(file),) if file.isdigit() else (),
        ).then(lambda _added: done("已补入，归档的各页没有变动"), failed=side.refused, owner=side)

    late = view.frozen is not None
    words = (
        "归档的各页不再变动；补入的材料排在后面，连同情况说明另存一份。"
        if late
        else "缺页、破损、补办等情况写在这里，装订时自动成为“卷宗情况说明”。"
    )
    title = "补入材料" if late else "卷宗情况说明"
    side = SideForm(title, words, form, "保存", save, name="case.note_side")
    return side


class ArchiveForm(_Stacked):
    """Who filed and who checked, when, how long it is kept."""

    def __init__(self, name: str, today: Callable[[], date], own: str) -> None:
        super().__init__(name, today)
        self._asked = False
        self.line("filed_by", "立卷人", required=True)
        self.day("filed_on", "立卷日期", required=True)
        self.line("checked_by", "检查人", required=True, hint="最好是另一个人")
        ready = tuple(
            dict.fromkeys(
                reason for check in sorted(OF_THE_FILING) for reason in national_rules().reasons_for(check)
            )
        )
        self.combo("reason", "理由", listed((word, word) for word in ready), free=True)
        self.combo("retention", "保管期限", listed((word, word) for word in RETENTIONS), required=True)
        self.line("remark", "备注")
        self._lay_out()
        self.put("filed_by", own)
        self.put("filed_on", "今天")
        self.put("retention", RETENTIONS[0])
        self.changed.connect(self._show_reason)
        self._show_reason()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        for pair in (("filed_by", "filed_on"), ("checked_by", "retention")):
            column.addLayout(side_by_side(*((self.field(key), 1) for key in pair)))
        for key in ("reason", "remark"):
            column.addWidget(self.field(key))

    def _show_reason(self) -> None:
        """Only where one and the same person files and checks, or the refusal asked for a reason."""
        same = bool(self.text("checked_by").strip()) and self.text("checked_by") == self.text("filed_by")
        set_shown(self.field("reason"), on=same or self._asked)

    def ask_reason(self, refusal: OfficeError) -> None:
        """Show the reason where the refusal is about what is written on the covers."""
        self._asked |= any(field in {"checked_by", "filed_on"} for field, _sentence in faults_of(refusal))
        self._show_reason()


def archive_side(place: Workplace, view: DossierView, done: Done) -> SideForm:
    """归档."""
    form = ArchiveForm("case.archive_form", lambda: _today(place), place.who.name)

    def archive() -> None:
        read = form.reading()
        day = read.day("filed_on", missing="请填写立卷日期。")
        read.finish()
        assert day is not None
        place.perform(
            archive_case,
            case_id=view.case_id,
            version=view.version,
            filed_by=form.text("filed_by"),
            filed_on=day,
            checked_by=form.text("checked_by"),
            retention=form.text("retention"),
            remark=form.text("remark"),
            reason=form.text("reason"),
        ).then(archived, failed=refused, owner=side)
        side.message.say("正在装订和归档…", "info")

    def archived(answer: Archived) -> None:
        done(f"已归档，共{answer.pages}页")

    def refused(refusal: OfficeError) -> None:
        form.ask_reason(refusal)
        side.refused(refusal)

    words = "归档后各页固定下来，以后只能用“补入材料”加在后面。纸质卷按目录的页号编页、装订。"
    side = SideForm("归档", words, form, "装订并归档", archive, name="case.archive_side")
    return side


def volume_side(place: Workplace, month: date, done: Done) -> SideForm:
    """装简易卷: the simple cases that were closed in the month of this one, in one volume."""
    form = ArchiveForm("case.volume_form", lambda: _today(place), place.who.name)
    set_shown(form.field("remark"), on=False)

    def archive() -> None:
        read = form.reading()
        day = read.day("filed_on", missing="请填写立卷日期。")
        read.finish()
        assert day is not None
        side.message.say("正在装订和归档…", "info")
        place.perform(
            archive_simple_cases,
            month=month,
            filed_by=form.text("filed_by"),
            filed_on=day,
            checked_by=form.text("checked_by"),
            retention=form.text("retention"),
            reason=form.text("reason"),
        ).then(
            lambda answer: done(f"简易卷已归档，{len(answer.case_ids)}件，共{answer.pages}页"),
            failed=refused,
            owner=side,
        )

    def refused(refusal: OfficeError) -> None:
        form.ask_reason(refusal)
        side.refused(refusal)

    words = f"把{month.year}年{month.month}月结案、还没归档的简易调解装成一卷（多案一卷），各件按卷号排列。"
    side = SideForm("装简易卷", words, form, "装订并归档", archive, name="case.volume_side")
    return side


def _today(place: Workplace) -> date:
    """The day at the centre."""
    return day_of(place.office.clock.now())
