"""The one style sheet, from the tokens and the base size; widgets are met by class or property, never id."""

from ui.style.theme import Look
from ui.style.tokens import tokens

_SET_AS = {"secondary": "hint"}


def sheet_of(look: Look) -> str:
    """The style sheet of a look."""
    return "\n".join(
        (_surfaces(look), _labels(look), _inputs(look), _buttons(look), _lists(look), _scroll(look))
    )


def _type(look: Look, role: str) -> str:
    pixels, weight = tokens().type[role]
    return f"font-size: {look.px(pixels)}px; font-weight: {weight};"


def _surfaces(look: Look) -> str:
    c, px = look.colour_name, look.px
    return f"""
QMainWindow, QDialog, QWidget[surface="canvas"] {{ background: {c("canvas")}; }}
QWidget[surface="plain"] {{ background: {c("surface")}; }}
QWidget[surface="sunken"] {{ background: {c("sunken")}; }}
QWidget[surface="desk"] {{ background: {c("desk")}; }}
QFrame[surface="panel"] {{ background: {c("surface")}; border: 1px solid {c("line")};
    border-radius: {look.radius("panel")}px; }}
QFrame[surface="card"] {{ background: {c("surface")}; border: 1px solid {c("line")};
    border-radius: {look.radius("input")}px; }}
QFrame[surface="card"][best="true"] {{ border: 2px solid {c("accent")}; }}
QFrame[surface="fold"] {{ background: {c("sunken")}; border: 1px solid {c("line")};
    border-radius: {look.radius("input")}px; }}
QFrame[line="across"] {{ background: {c("line")}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[line="down"] {{ background: {c("line")}; border: none; max-width: 1px; min-width: 1px; }}
QWidget[bar="top"] {{ background: {c("surface")}; border-bottom: 1px solid {c("line")}; }}
QWidget[bar="status"] {{ background: {c("surface")}; border-top: 1px solid {c("line")}; }}
QWidget[bar="rail"] {{ background: {c("surface")}; border-right: 1px solid {c("line")}; }}
QWidget[bar="action"] {{ background: {c("surface")}; border-top: 1px solid {c("line")};
    border-bottom-left-radius: {look.radius("panel")}px;
    border-bottom-right-radius: {look.radius("panel")}px; }}
QFrame[strip="info"] {{ background: {c("accent-soft")}; border: none; border-radius: {px(4)}px; }}
QFrame[strip="ok"] {{ background: {c("ok-soft")}; border: none; border-radius: {px(4)}px; }}
QFrame[strip="warn"] {{ background: {c("warn-soft")}; border: none; border-radius: {px(4)}px; }}
QFrame[strip="err"] {{ background: {c("err-soft")}; border: none; border-radius: {px(4)}px; }}
QFrame[strip="mute"] {{ background: {c("mute-soft")}; border: none; border-radius: {px(4)}px; }}
QToolTip {{ background: {c("surface")}; color: {c("text")}; border: 1px solid {c("edge")};
    padding: {px(4)}px {px(8)}px; {_type(look, "label")} }}
QMenu {{ background: {c("surface")}; border: 1px solid {c("edge")}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px; border-radius: {look.radius("input")}px; }}
QMenu::item:selected {{ background: {c("accent-soft")}; color: {c("text")}; }}
QMenu::item:disabled {{ color: {c("text3")}; }}
QProgressBar {{ background: {c("mute-soft")}; border: none; border-radius: 2px; max-height: {px(4)}px;
    min-height: {px(4)}px; }}
QProgressBar::chunk {{ background: {c("accent-fill")}; border-radius: 2px; }}"""


def _labels(look: Look) -> str:
    c = look.colour_name
    colours = {
        "page": "text",
        "panel": "text",
        "body": "text",
        "strong": "text",
        "secondary": "text2",
        "label": "text2",
        "hint": "text3",
        "figure": "text",
        "countdown": "text",
        "clock": "text",
        "small": "text",
    }
    rules = [
        f'QLabel[role="{role}"] {{ {_type(look, _SET_AS.get(role, role))} color: {c(token)}; }}'
        for role, token in colours.items()
    ]
    rules += [
        f'QLabel[tone="{tone}"] {{ color: {c(tone)}; }}'
        for tone in ("ok", "warn", "err", "accent", "text", "text2", "text3")
    ]
    return "QLabel { background: transparent; border: none; }\n" + "\n".join(rules)


def _inputs(look: Look) -> str:
    c, px = look.colour_name, look.px
    height = look.size("input")
    kinds = "QLineEdit", "QPlainTextEdit", "QComboBox", "QSpinBox"

    def each(after: str) -> str:
        return ", ".join(kind + after for kind in kinds)

    return f"""
{each("")} {{ background: {c("surface")}; color: {c("text")}; border: 1px solid {c("edge")};
    border-radius: {look.radius("input")}px; {_type(look, "body")}
    selection-background-color: {c("accent-fill")}; selection-color: {c("on-accent")};
    placeholder-text-color: {c("text3")}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: {height - 2}px; max-height: {height - 2}px; }}
QLineEdit {{ padding: 0 {px(9)}px; }}
QLineEdit[search="true"] {{ min-height: {px(32) - 2}px; max-height: {px(32) - 2}px; {_type(look, "hint")} }}
QLineEdit[search="true"]:focus {{ min-height: {px(32) - 4}px; max-height: {px(32) - 4}px; }}
QPlainTextEdit {{ padding: {px(3)}px {px(5)}px; }}
QComboBox, QSpinBox {{ padding: 0 {px(7)}px; }}
{each(":focus")} {{ border: 2px solid {c("accent")}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ min-height: {height - 4}px; max-height: {height - 4}px; }}
QLineEdit:focus {{ padding: 0 {px(9) - 1}px; }}
QPlainTextEdit:focus {{ padding: {px(3) - 1}px {px(5) - 1}px; }}
QComboBox:focus, QSpinBox:focus {{ padding: 0 {px(7) - 1}px; }}
{each('[fault="true"]')} {{ border: 2px solid {c("err")}; }}
QLineEdit[fault="true"], QComboBox[fault="true"] {{ min-height: {height - 4}px; max-height: {height - 4}px; }}
QLineEdit[fault="true"] {{ padding: 0 {px(9) - 1}px; }}
QPlainTextEdit[fault="true"] {{ padding: {px(3) - 1}px {px(5) - 1}px; }}
QComboBox[fault="true"] {{ padding: 0 {px(7) - 1}px; }}
{each('[fault="true"]:focus')} {{ border-left: 2px solid {c("accent")}; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], {each(":disabled")} {{
    background: {c("sunken")}; color: {c("text2")}; border-color: {c("line")}; }}
QComboBox::drop-down {{ border: none; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; background: transparent; min-height: {px(24)}px;
    border: 2px solid transparent; border-radius: {look.radius("input")}px; padding: 0 {px(2)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c("accent")}; }}"""


def _buttons(look: Look) -> str:
    c, px = look.colour_name, look.px
    return f"""
QPushButton {{ background: {c("surface")}; color: {c("text")}; border: 1px solid {c("edge")};
    border-radius: {look.radius("input")}px; padding: 0 {px(14)}px; min-height: {look.size("button") - 2}px;
    {_type(look, "body")} }}
QPushButton:focus {{ border: 2px solid {c("accent")}; padding: 0 {px(14) - 1}px;
    min-height: {look.size("button") - 4}px; }}
QPushButton:pressed {{ background: {c("accent-soft")}; }}
QPushButton:default {{ border-color: {c("accent")}; }}
QPushButton:disabled {{ background: {c("sunken")}; color: {c("text3")}; border-color: {c("line")}; }}
KeyedButton {{ min-height: 0; padding: 0; border: none; background: transparent; }}
QToolButton {{ background: transparent; border: 1px solid transparent;
    border-radius: {look.radius("input")}px;
    padding: {px(4)}px; }}
QToolButton:hover {{ background: {c("accent-soft")}; }}
QToolButton:focus {{ border: 2px solid {c("accent")}; padding: {px(4) - 1}px; }}"""


def _lists(look: Look) -> str:
    c, px = look.colour_name, look.px
    return f"""
QTableView, QListView, QTreeView {{ background: {c("surface")}; border: none; outline: none;
    selection-background-color: {c("accent-soft")}; selection-color: {c("text")};
    gridline-color: {c("line")}; }}
QTableView[ring="true"]:focus {{ border: none; }}
QListView::item, QTreeView::item {{ min-height: {look.size("dense_row")}px; padding: 0 {px(8)}px; }}
QListView::item:selected, QTreeView::item:selected {{ background: {c("accent-soft")}; color: {c("text")}; }}
QListWidget::item {{ border-left: 3px solid transparent; }}
QListWidget::item:selected {{ border-left: 3px solid {c("edge")}; }}
QListWidget::item:selected:focus {{ border-left: 3px solid {c("accent")}; }}
QSlider::groove:horizontal {{ height: {px(4)}px; background: {c("edge")}; border-radius: {px(2)}px; }}
QSlider::sub-page:horizontal {{ background: {c("accent")}; border-radius: {px(2)}px; }}
QSlider::handle:horizontal {{ width: {px(16)}px; margin: -{px(8)}px 0; background: {c("surface")};
    border: 2px solid {c("accent")}; border-radius: {px(9)}px; }}
QSlider::handle:horizontal:focus {{ background: {c("accent")}; }}
QAbstractItemView[popup="true"] {{ border: 1px solid {c("edge")}; }}
QComboBox QAbstractItemView {{ border: 1px solid {c("edge")}; }}
QHeaderView {{ background: {c("sunken")}; border: none; }}
QHeaderView::section {{ background: {c("sunken")}; color: {c("text2")}; border: none;
    border-bottom: 1px solid {c("line")}; padding: 0 {px(8)}px; {_type(look, "head")} }}
QTableCornerButton::section {{ background: {c("sunken")}; border: none; }}
QTabBar::tab {{ background: transparent; color: {c("text2")}; border: none; padding: {px(8)}px {px(12)}px; }}
QTabBar::tab:selected {{ color: {c("text")}; border-bottom: 3px solid {c("accent")}; }}"""


def _scroll(look: Look) -> str:
    c, px = look.colour_name, look.px
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[surface="clear"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {c("edge")}; border-radius: {px(3)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""
