"""What a PDF file says of itself: title, body, language, making; twice, as readers and as archives look for it."""
# mypy: allow-untyped-calls
# (ReportLab has no types)

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from desktop.printing.characters import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PROGRAM = "Onestop"


def bare_canvas(output: io.BytesIO, *, title: str, author: str, language: str, made_at: datetime) -> "Canvas":
    """An empty canvas with the file's properties, without ReportLab's initial Helvetica.

    Raises ValueError for a moment without time zone.
    """
    from reportlab.pdfgen.canvas import Canvas

    class BareCanvas(Canvas):
        def _make_preamble(self) -> None:
            self._preamble = "1 0 0 1 0 0 cm"

    if made_at.tzinfo is None:
        raise ValueError("时间要带时区")
    made = made_at.astimezone(UTC)
    canvas = BareCanvas(output, pageCompression=1, pdfVersion=(1, 7), invariant=1, lang=language)
    stamp = made.strftime("D:%Y%m%d%H%M%S+00'00'")
    canvas.setDateFormatter(lambda *_now: stamp)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _add_metadata(canvas, _xmp(title, author, language, made))
    return canvas


def _add_metadata(canvas: "Canvas", xmp: bytes) -> None:
    """The XMP packet, uncompressed, so that archives find it without a PDF reader."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

    entries = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog: Any = canvas._doc.Catalog  # noqa: SLF001  (ReportLab has no other way to it)
    catalog.Metadata = PDFStream(entries, xmp, filters=[])


def _xmp(title: str, author: str, language: str, made: datetime) -> bytes:
    moment = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    name, body = escape(clean(title)), escape(clean(author))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{name}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{name}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{body}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
