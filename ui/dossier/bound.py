"""The bound dossier on the screen: to be looked through, printed and saved; an archived one with its SHA-256."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.services.mediation.filing import note_dossier_printed
from ui.dossier.print_bar import PrintBar
from ui.paper.panel import PagePanel
from ui.paper.saving import file_name, save_pdf, write_pdf
from ui.shell.page import Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.workplace import Workplace


@dataclass(frozen=True)
class BoundFile:
    """The bytes of a dossier, or of papers that came after the archiving; `seal` says what the bytes are."""

    pdf: bytes
    seal: str = ""
    note: str = "按卷内目录的次序"


def seal_words(sha256: str) -> str:
    """The SHA-256 of frozen bytes in groups of eight, so that one can be compared with another by eye."""
    groups = " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
    return f"归档的原件，逐字节不变。SHA-256：{groups}"


class BoundPage(Page):
    """整卷: the pages of one bound dossier."""

    def __init__(
        self, place: Workplace, case_id: int, file: BoundFile, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self.setWindowTitle("卷宗")
        self._place, self._case_id, self._pdf, self._title = place, case_id, file.pdf, title
        self.panel = PagePanel("整卷", file.note, place.run_long, name="dossier.paper")
        self.printing = PrintBar(place, file.pdf, title, self.panel.strip, self._note)
        self.printing.printed.connect(place.changed)
        self.save = ActionButton("存为 PDF", "Alt+W", name="dossier.save", icon="document_pdf")
        self.save.clicked.connect(self._save)
        self.save_as = ActionButton("另存到...", name="dossier.save_as")
        self.save_as.clicked.connect(self._ask_where)
        self.seal = Label(file.seal, "hint", name="dossier.seal", wrap=True)
        set_shown(self.seal, on=bool(file.seal))
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.addWidget(self.printing, 1)
        bar.addWidget(self.save)
        bar.addWidget(self.save_as)
        self.panel.body.addWidget(self.seal)
        self.panel.body.addLayout(bar)
        outer = QVBoxLayout(self)
        gap = look().size("panel_gap")
        outer.setContentsMargins(px(12), gap, px(12), gap)
        outer.addWidget(self.panel)
        self.panel.view.set_fit("whole")
        self.panel.view.show_pdf(file.pdf)

    def subtitle(self) -> str:
        """Its number."""
        return self._title

    def may_leave(self) -> bool:
        """Leaving gives up what is not printed yet."""
        self.printing.stop()
        return True

    def _save(self) -> None:
        self._place.run_press(
            lambda: self._noted(save_pdf(self._pdf, self._title)), self._saved, failed=self._say, owner=self
        )

    def _ask_where(self) -> None:
        where, _kind = QFileDialog.getSaveFileName(self, "另存到", file_name(self._title), "PDF (*.pdf)")
        if where:
            path = Path(where)
            self._place.run_press(
                lambda: self._noted(write_pdf(self._pdf, path)), self._saved, failed=self._say, owner=self
            )

    def _say(self, refusal: Exception) -> None:
        self.panel.strip.say(str(refusal), "err")

    def _saved(self, path: Path) -> None:
        self.panel.strip.say(f"已存为 {path}", "ok")
        self._place.say(f"已存为{path}")
        self._place.changed.emit()

    def _note(self) -> None:
        """In the press lane: write down that it was printed or saved, as whoever began."""
        self._place.office.perform(note_dossier_printed, case_id=self._case_id)

    def _noted(self, path: Path) -> Path:
        """In the press lane: the file that was saved, written down."""
        try:
            self._note()
        except OfficeError as refusal:
            raise OfficeError(f"已存为 {path}，但没有记上打印记录：{refusal}") from refusal
        return path
