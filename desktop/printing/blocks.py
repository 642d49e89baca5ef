"""The tree of blocks that every paper is: what stands on it, in order, and which form field each value is from.

A paper is a function from a frozen dataclass to a Document. The setter (pdf.py) turns it into pages; the checks,
the marks for what is missing and the way from the page to the field all use the field names in the blocks.
Texts may be raw: the setter cleans them. Lengths are in points unless said otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Shown:
    """A value on the paper: its text, the dotted name of the form field it is from, its place in Chinese words.

    `missing` is the mark of something asked and not given: in a draft it is printed as （未填） on a tinted ground,
    on the paper to be signed as an underlined blank to be written on, inside running text `room` characters wide
    (one character is a place for a tick, and has no line).
    """

    text: str
    field: str
    place: str = ""
    missing: bool = False
    room: int = 6


class Unbroken(str):
    """Fixed wording that stays on one line, such as a choice with its brackets."""

    __slots__ = ()


Inline = tuple[str | Shown, ...]
"""Running text: fixed wording as str, values as Shown."""


def shown(text: str, field: str, place: str = "", *, room: int = 6) -> Shown:
    """A value that counts as missing when there is nothing but blanks in it."""
    return Shown(text, field, place, missing=not text.strip(), room=room)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper, centred; a second line (such as a committee's name) is its own Title.

    `size` in points, 二号 by default. Below 20 points it takes one line of the grid, else two. Where there are
    values in the title, `inline` is the same with them.
    """

    text: str
    size: float = 22.0
    inline: Inline = ()

    @property
    def content(self) -> Inline:
        """What is set: the text, or the same with the values in it."""
        return self.inline or (self.text,)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number of the paper, at the right under the title."""

    label: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it never stands at the foot of a page without the text that follows."""

    text: str


@dataclass(frozen=True, slots=True)
class LabelledField:
    """A label and an underlined value; `share` is its part of the row's width, given up to wider neighbours.

    A label shorter than `label_room` characters is spread over so many, so that labels below each other end alike.
    """

    label: str
    value: Shown
    share: float = 1.0
    label_room: float = 0.0


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Labelled, underlined fields side by side; all rows of a paper are equally long. Long values wrap."""

    cells: tuple[LabelledField, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, first line indented by `indent` characters, justified; at least two lines stay together.

    A paragraph that is one missing value becomes `blank_lines` ruled lines on the paper to be signed.
    """

    content: Inline
    indent: float = 2.0
    justified: bool = True
    blank_lines: int = 1


@dataclass(frozen=True, slots=True)
class NumberedItems:
    """Items numbered 一、二、三、 as paragraphs; an item may hold several paragraphs, divided by line ends."""

    items: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small type, not indented."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. A label is centred; `span` is how many columns it takes, `lines` its least height.

    A value of several paragraphs keeps them, and so do fixed words of several lines alone in a cell. What stands at
    the `foot` of a cell is set against its right lower corner: a date to be written.
    """

    content: Inline
    span: int = 1
    label: bool = False
    lines: int = 1
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells between lines, as wide as the text. `widths` are shares; the first `head` rows come again on every page.

    The spans of each row add up to the number of columns.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """Who gives the paper, over its date, at the right foot. A missing date is left to the hand."""

    body: Inline
    date: Shown


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan and, beside it, the same to read; `large` is set in large type (the last digits of it).

    The code is ASCII: some scanners drop everything else. `lines` of the grid high. A missing code leaves the
    place of the QR empty. `closing` stands at the right of the same height.
    """

    label: str
    code: Shown
    large: str = ""
    lines: int = 4
    closing: Closing | None = None

    def __post_init__(self) -> None:
        if not self.code.text.isascii():
            raise ValueError("二维码里只能是数字、字母和符号。")


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page along which the sheet is cut."""

    words: str = "沿此线裁开"


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty lines of the grid; dropped at the head of a page unless they are `kept`, as above a cover's title."""

    lines: int = 1
    kept: bool = False


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signer: label, how to sign, a line and a blank date for the hand, with room for a thumb print."""

    label: Inline
    how: str = "签名"


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """All signers, then the name of the body that puts its seal, over a blank date, with the seal's room.

    It takes at least two lines of text along to a new page, and keeps together unless its signers take more than
    half of one: then it may go on over the page, two signers at least on each. `seal` may be empty: no seal. A
    `narrow` block has the seal beside the signers, for papers of one sheet.
    """

    rows: tuple[SignatureRow, ...]
    seal: Inline = ()
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stand on one page if one holds them; `at_foot` at the foot of it."""

    blocks: tuple["Block", ...]
    at_foot: bool = False


Block = (
    Title
    | NumberLine
    | Heading
    | FieldRow
    | Paragraph
    | NumberedItems
    | Note
    | Table
    | QrCode
    | CutLine
    | Closing
    | Spacer
    | SignatureRow
    | SignatureBlock
    | Together
)


class Stamp(Enum):
    """What a paper says of itself at the head of every page."""

    VOID = "作废"
    LATE_ENTRY = "补录"
    RECORDED_TEXT = "录入文本，不是签字的原件"


@dataclass(frozen=True, slots=True)
class EditionMark:
    """What a corrected paper says of itself beside the stamps: which edition it is, and of which it takes the place."""

    value: str


class PageShape(Enum):
    """The sheet: width, height, margin for binding, margin above, base line of the page number, in millimetres.

    HALF is the upper half of an A4 sheet, or A5 across: printed on A4 it is cut in the middle.
    """

    A4 = (210.0, 297.0, 28.0, 31.0, 13.0)
    HALF = (210.0, 148.5, 20.0, 14.0, 8.0)


class BodySize(Enum):
    """Size of the running text: size in points, leading in points, characters to a line, lines to a page.

    Two lines hold a thumb print (15 mm). The SLIP sizes are those of half a sheet.
    """

    SAN_HAO = (16.0, 28.0, 27, 24)
    XIAO_SAN = (15.0, 26.0, 29, 26)
    SI_HAO = (14.0, 25.0, 31, 27)
    XIAO_SI = (12.0, 21.75, 36, 31)
    SLIP = (14.0, 24.0, 34, 13)
    SLIP_SMALL = (12.0, 21.75, 40, 15)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: its title in the file's properties, its blocks, and what goes for all of its pages.

    `spare` are smaller sizes of the running text, the first of them taken that spares most pages.
    `page_signature` is the label of a line for the parties' hand at the foot of every page before the signatures;
    empty: none. `author` is the body whose paper it is. Half a sheet is numbered only where there are several.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str
    language: str = "zh-CN"
    shape: PageShape = PageShape.A4
    body: BodySize = BodySize.XIAO_SAN
    spare: tuple[BodySize, ...] = ()
    page_numbers: bool = True
    page_signature: str = ""
    stamps: tuple[Stamp | EditionMark, ...] = ()

    def shown(self) -> Iterator[Shown]:
        """Every value on the paper, in the order of reading."""
        for block in self.blocks:
            yield from values(block)

    @property
    def missing(self) -> tuple[Shown, ...]:
        """What was asked and not given, each field once."""
        return tuple({value.field: value for value in self.shown() if value.missing}.values())


def values(block: Block) -> tuple[Shown, ...]:
    """The values that a block shows, in the order of reading."""
    return tuple(item for item in _content(block) if isinstance(item, Shown))


def _content(block: Block) -> Inline:
    match block:
        case NumberLine():
            return (block.value,)
        case QrCode():
            return (block.code, *(_content(block.closing) if block.closing else ()))
        case FieldRow():
            return tuple(cell.value for cell in block.cells)
        case Title() | Paragraph() | Note():
            return block.content
        case NumberedItems():
            return block.items
        case Table():
            return tuple(item for row in block.rows for cell in row for item in cell.content)
        case Closing():
            return (*block.body, block.date)
        case SignatureRow():
            return block.label
        case SignatureBlock() | Together():
            return _inner(block)
        case Heading() | CutLine() | Spacer():
            return ()


def _inner(block: SignatureBlock | Together) -> Inline:
    if isinstance(block, Together):
        return tuple(value for inner in block.blocks for value in values(inner))
    return tuple(value for row in block.rows for value in row.label) + block.seal


def fields(block: Block) -> tuple[str, ...]:
    """The dotted names of the form fields that a block shows, in the order of reading."""
    return tuple(value.field for value in values(block))


def missing_fields(block: Block) -> tuple[str, ...]:
    """Those of a block's fields whose value is missing."""
    return tuple(value.field for value in values(block) if value.missing)
