"""Telephone and ID numbers are looked at when their field is left: half-width, grouped, and what they tell."""

from __future__ import annotations

from datetime import date

from models.values.identity_number import SEX_LABELS, age_on, check_identity_number, cleaned_code
from models.values.phone import check_phone, display_phone
from models.values.text import half_width
from ui.widgets.field import Field
from ui.widgets.lines import TextLine


def look_at_phone(line: TextLine, field: Field) -> None:
    """Show a telephone number in groups, or say at its field what is wrong; empty is no fault."""
    typed = half_width(line.text()).strip()
    if not typed:
        field.clear_reaction()
        return
    try:
        shown = display_phone(check_phone(typed))
    except ValueError as fault:
        _put(line, typed)
        field.set_error(str(fault))
        return
    _put(line, shown)
    field.clear_reaction()


def look_at_identity(line: TextLine, field: Field, today: date) -> None:
    """Tell sex, birth and age of an ID number at its field, or what is wrong; empty is no fault."""
    typed = cleaned_code(line.text())
    _put(line, typed)
    if not typed:
        field.clear_reaction()
        return
    try:
        known = check_identity_number(typed, today=today)
    except ValueError as fault:
        field.set_error(str(fault))
        return
    born = f"{known.born.year}年{known.born.month}月{known.born.day}日生"
    field.set_note(f"{SEX_LABELS[known.sex]}，{born}，{age_on(known.born, today)}岁", "ok")


def _put(line: TextLine, text: str) -> None:
    if line.text() != text:
        line.setText(text)
