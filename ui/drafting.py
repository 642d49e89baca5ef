"""Keeping what is being typed: a form's draft, saved a moment after the last key and gone when the form is saved."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.drafts import Draft
from desktop.errors import OfficeError
from models.values.dates import in_zone
from ui.workplace import Workplace

Values = dict[str, Any]
"""What a form holds, as plain JSON values; empty when there is nothing worth keeping."""

QUIET = 1000
"""Milliseconds without a key after which a draft is saved."""
LONGEST = 3000
"""Milliseconds after which it is saved although somebody goes on typing."""


class DraftKeeper(QObject):
    """Keeps one form's draft on this PC, off the screen's thread.

    `form` names the form (`reception.visit`), `collect` gives its values, `restore` puts values back.
    `record` is what it edits (`matter:12`) at `base_version`; both empty for something new. The form calls
    `touch` at every change and `discard` once it is saved.
    """

    kept = Signal(object)
    """The draft was saved; its `Draft`."""
    restored = Signal()
    """An earlier draft stands in the form again."""

    def __init__(
        self,
        place: Workplace,
        form: str,
        collect: Callable[[], Values],
        restore: Callable[[Values], object],
        *,
        record: str = "",
        base_version: int | None = None,
        payload_format: int = 1,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place, self._form = place, form
        self._collect, self._restore = collect, restore
        self._record, self._base_version, self._format = record, base_version, payload_format
        self._id = new_draft_id()
        self._changed = False
        self._on_disk = False
        self._quiet = _single_shot(self, QUIET, self.save_now)
        self._longest = _single_shot(self, LONGEST, self.save_now)

    @property
    def draft_id(self) -> str:
        """The id under which the draft is kept; a use case may take it as its command id."""
        return self._id

    @property
    def base_version(self) -> int | None:
        """The version of the record that the typing began from."""
        return self._base_version

    def changed(self) -> bool:
        """Whether something was typed since the draft was last sent to be saved."""
        return self._changed

    def take_up(
        self, draft_id: str, *, on_disk: bool, record: str | None = None, base_version: int | None = None
    ) -> None:
        """Go on under another draft: what was typed until now is saved first."""
        self.save_now()
        self._id, self._on_disk = draft_id, on_disk
        if record is not None:
            self._record, self._base_version = record, base_version

    def touch(self) -> None:
        """Something in the form changed: save it soon."""
        self._changed = True
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def save_now(self) -> None:
        """Send what stands in the form to be saved, if it changed; an emptied form's draft goes."""
        self._still()
        if not self._changed:
            return
        self._changed = False
        values = self._collect()
        if not values:
            self._forget(self._id)
            return
        draft_id, account = self._id, self._account()
        self._on_disk = True

        def save() -> Draft:
            return self._place.drafts.save(
                draft_id,
                account=account,
                form=self._form,
                payload=values,
                payload_format=self._format,
                record=self._record,
                base_version=self._base_version,
            )

        self._place.lanes.desk.run(save, done=self._say_kept, failed=self._say_failed, owner=self)

    def load(self, done: Callable[[list[Draft]], object]) -> None:
        """Fetch this account's drafts of the form (and record), the latest first; other formats are left out."""
        account, form, record, wanted = self._account(), self._form, self._record or None, self._format

        def fetch() -> list[Draft]:
            found = self._place.drafts.drafts_of(account, form=form, record=record)
            return [draft for draft in found if draft.format == wanted]

        self._place.lanes.desk.run(fetch, done=done, failed=self._say_failed, owner=self)

    def restore_latest(self) -> None:
        """Put the latest draft back into the form; `restored` tells when there was one."""
        self.load(self._put_back)

    def discard(self) -> None:
        """Forget the draft: the form was saved, or is not wanted. The next change begins a new one."""
        self._still()
        self._changed = False
        if self._on_disk:
            self._forget(self._id)
        self._id, self._on_disk = new_draft_id(), False

    def _put_back(self, drafts: list[Draft]) -> None:
        if not drafts or self._changed:
            return
        draft = drafts[0]
        self._id, self._on_disk, self._base_version = draft.id, True, draft.base_version
        self._restore(draft.payload)
        self._still()
        self._changed = False
        self.restored.emit()

    def _forget(self, draft_id: str) -> None:
        account = self._account()
        self._on_disk = False
        self._place.lanes.desk.run(
            lambda: self._place.drafts.discard(draft_id, account=account), failed=self._say_failed
        )

    def _still(self) -> None:
        self._quiet.stop()
        self._longest.stop()

    def _account(self) -> int:
        return self._place.who.account_id or 0

    def _say_kept(self, draft: Draft) -> None:
        if self._place.shell is not None:
            self._place.shell.set_saved(f"草稿已自动保存 {in_zone(draft.saved_at):%H:%M:%S}")
        self.kept.emit(draft)

    def _say_failed(self, refusal: OfficeError) -> None:
        """Say that the draft is not kept, and try again in a moment: the disk may be free again."""
        self._changed = True
        self._longest.start()
        if self._place.shell is not None:
            self._place.shell.set_saved(str(refusal), icon="warning", tone="warn")


def new_draft_id() -> str:
    """Return an id that no other draft or command has."""
    return str(uuid.uuid4())


def _single_shot(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
