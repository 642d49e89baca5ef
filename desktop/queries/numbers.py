"""The committees as the settings show them, and the list of numbers of a series: every gap is explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from desktop.errors import NotFoundError
from desktop.mediation.numbering import (
    RESERVED,
    VOID,
    Series,
    blocks_of,
    given_serials,
    series_of,
    short_names,
    waiting_serial,
)
from desktop.permissions import requires
from desktop.queries.reminders import COMMITTEE_YEARS
from desktop.work import Work
from models.centre import Committee, NumberBlock, Unit
from models.mediation import MediationCase
from models.values.case_number import NumberAt
from models.values.following import years_after
from models.values.permissions import Permission


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """One committee with what its form holds."""

    committee_id: int
    version: int
    unit_id: int
    unit_name: str
    name: str
    short_name: str
    number_at: NumberAt
    oral_series: str
    elected_on: date | None
    term_ends_on: date | None
    """Three years after the election (人民调解法 9); None where that day is not known."""
    active: bool
    next_number: str
    """What the next case of this year would get."""

    @property
    def short_names(self) -> tuple[str, ...]:
        """The short names in its numbers."""
        return tuple(name for name in (self.short_name, self.oral_series) if name)


class NumberState(StrEnum):
    """What became of numbers."""

    GIVEN = "given"
    RESERVED = "reserved"
    VOID = "void"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers one after another of which the same is to be said."""

    first: int
    last: int
    state: NumberState
    block: int | None = None
    """The place of the block among those given."""

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One line of the list of numbers."""

    first: int
    last: int
    state: NumberState
    explained: str
    noted_on: date | None
    noted_by: str


@dataclass(frozen=True, slots=True)
class NumberList:
    """The numbers of one series from the first to the last that anything is known of."""

    rows: tuple[NumberRow, ...]
    next_number: str
    years: tuple[int, ...]
    """Years in which the committee has numbers, and this year, the latest first."""


@requires(Permission.NUMBER_EDIT)
def committee_list(work: Work) -> tuple[CommitteeRow, ...]:
    """Return every committee in its order, closed ones last."""
    rows = work.session.execute(
        select(Committee, Unit.name)
        .join(Unit, Unit.id == Committee.unit_id)
        .order_by(Committee.active.desc(), Committee.id)
    ).all()
    return tuple(_committee_row(work, committee, unit) for committee, unit in rows)


@requires(Permission.NUMBER_EDIT)
def number_list(work: Work, *, committee_id: int, short_name: str, year: int) -> NumberList:
    """Return what became of every number of a series; of cases only that they bear one, never which or whose."""
    committee = work.session.get(Committee, committee_id)
    if committee is None or short_name not in short_names(committee):
        raise NotFoundError("没有找到这个调委会的卷号。")
    series = Series(committee_id, short_name, year)
    blocks = blocks_of(work, series)
    upcoming = waiting_serial(work, series)
    found = runs(
        given_serials(work, series),
        [(block.first_serial, block.last_serial, block.kind == VOID) for block in blocks],
        upcoming - 1,
    )
    rows = tuple(_number_row(run, blocks) for run in found)
    return NumberList(rows, series.number(upcoming), _years(work, committee_id))


def runs(given: Sequence[int], blocks: Sequence[tuple[int, int, bool]], last: int) -> list[Run]:
    """Return runs over all numbers of which anything is known, in order.

    `given` are borne by cases, in order; `blocks` are `(first, last, void)`. A case comes before a void block,
    that before a kept one; what is left up to `last`, the number given last, is a gap. What is left after it is
    still to be given.
    """
    covered: list[Run] = _given_runs(given)
    for wanted in (True, False):
        for place, (first, end, void) in enumerate(blocks):
            if void is wanted:
                state = NumberState.VOID if void else NumberState.RESERVED
                covered += [Run(low, high, state, place) for low, high in _outside((first, end), covered)]
    covered += [Run(low, high, NumberState.GAP) for low, high in _outside((1, last), covered)]
    return sorted(covered, key=lambda run: run.first)


def _given_runs(given: Iterable[int]) -> list[Run]:
    """Return the runs of numbers that cases bear."""
    found: list[Run] = []
    for serial in given:
        if found and found[-1].last == serial - 1:
            found[-1] = Run(found[-1].first, serial, NumberState.GIVEN)
        else:
            found.append(Run(serial, serial, NumberState.GIVEN))
    return found


def _outside(span: tuple[int, int], covered: Iterable[Run]) -> list[tuple[int, int]]:
    """Return the parts of a span that no run covers yet."""
    low, high = span
    parts = []
    for run in sorted(covered, key=lambda run: run.first):
        if run.last < low or run.first > high:
            continue
        if run.first > low:
            parts.append((low, run.first - 1))
        low = run.last + 1
    if low <= high:
        parts.append((low, high))
    return parts


def _number_row(run: Run, blocks: Sequence[NumberBlock]) -> NumberRow:
    """Return a run with its explanation."""
    if run.block is None:
        words = (
            f"{run.count}件案件"
            if run.state is NumberState.GIVEN
            else "没有案件：后面的号先由手工编号用了；可以手工补用，不用的请作废"
        )
        return NumberRow(run.first, run.last, run.state, words, None, "")
    block = blocks[run.block]
    words = block.reason if block.kind != RESERVED else f"留给{block.holder}"
    if block.kind == RESERVED and block.reason:
        words += f"，{block.reason}"
    return NumberRow(run.first, run.last, run.state, words, block.noted_on, block.noted_by)


def _committee_row(work: Work, committee: Committee, unit: str) -> CommitteeRow:
    """Return a committee as its list shows it."""
    elected = committee.elected_on
    series = series_of(committee, work.today.year, oral=False)
    return CommitteeRow(
        committee_id=committee.id,
        version=committee.version,
        unit_id=committee.unit_id,
        unit_name=unit,
        name=committee.name,
        short_name=committee.short_name,
        number_at=NumberAt(committee.number_at),
        oral_series=committee.oral_series,
        elected_on=elected,
        term_ends_on=years_after(elected, COMMITTEE_YEARS) if elected else None,
        active=committee.active,
        next_number=series.number(waiting_serial(work, series)),
    )


def _years(work: Work, committee_id: int) -> tuple[int, ...]:
    """Return the years of a committee's numbers."""
    borne = work.session.scalars(
        select(MediationCase.number_year).where(MediationCase.committee_id == committee_id).distinct(),
        execution_options={"unnarrowed": True},
    )
    kept = work.session.scalars(
        select(NumberBlock.year).where(NumberBlock.committee_id == committee_id).distinct()
    )
    found = {year for year in (*borne, *kept, work.today.year) if year is not None}
    return tuple(sorted(found, reverse=True))
