"""What the sign-in page shows before anybody signed in: whose house it is, whom to ask, is the date right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.clock_question import clock_question
from desktop.signing_in import SignInCard, demo_cards
from desktop.who import NOBODY, Who

if TYPE_CHECKING:
    from desktop.office import Office
    from desktop.queries.codes import FormChoices


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """One look at an open office from outside."""

    founded: bool
    """False for a database whose founding was cut off: the first run begins again."""
    centre_name: str
    demo: bool
    cards: tuple[SignInCard, ...]
    """Everybody of a demo centre; nobody of a real one."""
    administrators: tuple[str, ...]
    """Names of those who can give a new password."""
    question: str | None
    """The question about the PC's date, or None."""


def front_door(office: Office) -> FrontDoor:
    """Return what the sign-in page shows of an open office. Call in a worker."""
    from sqlalchemy import select

    from models.centre import Centre
    from models.staff import Account, AccountRole, Staff
    from models.values.permissions import Role

    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        centre = session.get(Centre, 1)
        if centre is None:
            return FrontDoor(False, "", demo=False, cards=(), administrators=(), question=None)
        names = session.scalars(
            select(Staff.name)
            .join(Account, Account.staff_id == Staff.id)
            .join(AccountRole, AccountRole.account_id == Account.id)
            .where(AccountRole.role == Role.ADMINISTRATOR, Account.active, Staff.active)
            .order_by(Account.id)
        ).all()
        name, demo = centre.name, centre.demo
    return FrontDoor(
        True,
        name,
        demo=demo,
        cards=demo_cards(office),
        administrators=tuple(dict.fromkeys(names)),
        question=None if demo else clock_question(office),
    )


def step_in(office: Office, login: str, password: str) -> tuple[Who, FormChoices]:
    """Sign in and read what the forms choose from, in one go; OfficeError when it is refused.

    A date that was confirmed on the sign-in page is recorded now, as this account's act.
    """
    from desktop.queries.codes import form_choices
    from desktop.services.accounts import confirm_clock

    first = office.who is None
    who = office.sign_in(login, password)
    if office.clock_confirmed and first:
        office.perform(confirm_clock)
    return who, office.ask(form_choices)
