"""The end of a registration that needs a line: 当场答复, 引导告知, 登记未完成; asked in place, above the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.entries.matters import EndingEntry
from models.values.choices import Ending, label
from ui.style import look, px
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown

WORDS = {
    Ending.ANSWER: ("怎么答复的", "一句话写下答复"),
    Ending.REFER: ("怎么告知的", "去哪里、带什么材料、电话多少"),
    Ending.UNFINISHED: ("为什么没登记完", "如：情绪激动，中途离开"),
}


class EndingPanel(QWidget):
    """One line of fields for the chosen end; hidden while the end is 受理."""

    changed = Signal()

    def __init__(self, prefix: str, units: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ending = Ending.ACCEPT
        self.referred_to = TextLine(name=f"{prefix}.referred_to", placeholder="、".join(units[:2]) + "…")
        self.words = TextLine(name=f"{prefix}.words")
        self.fields = {
            "referred_to": Field("请他去找哪个单位", self.referred_to, name=f"{prefix}.referred_to"),
            "words": Field("", self.words, name=f"{prefix}.words"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(16), px(8))
        row.setSpacing(look().size("field_gap_across"))
        row.addWidget(self.fields["referred_to"], 2)
        row.addWidget(self.fields["words"], 5)
        self.referred_to.textEdited.connect(self.changed)
        self.words.textEdited.connect(self.changed)
        self.set_ending(Ending.ACCEPT)

    def ending(self) -> Ending:
        """The end that is asked about."""
        return self._ending

    def set_ending(self, ending: Ending) -> None:
        """Ask what this end needs; 受理 needs nothing and hides the panel. What was typed stays."""
        self._ending = ending
        asks = ending in WORDS
        set_shown(self, on=asks)
        if not asks:
            return
        title, placeholder = WORDS[ending]
        self.fields["words"].set_label(title, required=ending == Ending.ANSWER)
        self.fields["referred_to"].set_label("请他去找哪个单位", required=True)
        self.words.setPlaceholderText(placeholder)
        set_shown(self.fields["referred_to"], on=ending == Ending.REFER)
        self.clear_faults()

    def focus_first(self) -> None:
        """Put the cursor into the first field asked."""
        (self.referred_to if self._ending == Ending.REFER else self.words).setFocus()

    def entry(self) -> EndingEntry:
        """Return the end as the use case takes it."""
        if self._ending == Ending.ACCEPT:
            return EndingEntry(self._ending)
        refers = self._ending == Ending.REFER
        return EndingEntry(
            self._ending, self.words.text(), referred_to=self.referred_to.text() if refers else ""
        )

    def values(self) -> dict[str, str]:
        """Return what stands in it, for the draft."""
        return {
            "ending": self._ending.value,
            "ending_words": self.words.text(),
            "referred_to": self.referred_to.text(),
        }

    def fill(self, values: dict[str, str]) -> None:
        """Put values back."""
        self.words.setText(values.get("ending_words", ""))
        self.referred_to.setText(values.get("referred_to", ""))
        self.set_ending(Ending(values.get("ending", Ending.ACCEPT)))

    def clear_faults(self) -> None:
        """Take errors away."""
        for field in self.fields.values():
            field.clear_reaction()

    def verb(self) -> str:
        """What the main button says for this end."""
        return label(self._ending) if self._ending == Ending.ACCEPT else f"保存为{label(self._ending)}"
