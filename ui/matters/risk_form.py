"""风险: how grave, why, when it is looked at again; and the words that stand on the page of such a matter."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.queries.matters import MatterView
from desktop.services.risk import set_risk
from models.values.choices import RiskLevel, options
from models.values.dates import day_in_sentences, parse_day
from ui.matters.act_form import ActForm, Values, refuse, today_at
from ui.matters.acts import waiting_extension
from ui.matters.when_fields import Faults
from ui.widgets.field import Field
from ui.widgets.lines import DateLine, TextArea
from ui.widgets.message import MessageTone
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace


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
