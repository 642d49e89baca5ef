"""The first published case (a walled-up lane), from the matter that was sent over to the closed case."""

from datetime import UTC, date, datetime
from pathlib import Path

from mediator_desk import CTRL, PENG, ZHANG, Key, MediatorDesk, sent_to_mediation
from office_fixture import OfficeBench

from desktop.queries.agreements import paper_bytes
from desktop.queries.matters import matter_view
from models.values.case_states import CaseState
from models.values.choices import CaseSource, Channel, SignatureState
from models.values.matter_states import MatterState
from ui.mediation.case_page import CasePage
from ui.paper.pdfium import page_texts

STORY = "2022年11月起双方多次争吵。12月30日彭某花在屋前巷道砌起一米多高的砖墙，张某海回不了家，报警。"
FACTS = "彭某花家地势低，张某海堵了她家三处排水沟；彭某花把屋前巷道用砖墙堵上。12月30日彭某花口头答应恢复，1月4日又堵。"


def test_the_walled_up_lane_from_the_police_call_to_the_closed_case(centre_of_2022: OfficeBench) -> None:
    matter_id = sent_to_mediation(
        centre_of_2022, story=STORY, visitor=ZHANG, counterpart=PENG, channel=Channel.POLICE
    )
    desk = MediatorDesk(centre_of_2022)
    _accept(desk, matter_id)
    _consent_and_rights(desk)
    _two_sittings(desk)
    _agreement(desk)
    path = _print_and_save(desk)
    _signatures(desk)
    _performance_and_end(desk)
    text = "".join(page_texts(path.read_bytes())).replace("\r\n", "").replace("\n", "")
    assert "（2022）云人调字第1号" in text
    assert "彭某花在2023年1月8日前拆除砖墙" in text
    assert "200.00元（大写：贰佰元整）" in text
    assert "13800000001" in text, "the party's own telephone stands on his own paper"
    view = centre_of_2022.look("zhaozhiqiang", matter_view, matter_id=matter_id)
    assert view.state == MatterState.REPORTED, "the committee has answered; the director closes"
    assert "调解成功" in view.outcome


def _accept(desk: MediatorDesk, matter_id: int) -> None:
    desk.hands.keys("0")  # 待受理
    desk.settle()
    desk.place.open_case_wanted.emit(matter_id)
    desk.settle()
    assert desk.label("open_case.number") == "（2022）云人调字第1号"
    assert desk.widget("open_case.name").text() == "张某海与彭某花邻里纠纷"
    assert desk.widget("open_case.source").text() == "公安移送"
    desk.save()
    assert isinstance(desk.page, CasePage)
    case = desk.case()
    assert (case.number, case.state, case.source) == (
        "（2022）云人调字第1号",
        CaseState.ACCEPTED,
        CaseSource.POLICE,
    )
    assert [party.name for party in case.parties] == ["张某海", "彭某花"]
    assert desk.shell.findChild(type(desk.page), "case") is desk.page


def _consent_and_rights(desk: MediatorDesk) -> None:
    zhang, peng = desk.case().parties
    assert desk.page.current_part() == "rights", "work goes on with what is missing"
    assert len(desk.page.overview.findings.lines()) == 5
    desk.pick(f"case.rights.{zhang.id}.consent.agreed", "同意")
    desk.choose(f"case.rights.{zhang.id}.consent.how", "当面口头")
    desk.write(f"case.rights.{zhang.id}.consent.given_on", "今天")
    desk.choose(f"case.rights.{zhang.id}.telling.how", "口头告知并记入笔录")
    desk.write(f"case.rights.{zhang.id}.telling.told_on", "2022.12.30")
    desk.alt("G")
    desk.save()
    assert desk.message() == "已登记同意和告知"
    for party in desk.case().parties:
        assert (party.consented, party.told) == (True, True)
        assert party.consents[0].given_on == date(2022, 12, 30)
    assert desk.page.tabs.mark("rights").mark == "done"
    desk.part("当事人")
    desk.into("case.parties.list")
    desk.hands.press(Key.Key_Down)
    assert desk.label("case.parties.heading") == "修改：彭某花"
    desk.write("case.party.agent_name", "彭某")
    desk.write("case.party.agent_relation", "儿子")
    desk.save()
    assert desk.case().parties[1].agent_name == "彭某"
    assert not desk.case().parties[1].agent_may_settle, "the son came without authority"
    assert peng.agent_name == ""


def _two_sittings(desk: MediatorDesk) -> None:
    zhang, peng = desk.case().parties
    desk.part("调解记录")
    desk.write("case.session.day", "12-30")
    desk.write("case.session.started_at", "13:00")
    desk.write("case.session.ended_at", "13点50分")
    desk.write("case.session.place", "彭某花家门口")
    desk.pick("case.session.kind", "现场")
    desk.pick(f"case.session.attended.{zhang.id}", "本人到场")
    desk.pick(f"case.session.attended.{peng.id}", "本人到场")
    desk.write("case.session.participants", "村干部")
    desk.write("case.session.minutes", "彭某花口头答应恢复巷道。")
    desk.pick("case.session.result", "继续调解")
    desk.save()
    assert desk.case().state is CaseState.MEDIATING
    desk.at(datetime(2023, 1, 4, 8, 30, tzinfo=UTC))
    desk.alt("N")
    assert desk.label("case.sessions.heading") == "第 2 次调解（新记）"
    desk.write("case.session.day", "今天")
    desk.write("case.session.started_at", "1430")
    desk.write("case.session.ended_at", "16:10")
    desk.write("case.session.place", "乡调委会")
    desk.pick("case.session.kind", "面对面")
    desk.pick(f"case.session.attended.{zhang.id}", "本人到场")
    desk.pick(f"case.session.attended.{peng.id}", "代理人到场")
    desk.write("case.session.minutes", "张某海堵了三处排水沟，彭某花又砌墙。双方各让一步，达成协议。")
    desk.pick("case.session.result", "达成协议")
    desk.save()
    sessions = desk.case().sessions
    assert [session.ordinal for session in sessions] == [1, 2]
    assert [there.by_agent for there in sessions[1].attended] == [False, True]


def _agreement(desk: MediatorDesk) -> None:
    zhang, peng = desk.case().parties
    desk.part("协议")
    assert desk.widget("case.agreement.issue").reason() == "协议还没有写"
    desk.write("case.agreement.facts", FACTS)
    desk.write("case.agreement.term.0", "彭某花在2023年1月8日前拆除砖墙，恢复通行。")
    desk.alt("T")
    desk.hands.write("张某海支付砖和水管款人民币200.00元（大写：贰佰元整），并疏通三处排水沟。")
    desk.alt("I")
    desk.choose("case.agreement.obligation.form.kind", "为一定行为")
    desk.write("case.agreement.obligation.form.what", "拆除砖墙，恢复通行")
    desk.tick(f"case.agreement.obligation.form.debtors.{peng.id}")
    desk.choose("case.agreement.obligation.form.term", "定日")
    desk.write("case.agreement.obligation.form.term.day", "1月8日")
    desk.save()
    desk.alt("I")
    desk.choose("case.agreement.obligation.form.kind", "付款")
    desk.until(lambda: "付款人" in "".join(line.sentence for line in desk.page.agreement.findings.lines()))
    assert "处错误后可打印" in desk.widget("case.agreement.issue").reason()
    desk.write("case.agreement.obligation.form.what", "砖和水管款")
    desk.tick(f"case.agreement.obligation.form.debtors.{zhang.id}")
    desk.tick(f"case.agreement.obligation.form.creditors.{peng.id}")
    desk.write("case.agreement.obligation.form.amount", "200")
    assert desk.widget("case.agreement.obligation.form.amount").text() == "200.00"
    desk.save()
    found = desk.page.agreement.findings
    desk.until(
        lambda: desk.page.paper.live.settled() and not any(line.level == "error" for line in found.lines())
    )
    pdf = desk.page.paper.view.pdf()
    assert "拆除砖墙" in "".join(page_texts(pdf)), "the page beside the form shows what is being written"
    assert "138****0001" in "".join(page_texts(pdf)), "masked as long as nothing is printed"
    assert desk.case().agreement is None, "nothing was saved yet"


def _print_and_save(desk: MediatorDesk) -> Path:
    assert desk.widget("case.agreement.issue").text() == "打印 3 份待签"
    desk.hands.press(Key.Key_P, CTRL)
    desk.settle()
    assert desk.page.current_part() == "signatures"
    case = desk.case()
    assert case.state is CaseState.AWAITING_SIGNATURE
    assert len(case.papers) == 1
    desk.until(desk.page.paper.view.drawn)
    issued = desk.centre.look(desk.login, paper_bytes, paper_id=case.papers[0].paper_id)
    assert desk.page.paper.view.pdf() == issued, "the window shows the very bytes that were issued"
    desk.alt("W")
    desk.until(lambda: desk.page.paper.saved_path() is not None)
    path: Path = desk.page.paper.saved_path()
    assert path.name == "人民调解协议书（2022）云人调字第1号.pdf"
    assert str(path) in desk.message(), "the window says where it was saved"
    assert path.read_bytes() == issued
    return path


def _signatures(desk: MediatorDesk) -> None:
    assert desk.label("case.signatures.effect.words").startswith("还等当事人签名、人民调解员签名、盖印章")
    desk.write("case.signatures.same_day.day", "2023-1-4")
    desk.alt("Q")
    desk.save()
    case = desk.case()
    assert case.effective_on == date(2023, 1, 4)
    assert {line.state for line in case.agreement.signatures} == {SignatureState.SIGNED}
    assert desk.message() == "协议自 2023-01-04 起生效"
    assert "人民调解法第29条" in desk.label("case.signatures.effect.words")


def _performance_and_end(desk: MediatorDesk) -> None:
    desk.part("履行与结案")
    assert desk.label("case.performance.heading").startswith("第 1 项")
    assert desk.widget("case.performance.close").reason() == "还缺 2 项，见右边"
    desk.at(datetime(2023, 1, 6, 2, 0, tzinfo=UTC))
    desk.write("case.performance.form.performed_on", "2023-1-5")
    desk.write("case.performance.form.proof", "现场查看")
    desk.tick("case.performance.form.complete")
    desk.save()
    desk.into("case.performance.list")
    desk.hands.press(Key.Key_Down)
    desk.write("case.performance.form.performed_on", "1-4")
    desk.write("case.performance.form.amount_fen", "120")
    desk.save()
    assert desk.case().agreement.obligations[1].paid_fen == 120_00
    desk.write("case.performance.form.performed_on", "1-6")
    desk.write("case.performance.form.amount_fen", "80元")
    desk.write("case.performance.form.proof", "收条")
    desk.save()
    assert desk.case().agreement.obligations[1].performed_on == date(2023, 1, 6), "the last part completes it"
    desk.alt("J")
    desk.write("case.close_form.closed_on", "今天")
    desk.save()
    case = desk.case()
    assert (case.state, case.closed_on) == (CaseState.CLOSED, date(2023, 1, 6))
    assert desk.page.tabs.mark("performance").mark == "done"
    assert [step.state for step in desk.page.steps.steps()] == ["done"] * 5
