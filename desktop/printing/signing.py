"""Where people sign: a line and a blank date for each, room for a thumb print, and the room of the seal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.printing.blocks import Inline, Shown, SignatureBlock, SignatureRow
from desktop.printing.rows import Keep, Mark, Place, Ring, Row, Rule, Text, Tint
from desktop.printing.sheet import MILLIMETRE, NOTE_SIZE, Sheet, lowered, without_missing

SEAL_DIAMETER = 40 * MILLIMETRE
THUMB_PRINT = 15 * MILLIMETRE
"""Least height over a signature line; two lines of every grid are more."""

SEAL_LINES = 5
"""Lines of every grid that hold the seal."""

_DOWN = 0.3  # em: how far a wide label is set down, away from the line of the signer before
_COMMITTEE = "人民调解委员会"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths, in em, of a signer's row: label, gap, date, and where 年, 月 and 日 stand in the date.

    A block whose labels need it has a wider column for all of them, up to `widest`, so that all of its lines begin
    at one place.
    """

    label: float
    widest: float
    gap: float
    date: float
    stops: tuple[float, float, float]
    note: float  # size of how to sign, in points


_WIDE = _Columns(9, 11.5, 1, 10, (3, 6, 9), NOTE_SIZE)
_NARROW = _Columns(8.2, 8.2, 0.4, 7.5, (2.2, 4.3, 6.5), 9)


def signature_rows(sheet: Sheet, block: SignatureBlock) -> list[Row]:
    """All rows of the block, held together; where the signers take more than half a page, two at each end of it."""
    room = (sheet.lines - 2) * sheet.leading
    if block.narrow:
        rows = [_signer(sheet, row, _NARROW, _narrow_measure(sheet, block)) for row in block.rows]
        height = sum(row.height for row in rows)
        if not block.seal or SEAL_LINES * sheet.leading <= height <= room:
            return [row.held(Keep.TOGETHER) for row in _with_seal_beside(sheet, block, rows)]
    columns = _fitted(sheet, block.rows, _WIDE)
    rows = [_signer(sheet, row, columns, sheet.measure) for row in block.rows]
    breaks = breaking(sheet, rows)
    if block.seal:
        rows.append(_seal(sheet, block.seal))
    return [row if at in breaks else row.held(Keep.TOGETHER) for at, row in enumerate(rows)]


def breaking(sheet: Sheet, rows: Sequence[Row]) -> range:
    """Before which of the signers' rows a page may end: none, unless they take more than half a page.

    Each line is a signature of its own, so a long block goes on over the page rather than leave one half empty.
    Two signers stay with the text before them, and two with the seal.
    """
    half = sheet.lines * sheet.leading / 2
    long = sum(row.height for row in rows) > half
    return range(2, len(rows) - 1) if long else range(0)


def signature_row(sheet: Sheet, row: SignatureRow) -> Row:
    """Label and how to sign at the left, the line in the middle, the blank date at the right.

    A label wider than its column has lines of its own above, so that the room over the line stays free; how to
    sign, the line and the date stand in every row alike.
    """
    return _signer(sheet, row, _fitted(sheet, (row,), _WIDE), sheet.measure)


def _fitted(sheet: Sheet, rows: tuple[SignatureRow, ...], columns: _Columns) -> _Columns:
    """The columns with that of the labels as wide as the widest of those that it can hold."""
    widths = [sheet.measured(without_missing(row.label)).width / sheet.em for row in rows]
    held = [width for width in widths if width <= columns.widest]
    return replace(columns, label=max(columns.label, *held)) if held else columns


def _signer(sheet: Sheet, row: SignatureRow, columns: _Columns, measure: float) -> Row:
    column = columns.label * sheet.em
    label = sheet.measured(without_missing(row.label))
    note = sheet.measured((f"（{row.how}）",), replace(sheet.note, size=columns.note))
    wide = label.width > column
    lines = label.lines(measure if wide else column)
    above = len(lines) if wide else 0
    foot = (above + 1) * sheet.leading + sheet.base
    top = _DOWN * sheet.em if wide else foot - sheet.base - 1.15 * sheet.em
    marks = _missing_labels(sheet, row, min(label.width, measure), top)
    for at, line in enumerate(lines):
        marks += lowered(sheet.line_marks(label, line), top + at * sheet.leading)
    marks.append(note.placed(note.single(), -columns.note / 2, foot))
    date = measure - columns.date * sheet.em
    left = max(column, note.width - columns.note / 2) + columns.gap * sheet.em / 2
    marks.append(Rule(left, date - columns.gap * sheet.em, foot - sheet.base + sheet.rule_y))
    marks.append(_blank_date(sheet, date, foot, columns))
    return Row((above + 2) * sheet.leading, tuple(marks), signs=True)


def _missing_labels(sheet: Sheet, row: SignatureRow, width: float, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for item in row.label:
        if isinstance(item, Shown) and item.missing:
            where = (0.0, width, top + sheet.base - sheet.em, 1.3 * sheet.em, item.field)
            marks += [Place(*where), Tint(*where)] if sheet.draft else [Place(*where)]
    return marks


def _narrow_measure(sheet: Sheet, block: SignatureBlock) -> float:
    return sheet.measure - (SEAL_DIAMETER + sheet.em / 2 if block.seal else 0.0)


def _with_seal_beside(sheet: Sheet, block: SignatureBlock, rows: list[Row]) -> list[Row]:
    """The signers' rows with the sealing body and the seal's room at the right of the last of them."""
    if not block.seal:
        return rows
    at = len(rows) - 1
    while sum(row.height for row in rows[at:]) < SEAL_LINES * sheet.leading:
        at -= 1
    height = sum(row.height for row in rows[at:])
    centre = sheet.measure - SEAL_DIAMETER / 2
    marks: list[Mark] = [Ring(centre, height / 2, SEAL_DIAMETER / 2)] if sheet.draft else []
    lines = [
        (run, line)
        for part in by_sense(block.seal)
        for run in [sheet.measured(part)]
        for line in run.lines(SEAL_DIAMETER)
    ]
    top = height / 2 - len(lines) * sheet.leading
    for number, (run, line) in enumerate(lines):
        marks += lowered(
            sheet.line_marks(run, line, centre - line.width / 2), max(0.0, top) + number * sheet.leading
        )
    date = max(0.0, top) + len(lines) * sheet.leading + sheet.base
    marks.append(_blank_date(sheet, centre - _NARROW.date / 2 * sheet.em, date, _NARROW))
    return [*rows[:at], replace(rows[at], marks=(*rows[at].marks, *marks)), *rows[at + 1 :]]


def by_sense(seal: Inline) -> list[Inline]:
    """The sealing body in lines that one would speak: the place, 人民调解委员会, （印章）."""
    parts: list[Inline] = []
    for item in seal:
        text = item if isinstance(item, str) else item.text
        if isinstance(item, Shown) and text.endswith(_COMMITTEE) and text != _COMMITTEE:
            place = text.removesuffix(_COMMITTEE)
            parts += [(replace(item, text=place),), (replace(item, text=_COMMITTEE),)]
        else:
            parts.append((item,))
    return parts


def _seal(sheet: Sheet, seal: Inline) -> Row:
    """The sealing body over a blank date, with free room for a seal of 40 mm that rides on the date."""
    centre = sheet.measure - (2 + _WIDE.date / 2) * sheet.em
    name = sheet.measured(seal)
    lines = name.lines(sheet.measure)
    above = max(0, len(lines) - 2) * sheet.leading
    height = above + SEAL_LINES * sheet.leading
    marks: list[Mark] = []
    if sheet.draft:
        marks.append(Ring(centre, (above + height) / 2, SEAL_DIAMETER / 2))
    for at, line in enumerate(reversed(lines)):
        x = max(0.0, min(centre - line.width / 2, sheet.measure - line.width))
        marks += lowered(sheet.line_marks(name, line, x), above + (1 - at) * sheet.leading)
    marks.append(
        _blank_date(sheet, centre - _WIDE.date / 2 * sheet.em, above + 2 * sheet.leading + sheet.base, _WIDE)
    )
    return Row(height, tuple(marks))


def _blank_date(sheet: Sheet, x: float, y: float, columns: _Columns) -> Text:
    """年 月 日 with room to write before each."""
    run = sheet.measured(("年月日",))
    return Text(run.text, run.fonts, tuple(x + sheet.em * at for at in columns.stops), y, run.size)


def blank_date(sheet: Sheet, x: float, y: float) -> Text:
    """年 月 日 with room to write before each, ten characters wide from `x`, on the base line `y`."""
    return _blank_date(sheet, x, y, _WIDE)
