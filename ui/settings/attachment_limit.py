"""每个材料文件最多多大: works at once when the line is left or Enter is pressed."""

from __future__ import annotations

from desktop.errors import ConflictError, OfficeError
from desktop.queries.attachments import attachment_limit_set
from desktop.services.attachments import LEAST_LIMIT, MOST_LIMIT, set_attachment_limit
from models.values.attachments import MEGABYTE
from models.values.text import half_width
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.workplace import Workplace

_NAME = "settings.centre.attachment_limit"


class AttachmentLimit(Field):
    """The largest file in megabytes."""

    def __init__(self, place: Workplace) -> None:
        self.line = TextLine(name=_NAME, longest=3)
        super().__init__(
            "每个材料文件最多（MB）", self.line, name=_NAME, hint=f"{LEAST_LIMIT}到{MOST_LIMIT}", reserve=True
        )
        self._place = place
        self._kept = self._sent = ""
        self.line.left.connect(self.save)
        self.line.returnPressed.connect(self.save)

    def read(self) -> None:
        """Read the limit, unless somebody is changing it."""
        if self.line.text() == self._kept:
            self._place.ask(attachment_limit_set).then(
                lambda size: self._show(size // MEGABYTE), failed=self._refused, owner=self
            )

    def save(self) -> None:
        """Keep what was typed."""
        typed = half_width(self.line.text()).strip()
        if typed in (self._kept, self._sent):
            return
        self._sent = typed
        self.clear_reaction()
        number = int(typed) if typed.isascii() and typed.isdigit() else 0
        self._place.perform(set_attachment_limit, megabytes=number, before=int(self._kept or 0)).then(
            self._saved, failed=self._refused, owner=self
        )

    def _saved(self, megabytes: int) -> None:
        self._show(megabytes)
        self._place.say(f"每个材料文件最多{megabytes} MB")

    def _show(self, megabytes: int) -> None:
        self._kept = self._sent = str(megabytes)
        self.line.setText(self._kept)
        self.clear_reaction()

    def _refused(self, refusal: OfficeError) -> None:
        self.set_error(str(refusal))
        if isinstance(refusal, ConflictError):
            self._place.ask(attachment_limit_set).then(
                lambda size: self._overtaken(size // MEGABYTE, refusal), owner=self
            )

    def _overtaken(self, megabytes: int, refusal: OfficeError) -> None:
        """Show what somebody else has just set, and that this was not saved."""
        self._show(megabytes)
        self.set_error(str(refusal))
