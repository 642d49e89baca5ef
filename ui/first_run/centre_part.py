"""The left half of the first run: the centre and its committee, the administrator, where the data lie."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.areas import Area
from desktop.database.shares import is_network_share
from desktop.founding import SHORTEST_PASSWORD
from desktop.logins import proposed_login
from models.values.case_number import case_number
from ui.first_run.area_line import AreaLine
from ui.sign_in.password_line import PasswordLine
from ui.style import look, px
from ui.tasks import Lanes
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field, Quick
from ui.widgets.label import IconMark, Label, line_across
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown

CENTRE_ENDING = "社会治安综合治理中心"
COMMITTEE_ENDING = "人民调解委员会"
FILE_NAME = "centre.db"
CHOOSE_AREA = "请从列表里选；列表里没有，按 Alt+Z 自填代码。"


class CentrePart(QWidget):
    """Fields by the names under which `desktop.founding` refuses them."""

    changed = Signal()

    def __init__(self, lanes: Lanes, *, place: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._place, self._year = lanes, place, year
        self._proposed_place = place
        self._touched: set[str] = set()
        self._proposed_for = ""
        self.fields: dict[str, Field] = {}
        self._make_centre()
        self._make_administrator()
        self._make_place()
        self._lay_out()
        self._connect()
        self._show_number()
        self.setFocusProxy(self.centre_name)

    # -- the fields

    def _make_centre(self) -> None:
        self.centre_name = TextLine(name="first_run.centre_name", longest=80)
        self.area = AreaLine(self._lanes, name="first_run.area_name")
        self.area_code = TextLine(name="first_run.area_code", longest=12, placeholder="9位或12位数字")
        self.committee_name = TextLine(name="first_run.committee_name", longest=80)
        self.committee_short = TextLine(name="first_run.committee_short", longest=10)
        own_code = Quick("自填代码", "Alt+Z", self._own_code, "first_run.own_code")
        self._add(
            "centre_name",
            "综治中心全称",
            self.centre_name,
            hint="和牌子、公章一致",
            hint_below=True,
            reserve=True,
        )
        self._add("area_name", "所在地", self.area, quick=(own_code,), reserve=True)
        self._add("area_code", "所在地代码", self.area_code, hint="照民政部门的代码")
        self._add(
            "committee_name",
            "人民调解委员会全称",
            self.committee_name,
            hint="与印章一致，协议书落款用它",
            hint_below=True,
            reserve=True,
        )
        self._add("committee_short", "卷号简称", self.committee_short, hint="一两个字", reserve=True)
        set_shown(self.fields["area_code"], on=False)

    def _make_administrator(self) -> None:
        self.admin_name = TextLine(name="first_run.admin_name", longest=60)
        self.admin_login = TextLine(name="first_run.admin_login", longest=60)
        self.password = PasswordLine(name="first_run.password")
        self.again = PasswordLine(name="first_run.again")
        peek = Quick("看一眼", "Alt+V", self._peek, "first_run.peek")
        self._add("admin_name", "姓名", self.admin_name)
        self._add("admin_login", "登录名", self.admin_login, hint="按姓名拼音")
        self._add("password", "密码", self.password, quick=(peek,), reserve=True)
        self._add("again", "再输一次", self.again, reserve=True)

    def _make_place(self) -> None:
        self._place_box = QFrame()
        self._place_box.setProperty("surface", "fold")
        row = QHBoxLayout(self._place_box)
        row.setContentsMargins(px(10), px(4), px(6), px(4))
        row.setSpacing(px(8))
        row.addWidget(IconMark("database"))
        self._place_words = Label(self._place, "body", name="first_run.place.words")
        self._place_words.setToolTip(self._place)
        row.addWidget(self._place_words, 1)
        self.move_button = ActionButton("换位置...", "Alt+L", name="first_run.move", small=True)
        self.move_button.clicked.connect(self._ask_place)
        row.addWidget(self.move_button)
        self._place_box.setFocusProxy(self.move_button)
        self.fields["place"] = Field(
            "数据库文件",
            self._place_box,
            name="first_run.place",
            hint="不能放在网络共享盘上",
            hint_below=True,
            reserve=True,
        )

    def _add(self, key: str, label: str, widget: QWidget, **how: Any) -> None:
        self.fields[key] = Field(label, widget, name=f"first_run.{key}", required=True, **how)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(4), 0, px(8), 0)
        column.setSpacing(px(4))
        column.addLayout(_head("1", "中心", "名称印在每一张文书上"))
        column.addLayout(_pairs(self.fields, ("centre_name", "area_name"), ("area_code",)))
        column.addLayout(_pairs(self.fields, ("committee_name", "committee_short")))
        column.addWidget(line_across())
        column.addLayout(_head("2", "系统管理员", "管账号、备份和设置，看不到事项"))
        column.addLayout(_pairs(self.fields, ("admin_name", "admin_login"), ("password", "again")))
        column.addWidget(line_across())
        column.addLayout(_head("3", "数据存放", "这台电脑"))
        column.addWidget(self.fields["place"])
        column.addStretch(1)

    def _connect(self) -> None:
        lines = {
            "centre_name": self.centre_name,
            "committee_name": self.committee_name,
            "committee_short": self.committee_short,
            "admin_login": self.admin_login,
            "area_code": self.area_code,
            "admin_name": self.admin_name,
            "password": self.password,
            "again": self.again,
        }
        for key, line in lines.items():
            line.textEdited.connect(partial(self._edited, key))
        self.area.textEdited.connect(partial(self._edited, "area_name"))
        self.area.chosen.connect(self._take_area)
        self.area.freed.connect(self.fields["area_name"].clear_reaction)
        self.area.unsettled.connect(self._ask_area)
        self.committee_short.textChanged.connect(lambda _text: self._show_number())
        self.admin_name.left.connect(self._propose_login)
        self.password.left.connect(self._judge_password)
        self.again.left.connect(self._judge_again)

    # -- what it holds

    def values(self) -> dict[str, str]:
        """What stands in the fields, by the names of `Answers`; the area's code too."""
        area = self.area.area()
        own = self.area_code.text().strip()
        return {
            "centre_name": self.centre_name.text().strip(),
            "area_name": self.area.text().strip(),
            "area_code": own if self._has_own_code() or area is None else area.code,
            "committee_name": self.committee_name.text().strip(),
            "committee_short": self.committee_short.text().strip(),
            "admin_name": self.admin_name.text().strip(),
            "admin_login": self.admin_login.text().strip(),
            "password": self.password.text(),
        }

    def place(self) -> str:
        """Where the database will lie."""
        return self._place

    def restore(self, values: dict[str, str]) -> None:
        """Put kept values back; passwords are never kept."""
        for key, line in (
            ("centre_name", self.centre_name),
            ("committee_name", self.committee_name),
            ("committee_short", self.committee_short),
            ("admin_name", self.admin_name),
            ("admin_login", self.admin_login),
        ):
            line.setText(values.get(key, ""))
            if values.get(key):
                self._touched.add(key)
        self._proposed_for = values.get("admin_name", "")
        name, code = values.get("area_name", ""), values.get("area_code", "")
        if name and code:
            self.area.set_area(Area(code, name, name))
        else:
            self.area.setText(name)

    def own_faults(self) -> list[tuple[str, str]]:
        """What this half itself refuses, beside `desktop.founding`."""
        faults = []
        values = self.values()
        if values["area_name"] and not values["area_code"]:
            faults.append(("area_name", CHOOSE_AREA))
        if self.password.text() != self.again.text():
            faults.append(("again", "与左边不一致，请重输。"))
        fault = self._place_fault(self._place)
        if fault:
            faults.append(("place", fault))
        return faults

    def set_place(self, place: str) -> None:
        """Put the database elsewhere; a refusal stands beneath and the place stays what it was."""
        fault = self._place_fault(place)
        if fault:
            self.fields["place"].set_error(fault)
            return
        self._place = place
        self._place_words.setText(place)
        self._place_words.setToolTip(place)
        self.fields["place"].clear_reaction()
        self.changed.emit()

    def _place_fault(self, place: str) -> str:
        """The proposed place was looked at before this page: a file there holds no centre."""
        return place_fault(place, unfounded=place == self._proposed_place)

    # -- reactions

    def _edited(self, key: str, _text: str) -> None:
        self._touched.add(key)
        field = self.fields[key]
        if field.error():
            field.clear_reaction()
            if key == "committee_short":
                self._show_number()
        self.changed.emit()

    def _take_area(self, area: Area) -> None:
        self.fields["area_name"].set_note(f"代码自动带出：{area.code.ljust(12, '0')}", "plain")
        for key, line, words in (
            ("centre_name", self.centre_name, area.name + CENTRE_ENDING),
            ("committee_name", self.committee_name, area.name + COMMITTEE_ENDING),
            ("committee_short", self.committee_short, area.name[:1]),
        ):
            if key not in self._touched or not line.text().strip():
                line.setText(words)
                self.fields[key].clear_reaction()
        self._show_number()
        self.changed.emit()

    def _ask_area(self) -> None:
        if not self._has_own_code():
            self.fields["area_name"].set_note(CHOOSE_AREA, "warn")

    def _own_code(self) -> None:
        shown = not self._has_own_code()
        set_shown(self.fields["area_code"], on=shown)
        if shown:
            area = self.area.area()
            if area is not None and not self.area_code.text():
                self.area_code.setText(area.code)
            self.area_code.setFocus()
            self.fields["area_name"].clear_reaction()
        self.changed.emit()

    def _has_own_code(self) -> bool:
        return not self.fields["area_code"].isHidden()

    def _show_number(self) -> None:
        short = self.committee_short.text().strip()
        if not self.fields["committee_short"].error():
            words = f"预览：{case_number(short, self._year, 1)}" if short else "印在卷号里"
            self.fields["committee_short"].set_note(words, "plain")

    def _propose_login(self) -> None:
        name = self.admin_name.text().strip()
        if not name or "admin_login" in self._touched or name == self._proposed_for:
            return
        self._proposed_for = name
        self._lanes.long.run(partial(proposed_login, name), done=self._take_login, owner=self)

    def _take_login(self, login: str) -> None:
        if login and "admin_login" not in self._touched:
            self.admin_login.setText(login)
            self.fields["admin_login"].clear_reaction()
            self.changed.emit()

    def _judge_password(self) -> None:
        count = len(self.password.text())
        if not count:
            return
        if count < SHORTEST_PASSWORD:
            self.fields["password"].set_error(f"现有{count}位，至少要{SHORTEST_PASSWORD}位。")
        else:
            self.fields["password"].set_note(f"{count} 位，够长", "ok")
        if self.again.text():
            self._judge_again()

    def _judge_again(self) -> None:
        if not self.again.text():
            return
        if self.again.text() == self.password.text():
            self.fields["again"].set_note("一致", "ok")
        else:
            self.fields["again"].set_error("与左边不一致，请重输。")

    def _peek(self) -> None:
        self.password.peek()

    def _ask_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "把数据放在哪个文件夹", str(Path(self._place).parent))
        if folder:
            self.set_place(str(Path(folder) / FILE_NAME))


def place_fault(place: str, *, unfounded: bool = False) -> str:
    """Return why a database cannot lie there, '' when it can; `unfounded`: a file there is known to hold no centre."""
    if "://" in place:
        return ""
    path = Path(place)
    if is_network_share(path):
        return "这是网络共享盘，数据会损坏，请放在这台电脑自己的磁盘上。"
    if path.exists() and not unfounded:
        return "那里已经有一个数据库，不能覆盖，请换一个文件夹。"
    if not path.parent.is_dir():
        return "这个文件夹不存在，请换一个。"
    return ""


def _head(number: str, title: str, note: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, px(4), 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Label(f"{number}  {title}", "panel"))
    row.addWidget(Label(note, "hint"), 1)
    return row


def _pairs(fields: dict[str, Field], *rows: tuple[str, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(look().size("field_gap_across"))
    grid.setVerticalSpacing(px(2))
    for at, row in enumerate(rows):
        for column, key in enumerate(row):
            grid.addWidget(fields[key], at, column)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
