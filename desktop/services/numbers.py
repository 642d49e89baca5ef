"""卷号 that are kept for paper work (预留) or that nobody uses any more (作废): practice.md 2."""

from __future__ import annotations

from desktop.entries.units import BlockEntry
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.mediation.numbering import (
    RESERVED,
    VOID,
    Series,
    blocks_of,
    given_serials,
    lock_series,
    short_names,
)
from desktop.permissions import requires
from desktop.work import Work
from models.centre import Committee, NumberBlock
from models.values.case_number import LARGEST_SERIAL
from models.values.permissions import Permission
from models.values.text import tidy

FIRST_YEAR = 2000
MOST_AT_ONCE = 1_000
HOLDER_LIMIT, REASON_LIMIT = 60, 200


@requires(Permission.NUMBER_EDIT)
def reserve_numbers(work: Work, *, entry: BlockEntry) -> int:
    """Keep numbers for somebody who writes papers by hand; the next number passes over them.

    A number of the block may be given by hand when the case is entered. Every number must be free.
    """
    series = _series(work, entry)
    faults = _faults(entry)
    holder, reason = _text(entry.holder, HOLDER_LIMIT), _text(entry.reason, REASON_LIMIT)
    if holder is None or not holder:
        faults.append(("holder", f"请填写留给谁用，最多{HOLDER_LIMIT}个字。"))
    if reason is None:
        faults.append(("reason", f"说明最多{REASON_LIMIT}个字。"))
    if not faults:
        faults += _taken(work, series, entry, kinds={RESERVED, VOID})
    if faults:
        raise FormError(faults)
    words = f"预留{_numbers(series, entry)}给{holder}"
    return _keep(work, series, entry, RESERVED, holder or "", reason or "", words)


@requires(Permission.NUMBER_EDIT)
def void_numbers(work: Work, *, entry: BlockEntry) -> int:
    """Say of numbers that nobody uses them any more (作废), and why: a spoilt sheet, the rest of a kept block."""
    series = _series(work, entry)
    faults = _faults(entry)
    reason = _text(entry.reason, REASON_LIMIT)
    if not reason:
        faults.append(("reason", f"请写明作废的原因，最多{REASON_LIMIT}个字。"))
    if not faults:
        faults += _taken(work, series, entry, kinds={VOID})
    if faults:
        raise FormError(faults)
    words = f"作废{_numbers(series, entry)}：{reason}"
    return _keep(work, series, entry, VOID, "", reason or "", words)


def _series(work: Work, entry: BlockEntry) -> Series:
    """Return the series of an entry, held: nobody takes a number of it meanwhile."""
    committee = work.session.get(Committee, entry.committee_id)
    if committee is None:
        raise NotFoundError("没有找到这个调委会。")
    if entry.short_name not in short_names(committee):
        raise OfficeError("这个调委会没有这个简称，请重新选择。", field="short_name")
    if not FIRST_YEAR <= entry.year <= work.today.year + 1:
        raise OfficeError(f"年份应在{FIRST_YEAR}到{work.today.year + 1}之间。", field="year")
    series = Series(committee.id, entry.short_name, entry.year)
    lock_series(work, series)
    return series


def _faults(entry: BlockEntry) -> list[tuple[str, str]]:
    """Return what is wrong with first and last."""
    for key, words, serial in (("first", "第一个号", entry.first), ("last", "最后一个号", entry.last)):
        if not 1 <= serial <= LARGEST_SERIAL:
            return [(key, f"{words}请填1到{LARGEST_SERIAL}的数字。")]
    if entry.last < entry.first:
        return [("last", "最后一个号不能小于第一个号。")]
    if entry.last - entry.first >= MOST_AT_ONCE:
        return [("last", f"一次最多{MOST_AT_ONCE}个号。")]
    return []


def _taken(work: Work, series: Series, entry: BlockEntry, *, kinds: set[str]) -> list[tuple[str, str]]:
    """Return which numbers are borne by cases, or lie in another block already."""
    given = given_serials(work, series, least=entry.first)
    borne = next((serial for serial in given if serial <= entry.last), None)
    if borne is not None:
        return [("first", f"{series.number(borne)}已经有案件用了，请改号段。")]
    for block in blocks_of(work, series):
        if block.kind in kinds and block.first_serial <= entry.last and entry.first <= block.last_serial:
            done = "作废" if block.kind == VOID else f"留给{block.holder}"
            span = _span(block.first_serial, block.last_serial)
            return [("first", f"第{span}号已经{done}，请改号段。")]
    return []


def _keep(
    work: Work, series: Series, entry: BlockEntry, kind: str, holder: str, reason: str, words: str
) -> int:
    """Write a block with its event."""
    block = NumberBlock(
        committee_id=series.committee_id,
        series=series.short_name,
        year=series.year,
        first_serial=entry.first,
        last_serial=entry.last,
        kind=kind,
        holder=holder,
        reason=reason,
        noted_on=work.today,
        noted_by=work.who.name,
    )
    work.session.add(block)
    work.session.flush()
    work.record("number:reserve" if kind == RESERVED else "number:void", block, words=words[:200])
    return block.id


def _numbers(series: Series, entry: BlockEntry) -> str:
    """Return the numbers of an entry in words: （2026）云人调字第7号 or 第7至9号."""
    if entry.first == entry.last:
        return series.number(entry.first)
    return series.number(entry.first).replace(f"第{entry.first}号", f"第{_span(entry.first, entry.last)}号")


def _span(first: int, last: int) -> str:
    """Return a range of serials in words."""
    return str(first) if first == last else f"{first}至{last}"


def _text(text: str, limit: int) -> str | None:
    """Return a text as it is kept, None for one that is too long."""
    kept = tidy(text, limit=len(text) * 4)
    return kept if len(kept) <= limit else None
