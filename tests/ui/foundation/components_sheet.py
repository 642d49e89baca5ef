"""The components sheet: every component in every state on one page, for tests and for looking at.

Run by hand: python tests/ui/foundation/components_sheet.py OUT.png [light|dark] [WIDTH HEIGHT] [POINT]
"""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.input_method import watch_input_method
from ui.style import apply_look, px
from ui.style.chinese import install_chinese
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton, with_reason
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.countdown import Countdown
from ui.widgets.field import Field, Quick
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.lines import TextArea, TextLine
from ui.widgets.message import Message
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Fault, Kind, RowsModel
from ui.widgets.segments import Choice, Segments
from ui.widgets.steps import Step, Steps
from ui.widgets.table import RecordTable

BADGES = [
    [("待签收", "warn", "clock", False), ("已签收", "ok", "checkmark_circle", False),
     ("已退回", "err", "arrow_undo", False), ("办理中", "info", "clock", True)],
    [("延期中", "warn", "calendar_clock", False), ("待核查", "info", "eye", False),
     ("待回访", "info", "call", False), ("已办结", "ok", "checkmark_circle", False)],
    [("已归档", "mute", "archive", False), ("不予受理", "mute", "prohibited", False),
     ("引导告知", "mute", "arrow_forward", False), ("终止", "mute", "dismiss_circle", False)],
    [("缺", "err", "document_dismiss", True), ("草稿", "warn", "document_edit", True),
     ("已打印", "info", "print", False), ("已签扫描", "ok", "document_checkmark", True)],
    [("错误", "err", "error_circle", True), ("提醒", "warn", "warning", True),
     ("催办单", "warn", "flag", True), ("督办单", "err", "flag", True)],
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row of the sample table."""

    title: str
    count: int
    state: BadgeSpec | Fault


def row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    """Widgets side by side, the rest empty."""
    line = QHBoxLayout()
    line.setSpacing(px(gap))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


class Sheet(QWidget):
    """The sheet itself; `focused` is the field that the picture shows with the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("组件样张")
        columns = QHBoxLayout()
        columns.setSpacing(px(10))
        for makers, share in (
            ((self._inputs, self._buttons), 496),
            ((self._states, self._limits, self._words), 413),
            ((self._messages, self._table), 413),
        ):
            column = QVBoxLayout()
            column.setSpacing(px(8))
            for maker in makers:
                column.addWidget(maker())
            column.addStretch(1)
            columns.addLayout(column, share)
        page = QVBoxLayout(self)
        page.setContentsMargins(px(12), px(10), px(12), px(10))
        page.setSpacing(px(8))
        page.addLayout(columns, 1)
        page.addWidget(self._steps())

    def _inputs(self) -> Panel:
        panel = Panel("输入", name="sheet.inputs")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        self.plain = TextLine(name="sheet.plain")
        self.plain.setText("王秀英")
        self.focused = TextLine(name="sheet.focused")
        self.focused.setText("138 0000 2417")
        self.wrong = TextLine(name="sheet.wrong")
        self.wrong.setText("3707041965031240")
        fixed = TextLine(name="sheet.fixed")
        fixed.setText("3 份（当事人 2，本会 1）")
        fixed.setReadOnly(True)
        options = [
            Option("ljps", "邻里：排水通行采光", ("ljps", "03")),
            Option("xltd", "邻里：相邻土地建筑利用", ("xltd", "04")),
        ]
        self.combo = ComboSearch(options, name="sheet.combo")
        self.combo.set_value("ljps")
        self.will = Segments(
            [Choice("yes", "愿意"), Choice("no", "不愿意"), Choice("unasked", "未征询")], name="sheet.will"
        )
        self.will.set_value("yes")
        self.area = TextArea(name="sheet.area", lines=2)
        self.area.setPlainText("Enter 换行，Tab 下一项，Ctrl+Enter 保存。")
        plain = Field(
            "平常", self.plain, name="sheet.plain", required=True, hint="控件边 1 px，圆角 4", hint_below=True
        )
        focused = Field(
            "正在输入",
            self.focused,
            name="sheet.focused",
            required=True,
            hint="焦点框 2 px，强调色",
            hint_below=True,
        )
        wrong = Field("有误", self.wrong, name="sheet.wrong")
        wrong.set_error("少 2 位，请对照证件补齐")
        grid.addWidget(plain, 0, 0)
        grid.addWidget(focused, 0, 1)
        grid.addWidget(wrong, 1, 0)
        grid.addWidget(Field("只读", fixed, name="sheet.fixed", hint="由人数算出", hint_below=True), 1, 1)
        grid.addWidget(Field("下拉", self.combo, name="sheet.combo", required=True, hint="ljps"), 2, 0)
        grid.addWidget(Field("单选", self.will, name="sheet.will"), 2, 1)
        grid.addWidget(Field("多行", self.area, name="sheet.area", hint="22 字"), 3, 0, 1, 2)
        quick = Quick("无电话", "Alt+H", self.plain.clear, "sheet.no_phone")
        note = Field("电话", TextLine(name="sheet.phone"), name="sheet.phone", quick=[quick])
        note.set_note("同右侧第 1 人", "ok")
        self.noted = note
        panel.body.addLayout(grid)
        return panel

    def _buttons(self) -> Panel:
        panel = Panel("按钮（一屏只有一个实心）", name="sheet.buttons")
        accept = ActionButton("受理", "Ctrl+Enter", name="sheet.accept", primary=True, icon="checkmark")
        refer = ActionButton("引导告知", "Alt+G", name="sheet.refer", icon="arrow_forward")
        panel.body.addLayout(row(accept, refer))
        unfinished = ActionButton("登记未完成", "Alt+W", name="sheet.unfinished", quiet=True)
        void = ActionButton("作废...", "Delete", name="sheet.void", danger=True, icon="dismiss")
        self.ring = ActionButton("焦点", "Alt+C", name="sheet.ring")
        panel.body.addLayout(row(unfinished, void, self.ring))
        blocked = ActionButton("打印 3 份待签", "Ctrl+P", name="sheet.print", icon="print")
        blocked.set_blocked("改好 1 处错误后可打印")
        panel.body.addWidget(with_reason(blocked))
        add = ActionButton("加一条", "Alt+T", name="sheet.add", small=True, icon="add")
        panel.body.addLayout(row(add, Label("表格、面板里的小按钮 28 px", "hint")))
        return panel

    def _states(self) -> Panel:
        panel = Panel("状态（图标＋文字＋颜色）", name="sheet.states")
        panel.body.setSpacing(px(8))
        for line in BADGES:
            badges = [Badge(word, tone, icon, filled=filled) for word, tone, icon, filled in line]
            panel.body.addLayout(row(*badges))
        return panel

    def _limits(self) -> Panel:
        panel = Panel("时限四态", name="sheet.limits")
        for words, state, detail in (
            ("剩 3 个工作日", "normal", "多于 1 日：常色"),
            ("剩 1 个工作日，11月24日 17:00 到期", "soon", "1 日以内"),
            ("超期 2 个工作日", "late", "已过"),
            ("暂停计时，2027 年日历暂定", "paused", "停表或未确认"),
        ):
            countdown = Countdown(name=f"sheet.{state}")
            countdown.set_left(words, state=state)
            line = row(countdown)
            line.addWidget(Label(detail, "hint"))
            panel.body.addLayout(line)
        return panel

    def _words(self) -> Panel:
        panel = Panel("颜色与字号", name="sheet.words")
        panel.body.addLayout(
            row(
                Label("页题 20", "page"),
                Label("栏题 16", "panel"),
                Label("正文 15", "body"),
                Label("标签 14", "label"),
                Label("提示 13", "hint"),
                KeyCap("键 12"),
            )
        )
        big = Countdown(name="sheet.big", big=True)
        big.set_left("剩 1 个工作日", state="soon", detail="11月24日 周二 17:00 到期")
        panel.body.addWidget(big)
        return panel

    def _messages(self) -> Panel:
        panel = Panel("提示条与撤回", name="sheet.messages")
        for tone, text in (
            ("info", "草稿来自 10:31，已恢复到断电前。"),
            ("ok", "回执已打印 1 份。"),
            ("warn", "数据库暂时连不上，已转存草稿，每 5 秒重试。"),
            ("err", "打印机没有纸。加纸后按 Ctrl+P 再打。"),
        ):
            panel.body.addWidget(Message(text, tone, name=f"sheet.message.{tone}"))
        return panel

    def _table(self) -> Panel:
        panel = Panel("表格", name="sheet.table")
        model = RowsModel[Line](
            [
                Column(title="行", value=lambda line: line.title, name="title"),
                Column(title="数字", value=lambda line: line.count, name="count", kind=Kind.NUMBER, width=70),
                Column(title="状态", value=lambda line: line.state, name="state", kind=Kind.BADGE, width=162),
            ]
        )
        self.table = RecordTable(model, name="sheet.rows", spoken="样张表格")
        model.set_rows(
            [
                Line("平常行", 12, BadgeSpec("已签收", "ok", "checkmark_circle")),
                Line("当前行（左 3 px）", 7, BadgeSpec("待签收", "warn", "clock")),
                Line("零值不可点", 0, Fault("未填期限")),
            ]
        )
        self.table.select_row(1)
        self.table.setFixedHeight(self.table.row_height() * 3 + px(32))
        panel.body.addWidget(self.table)
        panel.body.addWidget(Label("行高 36，密排 32；数字右对齐、下划线可点", "hint"))
        return panel

    def _steps(self) -> Panel:
        panel = Panel(name="sheet.steps")
        panel.body.addWidget(
            Steps(
                [
                    Step("问题上报", "11月19日 09:12 王敏", "done"),
                    Step("案卷建立", "11月19日 09:20 王敏", "done"),
                    Step("任务指派", "11月19日 10:05 李国栋", "done"),
                    Step("调查落实", "进行中 3 个单位", "now"),
                    Step("处理反馈", "未开始"),
                    Step("结案归档", "未开始"),
                ],
                name="sheet.path",
            )
        )
        return panel


def main(
    out: str, theme: str = "light", width: str = "1366", height: str = "697", point: str = "11.25"
) -> None:
    """Save a picture of the sheet."""
    app = QApplication([])
    apply_look(app, "dark" if theme == "dark" else "light", float(point))
    install_chinese(app)
    watch_input_method(app)
    sheet = Sheet()
    sheet.resize(int(width), int(height))
    sheet.show()
    sheet.activateWindow()
    sheet.focused.setFocus()
    app.processEvents()
    print(sheet.grab().save(out), sheet.size(), sheet.minimumSizeHint())


if __name__ == "__main__":
    main(*sys.argv[1:])
