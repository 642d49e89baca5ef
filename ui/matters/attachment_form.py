"""这一份: what is known of a file, its name, day and note, or why it is void."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from desktop.errors import OfficeError
from desktop.queries.attachments import AttachmentLine
from desktop.services.attachments import NOTE_LIMIT, REASON_LIMIT
from models.values.attachments import NAME_LIMIT
from models.values.dates import parse_day
from ui.drafting import Values
from ui.matters.attachment_table import all_words
from ui.settings.progress_line import ProgressLine
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import DateLine, TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel


class AttachmentForm(Panel):
    """The panel beside a file that is shown."""

    def __init__(self) -> None:
        super().__init__("这一份", name="attachment.about")
        self.message = Message(name="attachment.message")
        self.progress = ProgressLine(name="attachment.progress")
        self.facts = Label("", "hint", wrap=True, name="attachment.facts")
        self.name_line = TextLine(name="attachment.name", longest=NAME_LIMIT)
        self.day_line = DateLine(name="attachment.taken_on")
        self.note_line = TextLine(name="attachment.note", longest=NOTE_LIMIT)
        self.reason_line = TextLine(name="attachment.reason", longest=REASON_LIMIT)
        self.fields = {
            "name": Field("名称", self.name_line, name="attachment.name", required=True, wraps=True),
            "taken_on": Field("形成日期", self.day_line, name="attachment.taken_on", wraps=True),
            "note": Field("说明", self.note_line, name="attachment.note", wraps=True),
            "reason": Field(
                "为什么作废", self.reason_line, name="attachment.reason", required=True, wraps=True
            ),
        }
        for widget in (self.message, self.progress, self.facts, *self.fields.values()):
            self.add(widget)
        self.body.addStretch(1)
        self._line: AttachmentLine | None = None
        self.ask_for_reason(voiding=False)

    def on_typing(self, call: Callable[[], object]) -> None:
        """Tell `call` whenever something is typed."""
        for line in (self.name_line, self.day_line, self.note_line, self.reason_line):
            line.textEdited.connect(lambda _text: call())

    def show_file(self, line: AttachmentLine, *, anew: bool) -> None:
        """Show a file; `anew` puts its words into the fields."""
        self._line = line
        self.facts.setText(all_words(line))
        if anew:
            self.message.clear()
            self.name_line.setText(line.name)
            self.day_line.setText(line.taken_on.isoformat() if line.taken_on else "")
            self.note_line.setText(line.note)
            self.reason_line.clear()
            self.ask_for_reason(voiding=False)

    def voiding(self) -> bool:
        """Whether it asks why the file is void."""
        return not self.fields["reason"].isHidden()

    def ask_for_reason(self, *, voiding: bool) -> None:
        """Ask why the file is void, or for its name; a void file takes neither."""
        void = self._line is not None and self._line.voided_at is not None
        for key, field in self.fields.items():
            field.clear_reaction()
            set_shown(field, on=not void and (key == "reason") == voiding)
        if voiding:
            self.reason_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_reactions(self) -> None:
        """Forget what was refused before."""
        for field in self.fields.values():
            field.clear_reaction()

    def day(self, today: date) -> date | None:
        """Return the day that was typed; None for none. Raises OfficeError at `taken_on`."""
        words = self.day_line.text().strip()
        try:
            return parse_day(words, today=today, future=False) if words else None
        except ValueError as fault:
            raise OfficeError(str(fault), field="taken_on") from fault

    def refuse(self, refusal: OfficeError) -> None:
        """Say a refusal at its field."""
        field = self.fields.get(refusal.field or "")
        if field is not None and not field.isHidden():
            field.set_error(str(refusal))
            field.focus_widget()
        else:
            self.message.say(str(refusal), "err")

    def collect(self) -> Values:
        """Return what was typed and not saved, for the draft."""
        line = self._line
        if line is None or line.voided_at is not None:
            return {}
        typed = {
            "name": self.name_line.text(),
            "taken_on": self.day_line.text(),
            "note": self.note_line.text(),
            "reason": self.reason_line.text(),
        }
        day = line.taken_on.isoformat() if line.taken_on else ""
        if typed == {"name": line.name, "taken_on": day, "note": line.note, "reason": ""}:
            return {}
        return {"attachment": line.attachment_id, **typed}

    def restore(self, values: Values) -> None:
        """Put a draft back, when it is of this file."""
        if self._line is None or values.get("attachment") != self._line.attachment_id:
            return
        self.name_line.setText(str(values["name"]))
        self.day_line.setText(str(values["taken_on"]))
        self.note_line.setText(str(values["note"]))
        self.reason_line.setText(str(values["reason"]))
        self.message.say("上次没保存的内容已恢复，接着写就行。", "info")
