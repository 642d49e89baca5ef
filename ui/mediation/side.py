"""What slides into the right column: a form that asks for a few things before something is done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.case_views import CaseView
from ui.mediation.form import Form
from ui.mediation.form_paper import FormPaper
from ui.mediation.part import MainButton, PageKeyButton, Scroll
from ui.mediation.reading import faults_of
from ui.style import look, px
from ui.widgets.buttons import ActionBar
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel


class SideForm(Panel):
    """A panel with a form, its main action and 取消. Ctrl+Enter and Esc are the page's and come to it.

    `shown` is what stands there instead of the form alone: something that the form is a part of.
    """

    cancelled = Signal()
    """取消 was chosen; what was typed is gone."""
    page_changed = Signal()
    """The paper that it yields says something else now."""
    not_saved = Signal(str)
    """It was refused, with this sentence."""

    def __init__(
        self,
        title: str,
        words: str,
        form: Form,
        main: str,
        call: Callable[[], object],
        *,
        name: str,
        danger: bool = False,
        shown: QWidget | None = None,
        leave: str = "取消",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name=name, parent=parent)
        self.set_flush()
        self.form = form
        form.changed.connect(self.page_changed)
        self.paper: FormPaper | None = None
        """What it yields: while that stands in the right column the form stands at its left."""
        self._call = call
        self.message = Message(name=f"{name}.message")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(14), px(4), px(14), px(10))
        column.setSpacing(look().size("field_gap_down"))
        explained = Label(words, "label", wrap=True, name=f"{name}.words")
        set_shown(explained, on=bool(words))
        column.addWidget(explained)
        column.addWidget(self.message)
        column.addWidget(shown or form)
        column.addStretch(1)
        self.words = explained
        self.add(Scroll(content, name=f"{name}.scroll"), 1)
        self.bar = bar = ActionBar(name=f"{name}.bar")
        self.main = MainButton(main, name=f"{name}.do", primary=not danger)
        self.main.clicked.connect(self.act)
        cancel = PageKeyButton(leave, "Esc", name=f"{name}.cancel")
        cancel.clicked.connect(self.cancelled)
        bar.add(self.main)
        bar.add(cancel)
        self.add(bar)

    def act(self) -> None:
        """Do it, unless it is blocked."""
        if self.main.isEnabled():
            self.message.clear()
            try:
                self._call()
            except OfficeError as refusal:
                self.refused(refusal)

    def refused(self, refusal: OfficeError) -> None:
        """Put what was refused at its fields; the rest stands in the strip."""
        self.not_saved.emit(str(refusal))
        rest = self.form.show_faults(faults_of(refusal))
        self.message.say("".join(dict.fromkeys(sentence for _field, sentence in rest)), "err")

    def show_case(self, view: CaseView) -> None:
        """The case was read anew while this stands open; a form that asks once needs nothing of it."""

    def open_record(self, number: int) -> None:
        """Put one of what it lists into the form, or choose the party that it asks for."""
        if "party" in self.form.keys():  # noqa: SIM118 - the keys of a form, not of a mapping
            self.form.put("party", str(number))

    def enter(self) -> None:
        """The cursor into the first field."""
        keys = self.form.keys()
        if keys:
            widget = self.form.findChild(QWidget, self.form.field_name(keys[0]))
            if widget is not None:
                widget.setFocus()
