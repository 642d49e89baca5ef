"""From blocks to rows and pages: every block measured, broken into lines and laid on the grid of the page.

Every row is a whole number of grid lines high, so that the lines of all pages stand at the same heights.
"""

from dataclasses import replace
from functools import partial

from desktop.printing.blocks import (
    Block,
    Closing,
    CutLine,
    Document,
    FieldRow,
    Heading,
    Inline,
    Note,
    NumberedItems,
    NumberLine,
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
from desktop.printing.characters import paragraphs
from desktop.printing.fields import field_rows
from desktop.printing.fonts import Style, Typeface
from desktop.printing.rows import Anchor, Keep, Row, Rule, paginate
from desktop.printing.sheet import Sheet, base_line, lowered
from desktop.printing.signing import signature_row, signature_rows
from desktop.printing.slips import closing_rows, cut_row, qr_rows
from desktop.printing.tables import table_rows
from models.values.chinese_numerals import in_chinese

_SMALLEST_TITLE = 0.7  # of its size: as small as a title is set to stay on one line
_ONE_LINE = 20.0  # points: a title smaller than this takes one line of the grid


def set_pages(document: Document, sheet: Sheet) -> list[list[Row]]:
    """The rows of each page of a document; one without blocks has one empty page."""
    return paginate(set_rows(document, sheet), sheet.lines * sheet.leading) or [[]]


def set_rows(document: Document, sheet: Sheet) -> list[Row]:
    """All rows of a document in order, each held to the one before it as the rules want."""
    return _set_blocks(document.blocks, sheet)


def _set_blocks(blocks: tuple[Block, ...], sheet: Sheet) -> list[Row]:
    rows: list[Row] = []
    before: Block | None = None
    for block in blocks:
        new = sheet.remembered(block, partial(_rows, sheet, block))
        if not new:
            continue
        if isinstance(before, Heading):
            new[0] = new[0].held(Keep.TOGETHER)
        if isinstance(before, FieldRow) and isinstance(block, FieldRow):
            new[0] = new[0].held(Keep.WIDOW)
        if isinstance(block, SignatureBlock):
            _hold_two_lines(rows)
            new[0] = new[0].held(Keep.TOGETHER)
        rows += new
        before = block
    return rows


def _rows(sheet: Sheet, block: Block) -> list[Row]:
    match block:
        case Title():
            return _title(sheet, block)
        case NumberLine():
            return _number(sheet, block)
        case Heading():
            return _heading(sheet, block)
        case FieldRow():
            return field_rows(sheet, block)
        case Paragraph():
            return _paragraph(sheet, block)
        case NumberedItems():
            return _items(sheet, block)
        case Spacer():
            return [Row(sheet.leading, space=not block.kept) for _ in range(block.lines)]
        case SignatureRow():
            return [signature_row(sheet, block)]
        case SignatureBlock():
            return signature_rows(sheet, block)
        case _:
            return _other_rows(sheet, block)


def _other_rows(sheet: Sheet, block: Note | Table | QrCode | CutLine | Closing | Together) -> list[Row]:
    match block:
        case Note():
            return [row.held(Keep.TOGETHER) for row in _text(sheet, block.content, sheet.note, indent=0)]
        case Table():
            return table_rows(sheet, block)
        case QrCode():
            return qr_rows(sheet, block)
        case CutLine():
            return [cut_row(sheet, block)]
        case Closing():
            return closing_rows(sheet, block)
        case Together():
            return _together(sheet, block)


def _together(sheet: Sheet, block: Together) -> list[Row]:
    """The rows of several blocks, held together if one page holds them; before them what room is to be left."""
    rows = [row for row in _set_blocks(block.blocks, sheet) if not row.space]
    if sum(row.height for row in rows) <= sheet.lines * sheet.leading:
        rows = [row.held(Keep.TOGETHER) if at else row for at, row in enumerate(rows)]
    if block.at_foot and rows:
        rows = [Row(0.0, fill=True), rows[0].held(Keep.TOGETHER), *rows[1:]]
    return rows


def title_size(sheet: Sheet, block: Title) -> float:
    """The size of a title in points: one a little too long is set smaller, for it breaks badly."""
    width = sheet.measured(block.content, Style(Typeface.XIAOBIAOSONG, block.size)).width
    if sheet.measure < width <= sheet.measure / _SMALLEST_TITLE:
        return block.size * sheet.measure / width
    return block.size


def _title(sheet: Sheet, block: Title) -> list[Row]:
    run = sheet.measured(block.content, Style(Typeface.XIAOBIAOSONG, title_size(sheet, block)))
    height = (1 if block.size < _ONE_LINE else 2) * sheet.leading
    rows: list[Row] = []
    for line in run.lines(sheet.measure):
        down = base_line(height, run.size) - base_line(sheet.leading, run.size)
        marks = lowered(sheet.line_marks(run, line, (sheet.measure - line.width) / 2), down)
        anchors = () if rows else (Anchor(block.text, 0),)
        rows.append(Row(height, (*anchors, *marks), keep=Keep.TOGETHER if rows else Keep.FREE))
    return rows


def _heading(sheet: Sheet, block: Heading) -> list[Row]:
    rows = _text(sheet, (block.text,), Style(Typeface.HEITI, sheet.em), indent=0, justify=False)
    if rows:
        name = block.text.strip().rstrip("：:")
        rows[0] = replace(rows[0], marks=(*rows[0].marks, Anchor(name, 1)), airy=True)
    return rows


def _number(sheet: Sheet, block: NumberLine) -> list[Row]:
    run = sheet.measured((block.label, block.value))
    return [
        sheet.row(run, line, sheet.measure - line.width).held(Keep.TOGETHER)
        for line in run.lines(sheet.measure)
    ]


def _paragraph(sheet: Sheet, block: Paragraph) -> list[Row]:
    only = block.content[0] if len(block.content) == 1 else None
    if isinstance(only, Shown) and only.missing:
        return _ruled(sheet, only, block.blank_lines)
    return _text(sheet, block.content, sheet.body, indent=block.indent, justify=block.justified)


def _items(sheet: Sheet, block: NumberedItems) -> list[Row]:
    rows: list[Row] = []
    for number, item in enumerate(block.items, 1):
        parts = paragraphs(item.text) or [""]
        first = replace(item, text=parts[0])
        rows += _text(sheet, (f"{in_chinese(number)}、", first), sheet.body)
        for part in parts[1:]:
            rows += _text(sheet, (replace(item, text=part),), sheet.body)
    return rows


def _ruled(sheet: Sheet, value: Shown, count: int) -> list[Row]:
    """Ruled lines to write on, the first two together; in a draft the first one says that the value is missing.

    The last one may go to the next page alone, for it is no part of a sentence: else three would never be parted.
    """
    line = (sheet.place(0.0, sheet.measure, value.field), Rule(0.0, sheet.measure, sheet.rule_y))
    note = sheet.not_filled(0.0, sheet.measure, value.field) if sheet.draft else []
    rows = [Row(sheet.leading, (*line, *([] if at else note)), text=True) for at in range(count)]
    return [row.held(Keep.WIDOW) if at == 1 else row for at, row in enumerate(rows)]


def _text(
    sheet: Sheet, content: Inline, style: Style, *, indent: float = 2, justify: bool = True
) -> list[Row]:
    """Running text as rows; its first two and its last two lines stay together."""
    run = sheet.measured(content, style)
    lines = run.lines(sheet.measure, indent=indent * run.size, justify=justify)
    rows = [sheet.row(run, line) for line in lines]
    if len(rows) > 1:
        rows[1] = rows[1].held(Keep.WIDOW)
        rows[-1] = rows[-1].held(Keep.WIDOW)
    return rows


def _hold_two_lines(rows: list[Row]) -> None:
    """Hold what stands between the last two lines of text and the end, so that both go with what follows."""
    seen = 0
    for at in range(len(rows) - 1, -1, -1):
        seen += rows[at].text
        if seen == 2:
            return
        rows[at] = rows[at].held(Keep.TOGETHER)
