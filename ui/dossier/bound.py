"""The bound dossier on the screen: to be looked through, saved and printed."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.mediation.filing import note_dossier_printed
from ui.paper.panel import PagePanel
from ui.paper.saving import file_name, save_pdf, write_pdf
from ui.shell.page import Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.workplace import Workplace


class BoundPage(Page):
    """整卷: the pages of one bound dossier."""

    def __init__(
        self, place: Workplace, case_id: int, pdf: bytes, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self.setWindowTitle("卷宗")
        self._place, self._case_id, self._pdf, self._title = place, case_id, pdf, title
        self.panel = PagePanel("整卷", "按卷内目录的次序", place.run_long, name="dossier.paper")
        self.save = ActionButton("存为 PDF", "Alt+W", name="dossier.save", icon="document_pdf", primary=True)
        self.save.clicked.connect(self._save)
        self.save_as = ActionButton("另存到...", name="dossier.save_as")
        self.save_as.clicked.connect(self._ask_where)
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.addWidget(self.save)
        bar.addWidget(self.save_as)
        bar.addStretch(1)
        self.panel.body.addLayout(bar)
        outer = QVBoxLayout(self)
        gap = look().size("panel_gap")
        outer.setContentsMargins(px(12), gap, px(12), gap)
        outer.addWidget(self.panel)
        self.panel.view.set_fit("whole")
        self.panel.view.show_pdf(pdf)

    def subtitle(self) -> str:
        """Its number."""
        return self._title

    def _save(self) -> None:
        self._place.run_long(lambda: save_pdf(self._pdf, self._title), self._saved, owner=self)

    def _ask_where(self) -> None:
        where, _kind = QFileDialog.getSaveFileName(self, "另存到", file_name(self._title), "PDF (*.pdf)")
        if where:
            path = Path(where)
            self._place.run_long(lambda: write_pdf(self._pdf, path), self._saved, owner=self)

    def _saved(self, path: Path) -> None:
        self._place.perform(note_dossier_printed, case_id=self._case_id).then(owner=self)
        self._place.say(f"已存为{path}")
