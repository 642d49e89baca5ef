"""A mediation case begins, is put right, is terminated, is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.entries.mediation import CaseEntry, CaseOrigin, PartyEntry, TerminationEntry
from desktop.errors import NotFoundError
from desktop.matter_index import reindex
from desktop.mediation.checking import moment_of, under
from desktop.mediation.ending import close, terminate
from desktop.mediation.opening import (
    edit_case_entry,
    origin_of,
    share_of_committee,
    take_share,
    write_case,
)
from desktop.mediation.parties import known_from_visits, write_party
from desktop.mediation.rows import BEFORE_EFFECT, allow_in, locked_case
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.matter import Matter
from models.values.case_states import CaseState
from models.values.choices import CaseSource
from models.values.permissions import Permission
from models.values.termination import TERMINATION_LABELS, Remedy, TerminationGround


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case as accepted: its number, and when the mediation is due."""

    case_id: int
    matter_id: int
    number: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A case after an act on it."""

    case_id: int
    state: str
    version: int


@requires(Permission.CASE_EDIT)
def open_case(
    work: Work,
    *,
    matter_id: int,
    source: CaseSource,
    accepted_on: date,
    mediator_ids: tuple[int, ...],
    presiding_id: int,
    name: str,
    number_by_hand: str = "",
    dispute_type: str = "",
    parties: tuple[PartyEntry, ...] = (),
    origin: CaseOrigin | None = None,
    committee_id: int | None = None,
) -> CaseOpened:
    """Accept a matter for mediation (受理): it becomes a case with its 卷号 of the year of acceptance.

    The matter must have been dispatched to the mediator's committee; a share not acknowledged yet is
    acknowledged on the way. Raises FormError; fields of parties stand under `parties.<place>`.
    """
    matter = work.session.scalars(select(Matter).where(Matter.id == matter_id).with_for_update()).first()
    if matter is None:
        raise NotFoundError("没有找到这件事项。")
    committee, share = share_of_committee(work, matter, committee_id)
    entry = CaseEntry(
        source=source,
        accepted_on=accepted_on,
        mediator_ids=mediator_ids,
        presiding_id=presiding_id,
        name=name,
        dispute_type=dispute_type,
        number_by_hand=number_by_hand,
        origin=origin or CaseOrigin(),
    )
    case = write_case(work, matter, committee, entry)
    take_share(work, matter, share, work.now)
    for place, party in enumerate(known_from_visits(work, matter, parties)):
        with under(f"parties.{place}"):
            write_party(work, case, matter, party)
    reindex(work, matter)
    happened = moment_of(work, accepted_on)
    work.record("case:open", case, words=f"受理调解，{case.number_shown}", occurred_at=happened)
    return CaseOpened(case.id, matter.id, case.number_shown, case.state, case.due_on)


@requires(Permission.CASE_EDIT)
def edit_case(
    work: Work,
    *,
    case_id: int,
    version: int,
    name: str,
    source: CaseSource,
    dispute_type: str,
    mediator_ids: tuple[int, ...],
    presiding_id: int,
    origin: CaseOrigin | None = None,
) -> CaseMoved:
    """Put name, source, type and mediators of a case right; its number, day of acceptance and term stay.

    `origin` None leaves where it came from as it was.
    """
    case = locked_case(work, case_id)
    expect_version(case, version, {"name": name, "source": source, "dispute_type": dispute_type})
    allow_in(case, BEFORE_EFFECT - {CaseState.AWAITING_SIGNATURE}, "修改案件信息")
    entry = CaseEntry(
        source=source,
        accepted_on=case.accepted_on,
        mediator_ids=mediator_ids,
        presiding_id=presiding_id,
        name=name,
        dispute_type=dispute_type,
        origin=origin if origin is not None else origin_of(case),
    )
    edit_case_entry(work, case, entry)
    work.session.flush()
    work.record("case:edit", case, words="修改案件信息")
    return CaseMoved(case.id, case.state, case.version)


@requires(Permission.CASE_EDIT)
def terminate_case(
    work: Work,
    *,
    case_id: int,
    version: int,
    ground: TerminationGround,
    terminated_on: date,
    remedies: tuple[Remedy, ...] = (),
    note: str = "",
) -> CaseMoved:
    """End the mediation without an agreement (终止), with its ground and the other ways that the parties were told of.

    When mediation fails the parties must be told of 仲裁, 行政 and 诉讼 (人民调解法 26).
    """
    case = locked_case(work, case_id)
    expect_version(case, version)
    entry = TerminationEntry(ground=ground, terminated_on=terminated_on, remedies=remedies, note=note)
    terminate(work, case, entry)
    work.session.flush()
    work.record(
        "case:terminate",
        case,
        words=f"终止调解：{TERMINATION_LABELS[ground]}",
        occurred_at=moment_of(work, terminated_on),
    )
    return CaseMoved(case.id, case.state, case.version)


@requires(Permission.CASE_EDIT)
def close_case(work: Work, *, case_id: int, version: int, closed_on: date) -> CaseMoved:
    """Close a case (结案) and give the committee's answer to the matter, which then waits for the director.

    At the agreement where its longest term is over 30 days or has no end, else at performance; a setting
    (practice.md 18). Raises FormError with everything that is still missing.
    """
    case = locked_case(work, case_id)
    expect_version(case, version)
    close(work, case, closed_on)
    work.session.flush()
    work.record("case:close", case, words="结案", occurred_at=moment_of(work, closed_on))
    return CaseMoved(case.id, case.state, case.version)
