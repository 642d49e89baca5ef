"""The end of a registration that needs a line: 当场答复, 引导告知, 登记未完成; asked in place, above the buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.entries.matters import EndingEntry
from desktop.entries.referrals import Referral
from desktop.queries.codes import UnitChoice, initials
from models.values.choices import Ending, label
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown

WORDS = {
    Ending.ANSWER: ("怎么答复的", "一句话写下答复"),
    Ending.UNFINISHED: ("为什么没登记完", "如：情绪激动，中途离开"),
}
REFERRAL = ("referred_to", "address", "phone", "hours", "bring")
_SHARES = {"referred_to": 5, "address": 5, "phone": 4, "hours": 4, "bring": 6, "words": 7}


class EndingPanel(QWidget):
    """One line of fields for the chosen end; hidden while the end is 受理."""

    changed = Signal()

    def __init__(self, prefix: str, units: Sequence[UnitChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ending = Ending.ACCEPT
        self._own = [Referral(unit.name, phone=unit.phone, address=unit.window) for unit in units]
        self._known: dict[str, Referral] = {}
        self.referred_to = ComboSearch(name=f"{prefix}.referred_to", free=True, placeholder="打字或按F4选")
        self.lines = {
            "address": TextLine(name=f"{prefix}.address", longest=100, placeholder="在哪里"),
            "phone": TextLine(name=f"{prefix}.phone", longest=60),
            "hours": TextLine(name=f"{prefix}.hours", longest=60, placeholder="如 工作日"),
            "bring": TextLine(name=f"{prefix}.bring", longest=300, placeholder="身份证、户口本…"),
        }
        self.words = TextLine(name=f"{prefix}.words")
        titles = {"address": "地址", "phone": "电话", "hours": "办公时间", "bring": "请带好"}
        self.fields = {
            "referred_to": Field("去找哪个单位", self.referred_to, name=f"{prefix}.referred_to"),
            **{key: Field(title, self.lines[key], name=f"{prefix}.{key}") for key, title in titles.items()},
            "words": Field("", self.words, name=f"{prefix}.words"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(16), px(8))
        row.setSpacing(look().size("field_gap_across"))
        for key, field in self.fields.items():
            row.addWidget(field, _SHARES[key], Qt.AlignmentFlag.AlignTop)
        self.referred_to.chosen.connect(self._body_chosen)
        for line in (*self.lines.values(), self.words):
            line.textEdited.connect(self.changed)
        self.offer(())
        self.set_ending(Ending.ACCEPT)

    def offer(self, referrals: Iterable[Referral]) -> None:
        """Offer where residents were sent before, with what was written then; the own units follow."""
        self._known = {referral.body: referral for referral in [*self._own, *referrals]}
        text = self.referred_to.text()
        self.referred_to.set_options([Option(body, body, initials(body)) for body in reversed(self._known)])
        self.referred_to.set_text(text)

    def ending(self) -> Ending:
        """The end that is asked about."""
        return self._ending

    def set_ending(self, ending: Ending) -> None:
        """Ask what this end needs; 受理 needs nothing and hides the panel. What was typed stays."""
        self._ending = ending
        refers = ending == Ending.REFER
        set_shown(self, on=refers or ending in WORDS)
        for key in REFERRAL:
            set_shown(self.fields[key], on=refers)
        set_shown(self.fields["words"], on=ending in WORDS)
        self.fields["referred_to"].set_label("去找哪个单位", required=True)
        if ending in WORDS:
            title, placeholder = WORDS[ending]
            self.fields["words"].set_label(title, required=ending == Ending.ANSWER)
            self.words.setPlaceholderText(placeholder)
        self.clear_faults()

    def focus_first(self) -> None:
        """Put the cursor into the first field asked."""
        (self.referred_to if self._ending == Ending.REFER else self.words).setFocus()

    def entry(self) -> EndingEntry:
        """Return the end as the use case takes it."""
        if self._ending == Ending.REFER:
            typed = {key: line.text() for key, line in self.lines.items()}
            return EndingEntry(
                self._ending, Referral(**typed).words(), referred_to=self.referred_to.text().strip()
            )
        return EndingEntry(self._ending, self.words.text() if self._ending in WORDS else "")

    def values(self) -> dict[str, str]:
        """Return what stands in it, for the draft."""
        return {
            "ending": self._ending.value,
            "ending_words": self.words.text(),
            "referred_to": self.referred_to.text(),
            **{f"referral_{key}": line.text() for key, line in self.lines.items()},
        }

    def fill(self, values: dict[str, str]) -> None:
        """Put values back."""
        self.words.setText(values.get("ending_words", ""))
        self.referred_to.set_text(values.get("referred_to", ""))
        for key, line in self.lines.items():
            line.setText(values.get(f"referral_{key}", ""))
        self.set_ending(Ending(values.get("ending", Ending.ACCEPT)))

    def clear_faults(self) -> None:
        """Take errors away."""
        for field in self.fields.values():
            field.clear_reaction()

    def verb(self) -> str:
        """What the main button says for this end."""
        return label(self._ending) if self._ending == Ending.ACCEPT else f"保存为{label(self._ending)}"

    def _body_chosen(self, body: str) -> None:
        """Fill in what is known of a body, where nothing else was typed."""
        known = self._known.get(body)
        if known is not None:
            for key, line in self.lines.items():
                if not line.text().strip():
                    line.setText(getattr(known, key))
        self.changed.emit()
