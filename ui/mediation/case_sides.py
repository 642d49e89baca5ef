"""What may slide into the right column of a case: put it right, terminate, close, take back, the oral agreement."""

from collections.abc import Callable

from desktop.clock import day_of
from desktop.errors import OfficeError
from desktop.queries.case_views import CaseView
from desktop.services.mediation.agreements import reach_oral_agreement, retract_agreement
from desktop.services.mediation.cases import close_case, edit_case, terminate_case
from models.values.dates import day_on_paper
from ui.mediation.agreement_part import AgreementPart
from ui.mediation.case_form import CaseForm
from ui.mediation.drafted_paper import agreed_on
from ui.mediation.endings import ClosingForm, OralForm, ReasonForm, TerminationForm
from ui.mediation.side import SideForm
from ui.workplace import Workplace

Done = Callable[[str], object]
"""Called with what was done, once it was done."""


def edit_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """修改案件信息."""
    form = CaseForm(
        "case.edit_form",
        lambda: day_of(place.office.clock.now()),
        place.choices.mediators,
        full=False,
        narrow=True,
    )
    form.restore(
        {
            "source": view.source.value,
            "name": view.name,
            "dispute_type": view.dispute_type,
            "mediator_ids": ",".join(str(mediator.staff_id) for mediator in view.mediators),
            "presiding_id": next((str(m.staff_id) for m in view.mediators if m.presiding), ""),
        }
    )

    form.put_origin(view.origin)

    def save() -> None:
        entry = form.entry(accepted_on=view.accepted_on)
        place.perform(
            edit_case,
            case_id=view.case_id,
            version=view.version,
            name=entry.name,
            source=entry.source,
            dispute_type=entry.dispute_type,
            mediator_ids=entry.mediator_ids,
            presiding_id=entry.presiding_id,
            origin=entry.origin,
        ).then(lambda _moved: done("案件信息已修改"), failed=side.refused, owner=side)

    side = SideForm("修改案件信息", "卷号和受理日期不能改。", form, "保存", save, name="case.edit_side")
    return side


def terminate_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """终止调解 (人民调解法 26)."""
    form = TerminationForm("case.terminate_form", lambda: day_of(place.office.clock.now()))

    def terminate() -> None:
        entry = form.entry()
        place.perform(
            terminate_case,
            case_id=view.case_id,
            version=view.version,
            ground=entry.ground,
            terminated_on=entry.terminated_on,
            remedies=entry.remedies,
            note=entry.note,
        ).then(lambda _moved: done("调解已终止"), failed=side.refused, owner=side)

    side = SideForm(
        "终止调解",
        "调解不成的，终止调解，并告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。终止后不能恢复。",
        form,
        "终止调解",
        terminate,
        name="case.terminate_side",
    )
    return side


def close_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """结案."""
    form = ClosingForm("case.close_form", lambda: day_of(place.office.clock.now()))

    def close() -> None:
        place.perform(
            close_case, case_id=view.case_id, version=view.version, closed_on=form.closed_on()
        ).then(lambda _moved: done("案件已结案，办理结果已反馈给事项"), failed=side.refused, owner=side)

    words = "结案后当事人、记录和协议不再改动；没有履行完的，可以接着登记履行。"
    side = SideForm("结案", words, form, "结案", close, name="case.close_side")
    return side


def retract_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """撤回待签: an agreement that waits for signatures goes back to mediation."""
    form = ReasonForm("case.retract_form", lambda: day_of(place.office.clock.now()))
    agreement = view.agreement
    assert agreement is not None

    def retract() -> None:
        place.perform(
            retract_agreement, case_id=view.case_id, version=agreement.version, reason=form.text("reason")
        ).then(lambda _kept: done("待签的协议已撤回，可以修改"), failed=side.refused, owner=side)

    words = "撤回后案件回到调解中，已登记的签名作废；打印过的那一版照原样留着，可以重看。"
    side = SideForm("撤回待签的协议", words, form, "撤回待签", retract, name="case.retract_side")
    return side


def oral_side(place: Workplace, view: CaseView, done: Done, part: AgreementPart) -> SideForm:
    """登记口头协议: it takes effect on the day on which it was reached (人民调解法 30)."""
    form = OralForm("case.oral_form", lambda: day_of(place.office.clock.now()))
    day = part.entry().reached_on or agreed_on(view)
    form.day_words.setText(f"达成协议的日期：{day_on_paper(day)}，即日生效。" if day else "")

    def reach() -> None:
        not_wanted = bool(form.text("written_not_wanted"))
        if not not_wanted:
            raise OfficeError("当事人要求书面协议的，应当制作协议书。", todo="各方都不要书面协议的，请勾选。")
        part.save_then(
            lambda kept: place.perform(
                reach_oral_agreement, case_id=view.case_id, version=kept.version, written_not_wanted=True
            ).then(lambda _kept: done("口头协议已登记，即日生效"), failed=side.refused, owner=side)
        )

    words = "口头协议自各方达成协议之日起生效（人民调解法第30条），协议内容由调解员记录在案。"
    side = SideForm("登记口头协议", words, form, "登记口头协议", reach, name="case.oral_side")
    return side
