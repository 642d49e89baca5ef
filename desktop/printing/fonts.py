"""Which font draws which character: the PC's own 仿宋, 楷体, 黑体, 宋体 first, the bundled Noto fonts behind.

The choice is made per character and before measuring, so that lines break alike wherever a text is set. A
character that no font has stops the paper by name and place; there is never a blank box.
"""

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import resources
from desktop.errors import OfficeError
from desktop.printing.truetype import FontError, TrueTypeFile

_log = logging.getLogger(__name__)

BUNDLED = (
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Medium.ttf",
    "NotoSansSC-Bold.ttf",
    "NotoSerifSC-Light.ttf",
    "NotoSerifSC-Regular.ttf",
    "NotoSerifSC-Bold.ttf",
)
"""The fonts that come with the program (SIL Open Font License, resources/fonts/OFL.txt)."""


class Typeface(Enum):
    """The typefaces of Chinese office papers."""

    FANGSONG = "仿宋"
    KAITI = "楷体"
    HEITI = "黑体"
    SONGTI = "宋体"
    XIAOBIAOSONG = "小标宋"


_OF_THE_PC = {
    Typeface.FANGSONG: (("simfang.ttf", 0),),
    Typeface.KAITI: (("simkai.ttf", 0),),
    Typeface.HEITI: (("simhei.ttf", 0),),
    Typeface.SONGTI: (("simsun.ttc", 0),),
    Typeface.XIAOBIAOSONG: (("FZXBSJW.TTF", 0), ("simsun.ttc", 0)),
}
_LAST_OF_THE_PC = (("simsun.ttc", 0), ("simsunb.ttf", 0))  # the second is 宋体-ExtB: rare characters of names
_BEHIND = {  # regular, bold
    Typeface.FANGSONG: ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"),
    Typeface.KAITI: ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"),
    Typeface.HEITI: ("NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf"),
    Typeface.SONGTI: ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"),
    Typeface.XIAOBIAOSONG: ("NotoSerifSC-Bold.ttf", "NotoSerifSC-Bold.ttf"),
}
_BESIDE_FANGSONG = "NotoSerifSC-Light.ttf"  # its stroke stands beside 仿宋 and 楷体 without looking bold
_ALREADY_BOLD = {"FZXBSJW.TTF"}


class UnprintableCharacter(OfficeError):  # noqa: N818  (office errors are named by what happened)
    """No font on this PC, nor a bundled one, draws this character of this field; the paper is not made."""

    def __init__(self, character: str, *, field: str | None = None, place: str = "") -> None:
        self.character = character
        self.code_point = f"U+{ord(character):04X}"
        shown = f"“{character}”" if character.isprintable() else "一个字符"
        where = f"{place}里的" if place else ""
        super().__init__(
            f"{where}{shown}（{self.code_point}）没有字体能打印，文书没有生成。",
            field=field,
            todo="请核对这个字；确需使用的，请先在本机安装含有该字的字体。",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font as it is used: the file, and whether boldness is made by a stroke round the outlines."""

    file: TrueTypeFile
    stroked: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """Typeface, weight and size (in points) of a piece of text."""

    typeface: Typeface = Typeface.FANGSONG
    size: float = 15.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A clean text with the font and the width (in points) of each character."""

    text: str
    fonts: tuple[Font, ...]
    widths: tuple[float, ...]
    size: float


def bundled_font(name: str) -> Path:
    """Path of a font that comes with the program (see BUNDLED); the screen uses the same Sans files."""
    return Path(resources.__file__).parent / "fonts" / name


def pc_font_folders() -> tuple[Path, ...]:
    """Where Windows keeps its fonts, those of everybody and those of this user; nothing elsewhere."""
    windows, local = os.environ.get("WINDIR"), os.environ.get("LOCALAPPDATA")
    folders = []
    if windows:
        folders.append(Path(windows) / "Fonts")
    if local:
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    return tuple(folders)


class FontSet:
    """The fonts of this PC and the bundled ones, opened when first needed; may be shared between threads.

    `folders` are searched for the PC's own fonts, in order.
    """

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        self._folders = tuple(pc_font_folders() if folders is None else folders)
        self._files: dict[tuple[Path, int], TrueTypeFile | None] = {}
        self._fonts: dict[_Candidate, Font | None] = {}
        self._chains: dict[tuple[Typeface, bool], list[_Candidate]] = {}
        self._choices: dict[tuple[Typeface, bool], dict[str, tuple[Font, float]]] = {}
        self._damaged: list[str] = []
        self._lock = threading.RLock()

    def damaged(self) -> tuple[str, ...]:
        """A sentence for each font file met so far that cannot be used, and was set aside for others."""
        with self._lock:
            return tuple(f"字体文件{name}损坏或不能使用，打印时用了别的字体代替。" for name in self._damaged)

    def measure(self, text: str, style: Style, *, field: str | None = None, place: str = "") -> Measured:
        """Font and width of each character of a clean text. Raises UnprintableCharacter with field and place."""
        chosen = self._choices.setdefault((style.typeface, style.bold), {})
        fonts: list[Font] = []
        widths: list[float] = []
        scale = style.size / 1000
        for character in text:
            choice = chosen.get(character)
            if choice is None:
                font = self._find(character, style)
                if font is None:
                    raise UnprintableCharacter(character, field=field, place=place)
                choice = chosen[character] = (font, font.file.width(ord(character)))
            fonts.append(choice[0])
            widths.append(choice[1] * scale)
        return Measured(text, tuple(fonts), tuple(widths), style.size)

    def covers(self, character: str, style: Style | None = None) -> bool:
        """Whether some font prints this character; for checking a name before its paper is made."""
        return self._find(character, style or Style()) is not None

    def _find(self, character: str, style: Style) -> Font | None:
        with self._lock:
            code = ord(character)
            key = (style.typeface, style.bold)
            if key not in self._chains:
                self._chains[key] = self._chain(style.typeface, bold=style.bold)
            for candidate in self._chains[key]:
                font = self._font(candidate)
                if font and font.file.covers(code):
                    return font
            return None

    def _chain(self, typeface: Typeface, *, bold: bool) -> list["_Candidate"]:
        """The fonts to ask for a typeface, in order; a file is opened when it is first asked."""
        heavy = bold or typeface is Typeface.XIAOBIAOSONG
        own = [font for font in self._of_the_pc(_OF_THE_PC[typeface], stroked=heavy) if self._font(font)]
        names = [_BEHIND[typeface][bold], *_BEHIND[Typeface.FANGSONG], "NotoSansSC-Regular.ttf"]
        if own and not heavy and typeface in {Typeface.FANGSONG, Typeface.KAITI}:
            names.insert(0, _BESIDE_FANGSONG)
        behind = [(bundled_font(name), 0, False) for name in dict.fromkeys(names)]
        return own + behind + self._of_the_pc(_LAST_OF_THE_PC, stroked=heavy)

    def _of_the_pc(self, files: tuple[tuple[str, int], ...], *, stroked: bool) -> list["_Candidate"]:
        return [
            (folder / name, index, stroked and name not in _ALREADY_BOLD)
            for name, index in files
            for folder in self._folders
            if (folder / name).is_file()
        ]

    def _font(self, candidate: "_Candidate") -> Font | None:
        """The font, or None when its file is damaged; that is noted once in the log."""
        if candidate not in self._fonts:
            path, index, stroked = candidate
            if (path, index) not in self._files:
                try:
                    self._files[path, index] = TrueTypeFile(path, index)
                except FontError as error:
                    _log.warning("font not used: %s", error)
                    self._damaged.append(path.name)
                    self._files[path, index] = None
            file = self._files[path, index]
            self._fonts[candidate] = Font(file, stroked) if file else None
        return self._fonts[candidate]


_Candidate = tuple[Path, int, bool]  # file, face in a collection, boldness made by a stroke


@cache
def office_fonts() -> FontSet:
    """The fonts of this PC, shared by all papers of the program."""
    return FontSet()
