"""Field rows: labels and underlined values side by side, all rows of a paper equally long."""

from dataclasses import replace

from desktop.printing.blocks import FieldRow, LabelledField
from desktop.printing.lines import Line
from desktop.printing.rows import Keep, Mark, Row, Rule
from desktop.printing.sheet import Run, Sheet, without_missing

_SMALLEST = 0.86  # of the type size: as small as a value is set to stay on one line
_NARROWEST = 2.0  # em: a field narrower than this goes on a row of its own


def field_rows(sheet: Sheet, block: FieldRow) -> list[Row]:
    """The block on the grid. What does not fit its part of the row wraps, and each of its lines is underlined."""
    gap, pad = sheet.em / 2, sheet.em / 4
    labels = [sheet.measured((cell.label,)) for cell in block.cells]
    room = sheet.measure - sum(label.width + pad for label in labels) - gap * (len(labels) - 1)
    shares = [room * cell.share / sum(cell.share for cell in block.cells) for cell in block.cells]
    if min(shares) < _NARROWEST * sheet.em:
        return _apart(sheet, block, labels[0])
    values = [sheet.measured(without_missing((cell.value,))) for cell in block.cells]
    areas = _areas(shares, [value.width + 2 * pad for value in values])
    x = 0.0
    rows: list[list[Mark]] = [[]]
    for cell, label, value, area in zip(block.cells, labels, values, areas, strict=True):
        fitted, lines = _value_lines(sheet, cell, value, area - 2 * pad)
        rows += [[] for _ in range(len(lines) - len(rows))]
        rows[0].append(label.placed(label.single(), x, sheet.base))
        x += label.width + pad
        if cell.value.missing and sheet.draft:
            rows[0] += sheet.not_filled(x, area, cell.value.field)
        for at in range(max(1, len(lines))):
            rows[at].append(sheet.place(x, x + area, cell.value.field))
            rows[at].append(Rule(x, x + area, sheet.rule_y))
            if lines:
                rows[at].append(fitted.placed(lines[at], x + pad, sheet.base))
        x += area + gap
    return [
        Row(sheet.leading, tuple(marks), keep=Keep.TOGETHER if at else Keep.FREE, text=True)
        for at, marks in enumerate(rows)
    ]


def _apart(sheet: Sheet, block: FieldRow, label: Run) -> list[Row]:
    """Cells whose labels leave no room beside each other, one below the other; a single one under its label."""
    rows: list[Row] = []
    if len(block.cells) > 1:
        for cell in block.cells:
            rows += field_rows(sheet, FieldRow((cell,)))
    else:
        rows = [sheet.row(label, line) for line in label.lines(sheet.measure)]
        rows += field_rows(sheet, FieldRow((replace(block.cells[0], label=""),)))
    return [row.held(Keep.TOGETHER) if at else row for at, row in enumerate(rows)]


def _value_lines(sheet: Sheet, cell: LabelledField, value: Run, room: float) -> tuple[Run, list[Line]]:
    """The lines of a value; one a little too long is set smaller rather than with one character on a line."""
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
