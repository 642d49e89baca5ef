"""Which font draws which character, with copies of bundled fonts standing for those of the PC."""

import shutil
import struct
from pathlib import Path

import pytest

from desktop.printing.fonts import (
    BUNDLED,
    FontSet,
    Style,
    Typeface,
    UnprintableCharacter,
    bundled_font,
    pc_font_folders,
)
from desktop.printing.truetype import TrueTypeFile

STANDARD = Path(__file__).parents[2] / "data" / "general_standard_characters.txt"


def standard_characters() -> str:
    lines = STANDARD.read_text("utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def without(source: Path, target: Path, characters: str) -> None:
    """A copy of a font that has no outlines for some characters: a font that lacks them."""
    data = bytearray(source.read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    directory = range(12, 12 + 16 * count, 16)
    loca = next(struct.unpack_from(">I", data, at + 8)[0] for at in directory if data[at : at + 4] == b"loca")
    glyphs = TrueTypeFile(source).glyphs
    for character in characters:
        at = loca + 4 * glyphs[ord(character)]
        struct.pack_into(">I", data, at + 4, struct.unpack_from(">I", data, at)[0])
    target.write_bytes(data)


@pytest.fixture
def pc(tmp_path: Path) -> FontSet:
    """A PC whose 仿宋 lacks the rare characters of names, with 黑体 and 宋体."""
    without(bundled_font("NotoSansSC-Regular.ttf"), tmp_path / "simfang.ttf", "𬭎𠅤𬱖䶮")
    shutil.copy(bundled_font("NotoSansSC-Bold.ttf"), tmp_path / "simhei.ttf")
    shutil.copy(bundled_font("NotoSerifSC-Light.ttf"), tmp_path / "simsun.ttc")
    return FontSet([tmp_path / "none", tmp_path])


def names(fonts: FontSet, text: str, style: Style) -> list[str]:
    return [font.file.path.name for font in fonts.measure(text, style).fonts]


def test_bundled_fonts_and_their_licence_are_there() -> None:
    assert all(bundled_font(name).stat().st_size > 1_000_000 for name in BUNDLED)
    assert "SIL OPEN FONT LICENSE" in bundled_font("OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("typeface", list(Typeface))
@pytest.mark.parametrize("bold", [False, True])
def test_all_standard_characters_and_rare_names_print(
    bundled: FontSet, typeface: Typeface, bold: bool
) -> None:
    text = standard_characters() + "䶮㛃𬭎𠅤𬱖堃喆昇祎翀·，。（）“”"
    measured = bundled.measure(text, Style(typeface, 16, bold))
    assert len(standard_characters()) == 8105
    assert measured.text == text
    assert all(width > 0 for width in measured.widths)


def test_fonts_of_the_pc_come_first_character_by_character(pc: FontSet) -> None:
    found = names(pc, "张𬭎某𠅤", Style(Typeface.FANGSONG))
    assert found == ["simfang.ttf", "NotoSerifSC-Light.ttf", "simfang.ttf", "NotoSerifSC-Light.ttf"]


def test_without_fonts_of_the_pc(bundled: FontSet) -> None:
    assert names(bundled, "张𬭎", Style(Typeface.FANGSONG)) == ["NotoSerifSC-Regular.ttf"] * 2
    assert names(bundled, "张", Style(Typeface.FANGSONG, bold=True)) == ["NotoSerifSC-Bold.ttf"]
    assert names(bundled, "张", Style(Typeface.HEITI)) == ["NotoSansSC-Medium.ttf"]
    assert names(bundled, "张", Style(Typeface.XIAOBIAOSONG)) == ["NotoSerifSC-Bold.ttf"]


def test_bold_of_a_font_without_a_bold_file_is_made_by_a_stroke(pc: FontSet, bundled: FontSet) -> None:
    assert [font.stroked for font in pc.measure("张", Style(Typeface.FANGSONG, bold=True)).fonts] == [True]
    assert [font.stroked for font in pc.measure("张", Style(Typeface.FANGSONG)).fonts] == [False]
    title = pc.measure("协", Style(Typeface.XIAOBIAOSONG)).fonts[0]
    assert (title.file.path.name, title.stroked) == ("simsun.ttc", True)
    assert not bundled.measure("张", Style(Typeface.FANGSONG, bold=True)).fonts[0].stroked


def test_widths_are_those_of_the_chosen_font_at_the_size(bundled: FontSet) -> None:
    assert bundled.measure("永，", Style(size=15)).widths == (15, 15)
    assert bundled.measure("永", Style(size=10.5)).widths == pytest.approx((10.5,))


def test_a_damaged_font_of_the_pc_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "simfang.ttf").write_bytes(bundled_font("NotoSansSC-Regular.ttf").read_bytes()[:90_000])
    fonts = FontSet([tmp_path])
    assert set(names(fonts, "张某海", Style(Typeface.FANGSONG))) == {"NotoSerifSC-Regular.ttf"}
    assert names(fonts, "李", Style(Typeface.FANGSONG, bold=True)) == ["NotoSerifSC-Bold.ttf"]
    assert caplog.text.count("simfang.ttf") == 1
    assert fonts.damaged() == ("字体文件simfang.ttf损坏或不能使用，打印时用了别的字体代替。",)
    assert FontSet([]).damaged() == ()


def test_a_character_that_no_font_has_is_refused_by_name_and_place(bundled: FontSet) -> None:
    with pytest.raises(UnprintableCharacter) as refusal:
        bundled.measure("张𪚥", Style(), field="parties.0.name", place="申请人的姓名")
    assert refusal.value.character == "𪚥"
    assert refusal.value.code_point == "U+2A6A5"
    assert refusal.value.field == "parties.0.name"
    assert refusal.value.sentence.startswith("申请人的姓名里的“𪚥”（U+2A6A5）")
    assert refusal.value.todo


@pytest.mark.parametrize("character", ["\ue000", "\ud800", "😀", "\U0010ffff"])
def test_private_broken_and_picture_characters_are_refused(bundled: FontSet, character: str) -> None:
    with pytest.raises(UnprintableCharacter) as refusal:
        bundled.measure(character, Style())
    str(refusal.value).encode("utf-8")  # can be shown and logged
    assert not bundled.covers(character)


def test_folders_of_the_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", "C:/Windows")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert pc_font_folders() == (Path("C:/Windows/Fonts"),)
    monkeypatch.delenv("WINDIR")
    assert pc_font_folders() == ()
