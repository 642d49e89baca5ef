"""Days and years that no law fixes and that a centre may set: long terms, early reminders, how long papers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desktop.work import Work
from models.centre import Setting

SETTING = "term_figures"
"""Key of the centre's own figures: `{"closing_long_days": 60}`."""


@dataclass(frozen=True, slots=True)
class TermFigure:
    """One figure: what it is for, what the program ships, what may be set."""

    title: str
    shipped: int
    least: int
    most: int
    unit: str = "日"


TERM_FIGURES: Mapping[str, TermFigure] = {
    "closing_long_days": TermFigure("履行期超过几日，达成协议即可结案", 30, 1, 365),
    "visit_long_days": TermFigure("履行期超过几日，从生效起算回访", 60, 1, 365),
    "committee_warning_days": TermFigure("调委会换届提前几日提醒", 90, 1, 365),
    "retention_short_years": TermFigure("保管期限“短期”是几年，0为不写年数", 0, 0, 99, "年"),
    "retention_long_years": TermFigure("保管期限“长期”是几年，0为不写年数", 0, 0, 99, "年"),
}
"""practice.md 18 and 6 (defaults), 人民调解法 9. No law fixes the years of 短期 and 长期: none until set."""
_YEARS_OF = {"短期": "retention_short_years", "长期": "retention_long_years"}


def retention_words(work: Work, retention: str) -> str:
    """Return a class of retention as the cover shows it, with its years where the centre has set them: 长期（30年）."""
    key = _YEARS_OF.get(retention)
    years = term_figure(work, key) if key is not None else 0
    return f"{retention}（{years}年）" if years else retention


def term_figure(work: Work, key: str) -> int:
    """Return a figure as the centre has set it. Raises KeyError for one that there is not."""
    shipped = TERM_FIGURES[key].shipped
    own = work.session.scalar(select(Setting.value).where(Setting.key == SETTING))
    return int((own or {}).get(key, shipped))
