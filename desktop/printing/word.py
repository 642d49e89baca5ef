"""The Word copy of a paper, from the same tree of blocks as the print: for those who must edit it or send it on.

The print stays the paper; where a line breaks is left to Word and WPS. Fixed line heights, East Asian fonts on
every run and lines to write on make it look the same with the fonts of an office PC.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.printing.blocks import (
    Block,
    Cell,
    Closing,
    CutLine,
    Document,
    FieldRow,
    Heading,
    LabelledField,
    Note,
    NumberedItems,
    NumberLine,
    PageShape,
    Paragraph,
    QrCode,
    Shown,
    SignatureBlock,
    SignatureRow,
    Spacer,
    Table,
    Title,
    Together,
)
from desktop.printing.characters import clean, paragraphs
from desktop.printing.fields import Area, field_areas
from desktop.printing.fonts import FontSet, Typeface, office_fonts
from desktop.printing.pdf import fitted
from desktop.printing.qr import QUIET, qr_modules
from desktop.printing.setting import title_size
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Sheet, without_missing
from desktop.printing.word_file import finished
from desktop.printing.word_paragraphs import (
    Type,
    Writer,
    add_field,
    add_run,
    add_stops,
    add_tab,
    add_table,
    bordered,
    framed,
    outlined,
    repeated,
    spaced,
    twentieths,
)
from desktop.printing.word_signing import write_closing, write_signatures, write_signer
from models.values.chinese_numerals import in_chinese

if TYPE_CHECKING:
    from docx.section import Section

_LARGE = 30.0
_MODULE_PIXELS = 8


def word_copy(document: Document, *, made_at: datetime, fonts: FontSet | None = None) -> bytes:
    """The document as a .docx file. What is missing is a blank to write on; signature lines stay for the hand.

    The same document, moment and fonts give the same bytes. Raises UnprintableCharacter as the print does, and
    ValueError for a moment without time zone.
    """
    import docx

    sheet, pages = fitted(document, fonts or office_fonts(), draft=False)
    file = docx.Document()
    _shape(file.sections[0], document, sheet, len(pages))
    _head_and_foot(file.sections[0], document, sheet, len(pages))
    writer = Writer(file, sheet.em, sheet.leading)
    _Copy(writer, sheet).blocks(document.blocks)
    writer.part_tables()
    return finished(
        file,
        title=document.title,
        author=document.author,
        language=document.language,
        size=sheet.em,
        made_at=made_at,
    )


def _shape(section: "Section", document: Document, sheet: Sheet, pages: int) -> None:
    """The sheet, its margins, as wide a text as the print has; one page gets a line more, to stay one page."""
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm, Pt

    width, height, left, top, foot = document.shape.value
    section.orientation = WD_ORIENTATION.LANDSCAPE if width > height else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.top_margin = Mm(left), Mm(top)
    section.right_margin = Pt((width - left) * MILLIMETRE - sheet.measure)
    below = (height - top) * MILLIMETRE - sheet.lines * sheet.leading
    section.bottom_margin = Pt(max(foot * MILLIMETRE, below - (sheet.leading if pages == 1 else 1)))
    section.header_distance, section.footer_distance = Mm(top / 2), Mm(foot - 3)


def _head_and_foot(section: "Section", document: Document, sheet: Sheet, pages: int) -> None:
    """Stamps above; below the parties' line where there are several pages, and the number of the page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    note = Type(NOTE_SIZE)
    if document.stamps:
        head = Writer(section.header, NOTE_SIZE, 1.6 * NOTE_SIZE).paragraph()
        for stamp in document.stamps:
            framed(add_run(head, f" {stamp.value} ", Type(NOTE_SIZE, Typeface.HEITI)))
            add_run(head, "\u3000", note)
    foot = Writer(section.footer, NOTE_SIZE, 1.6 * NOTE_SIZE)
    if document.page_signature and pages > 1:
        line = foot.paragraph()
        add_stops(line, (sheet.measure,))
        add_run(line, document.page_signature, note)
        add_tab(line, note, underlined=True)
    if document.page_numbers and (document.shape is PageShape.A4 or pages > 1):
        number = foot.paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(number, "第 ", note)
        add_field(number, "PAGE", "1", note)
        add_run(number, " 页 共 ", note)
        add_field(number, "NUMPAGES", str(pages), note)
        add_run(number, " 页", note)


class _Copy:
    """Writes blocks as paragraphs and tables."""

    def __init__(self, writer: Writer, sheet: Sheet) -> None:
        self._writer = writer
        self._sheet = sheet
        self._write: dict[type, Callable[[Any], None]] = {
            Title: self._title,
            NumberLine: self._number,
            Heading: self._heading,
            FieldRow: self._fields,
            Paragraph: self._paragraph,
            NumberedItems: self._items,
            Note: self._note,
            Table: self._table,
            QrCode: self._qr,
            CutLine: self._cut,
            Closing: self._closing,
            Spacer: self._spacer,
            SignatureRow: self._signer,
            SignatureBlock: self._signatures,
            Together: self._together,
        }

    def blocks(self, blocks: Sequence[Block]) -> None:
        """All of them, in order."""
        for block in blocks:
            self._write[type(block)](block)

    def _title(self, block: Title) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        lines = 1 if block.size < 20 else 2
        paragraph = self._writer.paragraph(height=lines * self._sheet.leading)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._writer.text(
            paragraph, block.content, Type(title_size(self._sheet, block), Typeface.XIAOBIAOSONG)
        )
        outlined(paragraph, 0)

    def _number(self, block: NumberLine) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self._writer.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._writer.text(paragraph, (block.label, block.value))

    def _heading(self, block: Heading) -> None:
        paragraph = self._writer.paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._writer.text(paragraph, (block.text,), Type(self._sheet.em, Typeface.HEITI))
        outlined(paragraph, 1)

    def _fields(self, block: FieldRow) -> None:
        areas = field_areas(self._sheet, block)
        if areas is None or (len(areas) > 1 and any(self._too_long(area) for area in areas)):
            if len(block.cells) > 1:
                for cell in block.cells:
                    self._fields(FieldRow((cell,)))
                return
            areas = [self._own_row(block.cells[0])]
        self._field_line(areas)

    def _too_long(self, area: Area) -> bool:
        value = self._sheet.measured(without_missing((area.cell.value,)))
        return value.width > area.end - area.left - self._sheet.em / 2

    def _own_row(self, cell: LabelledField) -> Area:
        """A field whose label is nearly as long as the line: the value goes on behind it."""
        label = self._sheet.measured((cell.label,))
        return Area(cell, label, 0.0, 0.0, self._sheet.measure)

    def _field_line(self, areas: Sequence[Area]) -> None:
        """Labels and underlined values side by side; the line runs on to a stop at the end of each."""
        from docx.shared import Pt

        paragraph, kind = self._writer.paragraph(), self._writer.type
        if len(areas) == 1:
            shape = paragraph.paragraph_format
            left = twentieths(areas[0].left) / 20  # the same place as the first stop
            shape.left_indent, shape.first_line_indent = Pt(left), Pt(-left)
        stops = [stop for area in areas for stop in (area.left, area.end, area.end + self._sheet.em / 2)]
        add_stops(paragraph, [stop for stop in stops[:-1] if stop > 0])
        for number, area in enumerate(areas):
            label = clean(area.label.text)
            if area.letter_space:
                spaced(add_run(paragraph, label[:-1], kind), area.letter_space)
                label = label[-1:]
            add_run(paragraph, label, kind)
            if area.left:
                add_tab(paragraph, kind)
            value = "" if area.cell.value.missing else clean(area.cell.value.text)
            add_run(paragraph, f" {value}" if value else "", kind, underlined=True)
            add_tab(paragraph, kind, underlined=True)
            if number + 1 < len(areas):
                add_tab(paragraph, kind)

    def _paragraph(self, block: Paragraph) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        only = block.content[0] if len(block.content) == 1 else None
        if isinstance(only, Shown) and only.missing:
            for _ in range(block.blank_lines):
                line = self._writer.paragraph()
                add_stops(line, (self._sheet.measure,))
                add_tab(line, self._writer.type, underlined=True)
            return
        paragraph = self._writer.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if block.justified else WD_ALIGN_PARAGRAPH.LEFT
        self._writer.indented(paragraph, block.indent)
        self._writer.text(paragraph, block.content)

    def _items(self, block: NumberedItems) -> None:
        for number, item in enumerate(block.items, 1):
            parts = paragraphs(item.text) or [""]
            self._paragraph(Paragraph((f"{in_chinese(number)}、", replace(item, text=parts[0]))))
            for part in parts[1:]:
                self._paragraph(Paragraph((replace(item, text=part),)))

    def _note(self, block: Note) -> None:
        self._writer.text(self._writer.paragraph(), block.content, Type(NOTE_SIZE))

    def _spacer(self, block: Spacer) -> None:
        for _ in range(block.lines):
            self._writer.paragraph()

    def _cut(self, block: CutLine) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self._writer.paragraph(before=self._sheet.leading)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        bordered(paragraph, "top", "dashed")
        self._writer.text(paragraph, (f"（{block.words}）",), Type(NOTE_SIZE))

    def _closing(self, block: Closing) -> None:
        write_closing(self._writer, self._sheet, block, self._sheet.measure)

    def _together(self, block: Together) -> None:
        was, self._writer.held = self._writer.held, True
        self.blocks(block.blocks)
        self._writer.held = was
        if not was and self._writer.written:
            self._writer.written[-1].paragraph_format.keep_with_next = False

    def _table(self, block: Table) -> None:
        from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
        from docx.shared import Pt

        total = sum(block.widths)
        widths = [width / total * self._sheet.measure for width in block.widths]
        table = add_table(self._writer, widths, len(block.rows), lines=True)
        for number, (row, cells) in enumerate(zip(table.rows, block.rows, strict=True)):
            row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
            row.height = Pt(max(cell.lines for cell in cells) * self._sheet.leading)
            if number < block.head:
                repeated(row)
            at, boxes = 0, row.cells
            for cell in cells:
                box = boxes[at].merge(boxes[at + cell.span - 1]) if cell.span > 1 else boxes[at]
                top = cell.lines > 1 and not cell.label
                box.vertical_alignment = WD_ALIGN_VERTICAL.TOP if top else WD_ALIGN_VERTICAL.CENTER
                if cell.foot:
                    box.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
                self._cell(box, cell)
                at += cell.span

    def _cell(self, box: Any, cell: Cell) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        content = without_missing(cell.content) if len(cell.content) == 1 else cell.content
        only = content[0] if len(content) == 1 else None
        parts = [content]
        if isinstance(only, Shown):
            parts = [(replace(only, text=part),) for part in paragraphs(only.text)] or [("",)]
        elif isinstance(only, str):
            parts = [(part,) for part in only.split("\n")]
        writer = self._writer.inside(box)
        for part in parts:
            paragraph = writer.paragraph()
            if cell.label or cell.foot:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if cell.label else WD_ALIGN_PARAGRAPH.RIGHT
            writer.text(paragraph, part)

    def _qr(self, block: QrCode) -> None:
        """The picture and what stands beside it, in a row without lines."""
        from docx.shared import Pt

        side = block.lines * self._sheet.leading
        rest = self._sheet.measure - side - self._sheet.em
        shares = (rest / 2, rest / 2) if block.closing else (rest,)
        table = add_table(self._writer, (side + self._sheet.em, *shares), 1, lines=False)
        picture, beside, *last = table.rows[0].cells
        writer = self._writer.inside(picture)
        place = writer.paragraph(height=side)
        code = block.code.text.strip()
        if code:
            place.paragraph_format.line_spacing = None
            run = place.add_run()
            shape = run.add_picture(io.BytesIO(_picture(code)), width=Pt(side))
            shape._inline.docPr.set("descr", code)  # noqa: SLF001  (python-docx has no words for a picture)
        words = self._writer.inside(beside)
        words.text(words.paragraph(), (block.label,), Type(NOTE_SIZE))
        words.text(words.paragraph(), (replace(block.code, room=12),))
        if block.large:
            words.text(words.paragraph(height=1.4 * _LARGE), (block.large,), Type(_LARGE, Typeface.HEITI))
        if block.closing and last:
            write_closing(self._writer.inside(last[0]), self._sheet, block.closing, shares[0])

    def _signer(self, block: SignatureRow) -> None:
        write_signer(self._writer, block, self._sheet.measure)

    def _signatures(self, block: SignatureBlock) -> None:
        write_signatures(self._writer, self._sheet, block)


def _picture(code: str) -> bytes:
    """The QR as a PNG picture, with its white round it."""
    from PIL import Image

    modules = qr_modules(code)
    side = len(modules) + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(modules):
        for x, black in enumerate(row):
            if black:
                image.putpixel((x + QUIET, y + QUIET), 0)
    output = io.BytesIO()
    large = image.resize((side * _MODULE_PIXELS,) * 2, Image.Resampling.NEAREST)
    large.save(output, "PNG")
    return output.getvalue()
