"""Paragraphs and tables of a .docx as papers need them: fonts on every run, fixed lines, tabs to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.printing.blocks import Inline, Shown
from desktop.printing.characters import clean
from desktop.printing.fonts import Typeface
from desktop.printing.word_file import FACES

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

_TWENTIETHS = 20  # Word counts in twentieths of a point
_BLANK = "\u00a0\u00a0"  # one character wide; other blanks vanish at the end of a line


@dataclass(frozen=True, slots=True)
class Type:
    """Typeface and size (points) of a run."""

    size: float
    typeface: Typeface = Typeface.FANGSONG


@dataclass(slots=True)
class Writer:
    """Adds paragraphs to a body, a cell, a header or a footer. `em` and `leading` in points.

    While `held` is set every paragraph is kept on one page with the one that follows.
    """

    place: Any
    em: float
    leading: float
    held: bool = False
    written: list["WordParagraph"] = field(default_factory=list)
    after_table: bool = False
    _spare: Any = None

    def __post_init__(self) -> None:
        """A cell, a header and a footer begin with an empty paragraph, which is taken first."""
        if hasattr(self.place, "is_linked_to_previous") or hasattr(self.place, "vertical_alignment"):
            self._spare = self.place.paragraphs[0]

    @property
    def type(self) -> Type:
        """The type of running text."""
        return Type(self.em)

    def inside(self, cell: Any) -> "Writer":
        """What writes into a cell of a table here."""
        return Writer(cell, self.em, self.leading, held=self.held)

    def paragraph(self, *, height: float | None = None, before: float = 0.0) -> "WordParagraph":
        """An empty paragraph with lines of exactly this height (the leading of the paper by default)."""
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Pt

        paragraph: WordParagraph = self._spare or self.place.add_paragraph()
        self._spare, self.after_table = None, False
        shape = paragraph.paragraph_format
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(height or self.leading)
        shape.space_before, shape.space_after = Pt(before), Pt(0)
        shape.widow_control = True
        if self.held:
            shape.keep_with_next = True
        self.written.append(paragraph)
        return paragraph

    def part_tables(self) -> None:
        """A hair of a paragraph after a table: two tables without one between them become one table."""
        if self.after_table:
            self.paragraph(height=1)

    def text(self, paragraph: "WordParagraph", content: Inline, kind: Type | None = None) -> None:
        """Running text; a missing value is an underlined blank."""
        for item in content:
            if isinstance(item, Shown) and item.missing:
                add_run(paragraph, _BLANK * item.room, kind or self.type, underlined=item.room > 1)
            else:
                add_run(paragraph, clean(item.text if isinstance(item, Shown) else item), kind or self.type)

    def indented(self, paragraph: "WordParagraph", characters: float) -> None:
        """Indent the first line by so many characters, by Word's own measure of characters."""
        if characters:
            indent = _child(paragraph._p.get_or_add_pPr(), "ind")  # noqa: SLF001  (python-docx knows no characters here)
            _set(indent, firstLineChars=round(100 * characters), firstLine=twentieths(characters * self.em))


def add_run(paragraph: "WordParagraph", text: str, kind: Type, *, underlined: bool = False) -> Any:
    """A run with the East Asian font named, else Word and WPS fall back to a Latin one."""
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size = Pt(kind.size)
    run.font.name = FACES[kind.typeface]
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  (python-docx knows no East Asian fonts)
    _set(fonts, eastAsia=FACES[kind.typeface], cs=FACES[kind.typeface], hint="eastAsia")
    run.font.underline = True if underlined else None
    return run


def spaced(run: Any, space: float) -> None:
    """So much more room, in points, behind each character of a run."""
    _set(_child(run._r.get_or_add_rPr(), "spacing"), val=twentieths(space))  # noqa: SLF001  (as above)


def add_tab(paragraph: "WordParagraph", kind: Type, *, underlined: bool = False) -> None:
    """On to the next stop, along a line to write on where `underlined`."""
    add_run(paragraph, "\t", kind, underlined=underlined)


def add_stops(paragraph: "WordParagraph", stops: Sequence[float]) -> None:
    """Tab stops, in points from the left."""
    from docx.shared import Pt

    for stop in sorted({twentieths(stop) for stop in stops}):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop / _TWENTIETHS))


def outlined(paragraph: "WordParagraph", level: int) -> None:
    """Put the paragraph into the list of headings at this level, from 0."""
    _set(_child(paragraph._p.get_or_add_pPr(), "outlineLvl"), val=level)  # noqa: SLF001  (python-docx goes by styles)


def bordered(paragraph: "WordParagraph", side: str, kind: str) -> None:
    """A line along a side of a paragraph."""
    borders = _child(paragraph._p.get_or_add_pPr(), "pBdr")  # noqa: SLF001  (python-docx has no borders)
    _set(_child(borders, side), val=kind, sz=6, space=1, color="auto")


def framed(run: Any) -> None:
    """A frame round a run."""
    _set(_child(run._r.get_or_add_rPr(), "bdr"), val="single", sz=8, space=0, color="auto")  # noqa: SLF001  (as above)


def add_field(paragraph: "WordParagraph", code: str, value: str, kind: Type) -> None:
    """A field that Word counts itself, e.g. PAGE, with the value that stands there until then."""
    for part, text in (("begin", ""), ("", code), ("separate", ""), (None, value), ("end", "")):
        run = add_run(paragraph, text if part is None else "", kind)
        if part:
            _set(_child(run._r, "fldChar"), fldCharType=part)  # noqa: SLF001  (python-docx has no fields)
        elif part == "":
            instruction = _child(run._r, "instrText")  # noqa: SLF001  (as above)
            instruction.text = f" {code} "


def add_table(writer: Writer, widths: Sequence[float], rows: int, *, lines: bool) -> Any:
    """An empty table of fixed widths (points), with lines or without; rows are not parted over pages."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Pt

    writer.part_tables()
    table = writer.place.add_table(rows, len(widths))
    writer.after_table = True
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr  # noqa: SLF001  (python-docx has no borders)
    if lines:
        borders = _child(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _set(_child(borders, side), val="single", sz=4, space=0, color="auto")
    margins = _child(properties, "tblCellMar")
    for side in ("left", "right"):
        _set(_child(margins, side), w=twentieths(0.35 * writer.em) if lines else 0, type="dxa")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        _child(row._tr.get_or_add_trPr(), "cantSplit")  # noqa: SLF001  (as above)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return table


def repeated(row: Any) -> None:
    """A table's row that comes again on every page."""
    _child(row._tr.get_or_add_trPr(), "tblHeader")  # noqa: SLF001  (python-docx has no heads of tables)


def twentieths(points: float) -> int:
    """Points in Word's own unit."""
    return round(points * _TWENTIETHS)


_ORDER = {  # what the schema wants in which order, as far as it is written here
    "pPr": (
        *(
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
        ),
        *("spacing", "ind", "jc", "outlineLvl"),
    ),
    "rPr": ("rFonts", "b", "color", "spacing", "sz", "szCs", "u", "bdr"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
}


def _child(parent: Any, name: str) -> Any:
    """An element of this name inside another: that which is there, else a new one where the schema wants it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = parent.find(qn(f"w:{name}"))
    if found is not None:
        return found
    child = OxmlElement(f"w:{name}")
    order = _ORDER.get(parent.tag.rsplit("}", 1)[-1], ())
    later = {qn(f"w:{other}") for other in order[order.index(name) + 1 :]} if name in order else set()
    at = next((number for number, other in enumerate(parent) if other.tag in later), len(parent))
    parent.insert(at, child)
    return child


def _set(element: Any, **values: object) -> None:
    from docx.oxml.ns import qn

    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
