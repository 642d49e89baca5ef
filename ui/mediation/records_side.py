"""A list of records with its form that slides into the right column: added, put right, taken out, put back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtGui import QHideEvent

from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView
from ui.mediation.form import Form
from ui.mediation.records import Records, RowT
from ui.mediation.side import SideForm
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column
from ui.workplace import Workplace


@dataclass(frozen=True)
class Listed(Generic[RowT]):
    """What such a side lists and by which use cases it is kept. `key` is how they name a row: `inquiry_id`."""

    name: str
    title: str
    words: str
    spoken: str
    """What one of them is called: 证据材料."""
    columns: Sequence[Column[RowT]]
    begin_at: str
    rows_of: Callable[[CaseView], Sequence[RowT]]
    entry_of: Callable[[RowT], Any]
    heading: Callable[[RowT], str]
    save: Callable[..., Any]
    drop: Callable[..., Any]
    key: str


class RecordsSide(SideForm, Generic[RowT]):
    """It stays open after saving, so that the next one can be added; Esc closes it, what was typed is a draft."""

    def __init__(
        self, place: Workplace, view: CaseView, form: Form, listed: Listed[RowT], say: Callable[[str], object]
    ) -> None:
        name = f"case.{listed.name}"
        self.records: Records[RowT] = Records(
            f"{name}.records",
            listed.spoken,
            listed.columns,
            form,
            self._fill,
            begin_at=listed.begin_at,
        )
        super().__init__(
            listed.title,
            listed.words,
            form,
            "登记",
            self._save,
            name=f"{name}_side",
            shown=self.records,
            leave="关闭",
        )
        self._place, self._listed, self._say = place, listed, say
        self._view = view
        self._busy = False
        self._dropped: Any = None
        self.add_new = ActionButton("再记一份", name=f"{name}.add", icon="add")
        self.add_new.clicked.connect(self.records.begin_new)
        self.remove = ActionButton("删去", name=f"{name}.remove", icon="delete")
        self.remove.clicked.connect(self._drop)
        self.put_back = ActionButton("撤回删除", name=f"{name}.put_back", small=True, icon="arrow_undo")
        self.put_back.clicked.connect(self._put_back)
        self.message.add(self.put_back)
        self.bar.add(self.add_new)
        self.bar.add(self.remove)
        self.records.chosen.connect(self._enable)
        self.show_case(view)
        self.records.keep_draft(
            place,
            name,
            f"case:{view.case_id}",
            lambda: self.message.say(f"上次没有保存的{listed.spoken}已恢复。", "info"),
        )

    def show_case(self, view: CaseView) -> None:
        """Show the case anew; what is being typed stays."""
        self._view = view
        self.records.show_records(self._listed.rows_of(view))

    def open_record(self, number: int) -> None:
        """Put one of them into the form."""
        self.records.edit(number)

    def hideEvent(self, event: QHideEvent) -> None:
        """It closes, or another page comes to the front: what is being typed is kept."""
        super().hideEvent(event)
        self.records.save_draft()

    def enter(self) -> None:
        """The cursor into the list, or into the first field of a new one."""
        self.records.enter()

    # -- inside

    def _fill(self, row: RowT | None, typed: Mapping[str, Any] | None) -> None:
        form: Any = self.records.form
        if typed is not None:
            form.restore(typed)
        elif row is not None:
            form.put_entry(self._listed.entry_of(row))
        else:
            form.clear()
        self.records.heading.setText(
            f"修改：{self._listed.heading(row)}" if row is not None else f"新的{self._listed.spoken}"
        )

    def _enable(self) -> None:
        may = CaseAct.FIND_OUT in self._view.acts
        kept = self.records.record() is not None
        reason = (
            ""
            if may
            else f"案件已{self._view.state_words}，不再变动"
            if self._view.acts
            else "您的角色只能查看案件"
        )
        self.main.set_text("保存修改" if kept else "登记")
        self.main.set_blocked("" if may else reason)
        self.form.setEnabled(may)
        self.add_new.setVisible(kept and may)
        self.remove.setVisible(kept and may)
        set_shown(self.put_back, on=self._dropped is not None)

    def _save(self) -> None:
        if self._busy:
            return
        form: Any = self.form
        entry = form.entry()
        row, editing, sent = self.records.record(), self.records.editing(), self.form.values()
        which = {self._listed.key: row.id, "version": self.records.version()} if row is not None else {}

        def kept(answer: Any) -> None:
            self.records.saved(editing, answer.row_id, answer.version, sent)
            self._done(f"已保存{self._listed.spoken}")

        self._send(self._listed.save, kept, case_id=self._view.case_id, entry=entry, **which)

    def _drop(self) -> None:
        row = self.records.record()
        if row is None or self._busy:
            return
        entry, said = self._listed.entry_of(row), self._listed.heading(row)

        def gone(_case_id: int) -> None:
            self.records.forget(row.id)
            self._done(f"已删去{said}")
            self._dropped = entry
            self.message.say(f"已删去“{said}”。", "info")
            self._enable()

        self._send(self._listed.drop, gone, **{self._listed.key: row.id, "version": row.version})

    def _put_back(self) -> None:
        """Keep once more what was taken out by mistake."""
        entry, self._dropped = self._dropped, None

        def kept(answer: Any) -> None:
            self.records.edit(answer.row_id)
            self._done(f"已放回{self._listed.spoken}")

        if entry is not None and not self._busy:
            self._send(self._listed.save, kept, case_id=self._view.case_id, entry=entry)

    def _send(self, use_case: Callable[..., Any], kept: Callable[[Any], object], **fields: Any) -> None:
        self._busy = True
        self._place.perform(use_case, **fields).then(kept, failed=self.refused, owner=self)

    def refused(self, refusal: OfficeError) -> None:
        """Put what was refused at its fields; the rest stands in the strip."""
        self._busy = False
        super().refused(refusal)

    def _done(self, words: str) -> None:
        self._busy = False
        self._dropped = None
        self.message.clear()
        self._say(words)
