"""The lists of mediation: item models under qtmodeltester, what their cells say, paging, the tabs."""

from dataclasses import replace
from datetime import date

import pytest
from case_steps import drafted, issued
from office_fixture import OfficeBench
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.entries.mediation import HolderEntry, ObligationEntry
from desktop.queries.case_waiting import matters_to_accept, next_case_number
from desktop.queries.cases import CaseRow
from models.values.case_states import CASE_LABELS, CaseState
from models.values.terms import Every, ObligationKind, Term, TermKind
from ui.mediation.case_table import case_columns, left_words, state_badge, waiting_columns
from ui.mediation.entry_json import obligation_from, obligation_json, term_in_table
from ui.mediation.obligation_table import ObligationLine, obligation_columns
from ui.mediation.parties_part import party_columns
from ui.mediation.performance_table import performance_columns
from ui.mediation.sessions_part import session_columns
from ui.mediation.tabs import TabMark, TabStrip
from ui.widgets.badge import BadgeSpec
from ui.widgets.rows import Fault, RowsModel, cell_text

ROW = CaseRow(
    case_id=1,
    matter_id=1,
    number="（2026）云人调字第1号",
    name="王秀英与张𬭎邻里纠纷",
    parties="王秀英、张𬭎",
    presiding="陈桂芳",
    dispute_type="邻里纠纷",
    source_words="当事人申请",
    state=CaseState.MEDIATING,
    state_words="调解中",
    accepted_on=date(2026, 11, 23),
    due_on=date(2026, 12, 23),
    days_left=30,
    late=False,
    effective_on=None,
    closed_on=None,
    late_entry=False,
)
PAYMENT = ObligationEntry(
    kind=ObligationKind.PAYMENT,
    what="修缮费",
    amount_fen=380_000,
    debtors=(HolderEntry(party=2),),
    creditors=(HolderEntry(party=1), HolderEntry(name="王某")),
    term=Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 20)),
)


def test_every_model_of_mediation_holds(centre: OfficeBench, qtmodeltester: ModelTester) -> None:
    case = issued(centre)
    assert case.agreement is not None
    waiting = centre.look("chenguifang", matters_to_accept)
    models = [
        (case_columns(), [ROW, replace(ROW, case_id=2, days_left=None, due_on=None, late_entry=True)]),
        (waiting_columns(), list(waiting)),
        (party_columns(lambda: date(2026, 11, 23)), list(case.parties)),
        (session_columns(), list(case.sessions)),
        (performance_columns(), list(case.agreement.obligations)),
        (obligation_columns(), [ObligationLine.of(0, PAYMENT, {1: "王秀英", 2: "张𬭎"}, ())]),
    ]
    for columns, rows in models:
        model = RowsModel(columns)
        qtmodeltester.check(model)
        model.set_rows(rows)
        qtmodeltester.check(model)
        assert model.rowCount() == len(rows)
        for column in range(model.columnCount()):
            for row in range(model.rowCount()):
                assert isinstance(model.index(row, column).data(), str)
        assert model.headerData(0, Qt.Orientation.Horizontal) is not None


def test_what_the_list_says_of_a_case() -> None:
    cells = {column.name: cell_text(column, column.value(ROW)) for column in case_columns()}
    assert cells == {
        "number": "（2026）云人调字第1号",
        "name": "王秀英与张𬭎邻里纠纷",
        "state": "调解中",
        "accepted_on": "2026-11-23",
        "due_on": "2026-12-23",
        "left": "剩30天",
        "presiding": "陈桂芳",
        "late_entry": "",
    }
    left = next(column for column in case_columns() if column.name == "left")
    assert left.value(replace(ROW, days_left=1)) == BadgeSpec("剩1天", "warn", "clock", filled=True)
    late = left.value(replace(ROW, days_left=-2, late=True))
    assert late == BadgeSpec("超期2天", "err", "error_circle", filled=True)
    assert left_words(0) == "今天到期"
    assert left_words(None) == ""
    for state in CaseState:
        assert state_badge(state, CASE_LABELS[state]).icon, "never colour alone"


def test_an_obligation_in_the_table_shows_what_is_missing() -> None:
    names = {1: "王秀英", 2: "张𬭎"}
    line = ObligationLine.of(0, PAYMENT, names, ())
    assert (line.kind, line.debtors, line.creditors, line.amount) == ("付款", "张𬭎", "王秀英、王某", 380_000)
    bare = replace(PAYMENT, debtors=(), amount_fen=None)
    faulty = ObligationLine.of(
        1, bare, names, [("obligations.1.debtors", "x"), ("obligations.1.amount", "y")]
    )
    assert (faulty.debtors, faulty.amount) == (Fault("未填"), Fault("未填"))
    other = ObligationLine.of(0, bare, names, [("obligations.1.debtors", "x")])
    assert other.debtors == "", "another row's fault is not this one's"
    by_receipt = ObligationLine.of(0, replace(bare, formula="凭票据各半"), names, ())
    assert by_receipt.amount == "凭票据各半"


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (None, ""),
        (Term(kind=TermKind.AT_SIGNING), "当场"),
        (Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7), "自生效之日起7日内"),
        (Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 20)), "2026-12-20（含当日）"),
        (Term(kind=TermKind.LONG_TERM), "长期"),
        (Term(kind=TermKind.LIFELONG), "终身"),
        (Term(kind=TermKind.UNTIL_EVENT, event="至年满十八周岁止"), "至年满十八周岁止"),
        (
            Term(
                kind=TermKind.RECURRING,
                every=Every.MONTH,
                first_on=date(2026, 12, 5),
                last_on=date(2027, 5, 5),
            ),
            "每月，自2026-12-05起至2027-05-05",
        ),
        (
            Term(kind=TermKind.RECURRING, every=Every.YEAR, first_on=date(2026, 12, 31), month_end=True),
            "每年，自2026-12-31起",
        ),
    ],
)
def test_every_term_has_few_words_and_comes_back_from_a_draft(term: Term | None, words: str) -> None:
    assert term_in_table(term) == words
    entry = replace(PAYMENT, term=term)
    assert obligation_from(obligation_json(entry)) == entry
    assert obligation_from(obligation_json(ObligationEntry(kind=None))) == ObligationEntry(kind=None)


def test_the_number_that_a_case_would_get_counts_on_by_year(centre: OfficeBench) -> None:
    first = centre.look("chenguifang", next_case_number, accepted_on=date(2026, 11, 23))
    assert first == "（2026）云人调字第1号"
    assert centre.look("chenguifang", next_case_number, accepted_on=date(2026, 11, 23)) == first, (
        "asking takes none"
    )
    drafted(centre)
    assert (
        centre.look("chenguifang", next_case_number, accepted_on=date(2026, 11, 23))
        == "（2026）云人调字第2号"
    )
    assert (
        centre.look("chenguifang", next_case_number, accepted_on=date(2025, 1, 1)) == "（2025）云人调字第1号"
    )
    assert centre.look("zhaozhiqiang", next_case_number, accepted_on=date(2026, 1, 1)) != ""


def test_the_tabs_move_by_the_arrows_and_say_how_far_they_are(qtbot: QtBot) -> None:
    strip = TabStrip([("a", "当事人"), ("b", "协议"), ("c", "签署")], name="tabs")
    qtbot.addWidget(strip)
    strip.show()
    chosen: list[str] = []
    strip.chosen.connect(lambda key: (chosen.append(key), strip.set_current(key)))
    strip.set_mark("a", TabMark("done"))
    strip.set_mark("b", TabMark(badge=BadgeSpec("1 错", "err", "error_circle")))
    first = strip.findChild(object, "tabs.a")
    assert first.accessibleDescription() == "已完成"
    assert strip.findChild(object, "tabs.b").accessibleDescription() == "1 错"
    first.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert chosen == ["b", "c", "c"], "it does not go round"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.current() == "b"
    assert strip.mark("b").badge is not None
