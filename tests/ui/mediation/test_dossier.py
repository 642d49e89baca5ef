"""陈桂芳 looks what the dossier lacks, says why a warning may stand, notes originals; the archivist archives it."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_steps import MEDIATOR, TODAY, issued, look
from mediator_desk import CTRL, Key, MediatorDesk
from office_fixture import OfficeBench
from paper_printers import SimulatedPrinters, laser
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import delete
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.entries.mediation import SignatureEntry
from desktop.pc_printers import UsedPrinter, used_printers
from desktop.queries.case_views import CaseView
from desktop.queries.dossiers import dossier_view
from desktop.services.mediation.archiving import add_late_papers
from desktop.services.mediation.cases import close_case
from desktop.services.mediation.filing import waive_finding
from desktop.services.mediation.performing import perform_obligation
from desktop.services.mediation.signing import record_signatures
from models.event import Event
from models.values.choices import SignatureMark, SignatureState, SignerRole
from ui.dossier.bound import BoundPage
from ui.dossier.round_page import RoundPage
from ui.mediation.case_page import CasePage
from ui.paper.printers import use_printers

SHOTS = os.environ.get("ONESTOP_SHOTS", "")


def shot(desk: MediatorDesk, name: str) -> None:
    """Keep a picture for whoever looks at them."""
    if SHOTS:
        desk.shell.grab().save(str(Path(SHOTS) / f"{name}.png"))


def at_the_dossier(desk: MediatorDesk, case_id: int) -> CasePage:
    """She opens the case and goes to its last part."""
    desk.place.case_wanted.emit(case_id)
    desk.settle()
    page = desk.page
    assert isinstance(page, CasePage)
    page.show_part("dossier")
    desk.settle()
    return page


def in_effect(centre: OfficeBench) -> CaseView:
    """A case whose agreement everybody signed today."""
    case = issued(centre)
    assert case.agreement is not None
    lines = tuple(
        SignatureEntry(
            signature_id=row.signature_id,
            version=row.version,
            state=SignatureState.SIGNED,
            mark=SignatureMark.SEAL if row.role is SignerRole.COMMITTEE else SignatureMark.NAME,
            signed_on=TODAY,
        )
        for row in case.agreement.signatures
    )
    centre.do(
        MEDIATOR,
        record_signatures,
        case_id=case.case_id,
        version=case.agreement.version,
        signatures=lines,
    )
    return look(centre, case.case_id)


def closed(centre: OfficeBench) -> int:
    """A case with a written agreement, performed and closed."""
    case = in_effect(centre)
    assert case.agreement is not None
    for row in case.agreement.obligations:
        centre.do(
            MEDIATOR,
            perform_obligation,
            obligation_id=row.obligation_id,
            version=row.version,
            performed_on=case.effective_on,
            complete=True,
        )
    case = look(centre, case.case_id)
    centre.do(MEDIATOR, close_case, case_id=case.case_id, version=case.version, closed_on=case.effective_on)
    return case.case_id


def test_what_is_missing_stands_beside_the_papers_and_leads_there(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    page = at_the_dossier(desk, in_effect(centre).case_id)
    titles = [row.title for row in page.dossier.rows.rows()]
    assert "人民调解受理登记表" in titles
    assert "人民调解协议书" in titles
    report = page.dossier.checks.report()
    assert report is not None
    assert page.dossier.checks.score.text() == str(report.score)
    for size in ((1366, 697), (1280, 649), (1920, 1009)):
        desk.shell.resize(*size)
        desk.settle()
        shot(desk, f"dossier-{size[0]}")
    place = next(
        number for number, found in enumerate(report.findings, 1) if found.field.startswith("parties.")
    )
    page.dossier.checks.choose(place)
    desk.settle()
    assert page.current_part() in {"parties", "rights"}


def test_a_ready_reason_takes_two_presses(desk: MediatorDesk, centre: OfficeBench) -> None:
    case_id = in_effect(centre).case_id
    page = at_the_dossier(desk, case_id)
    before = centre.look(MEDIATOR, dossier_view, case_id=case_id).report
    number = 1 + before.findings.index(before.open_warnings[0])
    desk.widget(f"case.checks.{number}.reason").click()
    menu = page.dossier.checks.findChild(QMenu, "case.checks.reasons")
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    desk.settle()
    after = centre.look(MEDIATOR, dossier_view, case_id=case_id).report
    assert len(after.open_warnings) == len(before.open_warnings) - 1
    assert after.score > before.score
    assert page.dossier.checks.score.text() == str(after.score)


def test_a_signed_original_on_paper_is_noted(desk: MediatorDesk, centre: OfficeBench) -> None:
    case_id = in_effect(centre).case_id
    page = at_the_dossier(desk, case_id)
    at = next(place for place, row in enumerate(page.dossier.rows.rows()) if row.key == "agreement")
    page.dossier.table.select_row(at)
    desk.alt("U")
    desk.settle()
    shot(desk, "original")
    side = page.right.side()
    assert side is not None
    side.form.put("pages", "2")
    desk.hands.save()
    desk.settle()
    row = next(
        row for row in centre.look(MEDIATOR, dossier_view, case_id=case_id).rows if row.key == "agreement"
    )
    assert (row.state, row.on_paper) == ("in_dossier", 2)
    assert page.right.side() is None


@pytest.fixture(autouse=True)
def paper_printers(tmp_path: Path) -> Iterator[SimulatedPrinters]:
    """A laser printer that prints into files."""
    there = SimulatedPrinters(tmp_path, laser())
    use_printers(there)
    yield there
    use_printers(None)


def test_the_whole_dossier_is_looked_at_and_printed(
    desk: MediatorDesk, centre: OfficeBench, paper_printers: SimulatedPrinters
) -> None:
    page = at_the_dossier(desk, in_effect(centre).case_id)
    page.dossier.act()
    desk.settle()
    desk.until(lambda: isinstance(desk.page, BoundPage))
    assert desk.page.panel.view.page_count() > 5
    desk.until(desk.page.panel.view.drawn)
    shot(desk, "bound")
    desk.until(desk.page.printing.print.isEnabled)
    desk.page.printing.duplex.setChecked(True)
    desk.hands.press(Key.Key_P, CTRL)
    desk.until(lambda: not desk.page.printing.busy())
    assert "已送到打印机" in desk.page.panel.strip.text()
    (sheet,) = paper_printers.printed()
    assert sheet.stat().st_size > 10_000
    assert used_printers()["dossier"] == UsedPrinter("前台激光机", duplex=True)
    desk.settle()
    paper_printers.gate = threading.Event()
    desk.page.printing.print.click()
    turns = 0
    while not paper_printers.reached.wait(0.01):
        QApplication.processEvents()
        turns += 1
        assert turns < 3000, "the printer was not asked"
    desk.place.office.sign_in("wangmin", "")  # the person changes while it prints
    delete(desk.page.printing)
    paper_printers.gate.set()
    desk.settle()
    with Session(desk.place.office.engine) as session:
        who = select(Event.account_name).where(Event.tag == "dossier:print")
        assert list(session.scalars(who)) == ["陈桂芳", "陈桂芳"]
    desk.hands.press(Key.Key_Escape)
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_the_archivist_archives_when_every_warning_is_answered(centre: OfficeBench) -> None:
    case_id = closed(centre)
    desk = MediatorDesk(centre, "sunlihua")
    page = at_the_dossier(desk, case_id)
    assert not page.dossier.archive.isEnabled(), "there are warnings without a reason"
    report = page.dossier.checks.report()
    assert report is not None
    for found in report.open_warnings:
        centre.do(
            "sunlihua",
            waive_finding,
            case_id=case_id,
            check_id=found.check,
            place=found.field,
            reason=found.reasons[0],
        )
    page.read()
    desk.settle()
    desk.alt("H")
    desk.settle()
    shot(desk, "archive")
    side = page.right.side()
    assert side is not None
    desk.write("case.archive_form.checked_by", "孙丽华")
    desk.settle()
    assert side.form.field("reason").isVisible(), "she files and checks: why?"
    shot(desk, "archive-same")
    side.form.put("checked_by", "陈桂芳")
    desk.hands.save()
    desk.settle()
    frozen = centre.look("sunlihua", dossier_view, case_id=case_id).frozen
    assert frozen is not None
    assert frozen.sha256[:16] in page.dossier.frozen.text()
    shot(desk, "archived")
    page.dossier.act()
    desk.until(lambda: isinstance(desk.page, BoundPage))
    assert frozen.sha256[:8] in desk.page.seal.text()
    shot(desk, "archived-bound")
    desk.hands.press(Key.Key_Escape)
    desk.settle()
    centre.do("sunlihua", add_late_papers, case_id=case_id, text="补入收条一张。")
    page.read()
    desk.settle()
    last = page.dossier.rows.row(page.dossier.rows.rowCount() - 1)
    assert (last.title, "补入收条一张" in last.note) == ("卷宗情况说明", True)
    page.dossier.table.opened.emit(page.dossier.rows.rowCount() - 1)
    desk.until(lambda: isinstance(desk.page, BoundPage))
    assert desk.page.seal.text() == ""
    assert "补入收条一张" in desk.label("dossier.paper.note")


def test_what_is_still_to_be_signed_is_a_list_for_the_next_round(
    desk: MediatorDesk, centre: OfficeBench
) -> None:
    case = issued(centre)
    desk.page.read()
    desk.settle()
    shot(desk, "cases")
    desk.alt("U")
    desk.settle()
    page = desk.page
    assert isinstance(page, RoundPage)
    assert [row.who for row in page.rows.rows()] == [party.name for party in case.parties]
    shot(desk, "round")
    desk.hands.enter()
    desk.settle()
    assert isinstance(desk.page, CasePage)
