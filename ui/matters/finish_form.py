"""补全登记: a registration that was left unfinished is answered, accepted or referred."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.entries.matters import EndingEntry
from desktop.queries.matters import MatterView
from desktop.services.registering import finish_registration
from models.values.choices import Ending, label
from ui.matters.act_form import ActForm, Values
from ui.widgets.field import Field
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Asking, Workplace

WORDS = {Ending.ANSWER: "怎么答复的", Ending.REFER: "怎么告知的：带什么材料、电话多少"}


class FinishForm(ActForm):
    """How the registration ends after all."""

    title = "补全登记"
    save_words = "保存"
    said = "登记已补全"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ends = (Ending.ACCEPT, Ending.ANSWER, Ending.REFER)
        self.ending = Segments([Choice(end.value, label(end)) for end in ends], name="matter.finish.ending")
        self.ending.set_value(Ending.ACCEPT)
        self.referred_to = TextLine(name="matter.finish.referred_to")
        self.text = TextArea(name="matter.finish.words", lines=4)
        self.add_field(
            "ending", Field("怎么办的", self.ending, name="matter.finish.ending", required=True, wraps=True)
        )
        self.add_field(
            "referred_to",
            Field(
                "请他去找哪个单位",
                self.referred_to,
                name="matter.finish.referred_to",
                required=True,
                wraps=True,
            ),
        )
        self.add_field("words", Field("", self.text, name="matter.finish.words", wraps=True))
        self.column.addStretch(1)
        self.ending.chosen.connect(self._chosen)
        self.referred_to.textEdited.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self._ask()

    def values(self) -> Values:
        """Return what was typed; the mere choice is not worth a draft."""
        typed = bool(self.text.text() or self.referred_to.text())
        return {
            "ending": self.ending.value() if typed else "",
            "referred_to": self.referred_to.text(),
            "text": self.text.text(),
        }

    def fill(self, values: Values) -> None:
        """Put values back."""
        self.ending.set_value(values.get("ending") or Ending.ACCEPT.value)
        self.referred_to.setText(values.get("referred_to", ""))
        self.text.setText(values.get("text", ""))
        self._ask()

    def summary(self) -> str:
        """Return the end and the beginning of its words."""
        return f"补全登记，{self.ending.text()}：{self.text.text().strip()[:60]}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the end of the registration."""
        end = Ending(self.ending.value())
        words = self.text.text() if end in WORDS else ""
        referred_to = self.referred_to.text() if end == Ending.REFER else ""
        return place.perform(
            finish_registration,
            matter_id=view.matter_id,
            version=view.version,
            ending=EndingEntry(end, words, referred_to=referred_to),
        )

    def _chosen(self, _value: str) -> None:
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        """Ask what the chosen end needs; 受理 needs nothing."""
        end = Ending(self.ending.value() or Ending.ACCEPT)
        set_shown(self.fields["referred_to"], on=end == Ending.REFER)
        set_shown(self.fields["words"], on=end in WORDS)
        if end in WORDS:
            self.fields["words"].set_label(WORDS[end], required=end == Ending.ANSWER)
