"""Lists, search and history at 10,000 and at 100,000 matters, beside bare SQLite; and on the screen.

Run by hand: `python -m uv run python tests/benchmarks/lists.py [--keep FOLDER] [--all]`. With --keep the two
databases are made once and used again. Each question is asked by several roles, in turn of the small and of the
large centre, so that a busy machine slows both alike. Prints one row of a table per figure: of each group the
slowest question. Both centres register 55 matters a day and have the same work open: the large one is five years
old, the small one half a year.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2]), str(Path(__file__).parent)]
os.environ["ONESTOP_HOME"] = tempfile.mkdtemp()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import many_matters

import factories
from desktop.office import Office
from desktop.people import search_secret
from desktop.queries.cases import case_list
from desktop.queries.history import (
    address_matters,
    candidates,
    counterpart_matters,
    found_matters,
    pair_matters,
)
from desktop.queries.worklist import Order, Shelf, orders_of, shelf_counts, worklist
from desktop.services.finding import find_by_number
from desktop.who import Who
from models.values.case_states import CaseState
from models.values.permissions import Role

SMALL, LARGE = 10_000, 100_000
ROUNDS = 12
COMMAND = "`python -m uv run python tests/benchmarks/lists.py`"
FLOOR = (
    "SELECT id, code, title, nature, channel, state, claimant_name, village_id, happened_at, due_at "
    "FROM matter ORDER BY id DESC LIMIT 50"
)
TYPED = (
    "王", "王秀", "王秀英", "张伟", "wxy", "zw", "wangxiu", "滴水", "漏水", "路灯", "宅基地 院墙", "矛盾", "000412",
    "2026-004120", "4120", "2417", "东", "工资 三个月", "（2026）云人调字第9", "qwertz", "覃梓", "没有的词",
)  # fmt: skip
GROUPS = {
    "list": "A page of a list: every shelf, every order, every role",
    "counts": "The counts of every shelf",
    "search": "F3 by numbers, names, pinyin, words",
    "history": "History while typing: name, counterpart, pair, phone, address",
    "number": "F3 by a whole telephone number, with its event",
}


@dataclass
class Question:
    """One thing that somebody asks, and how long it took: the thread's own milliseconds, and those of the clock."""

    group: str
    words: str
    who: str
    ask: Callable[[Office], Any]
    small: list[float] = field(default_factory=list)
    large: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    """By the clock, in the large centre: what else runs on the PC counts too."""
    rows: tuple[int, int] = (0, 0)
    """How many rows came in each."""

    def ratio(self) -> float:
        """Return the median of the large centre by that of the small one."""
        return statistics.median(self.large) / statistics.median(self.small)

    def alike(self) -> bool:
        """Tell whether both centres gave as many rows: else the costs cannot be compared."""
        return abs(self.rows[0] - self.rows[1]) <= max(self.rows) // 10


def built(folder: Path, count: int) -> Path:
    """Return a database of so many matters, made now or before."""
    path = folder / f"lists-{count}.db"
    if path.exists():
        return path
    half = folder / f"lists-{count}.half"
    half.unlink(missing_ok=True)
    office = factories.new_office(str(half))
    office.who = factories.everybody(office)[Role.DISPATCHER]
    factories.staff(office, "何少", 11, Role.CASE_OFFICER, Role.MEDIATOR)
    many_matters.fill(office.engine, count, secret=office.ask(search_secret), of_days=count // 55)
    office.close()
    connection = sqlite3.connect(half)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    half.rename(path)
    return path


def people_of(office: Office) -> dict[str, Who]:
    """Return who asks: one who sees all, the window, a unit with very many matters, one with a handful."""
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from desktop.signing_in import who_of
    from models.staff import Account, Staff

    people = factories.people_of(office)
    with Session(office.engine) as session:
        few = session.scalars(select(Account).join(Staff).where(Staff.name == "何少")).one()
        small_unit = who_of(session, few)
    return {
        "dispatcher": people[Role.DISPATCHER],
        "window": people[Role.RECEPTIONIST],
        "mediator": people[Role.MEDIATOR],
        "small unit": small_unit,
    }


def questions(names: tuple[str, ...]) -> list[Question]:
    """Return everything that is asked, by everybody."""
    asked: list[tuple[str, str, Callable[[Office], Any]]] = []

    def add(group: str, words: str, query: Callable[..., Any], **given: Any) -> None:
        asked.append((group, words, lambda office: office.ask(query, **given)))

    for shelf in Shelf:
        for order in orders_of(shelf):
            add("list", f"{shelf.value} by {order.value}", worklist, shelf=shelf, order=order)
    add("list", "all, page 100", worklist, shelf=Shelf.ALL, before=5000)
    add("list", "all, page 100 of the oldest", worklist, shelf=Shelf.ALL, before=5000, order=Order.OLDEST)
    add("list", "ended, page 100", worklist, shelf=Shelf.ENDED, before=5000)
    add("counts", "every shelf", shelf_counts)
    for text in TYPED:
        add("search", text, found_matters, text=text)
    for name in ("王秀", "王秀英", "张伟", "李建国", "覃梓涵"):
        add("history", f"name {name}", candidates, name=name)
        add("history", f"against {name}", counterpart_matters, name=name)
        add("history", f"pair {name}", pair_matters, name=name, counterpart="张伟")
    add("history", "phone", candidates, phone="13800000700")
    add("history", "phone and name", candidates, phone="13800000700", name="王伟")
    add("history", "address", address_matters, address="东关村123号")
    found = [Question(*one[:2], name, one[2]) for one in asked for name in names]
    for state in (None, *CaseState):
        words = f"cases {state.value if state else 'all'}"
        found.append(
            Question(
                "list", words, "mediator", lambda office, state=state: office.ask(case_list, state=state)
            )
        )
    found += [
        Question("number", "phone", name, lambda office: office.perform(find_by_number, text="13800000700"))
        for name in names
    ]
    return found


def measured(folder: Path) -> tuple[list[Question], float]:
    """Ask everything of both centres in turn; return the questions, and the floor in milliseconds."""
    offices = [factories.open_office(str(built(folder, count))) for count in (SMALL, LARGE)]
    people = [people_of(office) for office in offices]
    asked = questions(tuple(people[0]))
    for question in asked:
        question.rows = tuple(  # type: ignore[assignment]  # of two
            _ask(office, known[question.who], question)[2]
            for office, known in zip(offices, people, strict=True)
        )
        for _round in range(ROUNDS):
            for office, known, times in zip(offices, people, (question.small, question.large), strict=True):
                own, clock, _rows = _ask(office, known[question.who], question)
                times.append(own)
                if office is offices[1]:
                    question.waited.append(clock)
    for office in offices:
        office.close()
    connection = sqlite3.connect(built(folder, LARGE))
    floor = []
    for _round in range(200):
        start = time.perf_counter()
        connection.execute(FLOOR).fetchall()
        floor.append((time.perf_counter() - start) * 1000)
    connection.close()
    return asked, statistics.median(floor)


def _ask(office: Office, who: Who, question: Question) -> tuple[float, float, int]:
    """Ask once; return the thread's own milliseconds, those of the clock, and how many rows came."""
    office.who = who
    clock, own = time.perf_counter(), time.thread_time()
    answer = question.ask(office)
    own, clock = time.thread_time() - own, time.perf_counter() - clock
    return own * 1000, clock * 1000, len(answer) if isinstance(answer, tuple) else 1


def percentile(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def main() -> None:
    """Print one row per figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="folder for the databases, used again if they are there")
    parser.add_argument("--all", action="store_true", help="tell every question")
    wanted = parser.parse_args()
    folder = wanted.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    asked, floor = measured(folder)
    for question in asked if wanted.all else ():
        print(
            f"{question.group:8} {statistics.median(question.small):7.2f} {statistics.median(question.large):7.2f}"
            f" x{question.ratio():.2f} p95 {percentile(question.waited):7.2f} {question.rows}"
            f" {question.words} ({question.who})"
        )
    for group, title in GROUPS.items():
        of_group = [question for question in asked if question.group == group]
        slowest = max(of_group, key=lambda question: statistics.median(question.large))
        most = max((one for one in of_group if one.alike()), key=Question.ratio, default=slowest)
        print(
            f"| {title}, 100,000 matters | the slowest {statistics.median(slowest.large):.1f} ms"
            f" ({slowest.words}, {slowest.who}), by the clock median {statistics.median(slowest.waited):.1f},"
            f" p95 {percentile(slowest.waited):.1f} ms; at most {most.ratio():.2f} times its cost at 10,000"
            f" ({most.words}, {most.who}); 50 rows by bare sqlite3 {floor:.1f} ms | {COMMAND} |"
        )
    import lists_on_screen

    for row in lists_on_screen.rows(built(folder, LARGE)):
        print(f"{row} {COMMAND} |")


if __name__ == "__main__":
    main()
