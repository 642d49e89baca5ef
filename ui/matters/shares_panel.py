"""分派: which units a matter was given to, and where each stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.queries.matters import AssignmentLine, MatterView
from models.values.dates import in_zone
from models.values.matter_states import AssignmentState
from ui.matters.badges import share_badge
from ui.style import look, px
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.rows import Column, Kind, RowsModel
from ui.widgets.table import RecordTable

MOST_ROWS = 4


def share_columns() -> list[Column[AssignmentLine]]:
    """Return the columns of the shares."""
    return [
        Column(title="职责", name="role", value=lambda share: share.role, kind=Kind.STRONG, width=58),
        Column(
            title="单位", name="unit", value=lambda share: share.unit_name, tip=lambda share: share.unit_name
        ),
        Column(
            title="签收",
            name="state",
            value=lambda share: share_badge(share.state, share.state_words),
            kind=Kind.BADGE,
            width=112,
        ),
        Column(
            title="时间、经手人",
            name="when",
            value=when_and_who,
            kind=Kind.SECONDARY,
            width=176,
            tip=when_and_who,
        ),
        Column(title="任务", name="task", value=task_words, tip=task_words),
    ]


def when_and_who(share: AssignmentLine) -> str:
    """Return the moment of a share's last step and who took it."""
    if share.state == AssignmentState.PENDING:
        return f"{in_zone(share.dispatched_at):%m-%d %H:%M} 分流"
    at = share.acknowledged_at if share.state == AssignmentState.ACKNOWLEDGED else share.ended_at
    moment = f"{in_zone(at):%m-%d %H:%M}" if at is not None else ""
    return f"{moment} {share.acknowledged_by}".strip()


def task_words(share: AssignmentLine) -> str:
    """Return why a share was given back, else its task."""
    return f"退回：{share.return_reason}" if share.return_reason else share.task


class SharesPanel(Panel):
    """The shares, the newest dispatch last; as high as its rows, four at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("分派", name="matter.shares", parent=parent)
        self.model: RowsModel[AssignmentLine] = RowsModel(share_columns(), parent=self)
        self.table = RecordTable(self.model, name="matter.shares.table", spoken="分派", dense=True)
        self._wanted = True
        self.add(self.table)

    def show_shares(self, view: MatterView) -> None:
        """Show the shares of a matter and who answers for it until they are signed for."""
        shares = view.assignments
        receiver = f"首接责任人{view.first_receiver}" if view.first_receiver else ""
        self.set_note(receiver if shares else "，".join(word for word in ("还没有分派", receiver) if word))
        if tuple(self.model.rows()) != shares:
            self.model.set_rows(shares)
        rows = min(MOST_ROWS, len(shares))
        self.table.setFixedHeight(look().size("table_head") + rows * look().size("dense_row") + px(2))
        set_shown(self.table, on=bool(shares))
        self._wanted = bool(shares) or view.ended_at is None
        self.give_way(on=False)

    def give_way(self, *, on: bool) -> None:
        """Leave the room to an open act, or stand there again if there is anything to show."""
        set_shown(self, on=self._wanted and not on)
