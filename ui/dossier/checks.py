"""卷宗检查: the score with how it is found, and every finding: what, who fetches it by when, a key that leads there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.dossier.lint.report import Finding, LintReport
from desktop.dossier.lint.rules import LEVEL_LABELS, Level
from models.values.dates import day_in_tables
from ui.mediation.overview import place_words
from ui.mediation.part import Scroll
from ui.style import look, px
from ui.widgets.badge import Badge, BadgeTone
from ui.widgets.buttons import LinkButton
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.message import Message
from ui.widgets.panel import Panel

_LOOKS: dict[Level, tuple[BadgeTone, str]] = {
    Level.ERROR: ("err", "error_circle"),
    Level.WARNING: ("warn", "warning"),
    Level.INFO: ("info", "info"),
}
OTHER = "其他理由..."
WAITS: tuple[str, BadgeTone, str] = ("等待", "warn", "clock")
"""How a finding looks that keeps the case open although nothing is wrong."""


class _Line(QWidget):
    """One finding: what is wrong with the way there, beneath it who fetches it by when and the reason."""

    def __init__(self, found: Finding, number: int, panel: "ChecksPanel", *, may_file: bool) -> None:
        super().__init__()
        name = f"case.checks.{number}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(2))
        column.setSpacing(0)
        tone, icon = _LOOKS[found.level]
        settled = bool(found.reason)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        word = "已说明" if settled else LEVEL_LABELS[found.level]
        if found.waits:
            word, tone, icon = WAITS
        row.addWidget(Badge(word, "mute" if settled else tone, icon), 0, Qt.AlignmentFlag.AlignTop)
        sentence = Label(found.sentence, "label", tone="text2" if settled else "text", wrap=True)
        sentence.setToolTip(f"{found.check} {found.title}")
        row.addWidget(sentence, 1)
        if number <= 9:
            row.addWidget(KeyCap(f"Alt+{number}"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins(px(30), 0, 0, 0)
        below.setSpacing(px(12))
        hint = Label(_who(found), "hint", name=f"{name}.who", elide=True)
        below.addWidget(hint, 1)
        if found.level is Level.WARNING and may_file:
            self.reason = LinkButton("改理由" if settled else "说明理由", "", name=f"{name}.reason")
            self.reason.clicked.connect(lambda: self._choose(found, panel))
            below.addWidget(self.reason)
        self.link = LinkButton(f"去{place_of(found.field)}", "", name=f"{name}.go")
        self.link.setAccessibleName(
            f"{WAITS[0] if found.waits else LEVEL_LABELS[found.level]}：{found.sentence}"
        )
        self.link.clicked.connect(lambda: panel.field_wanted.emit(found.field))
        below.addWidget(self.link)
        column.addLayout(below)

    def _choose(self, found: Finding, panel: "ChecksPanel") -> None:
        menu = QMenu(self)
        menu.setObjectName("case.checks.reasons")
        for reason in found.reasons:
            menu.addAction(reason).triggered.connect(partial(panel.reason_chosen.emit, found, reason))
        menu.addSeparator()
        menu.addAction(OTHER).triggered.connect(partial(panel.reason_wanted.emit, found))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.reason.mapToGlobal(self.reason.rect().bottomLeft()))


class ChecksPanel(Panel):
    """The findings on a dossier, gravest first."""

    field_wanted = Signal(str)
    """A finding was chosen; its field."""
    reason_chosen = Signal(object, str)
    """A Finding and a ready reason."""
    reason_wanted = Signal(object)
    """A Finding for which a reason is to be written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("卷宗检查", name="case.checks", parent=parent)
        self._report: LintReport | None = None
        self._may_file = False
        self._at = -1
        self.score = Label("", "figure", tone="accent", name="case.checks.score")
        self.words = Label("", "label", name="case.checks.words", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.score)
        head.addWidget(self.words, 1)
        self.body.addLayout(head)
        self.nothing = Message(name="case.checks.nothing")
        self.add(self.nothing)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._column.setSpacing(px(2))
        self._lines: list[_Line] = []
        self._column.addStretch(1)
        self.area = Scroll(content, name="case.checks.scroll")
        self.add(self.area, 1)
        self.definition = Label("", "hint", wrap=True, name="case.checks.definition")
        self.add(self.definition)
        self.setMinimumHeight(px(look().size("panel_padding")))

    def show_report(self, report: LintReport, *, may_file: bool) -> None:
        """Show a report."""
        if report == self._report and may_file == self._may_file:
            return
        self._report, self._may_file = report, may_file
        self._at = -1
        self.score.setText(str(report.score))
        self.words.setText(f"/ 100 分　{_counts(report)}")
        self.definition.setText(report.definition)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [
            _Line(found, number, self, may_file=may_file)
            for number, found in enumerate(report.findings, start=1)
        ]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
        self.nothing.say("" if report.findings else "没有发现问题，可以装订归档。", "ok")

    def report(self) -> LintReport | None:
        """What is shown."""
        return self._report

    def choose(self, number: int) -> bool:
        """Go to the n-th finding, from 1; False when there is none."""
        found = self.findings()
        if not 1 <= number <= len(found):
            return False
        self._at = number - 1
        self.field_wanted.emit(found[number - 1].field)
        return True

    def choose_next(self) -> bool:
        """F7: go to the next finding, round and round."""
        found = self.findings()
        return bool(found) and self.choose((self._at + 1) % len(found) + 1)

    def findings(self) -> Sequence[Finding]:
        """The findings as they are shown."""
        return self._report.findings if self._report is not None else ()


_COURSE = {
    "visits": "visit",
    "court": "court",
    "evidence": "evidence",
    "inquiries": "inquiry",
    "report": "report",
    "extend": "extend",
    "mediator": "mediator",
}
"""Fields that are filled in the course of the case, by the name of the form there."""


def part_of(field: str, *, draft: bool) -> tuple[str, str]:
    """The part of a case's page to which a finding leads, and the field there; obligations of a draft are in it."""
    head = field.partition(".")[0]
    if head == "parties":
        return ("rights" if field.endswith((".consent", ".telling")) else "parties"), field
    if head in {"sessions", "signatures"}:
        return head, field
    if head in {"dossier", "case", "filed_on", "checked_by"}:
        return "dossier", field
    if head in _COURSE:
        return "course", _COURSE[head]
    if head == "remedies" or (head == "obligations" and not draft):
        return "performance", field
    return "agreement", field


_PLACES = {
    "dossier": "卷宗",
    "filed_on": "卷宗",
    "checked_by": "卷宗",
    "case": "案件情况",
    "visits": "回访",
    "court": "司法确认",
    "evidence": "证据材料",
    "inquiries": "调查记录",
    "report": "报告公安",
    "extend": "延长期限",
    "mediator": "更换调解员",
}


def place_of(field: str) -> str:
    """Where a finding leads, in words."""
    return _PLACES.get(field.partition(".")[0]) or place_words(field)


def _who(found: Finding) -> str:
    """Who fetches it, by when; or why it may stand."""
    if found.reason:
        return f"理由：{found.reason}"
    by = f"，{day_in_tables(found.by)}前" if found.by is not None else ""
    return f"{found.check}　由{found.who}补办{by}" if found.level is not Level.INFO else found.check


def _counts(report: LintReport) -> str:
    """How many errors, how much only waits, how many open warnings."""
    waiting = sum(1 for found in report.errors if found.waits)
    counted = (
        (len(report.errors) - waiting, "个错误"),
        (waiting, "项等办完再结案"),
        (len(report.open_warnings), "条提醒待说明"),
    )
    words = [f"{count} {what}" for count, what in counted if count]
    return "，".join(words) or "没有错误，提醒都有说明"
