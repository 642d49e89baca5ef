"""Field rows: labels and underlined values side by side, all rows of a paper equally long."""

from dataclasses import dataclass, replace

from desktop.printing.blocks import FieldRow, LabelledField
from desktop.printing.lines import Line
from desktop.printing.rows import Keep, Mark, Row, Rule, Text
from desktop.printing.sheet import Run, Sheet, lowered, without_missing

_SMALLEST = 0.86  # of the type size: as small as a value is set to stay on one line
_IN_ONE_PIECE = 6  # lines: so many stay together, value by value, so that a reader finds a value that wraps
_NARROWEST = 2.0  # em: a field narrower than this goes on a row of its own


@dataclass(frozen=True, slots=True)
class Area:
    """Where a cell of a field row stands: its label from `x`, its value between `left` and `end`, in points."""

    cell: LabelledField
    label: Run
    x: float
    left: float
    end: float
    letter_space: float = 0.0
    """What stands between the characters of a label that is spread, in points."""


def field_areas(sheet: Sheet, block: FieldRow) -> list[Area] | None:
    """The cells of a row side by side, or None where their labels leave no room for the values."""
    gap, pad = sheet.em / 2, sheet.em / 4
    labels = [sheet.measured((cell.label,)) for cell in block.cells]
    spaces = [
        _letter_space(label, cell.label_room * sheet.em)
        for label, cell in zip(labels, block.cells, strict=True)
    ]
    taken = [label.width + space * (len(label.text) - 1) for label, space in zip(labels, spaces, strict=True)]
    room = sheet.measure - sum(width + pad for width in taken) - gap * (len(labels) - 1)
    shares = [room * cell.share / sum(cell.share for cell in block.cells) for cell in block.cells]
    if min(shares) < _NARROWEST * sheet.em:
        return None
    needs = [sheet.measured(without_missing((cell.value,))).width + 2 * pad for cell in block.cells]
    areas: list[Area] = []
    x = 0.0
    for cell, label, own, space, width in zip(
        block.cells, labels, taken, spaces, _areas(shares, needs), strict=True
    ):
        left = x + own + pad
        areas.append(Area(cell, label, x, left, left + width, space))
        x = left + width + gap
    return areas


def field_rows(sheet: Sheet, block: FieldRow) -> list[Row]:
    """The block on the grid. What does not fit its part of the row wraps, and each of its lines is underlined."""
    areas = field_areas(sheet, block)
    if areas is None:
        return _apart(sheet, block)
    cells = [_cell_lines(sheet, area) for area in areas]
    count = max(len(lines) for lines in cells)
    if count <= _IN_ONE_PIECE:
        marks = [
            mark
            for lines in cells
            for at, line in enumerate(lines)
            for mark in lowered(line, at * sheet.leading)
        ]
        return [Row(count * sheet.leading, tuple(marks), text=True)]
    strips = [tuple(mark for lines in cells if at < len(lines) for mark in lines[at]) for at in range(count)]
    return [
        Row(sheet.leading, strip, keep=Keep.TOGETHER if at else Keep.FREE, text=True)
        for at, strip in enumerate(strips)
    ]


def _cell_lines(sheet: Sheet, area: Area) -> list[list[Mark]]:
    """The marks of a cell, line by line: the label in the first, the value and its rule in each."""
    pad = sheet.em / 4
    value = area.cell.value
    fitted, lines = _value_lines(sheet, area.cell, area.end - area.left - 2 * pad)
    marks: list[list[Mark]] = [[] for _ in range(max(1, len(lines)))]
    marks[0].append(_label(sheet, area))
    if value.missing and sheet.draft:
        marks[0] += sheet.not_filled(area.left, area.end - area.left, value.field)
    for at, line in enumerate(marks):
        line += [sheet.place(area.left, area.end, value.field), Rule(area.left, area.end, sheet.rule_y)]
        if lines:
            line.append(fitted.placed(lines[at], area.left + pad, sheet.base))
    return marks


def _letter_space(label: Run, room: float) -> float:
    """What to put between the characters of a label to make it as wide as its room."""
    return max(0.0, room - label.width) / max(1, len(label.text) - 1)


def _label(sheet: Sheet, area: Area) -> Text:
    """The label of a cell, spread where it is to be."""
    text = area.label.placed(area.label.single(), area.x, sheet.base)
    return replace(text, xs=tuple(x + at * area.letter_space for at, x in enumerate(text.xs)))


def _apart(sheet: Sheet, block: FieldRow) -> list[Row]:
    """Cells whose labels leave no room beside each other, one below the other; a single one under its label."""
    rows: list[Row] = []
    if len(block.cells) > 1:
        for cell in block.cells:
            rows += field_rows(sheet, FieldRow((cell,)))
    else:
        label = sheet.measured((block.cells[0].label,))
        rows = [sheet.row(label, line) for line in label.lines(sheet.measure)]
        rows += field_rows(sheet, FieldRow((replace(block.cells[0], label=""),)))
    return [row.held(Keep.TOGETHER) if at else row for at, row in enumerate(rows)]


def _value_lines(sheet: Sheet, cell: LabelledField, room: float) -> tuple[Run, list[Line]]:
    """The lines of a value; one a little too long is set smaller rather than with one character on a line."""
    value = sheet.measured(without_missing((cell.value,)))
    if room < value.width <= room / _SMALLEST:
        style = replace(sheet.body, size=sheet.em * room / value.width)
        value = sheet.measured(without_missing((cell.value,)), style)
    return value, value.lines(room)


def _areas(shares: list[float], needs: list[float]) -> list[float]:
    """Widths of the fields of a row: by share, but what one does not need goes to those that need more."""
    spare = [max(0.0, share - need) for share, need in zip(shares, needs, strict=True)]
    wanted = [max(0.0, need - share) for share, need in zip(shares, needs, strict=True)]
    moved = min(sum(spare), sum(wanted))
    if not moved:
        return shares
    give, take = moved / sum(spare), moved / sum(wanted)
    return [
        share - more * give + less * take for share, more, less in zip(shares, spare, wanted, strict=True)
    ]
