"""The main job of the demo through the real windows, unseen: a dispute from the window to the closed case.

Four people do it one after the other at one window: the receptionist registers and accepts, the dispatcher gives it
to the mediation committee, the mediator takes it to a printed and signed agreement and closes the case, the
director closes the matter.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.clock import CENTRE_ZONE
from desktop.demo.numbers import Numbers
from desktop.demo.running import Outcome
from models.values.case_states import CaseState
from models.values.identity_number import Sex
from models.values.matter_states import MatterState
from ui.app import DemoRun
from ui.demo_hands import Hands

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.office import Office
    from desktop.queries.case_views import CaseView, PartyView
    from desktop.queries.matters import MatterView
    from ui.app import Progress

APPLICANT, RESPONDENT = "邱㛃", "靳𬭎"
STORY = (
    "后邻靳𬭎翻修厨房，新排烟管正对着我家卧室窗户，油烟往屋里灌，夏天开不了窗，墙也熏黄了。"
    "想让他把烟管改到房顶上去。"
)
MINUTES = (
    "调解员先去看了烟管，离窗户不到两米。靳𬭎说当时图省事，没想到油烟都进了邻居家，愿意改。"
    "邱㛃说墙面熏黄了一片，粉刷要花钱。双方就改管的日子和粉刷的钱谈妥，约定今后有事先打招呼。"
)
FACTS = (
    "邱㛃与靳𬭎系前后邻居。靳𬭎翻修厨房时将排烟管出口设在邱㛃家卧室窗前，油烟进入室内，外墙熏黄约六平方米。"
    "双方对排烟管改道和墙面粉刷由谁承担发生争议。"
)
PERFORMANCE = "墙面工料费当场用现金付清；排烟管由靳𬭎自行请工改道，完工后请邱㛃到场看过。"
LETTER = "case.agreement.obligation.form"


def drive(
    office: Office, *, found: Callable[[], None], fill: Callable[[Progress], None], sign_in_as: str
) -> Outcome:
    """Run the program over a demo centre and do the main job in its windows; return what came of it.

    Raises what goes wrong in the program, and DemoStuckError when a step does not come about.
    """
    from ui.input_method import watch_input_method
    from ui.program import Program
    from ui.style.chinese import install_chinese
    from ui.this_pc import ThisPc

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    pc = ThisPc(app, remembers=False)
    install_chinese(app)
    watch_input_method(app)
    full: list[bool] = []

    def fill_and_tell(progress: Progress) -> None:
        fill(progress)
        full.append(True)

    program = Program(office, pc, demo=DemoRun(sign_in_as, fill=fill_and_tell, found=found))
    hands = Hands(app, program.window)
    try:
        program.start()
        hands.there(f"sign_in.person.{sign_in_as}", QWidget)
        hands.wait(lambda: bool(full), "the invented past", seconds=600)
        return MainJob(program, hands).do()
    finally:
        hands.let_go()
        program.window.hide()
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        app.processEvents()


class MainJob:
    """One dispute, step by step."""

    def __init__(self, program: object, hands: Hands) -> None:
        from ui.program import Program

        assert isinstance(program, Program)
        self._program, self._hands = program, hands
        numbers = Numbers(random.Random())  # noqa: S311 - invents, keeps no secret
        today = self._now().date()
        self._phones = (numbers.phone(), numbers.phone())
        self._cards = tuple(
            numbers.identity(numbers.birthday(age, today), sex)
            for age, sex in ((52, Sex.FEMALE), (47, Sex.MALE))
        )

    def do(self) -> Outcome:
        """Do all of it."""
        self.sign_in("wangmin")
        self.register()
        self.change_to("liguodong")
        self.dispatch()
        self.change_to("chenguifang")
        self.open_case()
        self.describe_parties()
        self.consent_and_telling()
        self.sit()
        self.agree()
        pdf = self.print()
        self.sign()
        view = self.close()
        self.change_to("zhaozhiqiang")
        self.close_matter()
        parties = tuple(party.name_apart for party in view.parties)
        return Outcome(view.number, parties, pdf, "chenguifang")

    # -- who sits here

    def sign_in(self, login: str) -> None:
        """Sign in by a card."""
        self._hands.click(f"sign_in.person.{login}")
        self._hands.wait(lambda: self._who() == login, f"{login} to be signed in")

    def change_to(self, login: str) -> None:
        """Let somebody else sign in at this window."""
        self._hands.click("shell.person")
        self._hands.choose_from_menu("shell.person.menu", "换人")
        self.sign_in(login)

    def _who(self) -> str:
        place = self._program.place
        return place.who.login if place is not None and self._program.shell is not None else ""

    # -- at the window

    def register(self) -> None:
        """接待登记, 受理."""
        hands = self._hands
        hands.click("shell.place.reception")
        hands.click("reception.channel.visit")
        hands.click("reception.nature.dispute")
        hands.write("reception.visitor", APPLICANT)
        hands.keys("reception.phone", self._phones[0])
        hands.keys("reception.identity", self._cards[0])
        hands.write("reception.story", STORY)
        hands.write("reception.counterparts", RESPONDENT)
        hands.pick("reception.category", "xlwr")
        hands.pick("reception.village", "llc")
        hands.click("reception.accept")
        hands.wait(lambda: self._said().startswith("已受理，事项编号"), "the matter's code")

    def dispatch(self) -> None:
        """分流 to the mediation committee."""
        hands = self._hands
        self._open_newest_matter("to_dispatch", MatterState.ACCEPTED)
        hands.click("matter.dispatch")
        hands.pick("matter.dispatch.lead", "rmtj")
        hands.write("matter.dispatch.task", "请受理调解")
        hands.click("matter.act.save")
        hands.wait(lambda: self._matter().state == MatterState.DISPATCHED, "the dispatch")

    # -- mediation

    def open_case(self) -> None:
        """受理 as a case, from the matter."""
        hands = self._hands
        self._open_newest_matter("waiting", MatterState.DISPATCHED)
        hands.click("matter.mediate")
        hands.click("open_case.accept")
        hands.wait(lambda: self._case() is not None, "the case")

    def describe_parties(self) -> None:
        """What the papers show of both besides their names."""
        hands = self._hands
        hands.click("case.tab.parties")
        self._describe(0, "务农", "云溪镇柳林村86号")
        hands.there("case.parties.list", QWidget).setFocus()
        hands.press(Qt.Key.Key_Down)
        hands.keys("case.party.phone", self._phones[1])
        hands.keys("case.party.identity_number", self._cards[1])
        self._describe(1, "电工", "云溪镇柳林村88号")

    def _describe(self, place: int, work: str, address: str) -> None:
        """What both parties' forms ask alike, and saving it."""
        hands = self._hands
        hands.write("case.party.ethnicity", "汉族")
        hands.write("case.party.occupation", work)
        hands.write("case.party.address", address)
        hands.click("case.parties.save")
        hands.wait(lambda: self._party(place).address == address, "the party")

    def consent_and_telling(self) -> None:
        """同意与告知, both together."""
        hands, first = self._hands, f"case.rights.{self._party(0).id}"
        hands.click("case.tab.rights")
        hands.click(f"{first}.consent.agreed.agreed")
        hands.pick(f"{first}.consent.how", "2")
        hands.write(f"{first}.consent.given_on", "今天")
        hands.pick(f"{first}.telling.how", "1")
        hands.write(f"{first}.telling.told_on", "今天")
        hands.click("case.rights.same")
        hands.click("case.rights.save")
        hands.wait(
            lambda: all(party.consented and party.told for party in self._view().parties), "the telling"
        )

    def sit(self) -> None:
        """One sitting that ends with an agreement."""
        hands, now = self._hands, self._now()
        start = max(now - timedelta(minutes=40), now.replace(hour=0, minute=0))
        hands.click("case.tab.sessions")
        hands.write("case.session.day", "今天")
        hands.keys("case.session.started_at", f"{start:%H:%M}")
        if now - start >= timedelta(minutes=2):
            hands.keys("case.session.ended_at", f"{now:%H:%M}")
        hands.write("case.session.place", "镇综治中心调解一室")
        hands.click("case.session.kind.face_to_face")
        for party in self._view().parties:
            hands.click(f"case.session.attended.{party.id}.self")
        hands.write("case.session.recorder", "徐丽")
        hands.write("case.session.minutes", MINUTES)
        hands.click("case.session.result.agreed")
        hands.click("case.sessions.save")
        hands.wait(lambda: len(self._view().sessions) == 1, "the minutes")

    def agree(self) -> None:
        """The agreement: a sum on the spot, a pipe within fifteen days, and something not to be done again."""
        hands = self._hands
        hands.click("case.tab.agreement")
        hands.write("case.agreement.facts", FACTS)
        hands.write("case.agreement.recorder", "徐丽")
        self._obligation("1", "墙面粉刷的工料费", amount="480", term="2")
        self._obligation("3", "将排烟管改到自家房顶以上排放，并堵好原出口", term="3", days="15")
        hands.write("case.agreement.performance", PERFORMANCE)
        self._obligation("4", "再朝邻居门窗方向设置排烟口", term="7")

    def _obligation(self, kind: str, what: str, *, amount: str = "", term: str, days: str = "") -> None:
        """One 履行事项 of the respondent towards the applicant."""
        hands = self._hands
        applicant, respondent = (party.id for party in self._view().parties)
        hands.click("case.agreement.add_obligation")
        hands.pick(f"{LETTER}.kind", kind)
        hands.write(f"{LETTER}.what", what)
        hands.click(f"{LETTER}.debtors.{respondent}")
        hands.click(f"{LETTER}.creditors.{applicant}")
        if amount:
            hands.keys(f"{LETTER}.amount", amount)
        hands.pick(f"{LETTER}.term", term)
        if days:
            hands.keys(f"{LETTER}.term.days", days)
        hands.click("case.agreement.obligation.done")

    def print(self) -> Path:
        """打印待签, and the paper saved as a PDF; return where."""
        from ui.mediation.paper_column import PaperColumn

        hands = self._hands
        hands.click("case.agreement.issue")
        hands.wait(lambda: self._view().state is CaseState.AWAITING_SIGNATURE, "the paper")
        column = hands.there("case.paper", PaperColumn)
        hands.wait(lambda: column.pdf() is not None, "the page")
        hands.click("case.paper.save")
        hands.wait(lambda: column.saved_path() is not None, "the PDF")
        path = column.saved_path()
        assert path is not None
        return path

    def sign(self) -> None:
        """登记签署: everybody signed and the seal was put on today."""
        hands = self._hands
        hands.click("case.tab.signatures")
        hands.write("case.signatures.same_day.day", "今天")
        hands.click("case.signatures.same_day.all")
        hands.click("case.signatures.save")
        hands.wait(lambda: self._view().state is CaseState.EFFECTIVE, "the effect")

    def close(self) -> CaseView:
        """登记履行 of the sum, 结案; return the case as it then is."""
        hands = self._hands
        hands.click("case.tab.performance")
        hands.write("case.performance.form.performed_on", "今天")
        hands.keys("case.performance.form.amount_fen", "480")
        hands.write("case.performance.form.proof", "当场付清，收条在卷")
        hands.click("case.performance.save")
        hands.wait(lambda: self._paid() == 48000, "the payment")
        hands.click("case.performance.close")
        hands.write("case.close_form.closed_on", "今天")
        hands.click("case.close_side.do")
        hands.wait(lambda: self._view().state is CaseState.CLOSED, "the closing")
        return self._view()

    def close_matter(self) -> None:
        """办结 of the matter by the director."""
        hands = self._hands
        self._open_newest_matter("to_close", MatterState.REPORTED)
        hands.click("matter.close")
        hands.click("matter.act.save")
        hands.wait(lambda: self._matter().state == MatterState.CLOSED, "the matter's end")

    # -- what stands in the window

    def _open_newest_matter(self, shelf: str, state: MatterState) -> None:
        """Open the matter of a shelf that was just worked on, wherever the shelf's order puts it."""
        from ui.matters.list_page import MattersPage

        hands = self._hands
        hands.click("shell.place.matters")
        page = hands.there("matters", MattersPage)
        hands.click(f"matters.shelf.{shelf}")

        def ours() -> int | None:
            rows = (page.model.row(at) for at in range(page.model.rowCount()))
            meant = ((row.claimant_name, row.state) == (APPLICANT, state) for row in rows)
            return next((at for at, found in enumerate(meant) if found), None)

        hands.wait(lambda: page.shelf() == shelf and ours() is not None, "the list of matters")
        page.table.setFocus()
        page.table.select_row(ours() or 0)
        hands.press(Qt.Key.Key_Return)
        hands.wait(lambda: self._matter_or_none() is not None, "the matter")
        assert self._matter().people[0].name == APPLICANT

    def _matter_or_none(self) -> MatterView | None:
        from ui.matters.matter_page import MatterPage

        page = self._program.shell.page() if self._program.shell is not None else None
        return page.view() if isinstance(page, MatterPage) else None

    def _matter(self) -> MatterView:
        view = self._matter_or_none()
        assert view is not None
        return view

    def _case(self) -> CaseView | None:
        from ui.mediation.case_page import CasePage

        page = self._program.shell.page() if self._program.shell is not None else None
        return page.view() if isinstance(page, CasePage) else None

    def _view(self) -> CaseView:
        view = self._case()
        assert view is not None
        return view

    def _party(self, place: int) -> PartyView:
        return self._view().parties[place]

    def _paid(self) -> int:
        agreement = self._view().agreement
        return agreement.obligations[0].paid_fen if agreement is not None else 0

    def _said(self) -> str:
        return self._program.shell.message() if self._program.shell is not None else ""

    def _now(self) -> datetime:
        return self._program.office.clock.now().astimezone(CENTRE_ZONE)
