"""分流: the lead unit, its task, and the units that assist; 收回协办: which of them is let go."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.codes import UnitChoice
from desktop.queries.matters import MatterView
from desktop.services.dispatching import Share, dispatch_matter, withdraw_assisting
from ui.matters.act_form import ActForm, Values, needed_share, refuse
from ui.matters.acts import open_shares
from ui.style import look, px
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.field import Field
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.workplace import Asking, Workplace

MOST_ASSISTING = 5
TASK = 200


def unit_options(units: tuple[UnitChoice, ...]) -> list[Option]:
    """Return the units as a list found by initials."""
    return [Option(str(unit.unit_id), unit.name, unit.initials) for unit in units]


class AssistingRow(QWidget):
    """One assisting unit and its task."""

    changed = Signal()

    def __init__(self, place: int, options: list[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"matter.dispatch.assisting.{place}"
        self.unit = ComboSearch(options, name=f"{name}.unit", placeholder="协办单位")
        self.task = TextLine(name=f"{name}.task", placeholder="做哪一部分")
        self.unit.setAccessibleName(f"协办单位{place}")
        self.task.setAccessibleName(f"协办任务{place}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().size("field_gap_across") // 2)
        row.addWidget(self.unit, 1)
        row.addWidget(self.task, 1)
        self.unit.chosen.connect(self.changed)
        self.task.textEdited.connect(self.changed)


class DispatchForm(ActForm):
    """Which unit leads, which assist, who does what."""

    title = "分流"
    save_words = "分流"
    said = "已分流，等单位签收"

    def __init__(self, units: tuple[UnitChoice, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = unit_options(units)
        self._names = {str(unit.unit_id): unit.name for unit in units}
        self.lead = ComboSearch(self._options, name="matter.dispatch.lead", placeholder="打首字母，如 rmtj")
        self.task = TextLine(name="matter.dispatch.task", placeholder="不写就是整件")
        self.add_field(
            "lead", Field("主办单位", self.lead, name="matter.dispatch.lead", required=True, wraps=True)
        )
        self.add_field("task", Field("主办任务", self.task, name="matter.dispatch.task", wraps=True))
        self._box = QWidget()
        self._rows_column = QVBoxLayout(self._box)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(px(4))
        self.rows: list[AssistingRow] = []
        self.add_field(
            "assisting", Field("协办单位", self._box, name="matter.dispatch.assisting", wraps=True)
        )
        self.more = LinkButton("再加一个协办单位", name="matter.dispatch.more")
        self.column.addWidget(self.more)
        self.column.addStretch(1)
        self.more.clicked.connect(self.add_row)
        self.lead.chosen.connect(self.changed)
        self.task.textEdited.connect(self.changed)
        self.add_row()

    def begin(self, view: MatterView) -> None:
        """Say 改派 where it was given to a unit before."""
        self.title = "改派" if view.assignments else "分流"
        self.save_words = self.title

    def add_row(self) -> None:
        """Ask for one more assisting unit."""
        row = AssistingRow(len(self.rows) + 1, self._options)
        row.changed.connect(self.changed)
        self.rows.append(row)
        self._rows_column.addWidget(row)
        set_shown(self.more, on=len(self.rows) < MOST_ASSISTING)

    def values(self) -> Values:
        """Return the units and tasks."""
        rows = [{"unit": row.unit.value(), "task": row.task.text()} for row in self.rows]
        return {
            "lead": self.lead.value(),
            "task": self.task.text(),
            "assisting": [row for row in rows if row["unit"] or row["task"]],
        }

    def fill(self, values: Values) -> None:
        """Put units and tasks back."""
        self.lead.set_value(values.get("lead", ""))
        self.task.setText(values.get("task", ""))
        kept = values.get("assisting", [])
        while len(self.rows) < len(kept):
            self.add_row()
        for place, row in enumerate(self.rows):
            one = kept[place] if place < len(kept) else {}
            row.unit.set_value(one.get("unit", ""))
            row.task.setText(one.get("task", ""))

    def summary(self) -> str:
        """Return who would get it."""
        names = [self._names.get(self.lead.value(), "")]
        names += [self._names.get(row.unit.value(), "") for row in self.rows]
        return f"{self.title}给{'、'.join(name for name in names if name)}"

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the dispatch."""
        faults = []
        if not self.lead.value():
            faults.append(("lead", "请选择主办单位。"))
        if any(row.task.text().strip() and not row.unit.value() for row in self.rows):
            faults.append(("assisting", "写了协办任务，请也选协办单位。"))
        refuse(faults)
        assisting = tuple(
            Share(int(row.unit.value()), row.task.text()) for row in self.rows if row.unit.value()
        )
        return place.perform(
            dispatch_matter,
            matter_id=view.matter_id,
            version=view.version,
            lead=Share(int(self.lead.value()), self.task.text()),
            assisting=assisting,
        )


class WithdrawForm(ActForm):
    """收回协办: the lead unit can only answer when no assisting unit is open any more."""

    title = "收回协办"
    save_words = "收回"
    said = "协办已收回"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = ComboSearch(name="matter.withdraw.share")
        self.add_field(
            "share",
            Field("收回哪个单位的", self.share, name="matter.withdraw.share", required=True, wraps=True),
        )
        self.column.addStretch(1)
        self.share.chosen.connect(self.changed)

    def begin(self, view: MatterView) -> None:
        """Offer the open assisting shares."""
        shares = [share for share in open_shares(view) if not share.lead]
        self.share.set_options([Option(str(share.assignment_id), share.unit_name) for share in shares])
        if len(shares) == 1:
            self.share.set_value(str(shares[0].assignment_id))

    def values(self) -> Values:
        """Return nothing: a choice is not worth a draft."""
        return {}

    def fill(self, values: Values) -> None:
        """There is nothing to put back."""

    def send(self, place: Workplace, view: MatterView) -> Asking[Any]:
        """Return the withdrawal."""
        if not self.share.value():
            refuse([("share", "请选择收回哪个单位的协办。")])
        wanted = int(self.share.value())
        found = next((share for share in open_shares(view) if share.assignment_id == wanted), None)
        share = needed_share(found)
        return place.perform(withdraw_assisting, assignment_id=share.assignment_id, version=share.version)
