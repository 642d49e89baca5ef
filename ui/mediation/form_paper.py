"""A form and the paper that it yields, and the way between the two: a click on the page, the frame at the field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import OfficeError
from ui.mediation.form import Form
from ui.paper.live_panel import LivePanel

if TYPE_CHECKING:
    from desktop.printing.blocks import Document


@dataclass(frozen=True, eq=False)
class FormPaper:
    """What stands beside a form: its title, what makes it now, and which field of the form a place of it is from."""

    title: str
    form: Form
    make: "Callable[[], Callable[[], Document] | None]"
    keys: Mapping[str, str] = field(default_factory=dict)
    """From a field of the paper to the key of the form's field."""
    lead: Callable[[str], bool] | None = None
    """Leads to where a field of the paper is typed, before `keys` is asked; whether it did."""
    at: Callable[[], str] | None = None
    """The field of the paper that the form writes as a whole, whichever of its fields has the cursor."""

    def key_of(self, place: str) -> str:
        """The key of the form's field for a field of the paper; '' where it is typed elsewhere or nowhere."""
        return self.keys.get(place) or self.keys.get(place.partition(".")[0], "")

    def place_of(self, widget: QWidget) -> str:
        """The field of the paper that is written in a widget of the form; '' for none."""
        if self.at is not None:
            return self.at()
        key = self.form.key_at(widget)
        return next((place for place, there in self.keys.items() if there == key), "") if key else ""


class FormWay(QObject):
    """The way between a form and the column in which its paper stands; `go_to` is called where that is clicked."""

    elsewhere_wanted = Signal(str)
    """A place of the page is not from the form: its field on the paper."""

    def __init__(self, panel: LivePanel, parent: QObject, *, shown: Callable[[], FormPaper | None]) -> None:
        super().__init__(parent)
        self._panel, self._shown = panel, shown
        panel.refused.connect(self._refused)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def go_to(self, place: str) -> None:
        """Lead from a field of the paper to where it is typed."""
        paper = self._shown()
        if paper is None or (paper.lead is not None and paper.lead(place)):
            return
        key = paper.key_of(place)
        if key:
            paper.form.field(key).focus_widget()
        else:
            self.elsewhere_wanted.emit(place)

    def _refused(self, refusal: OfficeError) -> None:
        """A character that no font has: said at the field in which it stands; the cursor stays where one writes."""
        paper = self._shown()
        key = paper.key_of(refusal.field or "") if paper is not None else ""
        if paper is not None and key:
            paper.form.field(key).set_error(refusal.sentence)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        paper = self._shown()
        if paper is not None and new is not None and paper.form.isAncestorOf(new):
            self._panel.mark_field(paper.place_of(new))
