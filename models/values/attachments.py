"""What an attachment may be, by its content, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AttachmentKind(StrEnum):
    """The kinds of files that are kept; the value is the usual ending of the name."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    TIFF = "tif"
    BMP = "bmp"
    TEXT = "txt"
    MP4 = "mp4"
    MP3 = "mp3"
    M4A = "m4a"
    AMR = "amr"
    WAV = "wav"


class AttachmentSource(StrEnum):
    """How a file came in."""

    FILE = "file"
    DROPPED = "dropped"
    PASTED = "pasted"
    WATCHED = "watched"


KIND_LABELS: Mapping[AttachmentKind, str] = MappingProxyType(
    {
        AttachmentKind.PDF: "PDF",
        AttachmentKind.JPEG: "照片",
        AttachmentKind.PNG: "图片",
        AttachmentKind.HEIC: "照片",
        AttachmentKind.DOCX: "文字文稿",
        AttachmentKind.XLSX: "表格",
        AttachmentKind.DOC: "文字文稿",
        AttachmentKind.XLS: "表格",
        AttachmentKind.TIFF: "扫描图",
        AttachmentKind.BMP: "图片",
        AttachmentKind.TEXT: "文本",
        AttachmentKind.MP4: "录像",
        AttachmentKind.MP3: "录音",
        AttachmentKind.M4A: "录音",
        AttachmentKind.AMR: "录音",
        AttachmentKind.WAV: "录音",
    }
)
SOURCE_LABELS: Mapping[AttachmentSource, str] = MappingProxyType(
    {
        AttachmentSource.FILE: "选择文件",
        AttachmentSource.DROPPED: "拖入",
        AttachmentSource.PASTED: "粘贴",
        AttachmentSource.WATCHED: "扫描文件夹",
    }
)
MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
"""The largest file that is kept, where the centre has not set another limit."""
LIMIT_SETTING = "attachment.most_bytes"
"""Key of the centre's own limit, in bytes."""
NAME_LIMIT = 120
"""Characters of a file's name."""


def size_words(size: int) -> str:
    """Return a size in bytes as people say it: 812 KB, 3.4 MB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MEGABYTE:.1f} MB"
