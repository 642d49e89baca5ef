"""The look: contrast of the tokens, sizes, fonts, icons, and Qt speaking Chinese."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from ui.style import Look, apply_look, colour, font, icon, icon_pixmap, look
from ui.style.fonts import load_fonts
from ui.style.tokens import RESOURCES, tokens

LIGHT_AND_DARK = ("light", "dark")
ON = {
    "text": ("surface", "canvas", "sunken", "accent-soft"),
    "text2": ("surface", "canvas", "mute-soft", "sunken"),
    "text3": ("surface", "canvas", "sunken"),
    "accent": ("surface", "accent-soft"),
    "on-accent": ("accent-fill",),
    "ok": ("surface", "ok-soft"),
    "warn": ("surface", "warn-soft"),
    "err": ("surface", "err-soft"),
}


def _ratio(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two colours."""

    def light(name: str) -> float:
        parts = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", LIGHT_AND_DARK)
@pytest.mark.parametrize("ink", ON)
def test_every_text_colour_has_a_contrast_of_4_5(theme: str, ink: str) -> None:
    known = tokens().colours
    for ground in ON[ink]:
        assert _ratio(known[ink][theme], known[ground][theme]) >= 4.5, (ink, ground)


@pytest.mark.parametrize("ink", ON)
def test_in_high_contrast_every_text_has_7(ink: str) -> None:
    known = tokens().colours
    for ground in ON[ink]:
        assert _ratio(known[ink]["contrast"], known[ground]["contrast"]) >= 7, (ink, ground)
    assert _ratio(known["edge"]["contrast"], known["surface"]["contrast"]) >= 7


@pytest.mark.parametrize("theme", LIGHT_AND_DARK)
def test_control_edges_have_a_contrast_of_3(theme: str) -> None:
    known = tokens().colours
    for ground in ("surface", "canvas"):
        assert _ratio(known["edge"][theme], known[ground][theme]) >= 3


@pytest.mark.parametrize(
    ("point", "at_base", "pixels"),
    [
        (11.25, 15, 15),
        (11.0, 15, 15),
        (16.0, 15, 21),
        (16.0, 36, 51),
        (12.0, 36, 38),
        (11.0, 1, 1),
        (11.0, 0.4, 1),
    ],
)
def test_lengths_follow_the_base_size(point: float, at_base: float, pixels: int) -> None:
    assert Look("light", point).px(at_base) == pixels


def test_a_base_size_outside_11_to_16_is_brought_to_the_nearer_end(dressed: QApplication) -> None:
    try:
        assert apply_look(dressed, "light", 9).base_point == 11
        assert apply_look(dressed, "light", 40).base_point == 16
    finally:
        apply_look(dressed)
    assert look() == Look("light", 11.25)


def test_theme_changes_palette_sheet_and_drawn_colours(dressed: QApplication) -> None:
    try:
        apply_look(dressed, "dark")
        assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == "#14181D"
        assert "#8FBCF2" in dressed.styleSheet()
        assert colour("err").name().upper() == "#F7A49E"
    finally:
        apply_look(dressed)
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == "#F1F3F6"
    assert "#8FBCF2" not in dressed.styleSheet()


def test_the_bundled_face_is_used_in_three_weights(dressed: QApplication) -> None:
    assert load_fonts()[0] == "Noto Sans SC"
    for role in ("body", "strong"):
        face = font(role)
        assert QFontInfo(face).family() == "Noto Sans SC"
        assert face.hintingPreference() == face.HintingPreference.PreferNoHinting
    assert dressed.font().family() == "Noto Sans SC"
    assert dressed.font().pixelSize() == 15
    widths = {QRawFont.fromFont(font(role)).weight() for role in ("body", "strong")}
    assert widths == {400, 500}


@pytest.mark.parametrize("character", "䶮㛃𬭎𠅤𬱖堃喆昇祎翀")
def test_the_face_itself_has_rare_name_characters(dressed: QApplication, character: str) -> None:
    assert QRawFont.fromFont(font("body")).supportsCharacter(ord(character))


def _icon_names() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in Path(ui.__file__).parent.rglob("*.py")]
    known = {path.name.rsplit("_", 2)[0] for path in (RESOURCES / "icons").glob("*.svg")}
    quoted = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', "\n".join(sources)))
    return known & quoted


@pytest.mark.parametrize("size", [16, 20])
@pytest.mark.parametrize("filled", [False, True])
def test_every_icon_is_drawn_in_the_colour_of_its_token(
    dressed: QApplication, *, size: int, filled: bool
) -> None:
    names = sorted({path.name.rsplit("_", 2)[0] for path in (RESOURCES / "icons").glob("*.svg")})
    assert len(names) >= 60
    assert _icon_names()
    for name in names:
        image = icon_pixmap(name, "err", filled=filled, size=size, ratio=2.0).toImage()
        assert image.width() == size * 2
        opaque = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert opaque == {"#b3261e"}, name
    assert icon("search").availableSizes()


def test_an_unknown_icon_is_an_error(dressed: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no_such_icon")


def _texts(widget: QWidget) -> list[str]:
    kinds = (QPushButton, QToolButton, QLabel)
    words = [child.text() for kind in kinds for child in widget.findChildren(kind)]
    words += [child.placeholderText() for child in widget.findChildren(QLineEdit)]
    return [word for word in words if word]


def _without_keys(word: str) -> str:
    return re.sub(r"\(&?[A-Z]\)|（&?[A-Z]）|&[A-Z]", "", word)


def test_every_standard_button_is_chinese(dressed: QApplication, qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton and int(button.value).bit_count() == 1:
            word = _without_keys(box.addButton(button).text())
            assert word, button
            assert not re.search("[A-Za-z]", word), (button, word)


def test_message_boxes_and_input_dialogs_are_chinese(dressed: QApplication, qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "问", "存吗？")
    box.setStandardButtons(
        QMessageBox.StandardButton.Save
        | QMessageBox.StandardButton.Discard
        | QMessageBox.StandardButton.Cancel
    )
    box.setDetailedText("详情")
    ask = QInputDialog()
    colours = QColorDialog()
    for dialog in (box, ask):
        qtbot.addWidget(dialog)
        for word in _texts(dialog):
            assert not re.search("[A-Za-z]", _without_keys(word)), word
    qtbot.addWidget(colours)


def test_the_file_dialog_is_chinese(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = QFileDialog(None, "选一个文件夹", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    qtbot.addWidget(dialog)
    words = [_without_keys(word) for word in _texts(dialog)]
    words = [word for word in words if not word.startswith("/") and tmp_path.name not in word]
    assert len(words) >= 4
    for word in words:
        assert not re.search("[A-Za-z]", word), word
    head = dialog.findChild(QWidget, "treeView")
    assert head is not None
    titles = [head.model().headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert not re.search("[A-Za-z]", "".join(titles)), titles
    (tmp_path / "子目录").mkdir()
    (tmp_path / "清单").write_bytes(b"123")
    model, root = head.model(), head.rootIndex()
    qtbot.waitUntil(lambda: model.rowCount(root) == 2, timeout=5000)
    kinds = [str(model.index(row, 2, root).data()) for row in range(2)]
    assert "文件夹" in kinds
    assert not re.search("[A-Za-z]", "".join(kinds)), kinds


def test_the_text_menu_is_chinese(dressed: QApplication, qtbot: QtBot) -> None:
    line = QLineEdit("字")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [_without_keys(action.text().partition("\t")[0]) for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert len(words) >= 5
    assert not re.search("[A-Za-z]", "".join(words)), words
