"""The buttons of the reception: the four ends, the slip, and what begins or throws away a visit."""

from __future__ import annotations

from models.values.choices import Ending
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import set_shown

OTHER_ENDINGS = (
    (Ending.ANSWER, "Alt+D", "checkmark_circle"),
    (Ending.REFER, "Alt+G", "arrow_forward"),
    (Ending.UNFINISHED, "Alt+W", "clock"),
)
ENDING_WORDS = {
    Ending.ANSWER: "当场答复",
    Ending.REFER: "引导告知",
    Ending.UNFINISHED: "登记未完成",
}


class EndButtons:
    """受理 first; the others ask what they need and then change its words."""

    def __init__(self) -> None:
        self.accept = ActionButton(
            "受理", "Ctrl+Enter", name="reception.accept", primary=True, icon="checkmark"
        )
        self.accept.setAutoDefault(True)
        self.others = {
            ending: ActionButton(ENDING_WORDS[ending], key, name=f"reception.{ending.value}", icon=icon)
            for ending, key, icon in OTHER_ENDINGS
        }
        for button in self.others.values():
            button.setCheckable(True)
        self.slip = ActionButton("回执", "Ctrl+P", name="reception.slip", quiet=True, icon="print")
        set_shown(self.slip, on=False)
        self.discard = ActionButton("丢弃草稿", "Alt+X", name="reception.discard", small=True, quiet=True)
        self.new = ActionButton("新登记", name="reception.new", small=True, quiet=True, icon="add")

    def show_ending(self, ending: Ending, verb: str) -> None:
        """Mark the end that is asked about; the main button then does it."""
        self.accept.set_text(verb)
        for other, button in self.others.items():
            button.setChecked(other == ending)

    def offer_slip(self, title: str) -> None:
        """Offer the slip of the visit registered last, by its title; '' for none."""
        self.slip.set_text(title)
        set_shown(self.slip, on=bool(title))
