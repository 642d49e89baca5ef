"""Scans and photos as leaves of the dossier: turned, fitted to A4, and not larger than print needs.

What cannot be read is refused by name in plain words; nothing is left out in silence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import OfficeError
from models.values.attachments import AttachmentKind

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.printing.binding import Leaf, Picture

MOST_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 150_000_000
_DOTS_PER_POINT = 200 / 72
_QUALITY = 82
_MARGIN_LEFT, _MARGIN = 71.0, 28.0
_TOP_ROOM = 48.0
"""Points: 25 mm for the binding, 10 mm elsewhere, 17 mm above for the dossier's number."""
_CARD = 85.6 / 53.98
_CARD_WIDTH = 300.0
_IMAGES = {
    AttachmentKind.JPEG,
    AttachmentKind.PNG,
    AttachmentKind.TIFF,
    AttachmentKind.BMP,
}


RECORDINGS = frozenset(
    {AttachmentKind.MP4, AttachmentKind.MP3, AttachmentKind.M4A, AttachmentKind.AMR, AttachmentKind.WAV}
)
"""Evidence that is seen and heard, not printed: the list of evidence names it, the dossier has no page for it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that belongs to a paper of the dossier, with its bytes."""

    name: str
    kind: str
    content: bytes


def is_pages(scan: Scan) -> bool:
    """Tell whether a file brings pages of its own."""
    return scan.kind == AttachmentKind.PDF


def fits(kind: str) -> bool:
    """Tell whether a file of this kind brings pages: a picture that can be read, or a PDF."""
    return kind in _IMAGES or kind == AttachmentKind.PDF


def check_scan(scan: Scan) -> None:
    """Refuse what cannot be bound: too large, a HEIC photo, a sound, a text file; OfficeError in plain words."""
    if len(scan.content) > MOST_BYTES:
        raise OfficeError(
            f"“{scan.name}”有{len(scan.content) / 2**20:.0f} MB，超过50 MB，装不进卷宗。",
            todo="请用较低的分辨率（200 dpi）重新扫描。",
        )
    if scan.kind == AttachmentKind.HEIC:
        raise OfficeError(
            f"“{scan.name}”是苹果手机的HEIC照片，装不进卷宗。",
            todo="请在手机的“设置—相机—格式”里选“兼容性最佳”后重拍，或把照片转存为JPG，再重新添加。",
        )
    if not fits(scan.kind):
        raise OfficeError(f"“{scan.name}”不是图片或PDF，装不进卷宗。", todo="请打印后扫描，或另存为PDF。")


def picture_leaves(scans: Sequence[Scan], *, caption: str = "", cards: bool = False) -> tuple[Leaf, ...]:
    """Return pictures as leaves, one on each; sides of ID `cards` two to a leaf, in their own size.

    A scan of several images (TIFF) gives a leaf for each. Raises OfficeError for what is no image.
    """
    from desktop.printing.binding import Leaf

    images = [(scan, image) for scan in scans for image in _images(scan)]
    if not cards:
        return tuple(Leaf((_whole_leaf(scan, image),), caption) for scan, image in images)
    leaves: list[Leaf] = []
    waiting: list[Picture] = []
    for scan, image in images:
        if not _is_card(image):
            leaves.append(Leaf((_whole_leaf(scan, image),), caption))
            continue
        waiting.append(_card(scan, image, len(waiting)))
        if len(waiting) == 2:
            leaves.append(Leaf(tuple(waiting), caption))
            waiting = []
    if waiting:
        leaves.append(Leaf(tuple(waiting), caption))
    return tuple(leaves)


def _images(scan: Scan) -> Iterator[Image]:
    """Yield the images of a file, each the right way up."""
    from PIL import Image, ImageOps, ImageSequence

    check_scan(scan)
    with _readable(scan), Image.open(io.BytesIO(scan.content)) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise OfficeError(
                f"“{scan.name}”有{width}×{height}点，太大了，装不进卷宗。", todo="请用200 dpi重新扫描。"
            )
        for frame in ImageSequence.Iterator(opened):
            upright = ImageOps.exif_transpose(frame)
            yield upright.convert("L" if upright.mode in {"1", "L"} else "RGB")


@contextmanager
def _readable(scan: Scan) -> Iterator[None]:
    """Say in plain words that an image is broken."""
    from PIL import Image

    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    except OfficeError:
        raise
    except Exception as fault:  # damaged bytes make the decoders raise whatever they like, TypeError too
        raise OfficeError(f"“{scan.name}”已损坏，打不开。", todo="请重新扫描或重新拍照后再添加。") from fault
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _is_card(image: Image) -> bool:
    """Tell whether an image has about the shape of an ID card, lying or standing."""
    width, height = image.size
    return 0.85 < max(width, height) / min(width, height) / _CARD < 1.15


def _whole_leaf(scan: Scan, image: Image) -> Picture:
    """One image as large as a leaf lets it be; a wide one is turned to stand."""
    from desktop.printing.binding import A4

    if image.width > image.height:
        image = _turned(image)
    left, right, bottom, top = _MARGIN_LEFT, A4[0] - _MARGIN, 2 * _MARGIN, A4[1] - _TOP_ROOM
    return _fitted(scan, image, left, bottom, right - left, top - bottom)


def _card(scan: Scan, image: Image, place: int) -> Picture:
    """One side of a card, the first above the second."""
    from desktop.printing.binding import A4

    if image.width < image.height:
        image = _turned(image)
    height = _CARD_WIDTH / _CARD
    left = (A4[0] - _CARD_WIDTH) / 2
    bottom = A4[1] / 2 + 40 if place == 0 else A4[1] / 2 - 40 - height
    return _fitted(scan, image, left, bottom, _CARD_WIDTH, height)


def _turned(image: Image) -> Image:
    """Return an image after a quarter turn against the clock."""
    from PIL.Image import Transpose

    return image.transpose(Transpose.ROTATE_90)


def _fitted(scan: Scan, image: Image, left: float, bottom: float, width: float, height: float) -> Picture:
    """An image as large as a box lets it be, in its middle, at most 200 dots to the inch."""
    from desktop.printing.binding import Picture

    scale = min(width / image.width, height / image.height)
    across, high = image.width * scale, image.height * scale
    dots = (max(1, round(across * _DOTS_PER_POINT)), max(1, round(high * _DOTS_PER_POINT)))
    with _readable(scan):
        if dots[0] < image.width:
            image = image.resize(dots, reducing_gap=2.0)
        output = io.BytesIO()
        image.save(output, "JPEG", quality=_QUALITY)
    return Picture(
        jpeg=output.getvalue(),
        pixels=image.size,
        left=left + (width - across) / 2,
        bottom=bottom + (height - high) / 2,
        width=across,
        height=high,
        grey=image.mode == "L",
    )
