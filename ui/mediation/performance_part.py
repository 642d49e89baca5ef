"""履行与结案: what was done of each obligation, then the end of the case."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.queries.agreements import ObligationView
from desktop.queries.case_views import CaseAct, CaseView
from desktop.services.mediation.performing import (
    ObligationKept,
    perform_obligation,
    withdraw_performance,
)
from models.values.case_states import CaseState
from models.values.dates import day_in_tables
from models.values.money import format_yuan
from ui.drafting import DraftKeeper
from ui.mediation.file_choice import FileChoice, show_file
from ui.mediation.part import MainButton, Part
from ui.mediation.performance_form import PerformanceForm
from ui.mediation.performance_table import (
    duty_lines,
    instalment_lines,
    nothing_words,
    performance_columns,
)
from ui.mediation.reading import Faults
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class PerformancePart(Part):
    """The obligations with what was done of them; 登记履行, 结案, 终止调解."""

    KEY, TITLE = "performance", "履行与结案"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._current = 0
        self._keeper: DraftKeeper | None = None
        self._files: FileChoice | None = None
        self._typed: dict[int, dict[str, Any]] = {}
        self.rows: RowsModel[ObligationView] = RowsModel(performance_columns(), parent=self)
        self.table = RecordTable(self.rows, name="case.performance.list", spoken="履行事项", dense=True)
        self.heading = Label("", "strong", name="case.performance.heading", wrap=True)
        self.form = PerformanceForm("case.performance.form", self.today)
        self._history = QVBoxLayout()
        self._history.setSpacing(px(2))
        self._history_rows: list[QWidget] = []
        self._parts = Label("", "body", wrap=True, name="case.performance.parts")
        self._nothing = Label("", "hint", wrap=True, name="case.performance.nothing")
        self.form.changed.connect(self._touched)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _row: self.form.field("performed_on").focus_widget())
        for widget in (self._nothing, self.table, self.heading):
            self.body.addWidget(widget)
        self.body.addWidget(self._parts)
        self.body.addLayout(self._history)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.save = MainButton("登记履行", name="case.performance.save", icon="checkmark")
        self.save.clicked.connect(self.act)
        self.close_case = ActionButton("结案...", "Alt+J", name="case.performance.close", icon="archive")
        self.close_case.clicked.connect(lambda: self.wants.emit("close"))
        self.terminate = ActionButton(
            "终止调解...", "Alt+Z", name="case.performance.terminate", icon="dismiss_circle"
        )
        self.terminate.clicked.connect(lambda: self.wants.emit("terminate"))
        self.urge = ActionButton("督促...", "Alt+B", name="case.performance.urge", icon="megaphone")
        self.urge.clicked.connect(lambda: self.wants.emit(f"urge.{self._current}"))
        self.add_main(self.save)
        self.bar.add(self.urge)
        self.bar.add(self.close_case)
        self.bar.add(self.terminate)

    def show_case(self, view: CaseView) -> None:
        """Show the obligations; what is being typed stays."""
        first = self._view is None
        super().show_case(view)
        if first:
            self._files = FileChoice(self._place, view.matter_id, name="case.performance.form.attachment_id")
            self.form.set_files(self._files)
        obligations = view.followed
        if first or self._current not in {row.obligation_id for row in obligations}:
            waiting = next((row for row in obligations if row.performed_on is None), None)
            chosen = waiting or (obligations[0] if obligations else None)
            self._current = chosen.obligation_id if chosen else 0
        self.fill(self.rows, obligations)
        self.table.setFixedHeight(
            look().size("table_head") + self.table.row_height() * max(1, min(6, len(obligations))) + px(2)
        )
        set_shown(self.table, on=bool(obligations))
        self._nothing.setText(nothing_words(view, owed=bool(obligations)))
        set_shown(self._nothing, on=bool(self._nothing.text()))
        self._select()
        self._show_current()
        self._enable()
        if first:
            self._keeper = DraftKeeper(
                self._place,
                "case.performance",
                lambda: {str(number): values for number, values in self._typed.items()},
                self._restore,
                record=f"case:{view.case_id}",
                parent=self,
            )
            if obligations:
                self._keeper.restore_latest()

    def mark(self, view: CaseView) -> TabMark:
        """Done when closed; how many are open, late ones in red."""
        if view.state in {CaseState.CLOSED, CaseState.ARCHIVED}:
            return TabMark("done")
        if not view.followed:
            return TabMark()
        late = sum(1 for row in view.followed if row.overdue)
        if late:
            return TabMark(badge=BadgeSpec(f"{late} 项逾期", "err", "error_circle", filled=True))
        return TabMark()

    def enter(self) -> None:
        """Into the day of performance, or the list; files that were added meanwhile may be chosen."""
        if self._files is not None:
            self._files.read()
        if self.form.isVisibleTo(self) and self.form.isEnabled():
            self.form.field("performed_on").focus_widget()
        elif self.rows.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, field: str) -> None:
        """`obligations.<place>` chooses one."""
        place = field.partition(".")[2].partition(".")[0]
        if place.isdigit():
            self.table.select_row(int(place))
        self.enter()

    def keep_drafts(self) -> None:
        """Send what is being typed to be kept."""
        if self._keeper is not None:
            self._keeper.save_now()

    # -- choosing

    def _choose(self, row: int) -> None:
        known = not self._filling and 0 <= row < self.rows.rowCount()
        if known and self.rows.row(row).obligation_id != self._current:
            self._current = self.rows.row(row).obligation_id
            self._show_current()
            self._enable()

    def _select(self) -> None:
        at = next((i for i, row in enumerate(self.rows.rows()) if row.obligation_id == self._current), -1)
        if at >= 0 and self.table.current_row() != at:
            self.table.select_row(at)

    def _obligation(self) -> ObligationView | None:
        return next((row for row in self.rows.rows() if row.obligation_id == self._current), None)

    def _show_current(self) -> None:
        row = self._obligation()
        for widget in self._history_rows:
            self._history.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._history_rows = []
        self.heading.setText(f"第 {row.position} 项：{row.sentence}" if row else "")
        set_shown(self.heading, on=row is not None)
        open_still = row is not None and row.performed_on is None
        set_shown(self.form, on=open_still)
        self._say_parts(row)
        if row is None:
            return
        self.form.set_payment(payment=row.kind_words == "付款")
        self.form.restore(self._typed.get(row.obligation_id, {}))
        if row.amount_fen and row.paid_fen:
            rest = format_yuan(row.amount_fen - row.paid_fen)
            self.form.field("amount_fen").set_hint(f"还应付 {rest}")
        else:
            self.form.field("amount_fen").set_hint("")
        for performance in row.performances:
            amount = f" {format_yuan(performance.amount_fen)} 元" if performance.amount_fen else ""
            whole = "，履行完毕" if performance.complete else ""
            proof = f"，{performance.proof}" if performance.proof else ""
            link = LinkButton(
                f"{day_in_tables(performance.performed_on)}{amount}{whole}{proof}　撤回这一笔",
                name=f"case.performance.withdraw.{performance.performance_id}",
            )
            link.setEnabled(self.may(CaseAct.PERFORM))
            link.clicked.connect(
                lambda _checked=False, number=performance.performance_id: self._withdraw(number)
            )
            line = QWidget()
            beside = QHBoxLayout(line)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(px(12))
            beside.addWidget(link)
            if performance.attachment_id is not None:
                beside.addWidget(self._proof_link(performance.performance_id, performance.attachment_id))
            beside.addStretch(1)
            self._history.addWidget(line)
            self._history_rows.append(line)

    def _proof_link(self, performance_id: int, attachment_id: int) -> LinkButton:
        """What opens the file that proves a performance."""
        link = LinkButton("看凭据", name=f"case.performance.proof.{performance_id}")
        link.clicked.connect(lambda: show_file(self._place, self.view.matter_id, attachment_id))
        return link

    def _say_parts(self, row: ObligationView | None) -> None:
        """Say the instalments and what was done to get it."""
        lines = [] if row is None else [*instalment_lines(row), *duty_lines(row)]
        self._parts.setText("\n".join(lines))
        set_shown(self._parts, on=bool(lines))

    def _enable(self) -> None:
        row = self._obligation()
        open_still = row is not None and row.performed_on is None
        set_shown(self.urge, on=open_still and row is not None and not row.ended_words)
        self.urge.setEnabled(self.may(CaseAct.PERFORM))
        reason = self.blocked_by_state(CaseAct.PERFORM, "登记履行")
        self.form.setEnabled(not reason)
        set_shown(self.save, on=open_still)
        self.save.set_blocked(reason if open_still else "")
        may_close = self.may(CaseAct.CLOSE)
        set_shown(self.close_case, on=may_close)
        self.close_case.set_blocked(
            f"还缺 {len(self.view.missing)} 项，见右边" if may_close and self.view.missing else ""
        )
        set_shown(self.terminate, on=self.may(CaseAct.TERMINATE))

    # -- typing and saving

    def _touched(self) -> None:
        if self._current:
            self._typed[self._current] = self.form.values()
            if self.form.is_blank():
                self._typed.pop(self._current)
        if self._keeper is not None:
            self._keeper.touch()

    def _restore(self, payload: dict[str, Any]) -> None:
        known = {row.obligation_id for row in self.rows.rows() if row.performed_on is None}
        self._typed = {int(number): values for number, values in payload.items() if int(number) in known}
        self._show_current()

    def act(self) -> None:
        """Register the performance of the chosen obligation."""
        row = self._obligation()
        if self._busy or row is None or not self.save.isVisibleTo(self) or not self.save.isEnabled():
            return
        try:
            entry = self.form.entry()
        except OfficeError as refusal:
            self.refused(refusal)
            return
        self._busy = True
        self._place.perform(
            perform_obligation,
            obligation_id=row.obligation_id,
            version=row.version,
            performed_on=entry.performed_on,
            complete=entry.complete,
            amount_fen=entry.amount_fen,
            proof=entry.proof,
            attachment_id=entry.attachment_id,
        ).then(self._kept, failed=self.refused, owner=self)

    def _kept(self, answer: ObligationKept) -> None:
        self._typed.pop(answer.obligation_id, None)
        self.form.clear()
        if self._keeper is not None:
            if self._typed:
                self._keeper.touch()
            else:
                self._keeper.discard()
        self.done("已登记履行" + ("，这一项履行完毕" if answer.performed_on else ""))

    def _withdraw(self, performance_id: int) -> None:
        row = self._obligation()
        if row is None or self._busy:
            return
        self._busy = True
        self._place.perform(withdraw_performance, performance_id=performance_id, version=row.version).then(
            lambda _kept: self.done("已撤回这一笔履行"), failed=self.refused, owner=self
        )

    def place_faults(self, faults: Faults) -> Sequence[tuple[str, str]]:
        """Faults of the form of a performance."""
        return self.form.show_faults(faults)
