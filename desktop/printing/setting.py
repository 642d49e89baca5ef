"""From blocks to rows and pages: every block measured, broken into lines and laid on the grid of the page.

Every row is a whole number of grid lines high, so that the lines of all pages stand at the same heights.
"""

from dataclasses import replace

from desktop.printing.blocks import (
    Block,
    Document,
    FieldRow,
    Heading,
    Inline,
    NumberedItems,
    NumberLine,
    Paragraph,
    Shown,
    SignatureBlock,
    SignatureRow,
    Spacer,
    Title,
)
from desktop.printing.characters import paragraphs
from desktop.printing.fields import field_rows
from desktop.printing.fonts import Style, Typeface
from desktop.printing.rows import Keep, Row, Rule, paginate
from desktop.printing.sheet import Sheet, base_line
from desktop.printing.signing import signature_row, signature_rows
from models.values.chinese_numerals import in_chinese

TITLE_SIZE = 22.0  # 二号


def set_pages(document: Document, sheet: Sheet) -> list[list[Row]]:
    """The rows of each page of a document; one without blocks has one empty page."""
    return paginate(set_rows(document, sheet), sheet.lines * sheet.leading) or [[]]


def set_rows(document: Document, sheet: Sheet) -> list[Row]:
    """All rows of a document in order, each held to the one before it as the rules want."""
    rows: list[Row] = []
    before: Block | None = None
    for block in document.blocks:
        new = _rows(sheet, block)
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
            return _text(sheet, (block.text,), Style(Typeface.HEITI, sheet.em), indent=0, justify=False)
        case FieldRow():
            return field_rows(sheet, block)
        case Paragraph():
            return _paragraph(sheet, block)
        case NumberedItems():
            return _items(sheet, block)
        case Spacer():
            return [Row(sheet.leading, space=True) for _ in range(block.lines)]
        case SignatureRow():
            return [signature_row(sheet, block)]
        case SignatureBlock():
            return signature_rows(sheet, block)


def _title(sheet: Sheet, block: Title) -> list[Row]:
    run = sheet.measured((block.text,), Style(Typeface.XIAOBIAOSONG, TITLE_SIZE))
    height = 2 * sheet.leading
    rows: list[Row] = []
    for line in run.lines(sheet.measure):
        text = run.placed(line, (sheet.measure - line.width) / 2, base_line(height, run.size))
        rows.append(Row(height, (text,), keep=Keep.TOGETHER if rows else Keep.FREE))
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
    """Ruled lines to write on; in a draft the first one says that the value is missing."""
    rule = Rule(0.0, sheet.measure, sheet.rule_y)
    note = sheet.not_filled(0.0, sheet.measure, value.field) if sheet.draft else []
    first = Row(sheet.leading, (rule, *note), text=True)
    return [first] + [Row(sheet.leading, (rule,), keep=Keep.WIDOW, text=True) for _ in range(count - 1)]


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
