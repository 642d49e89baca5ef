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
    on the paper to be signed as an underlined blank to be written on.
    """

    text: str
    field: str
    place: str = ""
    missing: bool = False


Inline = tuple[str | Shown, ...]
"""Running text: fixed wording as str, values as Shown."""


def shown(text: str, field: str, place: str = "") -> Shown:
    """A value that counts as missing when there is nothing but blanks in it."""
    return Shown(text, field, place, missing=not text.strip())


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper, large and centred; a second line (such as a committee's name) is its own Title."""

    text: str


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
    """A label and an underlined value; `share` is its part of the row's width, given up to wider neighbours."""

    label: str
    value: Shown
    share: float = 1.0


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
class Spacer:
    """Empty lines of the grid; dropped at the head of a page."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signer: label, how to sign, a line and a blank date for the hand, with room for a thumb print."""

    label: Inline
    how: str = "签名"


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """All signers, then the name of the body that puts its seal, over a blank date, with the seal's room.

    It keeps together and takes at least two lines of text along to a new page. `seal` may be empty: no seal.
    """

    rows: tuple[SignatureRow, ...]
    seal: Inline = ()


Block = (
    Title
    | NumberLine
    | Heading
    | FieldRow
    | Paragraph
    | NumberedItems
    | Spacer
    | SignatureRow
    | SignatureBlock
)


class Stamp(Enum):
    """What a paper says of itself at the head of every page."""

    VOID = "作废"
    LATE_ENTRY = "补录"
    RECORDED_TEXT = "录入文本，不是签字的原件"


class BodySize(Enum):
    """Size of the running text: size in points, leading in points, characters to a line, lines to a page."""

    SAN_HAO = (16.0, 28.0, 27, 24)
    XIAO_SAN = (15.0, 26.0, 29, 26)
    SI_HAO = (14.0, 25.0, 31, 27)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: its title in the file's properties, its blocks, and what goes for all of its pages.

    `spare` is a smaller size of the running text, taken where it spares a page. `page_signature` is the label of
    a line for the parties' hand at the foot of every page before the signatures; empty: none. `author` is the
    body whose paper it is.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str
    language: str = "zh-CN"
    body: BodySize = BodySize.XIAO_SAN
    spare: BodySize | None = None
    page_numbers: bool = True
    page_signature: str = ""
    stamps: tuple[Stamp, ...] = ()

    def shown(self) -> Iterator[Shown]:
        """Every value on the paper, in the order of reading."""
        for block in self.blocks:
            yield from values(block)

    @property
    def missing(self) -> tuple[Shown, ...]:
        """What was asked and not given."""
        return tuple(value for value in self.shown() if value.missing)


def values(block: Block) -> tuple[Shown, ...]:
    """The values that a block shows, in the order of reading."""
    content: Inline
    match block:
        case NumberLine():
            content = (block.value,)
        case FieldRow():
            content = tuple(cell.value for cell in block.cells)
        case Paragraph():
            content = block.content
        case NumberedItems():
            content = block.items
        case SignatureRow():
            content = block.label
        case SignatureBlock():
            content = tuple(value for row in block.rows for value in row.label) + block.seal
        case Title() | Heading() | Spacer():
            content = ()
    return tuple(item for item in content if isinstance(item, Shown))


def fields(block: Block) -> tuple[str, ...]:
    """The dotted names of the form fields that a block shows, in the order of reading."""
    return tuple(value.field for value in values(block))


def missing_fields(block: Block) -> tuple[str, ...]:
    """Those of a block's fields whose value is missing."""
    return tuple(value.field for value in values(block) if value.missing)
