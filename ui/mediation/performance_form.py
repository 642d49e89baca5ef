"""One performance as typed: on which day, how much, with which proof."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import PerformanceEntry
from ui.mediation.file_choice import FileChoice
from ui.mediation.form import Form
from ui.mediation.party_form import side_by_side
from ui.style import look
from ui.widgets.moving import chain
from ui.widgets.naming import set_shown


class PerformanceForm(Form):
    """One performance. Keys: performed_on, amount_fen, complete, proof, and attachment_id where there are files."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._payment = False
        self._files: FileChoice | None = None
        self.day("performed_on", "履行日期", required=True)
        self.amount("amount_fen", "这次付了（元）")
        self.line("proof", "凭据", placeholder="如 收条、转账单、现场查看")
        self._complete = self.tick("complete", "这一项已全部履行完毕")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(
            side_by_side(
                (self.field("performed_on"), 2), (self.field("amount_fen"), 2), (self.field("proof"), 3)
            )
        )
        column.addWidget(self._complete)

    def set_files(self, files: FileChoice) -> None:
        """Let the proof be one of the matter's files, too."""
        self._files = files
        self.parts("attachment_id", "凭据的照片或扫描件", files)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.field("attachment_id"))
        chain(self)

    def set_payment(self, *, payment: bool) -> None:
        """A payment has an amount; anything else is done or not."""
        self._payment = payment
        set_shown(self.field("amount_fen"), on=payment)

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        asked = ("performed_on", "amount_fen", "proof", "attachment_id")
        return not any(self.text(key) for key in self.keys() if key in asked)

    def entry(self) -> PerformanceEntry:
        """The performance as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        day = read.day("performed_on", missing="请填写履行的日期。")
        amount = read.amount("amount_fen") if self._payment else None
        read.finish()
        assert day is not None
        return PerformanceEntry(
            performed_on=day,
            complete=read.ticked("complete"),
            amount_fen=amount,
            proof=read.text("proof"),
            attachment_id=self._files.file_id() if self._files is not None else None,
        )
