"""风险: set on a matter by a person with a reason, a day to look again and who was told; never on a resident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.errors import FormError, OfficeError
from desktop.moves import held_matter
from desktop.permissions import requires
from desktop.versions import expect_version
from desktop.work import Work
from models.values.choices import RiskLevel, label
from models.values.matter_states import OPEN_MATTER_STATES, MatterState
from models.values.permissions import Permission
from models.values.text import tidy

WORDS_LIMIT = 200
POLICE_WORDS = ("公安", "派出所", "警", "110")
POLICE_NEEDED = (
    "高风险请写明何时向哪个公安机关（派出所）报告："
    "人民调解法第二十五条要求对可能引起治安、刑事案件的纠纷及时报告。"
)


@dataclass(frozen=True, slots=True)
class RiskSet:
    """The risk of a matter as kept."""

    matter_id: int
    level: str
    review_on: date | None


@requires(Permission.MATTER_RISK)
def set_risk(
    work: Work,
    *,
    matter_id: int,
    version: int,
    level: RiskLevel,
    reason: str,
    review_on: date | None = None,
    told: str = "",
) -> RiskSet:
    """Set, change or lift (`NONE`) the risk of an open matter.

    FormError where the reason is missing, or with a risk the day to look again (from today on) and who was told;
    高 asks that the police were told (人民调解法 25).
    """
    matter = held_matter(work, matter_id)
    expect_version(matter, version)
    if MatterState(matter.state) not in OPEN_MATTER_STATES:
        raise OfficeError("事项已经结束，不再定风险。")
    faults: list[tuple[str, str]] = []
    kept = _words(reason, "reason", faults)
    kept_told = _words(told, "told", faults)
    if not kept:
        faults.append(("reason", "请写明为什么。"))
    if level != RiskLevel.NONE:
        if review_on is None or review_on < work.today:
            faults.append(("review_on", "请填写今天或以后的复核日期。"))
        if not kept_told:
            faults.append(("told", "请写明告诉了谁。"))
        elif level == RiskLevel.HIGH and not any(word in kept_told for word in POLICE_WORDS):
            faults.append(("told", POLICE_NEEDED))
    if faults:
        raise FormError(faults)
    lifted = level == RiskLevel.NONE
    matter.risk, matter.risk_reason = level, kept
    matter.risk_review_on = None if lifted else review_on
    matter.risk_told = "" if lifted else kept_told
    work.record("matter:risk", matter, words="解除风险" if lifted else f"定为{label(level)}风险")
    return RiskSet(matter.id, matter.risk, matter.risk_review_on)


def _words(text: str, field: str, faults: list[tuple[str, str]]) -> str:
    """Return checked words, or note what is wrong with them."""
    try:
        return tidy(text, limit=WORDS_LIMIT, multiline=True)
    except ValueError as fault:
        faults.append((field, str(fault)))
        return ""
