"""操作日志: what everybody did, newest first; two moments for each; what changed only on demand. Read only."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.event_words import ChangeLine
from desktop.queries.events import PAGE, EventAccount, EventRow, event_accounts, event_changes, event_page
from models.values.dates import moment_in_tables, parse_day
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import DateLine
from ui.widgets.naming import name_widget, set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class EventsPage(Page):
    """The list with its narrowing above and the changes of one event beneath."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, "events", "操作日志")
        self._place = place
        self._first: date | None = None
        self._last: date | None = None
        self._account: int | None = None
        self._asked = 0
        self.first = DateLine(name="events.first", placeholder="从，如 11.1")
        self.last = DateLine(name="events.last", placeholder="到，如 11.30")
        self.account = ComboSearch(name="events.account", placeholder="所有人")
        self.fields = {
            "first": Field("录入日期从", self.first, name="events.first", reserve=True),
            "last": Field("到", self.last, name="events.last", reserve=True),
            "account": Field("账号", self.account, name="events.account", reserve=True),
        }
        self.find_button = ActionButton("查看", "Ctrl+Enter", name="events.find", primary=True, icon="search")
        self.today_button = ActionButton("只看今天", "Alt+J", name="events.today")
        self.all_button = ActionButton("全部", "Alt+Q", name="events.all")
        self.refresh_button = ActionButton("刷新", "F5", name="events.refresh")
        self.find_button.clicked.connect(self.narrow)
        self.today_button.clicked.connect(self._today)
        self.all_button.clicked.connect(self._all)
        self.refresh_button.clicked.connect(self._read)
        self._model = RowsModel(_event_columns(), more=self._more, parent=self)
        self.table = RecordTable(self._model, name="events.table", spoken="操作日志", dense=True)
        self.table.opened.connect(self._open)
        self.states = States(self.table, name="events.states")
        self._changes = RowsModel(_change_columns(), parent=self)
        self.changes = RecordTable(self._changes, name="events.changes", spoken="改动", dense=True)
        self._change_states = States(self.changes, name="events.changes.states")
        self._lay_out()
        place.ask(event_accounts).then(self._take_accounts, owner=self)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(px(10))
        for key, width in (("first", 150), ("last", 150), ("account", 200)):
            self.fields[key].setFixedWidth(px(width))
            top.addWidget(self.fields[key])
        for button in (self.find_button, self.today_button, self.all_button, self.refresh_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        self._detail = Panel("改动", name="events.detail")
        self._detail.add(self._change_states, 1)
        self._detail.setFixedHeight(px(210))
        close = ActionButton("收起", "Alt+W", name="events.detail.close", small=True)
        close.clicked.connect(self.on_escape)
        self._detail.add_head(close)
        set_shown(self._detail, on=False)
        lists = Panel("", name="events.list")
        lists.body.addLayout(top)
        lists.add(self.states, 1)
        lists.add(
            Label(
                "发生时间是当事人说的或纸上写的，录入时间是电脑的，谁也改不了。选中按 Enter 看改动。", "hint"
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(look().size("panel_gap"))
        column.addWidget(lists, 1)
        column.addWidget(self._detail)

    def title(self) -> str:
        """The title."""
        return "操作日志"

    def subtitle(self) -> str:
        """That nothing can be changed here."""
        return "只能看，不能改"

    def key_hints(self) -> list[KeyHint]:
        """The keys of this page."""
        return [("Enter", "看改动"), ("F5", "刷新")]

    def on_shown(self) -> None:
        """Read the newest events."""
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_escape(self) -> bool:
        """Close the changes."""
        if self._detail.isHidden():
            return False
        set_shown(self._detail, on=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def narrow(self) -> None:
        """Narrow the list by what stands above; a day that is none is refused at its field."""
        days: dict[str, date | None] = {}
        for key, line in (("first", self.first), ("last", self.last)):
            self.fields[key].clear_reaction()
            try:
                days[key] = parse_day(line.text(), today=self._now_day()) if line.text().strip() else None
            except ValueError as fault:
                self.fields[key].set_error(str(fault))
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        first, last = days["first"], days["last"]
        if first is not None and last is not None and last < first:
            self.fields["last"].set_error("比开始的日期还早。")
            self.last.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._first, self._last = first, last
        self._account = int(self.account.value()) if self.account.value() else None
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self) -> None:
        day = self._now_day().isoformat()
        self.first.setText(day)
        self.last.setText(day)
        self.narrow()

    def _all(self) -> None:
        self.first.setText("")
        self.last.setText("")
        self.account.set_value("")
        self.narrow()

    def _now_day(self) -> date:
        return day_of(self._place.office.clock.now())

    def _read(self) -> None:
        self._asked += 1
        self.states.show_loading("正在读取操作日志…")
        asked = self._asked
        self._ask(None, lambda rows: self._show(asked, rows))

    def _more(self, last: EventRow | None) -> None:
        asked = self._asked
        self._ask(last.seq if last is not None else None, lambda rows: self._append(asked, rows))

    def _ask(self, before: int | None, done: object) -> None:
        assert callable(done)
        self._place.ask(
            event_page,
            before=before,
            first_day=self._first,
            last_day=self._last,
            account_id=self._account,
        ).then(done, failed=self._failed, owner=self)

    def _show(self, asked: int, rows: tuple[EventRow, ...]) -> None:
        if asked != self._asked:
            return
        self._model.set_rows(rows, complete=len(rows) < PAGE)
        if rows:
            self.states.show_content()
        else:
            self.states.show_empty("没有符合的记录", "换一个日期或账号再看。", icon="history")

    def _append(self, asked: int, rows: tuple[EventRow, ...]) -> None:
        if asked == self._asked:
            self._model.append_rows(rows, complete=len(rows) < PAGE)

    def _failed(self, refusal: OfficeError) -> None:
        self._model.more_failed()
        self.states.show_failed(str(refusal), retry=self._read)

    def _take_accounts(self, accounts: tuple[EventAccount, ...]) -> None:
        self.account.set_options(
            [Option(str(one.account_id), f"{one.name}（{one.login}）", (one.login,)) for one in accounts]
        )

    def _open(self, at: int) -> None:
        row = self._model.row(at)
        self._detail.set_title("改动", f"第{row.seq}条 {row.tag}：{row.words}")
        set_shown(self._detail, on=True)
        self._change_states.show_loading("正在读取…")
        self._place.ask(event_changes, seq=row.seq).then(
            self._show_changes, failed=self._changes_failed, owner=self
        )

    def _show_changes(self, lines: tuple[ChangeLine, ...]) -> None:
        self._changes.set_rows(lines)
        if lines:
            self._change_states.show_content()
        else:
            self._change_states.show_empty(
                "没有改动数据", "这一步只是记下来，没有改动任何记录。", icon="info"
            )

    def _changes_failed(self, refusal: OfficeError) -> None:
        self._change_states.show_failed(str(refusal))


def _event_columns() -> list[Column[EventRow]]:
    return [
        Column(
            title="序号",
            value=lambda row: str(row.seq),
            name="seq",
            kind=Kind.SECONDARY,
            width=64,
            right=True,
        ),
        Column(
            title="发生时间",
            value=lambda row: moment_in_tables(row.occurred_at),
            name="occurred",
            kind=Kind.SECONDARY,
            width=136,
        ),
        Column(
            title="录入时间",
            value=lambda row: moment_in_tables(row.recorded_at),
            name="recorded",
            kind=Kind.SECONDARY,
            width=136,
        ),
        Column(title="谁", value=_who, name="who", width=140, tip=_who),
        Column(title="单位", value=lambda row: row.unit, name="unit", kind=Kind.SECONDARY, width=150),
        Column(title="电脑", value=lambda row: row.desk, name="desk", kind=Kind.SECONDARY, width=90),
        Column(title="做了什么", value=lambda row: row.tag, name="tag", width=170),
        Column(title="说明", value=_words, name="words", tip=_words),
    ]


def _who(row: EventRow) -> str:
    return f"{row.account}（{row.acting_person}）" if row.acting_person else row.account


def _words(row: EventRow) -> str:
    return f"{row.words}（代{row.recorded_for}录）" if row.recorded_for else row.words


def _change_columns() -> list[Column[ChangeLine]]:
    return [
        Column(title="记录", value=lambda line: line.record, name="record", width=180),
        Column(title="怎样", value=lambda line: line.how, name="how", kind=Kind.SECONDARY, width=60),
        Column(title="哪一项", value=lambda line: line.field, name="field", kind=Kind.STRONG, width=170),
        Column(title="原来", value=lambda line: line.before, name="before", kind=Kind.SECONDARY),
        Column(title="现在", value=lambda line: line.after, name="after"),
    ]
