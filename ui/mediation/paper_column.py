"""The paper beside the form: live while it is written, and as it was issued, to be printed or saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.agreements import PaperLine, paper_bytes
from models.values.dates import moment_in_tables
from ui.mediation.drafted_paper import missing_marks
from ui.mediation.part import PageKeyButton
from ui.paper.live import LivePaper, LiveSetting
from ui.paper.panel import PagePanel
from ui.paper.printing import PrintOrder, printer_names
from ui.paper.saving import file_name, papers_folder, save_pdf, write_pdf
from ui.style import px
from ui.widgets.buttons import ActionButton, ReasonLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

LIVE = "live"
NO_PRINTER = "没有装打印机"


class PaperColumn(PagePanel):
    """A page panel that shows the draft live, or an issued edition with 打印 and 存为 PDF."""

    refused = Signal(object)
    """An OfficeError of the live page: a character that no font has, at its field."""

    def __init__(
        self,
        place: Workplace,
        make: "Callable[[], Callable[[], Document] | None]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "人民调解协议书", "随写随排，打印即此", place.run_long, name="case.paper", parent=parent
        )
        self._place = place
        self._papers: tuple[PaperLine, ...] = ()
        self._draft = True
        self._copies = 1
        self._shown: PaperLine | None = None
        self._pdf: bytes | None = None
        self._order: PrintOrder | None = None
        self._printers: list[str] | None = None
        self._saved: Path | None = None
        self.live = LiveSetting(self.view, place.run_long, make, now=place.office.clock.now, parent=self)
        self.live.set_anew.connect(self._say_missing)
        self.live.refused.connect(self._live_refused)
        self._make_output()
        self._show_output()

    def _make_output(self) -> None:
        self.editions = Segments([], name="case.paper.editions", moves_on=False, stretches=False)
        self.editions.setAccessibleName("看哪一版")
        self.editions.chosen.connect(self._choose)
        self.print = PageKeyButton("打印", "Ctrl+P", name="case.paper.print", icon="print")
        self.print.clicked.connect(self.print_paper)
        self.save = ActionButton("存为 PDF", "Alt+W", name="case.paper.save", icon="document_pdf")
        self.save.clicked.connect(self.save_paper)
        self.save_as = ActionButton("另存到...", name="case.paper.save_as")
        self.save_as.clicked.connect(self._ask_where)
        self._output = QWidget()
        self._buttons = QHBoxLayout(self._output)
        self._buttons.setContentsMargins(0, px(2), 0, 0)
        self._buttons.setSpacing(px(8))
        reason = ReasonLine(name="case.paper.reason")
        reason.watch(self.print)
        for widget in (self.print, self.save, self.save_as):
            self._buttons.addWidget(widget)
        self._buttons.addStretch(1)
        self._buttons.addWidget(reason)
        self.folder = ActionButton("打开文件夹", name="case.paper.folder", small=True, icon="folder_open")
        self.folder.clicked.connect(self._open_folder)
        self.strip.add(self.folder)
        set_shown(self.folder, on=False)
        self.body.insertWidget(0, self.editions)
        self.add(self._output)

    # -- what is shown

    def show_papers(self, papers: Sequence[PaperLine], *, draft: bool, copies: int) -> None:
        """Show the draft while it is one, else the newest issued edition; an edition that was chosen stays."""
        new = {paper.paper_id for paper in papers} - {paper.paper_id for paper in self._papers}
        changed = draft != self._draft
        self._papers, self._draft, self._copies = tuple(papers), draft, copies
        choices = [Choice(str(paper.paper_id), f"第{paper.edition}版") for paper in reversed(papers[:6])]
        if draft and papers:
            choices.append(Choice(LIVE, "现在的稿子"))
        self.editions.set_choices(choices)
        set_shown(self.editions, on=len(choices) > 1)
        kept = self._shown if self._shown in papers and not new and not changed else None
        if kept is not None:
            self._show_issued(kept)
        elif papers and not draft:
            self._show_issued(papers[0])
        else:
            self._show_live()

    def issued(self) -> PaperLine | None:
        """The issued edition that is shown, None while the draft is."""
        return self._shown

    def pdf(self) -> bytes | None:
        """The bytes of the issued edition that is shown, None until they are read: never those of the draft."""
        return self._pdf

    def touch(self) -> None:
        """The draft changed."""
        if self._shown is None:
            self.live.touch()

    def _choose(self, value: str) -> None:
        if value == LIVE:
            self._show_live()
        else:
            self._show_issued(next(paper for paper in self._papers if str(paper.paper_id) == value))

    def _show_live(self) -> None:
        self._shown = self._pdf = None
        self.editions.set_value(LIVE)
        self.set_note("随写随排，打印即此")
        self._show_output()
        self.live.set_now()

    def _show_issued(self, paper: PaperLine) -> None:
        self.editions.set_value(str(paper.paper_id))
        if self._shown == paper and self._pdf is not None:
            return
        self.live.stop()
        self._shown, self._pdf = paper, None
        self.strip.clear()
        self.set_note(f"第{paper.edition}版，{moment_in_tables(paper.issued_at)} {paper.issued_by}打印")
        self.say_marked("已定稿，不再改动", tone="ok")
        self._show_output()
        self._place.ask(paper_bytes, paper_id=paper.paper_id).then(
            partial(self._show_bytes, paper), failed=self._complain, owner=self
        )
        if self._printers is None:
            self._place.run_long(printer_names, self._know_printers, owner=self)

    def _show_bytes(self, paper: PaperLine, pdf: bytes) -> None:
        if paper == self._shown:
            self._pdf = pdf
            self.view.show_pdf(pdf)

    def _show_output(self) -> None:
        set_shown(self._output, on=self._shown is not None)
        if self._shown is None:
            self.strip.clear()
        set_shown(self.folder, on=False)

    def _know_printers(self, names: list[str]) -> None:
        """Where there is no printer saving comes first."""
        self._printers = names
        self.print.set_blocked("" if names else NO_PRINTER)
        self._buttons.removeWidget(self.print)
        self._buttons.insertWidget(0 if names else 1, self.print)

    def _say_missing(self, paper: LivePaper) -> None:
        count = missing_marks(paper.document)
        self.strip.clear()
        if count:
            self.say_marked(f"纸面上标黄 {count} 处待填")
        else:
            self.say_marked("纸面上没有空缺", tone="ok")

    def _live_refused(self, refusal: OfficeError) -> None:
        self.strip.say(str(refusal), "err")
        self.refused.emit(refusal)

    def _complain(self, refusal: OfficeError) -> None:
        self.strip.say(str(refusal), "err")

    # -- printing and saving

    def print_paper(self) -> None:
        """Ctrl+P: the system's dialog, then every copy at 100 %."""
        pdf = self._pdf
        if self._shown is None or pdf is None:
            return
        if self.print.reason():
            self._place.say(self.print.reason())
            return
        self.order(pdf).ask(self._printed, self._complain)

    def order(self, pdf: bytes) -> PrintOrder:
        """A print of the edition that is shown."""
        assert self._shown is not None
        self._order = PrintOrder(
            pdf,
            self.view.page_size(),
            title=self._shown.title,
            copies=self._copies,
            run_long=self._place.run_long,
            parent=self,
        )
        return self._order

    def _printed(self, printer: str, warning: str) -> None:
        self.strip.say(warning or f"已送到打印机“{printer}”。", "warn" if warning else "ok", icon="print")

    def save_paper(self) -> None:
        """Alt+W: save the edition in the papers' folder and say where."""
        pdf = self._pdf
        if self._shown is not None and pdf is not None:
            title = self._file_title()
            self._place.run_long(
                partial(save_pdf, pdf, title), self._say_saved, failed=self._complain, owner=self
            )

    def _file_title(self) -> str:
        assert self._shown is not None
        return self._shown.title + (f" 第{self._shown.edition}版" if self._shown.edition > 1 else "")

    def saved_path(self) -> Path | None:
        """Where the paper was saved last."""
        return self._saved

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self.strip.say(f"已存为 {path}", "ok", icon="document_pdf")
        set_shown(self.folder, on=True)
        self._place.say(f"已存为 {path}")

    def _ask_where(self) -> None:
        pdf = self._pdf
        if self._shown is None or pdf is None:
            return
        proposed = papers_folder() / file_name(self._file_title())
        dialog = QFileDialog(self, "文书存到哪里", str(proposed.parent), "PDF (*.pdf)")
        dialog.setObjectName("case.paper.save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(proposed.name)

        def chosen(path: str) -> None:
            self._place.run_long(
                partial(write_pdf, pdf, Path(path)), self._say_saved, failed=self._complain, owner=self
            )

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))
