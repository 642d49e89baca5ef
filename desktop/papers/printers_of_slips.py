"""Who may print which slip of a matter: whoever handles matters and sees it, a transfer its dispatcher or its unit."""

from __future__ import annotations

from desktop.who import Who
from models.matter import Matter
from models.values.permissions import Permission

_BY_THE_COMMITTEE = "由调解员或中心主任打印"
_BY_THE_DISPATCHER = "由调度员打印，或由这个单位自己打印"
_BY_HANDLERS = "由窗口、承办人或调解员打印"


def slip_bar(who: Who, matter: Matter, key: str, subject_id: int) -> str:
    """Return why an account may not print a slip of a matter that it sees; empty where it may."""
    if key == "non_acceptance":
        return "" if who.may(Permission.PAPER_PRINT) else _BY_THE_COMMITTEE
    if not who.may(Permission.IDENTITY_REVEAL):
        return _BY_HANDLERS
    if key == "transfer" and not may_print_transfer(who, matter, subject_id):
        return _BY_THE_DISPATCHER
    return ""


def may_print_transfer(who: Who, matter: Matter, assignment_id: int) -> bool:
    """Tell whether an account may print the transfer sheet of a share: its dispatcher, and the unit that has it."""
    if who.may(Permission.MATTER_DISPATCH):
        return True
    share = next((row for row in matter.assignments if row.id == assignment_id), None)
    return share is not None and who.unit_id is not None and share.unit_id == who.unit_id
