"""An obligation in words: as the case page, the agreement and the time line say it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desktop.entries.mediation import AttendanceEntry, HolderEntry, InstalmentEntry, ObligationEntry
from desktop.mediation.naming import NamedParty, told_apart
from models.values.chinese_numerals import in_chinese
from models.values.choices import Liability, SessionResult, SignatureState, label
from models.values.dates import day_on_paper, in_zone
from models.values.money import amount_in_words, format_yuan
from models.values.terms import ObligationKind, Term, TermKind, in_words

_RESULT_WORDS = {
    SessionResult.AGREED: "经调解，双方当事人自愿达成协议。",
    SessionResult.CONTINUED: "本次未达成协议，另行约定时间继续调解。",
    SessionResult.FAILED: "经调解，未达成协议。",
}


class AttendingParty(NamedParty, Protocol):
    """A party that may be at a sitting, or its agent for it."""

    @property
    def agent_name(self) -> str:
        """Who acts for it; empty for nobody."""
        ...


def obligation_sentence(entry: ObligationEntry, names: Mapping[int, str], *, oral: bool = False) -> str:
    """Return an obligation as one sentence; `names` gives the parties' names by id, told apart.

    `张某海向彭某花支付200.00元（大写：贰佰元整），自本协议生效之日起七日内付清。` What is not filled in is left out.
    `oral` says it without a word of signing, for an agreement that nobody signs.
    """
    debtors, creditors = holders_in_words(entry.debtors, names), holders_in_words(entry.creditors, names)
    joint = "连带" if entry.liability is Liability.JOINT and len(entry.debtors) > 1 else ""
    what = entry.what.strip().rstrip("。；;")
    match entry.kind:
        case ObligationKind.PAYMENT:
            return _payment(entry, debtors, creditors, joint, what, oral=oral)
        case ObligationKind.EACH_BEARS_OWN:
            who = debtors or creditors
            return f"{who}{what or '各自承担自己的损失，互不追究'}。"
        case ObligationKind.APOLOGY:
            deed = f"向{creditors}赔礼道歉" if creditors else "赔礼道歉"
            what = f"{deed}，{what}" if what else deed
        case ObligationKind.DELIVERY:
            goods = f"{what}{entry.quantity.strip()}"
            what = f"向{creditors}交付{goods}" if creditors else f"交付{goods}"
        case ObligationKind.FORBEARANCE:
            what = what if what.startswith(("不", "停止", "今后")) else f"不得{what}"
        case ObligationKind.OTHER if entry.term and what and not debtors:
            what = f"履行：{what}"  # it says itself who does what
        case _:
            pass
    return f"{debtors}{joint}{_until(entry.term, oral=oral)}{what}。"


def holders_in_words(holders: Sequence[HolderEntry], names: Mapping[int, str]) -> str:
    """Return debtors or creditors as a list in words."""
    words = (
        names.get(holder.party, "") if holder.party is not None else holder.name.strip() for holder in holders
    )
    return "、".join(word for word in words if word)


def attended_words(parties: Iterable[AttendingParty], there: Mapping[int, bool]) -> str:
    """Return who was at a sitting, in the order of `parties`, an agent in the place of the party.

    `there` has each by id, True for the agent.
    """
    every = {party.id: party for party in parties}
    names = told_apart(every.values())
    return "、".join(
        f"{names[number]}（由{party.agent_name or '代理人'}代为参加）" if there[number] else names[number]
        for number, party in every.items()
        if number in there
    )


def presence_notes(
    names: Mapping[int, str], rows: Iterable[AttendanceEntry], interpreter: str = ""
) -> tuple[str, ...]:
    """Return what the minutes say of who was not there all the time, would not sign or had them read out, and of help.

    `张铉9时30分到场、10时离场。张铉拒绝签名：认为记录不全，村干部李某在场。`
    """
    said = [f"翻译：{interpreter.strip()}。"] if interpreter.strip() else []
    for row in rows:
        name = names.get(row.party, "")
        times = [
            f"{_clock(moment)}{verb}"
            for moment, verb in ((row.arrived_at, "到场"), (row.left_at, "离场"))
            if moment is not None
        ]
        if times:
            said.append(f"{name}{'、'.join(times)}。")
        note = row.present.strip().rstrip("。")
        if row.signature is SignatureState.REFUSED:
            said.append(f"{name}拒绝签名：{note}。" if note else f"{name}拒绝签名。")
        elif note:
            said.append(f"{name}：{note}。")
    return tuple(said)


def _clock(moment: datetime) -> str:
    """Return a time of day as papers print it: 9时30分."""
    at = in_zone(moment)
    return f"{at.hour}时" + (f"{at.minute}分" if at.minute else "")


def result_words(result: SessionResult) -> str:
    """Return the result of a sitting as its minutes say it."""
    return _RESULT_WORDS.get(result, label(result))


def amount_words(entry: ObligationEntry) -> str:
    """Return what is to be paid: figures and financial capitals, the formula, or both."""
    formula = entry.formula.strip()
    if entry.amount_fen:
        amount = _sum_words(entry.amount_fen)
        return f"{amount}（{formula}）" if formula else amount
    return formula


def _payment(
    entry: ObligationEntry, debtors: str, creditors: str, joint: str, what: str, *, oral: bool
) -> str:
    """Return a payment: who pays whom how much for what by when."""
    to = f"向{creditors}" if creditors else ""
    shares = _shares(entry)
    if entry.instalments:
        times = "；".join(
            f"{part_words(part)}支付{_sum_words(part.amount_fen)}" for part in entry.instalments
        )
        head = f"{debtors}{joint}分{in_chinese(len(entry.instalments))}期{to}支付{what}{amount_words(entry)}"
        return f"{head}：{times}{shares}。"
    return f"{debtors}{joint}{_until(entry.term, oral=oral)}{to}支付{what}{amount_words(entry)}{shares}。"


def part_words(part: InstalmentEntry) -> str:
    """Return until when an instalment is to be paid, as the agreement prints it."""
    if part.day is not None:
        return f"{day_on_paper(part.day)}前（含当日）"
    return in_words(Term(kind=TermKind.DAYS_AFTER_EFFECT, days=part.days or 1))


def _shares(entry: ObligationEntry) -> str:
    """Return the parts of several debtors or creditors, in their order."""
    said = []
    for holders, verb in ((entry.debtors, "承担"), (entry.creditors, "得")):
        words = [share_words(holder) for holder in holders]
        if len(holders) > 1 and all(words):
            said.append(f"，依次各{verb}{'、'.join(words)}")
    return "".join(said)


def share_words(holder: HolderEntry) -> str:
    """Return one holder's part in words; '' where none is given."""
    if holder.share_fen:
        return _sum_words(holder.share_fen)
    return holder.share.strip()


def _sum_words(fen: int) -> str:
    """Return a sum in figures and financial capitals."""
    return f"{format_yuan(fen)}元（大写：{amount_in_words(fen)}）"


def _until(term: Term | None, *, oral: bool) -> str:
    """Return a term as it stands before the verb."""
    if term is None:
        return ""
    words = in_words(term, oral=oral)
    if term.kind is TermKind.FIXED_DATE or (term.kind is TermKind.AT_SIGNING and not oral):
        return f"于{words}"
    return f"{words}，" if term.kind is TermKind.RECURRING else words
