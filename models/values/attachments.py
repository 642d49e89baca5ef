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
    TEXT = "txt"
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
        AttachmentKind.TEXT: "文本",
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
MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is kept."""
