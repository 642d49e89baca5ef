"""A party on the page of its case: its block, and for one who comes when mediation has begun the day and the reason."""

import json
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import ConsentEntry, StepEntry, TellingEntry
from ui.mediation.party_form import PartyForm, side_by_side
from ui.mediation.reading import Faults, under
from ui.mediation.rights_form import RightsForm
from ui.widgets.naming import set_shown

_STEP = ("happened_on", "reason", "paper")


class _Rights(RightsForm):
    """Consent and telling as one part of a larger form."""

    def draft_text(self) -> str:
        """What stands in it."""
        typed = {key: text for key, text in self.values().items() if text}
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def put_draft_text(self, text: str) -> None:
        """Put it back."""
        self.restore(json.loads(text) if text else {})


class CasePartyForm(PartyForm):
    """`joins` tells that the party comes later: `happened_on`, `reason`, `paper`, consent and telling go with it."""

    _made = False

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._joins = self.tick("joins", "调解开始以后才加入的（记下哪天、为什么）")
        self._joins.toggled.connect(self._show_joining)
        self.day("happened_on", "哪天加入", required=True)
        self.line("reason", "为什么现在加入", required=True, placeholder="如 承租人、保险公司、漏列的共有人")
        self.line("paper", "依据的材料", placeholder="如 租赁合同、保单")
        self._rights = _Rights(f"{name}.rights", today)
        self.parts("rights", "同意与告知（也可以稍后登记）", self._rights)
        self._when = QWidget()
        self._when.setLayout(
            side_by_side((self.field("happened_on"), 2), (self.field("reason"), 4), (self.field("paper"), 3))
        )
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self._joins)
        column.insertWidget(1, self._when)
        column.addWidget(self.field("rights"))
        self._made = True
        self.set_may_join(on=False)

    def set_may_join(self, *, on: bool) -> None:
        """Whether the party in the form may be one who comes later: a new one, once mediation has begun."""
        set_shown(self._joins, on=on)
        self._show_joining()

    def restored(self) -> None:
        """Show what belongs to the kind, and to one who comes later."""
        super().restored()
        self._show_joining()

    def joins(self) -> bool:
        """Whether the party comes later."""
        return self._joins.isChecked() and not self._joins.isHidden()

    def joining(self) -> tuple[StepEntry, ConsentEntry | None, TellingEntry | None]:
        """When and why it comes, what it said, how it was told. Raises FormError with what cannot be read."""
        read = self.reading()
        day = read.day("happened_on", missing="请填写哪天加入。")
        reason = read.text("reason", missing="请写明为什么现在加入。")
        paper = read.text("paper")
        read.finish()
        consent, telling = self._rights.entries(0)
        assert day is not None
        return StepEntry(happened_on=day, reason=reason, paper=paper), consent, telling

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """Put each refusal at its field, also those of consent and telling."""
        own = [*under(faults, "party"), *(fault for fault in faults if not fault[0].startswith("party."))]
        rest = super().show_faults(own)
        return self._rights.show_faults(rest) if self.joins() else rest

    def _show_joining(self, *_on: object) -> None:
        if self._made:  # not while the party's own fields are still being made
            for widget in (self._when, self.field("rights")):
                set_shown(widget, on=self.joins())
