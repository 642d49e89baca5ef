"""Two administrators have the same setting open: the second does not overwrite what the first has just saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import factories
from desktop.errors import ConflictError
from desktop.mediation.effect import ClosingRule
from desktop.office import Office
from desktop.queries.attachments import attachment_limit_set
from desktop.queries.backups import DailyBackup, daily_backup
from desktop.queries.terms import term_settings
from desktop.services.attachments import set_attachment_limit
from desktop.services.backups import set_daily_backup
from desktop.services.terms import set_closing_rule, set_term_figure
from models.values.permissions import Role


@pytest.fixture
def office(centre_place: str) -> Iterator[Office]:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.ADMINISTRATOR]
    yield office
    office.close()


def refused(office: Office, use_case: Callable[..., Any], **words: Any) -> tuple[str | None, str]:
    """Where a change is refused because of another one, and in which words."""
    with pytest.raises(ConflictError) as refusal:
        office.perform(use_case, **words)
    return refusal.value.field, str(refusal.value)


def test_the_last_save_does_not_win_silently(office: Office, tmp_path: Path) -> None:
    office.perform(set_attachment_limit, megabytes=80, before=50)
    assert refused(office, set_attachment_limit, megabytes=60, before=50) == (
        "attachment_limit",
        "刚才别人已改为80 MB，您的修改没有保存。",
    )
    assert office.ask(attachment_limit_set) == 80 << 20
    office.perform(set_attachment_limit, megabytes=60, before=80)

    read = office.ask(daily_backup)
    office.perform(set_daily_backup, on=False, folder="", before=read)
    field, words = refused(office, set_daily_backup, on=True, folder=str(tmp_path), before=read)
    assert (field, words) == ("folder", "刚才别人已改为每日备份关闭，您的修改没有保存。")
    assert office.ask(daily_backup) == DailyBackup(on=False)

    long_days = "visit_long_days"
    office.perform(set_term_figure, key=long_days, days=30, before=60)
    assert refused(office, set_term_figure, key=long_days, days=45, before=60) == (
        "count",
        "刚才别人已改为30日，您的修改没有保存。请重新打开这一项再改。",
    )
    office.perform(set_term_figure, key="committee_warning_days", days=45, before=90)  # a figure of its own
    figures = {row.key: row.days for row in office.ask(term_settings).figures}
    assert (figures[long_days], figures["committee_warning_days"]) == (30, 45)

    automatic, at_once, at_last = ClosingRule
    office.perform(set_closing_rule, rule=at_once, before=automatic)
    assert refused(office, set_closing_rule, rule=at_last, before=automatic) == (
        "closing",
        "刚才别人已改为达成协议即可，您的修改没有保存。请重新打开这一项再改。",
    )
    assert office.ask(term_settings).closing is at_once
