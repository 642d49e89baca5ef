"""A look at a file without another program: pages of a PDF, a picture, a text; else what it is and how to open it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.attachments.moving import bytes_of
from desktop.errors import OfficeError
from desktop.queries.attachments import AttachmentLine
from models.values.attachments import AttachmentKind, size_words
from ui.paper.pdfium import PageSet, readable_pages
from ui.paper.view import PageView
from ui.tasks import TaskHandle
from ui.widgets.naming import name_widget
from ui.widgets.states import States
from ui.workplace import Workplace

_K = AttachmentKind
PICTURES = frozenset({_K.JPEG, _K.PNG, _K.HEIC, _K.TIFF, _K.BMP})
LARGEST_SIDE = 4096
"""Pixels: larger pictures are read smaller."""
_TEXT_SHOWN = 200_000


class PictureView(QScrollArea):
    """A picture, whole; a click shows it in its own size and back."""

    zoomed = Signal(bool)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        name_widget(self, name, "图片")
        self._image = QImage()
        self._whole = True
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, image: QImage) -> None:
        """Show a picture whole."""
        self._image, self._whole = image, True
        self._draw()

    def picture(self) -> QImage:
        """The picture that is shown."""
        return self._image

    def clear(self) -> None:
        """Show nothing."""
        self._image = QImage()
        self._label.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._draw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Whole, or its own size."""
        super().mouseReleaseEvent(event)
        self._whole = not self._whole
        self._draw()
        self.zoomed.emit(not self._whole)

    def _draw(self) -> None:
        if self._image.isNull():
            return
        pixmap = QPixmap.fromImage(self._image)
        room = self.viewport().size()
        larger = pixmap.width() > room.width() or pixmap.height() > room.height()
        if self._whole and larger:
            sides = Qt.AspectRatioMode.KeepAspectRatio
            pixmap = pixmap.scaled(room, sides, Qt.TransformationMode.SmoothTransformation)
        self._label.setPixmap(pixmap)
        self._label.setMinimumSize(QSize(0, 0) if self._whole else pixmap.size())


class AttachmentPreview(QWidget):
    """Shows one file of a matter; the bytes are read and drawn in the long lane."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._asked: TaskHandle | None = None
        self.pages = PageView(place.run_long, name="attachment.pages", spoken="材料的页面")
        self.picture = PictureView(name="attachment.picture")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        name_widget(self.text, "attachment.text", "文本")
        self._views = QStackedWidget()
        for view in (self.pages, self.picture, self.text):
            self._views.addWidget(view)
        self.states = States(self._views, name="attachment.states")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)

    def show_file(self, line: AttachmentLine) -> None:
        """Show a file; what was asked for before does not come any more."""
        self.stop()
        if line.kind != _K.PDF and line.kind not in PICTURES and line.kind != _K.TEXT:
            self._say_elsewhere(line)
            return
        self.states.show_loading("正在打开…")
        office, width = self._place.office, max(400, self.pages.wanted()[1])

        def read() -> PageSet | QImage | str | None:
            content = bytes_of(office, line.attachment_id)
            if line.kind == _K.PDF:
                return readable_pages(content, (0,), width)
            return text_of(content) if line.kind == _K.TEXT else picture_of(content)

        self._asked = self._place.run_long(
            read, lambda shown: self._came(line, shown), failed=self._failed, owner=self
        )

    def cover(self) -> None:
        """F9: hide it from a bystander."""
        self.stop()
        self.states.show_empty("已遮住", "按F9再显示。", icon="eye_off")

    def stop(self) -> None:
        """Give up what is on its way and forget what was shown."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self.pages.clear()
        self.picture.clear()
        self.text.clear()

    def _came(self, line: AttachmentLine, shown: PageSet | QImage | str | None) -> None:
        self._asked = None
        if isinstance(shown, PageSet):
            self.pages.show_pages(shown)
            self._views.setCurrentWidget(self.pages)
        elif isinstance(shown, QImage):
            self.picture.show_picture(shown)
            self._views.setCurrentWidget(self.picture)
        elif isinstance(shown, str):
            self.text.setPlainText(shown)
            self._views.setCurrentWidget(self.text)
        else:
            self._say_elsewhere(line)
            return
        self.states.show_content()

    def _failed(self, refusal: OfficeError) -> None:
        self._asked = None
        self.states.show_failed(str(refusal))

    def _say_elsewhere(self, line: AttachmentLine) -> None:
        self.states.show_empty(
            f"{line.kind_words}，{size_words(line.size)}",
            "这种文件在这里看不了，请按Alt+O用别的程序打开，或按Alt+S另存。",
            icon="document",
        )


def picture_of(content: bytes) -> QImage | None:
    """Return a picture as it is to be seen (turned as the camera was), or None where this PC cannot read it."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LARGEST_SIDE:
        reader.setScaledSize(size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def text_of(content: bytes) -> str:
    """Return a text file's words, the beginning of a very long one."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)[:_TEXT_SHOWN]
        except UnicodeDecodeError:
            continue
    return ""
