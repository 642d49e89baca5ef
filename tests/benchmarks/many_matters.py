"""Makes a centre with very many matters fast: rows straight into the tables, with all their search keys.

Only benchmarks do this; the program itself writes matters by its use cases. The events that are written here
carry no chain: `onestop verify` would rightly complain of them.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

import factories
from desktop.search import sqlite
from desktop.search.keys import code_keys, identity_keys, name_keys, phone_keys, plain_key
from desktop.search.tokenizer import gram_number, grams_of, normalise_lines
from desktop.visibility import FIRST_UNIT_BIT, seen_bits
from models.agreement import Agreement, Signature
from models.event import Event
from models.matter import ActionNote, Assignment, Matter, Visit, VisitPerson
from models.mediation import MediationCase
from models.person import Identity, Person
from models.search import Counter, SearchDocument, SearchKey
from models.values.matter_states import MatterState as S

NOW = factories.MONDAY
OPEN_AT_ONCE = 3000
"""Of so many of the newest matters six in ten are still open, however many there were before."""
BATCH = 2000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇解查朴区覃"
WEIGHTS = [74, 72, 68, 53, 45, 31, 29, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10] + [6] * 27
GIVEN = "秀英伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红鹏辉建国志文华东海波斌宇浩欣怡梓涵子轩雨桐"
VILLAGE_WORDS = ("东关村", "柳林村", "南苑社区")
STORIES = (
    "与邻居因宅基地边界争执多年，院墙被推倒，要求恢复原状并赔偿。",
    "楼上漏水把厨房吊顶泡坏，多次协商没有结果，要求修好并赔偿。",
    "在工地干活的工资拖欠了三个月，老板电话不接，要求帮助要回工资。",
    "村东头的路灯坏了两个星期，夜里走路不安全，要求维修。",
    "咨询养老待遇资格认证怎么办理，老人行动不便能不能上门。",
    "反映饭店油烟直排，晚上噪声很大，影响休息，要求处理。",
    "承包地被占用修路，补偿款没有发到位，要求说明并补发。",
    "物业不作为，电梯经常停运，要求更换物业公司。",
    "子女不履行赡养义务，老人生活困难，要求调解。",
    "反映水渠堵塞，雨后院子积水，要求疏通。",
)
NATURES = ("dispute", "livelihood", "advice", "help", "report", "suggestion", "errand")
ENDS = (S.ANSWERED, S.REFERRED, S.CLOSED, S.TERMINATED, S.ARCHIVED)
OPEN = (S.ACCEPTED, S.DISPATCHED, S.ACKNOWLEDGED, S.REPORTED, S.UNFINISHED, S.RETURNED)
UNIT_WEIGHTS = (40, 8, 10, 5, 9, 10, 5, 5, 4, 4, 0.06)
"""The last unit has a handful of matters among 100,000."""


def fill(engine: Engine, count: int, *, secret: bytes, seed: int = 1, of_days: int = 5 * 365) -> None:
    """Write `count` matters of so many days with people, visits, shares, cases, search keys and events."""
    chance = random.Random(seed)
    people = _people(chance, count * 7 // 10)
    with engine.begin() as connection:
        _write(connection, Person, (person for person, _phone, _number in people))
        _write(connection, Identity, _identities(people, secret))
        for start in range(1, count + 1, BATCH):
            _matters(
                connection,
                chance,
                range(start, min(start + BATCH, count + 1)),
                (count, of_days),
                people,
                secret,
            )
        _write(connection, Event, _events(count))
        _write(connection, Counter, ({"series": f"matter:{y}", "last": count} for y in range(2021, 2027)))
        connection.execute(text("UPDATE audit_head SET seq = :seq"), {"seq": 1_000_000 + 2 * count})
        if connection.dialect.name == "postgresql":
            for table in (
                Person,
                Identity,
                Matter,
                Visit,
                VisitPerson,
                Assignment,
                ActionNote,
                SearchKey,
                MediationCase,
                Agreement,
                Signature,
            ):
                name = table.__tablename__
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}) + 1)"
                    )
                )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _people(chance: random.Random, count: int) -> list[tuple[dict[str, Any], str, str]]:
    """Return people with phone and ID number; names repeat as they do in a town."""
    found = []
    for number in range(1, count + 1):
        name = chance.choices(SURNAMES, WEIGHTS)[0] + "".join(
            chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2)))
        )
        address = f"{chance.choice(VILLAGE_WORDS)}{chance.randint(1, 3000)}号"
        row = {
            "id": number, "name": name, "sex": None, "born": date(1970, 1, 1), "ethnicity": "", "occupation": "",
            "address": address, "address_key": plain_key(address), "village_id": chance.randint(1, 3),
            "phone_mask": "138****0000", "identity_mask": "", "version": 1,
        }  # fmt: skip
        found.append((row, f"138{number:08d}", f"99{number:016d}"))
    return found


def _identities(people: Sequence[tuple[dict[str, Any], str, str]], secret: bytes) -> Iterator[dict[str, Any]]:
    """Yield the phone numbers of all and the ID numbers of some."""
    serial = 0
    for person, phone, number in people:
        for kind, whole, keys in (("phone", phone, phone_keys), ("id_card", number, identity_keys)):
            if kind == "id_card" and person["id"] % 2:
                continue
            serial += 1
            key = keys(secret, whole)[0].key
            yield {
                "id": serial, "person_id": person["id"], "organisation_id": None, "kind": kind, "number": whole,
                "key": key, "version": 1,
            }  # fmt: skip


@lru_cache(maxsize=200_000)
def _names(name: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of a name once."""
    return tuple((row.kind.value, row.key) for row in name_keys(name))


def _matters(
    connection: Connection,
    chance: random.Random,
    numbers: range,
    count: tuple[int, int],
    people: Sequence[tuple[dict[str, Any], str, str]],
    secret: bytes,
) -> None:
    """Write one batch of matters with everything below them."""
    rows: dict[type, list[dict[str, Any]]] = {
        table: []
        for table in (Matter, Visit, VisitPerson, Assignment, ActionNote, MediationCase, Agreement, Signature)
    }
    keys: list[dict[str, Any]] = []
    documents: list[tuple[int, str]] = []
    for number in numbers:
        _one(chance, number, count, people, secret, rows, keys, documents)
    for table, made in rows.items():
        _write(connection, table, made)
    _write(connection, SearchKey, keys)
    _write(connection, SearchDocument, ({"matter_id": m, "content": c} for m, c in documents))
    _grams(connection, documents)


def _one(
    chance: random.Random,
    number: int,
    size: tuple[int, int],
    people: Sequence[tuple[dict[str, Any], str, str]],
    secret: bytes,
    rows: dict[type, list[dict[str, Any]]],
    keys: list[dict[str, Any]],
    documents: list[tuple[int, str]],
) -> None:
    """Make one matter; `size` is how many there are, of how many days."""
    count, of_days = size
    happened = NOW - timedelta(days=of_days * (1 - number / count), minutes=chance.randint(0, 300))
    recent = number > count - OPEN_AT_ONCE
    state = (
        chance.choice(OPEN)
        if recent and chance.random() < 0.6
        else chance.choices(ENDS, (45, 8, 5, 2, 40))[0]
    )
    nature = chance.choices(NATURES, (35, 25, 15, 8, 6, 4, 7))[0]
    confidential = nature == "report" and chance.random() < 0.3
    given = state not in {S.ANSWERED, S.REFERRED, S.UNFINISHED, S.ACCEPTED}
    unit = chance.choices(range(1, 12), UNIT_WEIGHTS)[0] if given else None
    seen = seen_bits(
        confidential=confidential, unit_bits=(FIRST_UNIT_BIT + unit - 1,) if unit else (), concerned_bit=None
    )
    person, phone, identity = chance.choice(people)
    other = chance.choice(people)[0] if nature == "dispute" else None
    story = chance.choice(STORIES)
    is_open = state in OPEN
    accepted = happened if given or state == S.ACCEPTED else None
    code = f"370704101-{happened.year}-{number:06d}"
    title = f"{person['name']}{'与' + other['name'] if other else ''}：矛盾纠纷"
    rows[Matter].append(
        {
            "id": number, "code": code, "year": happened.year, "serial": number, "nature": nature, "state": state.value,
            "channel": "visit", "title": title, "story": story, "category_id": chance.randint(1, 40),
            "village_id": person["village_id"], "outside_town": False, "claimant_id": person["id"],
            "claimant_name": person["name"], "counterpart_names": other["name"] if other else "",
            "willingness": "willing", "headcount": 1, "collective": False, "urgent": chance.random() < 0.02,
            "confidential": confidential, "concerned_unit_id": None, "happened_at": happened, "accepted_at": accepted,
            "ended_at": None if is_open else happened + timedelta(days=2), "outcome": "" if is_open else "已答复办结。",
            "due_at": happened + timedelta(days=chance.randint(1, 30)) if is_open else None,
            "due_days": {"because": "三个工作日。", "days": []} if is_open else {}, "due_provisional": False,
            "complex_reason": "", "late_entry": False, "first_receiver_id": 2, "registered_by_id": 2, "risk": "none",
            "risk_reason": "", "risk_review_on": None, "risk_told": "", "reopened_at": None, "archived_at": None,
            "merged_into_id": None, "seen": seen, "version": 1,
        }
    )  # fmt: skip
    rows[Visit].append(
        {
            "id": number, "matter_id": number, "channel": "visit", "happened_at": happened, "desk": "1号窗",
            "headcount": 1, "name_withheld": False, "no_phone": False, "collective": False, "story": story,
            "seen": seen, "version": 1,
        }
    )  # fmt: skip
    for role, one in (("visitor", person), ("counterpart", other)):
        if one is not None:
            rows[VisitPerson].append(
                {
                    "id": len(rows[VisitPerson]) + 1 + number * 4, "visit_id": number, "matter_id": number,
                    "role": role, "position": 1, "person_id": one["id"], "organisation_id": None,
                    "name": one["name"], "relation": "", "seen": seen,
                }
            )  # fmt: skip
            rows[VisitPerson][-1]["id"] = number * 2 + (role == "counterpart")
    if unit:
        _share(chance, number, unit, state, happened, seen, rows)
    found = [(row.kind.value, row.key) for row in (*code_keys(code), *phone_keys(secret, phone))]
    found += _names(person["name"])
    if person["id"] % 2 == 0:
        found += [(row.kind.value, row.key) for row in identity_keys(secret, identity)]
    if other:
        found += _names(other["name"])
    keys += ({"matter_id": number, "kind": kind, "key": key} for kind, key in dict.fromkeys(found))
    words = "\n".join(
        (title, person["name"], other["name"] if other else "", story, "" if is_open else "已答复办结。")
    )
    documents.append((number, normalise_lines(words)))


def _share(
    chance: random.Random,
    number: int,
    unit: int,
    state: S,
    happened: datetime,
    seen: int,
    rows: dict[type, list[dict[str, Any]]],
) -> None:
    """Make the unit's share of a matter, its note, and for some a mediation case."""
    share = {S.DISPATCHED: "pending", S.ACKNOWLEDGED: "acknowledged", S.RETURNED: "returned"}.get(
        state, "reported"
    )
    rows[Assignment].append(
        {
            "id": number, "matter_id": number, "unit_id": unit, "role": "lead", "state": share, "task": "",
            "dispatched_at": happened, "acknowledged_at": happened, "acknowledged_by": "", "ended_at": None,
            "return_reason": "", "due_at": None, "due_days": {}, "seen": seen, "version": 1,
        }
    )  # fmt: skip
    if unit != 1 or share not in {"acknowledged", "reported"}:
        return
    day = happened.date()
    waiting = chance.random() < 0.01
    rows[MediationCase].append(
        {
            "id": number, "matter_id": number, "committee_id": 1, "number": f"（{day.year}）云人调字第{number}号",
            "number_year": day.year, "number_serial": number, "number_by_hand": False, "name": "甲与乙邻里纠纷",
            "dispute_type": "", "source": "application", "state": "mediating" if share == "acknowledged" else "closed",
            "accepted_on": day, "reached_on": None, "effective_on": None, "closed_on": None, "terminated_on": None,
            "termination_ground": "", "remedies_told": "", "due_on": day + timedelta(days=30), "late_entry": False,
            "seen": seen, "version": 1,
        }
    )  # fmt: skip
    rows[Agreement].append(
        {
            "id": number, "case_id": number, "position": 1, "form": "written", "number": "", "facts": "",
            "performance": "", "copies": 3, "further_holders": "", "recorder": "", "reached_on": None,
            "effective_on": None, "issued_at": happened, "seen": seen, "version": 1,
        }
    )  # fmt: skip
    rows[Signature].append(
        {
            "id": number, "agreement_id": number, "position": 1, "role": "party", "party_id": None, "name": "甲",
            "state": "pending" if waiting else "signed", "mark": None, "signed_on": None, "by_agent": False,
            "present": "", "seen": seen, "version": 1,
        }
    )  # fmt: skip


def _events(count: int) -> Iterator[dict[str, Any]]:
    """Yield two events per matter."""
    for number in range(1, 2 * count + 1):
        seq = 1_000_000 + number
        yield {
            "seq": seq, "command_id": f"c{number}", "tag": "matter:register", "occurred_at": NOW, "recorded_at": NOW,
            "account_id": 2 + number % 7, "account_name": "王敏", "unit_id": 6, "acting_person": "王敏",
            "recorded_for_unit_id": None, "desk": "1号窗", "subject": "matter", "subject_id": (number + 1) // 2,
            "matter_id": (number + 1) // 2, "words": "来访登记，受理", "changes": [], "previous_hash": "",
            "hash": hashlib.sha256(str(seq).encode()).hexdigest(),
        }  # fmt: skip


def _write(connection: Connection, table: type, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows: COPY on a server, many at once in a file."""
    source = iter(rows)
    while batch := list(islice(source, 5000)):
        if connection.dialect.name == "sqlite":
            connection.execute(insert(table), batch)
            continue
        names = list(batch[0])
        raw: Any = connection.connection.driver_connection
        statement = f"COPY {table.__tablename__} ({', '.join(names)}) FROM STDIN"  # type: ignore[attr-defined]
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in batch:
                copy.write_row([_plain(row[name]) for name in names])


def _plain(value: Any) -> Any:
    """Return a value as COPY takes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def _grams(connection: Connection, documents: list[tuple[int, str]]) -> None:
    """Write the bigram index of documents."""
    if connection.dialect.name == "sqlite":
        sqlite.put_grams(connection, documents)
        return
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy("COPY search_gram (matter_id, grams) FROM STDIN") as copy:
        for matter, content in documents:
            grams = sorted({gram_number(gram) for gram in grams_of(content)})
            copy.write_row([matter, "{" + ",".join(map(str, grams)) + "}"])
