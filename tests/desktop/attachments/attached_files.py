"""The files that tests attach."""

import zipfile
from io import BytesIO

PDF = b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 9
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256))


def zipped(*parts: str) -> bytes:
    """Return a zip file with these members."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return memory.getvalue()
