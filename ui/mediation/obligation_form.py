"""One 履行事项 as typed: who owes whom what by when."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import HolderEntry, InstalmentEntry, ObligationEntry
from desktop.errors import FormError
from desktop.mediation.pasting import instalments_text, read_instalments, read_shares, shares_text
from models.values.choices import Liability, label
from models.values.dates import day_in_tables
from models.values.instalments import Part, part_faults
from models.values.money import format_yuan
from models.values.terms import (
    EVERY_LABELS,
    OBLIGATION_LABELS,
    TERM_LABELS,
    Every,
    ObligationKind,
    Term,
    TermKind,
    in_words,
)
from ui.mediation.form import Form
from ui.mediation.options import listed
from ui.mediation.part import PageKeyButton
from ui.mediation.party_form import side_by_side
from ui.mediation.people import Holders, PartyChoice
from ui.mediation.reading import Faults, Reading
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice

_TERM_FIELDS: dict[TermKind, tuple[str, ...]] = {
    TermKind.FIXED_DATE: ("term.day",),
    TermKind.DAYS_AFTER_EFFECT: ("term.days",),
    TermKind.RECURRING: ("term.every", "term.first_on", "term.last_on", "term.event"),
    TermKind.UNTIL_EVENT: ("term.event",),
}
IN_PARTS = "in_parts"
"""分期 among the terms: what stands in its lines takes the place of a term."""
_WITH_TERM = frozenset(
    {ObligationKind.PAYMENT, ObligationKind.DELIVERY, ObligationKind.ACT, ObligationKind.APOLOGY}
)
"""What is done once and for all, so that one asks by when."""
_ALL_TERM_FIELDS = ("term.day", "term.days", "term.every", "term.first_on", "term.last_on", "term.event")


class ObligationForm(Form):
    """An obligation. Keys are those of the findings: kind, what, debtors, creditors, amount; the term's begin by it."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._debtors = Holders(f"{name}.debtors", "义务人")
        self._creditors = Holders(f"{name}.creditors", "权利人")
        self._place = ""
        self.combo(
            "kind",
            "种类",
            listed((kind.value, words) for kind, words in OBLIGATION_LABELS.items()),
            required=True,
        )
        self.line("what", "做什么")
        self.parts("debtors", "义务人", self._debtors)
        self.parts("creditors", "权利人", self._creditors)
        self.amount("amount", "金额（元）")
        self.line("formula", "计算办法", hint="没有定额的填", placeholder="如 凭票据各半")
        self.line("quantity", "数量", placeholder="如 2车")
        choices = [
            Choice(choice.value, label(choice), str(at)) for at, choice in enumerate(Liability, start=1)
        ]
        self.segments("liability", "几个义务人之间", choices)
        self.line("shares", "付款人各付多少", hint="按顺序写，没有不填", placeholder="如 2000、1800")
        self.line("receipts", "收款人各得多少", hint="按顺序写，没有不填", placeholder="如 一半、一半")
        terms = [(kind.value, words) for kind, words in TERM_LABELS.items()]
        self.combo("term", "期限", listed([*terms, (IN_PARTS, "分期")]))
        self.area(
            "instalments",
            "各期",
            lines=3,
            hint="一行一期；“每月 2026-12-31 6期”自动平均",
            placeholder="2026-12-31 1000",
        )
        self.day("term.day", "哪天前", future=True)
        self.line("term.days", "多少日内", placeholder="如 7")
        self.combo(
            "term.every", "多久一次", listed((every.value, words) for every, words in EVERY_LABELS.items())
        )
        self.day("term.first_on", "第一次", future=True)
        self.day("term.last_on", "最后一次", future=True, hint="没有不填")
        self.line("term.event", "到什么时候", placeholder="如 年满十八周岁")
        self._month_end = self.tick("term.month_end", "每次都在月末")
        self._lay_out()
        self.changed.connect(self._show_what_applies)
        self._show_what_applies()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(side_by_side((self.field("kind"), 2), (self.field("what"), 4)))
        column.addLayout(side_by_side((self.field("debtors"), 1), (self.field("creditors"), 1)))
        money = side_by_side((self.field("amount"), 2), (self.field("formula"), 4))
        self._money = QWidget()
        self._money.setLayout(money)
        column.addWidget(self._money)
        others = side_by_side((self.field("quantity"), 2), (self.field("liability"), 3))
        self._others = QWidget()
        self._others.setLayout(others)
        column.addWidget(self._others)
        column.addLayout(side_by_side((self.field("shares"), 1), (self.field("receipts"), 1)))
        column.addLayout(
            side_by_side(
                (self.field("term"), 3),
                *((self.field(f"term.{key}"), 3) for key in ("day", "days", "every", "event")),
            )
        )
        self._turns = QWidget()
        self._turns.setLayout(
            side_by_side(
                (self.field("term.first_on"), 2), (self.field("term.last_on"), 2), (self._month_end, 2)
            )
        )
        column.addWidget(self._turns)
        column.addWidget(self.field("instalments"))
        self._printed = Label("", "hint", name=f"{self.objectName()}.printed", wrap=True)
        column.addWidget(self._printed)

    def set_parties(self, parties: Sequence[PartyChoice]) -> None:
        """Whom it may concern."""
        self._debtors.set_parties(parties)
        self._creditors.set_parties(parties)

    def restored(self) -> None:
        """Show what belongs to the kind and the term."""
        self._show_what_applies()

    def put_entry(self, entry: ObligationEntry) -> None:
        """Show an obligation."""
        term = entry.term
        texts = {
            "kind": entry.kind.value if entry.kind else "",
            "what": entry.what,
            "amount": format_yuan(entry.amount_fen) if entry.amount_fen else "",
            "formula": entry.formula,
            "quantity": entry.quantity,
            "liability": entry.liability.value,
            "shares": shares_text(entry.debtors),
            "receipts": shares_text(entry.creditors),
            "instalments": instalments_text(entry.instalments),
        }
        if entry.instalments:
            texts["term"] = IN_PARTS
        self._place = entry.place
        if term is not None:
            texts |= {
                "term": term.kind.value,
                "term.day": day_in_tables(term.day) if term.day else "",
                "term.days": str(term.days or ""),
                "term.every": term.every.value if term.every else "",
                "term.first_on": day_in_tables(term.first_on) if term.first_on else "",
                "term.last_on": day_in_tables(term.last_on) if term.last_on else "",
                "term.event": term.event,
                "term.month_end": "1" if term.month_end else "",
            }
        self.restore(texts)
        quiet, self._quiet = self._quiet, True
        self._debtors.put_holders(entry.debtors)
        self._creditors.put_holders(entry.creditors)
        self._quiet = quiet
        self._show_what_applies()

    def loosely(self) -> ObligationEntry:
        """The obligation as far as it can be read, for the live page."""
        return self._read(Reading(self))

    def entry(self) -> ObligationEntry:
        """The obligation as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        entry = self._read(read)
        read.finish()
        return entry

    def _read(self, read: Reading) -> ObligationEntry:
        kind = read.choice("kind", ObligationKind, missing="")
        payment = kind is ObligationKind.PAYMENT
        debtors = self._shared(read, "shares", self._debtors.holders())
        creditors = self._creditors.holders()
        if payment:
            creditors = self._shared(read, "receipts", creditors)
        liability = read.choice("liability", Liability, missing="") if len(debtors) > 1 else None
        amount = read.amount("amount") or None if payment else None
        return ObligationEntry(
            kind=kind,
            what=read.text("what"),
            amount_fen=amount,
            formula=read.text("formula") if payment else "",
            quantity=read.text("quantity") if kind is ObligationKind.DELIVERY else "",
            liability=liability or Liability.SHARED,
            debtors=debtors,
            creditors=creditors,
            term=self._read_term(read),
            instalments=self._read_instalments(read, amount) if payment else (),
            place=self._place,
        )

    def _shared(self, read: Reading, key: str, holders: tuple[HolderEntry, ...]) -> tuple[HolderEntry, ...]:
        """Several debtors or creditors with the shares that are typed under this key."""
        if len(holders) < 2 or not self.text(key).strip():
            return holders
        try:
            return read_shares(self.text(key), holders)
        except ValueError as fault:
            read.add(key, str(fault))
            return holders

    def _read_instalments(self, read: Reading, total_fen: int | None) -> tuple[InstalmentEntry, ...]:
        if self.text("term") != IN_PARTS:
            return ()
        try:
            return read_instalments(self.text("instalments"), total_fen=total_fen, today=self.today())
        except ValueError as fault:
            read.add("instalments", str(fault))
            return ()

    def _read_term(self, read: Reading) -> Term | None:
        if self.text("term") == IN_PARTS:
            return None
        kind = read.choice("term", TermKind, missing="")
        if kind is None:
            return None
        before = len(read.faults)
        shown = _TERM_FIELDS.get(kind, ())
        day = read.day("term.day", future=True) if "term.day" in shown else None
        days = read.number("term.days", what="天数") if "term.days" in shown else None
        every = read.choice("term.every", Every, missing="") if "term.every" in shown else None
        first = read.day("term.first_on", future=True) if "term.first_on" in shown else None
        last = read.day("term.last_on", future=True) if "term.last_on" in shown else None
        event = read.text("term.event") if "term.event" in shown else ""
        month_end = read.ticked("term.month_end") and kind is TermKind.RECURRING
        if len(read.faults) > before:
            return None
        try:
            return Term(
                kind=kind,
                day=day,
                days=days,
                event=event,
                every=every,
                first_on=first,
                last_on=last,
                month_end=month_end,
            )
        except ValueError as fault:
            empty = next((key for key in shown if not self.text(key).strip()), shown[0] if shown else "term")
            read.add(empty, str(fault))
            return None

    def _show_what_applies(self) -> None:
        kind = ObligationKind(self.text("kind")) if self.text("kind") else None
        payment = kind is ObligationKind.PAYMENT
        several = len(self._debtors.holders()) > 1
        set_shown(self._money, on=payment)
        delivery = kind is ObligationKind.DELIVERY
        set_shown(self._others, on=delivery or several)
        set_shown(self.field("quantity"), on=delivery)
        set_shown(self.field("liability"), on=several)
        self.field("debtors").set_label("付款人" if payment else "义务人", required=payment)
        self.field("creditors").set_label("收款人" if payment else "权利人", required=payment)
        self.field("amount").set_label("金额（元）", required=payment)
        self.field("what").set_label(
            "什么款" if payment else "交付什么" if delivery else "做什么", required=not payment
        )
        in_parts = self.text("term") == IN_PARTS
        term = TermKind(self.text("term")) if self.text("term") and not in_parts else None
        set_shown(self.field("instalments"), on=in_parts and payment)
        set_shown(self.field("shares"), on=payment and several)
        set_shown(self.field("receipts"), on=payment and len(self._creditors.holders()) > 1)
        self._warn_of_no_term(kind)
        shown = _TERM_FIELDS.get(term, ()) if term else ()
        for key in _ALL_TERM_FIELDS:
            set_shown(self.field(key), on=key in shown)
        set_shown(self._turns, on=term is TermKind.RECURRING)
        self._say_term()

    def _warn_of_no_term(self, kind: ObligationKind | None) -> None:
        """Say what follows where nothing says by when: nobody is reminded, and nothing is ever late."""
        field = self.field("term")
        if field.error():
            return
        if kind in _WITH_TERM and not self.text("term"):
            field.set_note("没写期限：到期不会提醒，也难认定逾期。", "warn")
        elif field.reaction():
            field.clear_reaction()

    def _say_term(self) -> None:
        """Say how the term will be printed."""
        if self.text("term") == IN_PARTS:
            self._say_instalments()
            return
        term = self._read_term(Reading(self))
        self._printed.setText(f"纸上写作：{in_words(term)}" if term else "")
        set_shown(self._printed, on=term is not None)

    def _say_instalments(self) -> None:
        """Say how many instalments were read and whether they add up."""
        read = Reading(self)
        total = read.amount("amount")
        parts = self._read_instalments(read, total)
        words = ""
        if parts:
            faults = part_faults(total, [Part(part.amount_fen, part.day, part.days) for part in parts])
            whole = f"共{len(parts)}期，合计{format_yuan(sum(part.amount_fen for part in parts))}元"
            words = f"{whole}。{''.join(faults)}" if faults else f"{whole}，与总额一致。"
        self._printed.setText(words)
        set_shown(self._printed, on=bool(words))


class ObligationCard(QFrame):
    """The form of one obligation in its frame, beneath the table: 完成, 删除这一项, 取消."""

    changed = Signal()
    finished = Signal()
    """完成 was asked for and the form could be read."""
    removed = Signal()
    cancelled = Signal()

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("surface", "fold")
        self.form = ObligationForm(f"{name}.form", today)
        self.form.changed.connect(self.changed)
        self.title = Label("", "strong", name=f"{name}.title")
        self.done = PageKeyButton("完成这一项", "Ctrl+Enter", name=f"{name}.done", small=True)
        self.done.clicked.connect(self.finish)
        remove = ActionButton("删除这一项", "Alt+D", name=f"{name}.remove", small=True, icon="delete")
        remove.clicked.connect(self.removed)
        cancel = PageKeyButton("取消", "Esc", name=f"{name}.cancel", small=True)
        cancel.clicked.connect(self.cancelled)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.done, remove, cancel):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(10))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.form)

    def open(self, entry: ObligationEntry, number: int, *, faults: Faults = ()) -> None:
        """Show the n-th obligation, from 1, with what is wrong with it."""
        self.title.setText(f"履行事项第 {number} 项")
        self.form.put_entry(entry)
        for key, sentence in faults:
            if key in self.form.keys():  # noqa: SIM118 - the keys of a form, not of a mapping
                self.form.field(key).set_error(sentence)

    def finish(self) -> None:
        """Take it as it stands, unless something cannot be read."""
        try:
            self.form.entry()
        except FormError as refusal:
            self.form.show_faults(refusal.faults)
            return
        self.finished.emit()
