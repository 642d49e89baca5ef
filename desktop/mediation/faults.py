"""What is wrong with an agreement: errors block printing it for signing, warnings only show.

Pure and quick, so that the form can ask after every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from desktop.dossier.lint.rules import Level, Rules, national_rules
from desktop.entries.mediation import AgreementEntry, HolderEntry, ObligationEntry
from models.values.choices import AgreementForm
from models.values.dates import day_in_tables
from models.values.instalments import Part, part_faults, share_faults
from models.values.terms import TermKind, obligation_faults, says_nothing

ERROR = "error"
WARNING = "warning"

_BLANKS = re.compile("_{2,}|\uff3f{2,}|×{2,}|□{2,}")
_WRITTEN_ONLY = (
    ("劳动", "劳动争议", "劳动争议调解仲裁法第14条"),
    ("农民工工资", "拖欠农民工工资", "劳动争议调解仲裁法第14条"),
    ("医疗", "医疗纠纷", "医疗纠纷预防和处理条例第39条"),
    ("土地承包", "农村土地承包纠纷", "农村土地承包经营纠纷调解仲裁法第10条"),
)


class Fault(NamedTuple):
    """One finding: its field on the form, what is wrong and what to do, `error` or `warning`, the check's id."""

    field: str
    sentence: str
    level: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What an agreement's check needs to know of a party."""

    id: int
    name: str
    """Told apart from others of one name."""
    told: bool
    refused: bool
    consented: bool


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What stands around an agreement: the parties and days of its case."""

    parties: tuple[PartyFacts, ...]
    accepted_on: date
    today: date
    dispute_type: str = ""
    agreed_on: date | None = None
    """Day of the session that ended with an agreement."""
    first_session_on: date | None = None
    last_session_on: date | None = None
    """Days on which the first and the last session began."""


def agreement_faults(entry: AgreementEntry, facts: AgreementFacts, rules: Rules | None = None) -> list[Fault]:
    """Return every finding on an agreement; fields as in the entry, a party's under `parties.<id>`.

    Errors: A01 no agreed content, A04 an obligation that does not say what is to be done or a payment without
    payer, payee or amount (practice.md 17, 人民调解法 29), A14 blanks left, copies fewer than parties + 1
    (人民调解法 29), D03 a party without any telling of rights (practice.md 16), C01 a refusal (人民调解法 17),
    T01 the day of agreement, and an oral form where a statute wants a written one. `rules` are the centre's own
    checks; of these only the vague words (A05) are its choice.
    """
    return [
        *_party_faults(facts),
        *_content_faults(entry),
        *_vague_faults(entry, rules or national_rules()),
        *_day_faults(entry, facts),
        *_copies_faults(entry, facts),
        *_form_faults(entry, facts, rules or national_rules()),
    ]


def errors_of(faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the errors among the findings as (field, sentence)."""
    return [(fault.field, fault.sentence) for fault in faults if fault.level == ERROR]


def written_only(dispute_type: str) -> tuple[str, str] | None:
    """Return what kind of dispute must be settled in writing, and the statute; None for the others."""
    return next(((what, source) for word, what, source in _WRITTEN_ONLY if word in dispute_type), None)


@cache
def _vague(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the words that say no time; of an empty list nothing is found."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _party_faults(facts: AgreementFacts) -> Iterator[Fault]:
    """Yield what the case's parties lack."""
    if len(facts.parties) < 2:
        yield Fault("parties", "调解协议至少要有两方当事人，请先添加当事人。", ERROR, "A01")
    for party in facts.parties:
        place = f"parties.{party.id}"
        if party.refused:
            yield Fault(
                f"{place}.consent", f"{party.name}最后表示拒绝调解；又同意了的，请先记下同意。", ERROR, "C01"
            )
        elif not party.consented:
            yield Fault(f"{place}.consent", f"还没有记下{party.name}是否同意调解。", WARNING, "C01")
        if not party.told:
            yield Fault(
                f"{place}.telling", f"还没有记下向{party.name}告知权利义务的日期和方式。", ERROR, "D03"
            )


def _content_faults(entry: AgreementEntry) -> Iterator[Fault]:
    """Yield what the texts and obligations lack."""
    if says_nothing(entry.facts):
        yield Fault("facts", "还没有写纠纷的主要事实和争议事项。", WARNING, "A01")
    if all(says_nothing(text) for text in entry.terms) and not entry.obligations:
        yield Fault("terms", "还没有写协议内容。", ERROR, "A01")
    for field, text in _texts(entry):
        if _BLANKS.search(text):
            yield Fault(field, "还有没填完的空白，请填写或删去。", ERROR, "A14")
    for place, obligation in enumerate(entry.obligations):
        yield from _obligation_faults(place, obligation)


def _vague_faults(entry: AgreementEntry, rules: Rules) -> Iterator[Fault]:
    """Yield words that say no time, by the centre's own list."""
    if rules.checks["A05"].level is Level.OFF:
        return
    vague = _vague(tuple(str(word) for word in rules.words["vague"]))
    for field, text in _texts(entry):
        if found := vague.search(text):
            yield Fault(field, f"“{found[0]}”说法含糊，请写明日期或天数。", WARNING, "A05")
    for place, obligation in enumerate(entry.obligations):
        until = obligation.term.event if obligation.term else ""
        if found := vague.search(f"{obligation.what} {until}"):
            sentence = f"第{place + 1}项：“{found[0]}”说法含糊，请写明日期或天数。"
            yield Fault(f"obligations.{place}.what", sentence, WARNING, "A05")


def _texts(entry: AgreementEntry) -> list[tuple[str, str]]:
    """Return the texts of an agreement with their fields."""
    texts = [("facts", entry.facts), ("performance", entry.performance)]
    return texts + [(f"terms.{place}", text) for place, text in enumerate(entry.terms)]


def _obligation_faults(place: int, obligation: ObligationEntry) -> Iterator[Fault]:
    """Yield what one obligation lacks."""
    found = obligation_faults(
        kind=obligation.kind,
        what=obligation.what,
        debtors=_named(obligation.debtors),
        creditors=_named(obligation.creditors),
        amount_fen=obligation.amount_fen,
        formula=obligation.formula,
        term=obligation.term,
    )
    for field, sentence in found:
        yield Fault(f"obligations.{place}.{field}", f"第{place + 1}项：{sentence}", ERROR, "A04")
    yield from _part_faults(place, obligation)
    both = _people(obligation.debtors) & _people(obligation.creditors)
    if both:
        yield Fault(
            f"obligations.{place}.creditors",
            f"第{place + 1}项：义务人和权利人是同一人，请核对。",
            WARNING,
            "A04",
        )


def _part_faults(place: int, obligation: ObligationEntry) -> Iterator[Fault]:
    """Yield instalments and shares that do not add up (A06)."""
    field, head = f"obligations.{place}", f"第{place + 1}项："
    parts = tuple(Part(part.amount_fen, part.day, part.days) for part in obligation.instalments)
    for sentence in part_faults(obligation.amount_fen, parts):
        yield Fault(f"{field}.instalments", f"{head}{sentence}", ERROR)
    if parts and obligation.term is not None:
        yield Fault(f"{field}.instalments", f"{head}分期的，期限写在各期里，不再另选期限。", ERROR)
    for side, holders in (("debtors", obligation.debtors), ("creditors", obligation.creditors)):
        shares = [holder.share_fen for holder in _named(holders)]
        for sentence in share_faults(obligation.amount_fen, shares):
            yield Fault(f"{field}.{side}", f"{head}{sentence}", ERROR)


def _people(holders: tuple[HolderEntry, ...]) -> set[tuple[int | None, str]]:
    """Return who is named, without the shares."""
    return {(holder.party, holder.name.strip()) for holder in _named(holders)}


def _named(holders: tuple[HolderEntry, ...]) -> tuple[HolderEntry, ...]:
    """Return the holders that name somebody."""
    return tuple(holder for holder in holders if holder.party is not None or holder.name.strip())


def _day_faults(entry: AgreementEntry, facts: AgreementFacts) -> Iterator[Fault]:
    """Yield what is wrong with the day on which the agreement was reached."""
    day = entry.reached_on or facts.agreed_on
    if day is None:
        yield Fault("reached_on", "请填写达成协议的日期，或先记下达成协议的那次调解。", ERROR, "T01")
    elif day > facts.today:
        yield Fault(
            "reached_on", f"达成协议的日期不能晚于今天（{day_in_tables(facts.today)}）。", ERROR, "T01"
        )
    elif day < facts.accepted_on:
        yield Fault(
            "reached_on",
            f"达成协议的日期不能早于受理日期（{day_in_tables(facts.accepted_on)}）。",
            ERROR,
            "T01",
        )
    elif facts.first_session_on is not None and day < facts.first_session_on:
        first = day_in_tables(facts.first_session_on)
        yield Fault("reached_on", f"达成协议的日期不能早于第一次调解（{first}）。", ERROR, "T01")
    elif facts.last_session_on is not None and day < facts.last_session_on:
        last = day_in_tables(facts.last_session_on)
        yield Fault("reached_on", f"达成协议的日期不能早于最后一次调解（{last}）。", ERROR, "T01")


def _copies_faults(entry: AgreementEntry, facts: AgreementFacts) -> Iterator[Fault]:
    """Yield a number of copies that leaves somebody without his own (人民调解法 29)."""
    holders = [holder for holder in entry.further_holders if holder.strip()]
    needed = len(facts.parties) + 1 + len(holders)
    if entry.form is AgreementForm.WRITTEN and entry.copies is not None and entry.copies < needed:
        yield Fault(
            "copies", f"份数至少{needed}份：当事人和调解委员会各一份，另有报送单位的各一份。", ERROR, "A12"
        )


def _form_faults(entry: AgreementEntry, facts: AgreementFacts, rules: Rules) -> Iterator[Fault]:
    """Yield why an oral agreement may not, or should rather not, stay oral (人民调解法 28)."""
    if entry.form is not AgreementForm.ORAL:
        return
    if wanted := written_only(facts.dispute_type):
        what, source = wanted
        yield Fault("form", f"{what}应当制作书面协议（{source}），不能只作口头协议。", ERROR, "C06")
    most = int(rules.settings["written_above_yuan"])
    if most and sum(item.amount_fen or 0 for item in entry.obligations) >= most * 100:
        yield Fault("form", f"金额达到{most}元，本中心规定应当制作书面协议。", ERROR, "C06")
    if any(item.term is None or item.term.kind is not TermKind.AT_SIGNING for item in entry.obligations):
        yield Fault("form", "有不是当场履行的事项，最好制作书面协议。", WARNING, "C06")
