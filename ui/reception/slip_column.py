"""The third column of a wide window: the slip that the visitor may take home, as it would be printed now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.clock import day_of
from desktop.entries.referrals import Referral
from desktop.services.registering import Registered
from models.values.choices import Ending
from models.values.matter_states import MatterState
from ui.matters.when_fields import typed_moment
from ui.paper.live import LiveSetting
from ui.paper.view import WIDTH, PageView
from ui.reception.visit_values import Values, has_something
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from desktop.papers.visitor_slips import SlipFacts
    from desktop.printing.blocks import Document
    from ui.workplace import Workplace

RECEIPT, REFERRAL = "受理回执", "引导告知单"
_NOTE = "要才打，不会自动打"
_BEFORE = "半张A4。编号在登记时给出；不印对方姓名和经过。"
_AFTER = "半张A4，已登记。按Ctrl+P打印；不印对方姓名和经过。"
_NONE = {Ending.ANSWER: "当场答复不出回执。", Ending.UNFINISHED: "登记未完成不出回执。"}


class SlipColumn(Panel):
    """Follows the form while it is seen; what was just saved stays, with its code, until the next visit is typed."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(RECEIPT, _NOTE, name="reception.slip_column", parent=parent)
        self._place = place
        self._facts: SlipFacts | None = None
        self._held: SlipFacts | None = None
        self._none = ""
        self._covered = False
        self.view = PageView(place.run_long, name="reception.slip_view", spoken="回执，纸面")
        self.view.set_fit(WIDTH)
        self.words = Label("", "hint", name="reception.slip_words", wrap=True)
        self.add(self.view, 1)
        self.add(self.words)
        self.body.setSpacing(px(8))
        self.live = LiveSetting(
            self.view, place.run_long, self._make, now=place.office.clock.now, parent=self
        )
        self._show()

    def follow(self, values: Values, ending: Values, due_at: datetime | None) -> None:
        """Show the slip of the visit that is typed; an untouched form leaves the one saved before."""
        if self.isHidden() or (not has_something(values) and self._saved()):
            return
        chosen = Ending(ending.get("ending", Ending.ACCEPT))
        self._none = _NONE.get(chosen, "")
        self._take(self._typed(values, ending if chosen == Ending.REFER else None, due_at))

    def hold(self) -> None:
        """The visit is being saved as it stands: what is typed meanwhile is not on its slip."""
        self._held = None if self.isHidden() else self._facts

    def show_saved(self, saved: Registered) -> None:
        """Show the slip of the visit just saved, with its code."""
        facts, self._held = self._held, None
        if facts is None or saved.state not in {MatterState.ACCEPTED, MatterState.REFERRED}:
            return
        self._none = ""
        self._take(replace(facts, code=saved.code, due_at=saved.due_at))

    def set_covered(self, covered: bool) -> None:
        """F9: a bystander does not read who came."""
        self._covered = covered
        self._show()

    def facts(self) -> SlipFacts | None:
        """What the slip says now."""
        return self._facts

    def _saved(self) -> bool:
        return self._facts is not None and bool(self._facts.code)

    def _typed(self, values: Values, told: Values | None, due_at: datetime | None) -> SlipFacts:
        from desktop.papers.visitor_slips import SlipFacts

        choices, who, now = self._place.choices, self._place.who, self._place.office.clock.now()
        unit = next((unit for unit in choices.units if unit.unit_id == who.unit_id), None)
        days = values["happened_day"], values["happened_time"]
        former = self._facts.happened_at if self._facts is not None and not self._saved() else None
        return SlipFacts(
            centre_name=choices.centre_name,
            visitor="" if values["withheld"] else values["visitor"].strip(),
            window=unit.window if unit is not None and unit.window else self._place.office.desk,
            phone=unit.phone if unit is not None else "",
            happened_at=typed_moment(*days, today=day_of(now), faults=[]) or former or now,
            due_at=due_at,
            told=_referral(told) if told is not None else None,
        )

    def _take(self, facts: SlipFacts) -> None:
        changed, self._facts = facts != self._facts, facts
        self._show()
        if changed:
            self.live.touch()

    def _make(self) -> Callable[[], Document] | None:
        from desktop.papers.visitor_slips import slip_document

        if self._facts is None:
            return None
        return partial(slip_document, self._facts, day_of(self._place.office.clock.now()))

    def _show(self) -> None:
        facts = self._facts
        self.set_title(REFERRAL if facts is not None and facts.told is not None else RECEIPT, _NOTE)
        set_shown(self.view, on=facts is not None and not self._none and not self._covered)
        if self._covered:
            self.words.setText("已遮住，按F9再显示。")
        else:
            self.words.setText(self._none or (_AFTER if self._saved() else _BEFORE))


def _referral(told: Values) -> Referral:
    keys = ("address", "phone", "hours", "bring")
    return Referral(told["referred_to"].strip(), **{key: told[f"referral_{key}"] for key in keys})
