"""N: numbers and names are the same everywhere, and belong to who bears them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.dossier.lint.check import Found, check, of_parties
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Rules

_PART_OF_A_COMPANY = re.compile("项目部|项目经理部|分公司|分店|办事处|工程队|施工队|营业部$")


@check("N01")
def case_number(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The 卷号 is well formed, borne by one case, and of the year of the act that gave it (发生时间)."""
    if facts.number_fault:
        yield Found(field="case", sentence=facts.number_fault)
    if facts.number_taken:
        yield Found(field="case", sentence=f"{facts.number}已经是另一件案件的卷号。")
    given_on = facts.numbered_on or facts.accepted_on
    if facts.number_year != given_on.year:
        act = "受理" if given_on == facts.accepted_on else "编号"
        yield Found(field="case", sentence=f"卷号是{facts.number_year}年的，案件是{given_on.year}年{act}的。")


@check("N02")
def numbers_on_papers(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """What is printed bears the number of the agreement, or of the case."""
    known = {facts.number, facts.agreement_number} - {""}
    for paper in facts.papers:
        printed = str(paper.snapshot.get("number") or "")
        if printed and not any(printed.startswith(number) for number in known):
            yield Found(
                field="dossier", sentence=f"打印过的文书上的编号是{printed}，与本案不一致，请重新打印。"
            )


@check("N03")
def parties_on_papers(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A party is the same on every paper and in the register.

    Earlier papers keep their snapshot when a party joins or leaves (practice.md 19): only names are compared.
    """
    names = {party.name for party in facts.parties}
    for paper in facts.papers:
        for shown in _parties(paper.snapshot):
            name = str(shown.get("name") or "")
            if name and name not in names:
                yield Found(
                    field="parties", sentence=f"打印过的文书上有“{name}”，现在的当事人里没有，请核对。"
                )
    for party in facts.present_parties:
        if party.register_name and party.register_name != party.name:
            yield Found(
                field=f"parties.{party.id}",
                sentence=f"卷里写的是{party.name}，人员登记里是{party.register_name}，请核对。",
            )
        elif party.sex and party.register_sex and party.sex != party.register_sex:
            yield Found(field=f"parties.{party.id}", sentence=f"{party.name}的性别与人员登记不一致。")


@check("N04")
def numbers_fit_people(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Sex and day of birth fit the ID number; its check digit was tested when it was typed."""
    for party in facts.present_parties:
        place = f"parties.{party.id}"
        if party.sex and party.number_sex and party.sex != party.number_sex:
            yield Found(field=place, sentence=f"{party.name}的性别与身份证号不符，请核对。")
        if party.born and party.register_born and party.born != party.register_born:
            yield Found(field=place, sentence=f"{party.name}的出生日期与证件不符，年龄会印错，请核对。")


@check("N05")
def can_be_reached(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Telephone and address of every party."""
    for lacks, phone, address in (("电话和住址", False, False), ("电话", False, True), ("住址", True, False)):
        yield from of_parties(
            [party for party in facts.present_parties if (party.phone, party.address) == (phone, address)],
            lambda name, lacks=lacks: f"{name}没有{lacks}。",  # type: ignore[misc]  # bound now
        )


@check("N06")
def namesakes(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Two parties of one name are told apart everywhere (practice.md 26)."""
    marks = Counter(party.name_apart or party.name for party in facts.present_parties)
    for name, times in marks.items():
        if times > 1:
            yield Found(
                field="parties", sentence=f"有{times}位当事人都叫{name}，请填写性别、出生日期或住址以便区分。"
            )


@check("N07")
def parts_of_companies(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A 项目部 or 分公司 needs its company, or the company's authority."""
    for party in facts.present_parties:
        if party.organisation and _PART_OF_A_COMPANY.search(party.name) and not party.principal:
            yield Found(
                field=f"parties.{party.id}",
                sentence=f"{party.name}不能独立承担责任，请写明所属公司，或附上公司的授权。",
                who=party.name,
            )


def _parties(snapshot: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The parties that a paper shows."""
    shown = snapshot.get("parties")
    if isinstance(shown, (list, tuple)):
        yield from (party for party in shown if isinstance(party, Mapping))
