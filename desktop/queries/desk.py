"""My desk (我的工作台): what waits for this account by its roles, each line with its number and exactly its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from desktop.permissions import requires
from desktop.queries.case_waiting import count_to_accept
from desktop.queries.cases import in_own_hands
from desktop.queries.worklist import Shelf, shelf_counts
from desktop.who import Who
from desktop.work import Work
from models.matter import Matter
from models.mediation import MediationCase
from models.values.permissions import Permission


class DeskCases(StrEnum):
    """The lines of a desk that are no shelves of matters."""

    TO_ACCEPT = "cases_to_accept"
    IN_HAND = "cases_in_hand"


DeskLine = Shelf | DeskCases
LINE_LABELS: Mapping[DeskLine, str] = {
    DeskCases.TO_ACCEPT: "待受理调解",
    DeskCases.IN_HAND: "我手上的案件",
}
_P = Permission
_LINES: tuple[tuple[DeskLine, Permission], ...] = (
    (Shelf.EXTENSIONS, _P.MATTER_CLOSE),
    (Shelf.RISK_REVIEW, _P.MATTER_RISK),
    (Shelf.TO_CLOSE, _P.MATTER_CLOSE),
    (Shelf.TO_DISPATCH, _P.MATTER_DISPATCH),
    (Shelf.UNACKNOWLEDGED, _P.MATTER_DISPATCH),
    (DeskCases.TO_ACCEPT, _P.CASE_EDIT),
    (DeskCases.IN_HAND, _P.CASE_EDIT),
    (Shelf.TO_SIGN, _P.CASE_EDIT),
    (Shelf.NEAR_TERM, _P.CASE_EDIT),
    (Shelf.WAITING, _P.ASSIGNMENT_ACT),
    (Shelf.MINE, _P.ASSIGNMENT_ACT),
    (Shelf.CALL_BACK, _P.MATTER_CONTACT),
    (Shelf.RECEIVED, _P.MATTER_REGISTER),
    (Shelf.UNFINISHED, _P.MATTER_CONTACT),
    (Shelf.TO_ARCHIVE, _P.MATTER_ARCHIVE),
    (Shelf.DUE_TODAY, _P.MATTER_READ),
    (Shelf.LATE, _P.MATTER_READ),
)


@dataclass(frozen=True, slots=True)
class DeskNames:
    """What drafts are about, as far as the account may see it: words by id."""

    matters: tuple[tuple[int, str], ...]
    cases: tuple[tuple[int, str], ...]


def desk_lines(who: Who) -> tuple[DeskLine, ...]:
    """Return the lines of a person's desk, in order: what he alone decides before what he watches."""
    return tuple(line for line, permission in _LINES if who.may(permission))


@requires(Permission.MATTER_READ)
def desk_counts(work: Work) -> dict[DeskLine, int]:
    """Return the number of every line of the account's desk, as this account sees it."""
    lines = desk_lines(work.who)
    shelves = shelf_counts(work, shelves=[line for line in lines if isinstance(line, Shelf)])
    cases: dict[DeskCases, int] = {}
    if DeskCases.TO_ACCEPT in lines:
        cases[DeskCases.TO_ACCEPT] = count_to_accept(work)
    if DeskCases.IN_HAND in lines:
        mine = select(func.count(MediationCase.id)).where(in_own_hands(work))
        cases[DeskCases.IN_HAND] = int(work.session.scalar(mine) or 0)
    return {line: shelves[line] if isinstance(line, Shelf) else cases[line] for line in lines}


@requires(Permission.MATTER_READ)
def desk_names(work: Work, *, matter_ids: Collection[int] = (), case_ids: Collection[int] = ()) -> DeskNames:
    """Return what matters and cases are called, by id; what one may not see any more is left out."""
    matters = work.session.execute(
        select(Matter.id, Matter.code, Matter.title).where(Matter.id.in_(matter_ids))
    )
    cases = work.session.execute(
        select(MediationCase.id, MediationCase.number, MediationCase.name).where(
            MediationCase.id.in_(case_ids)
        )
    )
    return DeskNames(
        tuple((id_, f"{code.partition('-')[2]} {title}") for id_, code, title in matters),
        tuple((id_, number or name) for id_, number, name in cases),
    )
