"""代录: an act of a unit without a PC, with who of the unit did it, how that was told, and when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.queries.matters import AssignmentLine, MatterView
from desktop.services.dispatching import (
    acknowledge_assignment,
    note_action,
    report_assignment,
    return_assignment,
)
from desktop.services.extending import ask_extension
from desktop.unit_acts import OnBehalf
from models.values.choices import RecordedHow, options
from models.values.matter_states import AssignmentState
from ui.matters.act_form import SOLVED, ActForm, Values, needed_share, refuse, today_at
from ui.matters.acts import WAITS_FOR_ASSISTING, open_shares
from ui.matters.decision_forms import typed_days
from ui.matters.when_fields import Faults, WhenFields
from ui.style import look
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace

ACKNOWLEDGE, RETURN, NOTE, REPORT, EXTEND = "acknowledge", "return", "note", "report", "extend"
ACTS_OF = {
    AssignmentState.PENDING: [Choice(ACKNOWLEDGE, "签收"), Choice(RETURN, "退回")],
    AssignmentState.ACKNOWLEDGED: [
        Choice(NOTE, "办理记录"),
        Choice(REPORT, "反馈"),
        Choice(EXTEND, "申请延期"),
    ],
}
HOW_INITIALS = {
    RecordedHow.PHONE: "dh",
    RecordedHow.IN_PERSON: "dm",
    RecordedHow.PAPER: "zzqs",
    RecordedHow.MESSAGE: "wx",
}
ASKED = {
    RETURN: ("退回的理由", "reason"),
    NOTE: ("做了什么", "text"),
    REPORT: ("办理结果，逐条回应诉求", "text"),
    EXTEND: ("为什么要延期", "reason"),
}


class RecordForForm(ActForm):
    """Which unit, which act, who of the unit, how it was told, when, and the words."""

    title = "代录"
    save_words = "代录"
    said = "已代录"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: dict[str, AssignmentLine] = {}
        prefix = "matter.record_for"
        self.share = ComboSearch(name=f"{prefix}.share")
        self.act = Segments([Choice(ACKNOWLEDGE, "签收")], name=f"{prefix}.act")
        self.person = TextLine(name=f"{prefix}.acting_person", placeholder="该单位的谁办的")
        self.how = ComboSearch(
            [
                Option(how.value, words, (str(number), HOW_INITIALS[how]))
                for number, (how, words) in enumerate(options(RecordedHow), start=1)
            ],
            name=f"{prefix}.how",
            placeholder="电话、当面…",
        )
        self.solved = Segments(SOLVED, name=f"{prefix}.solved")
        self.days = TextLine(name=f"{prefix}.days", placeholder="如 2", longest=4)
        self.text = TextArea(name=f"{prefix}.text", lines=3)
        self.when = WhenFields(prefix)
        self.add_field("share", Field("单位", self.share, name=f"{prefix}.share", required=True, wraps=True))
        self.add_field("act", Field("办了什么", self.act, name=f"{prefix}.act", required=True, wraps=True))
        self.waits = Label(WAITS_FOR_ASSISTING, "hint", name=f"{prefix}.waits", wrap=True)
        self.column.addWidget(self.waits)
        told = QHBoxLayout()
        told.setSpacing(look().size("field_gap_across"))
        self.fields["acting_person"] = Field(
            "经手人", self.person, name=f"{prefix}.acting_person", required=True, wraps=True
        )
        self.fields["how"] = Field("怎么告知的", self.how, name=f"{prefix}.how", required=True, wraps=True)
        told.addWidget(self.fields["acting_person"], 1, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.fields["how"], 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(told)
        self.add_field(
            "solved", Field("诉求解决了吗", self.solved, name=f"{prefix}.solved", required=True, wraps=True)
        )
        self.add_field("days", Field("延长几天", self.days, name=f"{prefix}.days", required=True, wraps=True))
        self.add_field("text", Field("", self.text, name=f"{prefix}.text", required=True, wraps=True))
        self.fields["reason"] = self.fields["text"]
        self.fields |= self.when.fields
        self.column.addWidget(self.when)
        self.column.addStretch(1)
        self._listen()
        self._ask()

    def _listen(self) -> None:
        self.share.chosen.connect(self._share_chosen)
        self.act.chosen.connect(self._act_chosen)
        self.how.chosen.connect(self.changed)
        self.solved.chosen.connect(self.changed)
        self.person.textEdited.connect(self.changed)
        self.days.textEdited.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.when.changed.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Offer the open shares; the only one, or the lead unit's, is chosen."""
        self.fields["days"].set_label(f"延长多少{view.limit_unit or '天'}", required=True)
        shares = open_shares(view)
        self._shares = {str(share.assignment_id): share for share in shares}
        self.share.set_options(
            [Option(key, f"{share.unit_name}（{share.role}）") for key, share in self._shares.items()]
        )
        if not self.share.value() and shares:
            first = next((share for share in shares if share.lead), shares[0])
            self.share.set_value(str(first.assignment_id))
        self._offer_acts()

    def values(self) -> Values:
        """Return what was typed."""
        return {
            "share": self.share.value() if self._typed() else "",
            "act": self.act.value(),
            "person": self.person.text(),
            "how": self.how.value(),
            "solved": self.solved.value(),
            "text": self.text.text(),
            "days": self.days.text(),
            **self.when.values(),
        }

    def fill(self, values: Values) -> None:
        """Put values back."""
        if values.get("share"):
            self.share.set_value(values["share"])
            self._offer_acts()
        self.act.set_value(values.get("act", ""))
        self.person.setText(values.get("person", ""))
        self.how.set_value(values.get("how", ""))
        self.solved.set_value(values.get("solved", ""))
        self.text.setText(values.get("text", ""))
        self.days.setText(values.get("days", ""))
        self.when.fill(values)
        self._ask()

    def focus_first(self) -> None:
        """Begin at the unit where there are several, else at the act."""
        (self.share if len(self._shares) > 1 else self.act).setFocus()

    def summary(self) -> str:
        """Return whose act it is, by whom, and the beginning of its words."""
        words = f"：{self.text.text().strip()[:60]}" if self.text.text().strip() else ""
        return f"代{self.share.text()}录{self.act.text()}，经手人{self.person.text()}{words}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the act on the unit's behalf."""
        faults: Faults = []
        for key, value, sentence in (
            ("share", self.share.value(), "请选择单位。"),
            ("act", self.act.value(), "请选择办了什么。"),
            ("acting_person", self.person.text().strip(), "请写经手人。"),
            ("how", self.how.value(), "请选一种。"),
            ("solved", self.act.value() != REPORT or self.solved.value(), "请选诉求解决了没有。"),
        ):
            if not value:
                faults.append((key, sentence))
        when = self.when.moment(today_at(place), faults)
        refuse(faults)
        current = {str(share.assignment_id): share for share in open_shares(view)}
        share = needed_share(current.get(self.share.value()))
        asked: dict[str, Any] = {
            "assignment_id": share.assignment_id,
            "on_behalf": OnBehalf(self.person.text(), RecordedHow(self.how.value())),
            "happened_at": when,
        }
        act, text = self.act.value(), self.text.text()
        if act == NOTE:
            return place.perform(note_action, text=text, **asked)
        asked["version"] = share.version
        if act == EXTEND:
            return place.perform(ask_extension, days=typed_days(self.days.text()), reason=text, **asked)
        if act == ACKNOWLEDGE:
            return place.perform(acknowledge_assignment, **asked)
        if act == RETURN:
            return place.perform(return_assignment, reason=text, **asked)
        return place.perform(report_assignment, text=text, solved=self.solved.value() == "yes", **asked)

    def _typed(self) -> bool:
        return bool(self.person.text() or self.text.text() or self.how.value())

    def _share_chosen(self, _value: str) -> None:
        self._offer_acts()
        self.changed.emit()

    def _act_chosen(self, _value: str) -> None:
        self._ask()
        self.changed.emit()

    def _offer_acts(self) -> None:
        share = self._shares.get(self.share.value())
        choices = ACTS_OF[AssignmentState(share.state)] if share is not None else []
        waits = share is not None and share.lead and len(self._shares) > 1
        set_shown(self.waits, on=waits and any(choice.value == REPORT for choice in choices))
        if waits:
            choices = [choice for choice in choices if choice.value != REPORT]
        self.act.set_choices(choices)
        if not self.act.value() and choices:
            self.act.set_value(choices[0].value)
        self._ask()

    def _ask(self) -> None:
        """Ask for words and for the result where the act has them."""
        asked = ASKED.get(self.act.value())
        set_shown(self.fields["text"], on=asked is not None)
        if asked is not None:
            self.fields["text"].set_label(asked[0], required=True)
        set_shown(self.fields["solved"], on=self.act.value() == REPORT)
        set_shown(self.fields["days"], on=self.act.value() == EXTEND)
