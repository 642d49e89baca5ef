"""Days that no law fixes and that a centre may set: when a term counts as long, how early a reminder comes."""

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
    """One figure in days: what it is for, what the program ships, what may be set."""

    title: str
    shipped: int
    least: int
    most: int


TERM_FIGURES: Mapping[str, TermFigure] = {
    "closing_long_days": TermFigure("履行期超过几日，达成协议即可结案", 30, 1, 365),
    "visit_long_days": TermFigure("履行期超过几日，从生效起算回访", 60, 1, 365),
    "committee_warning_days": TermFigure("调委会换届提前几日提醒", 90, 1, 365),
}
"""practice.md 18 and 6 (defaults), 人民调解法 9."""


def term_figure(work: Work, key: str) -> int:
    """Return a figure as the centre has set it. Raises KeyError for one that there is not."""
    shipped = TERM_FIGURES[key].shipped
    own = work.session.scalar(select(Setting.value).where(Setting.key == SETTING))
    return int((own or {}).get(key, shipped))
