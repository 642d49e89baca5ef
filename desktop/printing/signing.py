"""Where people sign: a line and a blank date for each, room for a thumb print, and the room of the seal."""

from desktop.printing.blocks import Inline, Shown, SignatureBlock, SignatureRow
from desktop.printing.rows import Keep, Mark, Ring, Row, Rule, Text, Tint
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Sheet, lowered, without_missing

SEAL_DIAMETER = 40 * MILLIMETRE
THUMB_PRINT = 15 * MILLIMETRE
"""Least height over a signature line; two lines of every grid are more."""

_COLUMN = 9  # em: the label's column
_DATE = 10  # em: the blank date
_DOWN = 0.3  # em: how far a wide label is set down, away from the line of the signer before
_SEAL_LINES = 5  # lines of the grid that hold the seal


def signature_rows(sheet: Sheet, block: SignatureBlock) -> list[Row]:
    """All rows of the block, held together as far as one page can hold them with two lines of text."""
    rows = [signature_row(sheet, row) for row in block.rows]
    if block.seal:
        rows.append(_seal(sheet, block.seal).held(Keep.TOGETHER))
    if sum(row.height for row in rows) <= (sheet.lines - 2) * sheet.leading:
        return [row.held(Keep.TOGETHER) for row in rows]
    return rows


def signature_row(sheet: Sheet, row: SignatureRow) -> Row:
    """Label and how to sign at the left, the line in the middle, the blank date at the right.

    A label wider than its column has lines of its own above, with how to sign behind it, so that the room over
    the line stays free.
    """
    column = _COLUMN * sheet.em
    label = sheet.measured(without_missing(row.label))
    note = sheet.measured((f"（{row.how}）",), sheet.note)
    wide = label.width > column
    lines = label.lines(sheet.measure if wide else column)
    above = len(lines) if wide else 0
    foot = (above + 1) * sheet.leading + sheet.base
    top = _DOWN * sheet.em if wide else foot - sheet.base - 1.15 * sheet.em
    marks: list[Mark] = []
    if sheet.draft:
        marks += [
            Tint(
                0.0, min(label.width, sheet.measure), top + sheet.base - sheet.em, 1.3 * sheet.em, item.field
            )
            for item in row.label
            if isinstance(item, Shown) and item.missing
        ]
    for at, line in enumerate(lines):
        marks += lowered(sheet.row(label, line).marks, top + at * sheet.leading)
    behind = wide and lines[-1].width + note.width <= sheet.measure
    place = (
        (lines[-1].width, top + (above - 1) * sheet.leading + sheet.base)
        if behind
        else (-NOTE_SIZE / 2, foot)
    )
    marks.append(note.placed(note.single(), *place))
    date = sheet.measure - _DATE * sheet.em
    left = max(column, note.width) + sheet.em / 2
    marks.append(Rule(left, date - sheet.em, foot - sheet.base + sheet.rule_y))
    marks.append(_blank_date(sheet, date, foot))
    return Row((above + 2) * sheet.leading, tuple(marks), signs=True)


def _seal(sheet: Sheet, seal: Inline) -> Row:
    """The sealing body over a blank date, with free room for a seal of 40 mm that rides on the date."""
    height = _SEAL_LINES * sheet.leading
    centre = sheet.measure - (2 + _DATE / 2) * sheet.em
    name = sheet.measured(seal)
    lines = name.lines(sheet.measure)
    marks: list[Mark] = []
    if sheet.draft:
        marks.append(Ring(centre, height / 2, SEAL_DIAMETER / 2))
    for at, line in enumerate(reversed(lines)):
        x = max(0.0, min(centre - line.width / 2, sheet.measure - line.width))
        marks += lowered(sheet.row(name, line, x).marks, (1 - at) * sheet.leading)
    marks.append(_blank_date(sheet, centre - _DATE / 2 * sheet.em, 2 * sheet.leading + sheet.base))
    return Row(height, tuple(marks))


def _blank_date(sheet: Sheet, x: float, y: float) -> Text:
    """年 月 日 with room to write before each."""
    run = sheet.measured(("年月日",))
    return Text(run.text, run.fonts, tuple(x + sheet.em * at for at in (3, 6, 9)), y, run.size)
