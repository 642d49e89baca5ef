"""合并: another matter is the same one; what belongs to both stands on one from then on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.queries.history import found_matters
from desktop.queries.matters import MatterView
from desktop.queries.worklist import WorklistRow
from desktop.services.merging import join_matter, merge_matters
from models.values.matter_states import OPEN_MATTER_STATES, MatterState
from models.values.permissions import Permission
from ui.matters.act_form import ActForm, Values, refuse
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.naming import set_shown
from ui.workplace import Asking, Workplace

PAUSE = 250
"""Milliseconds after the last key until the search is asked."""
MOST_FOUND = 20


class MergeForm(ActForm):
    """合并: which matter it goes into, found as by F3; proposed are those of the same claimant."""

    title = "并入另一件事项"
    save_words = "合并"
    said = "已合并"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._matter_id = 0
        self._wanted = ""
        self.sought = TextLine(name="matter.merge.find", placeholder="编号后六位、姓名、外部编号")
        self.into = ComboSearch(name="matter.merge.into_id")
        self.reason = TextArea(name="matter.merge.reason", lines=2)
        self.add_field("find", Field("先查找", self.sought, name="matter.merge.find", wraps=True))
        self.add_field(
            "into_id", Field("并入哪一件", self.into, name="matter.merge.into_id", required=True, wraps=True)
        )
        self.add_field(
            "reason", Field("为什么是同一件事", self.reason, name="matter.merge.reason", wraps=True)
        )
        self.column.addWidget(
            Label("来访、外部编号和材料转到那一件；本件终止，用本件编号仍能找到。", "hint", wrap=True)
        )
        self.column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.sought.textEdited.connect(self._typed)
        self.into.chosen.connect(self.changed)
        self.reason.textChanged.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Propose the open matters of the same people; the window gives no reason, it only joins."""
        set_shown(self.fields["reason"], on=self._place.who.may(Permission.MATTER_DISPATCH))
        self._matter_id = view.matter_id
        if not self.sought.text() and view.people:
            self._ask(view.people[0].name)

    def values(self) -> Values:
        """Return what was typed."""
        return {"find": self.sought.text(), "into": self.into.value(), "reason": self.reason.text()}

    def has_something(self) -> bool:
        """Whether anything was typed; what was merely proposed is no draft."""
        return bool(self.sought.text() or self.reason.text())

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.sought.setText(values.get("find", ""))
        self.reason.setText(values.get("reason", ""))
        self._wanted = values.get("into", "")
        if self.sought.text():
            self._search()

    def summary(self) -> str:
        """Return into which it would go."""
        return f"并入{self.into.text()}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the merge."""
        if not self.into.value():
            refuse([("into_id", "请选择并入哪一件。")])
        if not place.who.may(Permission.MATTER_DISPATCH):
            return place.perform(
                join_matter,
                matter_id=view.matter_id,
                version=view.version,
                into_id=int(self.into.value()),
            )
        return place.perform(
            merge_matters,
            matter_id=view.matter_id,
            version=view.version,
            into_id=int(self.into.value()),
            reason=self.reason.text(),
        )

    def _typed(self) -> None:
        self._pause.start()
        self.changed.emit()

    def _search(self) -> None:
        self._ask(self.sought.text().strip())

    def _ask(self, text: str) -> None:
        if len(text) > 1:
            self._place.ask(found_matters, text=text, limit=MOST_FOUND).then(self._found, owner=self)

    def _found(self, rows: tuple[tuple[str, WorklistRow], ...]) -> None:
        found = [
            row
            for _why, row in rows
            if row.matter_id != self._matter_id and MatterState(row.state) in OPEN_MATTER_STATES
        ]
        self.into.set_options(
            [
                Option(str(row.matter_id), f"{row.short_code} {row.title}（{row.state_words}）")
                for row in found
            ]
        )
        self.into.set_value(self._wanted or (str(found[0].matter_id) if len(found) == 1 else ""))
