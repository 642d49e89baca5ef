"""Many dossiers into a folder, one file each, with a table of what each lacks; one in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import OfficeError
from desktop.office import Office
from desktop.queries.dossier_runs import DossierChoice, bound_dossier
from desktop.services.mediation.filing import note_dossier_printed

Put = Callable[[bytes, str, str], Path]
"""Writes a file of these bytes, this title and this ending, and returns where; OfficeError when it cannot."""
Told = Callable[[int, int, str], object]
SUMMARY = "装卷清单"
_HEAD = ("序号", "卷号", "案件状态", "页数", "是否齐全", "还缺什么", "文件")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundOne:
    """What became of one dossier; without a path `refusal` says why there is none."""

    choice: DossierChoice
    pages: int = 0
    lacking: tuple[str, ...] = ()
    path: Path | None = None
    refusal: str = ""

    @property
    def words(self) -> str:
        """What became of it, in one sentence."""
        if self.path is None:
            return self.refusal
        return f"缺{len(self.lacking)}项：{self.lacking[0]}" if self.lacking else "齐全"


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a run: each dossier that was reached, where the table is, and what ended it early."""

    made: tuple[BoundOne, ...]
    summary: Path | None
    fault: OfficeError | None = None
    stopped: bool = False

    @property
    def words(self) -> str:
        """What became of it, in one sentence."""
        there = [one for one in self.made if one.path is not None]
        lacking = sum(1 for one in there if one.lacking)
        refused = len(self.made) - len(there)
        parts = [f"已装订 {len(there)} 卷"]
        parts += [f"其中 {lacking} 卷不齐全"] if lacking else []
        parts += [f"{refused} 卷装不了"] if refused else []
        end = f"{self.fault}" if self.fault is not None else "已停止。" if self.stopped else ""
        return f"{'，'.join(parts)}。{end}"


def bind_each(
    office: Office,
    choices: Sequence[DossierChoice],
    put: Put,
    told: Told,
    *,
    stopped: Callable[[], bool] = lambda: False,
    made: Callable[[BoundOne], object] = lambda _one: None,
) -> Run:
    """Bind the dossiers of cases one after the other, each written before the next is begun.

    A dossier that cannot be bound (a broken scan) is noted and passed over; a file that cannot be written ends the
    run, since the next could not be written either. `made` is told of each; nothing of a dossier is kept in memory.
    """
    rows: list[BoundOne] = []
    fault: OfficeError | None = None
    given_up = False
    for place, choice in enumerate(choices):
        if given_up := stopped():
            break
        told(place, len(choices), f"正在装订第 {place + 1} 卷，共 {len(choices)} 卷")
        try:
            one = _one(office, choice, put)
        except _NotWrittenError as ended:
            fault = ended.refusal
            break
        rows.append(one)
        made(one)
    told(len(rows), len(choices), "正在写装卷清单")
    summary = None
    if rows and fault is None:
        try:
            summary = put(table_of(rows), SUMMARY, ".csv")
        except OfficeError as refusal:
            fault = refusal
    return Run(tuple(rows), summary, fault, given_up)


class _NotWrittenError(Exception):
    """A file could not be written."""

    def __init__(self, refusal: OfficeError) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def _one(office: Office, choice: DossierChoice, put: Put) -> BoundOne:
    """Bind one dossier, write it, and note that it left the program."""
    try:
        bound = office.ask(bound_dossier, case_id=choice.case_id)
    except OfficeError as refusal:
        return BoundOne(choice=choice, refusal=str(refusal))
    try:
        path = put(bound.pdf, f"调解卷宗{choice.number}", ".pdf")
    except OfficeError as refusal:
        raise _NotWrittenError(refusal) from refusal
    office.perform(note_dossier_printed, case_id=choice.case_id)
    return BoundOne(choice=choice, pages=bound.pages, lacking=bound.lacking, path=path)


def table_of(rows: Sequence[BoundOne]) -> bytes:
    """Return the table as CSV that Excel opens with its Chinese."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(_HEAD)
    for place, one in enumerate(rows, 1):
        whole = "没有装订" if one.path is None else "不齐全" if one.lacking else "齐全"
        lacks = one.refusal or "；".join(sentence.rstrip("。") for sentence in one.lacking)
        file = one.path.name if one.path is not None else ""
        number, state = one.choice.number, one.choice.state_words
        writer.writerow((place, number, state, one.pages or "", whole, lacks, file))
    return output.getvalue().encode("utf-8-sig")
