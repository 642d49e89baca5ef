"""不予受理: the committee decides not to take a matter, and where the people are sent."""

from collections.abc import Callable
from typing import Any

from desktop.services.mediation.refusing import refuse_case
from models.values.case_steps import REFUSAL_LABELS, RefusalGround
from models.values.choices import ConsentHow
from ui.mediation.side import SideForm
from ui.mediation.step_form import Done, StepForm, step_side, today_of
from ui.workplace import Workplace


def refusal_side(place: Workplace, matter_id: int, done: Done) -> SideForm:
    """The form of a refusal (N1–N5)."""
    form = StepForm(
        "case.refuse",
        today_of(place),
        lambda form: [
            form.grounds(REFUSAL_LABELS, "为什么不受理"),
            form.area(
                "where_to",
                "告知当事人去哪里办",
                lines=3,
                placeholder="哪个单位、在哪里、电话、带什么材料",
            ),
            form.how("怎样告知的"),
            form.happened("决定日期"),
            form.line("reason", "说明"),
        ],
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        read = form.reading()
        ground = read.choice("ground", RefusalGround, missing="请选择为什么不受理。")
        where = read.text("where_to", missing="请写明告知当事人可以找哪个单位、怎么办理。")
        how = read.choice("how", ConsentHow, missing="请选择怎样告知的。")
        day = read.day("happened_on", missing="请填写决定日期。")
        read.finish()
        return refuse_case, {
            "matter_id": matter_id,
            "ground": ground,
            "where_to": where,
            "told_how": how,
            "decided_on": day,
            "reason": read.text("reason"),
        }

    words = "窗口不拒绝群众；不予受理由调委会负责人决定，登记的人自己不能决定。纠纷可能激化的，先稳住，再及时移送。"
    texts = ("不予受理", words, "不予受理", "已决定不予受理，结果已反馈给事项")
    return step_side(place, form, "refuse", texts, call, done)
