"""The slips that a visitor may take home: while the visit is typed, and with its code afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.entries.referrals import Referral
from desktop.printing.papers.acceptance_receipt import AcceptanceReceiptPaper, acceptance_receipt
from desktop.printing.papers.referral import ReferralPaper, referral
from models.values.dates import day_on_paper, moment_on_paper

if TYPE_CHECKING:
    from desktop.printing.blocks import Document


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """What a slip says of a visit. `code` is empty before the visit is saved; `told` is set for 引导告知 only.

    `window` and `phone` are those of the receiving window, `happened_at` and `due_at` moments in UTC.
    """

    centre_name: str
    visitor: str
    window: str
    phone: str
    happened_at: datetime
    due_at: datetime | None = None
    code: str = ""
    told: Referral | None = None


def receipt_paper(facts: SlipFacts, given: date) -> AcceptanceReceiptPaper:
    """Return what the 受理回执 says, given out on a day."""
    return AcceptanceReceiptPaper(
        centre_name=facts.centre_name,
        code=facts.code,
        visitor=facts.visitor,
        registered_at=moment_on_paper(facts.happened_at),
        window=facts.window,
        phone=facts.phone,
        ask_when=f"{moment_on_paper(facts.due_at)}以后" if facts.due_at else "",
        given_on=day_on_paper(given),
    )


def referral_paper(facts: SlipFacts, given: date) -> ReferralPaper:
    """Return what the 引导告知单 says, given out on a day."""
    told = facts.told or Referral("")
    return ReferralPaper(
        centre_name=facts.centre_name,
        visitor=facts.visitor,
        body=told.body,
        address=told.address,
        phone=told.phone,
        hours=told.hours,
        bring=tuple(part for part in told.bring.split("；") if part.strip()),
        code=facts.code,
        our_phone=facts.phone,
        given_on=day_on_paper(given),
    )


def slip_document(facts: SlipFacts, given: date) -> Document:
    """Return the slip itself: 引导告知单 where somebody was sent elsewhere, else 受理回执."""
    if facts.told is not None:
        return referral(referral_paper(facts, given))
    return acceptance_receipt(receipt_paper(facts, given))
