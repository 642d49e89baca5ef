"""查找: what F3 found, by kind, the newest first of each; numbers masked, a look before opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.history import found_matters, matters_by_id
from desktop.queries.reception import StoryLook, story_look
from desktop.queries.worklist import WorklistRow
from desktop.search.find import is_whole_number
from desktop.services.finding import NumberFound, find_by_number
from models.values.dates import in_zone
from ui.matters.badges import state_badge
from ui.matters.matter_table import due_words, left_of
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.tasks import TaskHandle
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.states import States
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

MOST = 200
"""Matters shown at most; more mean that the words were too common."""


NOTE = "电话、证件号在这里一律遮挡；您无权看的件不列出，也不计数。"


class Found(StrEnum):
    """By what a matter was found, as the tabs name it."""

    ALL = "all"
    NUMBER = "number"
    PERSON = "person"
    TELEPHONE = "telephone"
    WORDS = "words"


TITLES = {
    Found.ALL: "全部",
    Found.NUMBER: "编号",
    Found.PERSON: "姓名",
    Found.TELEPHONE: "电话、证件",
    Found.WORDS: "内容",
}
_BY = {
    "code": (Found.NUMBER, "事项编号"),
    "code_tail": (Found.NUMBER, "编号后六位"),
    "case_number": (Found.NUMBER, "卷号"),
    "external": (Found.NUMBER, "外部编号"),
    "identity_hash": (Found.TELEPHONE, "证件号"),
    "phone_hash": (Found.TELEPHONE, "电话"),
    "phone_tail_hash": (Found.TELEPHONE, "电话后四位"),
    "name": (Found.PERSON, "姓名"),
    "pinyin": (Found.PERSON, "拼音"),
    "initials": (Found.PERSON, "拼音首字母"),
    "text": (Found.WORDS, "内容"),
    "counted": (Found.NUMBER, "清单"),
}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One matter that was found, and by what."""

    kind: Found
    by: str
    row: WorklistRow


def found_columns() -> list[Column[FoundRow]]:
    """Return the columns of the results."""
    return [
        Column(title="编号", name="code", value=lambda hit: hit.row.short_code, kind=Kind.LINK, width=116),
        Column(
            title="诉求人",
            name="claimant",
            value=lambda hit: hit.row.claimant_name,
            kind=Kind.STRONG,
            width=110,
        ),
        Column(title="事项", name="title", value=lambda hit: hit.row.title, tip=lambda hit: hit.row.title),
        Column(title="按什么找到", name="by", value=lambda hit: hit.by, kind=Kind.SECONDARY, width=92),
        Column(
            title="状态",
            name="state",
            value=lambda hit: state_badge(hit.row.state, hit.row.state_words),
            kind=Kind.BADGE,
            width=124,
        ),
        Column(
            title="登记",
            name="day",
            value=lambda hit: in_zone(hit.row.happened_at).date(),
            kind=Kind.DATE,
            width=104,
        ),
    ]


class LookPanel(Panel):
    """The current result before it is opened: never a number, the story only on a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", name="search.look", parent=parent)
        self.state = self.add_head(Badge("", "mute"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        self._values: dict[str, Label] = {}
        for place, title in enumerate(("诉求人", "事项", "性质", "村居", "主办", "登记", "时限")):
            value = Label(
                "", "body", wrap=title == "事项", elide=title != "事项", name=f"search.look.{place}"
            )
            grid.addWidget(Label(title, "label"), place, 0)
            grid.addWidget(value, place, 1)
            self._values[title] = value
        self.body.addLayout(grid)
        self.left = Badge("", "mute")
        self.add(self.left)
        self.story = Label("", "label", tone="text", wrap=True, name="search.story.text")
        inside = QWidget()
        inside.setProperty("surface", "clear")
        texts = QVBoxLayout(inside)
        texts.setContentsMargins(0, 0, px(4), 0)
        texts.addWidget(self.story)
        texts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.add(area, 1)
        self.story_button = ActionButton("看经过", "Alt+K", name="search.story", small=True, icon="eye")
        self.open_button = ActionButton(
            "打开", "Enter", name="search.open", primary=True, icon="arrow_forward"
        )
        self.beside_button = ActionButton("并排打开", "Alt+Enter", name="search.beside", icon="panel_right")
        story = QHBoxLayout()
        story.addWidget(Label("诉求原文按键才显示", "hint"))
        story.addStretch(1)
        story.addWidget(self.story_button)
        opening = QHBoxLayout()
        opening.setSpacing(px(8))
        opening.addWidget(self.open_button)
        opening.addWidget(self.beside_button)
        opening.addStretch(1)
        self.body.addLayout(story)
        self.body.addLayout(opening)

    def show_row(self, row: WorklistRow) -> None:
        """Show a matter's facts."""
        self.hide_story()
        self.set_title(row.short_code)
        if isinstance(self.state, Badge):
            self.state.set_spec(state_badge(row.state, row.state_words))
        texts = {
            "诉求人": row.claimant_name,
            "事项": row.title,
            "性质": row.nature,
            "村居": row.village,
            "主办": row.lead_unit or "未分流",
            "登记": f"{in_zone(row.happened_at):%Y-%m-%d}，{row.channel}",
            "时限": due_words(row) or "没有时限",
        }
        for title, text in texts.items():
            self._values[title].setText(text)
        left = left_of(row)
        self.left.set_spec(left or BadgeSpec("", "mute"))
        set_shown(self.left, on=left is not None)

    def show_story(self, look: StoryLook) -> None:
        """Show the story, and how it ended."""
        ended = f"\n\n结果：{look.outcome}" if look.outcome else ""
        self.story.setText(f"{look.story}{ended}")
        self.story_button.set_text("收起")

    def hide_story(self) -> None:
        """Let nothing of a story stay on the screen."""
        self.story.setText("")
        self.story_button.set_text("看经过")


class SearchPage(Page):
    """The results of one search; `search` asks for something else on the same page."""

    def __init__(
        self,
        place: Workplace,
        text: str = "",
        parent: QWidget | None = None,
        *,
        ids: tuple[int, ...] = (),
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._place = place
        self._text = ""
        self._counted = ""
        self._hits: tuple[FoundRow, ...] = ()
        self._kind = Found.ALL
        self._asking: TaskHandle | None = None
        self.model: RowsModel[FoundRow] = RowsModel(found_columns(), parent=self)
        self.table = RecordTable(self.model, name="search.table", spoken="查找结果", dense=True)
        self.states = States(self.table, name="search.states")
        self.look = LookPanel()
        self.tabs = {
            kind: ActionButton(TITLES[kind], f"Alt+{place_}", name=f"search.kind.{kind.value}", small=True)
            for place_, kind in enumerate(Found)
        }
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda at, _column: self._open(at))
        self.table.current_changed.connect(self._look_at)
        self.look.story_button.clicked.connect(self.toggle_story)
        self.look.open_button.clicked.connect(lambda: self._open(self.table.current_row()))
        self.look.beside_button.clicked.connect(self._open_beside)
        for kind, button in self.tabs.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, kind=kind: self.show_kind(kind))
        set_shown(self.look, on=False)
        if text:
            self.search(text)
        elif ids:
            self.show_matters(ids, words)

    def _lay_out(self) -> None:
        panel = Panel("", name="search.results")
        head = QHBoxLayout()
        head.setSpacing(px(6))
        for button in self.tabs.values():
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(Label("每类新的在前", "hint"))
        panel.body.addLayout(head)
        panel.add(self.states, 1)
        self._note = Label(NOTE, "hint", name="search.note")
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addWidget(panel, 1)
        left.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(8))
        row.setSpacing(look().size("panel_gap"))
        row.addLayout(left, 1)
        self.look.setFixedWidth(px(372))
        row.addWidget(self.look)

    # -- what the window asks

    def title(self) -> str:
        """The screen's name."""
        return self._counted or "查找"

    def subtitle(self) -> str:
        """What was looked for."""
        return f"“{self._text}”" if self._text else ""

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of this screen."""
        return [("↑↓", "选"), ("Enter", "打开"), ("Alt+K", "看经过"), ("Alt+数字", "换类")]

    def on_shown(self) -> None:
        """Put the cursor into the results; beside another only where another is open."""
        shell = self._place.shell
        set_shown(self.look.beside_button, on=shell is not None and bool(shell.open_pages()))
        self.table.setFocus()

    # -- searching

    def search(self, text: str) -> None:
        """Look for something; an answer that is overtaken is dropped."""
        self._text, self._counted = text.strip(), ""
        if self._asking is not None:
            self._asking.cancel()
        self.states.show_loading(f"正在查找“{self._text}”…")
        if is_whole_number(self._text):
            self._asking = self._place.perform(find_by_number, text=self._text).then(
                self._number_came, failed=self._failed, owner=self
            )
        else:
            self._ask_words()
        self.head_changed.emit()

    def show_matters(self, ids: tuple[int, ...], words: str) -> None:
        """Show the very matters of a number that was clicked; `words` say which."""
        self._counted = words
        self._asking = self._place.ask(matters_by_id, ids=ids).then(
            lambda rows: self._came(tuple(("counted", row) for row in rows)), failed=self._failed, owner=self
        )
        self.head_changed.emit()

    def _ask_words(self) -> None:
        self._asking = self._place.ask(found_matters, text=self._text, limit=MOST).then(
            self._came, failed=self._failed, owner=self
        )

    def _number_came(self, found: NumberFound) -> None:
        """Show the matters of somebody's number; without any it may be another system's number."""
        if not found.matter_ids:
            self._ask_words()
            return
        by = "identity_hash" if found.by == "证件号" else "phone_hash"
        self._asking = self._place.ask(matters_by_id, ids=found.matter_ids).then(
            lambda rows: self._came(tuple((by, row) for row in rows)), failed=self._failed, owner=self
        )

    def hits(self) -> tuple[FoundRow, ...]:
        """Everything found, of all kinds."""
        return self._hits

    def show_kind(self, kind: Found) -> None:
        """Show the results of one kind."""
        self._kind = kind
        for other, button in self.tabs.items():
            button.setChecked(other is kind)
        rows = [hit for hit in self._hits if kind in {Found.ALL, hit.kind}]
        self.model.set_rows(rows)
        if rows:
            self.states.show_content()
            self.table.select_row(0)
            self._look_at(0)
        else:
            self.states.show_empty(
                f"没有找到“{self._text}”", "两个字就够；编号后六位、首字母、电话、卷号都行。", icon="search"
            )
        set_shown(self.look, on=bool(rows))
        self.table.setFocus()

    def _came(self, found: tuple[tuple[str, WorklistRow], ...]) -> None:
        self._asking = None
        hits = [FoundRow(*_BY[why], row) for why, row in found]
        self._note.setText(f"只列最新的{MOST}件，多打几个字就能缩小。" if len(hits) >= MOST else NOTE)
        order = list(Found)
        self._hits = tuple(sorted(hits, key=lambda hit: (order.index(hit.kind), -hit.row.matter_id)))
        for kind, button in self.tabs.items():
            count = sum(kind in {Found.ALL, hit.kind} for hit in self._hits)
            button.set_text(f"{TITLES[kind]} {count}")
            button.setEnabled(count > 0)
        self.show_kind(Found.ALL)

    def _failed(self, refusal: OfficeError) -> None:
        self._asking = None
        button = self.states.show_failed(str(refusal), retry=lambda: self.search(self._text))
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def toggle_story(self) -> None:
        """Alt+K: the story of the current result; once more covers it again."""
        at = self.table.current_row()
        if self.look.story.text():
            self.look.hide_story()
        elif 0 <= at < self.model.rowCount():
            wanted = self.model.row(at).row.matter_id

            def came(look: StoryLook) -> None:
                now = self.table.current_row()
                if 0 <= now < self.model.rowCount() and self.model.row(now).row.matter_id == wanted:
                    self.look.show_story(look)

            self._place.ask(story_look, matter_id=wanted).then(came, owner=self)

    def _look_at(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            self.look.show_row(self.model.row(at).row)

    def _open(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            self._place.matter_wanted.emit(self.model.row(at).row.matter_id)

    def _open_beside(self) -> None:
        """Alt+Enter: open the matter, and what was looked at last at its right."""
        at = self.table.current_row()
        shell = self._place.shell
        if shell is not None and 0 <= at < self.model.rowCount():
            self._open(at)
            shell.show_beside()
