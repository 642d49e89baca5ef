"""What a case is: source, day of acceptance, name, number, mediators. For opening one, putting it right, late entry."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import CaseEntry, CaseOrigin
from desktop.queries.codes import CommitteeChoice, StaffChoice
from models.values.case_steps import TermBasis
from models.values.choices import ApplicationHow, CaseSource
from models.values.dates import day_in_tables
from ui.mediation.committee_field import CommitteeField
from ui.mediation.form import Form
from ui.mediation.options import listed_choices, numbered
from ui.mediation.party_form import side_by_side
from ui.mediation.reading import Reading
from ui.mediation.tick import Tick
from ui.style import look, px
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice

_SENT = frozenset(CaseSource) - {CaseSource.APPLICATION, CaseSource.OWN_INITIATIVE}
_ORIGIN_ROWS = (
    ("applied_on", "applied_how"),
    ("sender_unit", "sender_person", "sender_number"),
    ("sent_on", "papers_received_on", "feedback_due_on"),
    ("term_basis",),
)
_NARROW = 2


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
        committees: Sequence[CommitteeChoice] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, today, parent)
        self._full = full
        self.committee = CommitteeField(self, committees if full else ())
        self._brief = ""
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
        self._make_origin()
        self._ticks.changed.connect(self._offer_presiding)
        self._lay_out(narrow=narrow)
        self._offer_presiding()
        self.changed.connect(self._show_what_applies)
        self._show_what_applies()

    def _make_origin(self) -> None:
        """The application, or who handed the case over."""
        self.day("origin.applied_on", "申请日期", hint="当事人申请的填")
        self.segments("origin.applied_how", "怎样申请", numbered(ApplicationHow))
        self.line("origin.sender_unit", "移送单位", placeholder="如 区人民法院、派出所")
        self.line("origin.sender_person", "经办人", placeholder="法官、民警")
        self.line("origin.sender_number", "案号、警情号")
        self.day("origin.sent_on", "移送日期")
        self.day("origin.papers_received_on", "签收材料日期", hint="法院期限从这天起算")
        self.day("origin.feedback_due_on", "反馈期限", future=True)
        self.segments(
            "origin.term_basis",
            "法院适用的程序",
            [Choice("ordinary", "普通程序（15日）", "1"), Choice("summary", "简易程序（7日）", "2")],
        )

    def _show_what_applies(self) -> None:
        """What is asked depends on where the case comes from."""
        source = self.text("source")
        sent = source in _SENT
        court = source in {CaseSource.COURT_DELEGATED, CaseSource.COURT_ENTRUSTED}
        for key in ("sender_unit", "sender_person", "sender_number", "sent_on", "feedback_due_on"):
            set_shown(self.field(f"origin.{key}"), on=sent)
        for key in ("applied_on", "applied_how"):
            set_shown(self.field(f"origin.{key}"), on=source == CaseSource.APPLICATION)
        set_shown(self.field("origin.papers_received_on"), on=court)
        set_shown(self.field("origin.term_basis"), on=source == CaseSource.COURT_ENTRUSTED)

    def origin(self, read: Reading) -> CaseOrigin:
        """Where the case comes from, as typed."""
        return CaseOrigin(
            applied_on=read.day("origin.applied_on"),
            applied_how=read.choice("origin.applied_how", ApplicationHow, missing=""),
            brief=self._brief,
            sender_unit=read.text("origin.sender_unit"),
            sender_person=read.text("origin.sender_person"),
            sender_number=read.text("origin.sender_number"),
            sent_on=read.day("origin.sent_on"),
            papers_received_on=read.day("origin.papers_received_on"),
            feedback_due_on=read.day("origin.feedback_due_on", future=True),
            term_basis=TermBasis(self.text("origin.term_basis") or TermBasis.ORDINARY),
        )

    def put_origin(self, origin: CaseOrigin) -> None:
        """Show where the case comes from."""
        self._brief = origin.brief
        texts = {
            "applied_on": _day_text(origin.applied_on),
            "applied_how": origin.applied_how or "",
            "sender_unit": origin.sender_unit,
            "sender_person": origin.sender_person,
            "sender_number": origin.sender_number,
            "sent_on": _day_text(origin.sent_on),
            "papers_received_on": _day_text(origin.papers_received_on),
            "feedback_due_on": _day_text(origin.feedback_due_on),
            "term_basis": origin.term_basis.value,
        }
        for key, text in texts.items():
            self.put(f"origin.{key}", text)
        self._show_what_applies()

    def _lay_out(self, *, narrow: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        if self._full:
            if self.committee.field is not None:
                column.addWidget(self.committee.field)
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
        for row in _ORIGIN_ROWS:
            fields = [(self.field(f"origin.{key}"), 1) for key in row]
            if narrow and len(fields) > _NARROW:
                column.addLayout(side_by_side(*fields[:_NARROW]))
                fields = fields[_NARROW:]
            column.addLayout(side_by_side(*fields))
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
        self._show_what_applies()

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
        origin = self.origin(read)
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
            origin=origin,
            committee_id=self.committee.chosen(),
        )


def _day_text(day: date | None) -> str:
    return day_in_tables(day) if day else ""
