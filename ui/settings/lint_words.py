"""The word lists of the checks: words are added, taken out, or restored to what the program ships."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.lint_settings import WordListRow, WordRow
from desktop.services.lint import add_lint_word, remove_lint_word, restore_lint_words
from ui.settings.section import clear_faults, put_faults
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label, line_down
from ui.widgets.lines import TextLine
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class WordsPart(QWidget):
    """One list at the left, the form of a new word at the right."""

    changed = Signal(str)
    """Something was saved, in words."""
    primary_changed = Signal()

    def __init__(self, place: Workplace, message: Message) -> None:
        super().__init__()
        self._place, self.message = place, message
        self._lists: tuple[WordListRow, ...] = ()
        self.chooser = ComboSearch(name="settings.lint.list")
        self.chooser.chosen.connect(lambda _value: self._show())
        self._model = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self._model, name="settings.lint.words", spoken="词表", dense=True)
        self.table.current_changed.connect(lambda _row: self._refresh())
        self._effect = Label("", "hint", name="settings.lint.effect", wrap=True)
        self.word = TextLine(name="settings.lint.word", longest=40)
        self.say = TextLine(name="settings.lint.say", longest=60)
        self.fields = {
            "word": Field("要提醒的词", self.word, name="settings.lint.word", required=True, wraps=True),
            "say": Field("建议写成", self.say, name="settings.lint.say", required=True, wraps=True),
        }
        self.remove = ActionButton("删去", "Alt+W", name="settings.lint.remove", small=True)
        self.restore = ActionButton("恢复默认", "Alt+H", name="settings.lint.restore", small=True)
        self.remove.clicked.connect(self._remove)
        self.restore.clicked.connect(self._restore)
        self._lay_out()
        self.setFocusProxy(self.word)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.chooser, 1)
        head.addWidget(self.remove)
        head.addWidget(self.restore)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addLayout(head)
        left.addWidget(self._effect)
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        right.addWidget(Label("添加一个词", "strong"))
        for field in self.fields.values():
            field.setFixedWidth(px(300))
            right.addWidget(field)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(line_down())
        row.addLayout(right)

    def show_lists(self, lists: tuple[WordListRow, ...]) -> None:
        """Show the lists as they are set."""
        self._lists = lists
        kept = self.chooser.value() or lists[0].key
        self.chooser.set_options([Option(row.key, row.title) for row in lists])
        self.chooser.set_value(kept)
        self._show()

    def primary(self) -> str:
        """Add what was typed."""
        return "添加这个词"

    def close_form(self) -> bool:
        """Nothing is open here."""
        return False

    def act(self) -> None:
        """Add the word."""
        row = self._row()
        if row is None:
            return
        clear_faults(self.fields, self.message)
        word = self.word.text().strip()
        self._place.perform(
            add_lint_word, key=row.key, word=word, say=self.say.text() if row.pairs else ""
        ).then(lambda _none: self._added(f"已添加“{word}”"), failed=self._refused, owner=self)

    def _added(self, words: str) -> None:
        self.word.setText("")
        self.say.setText("")
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(words)

    def _remove(self) -> None:
        row, at = self._row(), self.table.current_row()
        if row is None or not 0 <= at < self._model.rowCount():
            return
        word = self._model.row(at).word
        self._place.perform(remove_lint_word, key=row.key, word=word).then(
            lambda _none: self.changed.emit(f"已删去“{word}”"), failed=self._refused, owner=self
        )

    def _restore(self) -> None:
        row = self._row()
        if row is not None:
            self._place.perform(restore_lint_words, key=row.key).then(
                lambda _none: self.changed.emit(f"“{row.title}”已恢复默认"),
                failed=self._refused,
                owner=self,
            )

    def _refused(self, refusal: OfficeError) -> None:
        put_faults(self.fields, refusal, self.message)

    def _row(self) -> WordListRow | None:
        return next((row for row in self._lists if row.key == self.chooser.value()), None)

    def _show(self) -> None:
        row = self._row()
        if row is None:
            return
        clear_faults(self.fields, self.message)
        at = max(0, self.table.current_row())
        self._model.set_rows(row.words)
        self.table.hide_column("say", hidden=not row.pairs)
        if row.words:
            self.table.select_row(min(at, len(row.words) - 1))
        self._effect.setText(f"{row.effect}。共{len(row.words)}个词。")
        set_shown(self.fields["say"], on=row.pairs)
        self.restore.set_blocked("" if row.changed else "没有改过，已经是默认的")
        self._refresh()

    def _refresh(self) -> None:
        self.remove.set_blocked("" if self._model.rowCount() else "词表是空的")


def _columns() -> list[Column[WordRow]]:
    return [
        Column(title="词", value=lambda row: row.word, name="word"),
        Column(title="建议写成", value=lambda row: row.say, name="say"),
        Column(
            title="来源",
            value=lambda row: "本中心" if row.own else "默认",
            name="own",
            kind=Kind.SECONDARY,
            width=90,
        ),
    ]
