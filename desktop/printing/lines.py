"""Breaking Chinese text into lines, over (character, width) alone: no fonts, no page, no ReportLab.

The rules: no line starts with a closing mark or ends with an opening one; numbers, dates, amounts and Latin
words stay whole; when a mark will not fit, the marks of the line give up their blank halves, else as many
characters as needed go to the next line. Two marks side by side share their blank. A word wider than the whole
line is broken where it must be. Widths are of any unit; text must be clean and without line ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop.printing.characters import BLANK_LEFT, BLANK_RIGHT, NO_END, NO_START

LOOSEST = 0.2
"""The widest gap, in em, that justifying may put between two characters; a looser line stays ragged.

A quarter of an em already reads as letter-spacing: the line before an amount in words, which stays whole.
"""

_CLOSING = "".join(sorted(NO_START))
_COMPANY = 0.1
"""The widest gap, in em, for which a line gives up characters to a last line that would hold one alone."""

_D = r"[0-9\uff10-\uff19]"  # also full-width
_LETTER = r"[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]"
_WORD = rf"(?:{_D}|{_LETTER})+"
_UNIT = "元整|[元角分整年月日时秒岁号条款项份人户名件次亩米斤吨个度楼室栋%％‰℃]"
_CAPITAL = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
_IN_WORDS = rf"{_CAPITAL}+元(?:零?{_CAPITAL}角)?(?:零?{_CAPITAL}分)?[整正]?"
_WHOLE = re.compile(
    rf"{_D}+年(?:{_D}+月(?:{_D}+日)?)?|{_D}+月{_D}+日|{_D}+时{_D}+分(?:{_D}+秒)?"  # dates and times
    rf"|(?=(?:{_D}|[.,:/-])*{_LETTER}){_WORD}(?:[-.,:/_@+&#=~'’]+{_WORD})*"  # Latin words, codes, addresses
    rf"|第?[¥￥$€]?{_D}+(?:[-.,:/*]+{_D}+)*[百千万亿]*余?(?:{_UNIT})?"  # numbers and amounts with their unit
    rf"|[（(](?:人民币)?(?:大写)?[：:]?{_IN_WORDS}[）)]?|{_IN_WORDS}"  # amounts in words, with what brackets them
)

_FULL = 0.8  # a mark at least this wide, in em, has a blank half


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` (exclusive) of the text, and where each one stands.

    `xs` are offsets from the left edge of the measure; `width` is where the ink area ends. Spaces at the end of
    a line take no room.
    """

    start: int
    end: int
    xs: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """Prefix sums over one text: advances with shared blanks taken off, and what may still be squeezed."""

    text: str
    widths: Sequence[float]
    advances: list[float]  # after two neighbouring marks shared their blank
    lefts: list[float]  # how far the glyph is drawn left of its advance
    gives: list[float]  # what each mark may still give up
    total: list[float]
    give: list[float]
    may_break: list[bool]  # may a line start at this character?
    glued: list[bool]  # is this character in one word with the one before it?
    still: set[int]  # characters of pieces that are whole as they are: blanks to write on


def break_lines(
    text: str,
    widths: Sequence[float],
    measure: float,
    *,
    em: float,
    indent: float = 0.0,
    justify: bool = True,
    whole: Sequence[tuple[int, int]] = (),
) -> list[Line]:
    """Lines of a paragraph for a measure; the first line starts at `indent`. Nothing is lost, order is kept.

    `em` is the size of the type in the unit of the widths. An empty text gives no line. `whole` are stretches
    (from, to) that are one piece, such as a blank to write on: not broken while a line can hold them, not squeezed.
    """
    if len(text) != len(widths):
        raise ValueError("每个字都要有宽度")
    measured = _measure(text, widths, em, whole)
    ends: list[int] = []
    start = 0
    while start < len(text):
        room = measure - (0.0 if start else indent)
        start = _with_spaces(measured, _line_end(measured, start, room, em))
        ends.append(start)
    if justify and len(ends) > 1:
        before = ends[-3] if len(ends) > 2 else 0
        ends[-2] = _with_company(measured, before, ends[-2], measure - (0.0 if before else indent), em)
    lines: list[Line] = []
    for start, end in pairwise((0, *ends)):
        first = 0.0 if start else indent
        full = justify and end < len(text)
        lines.append(_place(measured, start, end, first, measure, em, full=full))
    return lines


def _with_company(measured: _Measured, start: int, end: int, room: float, em: float) -> int:
    """Where the line before the last ends, so that no single character is left over for the last one.

    The character before goes along where the line that gives it up does not become loose by it.
    """
    rest = measured.text[end:].rstrip()
    if len(rest.rstrip(_CLOSING)) != 1 or measured.glued[end]:
        return end
    at = end - 1
    while at > start and not measured.may_break[at]:
        at -= 1
    if at <= start:
        return end
    slack = room - _set_width(measured, start, at)[0]
    gaps = sum(_stretchable(measured, place, em) for place in range(start + 1, at))
    return at if gaps and slack / gaps <= _COMPANY * em else end


def break_points(text: str) -> list[bool]:
    """For each character whether a line may start there by the rules (the first one may)."""
    may, _ = _opportunities(text, ())
    return may


def _opportunities(text: str, whole: Sequence[tuple[int, int]]) -> tuple[list[bool], list[bool]]:
    may = [True] * len(text)
    glued = [False] * len(text)
    for match in _WHOLE.finditer(text):
        for at in range(match.start() + 1, match.end()):
            may[at] = False
            glued[at] = True
    for at in range(1, len(text)):
        before, here = text[at - 1], text[at]
        if (
            here == " "
            or here in NO_START
            or before in NO_END
            or before == "-"  # at the end of a line a reader takes it for a hyphen and drops it
            or "\u0300" <= here <= "\u036f"  # a combining accent
        ):
            may[at] = False
    for start, end in whole:
        for at in range(start + 1, end):
            may[at], glued[at] = False, True
    return may, glued


def _measure(text: str, widths: Sequence[float], em: float, whole: Sequence[tuple[int, int]]) -> _Measured:
    advances = list(widths)
    lefts = [0.0] * len(text)
    gives = [0.0] * len(text)
    still = {at for start, end in whole for at in range(start, end)}
    for at, mark in enumerate(text):
        if widths[at] < _FULL * em or at in still:
            continue
        half = widths[at] / 2
        if mark in BLANK_RIGHT:
            after = text[at + 1] if at + 1 < len(text) and at + 1 not in still else ""
            if after in BLANK_RIGHT or after in BLANK_LEFT:
                advances[at] -= half
            else:
                gives[at] = half
        elif mark in BLANK_LEFT:
            if at and text[at - 1] in BLANK_LEFT:
                advances[at] -= half
                lefts[at] = half
            else:
                gives[at] = half
    may, glued = _opportunities(text, whole)
    return _Measured(
        text,
        widths,
        advances,
        lefts,
        gives,
        list(accumulate(advances, initial=0.0)),
        list(accumulate(gives, initial=0.0)),
        may,
        glued,
        still,
    )


def _set_width(measured: _Measured, start: int, end: int) -> tuple[float, float]:
    """Natural width of the characters as a line of their own, and what its marks can give up, in that order.

    A closing mark at the end and an opening one at the head of a later line stand without their blank halves.
    """
    end = _without_spaces(measured, start, end)
    width = measured.total[end] - measured.total[start]
    give = measured.give[end] - measured.give[start]
    ends = {end - 1} if measured.text[end - 1] in BLANK_RIGHT else set()
    if start and measured.text[start] in BLANK_LEFT:
        ends.add(start)
    for at in ends:
        width -= measured.gives[at]
        give -= measured.gives[at]
    return width, give


def _line_end(measured: _Measured, start: int, room: float, em: float) -> int:
    """Where the line that starts here ends: the last break that fits, marks squeezed where that is the lesser."""
    size = len(measured.text)
    fitting = start
    natural = 0.0
    at = start
    while at < size:
        at += 1
        if at < size and not measured.may_break[at]:
            if measured.total[at] - measured.total[start] > 2 * room + em:
                break
            continue
        width, give = _set_width(measured, start, at)
        if width <= room + 1e-6:
            fitting, natural = at, width
            continue
        squeezed = width - room
        if squeezed <= give + 1e-6 and (fitting == start or squeezed <= max(room - natural, em / 2)):
            fitting = at
        break
    return (
        fitting
        if fitting > start and not _long_word(measured, fitting, room)
        else _forced(measured, start, room)
    )


def _long_word(measured: _Measured, at: int, room: float) -> bool:
    """Whether the piece that starts here is wider than a whole line, so that it is better broken at once."""
    size = len(measured.text)
    end = at + 1
    while end < size and not measured.may_break[end]:
        if measured.total[end] - measured.total[at] > room:
            return True
        end += 1
    return at < size and measured.total[end] - measured.total[at] > room


def _forced(measured: _Measured, start: int, room: float) -> int:
    """A break inside a piece that no line can hold: within a word rather than at a forbidden mark."""
    size = len(measured.text)
    end = start + 1
    while end < size and measured.total[end + 1] - measured.total[start] <= room + 1e-6:
        end += 1
    if end >= size:
        return size
    inside = [at for at in range(end, start, -1) if measured.may_break[at] or _may_part(measured, at)]
    return next((at for at in inside if not _in_words(measured, at)), inside[0] if inside else end)


def _may_part(measured: _Measured, at: int) -> bool:
    """Whether a word may be broken before this character, where it must be: not at a mark that forbids it."""
    text = measured.text
    return measured.glued[at] and text[at] not in NO_START and text[at - 1] not in NO_END


def _in_words(measured: _Measured, at: int) -> bool:
    """Whether a break here would tear an amount in words: it parts only after 元, 万 or 亿."""
    if not measured.glued[at]:
        return False
    before, here = measured.text[at - 1], measured.text[at]
    if before in "元万亿" and re.match(_CAPITAL, here):
        return False
    return here in "大写元角分整正" or bool(re.match(_CAPITAL, here))


def _is_space(measured: _Measured, at: int) -> bool:
    """Whether a character is a space between words, or a single ideographic one between things; no blank to fill."""
    text = measured.text
    if text[at] != "\u3000" or at in measured.still:
        return text[at] == " "
    return bool(at) and text[at - 1] not in NO_END and "\u3000" not in (text[at - 1], text[at + 1 : at + 2])


def _with_spaces(measured: _Measured, end: int) -> int:
    while end < len(measured.text) and _is_space(measured, end):
        end += 1
    return end


def _without_spaces(measured: _Measured, start: int, end: int) -> int:
    while end > start + 1 and _is_space(measured, end - 1):
        end -= 1
    return end


def _spread(measured: _Measured, start: int, stop: int, slack: float, em: float) -> float:
    """How much goes into each gap of a line that is to fill the measure; nothing when it would be too loose."""
    gaps = sum(_stretchable(measured, at, em) for at in range(start + 1, stop))
    spread = slack / gaps if gaps else 0.0
    return spread if spread <= LOOSEST * em else 0.0


def _stretchable(measured: _Measured, at: int, em: float) -> bool:
    """Whether space may go before a character: not within a word, nor between two narrow ones but for a space."""
    if measured.glued[at]:
        return False
    return measured.text[at - 1] == " " or max(measured.widths[at - 1], measured.widths[at]) >= _FULL * em


def _place(
    measured: _Measured, start: int, end: int, first: float, measure: float, em: float, *, full: bool
) -> Line:
    """The offsets of a line's characters: marks squeezed when too wide, gaps spread when it is to be full."""
    stop = _without_spaces(measured, start, end)
    width, give = _set_width(measured, start, end)
    slack = measure - first - width
    squeeze = min(1.0, max(0.0, -slack / give)) if give else 0.0
    spread = _spread(measured, start, stop, slack, em) if full and slack > 0 else 0.0
    xs: list[float] = []
    x = first
    for at in range(start, stop):
        if at > start and spread and _stretchable(measured, at, em):
            x += spread
        advance, left, given = measured.advances[at], measured.lefts[at], measured.gives[at]
        closes, opens = measured.text[at] in BLANK_RIGHT, measured.text[at] in BLANK_LEFT
        if given and ((closes and at == stop - 1) or (opens and at == start and start)):
            advance, left, given = advance - given, given if opens else 0.0, 0.0
        if opens:
            left += given * squeeze
        xs.append(x - left)
        x += advance - given * squeeze
    return Line(start, end, (*xs, *[x] * (end - stop)), x)
