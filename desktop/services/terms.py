"""时限 that no law fixes: how long, in which days, for which type of dispute; when a case may be closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desktop.deadlines.rules import UNIT_LABELS, DayUnit
from desktop.deadlines.schemes import load_schemes, step_from_data
from desktop.errors import FormError, NotFoundError, OfficeError
from desktop.limits import forget_schemes
from desktop.mediation.effect import ClosingRule
from desktop.mediation.terms import OWN_TYPE, USUAL_SCHEME
from desktop.mediation.waiting import CLOSING_SETTING
from desktop.permissions import requires
from desktop.term_figures import SETTING, TERM_FIGURES
from desktop.versions import expect_value, expect_version
from desktop.work import Work
from models.centre import Setting
from models.deadline import DeadlineScheme
from models.values.permissions import Permission
from models.values.text import tidy

MOST_DAYS = 365
TYPE_LIMIT = 10
OWN_SOURCE = "本中心设定"
OPEN_AGAIN = "请重新打开这一项再改。"
NATURAL_ONLY = frozenset({"after_agreement"})
"""Schemes whose days are always natural ones: return visits and the archive."""
CLOSING_LABELS = {
    ClosingRule.AUTOMATIC: "按履行期长短",
    ClosingRule.AT_AGREEMENT: "达成协议即可",
    ClosingRule.AT_PERFORMANCE: "履行完毕以后",
}


@requires(Permission.CENTRE_EDIT)
def change_term(
    work: Work, *, scheme: str, version: int, step: str, count: int, unit: DayUnit, pausable: bool
) -> None:
    """Change how long a clock runs, where no law fixes it. Limits that run stay; new ones count by the new rule."""
    row = _scheme(work, scheme, version)
    data = row.steps.get(step)
    if data is None:
        raise NotFoundError("没有找到这项时限。")
    if data["confirmed"]:
        raise OfficeError("这是法律规定的期限，不能改。", field="count")
    faults = _day_faults(count)
    if scheme in NATURAL_ONLY and unit is not DayUnit.NATURAL:
        faults.append(("unit", "回访和归档按自然日计算。"))
    if faults:
        raise FormError(faults)
    changed = {**data, "count": count, "unit": unit.value, "pausable": pausable}
    if all(data.get(name, False) == changed[name] for name in ("count", "unit", "pausable")):
        raise OfficeError("没有改动，不用保存。", field="count")
    changed["source"] = _source(scheme, step, changed)
    before = f"{data['count']}{UNIT_LABELS[DayUnit(data['unit'])]}"
    words = f"{row.name}·{data['name']}由{before}改为{count}{UNIT_LABELS[unit]}"
    _write(work, row, {**row.steps, step: changed}, words)


@requires(Permission.CENTRE_EDIT)
def add_type_term(work: Work, *, version: int, word: str, count: int, unit: DayUnit, pausable: bool) -> None:
    """Give a type of dispute a term of its own: cases whose type holds the word; what a law fixes comes first."""
    row = _scheme(work, USUAL_SCHEME, version)
    name = tidy(word, limit=len(word) * 4)
    faults = _day_faults(count)
    if not name:
        faults.append(("word", "请填写纠纷类型里的词，如“物业”。"))
    elif len(name) > TYPE_LIMIT:
        faults.append(("word", f"最多{TYPE_LIMIT}个字。"))
    elif f"{OWN_TYPE}{name}" in row.steps:
        faults.append(("word", f"“{name}”已经有自己的期限。"))
    if faults:
        raise FormError(faults)
    usual = row.steps["mediate"]
    step = {
        **usual,
        "name": f"调解（{name}）",
        "count": count,
        "unit": unit.value,
        "pausable": pausable,
        "source": OWN_SOURCE,
    }
    words = f"{row.name}：纠纷类型含“{name}”的为{count}{UNIT_LABELS[unit]}"
    _write(work, row, {**row.steps, f"{OWN_TYPE}{name}": step}, words)


@requires(Permission.CENTRE_EDIT)
def remove_type_term(work: Work, *, version: int, step: str) -> None:
    """Take a type's own term away; new cases of it count by the usual one."""
    row = _scheme(work, USUAL_SCHEME, version)
    if not step.startswith(OWN_TYPE) or step not in row.steps:
        raise OfficeError("这一项是程序自带的，不能删去。")
    kept = {key: data for key, data in row.steps.items() if key != step}
    _write(work, row, kept, f"{row.name}：删去“{step.removeprefix(OWN_TYPE)}”自己的期限")


@requires(Permission.CENTRE_EDIT)
def set_term_figure(work: Work, *, key: str, days: int, before: int) -> int:
    """Set one of the figures of `TERM_FIGURES`; return it. `before` is what the form was opened on."""
    figure = TERM_FIGURES.get(key)
    if figure is None:
        raise NotFoundError("没有找到这个数值。")
    if not figure.least <= days <= figure.most:
        raise OfficeError(f"请填{figure.least}到{figure.most}之间的数。", field="count")
    setting = _setting(work, SETTING, {})
    now = int(setting.value.get(key, figure.shipped))
    expect_value(now, before, f"{now}{figure.unit}", field="count", todo=OPEN_AGAIN)
    own = {**setting.value, key: days}
    if days == figure.shipped:
        del own[key]
    setting.value = own
    work.record("scheme:change", setting, words=f"{figure.title}：{days}{figure.unit}")
    return days


@requires(Permission.CENTRE_EDIT)
def set_closing_rule(work: Work, *, rule: ClosingRule, before: ClosingRule) -> None:
    """Set when a case with an agreement may be closed (practice.md 18); `before` is what the form was opened on."""
    setting = _setting(work, CLOSING_SETTING, ClosingRule.AUTOMATIC.value)
    now = ClosingRule(setting.value)
    expect_value(now, before, CLOSING_LABELS[now], field="closing", todo=OPEN_AGAIN)
    setting.value = rule.value
    work.record("scheme:change", setting, words=f"何时可以结案：{CLOSING_LABELS[rule]}")


def _scheme(work: Work, key: str, version: int) -> DeadlineScheme:
    """Return a scheme at the version that the form shows."""
    row = work.session.scalars(select(DeadlineScheme).where(DeadlineScheme.key == key)).first()
    if row is None:
        raise NotFoundError("没有找到这个时限方案。")
    expect_version(row, version)
    return row


def _write(work: Work, row: DeadlineScheme, steps: dict[str, Any], words: str) -> None:
    """Write the steps of a scheme, checked as they will be read."""
    for key, data in steps.items():
        step_from_data({"step": key, "of": row.key, **data})
    row.steps = steps
    work.record("scheme:change", row, words=words[:200])
    forget_schemes(work)


def _day_faults(count: int) -> list[tuple[str, str]]:
    """Return what is wrong with a number of days."""
    return [] if 1 <= count <= MOST_DAYS else [("count", f"天数应在1到{MOST_DAYS}之间。")]


def _source(scheme: str, step: str, changed: dict[str, Any]) -> str:
    """Return on whose word a term stands: the shipped one's where it is as shipped."""
    shipped = load_schemes()[scheme]
    kept = next((one for one in shipped.steps if one.key == step), None)
    if kept is not None:
        rule = kept.rule
        if (rule.count, rule.unit.value, rule.pausable) == (
            changed["count"],
            changed["unit"],
            changed["pausable"],
        ):
            return kept.source
    return OWN_SOURCE


def _setting(work: Work, key: str, value: Any) -> Setting:
    """Return a setting, held; a new one with a value to begin with."""
    setting = work.session.get(Setting, key, with_for_update=True)
    if setting is None:
        setting = Setting(key=key, value=value)
        work.session.add(setting)
    return setting
