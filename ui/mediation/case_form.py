"""What a case is: source, day of acceptance, name, number, mediators. For opening one, putting it right, late entry."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import CaseEntry
from desktop.queries.codes import StaffChoice
from models.values.choices import CaseSource
from ui.mediation.form import Form, Tick, listed_choices
from ui.mediation.party_form import side_by_side
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option


class MediatorTicks(QWidget):
    """The mediators to tick."""

    changed = Signal()

    def __init__(self, mediators: Sequence[StaffChoice], *, name: str, columns: int = 3) -> None:
        super().__init__()
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(4))
        self._ticks: dict[int, Tick] = {}
        for at, mediator in enumerate(mediators):
            tick = Tick(mediator.name, name=f"{name}.{mediator.staff_id}")
            tick.setToolTip(mediator.unit_name)
            tick.toggled.connect(lambda _on: self.changed.emit())
            grid.addWidget(tick, at // columns, at % columns)
            self._ticks[mediator.staff_id] = tick
        grid.setColumnStretch(columns, 1)
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def chosen(self) -> tuple[int, ...]:
        """The ids of those ticked."""
        return tuple(number for number, tick in self._ticks.items() if tick.isChecked())

    def put_chosen(self, numbers: Sequence[int]) -> None:
        """Tick these."""
        for number, tick in self._ticks.items():
            tick.setChecked(number in numbers)

    def draft_text(self) -> str:
        """The ids, divided by commas."""
        return ",".join(str(number) for number in self.chosen())

    def put_draft_text(self, text: str) -> None:
        """Tick those again."""
        self.put_chosen([int(part) for part in text.split(",") if part])


class CaseForm(Form):
    """The acceptance of a case. `full` also asks day and number, which stay once the case is open."""

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        mediators: Sequence[StaffChoice],
        *,
        full: bool,
        narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, today, parent)
        self._full = full
        self._mediators = tuple(mediators)
        self._ticks = MediatorTicks(mediators, name=f"{name}.mediator_ids", columns=3 if narrow else 5)
        self.combo("source", "案件来源", listed_choices(CaseSource), required=True)
        if full:
            self.day("accepted_on", "受理日期", required=True)
        self.line("name", "卷名", required=True, placeholder="甲与乙××纠纷")
        self.line("dispute_type", "纠纷类型", placeholder="如 邻里纠纷")
        if full:
            self.line(
                "number_by_hand", "手工编号", hint="纸上已写了卷号的填，没有不填", placeholder="自动编号"
            )
        self.parts("mediator_ids", "人民调解员", self._ticks, required=True)
        self.combo("presiding_id", "主持调解员", (), required=True)
        self._ticks.changed.connect(self._offer_presiding)
        self._lay_out(narrow=narrow)
        self._offer_presiding()

    def _lay_out(self, *, narrow: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        if self._full:
            column.addLayout(
                side_by_side(
                    (self.field("source"), 3),
                    (self.field("accepted_on"), 3),
                    (self.field("number_by_hand"), 5),
                )
            )
        elif narrow:
            column.addWidget(self.field("source"))
        if narrow:
            column.addWidget(self.field("name"))
            column.addWidget(self.field("dispute_type"))
        else:
            column.addLayout(side_by_side((self.field("name"), 3), (self.field("dispute_type"), 2)))
        if narrow:
            column.addWidget(self.field("mediator_ids"))
            column.addWidget(self.field("presiding_id"))
        else:
            column.addLayout(side_by_side((self.field("mediator_ids"), 4), (self.field("presiding_id"), 2)))

    def restored(self) -> None:
        """The presiding one is chosen among those ticked."""
        self._offer_presiding()

    def restore(self, values: object) -> None:
        """Put texts back: mediators before the presiding one, who is chosen among them."""
        assert isinstance(values, dict)
        super().restore(values)
        self.put("presiding_id", str(values.get("presiding_id", "") or ""))

    def _offer_presiding(self) -> None:
        """The presiding mediator is one of those ticked; a single one presides."""
        chosen = self._ticks.chosen()
        combo = self.field("presiding_id").widget
        assert isinstance(combo, ComboSearch)
        before = combo.value()
        combo.set_options([Option(str(m.staff_id), m.name) for m in self._mediators if m.staff_id in chosen])
        if before and int(before) in chosen:
            combo.set_value(before)
        elif len(chosen) == 1:
            combo.set_value(str(chosen[0]))
            self.field("presiding_id").clear_reaction()

    def entry(self, *, accepted_on: date | None = None) -> CaseEntry:
        """The acceptance as typed; `accepted_on` where it is not asked. Raises FormError."""
        read = self.reading()
        source = read.choice("source", CaseSource, missing="请选择案件来源。")
        day = read.day("accepted_on", missing="请填写受理日期。") if self._full else accepted_on
        name = read.text("name", missing="请填写卷名，如“甲与乙邻里纠纷”。")
        chosen = self._ticks.chosen()
        if not chosen:
            read.add("mediator_ids", "请选择人民调解员。")
        presiding = read.text("presiding_id", missing="请选择主持调解员。" if chosen else "")
        read.finish()
        assert source is not None
        assert day is not None
        return CaseEntry(
            source=source,
            accepted_on=day,
            mediator_ids=chosen,
            presiding_id=int(presiding),
            name=name,
            dispute_type=read.text("dispute_type"),
            number_by_hand=read.text("number_by_hand") if self._full else "",
        )
