"""What the director decides about a matter: a longer limit that was asked for, and the check of what was done."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.queries.matters import MatterView
from desktop.services.closing import verify_matter
from desktop.services.extending import ask_extension, decline_extension, grant_extension
from ui.matters.act_form import SOLVED, ActForm, Values, needed_share, refuse
from ui.matters.acts import own_share, waiting_extension
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace


class ExtendForm(ActForm):
    """申请延期: how many days more, and why."""

    title = "申请延期"
    save_words = "申请"
    said = "已申请延期，等中心主任批"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = TextLine(name="matter.extend.days", placeholder="如 2", longest=4)
        self.reason = TextArea(name="matter.extend.reason", lines=4)
        self.add_field(
            "days", Field("延长几天", self.days, name="matter.extend.days", required=True, wraps=True)
        )
        self.add_field(
            "reason", Field("为什么", self.reason, name="matter.extend.reason", required=True, wraps=True)
        )
        self.column.addStretch(1)
        self.days.textEdited.connect(self.changed)
        self.reason.textChanged.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Name the unit in which the limit is counted."""
        self.fields["days"].set_label(f"延长多少{view.limit_unit}", required=True)

    def values(self) -> Values:
        """Return what was typed."""
        return {"days": self.days.text(), "reason": self.reason.text()}

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.days.setText(values.get("days", ""))
        self.reason.setText(values.get("reason", ""))

    def summary(self) -> str:
        """Return what would be asked."""
        return f"申请延期{self.days.text()}天：{self.reason.text().strip()[:60]}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the wish."""
        share = needed_share(own_share(view, place.who))
        return place.perform(
            ask_extension,
            assignment_id=share.assignment_id,
            version=share.version,
            days=typed_days(self.days.text()),
            reason=self.reason.text(),
        )


def typed_days(text: str) -> int:
    """Return how many days were typed, or refuse at `days`."""
    digits = text.strip()
    if not (digits.isdecimal() and digits.isascii()):
        refuse([("days", "请写天数，如2。")])
    return int(digits)


class DecideForm(ActForm):
    """批延期: what the unit asks, and the director's word."""

    title = "批延期"
    save_words = "批复"
    said = "延期已批复"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = Label("", "body", wrap=True, name="matter.decide.asked")
        self.column.addWidget(self.asked)
        self.grant = Segments([Choice("yes", "同意"), Choice("no", "不同意")], name="matter.decide.grant")
        self.note = TextArea(name="matter.decide.note", lines=3)
        self.add_field(
            "grant", Field("同意吗", self.grant, name="matter.decide.grant", required=True, wraps=True)
        )
        self.add_field(
            "note", Field("意见（不同意要写明理由）", self.note, name="matter.decide.note", wraps=True)
        )
        self.column.addStretch(1)
        self.grant.chosen.connect(self.changed)
        self.note.textChanged.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Show what is asked."""
        wish = waiting_extension(view)
        if wish is not None:
            self.asked.setText(f"{wish.asked_by}申请延期{wish.days_words}：{wish.reason}")

    def values(self) -> Values:
        """Return what was chosen and typed."""
        return {"grant": self.grant.value(), "note": self.note.text()}

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.grant.set_value(values.get("grant", ""))
        self.note.setText(values.get("note", ""))

    def focus_first(self) -> None:
        """Begin at the question."""
        self.grant.setFocus()

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the decision."""
        wish = waiting_extension(view)
        if wish is None:
            refuse([("", "没有等着批的延期申请。")])
            raise AssertionError
        if not self.grant.value():
            refuse([("grant", "请选同意还是不同意。")])
        use_case = grant_extension if self.grant.value() == "yes" else decline_extension
        return place.perform(
            use_case, extension_id=wish.extension_id, version=wish.version, note=self.note.text()
        )


class VerifyForm(ActForm):
    """核查: whether the answer holds, and how that was found out."""

    title = "核查"
    save_words = "保存"
    said = "核查已记下"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.solved = Segments(SOLVED, name="matter.verify.solved")
        self.note = TextArea(name="matter.verify.note", lines=4)
        self.add_field(
            "solved",
            Field("诉求解决了吗", self.solved, name="matter.verify.solved", required=True, wraps=True),
        )
        self.add_field(
            "note",
            Field("怎么核查的、结果如何", self.note, name="matter.verify.note", required=True, wraps=True),
        )
        self.column.addWidget(Label("选“未解决”就退回主办单位继续办理。", "hint", wrap=True))
        self.column.addStretch(1)
        self.solved.chosen.connect(self.changed)
        self.note.textChanged.connect(self.changed)

    def values(self) -> Values:
        """Return what was chosen and typed."""
        return {"solved": self.solved.value(), "note": self.note.text()}

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.solved.set_value(values.get("solved", ""))
        self.note.setText(values.get("note", ""))

    def focus_first(self) -> None:
        """Begin at the question."""
        self.solved.setFocus()

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the check."""
        if not self.solved.value():
            refuse([("solved", "请选诉求解决了没有。")])
        return place.perform(
            verify_matter,
            matter_id=view.matter_id,
            version=view.version,
            solved=self.solved.value() == "yes",
            note=self.note.text(),
        )
