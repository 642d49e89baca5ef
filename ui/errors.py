"""The one path for the unexpected: every hook leads to one report and one dialog in plain words.

What the user can act on (`OfficeError`) never comes here; it stands at its field.
"""

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.style import px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import IconMark, Label

Report = Callable[[BaseException], str]
"""Writes an exception to the log and gives its error number back."""

_log = logging.getLogger("qt")
_SERIOUS = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}


class QtComplaintError(Exception):
    """A warning of Qt itself, reported like our own faults, but without troubling the user."""


class UnexpectedDialog(QDialog):
    """Says in plain words that something unforeseen happened, with the number to give to whoever helps."""

    def __init__(
        self, number: str, log_folder: Path, *, kept: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unexpected")
        self.setWindowTitle("出了意外的问题")
        self.setMinimumWidth(px(480))
        self._folder = log_folder
        self._number = number
        self._more = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(IconMark("error_circle", "err", filled=True, size=20))
        head.addWidget(Label("刚才这一步没有做成", "panel"))
        head.addStretch(1)
        column.addLayout(head)
        kept_words = "草稿已保存，您填的内容没有丢。" if kept else "请先把正在填的内容抄下来，再关闭程序。"
        self._words = Label(
            f"{kept_words}可以关掉这个提示接着用；再出现时，请把错误编号告诉系统管理员。",
            "body",
            wrap=True,
            name="unexpected.words",
        )
        column.addWidget(self._words)
        self._number_label = Label(f"错误编号：{number}", "strong", name="unexpected.number")
        self._number_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._number_label)
        self._more_label = Label("", "hint", name="unexpected.more")
        self._more_label.hide()
        column.addWidget(self._more_label)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        go_on = ActionButton("接着用", "Esc", name="unexpected.continue", primary=True)
        go_on.setAutoDefault(True)
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        copy = ActionButton("复制编号", name="unexpected.copy", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._number))
        folder = ActionButton("打开日志文件夹", name="unexpected.folder", icon="folder_open")
        folder.clicked.connect(self._open_folder)
        for button in (go_on, copy, folder):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def number(self) -> str:
        """The error number shown."""
        return self._number

    def add_another(self) -> None:
        """Another fault came while this one is read: counted, not piled up."""
        self._more += 1
        self._more_label.setText(f"其后又有 {self._more} 处问题，已一并记入日志。")
        self._more_label.show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class ErrorWatch(QObject):
    """Holds the hooks of the interpreter, its threads and Qt; one dialog at a time."""

    _happened = Signal(str)

    def __init__(
        self,
        app: QApplication,
        report: Report,
        *,
        log_folder: Path,
        keep_drafts: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(app)
        self._report, self._folder, self._keep = report, log_folder, keep_drafts
        self._dialog: UnexpectedDialog | None = None
        self._busy = threading.local()
        self._before: tuple[Any, Any, Any, Any] | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over `sys.excepthook`, `threading.excepthook`, `sys.unraisablehook` and Qt's message handler."""
        assert self._before is None
        qt = qInstallMessageHandler(self._from_qt)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, qt)
        sys.excepthook = self._from_python
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_nowhere

    def uninstall(self) -> None:
        """Give all four back as they were found."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt = self._before
            qInstallMessageHandler(qt)
            self._before = None
        if self._dialog is not None:
            self._dialog.close()

    def dialog(self) -> UnexpectedDialog | None:
        """The dialog that is open now."""
        return self._dialog

    def take(self, fault: BaseException) -> str:
        """Report a fault and show the dialog (from any thread); returns the error number."""
        number = self._write(fault)
        with contextlib.suppress(RuntimeError):  # the program is ending and we are gone
            self._happened.emit(number)
        return number

    def _write(self, fault: BaseException) -> str:
        if getattr(self._busy, "writing", False):
            return "-"
        self._busy.writing = True
        try:
            return self._report(fault)
        except Exception:
            logging.getLogger(__name__).exception("the report of an error failed")
            return "未能记录"
        finally:
            self._busy.writing = False

    def _from_python(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            QApplication.quit()
            return
        self.take(fault)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.take(args.exc_value)

    def _from_nowhere(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)

    def _from_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind in _SERIOUS:
            self._write(QtComplaintError(text))
        else:
            _log.debug(text)

    def _show(self, number: str) -> None:
        if self._dialog is not None:
            self._dialog.add_another()
            return
        kept = self._keep() if self._keep is not None else True
        dialog = UnexpectedDialog(number, self._folder, kept=kept, parent=QApplication.activeWindow())
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None


def watch_errors(
    app: QApplication, report: Report, *, log_folder: Path, keep_drafts: Callable[[], bool] | None = None
) -> ErrorWatch:
    """Install the one path: `report` logs and returns the error number.

    `keep_drafts` saves what is open and says whether it could; the dialog then says so.
    """
    watch = ErrorWatch(app, report, log_folder=log_folder, keep_drafts=keep_drafts)
    watch.install()
    return watch
