"""What a file is, by its content: a name can say anything."""

from __future__ import annotations

import codecs
import zipfile
from contextlib import suppress
from typing import BinaryIO

from desktop.errors import OfficeError
from models.values.attachments import AttachmentKind

_K = AttachmentKind
HEAD = 4096
"""So many bytes of the beginning tell most kinds."""
_BEGINNINGS: tuple[tuple[bytes, AttachmentKind], ...] = (
    (b"\xff\xd8\xff", _K.JPEG),
    (b"\x89PNG\r\n\x1a\n", _K.PNG),
    (b"II*\0", _K.TIFF),
    (b"MM\0*", _K.TIFF),
    (b"#!AMR", _K.AMR),
    (b"ID3", _K.MP3),
    (b"\xff\xfb", _K.MP3),
    (b"\xff\xf3", _K.MP3),
    (b"\xff\xf2", _K.MP3),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAID = "Word、Excel 文稿、PDF、照片、扫描图、录音、录像和文本"


def kind_of(file: BinaryIO, name: str) -> AttachmentKind:
    """Return what a file holds; it is read from its beginning and left anywhere.

    Raises OfficeError for what is not kept: programs, archives, web pages, files of an unknown kind, and
    documents with macros.
    """
    file.seek(0)
    head = file.read(HEAD)
    found = _by_beginning(head, name)
    if found is None and head[:8] == _OLE:
        found = _old_office(file)
    if found is None and head[:4] == b"PK\x03\x04":
        found = _office(file, name)
    if found is None and _is_text(file):
        found = _K.TEXT
    if found is None:
        raise OfficeError(f"“{name}”的种类不能收。", todo=f"能收的有{_SAID}。")
    return found


def _by_beginning(head: bytes, name: str) -> AttachmentKind | None:
    """Return the kind that the first bytes tell."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if b"%PDF-" in head[:1024]:
        return _K.PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return _K.WAV
    if head[:2] == b"BM" and len(head) > 26 and head[14:18] in {b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"}:
        return _K.BMP
    if head[4:8] == b"ftyp":
        if head[8:12] in _HEIC_BRANDS:
            return _K.HEIC
        sound = head[8:12] in {b"M4A ", b"M4B "} or name.lower().endswith(".m4a")
        return _K.M4A if sound else _K.MP4
    return None


def _old_office(file: BinaryIO) -> AttachmentKind | None:
    """Return what a compound file of the old Office (also of WPS) holds, by the names of its streams."""
    names = {"WordDocument".encode("utf-16-le"): _K.DOC, "Workbook".encode("utf-16-le"): _K.XLS}
    file.seek(0)
    before = b""
    while piece := file.read(1 << 20):
        window = before + piece
        for name, kind in names.items():
            if name in window:
                return kind
        before = piece[-64:]
    return None


def _office(file: BinaryIO, name: str) -> AttachmentKind | None:
    """Return what a zip file holds when it is a document of Word or Excel."""
    with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
        if "[Content_Types].xml" not in parts:
            return None
        if any(part.endswith("vbaProject.bin") for part in parts):
            raise OfficeError(f"“{name}”里有宏，不能收。", todo="请另存为不带宏的文稿，或存成PDF。")
        if any(part.startswith("word/") for part in parts):
            return _K.DOCX
        if any(part.startswith("xl/") for part in parts):
            return _K.XLSX
    return None


def _is_text(file: BinaryIO) -> bool:
    """Tell whether the whole file is text in UTF-8 or GB 18030, without control characters, and no web page."""
    return any(_decodes(file, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Tell whether a file is text in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    first = True
    try:
        while True:
            piece = file.read(1 << 20)
            text = decoder.decode(piece, final=not piece)
            if any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
                return False
            if first and text.lstrip("\ufeff \t\r\n").lower().startswith(
                ("<!doctype", "<html", "<script", "<svg")
            ):
                return False
            first = False
            if not piece:
                return True
    except UnicodeDecodeError:
        return False
