"""A: the agreement. What a form may not lack is in desktop/mediation/faults.py; here are the words and the sums.

Everything takes the draft alone, so that it can be asked while somebody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from desktop.dossier.lint.check import CHECKS, Found, check
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Level, Rules, national_rules
from desktop.entries.mediation import AgreementEntry
from desktop.mediation.faults import ERROR, WARNING, Fault, agreement_faults
from models.values.case_states import CaseState
from models.values.money import amount_in_words, format_yuan, parse_yuan
from models.values.terms import ObligationKind, TermKind

_IN_WORDS = re.compile(
    r"([0-9][0-9,]*(?:\.[0-9]{1,2})?)元\s*[（(](?:大写|人民币|：|:|\s)*"
    r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+)[）)]"
)
_RESPONSIBILITY = re.compile("责任|过错|承担|应当|不应|有错|互不追究|各自|自愿")
_PLACE = re.compile(
    "地点|在.{1,20}(?:交付|支付|付清|履行|办理|当面)|转账|汇入|汇款|账户|银行卡|微信|支付宝|现金"
)
_TIMES = re.compile(r"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+)倍")
_PENALTY = re.compile(r"(?:违约金|滞纳金|罚款|罚金)[^。；;]{0,30}?([0-9]+(?:\.[0-9]+)?)\s*[%％]")
_PENALTY_WORDS = re.compile("违约|逾期|滞纳|罚|加倍")
_INTEREST = re.compile(r"(年|月)(?:利率|利息|息)[^。；;0-9]{0,12}([0-9]+(?:\.[0-9]+)?)\s*([%％]|分|厘)")
_DIGITS = {word: place for place, word in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}


@check("A01")
def has_content(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Facts and agreed content (人民调解法 29; an error only without content, practice.md 17)."""
    yield from _of_the_form(facts, rules, "A01")


@check("A02")
def responsibility(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Each side's responsibility is stated (人民调解法 29, second item)."""
    if facts.entry is None or facts.oral:
        return
    if not _RESPONSIBILITY.search("\n".join((facts.entry.facts, *facts.entry.terms))):
        yield Found(field="facts", sentence="没有写明各方当事人的责任（人民调解法第29条）。")


@check("A03")
def place_of_performance(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Where or by which way it is performed (若干规定 35)."""
    entry = facts.entry
    if entry is None or facts.oral or not entry.obligations:
        return
    handed_over = {ObligationKind.PAYMENT, ObligationKind.DELIVERY}
    if not any(item.kind in handed_over for item in entry.obligations):
        return
    said = _PLACE.search("\n".join((entry.performance, *entry.terms))) or any(
        duty.where for duty in facts.duties
    )
    if not said:
        yield Found(field="performance", sentence="没有写明履行的地点或方式（如现金当面交付、转账）。")


@check("A04")
def obligations_usable(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """A payment has payer, payee and amount; everything says what is to be done."""
    yield from _of_the_form(facts, rules, "A04")


@check("A05")
def clear_times(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """No words that say no time."""
    yield from _of_the_form(facts, rules, "A05")


@check("A06")
def sums_agree(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Figures are the same in capitals, and instalments add up."""
    for field, text in _texts(facts.entry):
        for found in _IN_WORDS.finditer(text):
            wanted = amount_in_words(parse_yuan(found[1]))
            if _plain(found[2]) != _plain(wanted):
                yield Found(field=field, sentence=f"{found[1]}元的大写应是“{wanted}”，写的是“{found[2]}”。")
    for duty in facts.duties:
        if duty.instalments and duty.amount_fen and sum(duty.instalments) != duty.amount_fen:
            parts = format_yuan(sum(duty.instalments))
            yield Found(
                field=f"obligations.{duty.place}",
                sentence=f"第{duty.place + 1}项分期合计{parts}元，与约定的{format_yuan(duty.amount_fen)}元不符。",
            )


@check("A07")
def confusable_words(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Words that are taken for others; minutes keep people's own (practice.md 26)."""
    for field, text in _texts(facts.entry):
        for wrong, right in rules.words["confusable"]:
            if wrong in text:
                yield Found(field=field, sentence=f"“{wrong}”是不是“{right}”？")


@check("A08")
def plain_words(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """No dialect in the agreement."""
    for field, text in _texts(facts.entry):
        for word, say in rules.words["colloquial"]:
            if word in text:
                yield Found(field=field, sentence=f"“{word}”是口语，协议里宜写“{say}”。")


@check("A09")
def no_status(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Nothing that a court will not confirm: status of persons, title (民诉解释 355)."""
    yield from _listed(
        facts, rules, "status", "像是确认身份关系或产权，法院不予司法确认，请改写为各自要做的事。"
    )


@check("A10")
def no_waiver(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Nobody gives up suit, police or complaint; 互不追究 is normal (practice.md 26)."""
    yield from _listed(facts, rules, "waiver", "限制了当事人起诉、报案、投诉的权利，没有效力，请删去。")


@check("A11")
def fair_penalty(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """A penalty stays within the set share of the sum (民法典 585)."""
    most = float(rules.settings["penalty_percent"])
    for field, text in _texts(facts.entry):
        times = next(
            (
                part
                for part in re.split("[。；;]", text)
                if _TIMES.search(part) and _PENALTY_WORDS.search(part)
            ),
            "",
        )
        if times and _number(_TIMES.search(times)) * 100 > most:
            yield Found(field=field, sentence=f"违约责任约定了几倍，超过{most:g}%，法院可以调低。")
        elif any(float(found[1]) > most for found in _PENALTY.finditer(text)):
            yield Found(field=field, sentence=f"违约金超过{most:g}%，法院可以调低。")


@check("A12")
def enough_copies(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """The number stated is enough for every party, the committee and each further holder (人民调解法 29)."""
    yield from _of_the_form(facts, rules, "A12")


@check("A13")
def binds_no_stranger(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Who is no party owes nothing by the agreement."""
    if facts.entry is None:
        return
    for place, item in enumerate(facts.entry.obligations):
        names = [who.name.strip() for who in item.debtors if who.party is None and who.name.strip()]
        if names and item.kind is not ObligationKind.EACH_BEARS_OWN:
            yield Found(
                field=f"obligations.{place}",
                sentence=f"第{place + 1}项要{'、'.join(names)}履行，他不是当事人，对他没有约束力。",
            )


@check("A14")
def no_blanks(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Nothing is left to be filled in."""
    yield from _of_the_form(facts, rules, "A14")


@check("A15")
def lawful_interest(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Interest stays below the cap of private loans (four times the loan rate of the day: a setting)."""
    most = float(rules.settings["interest_percent"])
    texts = list(_texts(facts.entry))
    if facts.entry is not None:
        texts += [
            (f"obligations.{place}", f"{item.what}{item.formula}")
            for place, item in enumerate(facts.entry.obligations)
        ]
    for field, text in texts:
        for found in _INTEREST.finditer(text):
            yearly = _yearly(found[1], float(found[2]), found[3])
            if yearly > most:
                yield Found(field=field, sentence=f"利息合年利率{yearly:g}%，超过{most:g}%的上限。")


def wording_faults(entry: AgreementEntry, rules: Rules | None = None) -> list[Fault]:
    """Return what the words of a draft make one think about, as the form shows it after every key.

    `rules` are the centre's own checks, the program's where they are not known.
    """
    day = date(2000, 1, 1)  # none of these checks asks for a day
    facts = CaseFacts(
        today=day,
        state=CaseState.MEDIATING,
        number="",
        number_year=day.year,
        accepted_on=day,
        entry=entry,
        form=entry.form,
        draft=True,
    )
    rules = rules or national_rules()
    return [
        Fault(
            found.field,
            found.sentence,
            ERROR if rules.checks[identity].level is Level.ERROR else WARNING,
            identity,
        )
        for identity in LIVE
        if rules.checks[identity].level is not Level.OFF
        for found in CHECKS[identity](facts, rules)
    ]


LIVE = ("A02", "A03", "A06", "A07", "A08", "A09", "A10", "A11", "A13", "A15")
"""The checks of words that are asked after every key."""


def _yearly(every: str, figure: float, unit: str) -> float:
    """The interest of a year in per cent: 月息1分 is 1% a month, 年息1分 10% a year (分 and 厘 as people say them)."""
    percent = figure * {"分": 10.0, "厘": 1.0}.get(unit, 1.0)
    return percent if every == "年" else 12 * (percent / 10 if unit in {"分", "厘"} else percent)


def _of_the_form(facts: CaseFacts, rules: Rules, identity: str) -> Iterator[Found]:
    """What the form's own check says under an id."""
    if facts.entry is None or facts.around is None:
        return
    for fault in agreement_faults(facts.entry, facts.around, rules):
        if fault.check == identity:
            level = Level.WARNING if fault.level == WARNING else None
            yield Found(field=fault.field, sentence=fault.sentence, level=level)


def _texts(entry: AgreementEntry | None) -> Iterator[tuple[str, str]]:
    """The texts of an agreement with their fields."""
    if entry is None:
        return
    yield "facts", entry.facts
    for place, text in enumerate(entry.terms):
        yield f"terms.{place}", text
    yield "performance", entry.performance
    for place, item in enumerate(entry.obligations):
        event = item.term.event if item.term is not None and item.term.kind is TermKind.UNTIL_EVENT else ""
        yield f"obligations.{place}.what", f"{item.what}{event}"


def _listed(facts: CaseFacts, rules: Rules, words: str, sentence: str) -> Iterator[Found]:
    """One finding for each field that holds a word of a list; what happened may be told in the facts."""
    for field, text in _texts(facts.entry):
        if field == "facts":
            continue
        for word in rules.words[words]:
            if word in text:
                yield Found(field=field, sentence=f"“{word}”{sentence}")
                break


def _plain(words: str) -> str:
    """An amount in capitals without the ways of writing that mean the same."""
    return words.replace("圆", "元").replace("正", "整").removesuffix("整")


def _number(found: re.Match[str] | None) -> float:
    """How many times, in figures or characters; eleven and more as ten."""
    if found is None:
        return 0.0
    text = found[1]
    return float(text) if text[0].isdigit() else float(max(_DIGITS[word] for word in text))
