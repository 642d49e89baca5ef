"""The question about the PC's date: asked when it lies before the last record, or more than a day after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.values.dates import moment_in_sentences

if TYPE_CHECKING:
    from desktop.office import Office

LONG_SILENCE = timedelta(days=1)
SLACK = timedelta(minutes=2)
"""So much a clock may lag behind the last record without a question; the same as when saving."""


def clock_question(office: Office) -> str | None:
    """Return the question to ask before anybody signs in, or None when the clock is believable.

    Reads the last event's moment; call in a worker. A clock on a server is the server's own: no question.
    """
    from sqlalchemy import select

    from desktop.who import NOBODY
    from models.event import AuditHead

    if office.clock_confirmed or "://" in office.place:
        return None
    with office._session(office.engine, NOBODY) as session:  # noqa: SLF001 - the office's own door
        last = session.scalar(select(AuditHead.recorded_at).where(AuditHead.id == 1))
    return question_of(last, office.clock.now()) if last is not None else None


def question_of(last: datetime, now: datetime) -> str | None:
    """Return the question for a last record and a present moment, or None."""
    if now < last - SLACK:
        return (
            f"这台电脑的时间比最后一条记录（{moment_words(last)}）还早。"
            "请对照手机看日期和时间：不对就先改电脑的时间；对，请按“时间正确”。"
        )
    if now - last > LONG_SILENCE:
        return (
            f"最后一条记录在{moment_words(last)}，已隔{(now - last).days}天。"
            "请看一眼上面的日期：不对就先改电脑的时间；对，请按“时间正确”。"
        )
    return None


def moment_words(moment: datetime) -> str:
    """Return a moment with its year as a sentence says it: 2026年11月24日 周二 17:00."""
    return moment_in_sentences(moment, this_year=0)
