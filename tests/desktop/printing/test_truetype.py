"""Reading TrueType files and cutting subsets, with the bundled fonts and hand-damaged copies of them."""

import struct
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from desktop.printing.fonts import BUNDLED, bundled_font
from desktop.printing.truetype import FontError, TrueTypeFile

SERIF = bundled_font("NotoSerifSC-Regular.ttf")


def offsets(font: bytes | bytearray) -> dict[str, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(count)]
    return {tag.decode(): offset for tag, _sum, offset, _length in entries}


def tables(font: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(count)]
    return {tag.decode(): font[offset : offset + length] for tag, _sum, offset, length in entries}


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_fonts_are_read_as_another_reader_reads_them(name: str) -> None:
    ours, other = TrueTypeFile(bundled_font(name)), TTFontFile(str(bundled_font(name)))
    assert ours.metrics.name == other.name.decode()
    assert ours.glyphs == {code: gid for code, gid in other.charToGlyph.items() if code in ours.glyphs}
    assert set(other.charToGlyph) - set(ours.glyphs) <= {0xA0}  # which the other one adds by itself
    sample = list(ours.glyphs)[::97]
    assert [ours.width(code) for code in sample] == [other.charWidths[code] for code in sample]


def test_every_mapped_character_of_the_bundled_fonts_has_a_shape() -> None:
    file = TrueTypeFile(SERIF)
    assert all(file.covers(code) for code in file.glyphs)
    assert not file.covers(0x10FFFF)


def test_subset_holds_the_outlines_unchanged() -> None:
    file = TrueTypeFile(SERIF)
    text = "永和九年，ab 𬭎"
    program, glyphs = file.subset([(ord(character), 0) for character in text])
    assert glyphs == list(range(1, len(text) + 1))
    subset, whole = tables(program), SERIF.read_bytes()
    source = tables(whole)
    loca = struct.unpack(f">{len(subset['loca']) // 4}I", subset["loca"])
    old = struct.unpack(f">{len(source['loca']) // 4}I", source["loca"])
    for character, glyph in zip(text, glyphs, strict=True):
        gid = file.glyphs[ord(character)]
        outline = source["glyf"][old[gid] : old[gid + 1]]
        assert subset["glyf"][loca[glyph] : loca[glyph + 1]].rstrip(b"\0") == outline.rstrip(b"\0")


def test_parts_of_composite_glyphs_come_along(tmp_path: Path) -> None:
    """和 drawn as 永 and 九 put together; the bundled fonts hold no such glyph, so one is made by hand."""
    data = bytearray(SERIF.read_bytes())
    glyphs = TrueTypeFile(SERIF).glyphs
    place, loca = offsets(data)["glyf"], offsets(data)["loca"]
    outline = place + struct.unpack_from(">I", data, loca + 4 * glyphs[ord("和")])[0]
    words_and_more, words = 0x0021, 0x0001
    struct.pack_into(">h8x", data, outline, -1)
    struct.pack_into(">HHhh", data, outline + 10, words_and_more, glyphs[ord("永")], 0, 0)
    struct.pack_into(">HHhh", data, outline + 18, words, glyphs[ord("九")], 0, 0)
    path = tmp_path / "made.ttf"
    path.write_bytes(data)
    program, numbers = TrueTypeFile(path).subset([(ord("年"), 0), (ord("和"), 0)])
    subset = tables(program)
    starts = struct.unpack(f">{len(subset['loca']) // 4}I", subset["loca"])
    assert numbers == [1, 2]
    assert struct.unpack_from(">H", subset["maxp"], 4)[0] == len(starts) - 1 == 5
    parts = [struct.unpack_from(">H", subset["glyf"], starts[2] + at)[0] for at in (12, 20)]
    assert parts == [3, 4]
    alone = TrueTypeFile(SERIF).subset([(ord("永"), 0), (ord("九"), 0)])[0]
    expected = struct.unpack(f">{len(tables(alone)['loca']) // 4}I", tables(alone)["loca"])
    assert subset["glyf"][starts[3] : starts[5]] == tables(alone)["glyf"][expected[1] : expected[3]]


def test_one_glyph_for_two_characters_is_there_once() -> None:
    file = TrueTypeFile(SERIF)
    by_glyph: dict[int, int] = {}
    one, two = next(
        (by_glyph[gid], code) for code, gid in file.glyphs.items() if by_glyph.setdefault(gid, code) != code
    )
    assert file.subset([(one, 0), (two, 0)])[1] == [1, 1]


def test_a_wider_glyph_is_drawn_as_the_plain_one() -> None:
    file = TrueTypeFile(SERIF)
    wanted = [(ord("永"), 0), (ord("永"), 150), (ord("和"), 150), (ord("永"), 150), (ord(" "), 100)]
    program, numbers = file.subset(wanted)
    subset = tables(program)
    assert numbers == [1, 4, 5, 4, 6]
    loca = struct.unpack(f">{len(subset['loca']) // 4}I", subset["loca"])
    parts = [struct.unpack_from(">h8xHHhh", subset["glyf"], loca[number]) for number in (4, 5)]
    assert parts == [(-1, 3, 1, 0, 0), (-1, 3, 2, 0, 0)]
    assert loca[6] == loca[7]
    advances = [struct.unpack_from(">H", subset["hmtx"], 4 * number)[0] for number in range(7)]
    space = round(file.width(ord(" ")))
    assert advances[1:] == [1000, 1000, space, 1150, 1150, space + 100]
    assert struct.unpack_from(">HH", subset["maxp"], 28) >= (1, 1)


def test_face_of_a_collection(tmp_path: Path) -> None:
    whole = SERIF.read_bytes()
    count = struct.unpack_from(">H", whole, 4)[0]
    head = struct.pack(">4sHHII", b"ttcf", 1, 0, 1, 16)
    directory = bytearray(whole[: 12 + 16 * count])
    for at in range(count):
        offset = struct.unpack_from(">I", directory, 12 + 16 * at + 8)[0]
        struct.pack_into(">I", directory, 12 + 16 * at + 8, offset + len(head))
    path = tmp_path / "simsun.ttc"
    path.write_bytes(head + bytes(directory) + whole[12 + 16 * count :])
    assert TrueTypeFile(path, 0).glyphs == TrueTypeFile(SERIF).glyphs
    with pytest.raises(FontError):
        TrueTypeFile(path, 1)


@pytest.mark.parametrize("size", [0, 3, 11, 200, 5000, 1_000_000])
def test_a_font_file_cut_off_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "simfang.ttf"
    path.write_bytes(SERIF.read_bytes()[:size])
    with pytest.raises(FontError, match="simfang"):
        TrueTypeFile(path)


def test_missing_file_and_other_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FontError):
        TrueTypeFile(tmp_path / "none.ttf")
    path = tmp_path / "page.ttf"
    path.write_bytes(b"OTTO" + SERIF.read_bytes()[4:])
    with pytest.raises(FontError):
        TrueTypeFile(path)


def test_a_glyph_outside_the_file_or_without_outline_is_not_covered(tmp_path: Path) -> None:
    data = bytearray(SERIF.read_bytes())
    file = TrueTypeFile(SERIF)
    loca = offsets(data)["loca"]
    gone, blank = file.glyphs[ord("和")], file.glyphs[ord("年")]
    struct.pack_into(">I", data, loca + 4 * (gone + 1), 0x7FFFFFFF)
    struct.pack_into(">I", data, loca + 4 * (blank + 1), struct.unpack_from(">I", data, loca + 4 * blank)[0])
    path = tmp_path / "simfang.ttf"
    path.write_bytes(data)
    damaged = TrueTypeFile(path)
    assert [damaged.covers(ord(character)) for character in "永和九年 　"] == [
        True,
        False,
        True,
        False,
        True,
        True,
    ]


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    data = bytearray(SERIF.read_bytes())
    struct.pack_into(">H", data, offsets(data)["OS/2"] + 8, 0x0002)
    path = tmp_path / "locked.ttf"
    path.write_bytes(data)
    with pytest.raises(FontError):
        TrueTypeFile(path)
