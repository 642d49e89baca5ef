"""An obligation in words: as the case page, the agreement and the time line say it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.entries.mediation import HolderEntry, ObligationEntry
from models.values.choices import Liability
from models.values.money import amount_in_words, format_yuan
from models.values.terms import ObligationKind, Term, TermKind, in_words


def obligation_sentence(entry: ObligationEntry, names: Mapping[int, str]) -> str:
    """Return an obligation as one sentence; `names` gives the parties' names by id, told apart.

    `张某海向彭某花支付200.00元（大写：贰佰元整），自本协议生效之日起七日内付清。` What is not filled in is left out.
    """
    debtors, creditors = holders_in_words(entry.debtors, names), holders_in_words(entry.creditors, names)
    joint = "连带" if entry.liability is Liability.JOINT and len(entry.debtors) > 1 else ""
    what = entry.what.strip().rstrip("。；;")
    match entry.kind:
        case ObligationKind.PAYMENT:
            return _payment(entry, debtors, creditors, joint, what)
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
        case _:
            pass
    return f"{debtors}{joint}{_until(entry.term)}{what}。"


def holders_in_words(holders: Sequence[HolderEntry], names: Mapping[int, str]) -> str:
    """Return debtors or creditors as a list in words."""
    words = (
        names.get(holder.party, "") if holder.party is not None else holder.name.strip() for holder in holders
    )
    return "、".join(word for word in words if word)


def amount_words(entry: ObligationEntry) -> str:
    """Return what is to be paid: figures and financial capitals, the formula, or both."""
    formula = entry.formula.strip()
    if entry.amount_fen:
        amount = f"{format_yuan(entry.amount_fen)}元（大写：{amount_in_words(entry.amount_fen)}）"
        return f"{amount}（{formula}）" if formula else amount
    return formula


def _payment(entry: ObligationEntry, debtors: str, creditors: str, joint: str, what: str) -> str:
    """Return a payment: who pays whom how much for what by when."""
    to = f"向{creditors}" if creditors else ""
    return f"{debtors}{joint}{_until(entry.term)}{to}支付{what}{amount_words(entry)}。"


def _until(term: Term | None) -> str:
    """Return a term as it stands before the verb."""
    if term is None:
        return ""
    words = in_words(term)
    if term.kind in {TermKind.FIXED_DATE, TermKind.AT_SIGNING}:
        return f"于{words}"
    return f"{words}，" if term.kind is TermKind.RECURRING else words
