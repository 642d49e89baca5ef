"""卷号: which series a case takes its number from, when, and how blocks that are kept or void are passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.database.once import lock_counter, next_number, raise_counter
from desktop.matter_index import reindex
from desktop.mediation.checking import Refusals
from desktop.mediation.rows import agreements_of, matter_of
from desktop.work import Work
from models.centre import Committee, NumberBlock
from models.mediation import MediationCase
from models.search import Counter
from models.values.case_number import NumberAt, case_number, parse_case_number
from models.values.chinese_numerals import in_chinese
from models.values.text import tidy

RESERVED, VOID = "reserved", "void"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of numbers: a committee's short name (its own or that of its oral cases) in a year."""

    committee_id: int
    short_name: str
    year: int

    @property
    def counter(self) -> str:
        """The name of its counter."""
        return f"case:{self.committee_id}:{self.year}:{self.short_name}"

    def number(self, serial: int) -> str:
        """Return a number of the series as screen and paper show it."""
        return case_number(self.short_name, self.year, serial)


def series_of(committee: Committee, year: int, *, oral: bool) -> Series:
    """Return the series that a case takes its number from; oral ones have their own where the committee says so."""
    short = committee.oral_series if oral and committee.oral_series else committee.short_name
    return Series(committee.id, short, year)


def short_names(committee: Committee) -> tuple[str, ...]:
    """Return the short names that stand in a committee's numbers."""
    return tuple(name for name in (committee.short_name, committee.oral_series) if name)


def blocks_of(work: Work, series: Series, kind: str | None = None) -> list[NumberBlock]:
    """Return the blocks of a series that are kept or void, in order."""
    statement = select(NumberBlock).where(
        NumberBlock.committee_id == series.committee_id,
        NumberBlock.series == series.short_name,
        NumberBlock.year == series.year,
    )
    if kind is not None:
        statement = statement.where(NumberBlock.kind == kind)
    return list(work.session.scalars(statement.order_by(NumberBlock.first_serial, NumberBlock.id)))


def given_serials(work: Work, series: Series, *, least: int = 1) -> list[int]:
    """Return the serials from `least` on that cases bear, in order, whoever may see the cases."""
    statement = select(MediationCase.number_serial).where(
        MediationCase.committee_id == series.committee_id,
        MediationCase.number_series == series.short_name,
        MediationCase.number_year == series.year,
        MediationCase.number_serial >= least,
    )
    found = work.session.scalars(
        statement.order_by(MediationCase.number_serial), execution_options={"unnarrowed": True}
    )
    return [serial for serial in found if serial is not None]


def free_after(last: int, taken: Iterable[tuple[int, int]]) -> int:
    """Return the first serial after `last` that lies in none of the ranges `(first, last)`."""
    serial = last + 1
    for first, end in sorted(taken):
        if first <= serial <= end:
            serial = end + 1
    return serial


def next_serial(work: Work, series: Series) -> int:
    """Take the next serial of a series; numbers that are kept, void or borne already are passed over."""
    serial = next_number(work.session, series.counter)
    free = free_after(serial - 1, _taken(work, series, serial))
    if free != serial:
        raise_counter(work.session, series.counter, free)
    return free


def waiting_serial(work: Work, series: Series) -> int:
    """Return the serial that would be given next, without taking it."""
    last = work.session.scalar(select(Counter.last).where(Counter.series == series.counter)) or 0
    return free_after(last, _taken(work, series, last + 1))


def _taken(work: Work, series: Series, least: int) -> list[tuple[int, int]]:
    """Return the ranges from `least` on that are kept, void or borne by cases."""
    taken = [(block.first_serial, block.last_serial) for block in blocks_of(work, series)]
    return taken + [(borne, borne) for borne in given_serials(work, series, least=least)]


def give_number(
    work: Work, case: MediationCase, day: date, *, oral: bool, by_hand: tuple[Series, int] | None = None
) -> None:
    """Give a case its number, in the year of the day (发生时间), or the one that stands on paper already.

    A number by hand moves the counter past it, unless it lies in a block that was kept for paper work. An
    agreement drafted before has the number from now on.
    """
    committee = work.session.get_one(Committee, case.committee_id)
    if by_hand is not None:
        series, serial = by_hand
        kept = blocks_of(work, series, RESERVED)
        if not any(block.first_serial <= serial <= block.last_serial for block in kept):
            raise_counter(work.session, series.counter, serial)
    else:
        series = series_of(committee, day.year, oral=oral)
        serial = next_serial(work, series)
    case.number = series.number(serial)
    case.number_series, case.number_year, case.number_serial = series.short_name, series.year, serial
    case.number_by_hand, case.numbered_on = by_hand is not None, day


def number_at(work: Work, case: MediationCase, moment: NumberAt, day: date, *, oral: bool) -> None:
    """Give a case its number when its committee does so at this moment, or should have done so before.

    A case that was accepted while the committee numbered later has it at the next moment; at closing everybody.
    Agreements drafted under no number get it, and the case is found by it.
    """
    if case.number is not None:
        return
    committee = work.session.get_one(Committee, case.committee_id)
    moments = list(NumberAt)
    if moments.index(moment) < moments.index(NumberAt(committee.number_at)):
        return
    give_number(work, case, day, oral=oral)
    for place, written in enumerate(agreements_of(work, case)):
        written.number = (
            case.number_on_paper if place == 0 else f"{case.number_on_paper}之{in_chinese(place)}"
        )
    work.session.flush()
    reindex(work, matter_of(work, case))


def number_by_hand(
    work: Work, committee: Committee, typed: str, years: Collection[int], refusals: Refusals
) -> tuple[Series, int] | None:
    """Return series and serial of a number given by hand, or None where the next one is to be taken.

    It may be of the committee's own series or of that of its oral cases; of one of the years; free, not void.
    """
    if not tidy(typed, limit=10**6):
        return None
    found: tuple[Series, int] | None = None
    fault = ""
    for short in short_names(committee):
        try:
            year, serial = parse_case_number(typed, short_name=short)
        except ValueError as error:
            fault = fault or str(error)
        else:
            found = Series(committee.id, short, year), serial
            break
    if found is None:
        refusals.add("number_by_hand", fault)
        return None
    series, serial = found
    if series.year not in years:
        when = "受理日期在" + "或".join(f"{year}年" for year in sorted(years))
        refusals.add("number_by_hand", f"卷号的年份是{series.year}年，{when}，请核对。")
    elif serial in given_serials(work, series):
        refusals.add("number_by_hand", f"卷号{series.number(serial)}已经用过，请核对纸上的号码。")
    elif void := next(
        (
            block
            for block in blocks_of(work, series, VOID)
            if block.first_serial <= serial <= block.last_serial
        ),
        None,
    ):
        refusals.add("number_by_hand", f"卷号{series.number(serial)}已经作废（{void.reason}），请核对。")
    else:
        return found
    return None


def lock_series(work: Work, series: Series) -> int:
    """Hold a series until the transaction ends and return the last number that its counter gave."""
    return lock_counter(work.session, series.counter)
