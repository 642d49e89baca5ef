"""What is missing or wrong, line by line: a badge, a sentence, where it is, and the key that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.style import look, px
from ui.widgets.badge import Badge, BadgeTone
from ui.widgets.buttons import KeyedButton, LinkButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.naming import set_shown

_LOOKS: dict[str, tuple[str, BadgeTone, str]] = {
    "error": ("错误", "err", "error_circle"),
    "warning": ("提醒", "warn", "warning"),
    "missing": ("还缺", "warn", "warning"),
}


@dataclass(frozen=True)
class FindingLine:
    """One finding: `error`, `warning` or `missing`, its sentence, where it is in words, its field."""

    level: str
    sentence: str
    where: str
    field: str


class _Line(QWidget):
    """One finding as it stands."""

    def __init__(self, line: FindingLine, number: int, name: str, *, keys: bool) -> None:
        super().__init__()
        word, tone, icon = _LOOKS[line.level]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Badge(word, tone, icon, filled=True))
        sentence = Label(line.sentence, "label", tone="text", name=f"{name}.{number}.words", elide=True)
        sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(sentence, 1)
        key = f"Alt+{number}" if keys and number <= 9 else ""
        self.link = LinkButton(line.where or "去填", "", name=f"{name}.{number}")
        self.link.setAccessibleName(f"{word}：{line.sentence}")
        self.link.setAccessibleDescription(key)
        self.link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.link)
        if key:
            row.addWidget(KeyCap(key))
        self.setFixedHeight(look().size("small_button"))


class BlanksNote(Label):
    """Beside the button that prints: what stays blank on the paper. It keeps nobody from printing."""

    def __init__(self, button: KeyedButton, *, name: str) -> None:
        super().__init__("", "hint", tone="warn", name=name, elide=True)
        self._button, self._count = button, 0
        self.refresh()

    def say_blanks(self, count: int) -> None:
        """So many places of the paper are blank."""
        self._count = count
        self.refresh()

    def refresh(self) -> None:
        """Show it where the paper can be printed now; a blocked button says why itself."""
        self.setText(f"纸面还有 {self._count} 处空白，打印后不能再填")
        set_shown(self, on=self._count > 0 and not self._button.isHidden() and self._button.isEnabled())


class Findings(QWidget):
    """A list of findings. `most` lines are shown, F7 goes through all of them; `keys` shows Alt+1 … 9."""

    wanted = Signal(str)
    """The field of the finding that was chosen."""

    def __init__(self, *, name: str, most: int = 9, keys: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name, self._most, self._keys = name, most, keys
        self._lines: list[FindingLine] = []
        self._shown: list[QWidget] = []
        self._at = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(1))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[FindingLine]) -> None:
        """Show these findings, errors first."""
        order = {"error": 0, "missing": 1, "warning": 2}
        lines = sorted(lines, key=lambda line: order[line.level])
        if lines == self._lines:
            return
        self._lines = list(lines)
        self._at = -1
        self._fill()

    def set_most(self, most: int) -> None:
        """Show so many lines at most."""
        if most != self._most:
            self._most = most
            self._fill()

    def lines(self) -> tuple[FindingLine, ...]:
        """All findings, those that are not shown too."""
        return tuple(self._lines)

    def choose(self, number: int) -> bool:
        """Go to the n-th finding, from 1; False when there is none."""
        if not 1 <= number <= len(self._lines):
            return False
        self._at = number - 1
        self.wanted.emit(self._lines[number - 1].field)
        return True

    def choose_next(self) -> bool:
        """F7: go to the next finding, round and round."""
        if not self._lines:
            return False
        return self.choose((self._at + 1) % len(self._lines) + 1)

    def _fill(self) -> None:
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        few = self._lines[: self._most]
        if len(self._lines) > self._most:
            few = self._lines[: max(1, self._most - 1)]
        for number, line in enumerate(few, start=1):
            widget = _Line(line, number, self._name, keys=self._keys)
            widget.link.clicked.connect(lambda _checked=False, number=number: self.choose(number))
            self._column.addWidget(widget)
            self._shown.append(widget)
        if len(few) < len(self._lines):
            rest = Label(
                f"还有 {len(self._lines) - len(few)} 条，按 F7 逐条查看", "hint", name=f"{self._name}.rest"
            )
            self._column.addWidget(rest)
            self._shown.append(rest)
        self.setVisible(bool(self._lines))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(px(320), self._column.sizeHint().height())
