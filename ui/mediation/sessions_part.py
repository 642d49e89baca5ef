"""调解记录: the sittings of a case and their minutes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.entries.mediation import AttendanceEntry, SessionEntry
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView, SessionView
from desktop.services.mediation.sessions import SessionKept, add_session, edit_session
from models.values.choices import SessionKind, SessionResult
from models.values.dates import in_zone, moment_in_tables
from ui.drafting import DraftKeeper
from ui.mediation.part import MainButton, Part
from ui.mediation.reading import Faults
from ui.mediation.session_form import SessionForm
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace

NEW = 0
_RESULTS = {
    SessionResult.AGREED: ("ok", "checkmark_circle"),
    SessionResult.CONTINUED: ("info", "clock"),
    SessionResult.FAILED: ("mute", "dismiss_circle"),
}


class SessionsPart(Part):
    """The list of sittings, and beneath it the form of the one that is chosen."""

    KEY, TITLE = "sessions", "调解记录"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._editing = NEW
        self._typed: dict[int, tuple[int, dict[str, Any]]] = {}
        self._keeper: DraftKeeper | None = None
        self.rows: RowsModel[SessionView] = RowsModel(_columns(), parent=self)
        self.table = RecordTable(self.rows, name="case.sessions.list", spoken="调解记录", dense=True)
        self.heading = Label("", "strong", name="case.sessions.heading")
        self.form = SessionForm("case.session", self.today)
        self.form.changed.connect(self._touched)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _row: self.form.field("place").focus_widget())
        self.body.addWidget(self.table)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.save = MainButton("保存记录", name="case.sessions.save", icon="save")
        self.save.clicked.connect(self.act)
        self.add = ActionButton("再记一次调解", "Alt+N", name="case.sessions.add", icon="add")
        self.add.clicked.connect(self._begin_new)
        self.add_main(self.save)
        self.bar.add(self.add)

    def show_case(self, view: CaseView) -> None:
        """Show the sittings; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        known = {session.id for session in view.sessions}
        if first and view.sessions:
            self._editing = view.sessions[-1].id
        elif self._editing not in known:
            self._editing = NEW
        self.fill(self.rows, view.sessions)
        self.table.setFixedHeight(
            look().size("table_head") + self.table.row_height() * max(1, min(3, len(view.sessions))) + px(2)
        )
        self.table.setVisible(bool(view.sessions))
        self.form.set_parties(self.parties(also_left=True))
        self._select_editing()
        self._show_editing()
        self._enable()
        if first:
            self._keeper = DraftKeeper(
                self._place,
                "case.session",
                self._collect,
                self._restore,
                record=f"case:{view.case_id}",
                parent=self,
            )
            self._keeper.restored.connect(lambda: self.message.say("上次没有保存的调解记录已恢复。", "info"))
            self._keeper.restore_latest()

    def mark(self, view: CaseView) -> TabMark:
        """Done once a sitting ended with an agreement or without one for good."""
        last = view.sessions[-1].result if view.sessions else None
        return TabMark("done" if last in {SessionResult.AGREED, SessionResult.FAILED} else "")

    def enter(self) -> None:
        """Into the list, or into the day of a new one."""
        if self._editing != NEW:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.field("day").focus_widget()

    def go_to(self, _field: str) -> None:
        """To a new sitting, or the last one's result."""
        if self.view.sessions and self.view.agreement is not None:
            self.form.field("result").focus_widget()
        else:
            self._begin_new()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    # -- choosing

    def _choose(self, row: int) -> None:
        if not self._filling and 0 <= row < self.rows.rowCount() and self.rows.row(row).id != self._editing:
            self._editing = self.rows.row(row).id
            self._show_editing()
            self._enable()

    def _begin_new(self) -> None:
        self._editing = NEW
        self.table.setCurrentIndex(self.rows.index(-1, -1))
        self._show_editing()
        self._enable()
        self.form.field("day").focus_widget()
        self.area.show_place(self.form)

    def _select_editing(self) -> None:
        at = next((i for i, session in enumerate(self.rows.rows()) if session.id == self._editing), -1)
        if at >= 0 and self.table.current_row() != at:
            self.table.select_row(at)
        elif at < 0:
            self.table.setCurrentIndex(self.rows.index(-1, -1))

    def _session(self) -> SessionView | None:
        return next((session for session in self.view.sessions if session.id == self._editing), None)

    def _show_editing(self) -> None:
        session = self._session()
        typed = self._typed.get(self._editing)
        if typed is not None:
            self.form.restore(typed[1])
        elif session is not None:
            self.form.put_entry(_entry(session))
        else:
            self.form.clear()
        number = len(self.view.sessions) + 1
        self.heading.setText(f"第 {session.ordinal} 次调解" if session else f"第 {number} 次调解（新记）")
        self.save.set_text("保存修改" if session else "保存记录")

    def _enable(self) -> None:
        reason = self.blocked_by_state(CaseAct.ADD_SESSION, "再记调解")
        if not reason and not self.view.parties:
            reason = "请先添加当事人"
        self.form.setEnabled(not reason)
        self.save.set_blocked(reason)
        self.add.setEnabled(not reason)
        self.add.setVisible(self._editing != NEW)

    # -- typing

    def _touched(self) -> None:
        session = self._session()
        before = self._typed.get(self._editing)
        version = before[0] if before else session.version if session else 0
        self._typed[self._editing] = (version, self.form.values())
        if session is None and self.form.is_blank():
            self._typed.pop(NEW, None)
        if self._keeper is not None:
            self._keeper.touch()

    def _collect(self) -> dict[str, Any]:
        if not self._typed:
            return {}
        return {"typed": {str(key): [version, values] for key, (version, values) in self._typed.items()}}

    def _restore(self, payload: dict[str, Any]) -> None:
        known = {session.id for session in self.view.sessions} | {NEW}
        typed = {int(key): (pair[0], dict(pair[1])) for key, pair in payload.get("typed", {}).items()}
        self._typed = {key: pair for key, pair in typed.items() if key in known}
        if self._typed:
            self._editing = next(iter(self._typed))
            self._select_editing()
        self._show_editing()
        self._enable()

    # -- saving

    def act(self) -> None:
        """Save the sitting in the form."""
        if self._busy or not self.save.isEnabled():
            return
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self.refused(refusal)
            return
        self._busy = True
        editing, session = self._editing, self._session()
        sent = self.form.values()
        if session is None:
            asking = self._place.perform(add_session, case_id=self.view.case_id, entry=entry)
        else:
            version = self._typed.get(editing, (session.version, {}))[0]
            asking = self._place.perform(edit_session, session_id=session.id, version=version, entry=entry)
        asking.then(lambda answer: self._saved(editing, answer, sent), failed=self.refused, owner=self)

    def _saved(self, editing: int, answer: SessionKept, sent: dict[str, Any]) -> None:
        self._typed.pop(editing, None)
        if self._editing == editing and self.form.values() != sent:  # typed meanwhile: not saved yet
            self._typed[answer.session_id] = (answer.version, self.form.values())
        if self._keeper is not None:
            if self._typed:
                self._keeper.touch()
            else:
                self._keeper.discard()
        self._editing = answer.session_id
        self.done("已保存调解记录")

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults of the form of a sitting."""
        return self.form.show_faults(faults)


def _columns() -> list[Column[SessionView]]:
    return [
        Column(
            title="次", value=lambda row: f"第{row.ordinal}次", name="ordinal", kind=Kind.STRONG, width=64
        ),
        Column(title="时间", value=_time, name="time", kind=Kind.SECONDARY, width=196),
        Column(title="方式", value=lambda row: row.kind_words, name="kind", kind=Kind.SECONDARY, width=84),
        Column(title="地点", value=lambda row: row.place, name="place", tip=lambda row: row.place),
        Column(title="结果", value=_result, name="result", kind=Kind.BADGE, width=124),
    ]


def _time(session: SessionView) -> str:
    end = f"–{in_zone(session.ended_at):%H:%M}" if session.ended_at else ""
    return f"{moment_in_tables(session.started_at)}{end}"


def _result(session: SessionView) -> BadgeSpec:
    tone, icon = _RESULTS[session.result]
    return BadgeSpec(session.result_words, tone, icon)  # type: ignore[arg-type]  # a tone of the table above


def _entry(session: SessionView) -> SessionEntry:
    return SessionEntry(
        kind=SessionKind(session.kind),
        started_at=session.started_at,
        ended_at=session.ended_at,
        place=session.place,
        minutes=session.minutes,
        result=session.result,
        attended=tuple(
            AttendanceEntry(party=row.party_id, by_agent=row.by_agent) for row in session.attended
        ),
        participants=session.participants,
        public=session.public,
        recorder=session.recorder,
        handwritten=session.handwritten,
    )
