"""How a case stands, for the line above its page: its steps, its term, and where work goes on."""

from collections.abc import Sequence
from datetime import date

from desktop.queries.case_views import CaseView
from models.values.case_states import CASE_LABELS, CaseState
from models.values.dates import day_in_sentences
from ui.mediation.case_table import left_words
from ui.widgets.countdown import CountdownState
from ui.widgets.steps import Step

_PATH = (
    CaseState.ACCEPTED,
    CaseState.MEDIATING,
    CaseState.AWAITING_SIGNATURE,
    CaseState.EFFECTIVE,
    CaseState.CLOSED,
)


def first_part(view: CaseView, keys: Sequence[str]) -> str:
    """Where work goes on with a case in this state."""
    wanted = {
        CaseState.ACCEPTED: "parties" if len(view.parties) < 2 else "rights",
        CaseState.PAUSED: "course",
        CaseState.MEDIATING: "agreement",
        CaseState.AWAITING_SIGNATURE: "signatures",
    }.get(view.state, "performance")
    return wanted if wanted in keys else keys[0]


def steps_of(view: CaseView) -> list[Step]:
    """已受理→调解中→待签协议→协议生效→结案; a terminated case ends by 终止调解."""
    path = list(_PATH)
    if view.terminated_on is not None:
        path = [CaseState.ACCEPTED, CaseState.MEDIATING, CaseState.TERMINATED, CaseState.CLOSED]
        if not view.sessions:
            path.remove(CaseState.MEDIATING)
    elif view.transferred_on is not None:
        path = [CaseState.ACCEPTED, CaseState.MEDIATING, CaseState.TRANSFERRED, CaseState.CLOSED]
        if not view.sessions:
            path.remove(CaseState.MEDIATING)
    elif view.state is CaseState.PAUSED:
        path.insert(path.index(CaseState.MEDIATING) + bool(view.sessions), CaseState.PAUSED)
    elif view.agreement is not None and view.effective_on is not None and not view.agreement.signatures:
        path.remove(CaseState.AWAITING_SIGNATURE)
    state = CaseState.CLOSED if view.state is CaseState.ARCHIVED else view.state
    at = path.index(state) if state in path else 0
    ended = view.state in {CaseState.CLOSED, CaseState.ARCHIVED}
    return [
        Step(CASE_LABELS[step], "", "done" if place < at or ended else "now" if place == at else "ahead")
        for place, step in enumerate(path)
    ]


def term_words(view: CaseView, today: date) -> tuple[str, CountdownState, str]:
    """What stands beside the steps: until when to mediate and what is left, or how the case stands."""
    if view.days_left is None or view.due_on is None:
        words = {
            CaseState.CLOSED: "已结案",
            CaseState.ARCHIVED: "已归档",
            CaseState.TERMINATED: "已终止，待结案",
            CaseState.TRANSFERRED: "已移送，待结案",
        }.get(view.state, "已达成协议" if view.reached_on else "没有期限")
        return words, "paused", ""
    state: CountdownState = "late" if view.late else "soon" if view.days_left <= 1 else "normal"
    if view.state is CaseState.PAUSED:
        state = "paused"
    due = day_in_sentences(view.due_on, this_year=today.year)
    return f"调解期限 {due}", state, left_words(view.days_left)
