"""Parts of a sum: instalments with their days, shares of several debtors; in fen, and always adding up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.values.money import MAX_FEN, format_yuan
from models.values.terms import LONGEST_DAYS

MOST_PARTS = 120


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment: its amount in fen, and a day, or days after the agreement takes effect."""

    amount_fen: int
    day: date | None = None
    days: int | None = None


def split_evenly(total_fen: int, count: int) -> tuple[int, ...]:
    """Return `count` amounts that add up to the total, each a whole number of yuan as far as that goes.

    What does not divide goes into the last one. Raises ValueError where there is less than a fen for each.
    """
    if not 1 <= count <= MOST_PARTS:
        raise ValueError(f"期数应在1到{MOST_PARTS}之间。")
    if total_fen < count:
        raise ValueError("金额太小，分不了这么多期。")
    unit = 100 if total_fen // count >= 100 else 1
    each = total_fen // count // unit * unit
    return (*([each] * (count - 1)), total_fen - each * (count - 1))


def part_faults(total_fen: int | None, parts: Sequence[Part]) -> list[str]:
    """Return what is wrong with instalments, as Chinese sentences: they must add up and come one after another."""
    faults: list[str] = []
    if not parts:
        return faults
    if len(parts) == 1:
        faults.append("只有一期的，请直接填写期限，不分期。")
    if len(parts) > MOST_PARTS:
        faults.append(f"最多{MOST_PARTS}期。")
    for place, part in enumerate(parts, 1):
        if part.amount_fen <= 0:
            faults.append(f"第{place}期的金额应大于零。")
        if (part.day is None) == (part.days is None):
            faults.append(f"第{place}期请填写日期，或者生效后多少日内。")
        elif part.days is not None and not 1 <= part.days <= LONGEST_DAYS:
            faults.append(f"第{place}期的天数应在1到{LONGEST_DAYS}之间。")
    total = sum(part.amount_fen for part in parts)
    if total > MAX_FEN:
        faults.append("各期相加太大，请核对。")
    elif total_fen and total != total_fen:
        faults.append(f"各期相加是{format_yuan(total)}元，和总额{format_yuan(total_fen)}元不一致，请核对。")
    days = [part.day for part in parts if part.day is not None]
    counts = [part.days for part in parts if part.days is not None]
    if days != sorted(set(days)) or counts != sorted(set(counts)):
        faults.append("各期的日期应一期比一期晚，请核对。")
    return faults


def share_faults(total_fen: int | None, shares: Sequence[int | None]) -> list[str]:
    """Return what is wrong with the shares of several debtors or creditors; all or none must be given."""
    given = [share for share in shares if share is not None]
    if not given:
        return []
    if len(given) < len(shares):
        return ["有的人写了份额，有的人没有，请都写上或都不写。"]
    if any(share <= 0 for share in given):
        return ["份额应大于零。"]
    if total_fen and sum(given) != total_fen:
        return [f"份额相加是{format_yuan(sum(given))}元，和总额{format_yuan(total_fen)}元不一致，请核对。"]
    return []


def open_amounts(amounts: Sequence[int], paid_fen: int) -> tuple[int, ...]:
    """Return what is still open of each part when `paid_fen` was paid so far, the earliest part first."""
    left, still = paid_fen, []
    for amount in amounts:
        covered = min(amount, max(0, left))
        still.append(amount - covered)
        left -= covered
    return tuple(still)
