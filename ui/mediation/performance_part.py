"""履行与结案: what was done of each obligation, then the end of the case."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import PerformanceEntry
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
from ui.mediation.form import Faults, Form
from ui.mediation.part import MainButton, Part
from ui.mediation.party_form import side_by_side
from ui.mediation.tabs import TabMark
from ui.style import look, px
from ui.widgets.badge import BadgeSpec
from ui.widgets.buttons import ActionButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable
from ui.workplace import Workplace


class PerformanceForm(Form):
    """One performance. Keys: performed_on, amount_fen, complete, proof."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._payment = False
        self.day("performed_on", "履行日期", required=True)
        self.amount("amount_fen", "这次付了（元）")
        self.line("proof", "凭据", placeholder="如 收条、转账单、现场查看")
        self._complete = self.tick("complete", "这一项已全部履行完毕")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(
            side_by_side(
                (self.field("performed_on"), 2), (self.field("amount_fen"), 2), (self.field("proof"), 3)
            )
        )
        column.addWidget(self._complete)

    def set_payment(self, *, payment: bool) -> None:
        """A payment has an amount; anything else is done or not."""
        self._payment = payment
        set_shown(self.field("amount_fen"), on=payment)

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(self.text(key) for key in ("performed_on", "amount_fen", "proof"))

    def entry(self) -> PerformanceEntry:
        """The performance as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        day = read.day("performed_on", missing="请填写履行的日期。")
        amount = read.amount("amount_fen") if self._payment else None
        read.finish()
        assert day is not None
        return PerformanceEntry(
            performed_on=day, complete=read.ticked("complete"), amount_fen=amount, proof=read.text("proof")
        )


class PerformancePart(Part):
    """The obligations with what was done of them; 登记履行, 结案, 终止调解."""

    KEY, TITLE = "performance", "履行与结案"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._current = 0
        self._keeper: DraftKeeper | None = None
        self._typed: dict[int, dict[str, Any]] = {}
        self.rows: RowsModel[ObligationView] = RowsModel(_columns(), parent=self)
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
        self._nothing.setText(_nothing_words(view, bool(obligations)))
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
        """Into the day of performance, or the list."""
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
            self._history.addWidget(link)
            self._history_rows.append(link)

    def _say_parts(self, row: ObligationView | None) -> None:
        """Say the instalments and what was done to get it."""
        lines = [] if row is None else [*_instalment_lines(row), *_duty_lines(row)]
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


def _columns() -> list[Column[ObligationView]]:
    return [
        Column(title="", value=lambda row: row.position, name="position", width=30),
        Column(
            title="种类",
            value=lambda row: row.kind_words.partition("/")[0],
            name="kind",
            kind=Kind.SECONDARY,
            width=106,
        ),
        Column(
            title="做什么",
            value=lambda row: row.what or row.sentence,
            name="what",
            tip=lambda row: row.sentence,
        ),
        Column(
            title="应付（元）", value=lambda row: row.amount_fen, name="amount", kind=Kind.AMOUNT, width=98
        ),
        Column(
            title="期限",
            value=_due,
            name="due",
            kind=Kind.SECONDARY,
            width=104,
            tip=lambda row: row.term_words,
        ),
        Column(title="履行", value=_state, name="state", kind=Kind.BADGE, width=136),
    ]


def _instalment_lines(row: ObligationView) -> list[str]:
    """Each instalment with its day and whether it is paid."""
    return [
        f"第{part.position}期　{day_in_tables(part.due_on) if part.due_on else '—'}　"
        f"{format_yuan(part.amount_fen)}元　"
        + ("已付" if not part.open_fen else f"还应付{format_yuan(part.open_fen)}元")
        for part in row.instalments
    ]


def _duty_lines(row: ObligationView) -> list[str]:
    """What was done to get it, and until when it may be sued for."""
    lines = [
        "　".join(
            part
            for part in (
                day_in_tables(step.happened_on),
                step.words,
                f"到{day_in_tables(step.until_on)}" if step.until_on else "",
                step.note,
            )
            if part
        )
        for step in row.steps
    ]
    again = [step.limitation_until for step in row.steps if step.limitation_until]
    if again:
        lines.append(
            f"诉讼时效自最后一次督促或承诺重新计算，三年到{day_in_tables(max(again))}（民法典第195条）。"
        )
    if row.ended_words:
        lines.append(f"不再跟踪：{row.ended_words}。")
    return lines


def _due(row: ObligationView) -> str:
    if row.next_on is not None:
        return day_in_tables(row.next_on)
    if row.due_on is not None:
        return day_in_tables(row.due_on)
    return row.term_words


def _state(row: ObligationView) -> BadgeSpec:
    if row.performed_on is not None:
        return BadgeSpec(f"{day_in_tables(row.performed_on)}", "ok", "checkmark_circle")
    if row.ended_words:
        return BadgeSpec(row.ended_words[:6], "mute", "dismiss_circle")
    if row.overdue:
        return BadgeSpec("逾期", "err", "error_circle", filled=True)
    if row.paid_fen:
        return BadgeSpec(f"已付 {format_yuan(row.paid_fen)}", "info", "circle_half_fill")
    return BadgeSpec("未履行", "mute", "clock")


def _nothing_words(view: CaseView, obligations: bool) -> str:
    if obligations:
        return ""
    if view.terminated_on is not None:
        return "调解已终止，没有要履行的协议。"
    if view.effective_on is not None:
        return "协议没有列履行事项。"
    return "协议生效后，在这里登记各项履行情况。"
