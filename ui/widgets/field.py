"""A field of a form: label above, red star if required, quick keys at its right, a reaction beneath."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.style import look, px
from ui.widgets.buttons import LinkButton
from ui.widgets.label import IconMark, Label, Tone
from ui.widgets.lines import set_fault
from ui.widgets.naming import set_shown

NoteTone = Literal["info", "ok", "warn", "plain"]

_NOTES: dict[NoteTone, tuple[str, bool, Tone]] = {
    "info": ("history", False, "accent"),
    "ok": ("checkmark_circle", True, "ok"),
    "warn": ("warning", True, "warn"),
    "plain": ("", False, "text3"),
}


@dataclass(frozen=True)
class Quick:
    """A quick key at the right of a label: its words, its key, what it does, its dotted name."""

    text: str
    key: str
    call: Callable[[], object]
    name: str


class _Reaction(QWidget):
    """Icon and sentence of 13 px under a field."""

    def __init__(self, name: str, *, wraps: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(3), 0, 0)
        row.setSpacing(px(4))
        self.icon = IconMark("")
        self.words = Label("", "hint", name=name, elide=not wraps, wrap=wraps)
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wraps)
        self.words.setSizePolicy(policy)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop if wraps else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)

    def say(self, icon: str, tone: Tone, words: str, *, filled: bool) -> None:
        self.icon.set_icon(icon, tone, filled=filled)
        set_shown(self.icon, on=bool(icon))
        self.words.set_tone(tone)
        self.words.setText(words)


class Field(QWidget):
    """A labelled widget with its reaction line. `widget` is what is typed into; `name` is its dotted name.

    `hint` is a grey half sentence (right of the label, or beneath if `hint_below`); `reserve` keeps the
    place of the reaction so that nothing jumps; `beside` puts the label at the left (the two key rows only);
    `wraps` lets a reaction take several lines, for narrow fields in an area that scrolls.
    """

    def __init__(
        self,
        label: str,
        widget: QWidget,
        *,
        name: str,
        required: bool = False,
        hint: str = "",
        quick: Sequence[Quick] = (),
        reserve: bool = False,
        hint_below: bool = False,
        beside: int = 0,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.field")
        self.widget = widget
        self._hint, self._reserve = hint if hint_below else "", reserve
        self._label = Label(label, "label")
        self._label.setBuddy(widget)
        self._star = Label("*", "label", tone="err")
        set_shown(self._star, on=required)
        self._quick: dict[str, LinkButton] = {}
        self._hint_label = Label("" if hint_below else hint, "hint", name=f"{name}.hint")
        set_shown(self._hint_label, on=bool(hint) and not hint_below)
        self._reaction = _Reaction(f"{name}.reaction", wraps=wraps)
        if widget.objectName() in {"", name}:
            widget.setObjectName(name)
        widget.setAccessibleName(f"{label}（必填）" if required else label)
        self._lay_out(quick, beside)
        self.clear_reaction()
        told = getattr(widget, "not_listed", None)  # a list to choose from, loaded only where there is one
        if told is not None:
            told.connect(self.set_error)

    def _lay_out(self, quick: Sequence[Quick], beside: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(px(4))
        head.addWidget(self._label)
        head.addWidget(self._star)
        head.addStretch(1)
        head.addWidget(self._hint_label)
        for item in quick:
            button = LinkButton(item.text, item.key, name=item.name)
            button.clicked.connect(lambda _checked=False, call=item.call: call())
            self._quick[item.name] = button
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if beside:
            box = QWidget()
            box.setLayout(head)
            box.setFixedWidth(px(beside))
            row = QHBoxLayout()
            row.setSpacing(0)
            row.addWidget(box)
            row.addWidget(self.widget, 1)
            column.addLayout(row)
        else:
            head.setContentsMargins(0, 0, 0, px(2))
            column.addLayout(head)
            column.addWidget(self.widget)
        column.addWidget(self._reaction)
        self._label.setMinimumHeight(px(22))

    def quick_button(self, name: str) -> LinkButton:
        """The button of a quick key, by its dotted name."""
        return self._quick[name]

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence clears it."""
        if not sentence:
            self.clear_reaction()
            return
        set_fault(self.widget, on=True)
        self._say("error_circle", "err", sentence, filled=True)

    def set_note(self, sentence: str, tone: NoteTone = "info", *, icon: str = "") -> None:
        """React without blaming: info, ok, warn, or plain grey; `icon` replaces the tone's own."""
        set_fault(self.widget, on=False)
        usual, filled, ink = _NOTES[tone]
        self._say(icon or usual, ink, sentence, filled=filled)

    def clear_reaction(self) -> None:
        """Take error or note away; a hint that stands beneath comes back, a word not in the list stays refused."""
        refusal = getattr(self.widget, "refusal", None)
        if refusal is not None and refusal():
            self.set_error(refusal())
            return
        set_fault(self.widget, on=False)
        self._say("", "text3", self._hint, filled=False)

    def error(self) -> str:
        """The error sentence shown, '' when there is none."""
        return self._reaction.words.text() if self.widget.property("fault") else ""

    def reaction(self) -> str:
        """The sentence under the field, of whatever kind."""
        return self._reaction.words.text()

    def set_hint(self, hint: str) -> None:
        """Change the grey half sentence at the right of the label (a count of characters, say)."""
        self._hint_label.setText(hint)
        set_shown(self._hint_label, on=bool(hint))

    def set_label(self, label: str, *, required: bool | None = None) -> None:
        """Change the label, and whether it is required."""
        self._label.setText(label)
        if required is not None:
            set_shown(self._star, on=required)
        starred = not self._star.isHidden()
        self.widget.setAccessibleName(f"{label}（必填）" if starred else label)

    def label(self) -> str:
        """The label."""
        return self._label.text()

    def set_reserve(self, *, on: bool) -> None:
        """Keep the place of the reaction line, or give it up."""
        self._reserve = on
        set_shown(self._reaction, on=on or bool(self.reaction()))

    def focus_widget(self) -> None:
        """Put the cursor in."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, icon: str, tone: Tone, words: str, *, filled: bool) -> None:
        self._reaction.say(icon, tone, words, filled=filled)
        set_shown(self._reaction, on=self._reserve or bool(words))
        self._reaction.setMinimumHeight(px(22))
        self.widget.setAccessibleDescription(words)


def as_wide_as(field: Field, at_base: int = 0) -> Field:
    """Keep the field from growing past a width (460 px at the base size where not told)."""
    field.setMaximumWidth(px(at_base) if at_base else look().size("field_widest"))
    return field
