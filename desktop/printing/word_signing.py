"""Signature lines, the seal's room and the giver's name in a Word copy."""

from desktop.printing.blocks import Closing, Shown, SignatureBlock, SignatureRow
from desktop.printing.rows import Row
from desktop.printing.sheet import NOTE_SIZE, Sheet, without_missing
from desktop.printing.signing import SEAL_DIAMETER, SEAL_LINES, breaking, by_sense
from desktop.printing.word_paragraphs import Type, Writer, add_run, add_stops, add_tab, add_table

_ROOM = 0.3  # em: what a line of fixed stops leaves free at its end, for fonts a little wider than ours
_WIDE_LABEL, _WIDE_DATE, _WIDE_BLANK = 9.0, 10.0, "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
_NARROW_LABEL, _NARROW_DATE, _NARROW_BLANK = 8.2, 7.0, "\u3000\u3000年\u3000月\u3000日"
_NARROW_NOTE = 9.0


def write_signatures(writer: Writer, sheet: Sheet, block: SignatureBlock) -> None:
    """All signers and the seal with the two lines of text before them; a long block may break as in the PDF."""
    for paragraph in writer.written[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    was, writer.held = writer.held, True
    if block.narrow and block.seal and 2 * len(block.rows) >= SEAL_LINES:
        _beside_seal(writer, sheet, block)
    else:
        breaks = breaking(sheet, [Row(2 * sheet.leading)] * len(block.rows))
        for at, row in enumerate(block.rows, 1):
            writer.held = at not in breaks
            write_signer(writer, row, sheet.measure)
        if block.seal:
            writer.paragraph()
            write_closing(writer, sheet, Closing(block.seal, Shown("", "", missing=True)), sheet.measure)
            for _ in range(2):  # the lower half of the seal, which rides on the date
                writer.paragraph()
    writer.held = was
    if not was and not writer.after_table:
        writer.written[-1].paragraph_format.keep_with_next = False


def write_signer(writer: Writer, row: SignatureRow, measure: float, *, narrow: bool = False) -> None:
    """Label; then how to sign, the line and the blank date, so high that a thumb print has room."""
    label, date, blank = (
        (_NARROW_LABEL, _NARROW_DATE, _NARROW_BLANK) if narrow else (_WIDE_LABEL, _WIDE_DATE, _WIDE_BLANK)
    )
    how = Type(_NARROW_NOTE if narrow else NOTE_SIZE)
    left = max(label * writer.em, (len(row.how) + 2.5) * how.size)
    right = measure - (date + _ROOM) * writer.em
    above = writer.paragraph()
    above.paragraph_format.keep_with_next = True
    writer.text(above, without_missing(row.label))
    line = writer.paragraph()
    add_stops(line, (left, right - writer.em / 2, right))
    add_run(line, f"（{row.how}）", how)
    add_tab(line, writer.type)
    add_tab(line, writer.type, underlined=True)
    add_tab(line, writer.type)
    add_run(line, blank, writer.type)


def write_closing(writer: Writer, sheet: Sheet, block: Closing, measure: float) -> None:
    """The body over the date, about one middle, two characters in from the right where there is room."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    width = max(sheet.measured(block.body).width, 10 * sheet.em)
    free = max(0.0, measure - width)
    right = min(2 * sheet.em, free)
    date = (_WIDE_BLANK,) if block.date.missing else (block.date,)
    for content in (block.body, date):
        paragraph = writer.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.right_indent = Pt(right)
        paragraph.paragraph_format.left_indent = Pt(free - right)
        writer.text(paragraph, content)


def _beside_seal(writer: Writer, sheet: Sheet, block: SignatureBlock) -> None:
    """The signers at the left, the sealing body with the seal's room at the right."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    left = sheet.measure - SEAL_DIAMETER - sheet.em / 2
    table = add_table(writer, (left, sheet.measure - left), 1, lines=False)
    signers, seal = table.rows[0].cells
    inside = writer.inside(signers)
    for row in block.rows:
        write_signer(inside, row, left, narrow=True)
    seal.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    beside = writer.inside(seal)
    for content in (*by_sense(block.seal), (_NARROW_BLANK,)):
        paragraph = beside.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        beside.text(paragraph, content)
