"""The right column of a case: what the case is, what it still lacks, its papers' place in its life."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.queries.case_views import CaseAct, CaseView
from models.values.case_states import CaseState
from models.values.dates import day_in_sentences, day_in_tables
from ui.mediation.findings import FindingLine, Findings
from ui.style import px
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.workplace import Workplace

_PLACES = (
    ("parties", "当事人"),
    ("sessions", "调解记录"),
    ("agreement", "协议"),
    ("signatures", "签署"),
    ("obligations", "履行与结案"),
    ("remedies", "履行与结案"),
    ("course", "经过"),
    ("court", "经过"),
    ("visit", "经过"),
    ("evidence", "经过"),
    ("inquiries", "经过"),
    ("report", "经过"),
    ("extend", "经过"),
    ("mediator", "经过"),
    ("case", "案件情况"),
    ("dossier", "卷宗"),
)


class Overview(QWidget):
    """The case in a few lines, and what is missing with a key to each."""

    edit_wanted = Signal()
    """修改案件信息."""
    field_wanted = Signal(str)
    """A finding was chosen; its field."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case.overview")
        self._place = place
        self._matter_id = 0
        self._facts = Panel("案件情况", name="case.facts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, Label] = {}
        for row, (key, title) in enumerate(
            (
                ("source", "案件来源"),
                ("accepted", "受理日期"),
                ("due", "调解期限"),
                ("type", "纠纷类型"),
                ("mediators", "人民调解员"),
                ("parties", "当事人"),
                ("reached", "达成协议"),
                ("effective", "协议生效"),
                ("ended", "结束"),
            )
        ):
            title_label = Label(title, "label", name=f"case.facts.{key}.title")
            value = Label("", "body", wrap=True, name=f"case.facts.{key}")
            self._grid.addWidget(title_label, row, 0)
            self._grid.addWidget(value, row, 1)
            self._values[key] = value
        self._facts.body.addLayout(self._grid)
        self.edit = ActionButton("修改...", "Alt+X", name="case.edit", small=True, icon="edit")
        self.edit.clicked.connect(self.edit_wanted)
        self._facts.add_head(self.edit)
        self.matter = LinkButton("打开事项", "Alt+M", name="case.matter")
        self.matter.clicked.connect(lambda: place.matter_wanted.emit(self._matter_id))
        self._facts.add_head(self.matter)
        self._lacking = Panel("还缺什么", name="case.lacking")
        self.nothing = Message(name="case.lacking.nothing")
        self.findings = Findings(name="case.lacking.list")
        self.findings.wanted.connect(self.field_wanted)
        self._lacking.add(self.nothing)
        self._lacking.add(self.findings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(9))
        column.addWidget(self._facts)
        column.addWidget(self._lacking)
        column.addStretch(1)

    def add_head(self, button: QWidget) -> None:
        """Put a button into the head of its first panel."""
        self._facts.add_head(button)

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        self._matter_id = view.matter_id
        head = next((mediator.name for mediator in view.mediators if mediator.presiding), "")
        others = [mediator.name for mediator in view.mediators if not mediator.presiding]
        year = view.accepted_on.year
        texts = {
            "source": view.source_words,
            "accepted": day_in_tables(view.accepted_on) + ("（补录）" if view.late_entry else ""),
            "due": day_in_tables(view.due_on) if view.due_on else "",
            "type": view.dispute_type,
            "mediators": "、".join([f"{head}（主持）" if head else "", *others]).strip("、"),
            "parties": "、".join(
                party.name_apart + ("（已退出）" if party.left_on else "") for party in view.parties
            ),
            "reached": day_in_tables(view.reached_on) if view.reached_on else "",
            "effective": effect_words(view),
            "ended": _ended(view, year),
        }
        for key, value in self._values.items():
            value.setText(texts[key])
            title = self._grid.itemAtPosition(self._grid.getItemPosition(self._grid.indexOf(value))[0], 0)  # type: ignore[index]  # a tuple of four
            for widget in (value, title.widget() if title else None):
                if widget is not None:
                    set_shown(widget, on=bool(texts[key]))
        self.edit.setVisible(bool(view.acts))
        self.edit.set_blocked(
            ""
            if CaseAct.EDIT_CASE in view.acts or not view.acts
            else f"案件已是“{view.state_words}”，不再修改"
        )
        self.findings.set_lines(
            [
                FindingLine("missing", item.sentence, place_words(item.field), item.field)
                for item in view.missing
            ]
        )
        self.nothing.say(_next_words(view) if not view.missing else "", "ok")

    def text(self, key: str) -> str:
        """What a line says."""
        return self._values[key].text()


def place_words(field: str) -> str:
    """Where a field is, in words."""
    if field.endswith((".consent", ".telling")):
        return "同意与告知"
    return next((words for prefix, words in _PLACES if field.startswith(prefix)), "协议")


def effect_words(view: CaseView) -> str:
    """The day of effect and why it is that day (人民调解法 29, 30); empty before."""
    if view.effective_on is None:
        return ""
    day = day_in_tables(view.effective_on)
    agreement = view.agreement
    if agreement is not None and not agreement.signatures:
        return f"{day}，口头协议自达成之日起生效（人民调解法第30条）"
    if view.source.value == "court_delegated":
        return f"{day}，法院委派案件自各方签名之日起生效"
    return f"{day}，最后一人签名或盖章之日（人民调解法第29条）"


def _ended(view: CaseView, year: int) -> str:
    parts = []
    if view.terminated_on:
        told = f"，已告知{view.remedies_words}" if view.remedies_words else ""
        parts.append(
            f"{day_in_sentences(view.terminated_on, this_year=year)} 终止：{view.termination_words}{told}"
        )
    if view.transferred_on:
        parts.append(f"{day_in_sentences(view.transferred_on, this_year=year)} 移送{view.transferred_to}")
    if view.closed_on:
        parts.append(f"{day_in_sentences(view.closed_on, this_year=year)} 结案")
    return "；".join(parts)


def _next_words(view: CaseView) -> str:
    return {
        CaseState.ACCEPTED: "可以开始调解：记下第一次调解。",
        CaseState.MEDIATING: "不缺什么。协议写好后打印待签。",
        CaseState.PAUSED: "调解暂停，可以接着做的时候请恢复。",
        CaseState.TRANSFERRED: "已移送，可以结案。",
        CaseState.AWAITING_SIGNATURE: "不缺什么。",
        CaseState.EFFECTIVE: "不缺什么，可以结案。",
        CaseState.TERMINATED: "不缺什么，可以结案。",
        CaseState.CLOSED: "已结案，履行情况可以接着登记。",
        CaseState.ARCHIVED: "已归档。",
    }[view.state]
