"""The steps of a matter as two local names of the same log: 六步闭环 and 五步 (centre.md 2.4, S2 and S3)."""

from __future__ import annotations

from desktop.queries.matters import CourseLine, MatterView
from models.values.dates import in_zone
from models.values.matter_states import MATTER_LABELS, MatterState
from ui.widgets.steps import Step, StepState

SIX = ("问题上报", "案卷建立", "任务指派", "调查落实", "处理反馈", "结案归档")
FIVE = ("登记", "分流", "办理", "反馈", "归档")
_FIVE_OF_SIX = (0, 0, 1, 2, 3, 4)
_TAGS = (
    ("matter:register", "matter:enter_late"),
    ("matter:register", "matter:finish", "matter:enter_late"),
    ("matter:dispatch",),
    ("assignment:acknowledge",),
    ("assignment:report",),
    ("matter:close", "matter:archive"),
)
_NOW = {
    MatterState.REGISTERED: 1,
    MatterState.UNFINISHED: 1,
    MatterState.ACCEPTED: 2,
    MatterState.RETURNED: 2,
    MatterState.DISPATCHED: 3,
    MatterState.ACKNOWLEDGED: 3,
    MatterState.EXTENDED: 3,
    MatterState.REPORTED: 5,
    MatterState.VERIFIED: 5,
    MatterState.CLOSED: 6,
    MatterState.ARCHIVED: 6,
}
_NOW_WORDS = {
    MatterState.UNFINISHED: "等着补全",
    MatterState.ACCEPTED: "等着分流",
    MatterState.RETURNED: "已退回，等着改派",
    MatterState.DISPATCHED: "等单位签收",
    MatterState.ACKNOWLEDGED: "进行中",
    MatterState.EXTENDED: "延期中",
    MatterState.REPORTED: "等着办结",
    MatterState.VERIFIED: "等着办结",
}


def steps_of(view: MatterView, *, five: bool = False) -> list[Step]:
    """Return the steps of a matter, each with when and by whom; what ended early shows how it ended."""
    state = MatterState(view.state)
    if state not in _NOW:
        return _ended_early(view, state)
    now = _NOW[state]
    if not five:
        return [_step(view, state, place, now, title) for place, title in enumerate(SIX)]
    made = []
    for place, title in enumerate(FIVE):
        last = max(six for six, of_five in enumerate(_FIVE_OF_SIX) if of_five == place)
        made.append(_step(view, state, last, now, title))
    return made


def _step(view: MatterView, state: MatterState, place: int, now: int, title: str) -> Step:
    """Return one of the six steps under a title."""
    standing: StepState = "done" if place < now else "now" if place == now else "ahead"
    if standing == "now":
        return Step(title, _NOW_WORDS.get(state, "进行中"), "now")
    return Step(title, _when(view, _TAGS[place]) if standing == "done" else "未开始", standing)


def _ended_early(view: MatterView, state: MatterState) -> list[Step]:
    """Return the steps of what was answered, referred, given up or terminated: what was done, and the end."""
    done = [
        Step(title, _when(view, tags), "done")
        for title, tags in zip(SIX[:5], _TAGS[:5], strict=True)
        if _when(view, tags) and (title != SIX[1] or view.accepted_at is not None)
    ]
    at = in_zone(view.ended_at) if view.ended_at else None
    by = view.course[0].by if view.course else ""
    return [*done, Step(MATTER_LABELS[state], f"{at:%m月%d日 %H:%M} {by}" if at else by, "done")]


def _when(view: MatterView, tags: tuple[str, ...]) -> str:
    """Return when and by whom a step was done last; '' where the log does not say."""
    line = next((line for line in view.course if line.tag in tags), None)
    return _words(line) if line is not None else ""


def _words(line: CourseLine) -> str:
    """Return a line of the log as the step shows it."""
    at = in_zone(line.happened_at)
    return f"{at.month}月{at.day}日 {at:%H:%M} {line.by}"
