"""The panel that slides into the right column for an action: its fields, what refuses it, and a draft of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import ConflictError, FormError, OfficeError
from desktop.queries.matters import MatterView, matter_view
from ui.drafting import DraftKeeper, Values
from ui.matters.act_form import ActForm
from ui.style import px
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.combo import first_unlisted
from ui.widgets.field import Field
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.moving import chain
from ui.widgets.naming import set_mark, set_shown
from ui.widgets.panel import Panel
from ui.workplace import Workplace

FORM = "matter.act"
FORM_FIELDS = {
    "happened_at": "happened_day",
    "visitor.name": "name",
    "visitor.phone": "phone",
    "visitor.identity_number": "identity",
    "identity_number": "identity",
    "visitor.address": "address",
    "category_id": "category",
    "village_id": "village",
}
"""The forms' fields by the names that the use cases refuse them under, where they differ."""


class ConflictBox(QFrame):
    """Somebody else was quicker: what I wanted beside what stands now, and reading again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_mark(self, "strip", "warn")
        self._sentence = Label("", "label", tone="warn", name="matter.conflict.sentence", wrap=True)
        self._mine = Label("", "label", tone="text", name="matter.conflict.mine", wrap=True)
        self._theirs = Label("", "label", tone="text", name="matter.conflict.theirs", wrap=True)
        self.again = ActionButton(
            "重新读取", "F5", name="matter.conflict.again", small=True, icon="arrow_clockwise"
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(px(10), px(6), px(10), px(8))
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(4))
        grid.addWidget(self._sentence, 0, 0, 1, 2)
        grid.addWidget(Label("我要保存的", "hint"), 1, 0)
        grid.addWidget(Label("现在的情况", "hint"), 1, 1)
        grid.addWidget(self._mine, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._theirs, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.again, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.hide()

    def show_conflict(self, refusal: ConflictError, mine: str, theirs: str) -> None:
        """Show both sides; the error's own fields come first where it has any."""
        self._sentence.setText(refusal.sentence)
        self._mine.setText("\n".join([*refusal.mine.values(), mine]))
        self._theirs.setText("\n".join([*refusal.theirs.values(), theirs]))
        set_shown(self, on=True)


class ActPanel(Panel):
    """One action at a time. What was typed stays until it is saved or thrown away, also over a kill."""

    closed = Signal()
    """The panel is no longer wanted."""
    done = Signal(str, object)
    """An action was saved: its key and its result."""
    read_again = Signal()
    """重新读取 was asked for."""
    drafted = Signal(str)
    """A draft of this action was found: open it."""

    def __init__(self, place: Workplace, matter_id: int, parent: QWidget | None = None) -> None:
        super().__init__("", name="matter.act", parent=parent)
        self._place = place
        self._key = ""
        self._form: ActForm | None = None
        self._base: MatterView | None = None
        self._sending = False
        self._kept: Values = {}
        self.keeper = DraftKeeper(
            place, FORM, self._collect, self._restore, record=f"matter:{matter_id}", parent=self
        )
        self.message = Message(name="matter.act.message")
        self.conflict = ConflictBox()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setProperty("surface", "clear")
        self._forms = QVBoxLayout(self._inside)
        self._forms.setContentsMargins(0, 0, px(4), 0)
        self._scroll.setWidget(self._inside)
        self.save_button = ActionButton(
            "保存", "Ctrl+Enter", name="matter.act.save", primary=True, icon="checkmark"
        )
        self.save_button.setAutoDefault(True)
        self.cancel_button = LinkButton("收起", name="matter.act.cancel", strong=True)
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.closed)
        self.conflict.again.clicked.connect(self.read_again)

    def _lay_out(self) -> None:
        self.add(self.message)
        self.add(self.conflict)
        self.add(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(KeyCap("Esc"))
        self.body.addLayout(foot)

    # -- one action after the other

    def key(self) -> str:
        """The action that is asked now, '' for none."""
        return self._key

    def form(self) -> ActForm | None:
        """Its fields."""
        return self._form

    def open(self, key: str, form: ActForm, view: MatterView) -> None:
        """Ask what an action needs, on the matter as it was read last."""
        if key != self._key:
            self.leave()
            self._key, self._form = key, form
            form.changed.connect(self.keeper.touch)
            self._forms.addWidget(form)
            set_shown(form, on=True)
            chain(self._inside, self.save_button)
        self._base = view
        self._clear()
        form.begin(view)
        kept = self._kept.pop(key, None)
        if kept:
            form.fill(kept)
        self.set_title(form.title)
        self.save_button.set_text(form.save_words)
        self.save_button.set_blocked("")
        form.focus_first()

    def leave(self) -> None:
        """Put the action aside; what was typed comes back when it is opened again."""
        if self._form is None:
            return
        self.keeper.save_now()
        if self._form.has_something():
            self._kept[self._key] = self._form.values()
        self._form.changed.disconnect(self.keeper.touch)
        self._forms.removeWidget(self._form)
        self._form.hide()
        self._form.setParent(None)
        self._form.deleteLater()
        self._key, self._form, self._base = "", None, None

    def base_on(self, view: MatterView, gone: str = "") -> None:
        """Go on from the matter as it stands now (after 重新读取); what was typed stays.

        `gone` says why this action cannot be taken any more; '' where it still can.
        """
        if self._form is None:
            return
        self._base = view
        self._clear()
        typed = self._form.values()
        self._form.begin(view)
        self._form.fill(typed)
        self.save_button.set_blocked(gone)
        if gone:
            self.message.say(f"{gone}。您写的还在，可以复制出来；不要了，到工作台丢弃。", "warn")
        else:
            self.message.say("已重新读取。您写的还在，请再看一眼后保存。", "info")

    # -- saving

    def save(self) -> None:
        """Send the action; a refusal stands at its field and everything typed stays."""
        form, base = self._form, self._base
        if form is None or base is None or self._sending:
            return
        self._clear()
        self.keeper.save_now()
        refused = first_unlisted(form)
        if refused is not None:
            if not isinstance(refused.parent(), Field):
                self.message.say(refused.refusal(), "err")
            return
        try:
            asking = form.send(self._place, base)
        except FormError as refusal:
            self._refused(refusal)
            return
        self._sending = True
        asking.then(partial(self._saved, self._key), failed=self._refused, finished=self._over, owner=self)

    def _saved(self, key: str, result: Any) -> None:
        self.keeper.discard()
        self._kept.pop(key, None)
        if self._form is not None and self._key == key:
            self._form.fill({})
        if self._kept:
            self.keeper.touch()
        self.done.emit(key, result)

    def _over(self) -> None:
        self._sending = False

    def _refused(self, refusal: OfficeError) -> None:
        if isinstance(refusal, ConflictError):
            self._compare(refusal)
            return
        faults = refusal.faults if isinstance(refusal, FormError) else ((refusal.field or "", str(refusal)),)
        fields = self._form.fields if self._form is not None else {}
        elsewhere = []
        first = None
        for name, sentence in faults:
            field = fields.get(FORM_FIELDS.get(name, name))
            if field is None or field.isHidden():
                elsewhere.append(sentence)
                continue
            field.set_error(sentence)
            first = first or field
        self.message.say("".join(elsewhere), "err")
        if first is not None:
            first.focus_widget()
            QTimer.singleShot(0, self, partial(self._bring_up, first))  # its reaction needs its place first

    def _bring_up(self, field: Field) -> None:
        """Show a refused field with what is said of it."""
        if self._inside.isAncestorOf(field):
            self._scroll.ensureWidgetVisible(field)

    def _compare(self, refusal: ConflictError) -> None:
        """Ask how the matter stands now and put it beside what was to be saved."""
        if self._base is None or self._form is None:
            return
        mine = self._form.summary()

        def show(view: MatterView) -> None:
            self.conflict.show_conflict(refusal, mine, how_it_stands(view))

        self._place.ask(matter_view, matter_id=self._base.matter_id).then(show, owner=self)

    def _clear(self) -> None:
        self.message.clear()
        set_shown(self.conflict, on=False)
        for field in self._form.fields.values() if self._form is not None else ():
            field.clear_reaction()

    # -- drafts

    def look_for_draft(self) -> None:
        """Ask for what was typed here before a kill; `drafted` tells the action it belongs to."""
        self.keeper.restore_latest()

    def _collect(self) -> Values:
        acts = dict(self._kept)
        if self._form is not None and self._form.has_something():
            acts[self._key] = self._form.values()
        return {"acts": acts, "last": self._key or next(reversed(acts))} if acts else {}

    def _restore(self, values: Values) -> None:
        self._kept = dict(values["acts"])
        self.drafted.emit(values["last"])


def how_it_stands(view: MatterView) -> str:
    """Return a matter's state and what was done last, for the comparison."""
    last = view.course[0] if view.course else None
    return f"{view.state_words}。{last.words}（{last.by}）" if last is not None else view.state_words
