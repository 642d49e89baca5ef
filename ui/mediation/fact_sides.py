"""What slides in to note facts around a case: claims, inquiry, evidence, return visit, the court, urging."""

from collections.abc import Callable
from typing import Any

from desktop.entries.following import (
    ClaimEntry,
    CourtEntry,
    DutyStepEntry,
    VisitEntry,
)
from desktop.queries.agreements import ObligationView
from desktop.queries.case_views import CaseView
from desktop.services.mediation.fact_finding import save_claims
from desktop.services.mediation.following import confirm_in_court, follow_obligation, record_visit
from models.values.choices import ConsentHow
from models.values.dates import day_in_tables
from models.values.following import (
    COURT_LABELS,
    DUTY_STEP_LABELS,
    SATISFACTION_LABELS,
    VISIT_LABELS,
    CourtState,
    DutyStep,
    Satisfaction,
    VisitFinding,
)
from models.values.money import format_yuan
from ui.mediation.draft_case import draft_of
from ui.mediation.drafted_forms import INQUIRY_KEYS, VISIT_KEYS, inquiry_document, visit_document
from ui.mediation.fact_forms import EvidenceForm, InquiryForm
from ui.mediation.fact_lists import EVIDENCE, INQUIRIES
from ui.mediation.form_paper import FormPaper
from ui.mediation.options import listed
from ui.mediation.records_side import RecordsSide
from ui.mediation.side import SideForm
from ui.mediation.step_form import Done, StepForm, step_side, today_of
from ui.workplace import Workplace


def claims_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """申请事项: what each party asks for."""
    parties = [party for party in view.parties if party.left_on is None]

    def make(form: StepForm) -> list[Any]:
        fields = []
        for party in parties:
            fields.append(form.area(f"text.{party.id}", f"{party.name_apart}要求什么", lines=2))
            fields.append(form.amount(f"amount.{party.id}", "其中金额（元）", hint="没有不填"))
        return fields

    form = StepForm("case.claims", today_of(place), make)
    for claim in view.facts.claims:
        if f"text.{claim.party_id}" in form.keys():  # noqa: SIM118 - the keys of a form
            before = form.text(f"text.{claim.party_id}")
            form.put(f"text.{claim.party_id}", f"{before}\n{claim.text}".strip())
            if claim.amount_fen:
                form.put(f"amount.{claim.party_id}", format_yuan(claim.amount_fen))

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        read = form.reading()
        claims = tuple(
            ClaimEntry(party=party.id, text=text, amount_fen=read.amount(f"amount.{party.id}") or None)
            for party in parties
            if (text := read.text(f"text.{party.id}"))
        )
        read.finish()
        return save_claims, {"case_id": view.case_id, "version": view.version, "claims": claims}

    words = "申请人要求什么，对方又要求什么；和后来达成的协议对照着看。"
    return step_side(place, form, "claims", ("申请事项", words, "保存", "申请事项已保存"), call, done)


def inquiry_side(place: Workplace, view: CaseView, _done: Done) -> SideForm:
    """调查记录 and 现场勘查: those of the case, and one more."""
    names = [mediator.name for mediator in view.mediators]
    form = InquiryForm("case.inquiry", today_of(place), names)
    side = RecordsSide(place, view, form, INQUIRIES, place.say)
    side.paper = FormPaper("调查记录", form, lambda: inquiry_document(draft_of(view), form), INQUIRY_KEYS)
    side.records.chosen.connect(side.page_changed)
    return side


def evidence_side(place: Workplace, view: CaseView, _done: Done) -> SideForm:
    """证据材料: the list of evidence, each line with its file."""
    form = EvidenceForm("case.evidence", today_of(place), place, view.matter_id)
    return RecordsSide(place, view, form, EVIDENCE, place.say)


def visit_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """回访."""
    agreed = view.effective_on is not None
    form = StepForm(
        "case.visit",
        today_of(place),
        lambda form: [
            form.happened("回访日期"),
            form.how("怎样回访的"),
            form.line("whom", "回访了谁", required=True),
            *([form.combo("performed", "履行情况", listed(VISIT_LABELS.items()))] if agreed else []),
            form.combo("satisfaction", "当事人是否满意", listed(SATISFACTION_LABELS.items())),
            form.area(
                "text", "回访情况", lines=4, placeholder="有没有新的矛盾、起诉或激化的苗头，采取了什么措施"
            ),
            form.tick("waived", "不回访（在上面写明原因）"),
        ],
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        read = form.reading()
        day = read.day("happened_on", missing="请填写回访日期。")
        waived = read.ticked("waived")
        entry_fields: dict[str, Any] = {
            "how": read.choice("how", ConsentHow, missing=""),
            "whom": read.text("whom"),
            "performed": read.choice("performed", VisitFinding, missing="") if agreed else None,
            "satisfaction": read.choice("satisfaction", Satisfaction, missing=""),
        }
        text = read.text("text")
        read.finish()
        assert day is not None
        entry = VisitEntry(visited_on=day, waived=waived, text=text, **({} if waived else entry_fields))
        return record_visit, {"case_id": view.case_id, "entry": entry}

    texts = ("回访", "结果按听到的写，不预先填好。", "记下回访", "回访已记下")
    side = step_side(place, form, "visit", texts, call, done)
    visitor = place.who.name
    side.paper = FormPaper(
        "回访记录", form, lambda: visit_document(draft_of(view), form, visitor), VISIT_KEYS
    )
    return side


def court_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """司法确认: its next step."""
    court = view.court
    agreement = view.agreement
    assert court is not None
    assert agreement is not None
    form = StepForm(
        "case.court",
        today_of(place),
        lambda form: [
            form.combo(
                "to",
                "下一步",
                listed((state.value, COURT_LABELS[state]) for state in court.moves),
                required=True,
            ),
            form.happened(),
            form.line("court", "法院", placeholder="如 坊子区人民法院"),
            form.line("court_number", "法院案号", placeholder="如 （2026）鲁0704民特1号"),
            form.tick("together", "各方当事人共同申请"),
            form.line("note", "说明"),
        ],
    )
    form.put("court", court.court)
    form.put("court_number", court.court_number)

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        read = form.reading()
        to = read.choice("to", CourtState, missing="请选择下一步。")
        day = read.day("happened_on", missing="请填写日期。")
        read.finish()
        assert to is not None
        assert day is not None
        entry = CourtEntry(
            to=to,
            happened_on=day,
            court=read.text("court"),
            court_number=read.text("court_number"),
            together=read.ticked("together"),
            note=read.text("note"),
        )
        return confirm_in_court, {"case_id": view.case_id, "version": agreement.version, "entry": entry}

    last = f"最后一天是{day_in_tables(court.due_on)}。" if court.due_on else ""
    words = f"现在：{court.state_words}。自协议生效之日起30日内由各方共同申请（人民调解法第33条）。{last}"
    return step_side(place, form, "court", ("司法确认", words, "保存", "司法确认已记下"), call, done)


def urge_side(place: Workplace, row: ObligationView, done: Done) -> SideForm:
    """督促履行 and what comes of it, about one obligation."""
    form = StepForm(
        "case.urge",
        today_of(place),
        lambda form: [
            form.combo("kind", "做了什么", listed(DUTY_STEP_LABELS.items()), required=True),
            form.happened("哪天"),
            form.how("怎样做的"),
            form.day("until_on", "承诺或延到哪天", future=True, hint="承诺、延期的填"),
            form.area("note", "说明", lines=2),
        ],
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        read = form.reading()
        kind = read.choice("kind", DutyStep, missing="请选择做了什么。")
        day = read.day("happened_on", missing="请填写哪天。")
        until = read.day("until_on", future=True)
        how = read.choice("how", ConsentHow, missing="")
        read.finish()
        assert kind is not None
        assert day is not None
        entry = DutyStepEntry(kind=kind, happened_on=day, how=how, note=read.text("note"), until_on=until)
        return follow_obligation, {"obligation_id": row.obligation_id, "version": row.version, "entry": entry}

    words = f"第{row.position}项：{row.sentence}"
    return step_side(place, form, "urge", ("督促履行", words, "记下", "已记下"), call, done)
