"""What slides in beside the parties: identity and authority of one, many at once from a table."""

from collections.abc import Callable
from typing import Any

from desktop.entries.mediation import PartyNotes
from desktop.errors import FormError
from desktop.mediation.pasting import read_payments, read_people
from desktop.queries.case_views import CaseView, PartyView
from desktop.services.mediation.parties import add_parties, note_party
from models.values.choices import PartyKind, PartySide
from models.values.dates import day_in_tables
from models.values.party_notes import (
    AGENT_LABELS,
    AUTHORITY_LABELS,
    CAPACITY_LABELS,
    IDENTITY_LABELS,
    AgentKind,
    Authority,
    Capacity,
    IdentityCheck,
)
from ui.mediation.obligations_list import ObligationsList
from ui.mediation.options import listed, numbered
from ui.mediation.side import SideForm
from ui.mediation.step_form import Done, StepForm, step_side, today_of
from ui.workplace import Workplace


def notes_side(place: Workplace, party: PartyView, done: Done) -> SideForm:
    """身份和授权 of one party."""
    person = party.kind is PartyKind.PERSON
    form = StepForm("case.notes", today_of(place), lambda form: _note_fields(form, party, person=person))
    notes = party.notes
    form.restore(
        {
            "identity_check": notes.identity_check or "",
            "identity_checked_on": day_in_tables(notes.identity_checked_on)
            if notes.identity_checked_on
            else "",
            "identity_checked_by": notes.identity_checked_by
            or ("" if notes.identity_check else place.who.name),
            "agent_kind": notes.agent_kind or "",
            "agent_authority": notes.agent_authority or "",
            "agent_until": day_in_tables(notes.agent_until) if notes.agent_until else "",
            "capacity": notes.capacity or "",
            "capacity_paper": notes.capacity_paper,
            "principal": notes.principal,
            "illiterate": "1" if notes.illiterate else "",
            "representative": "1" if notes.representative else "",
        }
    )

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        known, read = form.keys(), form.reading()
        fields: dict[str, Any] = {
            "identity_check": read.choice("identity_check", IdentityCheck, missing=""),
            "identity_checked_on": read.day("identity_checked_on"),
            "identity_checked_by": read.text("identity_checked_by"),
            "representative": read.ticked("representative"),
        }
        if "agent_kind" in known:
            fields["agent_kind"] = read.choice("agent_kind", AgentKind, missing="")
            fields["agent_authority"] = read.choice("agent_authority", Authority, missing="")
            fields["agent_until"] = read.day("agent_until", future=True)
        if person:
            fields["capacity"] = read.choice("capacity", Capacity, missing="")
            fields["capacity_paper"] = read.text("capacity_paper")
            fields["illiterate"] = read.ticked("illiterate")
        else:
            fields["principal"] = read.text("principal")
        read.finish()
        if fields["identity_check"] is None:
            fields["identity_checked_by"] = ""
        return note_party, {"party_id": party.id, "version": party.version, "notes": PartyNotes(**fields)}

    texts = (f"身份和授权：{party.name_apart}", "", "保存", "身份和授权已保存")
    return step_side(place, form, "notes", texts, call, done)


def _note_fields(form: StepForm, party: PartyView, *, person: bool) -> list[Any]:
    """The fields that apply to a party."""
    fields: list[Any] = [
        form.combo("identity_check", "身份证明", listed(IDENTITY_LABELS.items())),
        form.day("identity_checked_on", "核验日期"),
        form.line("identity_checked_by", "核验人"),
    ]
    if party.agent_name:
        fields += [
            form.combo("agent_kind", f"代理人{party.agent_name}是", listed(AGENT_LABELS.items())),
            form.combo("agent_authority", "授权", listed(AUTHORITY_LABELS.items())),
            form.day("agent_until", "委托到哪天", future=True, hint="没有写明的不填"),
        ]
    if person:
        fields += [
            form.combo("capacity", "行为能力", listed(CAPACITY_LABELS.items()), hint="和年龄一致的不填"),
            form.line("capacity_paper", "认定的文书"),
            form.tick("illiterate", "不识字（文书要宣读，有见证人）"),
        ]
    else:
        fields.append(form.line("principal", "所属公司或授权", hint="项目部、分公司填"))
    fields.append(form.tick("representative", "这一方推选的代表人"))
    return fields


def payments_side(place: Workplace, obligations: ObligationsList, view: CaseView, done: Done) -> SideForm:
    """Many payments at once from a table, into the agreement as it is being written."""
    form = StepForm(
        "case.payments",
        today_of(place),
        lambda form: [
            form.area(
                "table",
                "粘贴表格",
                lines=10,
                placeholder="付款人　收款人　金额　日期　什么款，一行一笔",
            )
        ],
    )
    names = [(party.id, party.name_apart) for party in view.parties if party.left_on is None]

    def add() -> None:
        try:
            pasted = read_payments(form.text("table"), names, today=form.today())
        except ValueError as fault:
            raise FormError([("table", str(fault))]) from fault
        obligations.append_entries(pasted.obligations)
        strangers = f"；{'、'.join(pasted.strangers[:3])}等不是当事人，按案外人写" if pasted.strangers else ""
        done(f"已添加{len(pasted.obligations)}笔付款{strangers}")

    words = "日期可以写2026-12-31、当场或生效后7日内，也可以空着；合计写在履行事项上面，请核对。"
    return SideForm("从表格粘贴付款", words, form, "添加", add, name="case.payments_side")


def paste_side(place: Workplace, view: CaseView, done: Done) -> SideForm:
    """Many parties at once from a table."""
    form = StepForm(
        "case.paste",
        today_of(place),
        lambda form: [
            form.segments("side", "地位", numbered(PartySide)),
            form.area(
                "table", "粘贴表格", lines=10, placeholder="姓名　性别　身份证号　电话　住址，一行一位"
            ),
        ],
    )
    form.put("side", PartySide.APPLICANT.value)

    def call() -> tuple[Callable[..., Any], dict[str, Any]]:
        try:
            people = read_people(form.text("table"), PartySide(form.text("side") or PartySide.APPLICANT))
        except ValueError as fault:
            raise FormError([("table", str(fault))]) from fault
        return add_parties, {"case_id": view.case_id, "entries": people}

    words = "在表格里选中姓名、性别、身份证号、电话、住址几列，复制后粘贴到下面；除姓名外都可以空着。"
    return step_side(place, form, "paste", ("从表格粘贴当事人", words, "添加", "当事人已添加"), call, done)
