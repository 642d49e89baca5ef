"""What slips have and forms have not: a code to scan, a line to cut along, the giver's name over a date."""

from dataclasses import replace

from desktop.printing.blocks import Closing, CutLine, QrCode
from desktop.printing.fonts import Style, Typeface
from desktop.printing.qr import QUIET, qr_modules, qr_rectangles
from desktop.printing.rows import Boxes, Keep, Mark, Place, Row, Rule, Text, Tint
from desktop.printing.sheet import NOTE_SIZE, Run, Sheet, base_line, lowered, without_missing
from desktop.printing.signing import blank_date

_LARGE = 30.0  # points
_CODE_ROOM = 12  # characters, where the code is written by hand
_SMALLER = 0.8  # of the type size, for what stands beside a small code


def qr_rows(sheet: Sheet, block: QrCode) -> list[Row]:
    """The code at the left, with its white round it; beside it the label, the code in letters, its large part.

    The giver's name and date stand at the right of it, or below where they are too long for that.
    """
    height = block.lines * sheet.leading
    code = block.code.text.strip()
    marks: list[Mark] = []
    side = height
    if code:
        quiet = QUIET * height / (len(qr_modules(code)) + 2 * QUIET)
        marks.append(Boxes(quiet, quiet, qr_rectangles(code, height - 2 * quiet)))
    elif sheet.draft:
        marks.append(Tint(0.0, side, 0.0, height, block.code.field))
    marks.append(Place(0.0, side, 0.0, height, block.code.field))
    x = side + sheet.em / 2
    label = sheet.measured((block.label,), replace(sheet.note, size=max(NOTE_SIZE, _SMALLER * sheet.em)))
    runs = [label, sheet.measured((replace(block.code, room=_CODE_ROOM),))]
    if block.large:
        runs.append(sheet.measured((block.large,), Style(Typeface.HEITI, _LARGE)))
    marks += _stacked(sheet, runs, x, height)
    below: list[Row] = []
    if block.closing:
        below = closing_rows(sheet, block.closing)
        taken = x + max(run.width for run in runs) + sheet.em
        if len(below) <= block.lines and min(_left(row) for row in below) >= taken:
            for number, row in enumerate(reversed(below), 1):
                marks += lowered(row.marks, height - number * sheet.leading)
            below = []
    return [Row(height, tuple(marks), text=True), *below]


def _left(row: Row) -> float:
    """Where the text of a row begins."""
    return min((mark.xs[0] for mark in row.marks if isinstance(mark, Text) and mark.xs), default=0.0)


def _stacked(sheet: Sheet, runs: list[Run], x: float, height: float) -> list[Mark]:
    """One under the other, in the middle of the height."""
    heights = [1.45 * run.size for run in runs]
    top = max(0.0, (height - sum(heights)) / 2)
    marks: list[Mark] = []
    for run, own in zip(runs, heights, strict=True):
        for line in run.lines(sheet.measure - x)[:1]:
            lift = base_line(own, run.size) - base_line(sheet.leading, run.size)
            marks += lowered(sheet.line_marks(run, line, x), top + lift)
        top += own
    return marks


def cut_row(sheet: Sheet, block: CutLine) -> Row:
    """Dashes across the page with the words in the middle of them."""
    run = sheet.measured((f"（{block.words}）",), sheet.note)
    height = 2 * sheet.leading
    left, right = (sheet.measure - run.width) / 2, (sheet.measure + run.width) / 2
    y = height / 2
    text = run.placed(run.single(), left, y + 0.38 * run.size)
    return Row(height, (Rule(0.0, left, y, dashed=True), text, Rule(right, sheet.measure, y, dashed=True)))


def closing_rows(sheet: Sheet, block: Closing) -> list[Row]:
    """The body over the date, both about one middle, two characters in from the right."""
    body, date = sheet.measured(block.body), sheet.measured(without_missing((block.date,)))
    width = max(min(body.width, sheet.measure - 2 * sheet.em), date.width, 10 * sheet.em)
    centre = sheet.measure - 2 * sheet.em - width / 2
    rows = [
        sheet.row(body, line, max(0.0, min(centre - line.width / 2, sheet.measure - line.width)))
        for line in body.lines(sheet.measure)
    ]
    if block.date.missing:
        left = centre - 5 * sheet.em
        marks: list[Mark] = [sheet.place(left, left + 10 * sheet.em, block.date.field)]
        if sheet.draft:
            marks += [
                Tint(left, left + 10 * sheet.em, sheet.base - sheet.em, 1.3 * sheet.em, block.date.field)
            ]
        rows.append(Row(sheet.leading, (*marks, blank_date(sheet, left, sheet.base)), text=True))
    else:
        rows.append(sheet.row(date, date.single(), centre - date.width / 2))
    return [row.held(Keep.TOGETHER) for row in rows]
