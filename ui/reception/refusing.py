"""Puts what the use case refused at the fields of the reception: those of the form, or those of the asked end."""

from __future__ import annotations

from desktop.errors import FormError, OfficeError
from ui.reception.ending_panel import EndingPanel
from ui.reception.form import VisitForm
from ui.reception.visit_values import form_field


def show_refusal(refusal: OfficeError, form: VisitForm, ending: EndingPanel) -> None:
    """Show every sentence at its field, the cursor in the first; everything typed stays."""
    faults = refusal.faults if isinstance(refusal, FormError) else ((refusal.field or "", str(refusal)),)
    here: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    for name, sentence in faults:
        (asked if name in ending.fields else here).append((form_field(name), sentence))
    for name, sentence in asked:
        ending.fields[name].set_error(sentence)
    if asked:
        ending.fields[asked[0][0]].focus_widget()
    form.show_faults(here)
