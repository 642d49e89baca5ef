"""The list of cases, the opening of one, and what a case's page keeps over a crash."""

from datetime import date

import pytest
from case_steps import TODAY, accepted, agreed, drafted, look, told
from mediator_desk import CTRL, Key, MediatorDesk, sent_to_mediation
from office_fixture import OfficeBench

from desktop.queries.cases import case_list
from models.values.case_states import CaseState
from models.values.choices import CaseSource
from ui.mediation import list_page
from ui.mediation.case_page import CasePage
from ui.mediation.late_entry import LateEntryPage
from ui.mediation.list_page import CasesPage
from ui.mediation.open_page import OpenCasePage


def test_an_empty_list_says_what_will_stand_there(desk: MediatorDesk) -> None:
    assert desk.page.states.state() == "empty"
    assert desk.label("cases.state.empty") == "还没有调解案件"
    desk.alt("B")
    assert isinstance(desk.page, LateEntryPage)
    desk.escape()
    assert isinstance(desk.page, CasesPage)


def test_a_matter_that_was_sent_over_waits_and_is_accepted_by_enter(desk: MediatorDesk) -> None:
    sent_to_mediation(desk.centre)
    desk.page.shelf.setFocus()
    desk.hands.keys("0")
    desk.settle()
    assert [row.claimant_name for row in desk.page.waiting.rows()] == ["王秀英"]
    desk.into("cases.waiting")
    desk.hands.enter()
    desk.settle()
    assert isinstance(desk.page, OpenCasePage)
    desk.save()
    assert isinstance(desk.page, CasePage)
    desk.escape()
    assert isinstance(desk.page, CasesPage)
    assert desk.page.states.state() == "empty", "nothing waits any more"
    desk.page.shelf.setFocus()
    desk.hands.keys("1")
    desk.settle()
    assert [row.number for row in desk.page.cases.rows()] == ["（2026）云人调字第1号"]
    desk.into("cases.list")
    desk.hands.enter()
    desk.settle()
    assert isinstance(desk.page, CasePage)


def test_enter_presses_the_button_that_has_the_cursor(desk: MediatorDesk) -> None:
    accepted(desk.centre)
    desk.hands.press(Key.Key_F5)
    desk.settle()
    desk.into("cases.print")
    desk.hands.enter()
    desk.settle()
    assert not isinstance(desk.page, CasesPage), "批量打印 opened"
    assert desk.page.objectName() == "papers"


def test_a_shelf_shows_one_state_and_f5_reads_again(desk: MediatorDesk) -> None:
    accepted(desk.centre)
    agreed(desk.centre)
    desk.hands.press(Key.Key_F5)
    desk.settle()
    assert len(desk.page.cases.rows()) == 2
    desk.page.shelf.setFocus()
    desk.hands.keys("2")
    desk.settle()
    assert [row.state for row in desk.page.cases.rows()] == [CaseState.MEDIATING]
    desk.hands.keys("6")
    desk.settle()
    assert desk.label("cases.state.empty") == "这一类没有案件"


def test_the_list_fetches_page_by_page(desk: MediatorDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _case in range(5):
        accepted(desk.centre)
    monkeypatch.setattr(list_page, "PAGE", 2)
    page = desk.page
    desk.hands.press(Key.Key_F5)
    desk.settle()
    whole = page.cases.index(-1, -1)

    def all_read() -> bool:
        if page.cases.canFetchMore(whole):  # not while the page that the view asked for is on its way
            page.cases.fetchMore(whole)
        return bool(page.cases.rowCount() == 5)

    desk.until(all_read)
    ids = [row.case_id for row in page.cases.rows()]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 5
    page.table.select_row(2)
    new = accepted(desk.centre).case_id
    desk.place.changed.emit()
    desk.settle()
    assert [row.case_id for row in page.cases.rows()] == [new, *ids], (
        "as far as it had been read, not one page"
    )
    assert page.table.current_row() == 3, "the case that was looked at is still the one looked at"


def test_accepting_before_the_matter_is_read_says_so_and_is_not_lost_in_silence(desk: MediatorDesk) -> None:
    matter = sent_to_mediation(desk.centre)
    desk.place.open_case_wanted.emit(matter)
    page = desk.page
    assert isinstance(page, OpenCasePage)
    assert page.accept.reason() == "正在读取事项…"
    page.act()
    assert desk.shell.message() == "正在读取事项…"
    desk.settle()
    assert page.accept.reason() == ""
    desk.save()
    assert isinstance(desk.page, CasePage)


def test_a_look_at_an_acceptance_leaves_no_draft(desk: MediatorDesk) -> None:
    matter = sent_to_mediation(desk.centre)
    account = desk.place.who.account_id or 0
    desk.place.open_case_wanted.emit(matter)
    desk.settle()
    desk.escape()
    desk.settle()
    assert desk.place.drafts.drafts_of(account) == [], "nothing was typed"
    desk.place.open_case_wanted.emit(matter)
    desk.settle()
    desk.write("open_case.name", "王秀英与张𬭎滴水纠纷")
    desk.escape()
    desk.settle()
    assert len(desk.place.drafts.drafts_of(account)) == 1
    desk.place.open_case_wanted.emit(matter)
    desk.settle()
    assert desk.widget("open_case.name").text() == "王秀英与张𬭎滴水纠纷"
    desk.save()
    assert isinstance(desk.page, CasePage)
    assert desk.place.drafts.drafts_of(account) == []


def test_a_case_takes_a_number_that_stands_on_paper_already(desk: MediatorDesk) -> None:
    matter = sent_to_mediation(desk.centre)
    desk.place.open_case_wanted.emit(matter)
    desk.settle()
    assert desk.label("open_case.number") == "（2026）云人调字第1号"
    desk.write("open_case.number_by_hand", "（2026）云人调字第9号")
    desk.write("open_case.accepted_on", "2026-12-1")
    assert desk.error("open_case.accepted_on").startswith("日期不能晚于今天")
    desk.save()
    assert isinstance(desk.page, OpenCasePage)
    desk.write("open_case.accepted_on", "2025-11-20")
    desk.save()
    assert desk.error("open_case.accepted_on") == "受理日期不能早于登记日期（2026-11-23）。"
    assert desk.widget("open_case.number_by_hand").text() == "（2026）云人调字第9号"
    desk.write("open_case.accepted_on", "今天")
    desk.choose("open_case.source", "主动调解")
    other = desk.place.choices.mediators[1]
    desk.tick(f"open_case.mediator_ids.{other.staff_id}")
    desk.widget("open_case.presiding_id").set_value(str(other.staff_id))
    desk.pick("open_case.party.1.side", "第三人")
    desk.save()
    case = desk.case()
    assert (case.number, case.number_by_hand, case.source) == (
        "（2026）云人调字第9号",
        True,
        CaseSource.OWN_INITIATIVE,
    )
    assert [mediator.presiding for mediator in case.mediators] == [False, True]
    assert case.parties[1].side_words == "第三人"
    desk.alt("X")
    desk.write("case.edit_form.name", "王秀英与张𬭎滴水纠纷")
    desk.save()
    assert desk.case().name == "王秀英与张𬭎滴水纠纷"
    assert desk.page.subtitle().endswith("王秀英与张𬭎滴水纠纷")
    desk.alt("X")
    desk.escape()
    assert desk.page.right.side() is None
    assert isinstance(desk.page, CasePage), "Esc first closes what slid in"


def test_a_matter_that_is_mediated_already_is_not_accepted_twice(desk: MediatorDesk) -> None:
    case = accepted(desk.centre)
    desk.place.open_case_wanted.emit(case.matter_id)
    desk.settle()
    assert desk.page.accept.reason() == "这件事项已经立过调解案件"
    desk.save()
    assert len(desk.centre.look(desk.login, case_list)) == 1
    assert desk.page._story.words.isVisible()
    desk.hands.press(Key.Key_F9)
    assert not desk.page._story.words.isVisible(), "the screen faces the public"
    desk.page.turn()
    desk.settle()
    assert desk.page.register.panel.isVisible()
    desk.page._cover()
    assert not desk.page.register.panel.isVisible(), "the register tells the story, too"
    assert not desk.page._story.words.isVisible()


def test_what_was_being_typed_is_there_after_a_crash(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    party = case.parties[0]
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.part("当事人")
    desk.write("case.party.occupation", "务农")
    desk.part("同意与告知")
    desk.choose(f"case.rights.{party.id}.telling.how", "拒签")
    desk.write(f"case.rights.{party.id}.telling.present", "村主任李某")
    desk.part("调解记录")
    desk.write("case.session.place", "东关村委会")
    desk.part("协议")
    desk.write("case.agreement.term.0", "张𬭎拆除滴水檐。")
    desk.alt("I")
    desk.choose("case.agreement.obligation.form.kind", "赔礼道歉")
    desk.page.may_leave()
    desk.settle()
    desk.centre.kill(desk.shell)
    again = MediatorDesk(desk.centre)
    again.place.case_wanted.emit(case.case_id)
    again.settle()
    again.part("当事人")
    assert again.widget("case.party.occupation").text() == "务农"
    assert "已恢复" in again.label("case.parties.message.words")
    again.part("同意与告知")
    assert again.widget(f"case.rights.{party.id}.telling.present").text() == "村主任李某"
    again.part("调解记录")
    assert again.widget("case.session.place").text() == "东关村委会"
    again.part("协议")
    assert again.widget("case.agreement.term.0").text() == "张𬭎拆除滴水檐。"
    assert [entry.kind.value for entry in again.page.agreement.editor.obligations.entries()] == ["apology"]
    assert look(desk.centre, case.case_id).agreement is None
    again.save()
    assert look(desk.centre, case.case_id).agreement is not None


def test_a_restored_draft_of_an_agreement_that_changed_elsewhere_says_so(desk: MediatorDesk) -> None:
    from desktop.entries.mediation import AgreementEntry
    from desktop.services.mediation.agreements import save_agreement
    from models.values.choices import AgreementForm

    case = drafted(desk.centre)
    assert case.agreement is not None
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.write("case.agreement.facts", "我写了一半。")
    desk.page.may_leave()
    desk.settle()
    desk.centre.kill(desk.shell)
    desk.centre.do(
        "zhangjianguo",
        save_agreement,
        case_id=case.case_id,
        version=case.agreement.version,
        entry=AgreementEntry(form=AgreementForm.WRITTEN, facts="他先存了。", terms=("一。",)),
    )
    again = MediatorDesk(desk.centre)
    again.place.case_wanted.emit(case.case_id)
    again.settle()
    assert again.widget("case.agreement.facts").text() == "我写了一半。"
    assert "在别处改过" in again.label("case.agreement.message.words")


def test_the_card_of_an_obligation_is_cancelled_by_esc_and_removed_by_alt_d(desk: MediatorDesk) -> None:
    case = drafted(desk.centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    editor = desk.page.agreement.editor
    before = editor.obligations.entries()
    desk.into("case.agreement.obligations")
    desk.hands.enter()
    desk.settle()
    assert editor.obligations.is_open()
    desk.write("case.agreement.obligation.form.amount", "5000")
    assert editor.obligations.entries()[0].amount_fen == 500_000, "in the table and on the page at once"
    desk.escape()
    assert editor.obligations.entries() == before
    assert isinstance(desk.page, CasePage)
    desk.alt("I")
    desk.escape()
    assert editor.obligations.entries() == before, "an empty one is not kept"
    desk.into("case.agreement.obligations")
    desk.hands.enter()
    desk.write("case.agreement.obligation.form.amount", "三千八")
    assert desk.error("case.agreement.obligation.form.amount").startswith("看不懂这个金额")
    desk.save()
    assert editor.obligations.is_open(), "what cannot be read is not taken"
    desk.alt("D")
    assert editor.obligations.entries() == ()


def test_a_recurring_term_says_how_it_will_be_printed(desk: MediatorDesk) -> None:
    case = agreed(desk.centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    desk.alt("I")
    form = "case.agreement.obligation.form"
    desk.choose(f"{form}.kind", "付款")
    desk.choose(f"{form}.term", "定期")
    desk.choose(f"{form}.term.every", "每月")
    desk.save()
    assert desk.error(f"{form}.term.first_on") == "请填写第一次履行的日期。"
    desk.write(f"{form}.term.first_on", "2026-12-5")
    desk.write(f"{form}.term.last_on", "2027-05-05")
    desk.until(lambda: "共六次" in desk.label(f"{form}.printed"))
    desk.save()
    entry = desk.page.agreement.editor.obligations.entries()[0]
    assert entry.term is not None
    assert (entry.term.first_on, entry.term.last_on) == (date(2026, 12, 5), date(2027, 5, 5))


def test_every_key_of_the_case_is_bound_once_and_listed(desk: MediatorDesk) -> None:
    case = agreed(desk.centre)
    desk.place.case_wanted.emit(case.case_id)
    desk.settle()
    keys = [action.key for action in desk.shell.keys.actions(desk.page)]
    assert len(keys) == len(set(keys)), "two actions with one key"
    for key in (
        "Ctrl+Enter",
        "Ctrl+P",
        "F6",
        "F7",
        "F11",
        "Alt+T",
        "Alt+I",
        "Alt+S",
        "Alt+W",
        "Alt+1",
        "Alt+9",
    ):
        assert key in keys
    desk.hands.press(Key.Key_F6)
    assert desk.page.paper.view.hasFocus()
    desk.hands.press(Key.Key_F6)
    assert not desk.page.paper.view.hasFocus()
    desk.hands.press(Key.Key_F11)
    assert desk.page.paper.view.fit() == "whole"
    desk.hands.press(Key.Key_PageUp, CTRL)
    assert desk.page.current_part() == "sessions"
    assert case.accepted_on == TODAY


def test_a_case_read_by_somebody_without_rights_is_refused_in_words(centre: OfficeBench) -> None:
    desk = MediatorDesk(centre)
    desk.place.case_wanted.emit(4711)
    desk.settle()
    assert desk.page.states.state() == "failed"
    assert desk.label("case.state.failed.words") == "没有找到这件调解案件。"
