"""What the dispatcher and the director decide about a matter: merge, longer limit, check, doing again, risk."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.queries.history import found_matters
from desktop.queries.matters import MatterView
from desktop.queries.worklist import WorklistRow
from desktop.services.closing import verify_matter
from desktop.services.extending import ask_extension, decline_extension, grant_extension
from desktop.services.merging import join_matter, merge_matters
from desktop.services.risk import set_risk
from models.values.choices import RiskLevel, options
from models.values.dates import day_in_sentences, parse_day
from models.values.matter_states import OPEN_MATTER_STATES, MatterState
from models.values.permissions import Permission
from ui.matters.act_form import SOLVED, ActForm, Values, needed_share, refuse, today_at
from ui.matters.acts import own_share, waiting_extension
from ui.matters.when_fields import Faults
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import DateLine, TextArea, TextLine
from ui.widgets.message import MessageTone
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
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


class RiskForm(ActForm):
    """风险: of this matter, never of a resident; why, when to look again, who was told."""

    title = "定风险"
    save_words = "保存"
    said = "风险已记下"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = RiskLevel.NONE.value
        words = {RiskLevel.NONE: "没有"}
        levels = [Choice(level.value, words.get(level, said)) for level, said in options(RiskLevel)]
        self.level = Segments(levels, name="matter.risk.level")
        self.reason = TextArea(name="matter.risk.reason", lines=2)
        self.review_on = DateLine(name="matter.risk.review_on")
        self.told = TextArea(name="matter.risk.told", lines=2)
        for key, words_of, widget in (
            ("level", "这件事项的风险", self.level),
            ("reason", "为什么，如扬言报复、有自杀念头", self.reason),
            ("review_on", "哪天复核", self.review_on),
            ("told", "告诉了谁（高风险写明报告公安机关）", self.told),
        ):
            self.add_field(key, Field(words_of, widget, name=f"matter.risk.{key}", required=True, wraps=True))
        self.column.addStretch(1)
        self.level.chosen.connect(self._chosen)
        self.review_on.textEdited.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.told.textChanged.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Show what stands now."""
        self._before = view.risk
        if not self.has_something():
            self.level.set_value(view.risk)
            self.reason.setText(view.risk_reason)
            self.review_on.setText(view.risk_review_on.isoformat() if view.risk_review_on else "")
            self.told.setText(view.risk_told)
        self._ask()

    def values(self) -> Values:
        """Return what was chosen and typed."""
        return {
            "level": self.level.value(),
            "reason": self.reason.text(),
            "review_on": self.review_on.text(),
            "told": self.told.text(),
        }

    def has_something(self) -> bool:
        """Whether anything was typed."""
        return bool(self.reason.text() or self.told.text() or self.review_on.text())

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.level.set_value(values.get("level", RiskLevel.NONE.value))
        self.reason.setText(values.get("reason", ""))
        self.review_on.setText(values.get("review_on", ""))
        self.told.setText(values.get("told", ""))
        self._ask()

    def focus_first(self) -> None:
        """Begin at the level."""
        self.level.setFocus()

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the risk."""
        faults: Faults = []
        day = self._day(today_at(place), faults)
        refuse(faults)
        return place.perform(
            set_risk,
            matter_id=view.matter_id,
            version=view.version,
            level=RiskLevel(self.level.value() or RiskLevel.NONE),
            reason=self.reason.text(),
            review_on=day,
            told=self.told.text(),
        )

    def _day(self, today: date, faults: Faults) -> date | None:
        typed = self.review_on.text().strip()
        if not typed or self.level.value() == RiskLevel.NONE:
            return None
        try:
            return parse_day(typed, today=today, future=True)
        except ValueError as fault:
            faults.append(("review_on", str(fault)))
            return None

    def _chosen(self, _value: str) -> None:
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        risky = self.level.value() not in {"", RiskLevel.NONE.value}
        for key in ("review_on", "told"):
            set_shown(self.fields[key], on=risky)
        self.fields["reason"].set_label(
            "为什么，如扬言报复、有自杀念头" if risky else "为什么解除", required=True
        )


def standing_words(view: MatterView) -> tuple[str, MessageTone]:
    """Return what the page says above everything: where a merged matter went, its risk, a wish that waits."""
    if view.merged_into_id is not None:
        where = view.merged_into or "另一件事项"
        return f"本件已并入{where}，来访、外部编号和材料都在那一件里。", "info"
    if view.ended_at is None and view.risk != RiskLevel.NONE:
        level = dict(options(RiskLevel))[RiskLevel(view.risk)]
        again = f"，{day_in_sentences(view.risk_review_on)}复核" if view.risk_review_on else ""
        high = view.risk == RiskLevel.HIGH
        words = f"{level}风险：{view.risk_reason}{again}；已告知{view.risk_told}。"
        return words, "err" if high else "warn"
    wish = waiting_extension(view)
    if wish is not None:
        return f"{wish.asked_by}申请延期{wish.days_words}，等中心主任批：{wish.reason}", "warn"
    return "", "info"
