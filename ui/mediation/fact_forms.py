"""What was found out, as typed: an inquiry or a look at the place, and a line of the list of evidence."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.following import EvidenceEntry, InquiryEntry
from models.values.choices import InquiryKind
from models.values.dates import day_in_tables, in_zone, utc_of
from ui.mediation.file_choice import FileChoice
from ui.mediation.form import Form
from ui.mediation.options import numbered
from ui.mediation.party_form import side_by_side
from ui.mediation.session_form import end_of
from ui.style import look
from ui.widgets.naming import set_shown
from ui.widgets.segments import Segments
from ui.workplace import Workplace


class InquiryForm(Form):
    """An inquiry. `started_at` and `ended_at` are times of the day; past midnight the end is the next day's."""

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        investigators: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, today, parent)
        self._investigators = "、".join(investigators)
        kind = self.segments("kind", "种类", numbered(InquiryKind))
        assert isinstance(kind.widget, Segments)
        kind.widget.chosen.connect(self._show_subject)
        self.day("day", "哪天", required=True)
        self.moment("started_at", "开始", required=True)
        self.moment("ended_at", "结束")
        self.line("place", "地点", required=True)
        self.line("subject", "被调查人", required=True)
        self.line("investigators", "调查人", required=True)
        self.line("participants", "参加人", hint="邀请的村干部、见证人等")
        agreed = self.tick("invitees_agreed", "当事人同意邀请他们参加")
        self.growing("text", "记录", lines=5, placeholder="问：\n答：")
        self.line("recorder", "记录人")
        handwritten = self.tick("handwritten", "手写原件：纸上的为准")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(kind)
        column.addLayout(
            side_by_side((self.field("day"), 4), (self.field("started_at"), 3), (self.field("ended_at"), 3))
        )
        column.addLayout(side_by_side((self.field("place"), 3), (self.field("subject"), 2)))
        column.addLayout(side_by_side((self.field("investigators"), 3), (self.field("recorder"), 2)))
        for widget in (self.field("participants"), agreed, self.field("text"), handwritten):
            column.addWidget(widget)
        self.clear()

    def restored(self) -> None:
        """A person is asked unless it is a look at the place; who asks is proposed."""
        if not self.text("kind"):
            self.put("kind", InquiryKind.PERSON.value)
        if not self.text("investigators"):
            self.put("investigators", self._investigators)
        self._show_subject()

    def is_blank(self) -> bool:
        """Whether nothing was typed beside what is proposed."""
        proposed = {"kind", "investigators"}
        return not any(text for key, text in self.values().items() if key not in proposed)

    def put_entry(self, entry: InquiryEntry) -> None:
        """Show an inquiry that is kept."""
        start = in_zone(entry.started_at)
        self.restore(
            {
                "kind": entry.kind.value,
                "day": day_in_tables(start.date()),
                "started_at": f"{start:%H:%M}",
                "ended_at": f"{in_zone(entry.ended_at):%H:%M}" if entry.ended_at else "",
                "place": entry.place,
                "subject": entry.subject,
                "investigators": entry.investigators,
                "participants": entry.participants,
                "invitees_agreed": "1" if entry.invitees_agreed else "",
                "text": entry.text,
                "recorder": entry.recorder,
                "handwritten": "1" if entry.handwritten else "",
            }
        )

    def entry(self) -> InquiryEntry:
        """The inquiry as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        kind = InquiryKind(self.text("kind"))
        day = read.day("day", missing="请填写哪天。")
        started = read.time("started_at", missing="请填写开始的时间。")
        ended = read.time("ended_at")
        read.finish()
        assert day is not None
        assert started is not None
        return InquiryEntry(
            kind=kind,
            started_at=utc_of(day, started),
            ended_at=end_of(day, started, ended),
            place=read.text("place"),
            subject=read.text("subject") if kind is InquiryKind.PERSON else "",
            investigators=read.text("investigators"),
            participants=read.text("participants"),
            invitees_agreed=read.ticked("invitees_agreed"),
            text=read.text("text"),
            recorder=read.text("recorder"),
            handwritten=read.ticked("handwritten"),
        )

    def _show_subject(self, *_value: object) -> None:
        set_shown(self.field("subject"), on=self.text("kind") == InquiryKind.PERSON.value)


class EvidenceForm(Form):
    """A line of the list of evidence, with the file that shows it."""

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        place: Workplace,
        matter_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, today, parent)
        self.files = FileChoice(place, matter_id, name=f"{name}.attachment_id")
        self.files.changed.connect(self._propose_name)
        self.parts("attachment_id", "扫描件或照片", self.files)
        self.line("name", "材料名称", required=True, placeholder="如 墙面照片、欠条复印件")
        self.line("provider", "谁提供的")
        self.line("proves", "证明什么")
        self.day("collected_on", "收集日期")
        self.line("pages", "页数", placeholder="1")
        original = self.tick("original", "收的是原件")
        self.line("compared_by", "与原件核对人", hint="复印件核对过的填")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(self.field("attachment_id"))
        column.addLayout(side_by_side((self.field("name"), 4), (self.field("pages"), 1)))
        column.addLayout(side_by_side((self.field("provider"), 3), (self.field("collected_on"), 2)))
        for widget in (self.field("proves"), original, self.field("compared_by")):
            column.addWidget(widget)

    def put_entry(self, entry: EvidenceEntry) -> None:
        """Show a line that is kept."""
        self.restore(
            {
                "attachment_id": str(entry.attachment_id or ""),
                "name": entry.name,
                "provider": entry.provider,
                "proves": entry.proves,
                "collected_on": day_in_tables(entry.collected_on) if entry.collected_on else "",
                "pages": str(entry.pages),
                "original": "1" if entry.original else "",
                "compared_by": entry.compared_by,
            }
        )

    def entry(self) -> EvidenceEntry:
        """The line as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        entry = EvidenceEntry(
            name=read.text("name"),
            provider=read.text("provider"),
            proves=read.text("proves"),
            collected_on=read.day("collected_on"),
            pages=read.number("pages", what="页数") or 1,
            original=read.ticked("original"),
            compared_by=read.text("compared_by"),
            attachment_id=self.files.file_id(),
        )
        read.finish()
        return entry

    def _propose_name(self) -> None:
        """A line without a name takes that of its file."""
        if not self.text("name").strip() and self.files.file_name():
            self.put("name", self.files.file_name())
