"""Deadline schemes as data: the shipped ones, and damaged ones refused with line and reason."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desktop.deadlines.calendar import calendar_from_plans, shipped_year_plans
from desktop.deadlines.rules import DayUnit, due
from desktop.deadlines.schemes import (
    ClockEvent,
    load_schemes,
    parse_schemes,
    scheme_for,
    step_from_data,
)
from desktop.errors import OfficeError

SCHEMES = load_schemes()
W, N = DayUnit.WORKING, DayUnit.NATURAL


@pytest.mark.parametrize(
    ("scheme", "step", "runs_from", "count", "unit", "max_extension", "confirmed"),
    [
        ("livelihood_135", "accept", "registered", 1, W, 0, False),
        ("livelihood_135", "finish", "accepted", 3, W, None, False),
        ("livelihood_135", "finish_complex", "accepted", 5, W, None, False),
        ("dispute", "accept", "registered", 1, W, 0, False),
        ("dispute", "dispatch", "accepted", 1, W, 0, False),
        ("mediation", "mediate", "accepted", 30, N, None, False),
        ("mediation_medical", "mediate", "accepted", 30, W, None, True),
        ("mediation_labour", "mediate", "applied", 15, N, 0, True),
        ("mediation_court", "delegated", "papers_received", 30, N, None, True),
        ("mediation_court", "entrusted_ordinary", "papers_received", 15, N, None, True),
        ("mediation_court", "entrusted_summary", "papers_received", 7, N, None, True),
        ("judicial_confirmation", "apply", "effective", 30, N, 0, True),
        ("petition", "inform", "registered", 15, N, 0, True),
        ("petition", "object", "transferred", 5, W, 0, True),
        ("petition", "finish", "accepted", 60, N, 30, True),
        ("four_levels", "grid", "accepted", 1, W, 0, False),
        ("four_levels", "village", "passed_on", 2, W, 0, False),
        ("four_levels", "justice_office", "passed_on", 2, W, 0, False),
        ("four_levels", "town_centre", "passed_on", 2, W, 0, False),
        ("after_agreement", "return_visit", "performance_due", 15, N, 0, False),
        ("after_agreement", "return_visit_long", "effective", 30, N, 0, False),
        ("after_agreement", "archive", "closed", 30, N, 0, False),
    ],
)
def test_the_shipped_clocks(
    scheme: str,
    step: str,
    runs_from: str,
    count: int,
    unit: DayUnit,
    max_extension: int | None,
    confirmed: bool,
) -> None:
    found = SCHEMES[scheme].step(step)
    assert found.runs_from is ClockEvent(runs_from)
    assert (found.rule.count, found.rule.unit) == (count, unit)
    assert found.rule.max_extension == max_extension
    assert found.confirmed is confirmed
    assert found.source
    assert step_from_data(found.as_data()) == found
    assert step_from_data(json.loads(json.dumps(found.as_data()))) == found


def test_only_judicial_confirmation_rolls_and_only_mediation_pauses() -> None:
    steps = [(scheme.key, step) for scheme in SCHEMES.values() for step in scheme.steps]
    assert len(steps) == 22
    assert {key for key, step in steps if step.rule.rolled_past_holidays} == {"judicial_confirmation"}
    assert {key for key, step in steps if step.rule.pausable} == {"mediation", "mediation_medical"}


def test_the_four_levels_are_seven_days_together() -> None:
    assert sum(step.rule.count for step in SCHEMES["four_levels"].steps) == 7
    calendar = calendar_from_plans(shipped_year_plans())
    moment = datetime(2026, 2, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    for step in SCHEMES["four_levels"].steps:
        moment = due(step.rule, moment, calendar).due_at
    # Thursday 12 February: 13 | 14, 24 | 25, 26 | 27, 28 (both Saturdays are make-up days of 春节)
    assert moment == datetime(2026, 2, 28, 17, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_natures_find_their_scheme() -> None:
    assert scheme_for("livelihood", SCHEMES) is SCHEMES["livelihood_135"]
    assert scheme_for("dispute", SCHEMES) is SCHEMES["dispute"]
    assert scheme_for("advice", SCHEMES) is None
    with pytest.raises(KeyError):
        SCHEMES["dispute"].step("finish")


HEAD = {"scheme": "own", "name": "自定", "natures": ["help"]}
STEP = {
    "step": "accept",
    "of": "own",
    "name": "受理",
    "runs_from": "registered",
    "ends_with": "accepted",
    "count": 2,
    "unit": "working",
    "confirmed": False,
    "source": "本中心设定",
}


def text_of(*entries: dict[str, Any]) -> str:
    """Write entries one a line, as the file does; the first stands on line 2."""
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"


def test_a_right_text_is_read() -> None:
    schemes = parse_schemes(text_of(HEAD, STEP | {"max_extension": 5, "starts": "same_day"}))
    assert schemes["own"].natures == {"help"}
    assert schemes["own"].step("accept").rule.max_extension == 5


def without(field: str) -> dict[str, Any]:
    return {key: value for key, value in STEP.items() if key != field}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{}", 1, "方括号开头"),
        ("", 1, "方括号开头"),
        ("[", 1, "写法有误"),
        ('[\n{"scheme": }\n]', 2, "写法有误"),
        (text_of(HEAD, STEP).replace("},\n", "}\n"), 3, "少了逗号"),
        (text_of(HEAD, STEP) + "x", 4, "还有内容"),
        ("[\n3\n]", 2, "花括号"),
        (text_of(HEAD), 2, "一个时限也没有"),
        (text_of(STEP), 2, "前面没有方案own"),
        (text_of(HEAD, STEP, STEP), 4, "accept写了两次"),
        (text_of(HEAD, STEP, HEAD), 4, "方案own写了两次"),
        (text_of(HEAD, STEP, HEAD | {"scheme": "second"}), 4, "help已用于另一个方案"),
        (text_of(HEAD | {"colour": 1}, STEP), 2, "只有scheme、name、natures"),
        (text_of(HEAD | {"natures": "help"}, STEP), 2, "事项性质的列表"),
        (text_of(HEAD, without("source")), 3, "缺少source"),
        (text_of(HEAD, without("of")), 3, "of应写文字"),
        (text_of(HEAD, STEP | {"source": " "}), 3, "source应写文字"),
        (text_of(HEAD, STEP | {"colour": 1}), 3, "认不出的内容：colour"),
        (text_of(HEAD, STEP | {"unit": "weeks"}), 3, "只能是working、natural"),
        (text_of(HEAD, STEP | {"runs_from": []}), 3, "认不出"),
        (text_of(HEAD, STEP | {"count": 0}), 3, "天数应在1到"),
        (text_of(HEAD, STEP | {"count": "3"}), 3, "count应是整数"),
        (text_of(HEAD, STEP | {"count": True}), 3, "count应是整数"),
        (text_of(HEAD, STEP | {"confirmed": 1}), 3, "confirmed应是true或false"),
        (text_of(HEAD, STEP | {"max_extension": -1}), 3, "延长天数"),
    ],
)
def test_damaged_schemes_are_refused_with_line_and_reason(text: str, line: int, said: str) -> None:
    with pytest.raises(OfficeError, match=said) as refused:
        parse_schemes(text)
    assert refused.value.sentence.startswith(f"时限方案第{line}行有误：")
    assert refused.value.field == "schemes"
