"""The forms that slide into the right column: terminate, close, take back, the oral agreement."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import TerminationEntry
from models.values.termination import (
    REMEDY_LABELS,
    TERMINATION_LABELS,
    Remedy,
    TerminationGround,
    remedies_needed,
)
from ui.mediation.form import Form
from ui.mediation.options import listed
from ui.mediation.tick import Tick
from ui.style import look, px
from ui.widgets.label import Label


class RemedyTicks(QWidget):
    """仲裁, 行政, 诉讼 to tick."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        self._ticks = {
            remedy: Tick(words, name=f"{name}.{remedy}") for remedy, words in REMEDY_LABELS.items()
        }
        for tick in self._ticks.values():
            tick.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(tick)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self._ticks.values())))

    def told(self) -> tuple[Remedy, ...]:
        """The ways that were told of."""
        return tuple(remedy for remedy, tick in self._ticks.items() if tick.isChecked())

    def draft_text(self) -> str:
        """The ways, divided by commas."""
        return ",".join(self.told())

    def put_draft_text(self, text: str) -> None:
        """Tick those again."""
        for remedy, tick in self._ticks.items():
            tick.setChecked(remedy.value in text.split(","))


class TerminationForm(Form):
    """Why a mediation ends without an agreement, when, and which other ways the parties were told of."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._remedies = RemedyTicks(f"{name}.remedies")
        self.combo(
            "ground",
            "终止的原因",
            listed((ground.value, words) for ground, words in TERMINATION_LABELS.items()),
            required=True,
        )
        self.day("terminated_on", "终止日期", required=True)
        self.parts("remedies", "已告知当事人还可以走的途径（人民调解法第26条）", self._remedies)
        self.line("note", "说明", hint="选“其他”时必填")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        for key in ("ground", "terminated_on", "remedies", "note"):
            column.addWidget(self.field(key))

    def entry(self) -> TerminationEntry:
        """The termination as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        ground = read.choice("ground", TerminationGround, missing="请选择终止的原因。")
        day = read.day("terminated_on", missing="请填写终止日期。")
        told = self._remedies.told()
        if ground is not None and remedies_needed(ground) and not told:
            read.add("remedies", "请选择已告知当事人的其他途径：仲裁、行政或诉讼。")
        read.finish()
        assert ground is not None
        assert day is not None
        return TerminationEntry(ground=ground, terminated_on=day, remedies=told, note=read.text("note"))


class ClosingForm(Form):
    """When a case is closed."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self.day("closed_on", "结案日期", required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field("closed_on"))

    def closed_on(self) -> date:
        """The day as typed. Raises FormError."""
        read = self.reading()
        day = read.day("closed_on", missing="请填写结案日期。")
        read.finish()
        assert day is not None
        return day


class ReasonForm(Form):
    """Why an agreement that waits for signatures is taken back; may stay empty."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self.line("reason", "原因", hint="可以不填", placeholder="如 张某反悔")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field("reason"))


class OralForm(Form):
    """That the parties want no paper (人民调解法 28)."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        tick = self.tick("written_not_wanted", "各方都表示不需要制作书面协议（人民调解法第28条）")
        self.day_words = Label("", "body", wrap=True, name=f"{name}.day")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addWidget(self.day_words)
        column.addWidget(tick)
