"""Which form an action of a matter's page opens in the right column."""

from __future__ import annotations

from collections.abc import Callable

from ui.matters.act_form import WORDINGS, ActForm, WordsForm
from ui.matters.decision_forms import DecideForm, ExtendForm, VerifyForm
from ui.matters.dispatch_form import DispatchForm, WithdrawForm
from ui.matters.finish_form import FinishForm
from ui.matters.merge_form import MergeForm
from ui.matters.people_panel import RevealForm
from ui.matters.record_for_form import RecordForForm
from ui.matters.risk_form import RiskForm
from ui.matters.supplement_form import SupplementForm
from ui.workplace import Workplace

UNDOABLE = frozenset({"dispatch", "note", "merge", "complex"})
"""Actions after which 撤回上一步 stands in the status bar."""


def form_of(key: str, place: Workplace) -> ActForm:
    """Return the form of an action."""
    if key in WORDINGS:
        return WordsForm(key)
    forms: dict[str, Callable[[], ActForm]] = {
        "decide": DecideForm,
        "dispatch": lambda: DispatchForm(place.choices.units),
        "extend": ExtendForm,
        "finish": FinishForm,
        "merge": lambda: MergeForm(place),
        "record_for": RecordForForm,
        "reveal": RevealForm,
        "risk": RiskForm,
        "supplement": lambda: SupplementForm(place.choices),
        "verify": VerifyForm,
        "withdraw": WithdrawForm,
    }
    return forms[key]()
