"""The auditor's list: newest first, page by page, narrowed by day and account, told in Chinese words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import factories
from desktop.clock import day_of
from desktop.entries.staff import StaffEntry
from desktop.errors import ForbiddenError, NotFoundError
from desktop.event_words import _words, change_lines, tag_words, value_words
from desktop.office import Office
from desktop.queries.events import event_accounts, event_changes, event_page
from desktop.services.accounts import add_staff, confirm_clock
from desktop.services.units import add_villages
from desktop.who import Who
from models.values.permissions import Permission, Role, permissions_of

ROOT = Path(__file__).parents[3]
TAG = re.compile(r"[a-z_]+(:[a-z_]+)+")


@pytest.fixture
def auditor(people: dict[Role, Who]) -> Who:
    return people[Role.AUDITOR]


def test_pages_follow_each_other_without_gap_or_double(office: Office, auditor: Who) -> None:
    for _time in range(7):
        office.perform(confirm_clock)
    office.who = auditor
    whole = [row.seq for row in office.ask(event_page, limit=1000)]
    assert whole == sorted(whole, reverse=True)
    paged: list[int] = []
    while page := office.ask(event_page, before=paged[-1] if paged else None, limit=3):
        paged += [row.seq for row in page]
    assert paged == whole


def test_the_list_is_narrowed_by_day_of_recording_and_by_account(office: Office, auditor: Who) -> None:
    admin = office.who
    assert admin is not None
    monday = day_of(office.clock.now())
    office.perform(add_villages, names=("甲村",))
    factories.later(office, days=2)
    office.perform(add_villages, names=("乙村",))
    office.who = auditor
    wednesday = day_of(office.clock.now())
    late = office.ask(event_page, first_day=wednesday)
    assert [row.words for row in late] == ["添加村居乙村"]
    early = office.ask(event_page, last_day=monday, account_id=admin.account_id)
    assert early[0].words == "添加村居甲村"
    assert {row.account for row in early} == {"孙建平"}
    assert office.ask(event_page, first_day=monday, last_day=monday, account_id=auditor.account_id) == ()
    assert "孙建平" in [one.name for one in office.ask(event_accounts)]


def test_a_row_tells_both_moments_who_where_and_what(office: Office, auditor: Who) -> None:
    office.perform(add_villages, names=("甲村",))
    office.who = auditor
    row = office.ask(event_page, limit=1)[0]
    assert (row.account, row.desk, row.tag, row.unit) == (
        "孙建平",
        "1号窗",
        "村居·添加",
        "平安办（网格中心）",
    )
    assert row.occurred_at == row.recorded_at == office.clock.now()


def test_changes_are_told_field_by_field_and_secrets_are_not(office: Office, auditor: Who) -> None:
    entry = StaffEntry("王芳", factories.SAFETY, "wangfang", frozenset({Role.RECEPTIONIST}))
    office.perform(add_staff, entry=entry, password="mima-2026")
    office.who = auditor
    row = office.ask(event_page, limit=1)[0]
    lines = office.ask(event_changes, seq=row.seq)
    told = {(line.field, line.after) for line in lines}
    assert ("名称", "王芳") in told
    assert ("角色", "窗口接待员") in told
    assert ("密码", "（不记内容）") in told
    assert "mima-2026" not in str(lines)
    with pytest.raises(NotFoundError):
        office.ask(event_changes, seq=9999)


def test_only_the_auditor_reads_events(office: Office, people: dict[Role, Who]) -> None:
    for role in Role:
        office.who = people[role]
        if Permission.EVENT_READ in permissions_of({role}):
            assert office.ask(event_page)
            continue
        for query in (event_page, event_accounts):
            with pytest.raises(ForbiddenError):
                office.ask(query)
        with pytest.raises(ForbiddenError):
            office.ask(event_changes, seq=1)


def test_every_tag_in_the_program_has_words() -> None:
    tags = set()
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and TAG.fullmatch(node.value):
                tags.add(node.value)
    assert len(tags) > 40
    strange = sorted(tag for tag in tags if re.search("[a-z]", tag_words(tag)))
    assert strange == [], "add their words to resources/wording/events.json"


def test_every_table_and_column_has_words() -> None:
    from models.base import Base

    tables, columns = _words()["tables"], _words()["columns"]
    strange = []
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        strange += [str(table.name)] if table.name not in tables else []
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            told = column.info.get("audit", "value") != "none" and not column.primary_key
            if told and attribute.key != "seen" and attribute.key not in columns:
                strange.append(f"{table.name}.{attribute.key}")
    assert strange == [], "add their words to resources/wording/events.json"


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("matter.state", "dispatched", "待签收"),
        ("matter.nature", "dispute", "矛盾纠纷"),
        ("unit.mode", "rotating", "轮驻"),
        ("account_role.role", "auditor", "安全审计员"),
        ("obligation.amount_fen", 123456, "1,234.56元"),
        ("agreement.effective_on", "2026-11-23", "2026-11-23"),
        ("matter.due_at", "2026-11-23T09:00:00+00:00", "2026-11-23 17:00"),
        ("matter.urgent", True, "是"),
        ("matter.urgent", False, "否"),
        ("matter.village_id", None, ""),
        ("matter.risk", "not a risk", "not a risk"),
    ],
)
def test_values_are_said_in_words(place: str, value: object, words: str) -> None:
    assert value_words(place, value) == words


def test_a_change_shows_before_and_after() -> None:
    changes = [
        {"row": "unit:4", "mark": "~", "fields": {"window": ["4 号", "9 号"], "phone": "（不记内容）"}},
        {"row": "rota_entry:3", "mark": "-", "fields": {}},
    ]
    told = [(line.record, line.how, line.field, line.before, line.after) for line in change_lines(changes)]
    assert told == [
        ("单位 4", "修改", "窗口", "4 号", "9 号"),
        ("单位 4", "修改", "电话", "", "（不记内容）"),
        ("轮驻排班 3", "删除", "", "", ""),
    ]
