"""Fonts inside a PDF: one CID font per font file, with exactly the characters used.

ReportLab's own TrueType objects write a wrong ToUnicode beyond the BMP (a five-digit code where a surrogate pair
belongs) and cut a font into pieces of 256 characters. Here every character has a code of its own, also where two
share a glyph, so that the text that comes back is the text that was put in.

Readers take a gap between two characters for a space when it is wider than about a tenth of an em, each by rules
of its own. On a loose line the gap is therefore made part of the character before it: the same outline under
another code, with a wider advance. In the file the characters of a line then touch each other.
"""
# mypy: allow-untyped-calls
# (ReportLab has no types)

import hashlib

from reportlab.pdfbase import pdfdoc

from desktop.printing.fonts import Font
from desktop.printing.truetype import TrueTypeFile


class EmbeddedFonts:
    """The fonts of one PDF document in the making: hands out names and codes, and writes the font objects."""

    def __init__(self) -> None:
        self._used: dict[TrueTypeFile, tuple[str, dict[tuple[int, int], int]]] = {}

    def name(self, font: Font) -> str:
        """The resource name of a font, as page contents call it."""
        return self._entry(font)[0]

    def code(self, font: Font, character: str, extra: int = 0) -> int:
        """The two-byte code of a character in this document, followed by `extra` room in 1/1000 em."""
        codes = self._entry(font)[1]
        return codes.setdefault((ord(character), extra), len(codes) + 1)

    def write(self, document: pdfdoc.PDFDocument) -> None:
        """Add the font objects to the document, after all of its pages are drawn."""
        resources = document.idToObject["BasicFonts"].dict
        for file, (name, codes) in self._used.items():
            resources[name] = document.Reference(_font(document, file, name, codes))

    def _entry(self, font: Font) -> tuple[str, dict[tuple[int, int], int]]:
        if font.file not in self._used:
            self._used[font.file] = (f"F{len(self._used) + 1}", {})
        return self._used[font.file]


def _font(
    document: pdfdoc.PDFDocument, file: TrueTypeFile, name: str, codes: dict[tuple[int, int], int]
) -> pdfdoc.PDFDictionary:
    """The composite font: codes run from 1 in the order of first use."""
    wanted = list(codes)
    program, glyphs = file.subset(wanted)
    metrics = file.metrics
    tag = hashlib.sha256(name.encode() + str(wanted).encode()).digest()[:6]
    base = pdfdoc.PDFName("".join(chr(ord("A") + byte % 26) for byte in tag) + "+" + metrics.name)
    mapping = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": base,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([round(value) for value in metrics.box]),
            "ItalicAngle": round(metrics.italic_angle),
            "Ascent": round(metrics.ascent),
            "Descent": round(metrics.descent),
            "CapHeight": round(metrics.cap_height),
            "StemV": 50 + (metrics.weight // 65) ** 2,
            "FontFile2": document.Reference(_stream(program, Length1=len(program))),
        }
    )
    widths = pdfdoc.PDFArray([round(file.width(code) + extra, 2) for code, extra in wanted])
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor),
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, widths]),
            "CIDToGIDMap": document.Reference(_stream(mapping)),
        }
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": base,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(to_unicode([code for code, _extra in wanted]))),
        }
    )


def to_unicode(characters: list[int]) -> bytes:
    """The ToUnicode CMap for code points with codes from 1 on: UTF-16, so a surrogate pair beyond the BMP."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(characters), 100):
        part = characters[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [
            f"<{code:04X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
            for code, character in enumerate(part, start + 1)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _stream(content: bytes, **entries: int) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, [pdfdoc.PDFZCompress])
