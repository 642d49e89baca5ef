"""The line breaker over (character, width): hand-worked lines, and properties over generated text."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.printing.characters import BLANK_LEFT, BLANK_RIGHT, NO_END, NO_START
from desktop.printing.lines import LOOSEST, Line, break_lines, break_points

HAN = "永和九年岁在癸丑暮春之初会于山阴之兰亭"
MARKS = "，。、；：！？）》」』”’％（《「『“‘…—·"
LATIN = "aZ019.,-/() "
WHOLE = [
    "2026年11月22日",
    "11月4日",
    "3,800.00元",
    "9,000元整",
    "13800002417",
    "GB/T9704",
    "e-mail",
    "贰佰元整",
    "（大写：叁仟元整）",
    "（大写：叁仟捌佰零伍元叁角贰分）",
    "第29条",
    "7日",
    "30%",
]

texts = st.text(alphabet=st.sampled_from(HAN * 3 + MARKS + LATIN), max_size=200)
measures = st.sampled_from([20.0, 30.0, 45.0, 110.0, 290.0, 435.0])


def width(character: str) -> float:
    """Full width 10, half width 5: an em of 10."""
    return 5.0 if character.isascii() or character == "·" else 10.0


def lines_of(text: str, measure: float, **options: object) -> list[Line]:
    return break_lines(text, [width(c) for c in text], measure, em=10.0, **options)


def split(text: str, measure: float, **options: object) -> list[str]:
    return [text[line.start : line.end] for line in lines_of(text, measure, **options)]


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        # plain text fills the line
        ("永和九年岁在癸丑", 4, ["永和九年", "岁在癸丑"]),
        # a closing mark at the end of a line stands without its blank half: it fits where half an em is left,
        # and where nothing is left a mark inside the line gives up its own
        ("永，九年，在癸丑", 4, ["永，九年，", "在癸丑"]),
        # where nothing can be squeezed, one character goes along to the next line
        ("永和九年。岁在", 4, ["永和九", "年。岁在"]),
        # as many as needed, not one: both marks and the character before them
        ("永和九年！？岁", 4, ["永和九", "年！？岁"]),
        # an opening mark does not end a line
        ("永和九（年）岁", 4, ["永和九", "（年）岁"]),
        # two marks side by side share their blank: 1.5 em together
        ("永和九年：“岁在”", 6.5, ["永和九年：“岁", "在”"]),
        # dates, amounts and words stay whole
        ("于2026年11月22日付清", 7.5, ["于", "2026年11月22日", "付清"]),
        ("付3,800.00元整给他", 7, ["付3,800.00元整", "给他"]),
        ("付3,800.00元整给他", 6, ["付", "3,800.00元整", "给他"]),
        ("见GB/T9704之例", 4, ["见", "GB/T9704", "之例"]),
        # a word wider than the line is broken where it must be
        ("abcdefghijklmno", 4, ["abcdefgh", "ijklmno"]),
        # spaces stay at the end of the line they follow
        ("ab cd ef", 2, ["ab ", "cd ", "ef"]),
        # a dash and an ellipsis are not torn
        ("永和九——年岁", 4, ["永和", "九——年", "岁"]),
        ("永和九……年岁", 4, ["永和", "九……年", "岁"]),
    ],
)
def test_hand_worked(text: str, ems: float, expected: list[str]) -> None:
    assert split(text, ems * 10) == expected


@pytest.mark.parametrize("before", range(30))
def test_an_amount_never_ends_a_line_at_the_bracket_before_its_words(before: int) -> None:
    text = "李" * before + "支付3,000.00元（大写：叁仟元整），余款付清。"
    lines = [text[line.start : line.end] for line in lines_of(text, 290.0, indent=20.0)]
    assert any("3,000.00元" in line for line in lines)
    assert any("（大写：叁仟元整）" in line for line in lines)


@pytest.mark.parametrize("measure", [60.0, 80.0, 110.0, 150.0])
@pytest.mark.parametrize("before", range(12))
def test_an_amount_too_long_for_a_line_parts_only_after_its_units(measure: float, before: int) -> None:
    text = "付" * before + "（大写：玖佰捌拾柒万陆仟伍佰肆拾叁元贰角壹分）。"
    amount = text.index("（大写：玖")
    whole = {at: text[at - 1] for line in lines_of(text, measure) if (at := line.start) > amount}
    if measure >= 110.0:
        assert set(whole.values()) <= {"万", "元"}
    assert not any(text[at - 1] in "（：" for at in whole)


def test_first_line_is_indented() -> None:
    lines = lines_of("永和九年岁在癸丑", 60, indent=20)
    assert [(line.start, line.end) for line in lines] == [(0, 4), (4, 8)]
    assert lines[0].xs == (20, 30, 40, 50)
    assert lines[1].xs == (0, 10, 20, 30)


def test_justified_line_fills_the_measure_and_the_last_does_not() -> None:
    first, last = lines_of("永和九年岁在癸丑", 55)
    assert first.width == pytest.approx(55)
    assert first.xs == pytest.approx((0, 11.25, 22.5, 33.75, 45))
    assert last.width == pytest.approx(30)


def test_marks_at_both_edges_stand_without_their_blank_half() -> None:
    second = lines_of("永和九年（岁在癸，丑暮春", 45)[1]
    assert second.xs[0] == pytest.approx(-5)  # the ink of the bracket starts at the margin
    assert second.width == pytest.approx(45)  # the comma's ink ends at the other


def test_squeezing_is_shared_by_the_marks_of_the_line() -> None:
    line = lines_of("永，和，九年，岁", 60)[0]
    assert (line.start, line.end) == (0, 7)
    assert line.xs == pytest.approx((0, 10, 17.5, 27.5, 35, 45, 55))
    assert line.width == pytest.approx(60)


def test_empty_text_gives_no_line() -> None:
    assert lines_of("", 100) == []


def test_each_character_needs_its_width() -> None:
    with pytest.raises(ValueError, match="宽度"):
        break_lines("永和", [10.0], 100, em=10)


@given(texts, measures, st.booleans(), st.sampled_from([0.0, 20.0]))
def test_nothing_is_lost_and_order_is_kept(text: str, measure: float, justify: bool, indent: float) -> None:
    lines = lines_of(text, measure, justify=justify, indent=min(indent, measure - 10))
    assert [line.start for line in lines] == [0, *[line.end for line in lines[:-1]]] if lines else not text
    assert all(line.start < line.end and len(line.xs) == line.end - line.start for line in lines)
    assert not lines or lines[-1].end == len(text)


@given(texts, measures)
def test_rules_are_broken_only_inside_what_no_line_can_hold(text: str, measure: float) -> None:
    may = break_points(text)
    for line in lines_of(text, measure)[1:]:
        at = line.start
        if may[at]:
            assert text[at] not in NO_START
            assert text[at - 1] not in NO_END
            continue
        before = max(i for i in range(at) if may[i])
        after = next((i for i in range(at, len(text)) if may[i]), len(text))
        assert sum(map(width, text[before:after])) > measure


@given(texts, measures)
def test_lines_stay_within_the_measure(text: str, measure: float) -> None:
    for line in lines_of(text, measure):
        if len(text[line.start : line.end].rstrip(" ")) > 1:
            assert line.width <= measure + 1e-6
        visible = [x for x, c in zip(line.xs, text[line.start : line.end], strict=True) if c != " "]
        assert all(a <= b for a, b in pairwise(visible))


@given(
    st.lists(
        st.one_of(st.sampled_from(WHOLE), st.text(st.sampled_from(HAN), min_size=1, max_size=30)), max_size=30
    )
)
def test_dates_amounts_and_words_stay_whole(pieces: list[str]) -> None:
    text = "，".join(pieces)
    starts = {line.start for line in lines_of(text, 200.0)}
    at = 0
    for piece in pieces:
        if piece in WHOLE:
            assert not starts & set(range(at + 1, at + len(piece)))
        at += len(piece) + 1


@given(
    st.lists(st.sampled_from([*HAN, "永和九，", "年岁。", "（在癸丑）", "暮春之"]), max_size=80).map("".join)
)
def test_full_lines_end_at_the_margin(text: str) -> None:
    marks = NO_START | NO_END
    assume(not any(a in marks and b in marks for a, b in pairwise(text)))
    for line in lines_of(text, 290.0)[:-1]:
        assert line.width == pytest.approx(290.0)


def test_the_line_before_an_amount_in_words_is_not_torn_apart_to_the_margin() -> None:
    text = "一、郭长河向周建民支付修墙款3,800.00元（大写：叁仟捌佰元整）。"
    first, second = lines_of(text, 290.0, indent=20.0)
    assert text[second.start :] == "（大写：叁仟捌佰元整）。"
    assert first.xs[:13] == pytest.approx([20.0 + 10 * at for at in range(13)])
    assert first.width < 290.0


@given(
    st.lists(
        st.one_of(
            st.sampled_from(WHOLE), st.text(st.sampled_from(HAN + "，、（）"), min_size=1, max_size=30)
        ),
        max_size=30,
    ).map("".join),
    measures,
)
def test_no_justified_line_is_stretched_by_more_than_the_limit(text: str, measure: float) -> None:
    assert LOOSEST < 0.25
    ragged, full = lines_of(text, measure, justify=False), lines_of(text, measure)
    ends, set_full = [line.end for line in ragged], [line.end for line in full]
    if ends != set_full:  # a character went along to one that would stand alone on the last line
        assert [*ends[:-2], ends[-1]] == [*set_full[:-2], set_full[-1]]
        assert set_full[-2] < ends[-2] < ends[-1]
        alone = text[ends[-2] :].rstrip().rstrip("".join(NO_START))
        assert len(alone) == 1
    for plain, line in list(zip(ragged, full, strict=True))[: -2 if ends != set_full else None]:
        for (a, b), (at, then) in zip(pairwise(plain.xs), pairwise(line.xs), strict=True):
            assert (then - at) - (b - a) <= LOOSEST * 10.0 + 1e-6


@given(st.text(st.sampled_from(MARKS), max_size=300), measures)
def test_nothing_but_marks(text: str, measure: float) -> None:
    assert "".join(split(text, measure)) == text


@given(texts)
def test_a_narrow_cell_holds_at_least_a_character_a_line(text: str) -> None:
    lines = split(text, 8.0, justify=False)  # narrower than one character
    assert "".join(lines) == text
    assert all(len(line.rstrip(" ")) <= 1 or width(line[0]) < 8 for line in lines if line.strip(" "))


def test_marks_with_blank_halves_are_marks_of_the_rules() -> None:
    assert BLANK_RIGHT <= NO_START
    assert BLANK_LEFT <= NO_END
    assert not NO_START & NO_END


@given(texts, st.integers(0, 200), st.integers(1, 6), st.sampled_from([70.0, 110.0, 290.0]))
def test_a_piece_that_is_to_stay_whole_is_not_broken(text: str, at: int, size: int, measure: float) -> None:
    """A blank to write on, with the words of a draft or empty: the same lines, and never over two of them."""
    at = min(at, len(text))
    lines = []
    for piece in ("\u3000" * size, "（未填）、，"[:size]):
        whole = text[:at] + piece + text[at:]
        widths = [width(c) for c in text[:at]] + [10.0] * size + [width(c) for c in text[at:]]
        found = break_lines(whole, widths, measure, em=10.0, whole=[(at, at + size)])
        assert "".join(whole[line.start : line.end] for line in found) == whole
        may = break_points(whole)
        first = max((place for place in range(at + 1) if may[place]), default=0)
        last = next((place for place in range(at + size, len(whole)) if may[place]), len(whole))
        held = sum(widths[first:last])  # the piece with the marks that may not be parted from it
        assert not any(at < line.start < at + size for line in found) or held > measure
        lines.append([line.end for line in found])
    if not set(text) & set(MARKS + LATIN):
        assert lines[0] == lines[1]


def test_a_blank_does_not_stretch_with_its_line() -> None:
    """Only the gaps of the text are spread."""
    text = "永和" + "\u3000" * 3 + "九年岁在"
    line = lines_of(text, 75.0, whole=[(2, 5)])[0]
    assert (line.start, line.end) == (0, 7)
    blank = line.xs[2:5]
    assert [b - a for a, b in pairwise(blank)] == pytest.approx([10.0, 10.0])


@given(st.integers(30, 200), st.sampled_from(["", "。", "。”"]), st.sampled_from([290.0, 435.0]))
def test_no_single_character_is_left_over_for_the_last_line(size: int, end: str, measure: float) -> None:
    text = (HAN * 12)[:size] + end
    lines = split(text, measure)
    assert "".join(lines) == text
    assert len(lines[-1].rstrip("".join(NO_START))) > 1, lines


def test_the_last_line_has_company_and_nothing_is_lost() -> None:
    text = HAN * 3
    assert [len(line) for line in split(text[:30], 290.0)] == [28, 2]
    assert [len(line) for line in split(text[:29] + "字。", 290.0)] == [28, 3]
    assert [len(line) for line in split(text[:30], 290.0, justify=False)] == [29, 1]
    assert [len(line) for line in split(text[:5], 40.0)] == [4, 1], "a short line would become loose"


def test_a_space_between_choices_does_not_begin_a_line() -> None:
    assert split("甲（√）　乙（丙）　丁", 40.0) == ["甲（√）　", "乙（丙）　", "丁"]
