"""Tables: cells broken by the same rules as running text, laid on the grid, parted between lines over pages."""

from dataclasses import replace

from desktop.printing.blocks import Cell, Shown, Table
from desktop.printing.characters import paragraphs
from desktop.printing.lines import Line
from desktop.printing.rows import Edge, Keep, Mark, Row, Rule
from desktop.printing.sheet import Run, Sheet, lowered, without_missing

_PAD = 0.35  # em: between the edge of a cell and its text
_JUSTIFIED_FROM = 12  # em: narrower cells are ragged, for justifying would tear them

_Lines = list[tuple[Run, Line]]


def table_rows(sheet: Sheet, block: Table) -> list[Row]:
    """The lines of the table as rows. A row of cells that fits a page is not parted."""
    total = sum(block.widths)
    edges = [0.0]
    for width in block.widths:
        edges.append(edges[-1] + width / total * sheet.measure)
    rows: list[Row] = []
    head: tuple[Row, ...] = ()
    for number, cells in enumerate(block.rows):
        if sum(cell.span for cell in cells) != len(block.widths):
            raise ValueError(f"表格第{number + 1}行的格数与列数不符")
        rows += _row(sheet, cells, edges, last=number == len(block.rows) - 1, head=head)
        if number + 1 == block.head:
            head = tuple(rows)
            rows = [row.held(Keep.TOGETHER) if at else row for at, row in enumerate(rows)]
    if head and len(rows) > len(head):
        rows[len(head)] = rows[len(head)].held(Keep.TOGETHER)
    return rows


def _row(
    sheet: Sheet, cells: tuple[Cell, ...], edges: list[float], *, last: bool, head: tuple[Row, ...]
) -> list[Row]:
    """One row of cells: as many lines of the grid as its fullest cell has."""
    bounds, at = [], 0
    for cell in cells:
        bounds.append((edges[at], edges[at + cell.span]))
        at += cell.span
    texts = [_lines(sheet, cell, *bound) for cell, bound in zip(cells, bounds, strict=True)]
    count = max(1, *(max(cell.lines, len(lines)) for cell, lines in zip(cells, texts, strict=True)))
    cells_marks = [
        _cell(sheet, cell, *bound, lines, count)
        for cell, bound, lines in zip(cells, bounds, texts, strict=True)
    ]
    frame = _Frame(sheet, [0.0, *(right for _left, right in bounds)], last=last, head=head)
    above = round(sum(line.height for line in head) / sheet.leading)
    if count <= sheet.lines - max(4, above):  # the head may come again above it
        return [frame.whole(cells_marks, count)]
    return frame.lines(cells_marks, count)


class _Frame:
    """The lines round a row of cells, drawn in one piece or line by line."""

    def __init__(self, sheet: Sheet, sides: list[float], *, last: bool, head: tuple[Row, ...]) -> None:
        self._sheet, self._sides, self._last, self._head = sheet, sides, last, head

    def whole(self, cells: list[list[list[Mark]]], count: int) -> Row:
        """One row: its marks cell by cell, so that a reader finds a value that goes over several lines."""
        height = count * self._sheet.leading
        inside = [
            mark
            for strips in cells
            for at, strip in enumerate(strips)
            for mark in lowered(strip, at * self._sheet.leading)
        ]
        bottom = Rule(0.0, self._sheet.measure, height)
        return Row(
            height,
            (
                Rule(0.0, self._sheet.measure, 0.0),
                *([bottom] if self._last else []),
                *self._edges(height),
                *inside,
            ),
            text=True,
            closes=() if self._last else (bottom,),
            head=self._head,
        )

    def lines(self, cells: list[list[list[Mark]]], count: int) -> list[Row]:
        """A row of cells longer than a page: parted anywhere but next to its first and its last line."""
        leading = self._sheet.leading
        top, bottom = Rule(0.0, self._sheet.measure, 0.0), Rule(0.0, self._sheet.measure, leading)
        rows = []
        for at in range(count):
            ends = self._last and at == count - 1
            rules = [*([] if at else [top]), *([bottom] if ends else [])]
            rows.append(
                Row(
                    leading,
                    (*rules, *self._edges(leading), *(mark for strips in cells for mark in strips[at])),
                    keep=Keep.WIDOW if at in {1, count - 1} else Keep.FREE,
                    text=True,
                    opens=(top,) if at else (),
                    closes=() if ends else (bottom,),
                    head=self._head,
                )
            )
        return rows

    def _edges(self, height: float) -> list[Mark]:
        return [Edge(x, 0.0, height) for x in self._sides]


def _lines(sheet: Sheet, cell: Cell, left: float, right: float) -> _Lines:
    """The lines of a cell; each paragraph of a value begins a new one."""
    room = right - left - 2 * _PAD * sheet.em
    content = without_missing(cell.content) if len(cell.content) == 1 else cell.content
    only = content[0] if len(content) == 1 else None
    parts = [content]
    if isinstance(only, Shown):
        parts = [(replace(only, text=part),) for part in paragraphs(only.text)]
    elif isinstance(only, str):
        parts = [(part,) for part in only.split("\n")]
    justify = room >= _JUSTIFIED_FROM * sheet.em and not cell.label
    found: _Lines = []
    for part in parts:
        run = sheet.measured(part)
        found += [(run, line) for line in run.lines(max(room, 1.0), justify=justify)]
    return found


def _cell(sheet: Sheet, cell: Cell, left: float, right: float, lines: _Lines, count: int) -> list[list[Mark]]:
    """The marks of a cell for each line of its row: labels in the middle, short values too, long ones from the top."""
    strips: list[list[Mark]] = [[] for _ in range(count)]
    middle = cell.label or cell.lines == 1
    down = count - len(lines) if cell.foot else (count - len(lines)) / 2 if middle else 0.0
    pad = _PAD * sheet.em
    values = [item for item in cell.content if isinstance(item, Shown)]
    if len(values) == 1:
        for strip in strips:
            strip.append(sheet.place(left, right, values[0].field))
        if values[0].missing and sheet.draft and not lines:
            strips[0] += sheet.not_filled(left + pad, right - left - 2 * pad, values[0].field)
    for number, (run, line) in enumerate(lines):
        x = (left + right - line.width) / 2 if cell.label else left + pad
        if cell.foot:
            x = max(left + pad, right - pad - line.width)
        whole, rest = divmod(number + down, 1)
        marks: list[Mark] = [run.placed(line, x, sheet.base)]
        if len(values) > 1:
            marks = sheet.line_marks(run, line, x)
        if len(values) == 1 and rest:  # between two lines of the grid
            marks.append(sheet.place(left, right, values[0].field))
        strips[int(whole)] += lowered(marks, rest * sheet.leading)
    return strips
