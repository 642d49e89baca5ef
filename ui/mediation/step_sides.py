"""What slides in for a step of a case: pause, more time, other mediators and parties, hand over, report, feed back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.entries.mediation import PartyEntry
from desktop.entries.people import PersonEntry
from desktop.queries.case_views import CaseView
from desktop.services.mediation.anew import keep_old_agreement, renew_agreement
from desktop.services.mediation.course import (
    change_mediator,
    extend_term,
    feed_back,
    leave_party,
    pause_case,
    report_escalation,
    resume_case,
    transfer_case,
)
from models.values.case_steps import (
    LEAVE_LABELS,
    PAUSE_LABELS,
    REPLACE_LABELS,
    LeaveGround,
    PauseGround,
    ReplaceGround,
)
from models.values.choices import PartySide
from models.values.dates import day_in_tables
from ui.mediation.options import listed
from ui.mediation.side import SideForm
from ui.mediation.step_form import Done, StepForm, party_options, step_side, today_of
from ui.widgets.combo import Option
from ui.widgets.segments import Choice
from ui.workplace import Workplace


def _of(view: CaseView) -> dict[str, Any]:
    return {"case_id": view.case_id, "version": view.version}


def pause_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """暂停调解."""
    form = StepForm(
        "case.pause",
        today_of(place),
        lambda form: [
            form.grounds(PAUSE_LABELS, "为什么暂停"),
            form.happened("从哪天起"),
            form.day("until_on", "预计恢复", future=True, hint="不知道的不填"),
            form.line("paper", "依据的材料", placeholder="如 委托鉴定书、住院证明"),
            form.line("reason", "说明"),
        ],
    )
    words = "暂停的日子按规定可以不计入调解期限的，恢复时自动扣除；不能扣除的（如劳动争议），期限照算。"
    texts = ("暂停调解", words, "暂停", "调解已暂停")
    return step_side(
        place, form, "pause", texts, lambda: (pause_case, _of(view) | {"entry": form.step(PauseGround)}), done
    )


def resume_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """恢复调解."""
    form = StepForm(
        "case.resume",
        today_of(place),
        lambda form: [form.happened("从哪天恢复"), form.line("reason", "说明")],
    )
    texts = ("恢复调解", "", "恢复调解", "调解已恢复")
    return step_side(
        place, form, "resume", texts, lambda: (resume_case, _of(view) | {"entry": form.step()}), done
    )


def extend_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """延长调解期限 by the word of all."""
    form = StepForm(
        "case.extend",
        today_of(place),
        lambda form: [
            form.day("until_on", "延长到哪天", required=True, future=True),
            form.happened("哪天同意的"),
            form.how("各方怎样表示同意"),
            form.tick("all_agreed", "各方当事人都同意延长"),
            form.line("reason", "说明"),
        ],
    )
    now = f"现在的期限是{day_in_tables(view.due_on)}。" if view.due_on else "本案没有调解期限。"
    texts = ("延长调解期限", now, "延长", "调解期限已延长")
    return step_side(
        place,
        form,
        "extend",
        texts,
        lambda: (
            extend_term,
            _of(view) | {"entry": form.step(), "all_agreed": bool(form.text("all_agreed"))},
        ),
        done,
    )


def mediator_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """更换调解员: recusal or replacement."""
    here = {mediator.staff_id for mediator in view.mediators}
    others = [
        Option(str(row.staff_id), row.name) for row in place.choices.mediators if row.staff_id not in here
    ]
    form = StepForm(
        "case.mediator",
        today_of(place),
        lambda form: [
            form.grounds(REPLACE_LABELS, "为什么更换"),
            form.combo("party", "哪位当事人要求的", party_options(view)),
            form.combo(
                "leaving_id",
                "换下",
                listed((str(mediator.staff_id), mediator.name) for mediator in view.mediators),
                required=True,
            ),
            form.combo("coming_id", "换上", others, required=True),
            form.happened(),
            form.line("reason", "说明"),
        ],
    )
    if len(view.mediators) == 1:
        form.put("leaving_id", str(view.mediators[0].staff_id))

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        entry = form.step(ReplaceGround)
        read = form.reading()
        leaving = read.text("leaving_id", missing="请选择换下哪一位。")
        coming = read.text("coming_id", missing="请选择换上哪一位。")
        read.finish()
        ids = {"leaving_id": int(leaving), "coming_id": int(coming)}
        return change_mediator, _of(view) | {"entry": entry} | ids

    words = "当事人要求更换的，应当更换（若干规定第25条）。已经开过的调解记录仍写原来的调解员。"
    return step_side(place, form, "mediator", ("更换调解员", words, "更换", "调解员已更换"), call, done)


def leave_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """当事人退出或承继."""
    form = StepForm(
        "case.leave",
        today_of(place),
        lambda form: [
            form.combo("party", "哪位当事人", party_options(view), required=True),
            form.grounds(LEAVE_LABELS),
            form.happened("哪天"),
            form.line("heirs", "承继人", hint="几个人用、分开，没有不填"),
            form.line("paper", "依据的材料", placeholder="如 死亡证明、亲属关系证明"),
            form.line("reason", "说明"),
        ],
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        entry = form.step(LeaveGround)
        read = form.reading()
        if entry.party is None:
            read.add("party", "请选择哪位当事人。")
        read.finish()
        party = next(party for party in view.parties if party.id == entry.party)
        names = [name.strip() for name in form.text("heirs").replace("，", "、").split("、")]
        heirs = tuple(
            PartyEntry(side=PartySide(party.side), who=PersonEntry(name=name, address=party.address))
            for name in names
            if name
        )
        return leave_party, {
            "party_id": party.id,
            "version": party.version,
            "entry": replace(entry, party=None),
            "successors": heirs,
        }

    words = "退出的当事人仍留在已出的文书和记录里，不再签新的文书。承继人的身份、电话保存后到“当事人”里补。"
    return step_side(
        place, form, "leave", ("当事人退出、承继", words, "保存", "当事人变动已记下"), call, done
    )


def transfer_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """移送."""
    form = StepForm(
        "case.transfer",
        today_of(place),
        lambda form: [
            form.line("whom", "移送给", required=True, placeholder="如 云溪派出所、区人社局仲裁院"),
            form.area("reason", "为什么移送", lines=2),
            form.happened(),
            form.line("paper", "移送的材料"),
        ],
    )
    words = "移送后本案不再调解，只等结案。可能引起治安或刑事案件的，先登记“报告公安”（人民调解法第25条）。"
    return step_side(
        place,
        form,
        "transfer",
        ("移送", words, "移送", "案件已移送"),
        lambda: (transfer_case, _of(view) | {"entry": form.step()}),
        done,
    )


def report_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """报告公安或有关部门 (人民调解法 25)."""
    form = StepForm(
        "case.report",
        today_of(place),
        lambda form: [
            form.line("whom", "报告给", required=True, placeholder="如 云溪派出所张所长"),
            form.how("怎样报告的"),
            form.area("reason", "有什么苗头，采取了什么措施", lines=3),
            form.happened("哪天"),
        ],
    )
    words = "可能激化的，先采取预防措施；可能引起治安案件、刑事案件的，及时向公安或有关部门报告（人民调解法第25条）。"
    return step_side(
        place,
        form,
        "report",
        ("报告公安或有关部门", words, "记下报告", "报告已记下"),
        lambda: (report_escalation, _of(view) | {"entry": form.step()}),
        done,
    )


def feed_back_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """向移送单位反馈结果."""
    form = StepForm(
        "case.feed_back",
        today_of(place),
        lambda form: [
            form.line("whom", "反馈给", required=True),
            form.how("怎样反馈的"),
            form.happened("哪天"),
            form.line("paper", "文书", placeholder="如 调解结果反馈函"),
            form.line("reason", "说明"),
        ],
    )
    form.put("whom", view.origin.sender_unit)
    return step_side(
        place,
        form,
        "feed_back",
        ("反馈调解结果", "", "记下反馈", "反馈已记下"),
        lambda: (feed_back, _of(view) | {"entry": form.step()}),
        done,
    )


def renew_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """另议协议: a supplement, or one in place of the first."""
    form = StepForm(
        "case.renew",
        today_of(place),
        lambda form: [
            form.segments(
                "relation",
                "和原协议的关系",
                [Choice("supplement", "补充原协议", "1"), Choice("superseding", "替代原协议", "2")],
            ),
            form.happened("哪天同意另议的"),
            form.tick("all_agreed", "各方当事人都愿意另议"),
            form.line("reason", "为什么", placeholder="如 到期没有付清，双方同意分期"),
        ],
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        entry = form.step()
        read = form.reading()
        relation = read.text("relation", missing="请选择补充还是替代。")
        read.finish()
        return renew_agreement, _of(view) | {
            "agreed_on": entry.happened_on,
            "replacing": relation == "superseding",
            "all_agreed": bool(form.text("all_agreed")),
            "reason": entry.reason,
        }

    words = "案件回到调解中，另起一份编号加“之一”的协议；新协议生效以前，原协议照样履行。"
    if view.closed_on is not None:
        words += f"本案{day_in_tables(view.closed_on)}已经结案：新协议签完，案件仍是结案，日期不变。"
    return step_side(place, form, "renew", ("另议协议", words, "开始另议", "可以起草新的协议了"), call, done)


def keep_old_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """仍按原协议."""
    form = StepForm(
        "case.keep_old", today_of(place), lambda form: [form.happened("哪天"), form.line("reason", "说明")]
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        entry = form.step()
        return keep_old_agreement, _of(view) | {"happened_on": entry.happened_on, "reason": entry.reason}

    words = "放弃正在另议的协议草稿，原协议继续有效。"
    return step_side(
        place, form, "keep_old", ("仍按原协议", words, "仍按原协议", "仍按原协议履行"), call, done
    )
