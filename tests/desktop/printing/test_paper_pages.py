"""Rows on pages: filled, kept together, widows; and blocks laid on the grid."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.blocks import (
    BodySize,
    Document,
    FieldRow,
    Heading,
    LabelledField,
    NumberedItems,
    NumberLine,
    Paragraph,
    Shown,
    SignatureBlock,
    SignatureRow,
    Spacer,
    Title,
    fields,
    missing_fields,
    shown,
)
from desktop.printing.fonts import FontSet
from desktop.printing.rows import Keep, Place, Ring, Row, Rule, Text, Tint, paginate
from desktop.printing.setting import set_pages, set_rows
from desktop.printing.sheet import Sheet
from desktop.printing.signing import SEAL_DIAMETER, THUMB_PRINT

LINE = Row(10.0, text=True)
SIGNERS = SignatureBlock(
    tuple(SignatureRow((name,)) for name in ("甲", "乙", "人民调解员")), ("某某人民调解委员会",)
)


def document(*blocks: object) -> Document:
    return Document("试样", blocks, "某某")


def words(row: Row) -> str:
    return "".join(mark.characters for mark in row.marks if isinstance(mark, Text))


@pytest.fixture
def sheet(bundled: FontSet) -> Sheet:
    return Sheet(bundled, BodySize.XIAO_SAN, draft=False)


@pytest.fixture
def draft(bundled: FontSet) -> Sheet:
    return Sheet(bundled, BodySize.XIAO_SAN, draft=True)


HEADING = Row(10.0, text=True, airy=True)
SIGNING = Row(10.0, keep=Keep.TOGETHER, signs=True)


def test_a_page_that_ends_high_before_the_signatures_gets_air_above_its_headings() -> None:
    page, last = paginate([LINE, HEADING, LINE, HEADING, LINE, LINE, *[SIGNING] * 6], 100.0)
    assert page == [LINE, Row(10.0), HEADING, LINE, Row(10.0), HEADING, LINE]
    assert last == [LINE, *[SIGNING] * 6]


def test_air_is_for_every_heading_or_for_none_and_only_before_signatures() -> None:
    crowded = [LINE, HEADING, LINE, HEADING, *[LINE] * 6, *[SIGNING] * 9]
    assert paginate(crowded, 100.0)[0] == crowded[:9], "room for one empty line, two headings"
    assert paginate([LINE, HEADING, *[LINE] * 20], 95.0)[0][1] is HEADING


def test_pages_are_filled() -> None:
    assert [len(page) for page in paginate([LINE] * 25, 100.0)] == [10, 10, 5]


def test_a_held_row_takes_the_one_before_along() -> None:
    rows = [LINE] * 10 + [LINE.held(Keep.TOGETHER)] + [LINE] * 3
    assert [len(page) for page in paginate(rows, 100.0)] == [9, 5]


def test_what_cannot_be_held_together_breaks_where_it_is_least_avoided() -> None:
    rows = [LINE] + [LINE.held(Keep.TOGETHER)] * 6 + [LINE.held(Keep.WIDOW)] + [LINE.held(Keep.TOGETHER)] * 10
    assert [len(page) for page in paginate(rows, 100.0)] == [7, 10, 1]


def test_empty_lines_vanish_at_the_head_of_a_page() -> None:
    space = Row(10.0, space=True)
    assert [len(page) for page in paginate([space, LINE, *[LINE] * 9, space, space, LINE], 100.0)] == [10, 1]


def test_a_row_higher_than_a_page_stands_alone() -> None:
    assert [len(page) for page in paginate([LINE, Row(500.0), LINE], 100.0)] == [1, 1, 1]


keeps = st.sampled_from(list(Keep))


@given(
    st.lists(st.builds(Row, st.sampled_from([10.0, 20.0, 50.0]), keep=keeps, text=st.booleans()), max_size=80)
)
def test_no_row_is_lost_doubled_or_beyond_the_foot(rows: list[Row]) -> None:
    pages = paginate(rows, 100.0)
    assert [row for page in pages for row in page] == rows
    assert all(page and sum(row.height for row in page) <= 100.0 for page in pages)


@pytest.mark.parametrize("body", list(BodySize))
def test_every_row_is_a_whole_number_of_grid_lines(bundled: FontSet, body: BodySize) -> None:
    grid = Sheet(bundled, body, draft=False)
    paper = document(
        Title("人民调解协议书"),
        NumberLine("编号：", shown("（2026）云人调字第1号", "number")),
        Spacer(),
        Heading("事实"),
        FieldRow((LabelledField("住址", shown("永" * 60, "address")),)),
        Paragraph(("永" * 100,)),
        NumberedItems((Shown("甲\n乙", "terms.0"),)),
        SIGNERS,
    )
    for row in set_rows(paper, grid):
        assert (row.height / grid.leading) % 1 == pytest.approx(0)
    assert grid.lines * grid.leading < 297 * 72 / 25.4 - 31 * 72 / 25.4 - 20 * 72 / 25.4


def test_first_and_last_two_lines_of_a_paragraph_stay_together(sheet: Sheet) -> None:
    for lines in range(2, 60):
        before = [Paragraph(("短",))] * (sheet.lines - 1)
        long = Paragraph(("永" * (29 * lines - 3),))
        pages = set_pages(document(*before, long), sheet)
        counts = [sum("永" in words(row) for row in page) for page in pages]
        assert sum(counts) == lines
        assert all(count != 1 for count in counts)


def test_empty_lines_for_the_terms_of_performance_do_not_leave_half_a_page_white(sheet: Sheet) -> None:
    signers = replace(SIGNERS, rows=(*SIGNERS.rows, SignatureRow(("记录人",))))
    for count in range(13, 24):
        before = [Paragraph(("短",))] * count
        ruled = Paragraph((shown("", "performance"),), blank_lines=3)
        pages = set_pages(document(*before, Heading("履行"), ruled, Paragraph(("份数",)), signers), sheet)
        first = [row for row in pages[0] if row.text]
        assert len(pages) == 2
        assert len(first) >= min(count + 3, sheet.lines - 3)
        assert sum(bool(row.marks) and words(row) == "" for row in pages[0]) != 1


def test_a_heading_is_not_left_at_the_foot(sheet: Sheet) -> None:
    for count in range(20, 30):
        pages = set_pages(
            document(*[Paragraph(("短",))] * count, Heading("题"), Paragraph(("永" * 80,))), sheet
        )
        assert all("题" not in words(page[-1]) for page in pages)


def test_signatures_are_never_alone_on_a_page(sheet: Sheet) -> None:
    for count in range(1, 80):
        pages = set_pages(document(*[Paragraph(("短",))] * count, SIGNERS), sheet)
        last = pages[-1]
        assert sum(row.text for row in last) >= min(2, count)
        assert sum(words(row) != "" and not row.text for row in last) == 4  # three signers and the seal


def test_a_signature_block_longer_than_a_page_is_parted_between_signers(sheet: Sheet) -> None:
    many = replace(SIGNERS, rows=tuple(SignatureRow((f"当事人{at}",)) for at in range(30)))
    pages = set_pages(document(Paragraph(("短",)), Paragraph(("短",)), many), sheet)
    assert [sum(not row.text for row in page) for page in pages] == [12, 13, 6]
    assert "当事人29" in words(pages[-1][-2])  # the seal is not alone either


def test_many_signers_go_on_over_the_page_and_leave_no_hole(sheet: Sheet) -> None:
    """Two signers at least on each side of the break, two lines of text before the first, no page half empty."""
    for number in (7, 9, 11):
        block = replace(SIGNERS, rows=tuple(SignatureRow((f"当事人{at}",)) for at in range(number)))
        for count in range(2, 40):
            *before, last = set_pages(document(*[Paragraph(("短",))] * count, block), sheet)
            counts = [sum(row.signs for row in page) for page in (*before, last)]
            assert sum(counts) == number
            assert all(signers == 0 or signers >= 2 for signers in counts)
            first = next(page for page in (*before, last) if any(row.signs for row in page))
            assert sum(row.text for row in first) >= 2
            assert counts[-1] >= 2, "the seal stands below two signers"
            for page, signers in zip(before, counts, strict=False):
                free = sheet.lines - sum(row.height for row in page) / sheet.leading
                held = 2 * 2 + 5 if signers else 2 * 2 + 2  # two signers, and with them the seal or two lines
                assert free < held


def test_few_signers_stay_on_one_page(sheet: Sheet) -> None:
    block = replace(SIGNERS, rows=tuple(SignatureRow((f"当事人{at}",)) for at in range(6)))
    for count in range(2, 40):
        pages = set_pages(document(*[Paragraph(("短",))] * count, block), sheet)
        assert max(sum(row.signs for row in page) for page in pages) == 6


def test_thumb_print_and_seal_have_their_room(sheet: Sheet) -> None:
    *signers, seal = set_rows(document(SIGNERS), sheet)
    for row in signers:
        line = next(mark for mark in row.marks if isinstance(mark, Rule))
        assert line.y >= THUMB_PRINT
        over = [
            mark
            for mark in row.marks
            if isinstance(mark, Text) and mark.xs[0] > line.x and mark.xs[-1] < line.end
        ]
        assert not over
    date = next(mark for mark in seal.marks if isinstance(mark, Text) and mark.characters == "年月日")
    assert date.y - SEAL_DIAMETER / 2 > 0
    assert date.y + SEAL_DIAMETER / 2 < seal.height + sheet.em


def test_the_room_of_the_seal_shows_in_a_draft_only(sheet: Sheet, draft: Sheet) -> None:
    rings = [
        sum(isinstance(mark, Ring) for row in set_rows(document(SIGNERS), s) for mark in row.marks)
        for s in (sheet, draft)
    ]
    assert rings == [0, 1]


def test_long_signers_name_stands_above_its_line(sheet: Sheet) -> None:
    name = "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江某某"
    block = SignatureBlock((SignatureRow(("当事人丙　", shown(name, "n"))),))
    (row,) = set_rows(document(block), sheet)
    assert name in words(row)
    assert row.height >= 3 * sheet.leading


def test_signers_of_one_block_sign_in_one_form(sheet: Sheet) -> None:
    """Label, how to sign, line and date stand in every row alike; a label too wide stands above."""
    called = ["申请人　赵建国", "申请人二十三　张福来", "委托代理人　李明", "被申请人　" + "永盛建筑" * 4]
    block = SignatureBlock(tuple(SignatureRow((label,), "签名") for label in called))
    rows = set_rows(document(block), sheet)
    assert [row.height / sheet.leading for row in rows] == pytest.approx([2, 2, 2, 3])
    forms = set()
    for row in rows:
        line = next(mark for mark in row.marks if isinstance(mark, Rule))
        label, note, date = (mark for mark in row.marks if isinstance(mark, Text))
        beside = label.xs[-1] + sheet.em <= line.x
        assert beside or label.y < line.y - THUMB_PRINT, "no name in the room of a thumb print"
        assert line.end - line.x >= 2 * THUMB_PRINT
        forms.add((line.x, line.end, note.xs[0], row.height - note.y, date.xs, row.height - date.y))
    assert len(forms) == 1


def test_field_rows_are_equally_long_and_underlined(sheet: Sheet) -> None:
    rows = [
        FieldRow(
            (LabelledField("姓名", shown("彭某花", "a"), 8), LabelledField("性别", shown("女", "b"), 2))
        ),
        FieldRow((LabelledField("联系方式", shown("", "c")),)),
        FieldRow((LabelledField("姓名", shown("永" * 30, "d")), LabelledField("年龄", shown("52岁", "e")))),
    ]
    for row in set_rows(document(*rows), sheet):
        rules = [mark for mark in row.marks if isinstance(mark, Rule)]
        assert rules
        assert max(rule.end for rule in rules) <= sheet.measure + 0.001
    first = [
        max(m.end for m in row.marks if isinstance(m, Rule)) for row in set_rows(document(*rows[:2]), sheet)
    ]
    assert first == pytest.approx([sheet.measure] * 2)


def test_a_name_of_thirty_characters_wraps_in_its_cell(sheet: Sheet) -> None:
    name = "".join(chr(0x4E00 + at) for at in range(30))
    cells = (LabelledField("姓名", shown(name, "n"), 8), LabelledField("民族", shown("维吾尔族", "e"), 4))
    (row,) = set_rows(document(FieldRow(cells)), sheet)
    assert row.height == 2 * sheet.leading
    assert f"姓名{name}民族维吾尔族" == words(row)  # in one piece, for a reader's search
    for mark in row.marks:
        if isinstance(mark, Text) and mark.characters[0] in name:
            assert mark.xs[-1] + mark.size < sheet.measure


def test_a_very_long_value_is_parted_over_pages(sheet: Sheet) -> None:
    cells = (LabelledField("住址", shown("永" * 900, "a")), LabelledField("电话", shown("138", "b"), 0.2))
    pages = set_pages(document(FieldRow(cells)), sheet)
    assert len(pages) == 2
    assert sum(words(row).count("永") for page in pages for row in page) == 900


def test_a_value_a_little_too_long_is_set_smaller_on_one_line(sheet: Sheet) -> None:
    (row,) = set_rows(document(FieldRow((LabelledField("单位或住址", shown("永" * 25, "a")),))), sheet)
    value = next(mark for mark in row.marks if isinstance(mark, Text) and "永" in mark.characters)
    assert 0.86 * sheet.em <= value.size < sheet.em


def test_a_very_long_label_leaves_its_value_a_row(sheet: Sheet) -> None:
    cells = (
        LabelledField("委托代理人" * 8, shown("彭某", "a")),
        LabelledField("联系方式", shown("138", "b")),
    )
    rows = set_rows(document(FieldRow(cells)), sheet)
    assert "".join(words(row) for row in rows) == "委托代理人" * 8 + "彭某联系方式138"
    assert all(mark.end - mark.x > 0 for row in rows for mark in row.marks if isinstance(mark, Rule))


def test_missing_values_are_tinted_in_a_draft_and_blank_on_the_paper(sheet: Sheet, draft: Sheet) -> None:
    paper = document(
        NumberLine("编号：", shown(" ", "number")),
        FieldRow(
            (LabelledField("年龄", shown("", "age"), 1), LabelledField("住址", shown("", "address"), 9))
        ),
        Paragraph((shown("", "facts"),), blank_lines=5),
        Paragraph(("在", shown("", "place"), "签订。")),
        SignatureBlock((SignatureRow(("申请人　", shown("", "name"))),)),
    )
    assert [value.field for value in paper.missing] == ["number", "age", "address", "facts", "place", "name"]
    tinted = {mark.field for row in set_rows(paper, draft) for mark in row.marks if isinstance(mark, Tint)}
    assert tinted == {"number", "age", "address", "facts", "place", "name"}
    plain = set_rows(paper, sheet)
    assert not any(isinstance(mark, Tint) for row in plain for mark in row.marks)
    assert not any("未填" in words(row) for row in plain)
    assert sum(isinstance(mark, Rule) for row in plain for mark in row.marks) == 1 + 2 + 5 + 1 + 1
    assert [row.height for row in plain] == [row.height for row in set_rows(paper, draft)]


def test_blocks_name_their_fields() -> None:
    row = FieldRow((LabelledField("姓名", shown("张", "name")), LabelledField("年龄", shown("", "age"))))
    assert fields(row) == ("name", "age")
    assert missing_fields(row) == ("age",)
    assert fields(SignatureBlock((SignatureRow(("甲", shown("张", "n"))),), (shown("某委", "c"),))) == (
        "n",
        "c",
    )
    assert fields(Title("题")) == fields(Spacer()) == fields(Heading("题")) == ()


@given(
    st.text(st.sampled_from("永和九年2026，。（）ab "), max_size=300),
    st.lists(st.integers(0, 300), max_size=8),
)
def test_same_lines_however_the_text_is_cut_into_values(text: str, cuts: list[int]) -> None:
    text = " ".join(text.split())
    sheet = Sheet(FontSet([]), BodySize.XIAO_SAN, draft=False)
    at = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    parts = tuple(Shown(text[a:b], "f") for a, b in itertools.pairwise(at))
    one, many = (set_rows(document(Paragraph(content)), sheet) for content in ((text,), parts))
    assert [words(row) for row in one] == [words(row) for row in many]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=6))
def test_a_draft_breaks_its_lines_as_the_paper_does(parts: list[tuple[int, int]]) -> None:
    """Blanks of any width in running text: lines of the same length, each field once at least, all within the text."""
    content: list[str | Shown] = []
    for number, (before, room) in enumerate(parts):
        content += ["永和九年，岁在癸丑。" * (before // 4), Shown("", f"f{number}", missing=True, room=room)]
    paragraph = document(Paragraph(tuple(content)))
    rows = [
        set_rows(paragraph, Sheet(FontSet([]), BodySize.XIAO_SAN, draft=draft)) for draft in (False, True)
    ]
    places = [
        [
            (at, mark.field, mark.x, mark.end)
            for at, row in enumerate(page)
            for mark in row.marks
            if isinstance(mark, Place)
        ]
        for page in rows
    ]
    assert len(rows[0]) == len(rows[1])
    assert [place[:2] for place in places[0]] == [place[:2] for place in places[1]]
    assert {place[1] for place in places[0]} == {f"f{number}" for number in range(len(parts))}
    measure = Sheet(FontSet([]), BodySize.XIAO_SAN, draft=False).measure
    assert all(0 <= left < right <= measure + 0.01 for _at, _field, left, right in places[0])


def test_a_long_blank_goes_on_over_the_end_of_a_line_and_a_short_one_does_not(sheet: Sheet) -> None:
    def rules(room: int) -> list[int]:
        before = "永和九年岁在癸丑暮春之初会于会稽山阴之兰亭修"  # 22 of 29 characters with the indent
        content = (before, Shown("", "f", missing=True, room=room), "群贤毕至")
        rows = set_rows(document(Paragraph(content)), sheet)
        return [sum(isinstance(mark, Rule) for mark in row.marks) for row in rows]

    assert rules(9) == [0, 1]
    assert rules(14) == [1, 1]
