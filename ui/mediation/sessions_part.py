"""调解记录: the sittings of a case and their minutes."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.entries.mediation import SessionEntry
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseAct, CaseView, SessionView
from desktop.services.mediation.sessions import SessionKept, add_session, edit_session
from models.values.choices import SessionKind, SessionResult
from models.values.dates import in_zone, moment_in_tables
from ui.mediation.draft_case import draft_of
from ui.mediation.drafted_forms import SESSION_KEYS, session_document
from ui.mediation.form_paper import FormPaper
from ui.mediation.part import MainButton, Part
from ui.mediation.reading import Faults
from ui.mediation.records import NEW, Records
from ui.mediation.session_form import SessionForm
from ui.mediation.tabs import TabMark
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton
from ui.widgets.rows import Column, Kind
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.printing.blocks import Document

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
        self.form = SessionForm("case.session", self.today)
        self.records: Records[SessionView] = Records(
            "case.sessions",
            "调解记录",
            session_columns(),
            self.form,
            self._fill,
            begin_at="day",
            open_at="place",
            most=3,
        )
        self.rows, self.table = self.records.rows, self.records.table
        self.records.chosen.connect(self._enable)
        self._paper = FormPaper("调解记录", self.form, self._document, SESSION_KEYS)
        self.form.changed.connect(self.page_changed)
        self.records.chosen.connect(self.page_changed)
        self.body.addWidget(self.records)
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
        self.form.set_parties(self.parties(also_left=True))
        self.records.show_records(view.sessions, begin=view.sessions[-1].id if view.sessions else NEW)
        if first:
            self.records.keep_draft(
                self._place,
                "case.session",
                f"case:{view.case_id}",
                lambda: self.message.say("上次没有保存的调解记录已恢复。", "info"),
            )

    def mark(self, view: CaseView) -> TabMark:
        """Done once a sitting ended with an agreement or without one for good."""
        last = view.sessions[-1].result if view.sessions else None
        return TabMark("done" if last in {SessionResult.AGREED, SessionResult.FAILED} else "")

    def enter(self) -> None:
        """Into the list, or into the day of a new one."""
        self.records.enter()

    def go_to(self, _field: str) -> None:
        """To a new sitting, or the last one's result."""
        if self.view.sessions and self.view.agreement is not None:
            self.form.field("result").focus_widget()
        else:
            self._begin_new()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        self.records.save_draft()

    def form_paper(self) -> FormPaper | None:
        """The minutes as they are typed."""
        return self._paper

    def _document(self) -> "Callable[[], Document] | None":
        """What makes the minutes of the sitting in the form."""
        if self._view is None:
            return None
        session = self.records.record()
        return session_document(
            draft_of(self.view), self.form, session.ordinal if session else len(self.view.sessions) + 1
        )

    # -- choosing

    def _begin_new(self) -> None:
        self.records.begin_new()
        self.area.show_place(self.form)

    def _fill(self, session: SessionView | None, typed: Mapping[str, Any] | None) -> None:
        if typed is not None:
            self.form.restore(typed)
        elif session is not None:
            self.form.put_entry(_entry(session))
        else:
            self.form.clear()
        number = len(self.view.sessions) + 1
        self.records.heading.setText(
            f"第 {session.ordinal} 次调解" if session else f"第 {number} 次调解（新记）"
        )

    def _enable(self) -> None:
        session = self.records.record()
        reason = self.blocked_by_state(CaseAct.ADD_SESSION, "再记调解")
        if not reason and not self.view.parties:
            reason = "请先添加当事人"
        self.save.set_text("保存修改" if session else "保存记录")
        self.form.setEnabled(not reason)
        self.save.set_blocked(reason)
        self.add.setEnabled(not reason)
        self.add.setVisible(session is not None)

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
        session, editing, sent = self.records.record(), self.records.editing(), self.form.values()

        def kept(answer: SessionKept) -> None:
            self.records.saved(editing, answer.session_id, answer.version, sent)
            self.done("已保存调解记录")

        if session is None:
            asking = self._place.perform(add_session, case_id=self.view.case_id, entry=entry)
        else:
            version = self.records.version()
            asking = self._place.perform(edit_session, session_id=session.id, version=version, entry=entry)
        asking.then(kept, failed=self.refused, owner=self)

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults of the form of a sitting."""
        return self.form.show_faults(faults)


def session_columns() -> list[Column[SessionView]]:
    """Which sitting, when, how, where, and its result."""
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
        attended=tuple(row.entry for row in session.attended),
        participants=session.participants,
        public=session.public,
        recorder=session.recorder,
        handwritten=session.handwritten,
        interpreter=session.interpreter,
        invitees_agreed=session.invitees_agreed,
    )
