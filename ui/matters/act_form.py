"""What an action of a matter asks, in the panel at the right: the base of all, and those that ask for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.errors import FormError
from desktop.queries.matters import AssignmentLine, MatterView
from desktop.services.closing import close_matter, reopen_matter, terminate_matter
from desktop.services.complexity import mark_complex
from desktop.services.dispatching import note_action, report_assignment, return_assignment
from desktop.services.registering import note_contact_attempt
from ui.matters.acts import own_share
from ui.matters.when_fields import Faults, WhenFields
from ui.style import px
from ui.widgets.field import Field
from ui.widgets.lines import TextArea
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace

Values = dict[str, Any]
SOLVED = [Choice("yes", "已解决"), Choice("no", "未解决")]


class ActForm(QWidget):
    """The fields of one action. `begin` sets it on a matter, `send` prepares the use case."""

    changed = Signal()
    """Something was typed or chosen."""

    title = ""
    save_words = "保存"
    said = "已保存"
    """What the status bar says when it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(6))

    def begin(self, view: MatterView) -> None:
        """Offer what fits the matter; what was typed stays."""

    def values(self) -> Values:
        """Return what stands in the fields, for the draft."""
        raise NotImplementedError

    def fill(self, values: Values) -> None:
        """Put values back."""
        raise NotImplementedError

    def has_something(self) -> bool:
        """Whether anything was typed."""
        return any(bool(value) for value in self.values().values())

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the use case ready to be sent; FormError for what the form can tell by itself."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return in a sentence what would be saved, for the comparison with what stands now."""
        return self.title

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.focus_widget()

    def add_field(self, key: str, field: Field) -> Field:
        """Put a field under the others."""
        self.fields[key] = field
        self.column.addWidget(field)
        return field


def today_at(place: Workplace) -> date:
    """Return the day at the centre."""
    return day_of(place.office.clock.now())


def refuse(faults: Faults) -> None:
    """Raise what the form found wrong by itself."""
    if faults:
        raise FormError(faults)


@dataclass(frozen=True, slots=True)
class Wording:
    """How an action that asks for words is called and what it asks."""

    key: str
    title: str
    label: str
    field: str
    save: str
    said: str
    required: bool = True
    when: bool = False
    solved: bool = False
    lines: int = 4


WORDINGS = {
    wording.key: wording
    for wording in (
        Wording("return", "退回", "退回的理由，由调度员裁定", "reason", "退回", "已退回，等调度员裁定"),
        Wording("note", "记一笔办理情况", "做了什么", "text", "保存", "办理情况已记下", when=True, lines=5),
        Wording(
            "report",
            "反馈",
            "办理结果，逐条回应诉求",
            "text",
            "反馈",
            "已反馈，等中心办结",
            when=True,
            solved=True,
            lines=4,
        ),
        Wording(
            "close", "办结", "办理结果（不填就用主办单位的反馈）", "outcome", "办结", "已办结", required=False
        ),
        Wording(
            "complex",
            "标为复杂，时限改为5个工作日",
            "为什么复杂",
            "reason",
            "标为复杂",
            "已标为复杂，时限已改",
        ),
        Wording("reopen", "重办", "为什么重办，如回访不满意", "reason", "重办", "已重办，主办单位继续办理"),
        Wording("terminate", "终止", "终止的原因，如撤回诉求、转入诉讼", "reason", "终止", "已终止"),
        Wording(
            "contact",
            "记一次联系",
            "怎么联系、结果如何",
            "note",
            "记下",
            "联系情况已记下",
            when=True,
            lines=3,
        ),
    )
}


class WordsForm(ActForm):
    """An action that asks for words; some also when, some whether it is solved."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording = WORDINGS[key]
        self._place: Workplace | None = None
        self.title, self.save_words, self.said = wording.title, wording.save, wording.said
        prefix = f"matter.{key}"
        self.solved = Segments(SOLVED, name=f"{prefix}.solved")
        self.text = TextArea(name=f"{prefix}.{wording.field}", lines=wording.lines)
        self.when = WhenFields(prefix)
        self.add_field(
            "solved", Field("诉求解决了吗", self.solved, name=f"{prefix}.solved", required=True, wraps=True)
        )
        set_shown(self.fields["solved"], on=wording.solved)
        self.add_field(
            wording.field,
            Field(
                wording.label,
                self.text,
                name=f"{prefix}.{wording.field}",
                required=wording.required,
                wraps=True,
            ),
        )
        self.fields |= self.when.fields
        self.column.addWidget(self.when)
        set_shown(self.when, on=wording.when)
        self.column.addStretch(1)
        self.text.textChanged.connect(self.changed)
        self.solved.chosen.connect(self.changed)
        self.when.changed.connect(self.changed)

    def values(self) -> Values:
        """Return what was typed."""
        return {"text": self.text.text(), "solved": self.solved.value(), **self.when.values()}

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.text.setText(values.get("text", ""))
        self.solved.set_value(values.get("solved", ""))
        self.when.fill(values)

    def focus_first(self) -> None:
        """Begin at the question, or at the words."""
        (self.solved if self._wording.solved else self.text).setFocus()

    def summary(self) -> str:
        """Return the action and the beginning of its words."""
        return f"{self.title}：{self.text.text().strip()[:60]}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the use case of this action."""
        faults: Faults = []
        key, text = self._wording.key, self.text.text()
        when = self.when.moment(today_at(place), faults)
        if self._wording.solved and not self.solved.value():
            faults.append(("solved", "请选诉求解决了没有。"))
        refuse(faults)
        if key == "close":
            return place.perform(close_matter, matter_id=view.matter_id, version=view.version, outcome=text)
        if key == "complex":
            return place.perform(mark_complex, matter_id=view.matter_id, version=view.version, reason=text)
        if key == "terminate":
            return place.perform(
                terminate_matter, matter_id=view.matter_id, version=view.version, reason=text
            )
        if key == "reopen":
            return place.perform(reopen_matter, matter_id=view.matter_id, version=view.version, reason=text)
        if key == "contact":
            return place.perform(note_contact_attempt, matter_id=view.matter_id, note=text, happened_at=when)
        share = needed_share(own_share(view, place.who))
        if key == "return":
            return place.perform(
                return_assignment, assignment_id=share.assignment_id, version=share.version, reason=text
            )
        if key == "note":
            return place.perform(note_action, assignment_id=share.assignment_id, text=text, happened_at=when)
        return place.perform(
            report_assignment,
            assignment_id=share.assignment_id,
            version=share.version,
            text=text,
            solved=self.solved.value() == "yes",
            happened_at=when,
        )


def needed_share(share: AssignmentLine | None) -> AssignmentLine:
    """Return the share, or say that there is none any more."""
    if share is None:
        raise FormError([("", "没有等着本单位办的派单，可能已被收回或改派。")])
    return share


def shown_fields(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that are asked now."""
    return [field for field in fields if not field.isHidden()]
