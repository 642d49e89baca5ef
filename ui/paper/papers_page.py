"""打印文书: what can be printed where the user stands, ticked and printed in one go, or saved as PDF or Word.

`open_papers` is the one way here, from a case, a matter, a list of cases, or for blank forms without any.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import OfficeError
from desktop.papers.offers import Fill, Owner, PaperFacts, PaperOffer
from desktop.queries.papers import SLIP_KEYS, blank_offers, case_offers, matter_offers, outing_offers
from ui.paper.issuing import Issuing, ask_bytes, ask_facts, blank_facts, set_facts
from ui.paper.offer_reading import OfferReading
from ui.paper.output import Output
from ui.paper.panel import PagePanel
from ui.paper.paper_rows import PaperRow, PaperTable
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionButton
from ui.widgets.combo import ComboSearch, Option
from ui.widgets.message import Message
from ui.widgets.naming import set_shown
from ui.widgets.panel import Panel
from ui.widgets.segments import Choice, Segments
from ui.widgets.states import States
from ui.workplace import Asking, Workplace

EVERY = "every"
MANY = 50
"""Of more cases than these the kind of paper is chosen first; then only that kind is read, a few cases at a time."""


@dataclass(frozen=True)
class Wanted:
    """What is to be printed: papers of cases, of a matter, very editions, or blank forms where nothing is named."""

    case_ids: tuple[int, ...] = ()
    matter_id: int = 0
    keys: frozenset[str] = frozenset()
    """Ticked to begin with; the kinds of a run that are shown first."""
    offers: tuple[PaperOffer, ...] = ()
    """Very editions, to be printed again as they are."""

    def fills(self) -> list[Choice]:
        """How the forms may be filled in here."""
        if self.offers or self.matter_id or len(self.case_ids) > 1:
            return [Choice(Fill.FILLED, "填好的", "1")]
        blank = Choice(Fill.BLANK, "全空白", "3")
        if not self.case_ids:
            return [blank]
        return [Choice(Fill.FILLED, "填好的", "1"), Choice(Fill.KNOWN, "带已知内容，手填", "2"), blank]


def open_papers(
    place: Workplace,
    *,
    case_ids: Sequence[int] = (),
    matter_id: int = 0,
    keys: Collection[str] = (),
    offers: Sequence[PaperOffer] = (),
    fill: Fill | None = None,
) -> "PapersPage":
    """Open 打印文书 over the page in front: for cases, a matter, very editions, or blank forms for nobody.

    `keys` are the papers of the profile that are ticked to begin with.
    """
    wanted = Wanted(tuple(case_ids), matter_id, frozenset(keys), tuple(offers))
    page = PapersPage(place, wanted, fill=fill)
    if place.shell is not None:
        place.shell.open(page)
    return page


class PapersPage(Page):
    """Space ticks, digits set the copies, Ctrl+P prints. The paper in front stands at the right as it will be."""

    def __init__(
        self, place: Workplace, wanted: Wanted, *, fill: Fill | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("papers")
        self.setWindowTitle("打印文书")
        self._place, self.wanted = place, wanted
        self._offers: tuple[PaperOffer, ...] = ()
        self._asked = 0
        self._shown: PaperOffer | None = None
        self._bound = False
        self.issuing = Issuing(place, self)
        self._reading = OfferReading(place, self)
        self._make(fill)
        self._lay_out()
        self.read()

    # -- making

    def _make(self, fill: Fill | None) -> None:
        choices = self.wanted.fills()
        self.fill = Segments(choices, name="papers.fill", moves_on=False, stretches=False)
        self.fill.setAccessibleName("怎样填写")
        self.fill.set_value(fill or choices[0].value)
        self.fill.chosen.connect(lambda _fill: self.read())
        set_shown(self.fill, on=len(choices) > 1)
        self.kind = ComboSearch([Option(EVERY, "全部文书")], name="papers.kind")
        self.kind.setAccessibleName("只看哪种文书")
        self.kind.set_value(EVERY)
        self.kind.chosen.connect(lambda _kind: self.read() if self._is_many() else self._show_rows())
        set_shown(self.kind, on=len(self.wanted.case_ids) > 1)
        self.all = ActionButton("全选", "Alt+A", name="papers.all", small=True)
        self.all.clicked.connect(self._tick_all)
        self.table = PaperTable(name="papers.list")
        self.table.current_changed.connect(lambda _row: self._current_changed())
        self.table.ticks_changed.connect(self._count)
        self.message = Message(name="papers.message")
        self.states = States(self.table, name="papers.state")
        self.output = Output(self._place, self.issuing, self.message, parent=self)
        self.output.done.connect(self.read)
        self.output.rows_wanted.connect(lambda: self.output.go_on(self._wanted_rows()))
        self.paper = PagePanel("文书样子", "", self._place.run_long, name="papers.page")

    def _lay_out(self) -> None:
        gap = look().size("panel_gap")
        left = Panel(name="papers.left")
        left.set_flush()
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(10), px(14), px(4))
        head.setSpacing(px(10))
        head.addWidget(self.fill)
        head.addWidget(self.kind, 1)
        head.addStretch(1)
        head.addWidget(self.all)
        strip = QVBoxLayout()
        strip.setContentsMargins(px(14), 0, px(14), px(4))
        strip.addWidget(self.message)
        left.body.setSpacing(0)
        left.body.addLayout(head)
        left.body.addLayout(strip)
        left.add(self.states, 1)
        left.add(self.output.options)
        left.add(self.output.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), gap, px(12), gap)
        row.setSpacing(gap)
        row.addWidget(left, 62)
        row.addWidget(self.paper, 38)

    # -- the page in its window

    def subtitle(self) -> str:
        """Whose papers they are."""
        if self._is_many():
            return f"{len(self.wanted.case_ids)} 件案件"
        about = {offer.about for offer in self._offers if offer.about}
        if len(about) > 1:
            return f"{len(about)} 件案件"
        return next(iter(about), "空白文书" if self.fill.value() == Fill.BLANK else "")

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of the list."""
        return [("空格", "勾选"), ("1-99", "份数"), ("Ctrl+P", "打印")]

    def on_shown(self) -> None:
        """Into the list."""
        if not self._bound and self._place.shell is not None:
            self._bound = True
            keys = self._place.shell.keys
            keys.note("papers.tick", "Space", "勾选", page=self)
            keys.note("papers.copies", "1-99", "份数", page=self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_escape(self) -> bool:
        """Esc stops a run first, or the reading for one."""
        if self._reading.stop():
            self._show_count()
            return True
        return self.output.stop()

    def may_leave(self) -> bool:
        """Not while a run goes on: it is stopped first."""
        return not self.output.stop()

    # -- reading

    def read(self) -> None:
        """Read anew what can be printed; ticks and copies stay."""
        self._asked += 1
        if self._is_many():
            self._read_many()
            return
        self.states.show_loading("正在看有哪些文书…")
        if self.wanted.offers:
            self._came(self._asked, self.wanted.offers)
            return
        self._query().then(partial(self._came, self._asked), failed=self._failed, owner=self)

    def _is_many(self) -> bool:
        return len(self.wanted.case_ids) > MANY and self.fill.value() == Fill.FILLED

    def _read_many(self) -> None:
        """Of many cases only the papers of the chosen kind are read."""
        if not self.kind.options() or self.kind.options()[0].value == EVERY:
            self._show_count()
            self._place.ask(blank_offers).then(self._offer_kinds, failed=self._failed, owner=self)
            return
        if self.kind.value() in {"", EVERY}:
            self._show_count()
            return
        self.states.show_loading("正在看有哪些文书…")
        self._reading.read(
            self.wanted.case_ids,
            self.kind.value(),
            done=partial(self._came, self._asked),
            failed=self._failed,
            progress=lambda done, total: self.states.set_progress(done, total, f"已看 {done} / {total} 件"),
        )

    def _offer_kinds(self, offers: tuple[PaperOffer, ...]) -> None:
        """The kinds of papers that a case may have."""
        options = [Option(offer.key, offer.title) for offer in offers if offer.key not in SLIP_KEYS]
        self.kind.set_options(options)
        if len(self.wanted.keys) == 1 and next(iter(self.wanted.keys)) in {one.value for one in options}:
            self.kind.set_value(next(iter(self.wanted.keys)))
            self.read()
        else:
            self.kind.set_value("")

    def _show_count(self) -> None:
        self._offers = ()
        self._show_rows()
        self.states.show_empty(
            f"共 {len(self.wanted.case_ids)} 件案件", "在上面选打哪一种文书，再看有多少份。", icon="print"
        )

    def _query(self) -> Asking[tuple[PaperOffer, ...]]:
        fill = self.fill.value()
        if fill == Fill.BLANK:
            return self._place.ask(blank_offers)
        if self.wanted.matter_id:
            return self._place.ask(matter_offers, matter_id=self.wanted.matter_id)
        if fill == Fill.KNOWN:
            return self._place.ask(outing_offers, case_id=self.wanted.case_ids[0])
        return self._place.ask(case_offers, case_ids=self.wanted.case_ids)

    def _failed(self, refusal: OfficeError) -> None:
        button = self.states.show_failed(str(refusal), retry=self.read, key="F5")
        if button is not None and self._place.shell is not None:
            self._place.shell.keys.bind_button(button, page=self)

    def _came(self, asked: int, offers: tuple[PaperOffer, ...]) -> None:
        if asked != self._asked:
            return
        self._offers = offers
        if not self._is_many():
            titles = {offer.key: offer.title.partition("（")[0] for offer in offers}
            every = [Option(EVERY, "全部文书"), *(Option(key, t) for key, t in titles.items())]
            self.kind.set_options(every)
        if len(self.wanted.keys) == 1 and self.kind.value() == EVERY and len(self.wanted.case_ids) > 1:
            self.kind.set_value(next(iter(self.wanted.keys)))
        if offers:
            self.states.show_content()
        else:
            self.states.show_empty(
                "没有可以打印的文书", "这件事项走到受理、引导或分流以后才有单据。", icon="print"
            )
        self._show_rows()
        self.head_changed.emit()

    def _show_rows(self) -> None:
        before = {_name(row.offer): row for row in self.table.papers.rows()}
        at = self.table.current()
        rows = [
            self._row(offer, before.get(_name(offer)))
            for offer in self._offers
            if self.kind.value() in {EVERY, offer.key}
        ]
        self.table.show_rows(rows, several=len({row.offer.about for row in rows}) > 1)
        first = next((n for n, row in enumerate(rows) if row.ticked), 0)
        kept = next((n for n, row in enumerate(rows) if at and _name(row.offer) == _name(at.offer)), first)
        self.table.select_row(kept)
        self._count()
        self._shown = None
        self._show_current()

    def _row(self, offer: PaperOffer, before: PaperRow | None) -> PaperRow:
        if before is not None:
            return replace(before, offer=offer)
        ticked = offer.preset or offer.key in self.wanted.keys or bool(self.wanted.offers)
        ticked = ticked or len(self._offers) == 1  # the only one is the one that is meant
        ticked = ticked or (self._is_many() and offer.fill is Fill.FILLED)  # all of the kind that was chosen
        return PaperRow(offer, ticked and not offer.blocked, offer.copies)

    # -- the paper in front

    def _current_changed(self) -> None:
        self._count()
        self._show_current()

    def _show_current(self) -> None:
        row = self.table.current()
        offer = row.offer if row is not None else None
        if offer == self._shown:
            return
        self._shown = offer
        if offer is None or offer.blocked:
            self.paper.view.clear()
            self.paper.set_title("文书样子", offer.blocked if offer else "")
            return
        again = offer.paper_id is not None and not offer.changed
        note = "打印过的原样" if again else "电话打印时写全" if offer.owner is not Owner.NOTHING else "空白表"
        self.paper.set_title(offer.title, note)
        if again and offer.paper_id is not None:
            ask_bytes(self._place, offer, offer.paper_id).then(
                partial(self._show_pdf, offer), failed=self._not_shown, owner=self
            )
        elif offer.owner is Owner.NOTHING:
            self._set(offer, blank_facts(offer))
        else:
            ask_facts(self._place, offer).then(partial(self._set, offer), failed=self._not_shown, owner=self)

    def _set(self, offer: PaperOffer, facts: PaperFacts) -> None:
        if offer == self._shown:
            draft = offer.fill is Fill.FILLED
            self._place.run_long(
                partial(set_facts, facts, self._place.office.clock.now(), draft=draft),
                partial(self._show_pdf, offer),
                failed=self._not_shown,
                owner=self,
            )

    def _show_pdf(self, offer: PaperOffer, pdf: bytes) -> None:
        if offer == self._shown:
            self.paper.strip.clear()
            self.paper.view.show_pdf(pdf)
            self.output.look_at(pdf)

    def _not_shown(self, refusal: OfficeError) -> None:
        self.paper.view.clear()
        self.paper.strip.say(str(refusal), "err")

    # -- ticking

    def _wanted_rows(self) -> list[PaperRow]:
        """The ticked papers; none is taken that was not ticked."""
        return self.table.ticked()

    def _tick_all(self) -> None:
        rows = [row for row in self.table.papers.rows() if row.is_free()]
        self.table.tick_all(on=not all(row.ticked for row in rows))

    def _count(self) -> None:
        rows = [row for row in self.table.papers.rows() if row.is_free()]
        self.all.set_text("全不选" if rows and all(row.ticked for row in rows) else "全选")
        self.output.show_rows(self._wanted_rows())


def _name(offer: PaperOffer) -> tuple[str, str, int, int]:
    return offer.key, offer.fill, offer.owner_id, offer.subject_id
