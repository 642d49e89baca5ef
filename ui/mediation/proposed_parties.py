"""The people of a matter as the parties of the case that it becomes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.entries.mediation import PartyEntry
from desktop.queries.case_proposals import ProposedParty
from models.values.choices import PartySide
from ui.mediation.options import numbered
from ui.mediation.tick import Tick
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.segments import Segments


class ProposedParties(QWidget):
    """People of the matter as parties: to tick, with their side."""

    def __init__(self, parties: Sequence[ProposedParty], changed: Any) -> None:
        super().__init__()
        self.setObjectName("open_case.parties")
        self._rows: list[tuple[Tick, Segments, ProposedParty]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for at, party in enumerate(parties):
            tick = Tick(party.entry.who.name or "未留名", name=f"open_case.party.{at}")
            tick.setChecked(bool(party.entry.who.name))
            side = Segments(numbered(PartySide), name=f"open_case.party.{at}.side", stretches=False)
            side.setAccessibleName(f"{party.entry.who.name}的地位")
            side.set_value(party.entry.side.value)
            tick.toggled.connect(lambda _on: changed())
            side.chosen.connect(lambda _side: changed())
            grid.addWidget(tick, at, 0)
            grid.addWidget(side, at, 1)
            grid.addWidget(Label(party.phone_mask, "hint"), at, 2)
            self._rows.append((tick, side, party))
        grid.setColumnStretch(3, 1)

    def entries(self) -> tuple[PartyEntry, ...]:
        """The parties that were ticked."""
        return tuple(
            replace(party.entry, side=PartySide(side.value()))
            for tick, side, party in self._rows
            if tick.isChecked() and party.entry.who.name
        )

    def values(self) -> list[list[str]]:
        """What was ticked and chosen, for the draft."""
        return [["1" if tick.isChecked() else "", side.value()] for tick, side, _party in self._rows]

    def restore(self, values: Sequence[Sequence[str]]) -> None:
        """Put a draft back."""
        for (tick, side, _party), (ticked, chosen) in zip(self._rows, values, strict=False):
            tick.setChecked(bool(ticked))
            side.set_value(chosen)
