"""The paper beside the form: live while it is written, and as it was issued, to be printed or saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.papers.offers import Fill, Owner, PaperFacts, PaperOffer
from desktop.queries.agreements import PaperLine, paper_bytes
from desktop.queries.papers import kept_facts
from desktop.services.papers import SAVED, WORD, PrintMade, record_printing
from models.values.dates import moment_in_tables
from ui.mediation.form_paper import FormPaper
from ui.mediation.part import PageKeyButton
from ui.paper.issuing import word_of
from ui.paper.live_panel import LIVE_NOTE, LivePanel
from ui.paper.papers_page import open_papers
from ui.paper.printers import PrinterFacts, printers
from ui.paper.saving import file_name, papers_folder, save_paper_file, save_pdf, write_pdf
from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

LIVE = "live"
AGREEMENT = "agreement"
TITLE = "人民调解协议书"


class PaperColumn(LivePanel):
    """Shows the agreement's draft live, or an issued edition with 打印 and 存为 PDF, or what another form yields."""

    def __init__(
        self,
        place: Workplace,
        make: "Callable[[], Callable[[], Document] | None]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, TITLE, make, name="case.paper", parent=parent)
        self._make_agreement = make
        self._form_paper: FormPaper | None = None
        self._papers: tuple[PaperLine, ...] = ()
        self._draft = True
        self._copies = 1
        self._shown: PaperLine | None = None
        self._pdf: bytes | None = None
        self._printers: list[PrinterFacts] | None = None
        self._saved: Path | None = None
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
        self.word = ActionButton("存为 Word", name="case.paper.word")
        self.word.clicked.connect(self.save_word)
        for widget in (self.print, self.save, self.word, self.save_as):
            self._buttons.addWidget(widget)
        self._buttons.addStretch(1)
        self.folder = ActionButton("打开文件夹", name="case.paper.folder", small=True, icon="folder_open")
        self.folder.clicked.connect(self._open_folder)
        self.strip.add(self.folder)
        set_shown(self.folder, on=False)
        self.body.insertWidget(0, self.editions)
        self.add(self._output)

    # -- what is shown

    def show_papers(self, papers: Sequence[PaperLine], *, draft: bool, copies: int) -> None:
        """Show the draft while it is one, else the newest issued edition; an edition that was chosen stays."""
        self.leave_form()
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

    def is_live(self) -> bool:
        """Whether the draft is shown, not an issued edition."""
        return self._shown is None

    def show_form(self, paper: FormPaper) -> None:
        """Show what a form yields, live beside it."""
        if self._form_paper is not paper:
            self._form_paper = paper
            self._shown = self._pdf = None
            set_shown(self.editions, on=False)
            self._show_output()
            self.aim(paper.title, paper.make)
        else:
            self.live.set_now()

    def leave_form(self) -> None:
        """The form whose paper was shown is left, or is no more: the column is the agreement's again."""
        if self._form_paper is not None:
            self._form_paper = self._shown = None
            self.set_title(TITLE, LIVE_NOTE)
            self.live.stop()
            self.live.aim(self._make_agreement)

    def form_paper(self) -> FormPaper | None:
        """The form whose paper is shown; None while it is the agreement."""
        return self._form_paper

    def _choose(self, value: str) -> None:
        if value == LIVE:
            self._show_live()
        else:
            self._show_issued(next(paper for paper in self._papers if str(paper.paper_id) == value))

    def _show_live(self) -> None:
        self._shown = self._pdf = None
        self.editions.set_value(LIVE)
        self.set_note(LIVE_NOTE)
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
        self.view.mark([])
        set_shown(self.next, on=False)
        self._show_output()
        self._place.ask(paper_bytes, paper_id=paper.paper_id).then(
            partial(self._show_bytes, paper), failed=self._complain, owner=self
        )
        if self._printers is None:
            self._place.run_press(printers().all, self._know_printers, owner=self)

    def _show_bytes(self, paper: PaperLine, pdf: bytes) -> None:
        if paper == self._shown:
            self._pdf = pdf
            self.view.show_pdf(pdf)

    def _show_output(self) -> None:
        set_shown(self._output, on=self._shown is not None)
        if self._shown is None:
            self.strip.clear()
        set_shown(self.folder, on=False)

    def _know_printers(self, found: list[PrinterFacts]) -> None:
        """Where there is no printer saving comes first."""
        self._printers = found
        self._buttons.removeWidget(self.print)
        self._buttons.insertWidget(0 if found else 1, self.print)

    def _complain(self, refusal: OfficeError) -> None:
        self.strip.say(str(refusal), "err")

    # -- printing and saving

    def print_paper(self) -> None:
        """Ctrl+P: this very edition, to the printer that such papers went to last."""
        if self._shown is not None and self._pdf is not None:
            open_papers(self._place, offers=(self._offer(self._shown),))

    def _offer(self, paper: PaperLine) -> PaperOffer:
        """The edition that is shown, to be printed as it is."""
        return PaperOffer(
            AGREEMENT,
            Fill.FILLED,
            Owner.CASE,
            0,
            0,
            paper.title,
            "",
            self._copies,
            paper_id=paper.paper_id,
            edition=paper.edition,
            issued_at=paper.issued_at,
            issued_by=paper.issued_by,
            fixed=True,
        )

    def save_paper(self) -> None:
        """Alt+W: save the edition in the papers' folder and say where."""
        pdf = self._pdf
        if self._shown is not None and pdf is not None:
            title = self._file_title()
            self._place.run_long(
                partial(save_pdf, pdf, title), self._say_saved, failed=self._complain, owner=self
            )

    def save_word(self) -> None:
        """Save the Word copy of the edition, from the facts that were kept with it."""
        if self._shown is not None:
            self._place.ask(kept_facts, paper_id=self._shown.paper_id).then(
                partial(self._save_word, self._file_title()), failed=self._complain, owner=self
            )

    def _save_word(self, title: str, facts: PaperFacts) -> None:
        now = self._place.office.clock.now()

        def save() -> Path:
            return save_paper_file(word_of(facts, now), title, ".docx")

        self._place.run_long(save, partial(self._say_saved, how=WORD), failed=self._complain, owner=self)

    def _file_title(self) -> str:
        assert self._shown is not None
        return self._shown.title + (f" 第{self._shown.edition}版" if self._shown.edition > 1 else "")

    def saved_path(self) -> Path | None:
        """Where the paper was saved last."""
        return self._saved

    def _say_saved(self, path: Path, how: str = SAVED) -> None:
        self._saved = path
        if self._shown is not None:
            made = PrintMade(self._shown.paper_id, self._shown.title, 1, how, path.parent.name)
            self._place.perform(record_printing, made=(made,)).then(failed=self._complain, owner=self)
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
