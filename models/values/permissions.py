"""Roles and what each may do: the one source for use cases, screens and the tests' matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """The eight roles of a centre. One person may hold several; the auditor's never with another."""

    RECEPTIONIST = "receptionist"
    DISPATCHER = "dispatcher"
    CASE_OFFICER = "case_officer"
    MEDIATOR = "mediator"
    ARCHIVIST = "archivist"
    DIRECTOR = "director"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.RECEPTIONIST: "窗口接待员",
        Role.DISPATCHER: "调度员",
        Role.CASE_OFFICER: "承办人",
        Role.MEDIATOR: "调解员",
        Role.ARCHIVIST: "档案员",
        Role.DIRECTOR: "中心主任",
        Role.AUDITOR: "安全审计员",
        Role.ADMINISTRATOR: "系统管理员",
    }
)


class Permission(StrEnum):
    """What a use case needs, as `resource:action`, in alphabetical order."""

    ACCOUNT_EDIT = "account:edit"
    ASSIGNMENT_ACT = "assignment:act"
    ASSIGNMENT_RECORD_FOR = "assignment:record_for"
    CASE_ARCHIVE = "case:archive"
    CASE_EDIT = "case:edit"
    CASE_ENTER_LATE = "case:enter_late"
    CASE_READ = "case:read"
    CENTRE_BACK_UP = "centre:back_up"
    CENTRE_CHECK = "centre:check"
    CENTRE_EDIT = "centre:edit"
    DOSSIER_FILE = "dossier:file"
    EVENT_READ = "event:read"
    EXTENSION_DECIDE = "extension:decide"
    IDENTITY_REVEAL = "identity:reveal"
    LINT_EDIT = "lint:edit"
    MATTER_ARCHIVE = "matter:archive"
    MATTER_CLOSE = "matter:close"
    MATTER_CONTACT = "matter:contact"
    MATTER_DISPATCH = "matter:dispatch"
    MATTER_READ = "matter:read"
    MATTER_REGISTER = "matter:register"
    MATTER_RISK = "matter:risk"
    NUMBER_EDIT = "number:edit"
    PAPER_PRINT = "paper:print"
    SELF_EDIT = "self:edit"


_P = Permission
_READ = {_P.MATTER_READ, _P.SELF_EDIT}
_WINDOW = _READ | {_P.MATTER_REGISTER, _P.MATTER_CONTACT, _P.IDENTITY_REVEAL}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.RECEPTIONIST: frozenset(_WINDOW),
        Role.DISPATCHER: frozenset(_WINDOW | {_P.MATTER_DISPATCH, _P.ASSIGNMENT_RECORD_FOR, _P.CASE_READ}),
        Role.CASE_OFFICER: frozenset(_READ | {_P.ASSIGNMENT_ACT, _P.IDENTITY_REVEAL}),
        Role.MEDIATOR: frozenset(
            _READ
            | {
                _P.ASSIGNMENT_ACT,
                _P.CASE_EDIT,
                _P.CASE_ENTER_LATE,
                _P.CASE_READ,
                _P.DOSSIER_FILE,
                _P.IDENTITY_REVEAL,
                _P.PAPER_PRINT,
            }
        ),
        Role.ARCHIVIST: frozenset(
            _READ
            | {
                _P.MATTER_ARCHIVE,
                _P.CASE_ARCHIVE,
                _P.CASE_READ,
                _P.DOSSIER_FILE,
                _P.LINT_EDIT,
                _P.NUMBER_EDIT,
                _P.PAPER_PRINT,
            }
        ),
        Role.DIRECTOR: frozenset(
            _WINDOW
            | {
                _P.MATTER_DISPATCH,
                _P.ASSIGNMENT_RECORD_FOR,
                _P.MATTER_CLOSE,
                _P.MATTER_RISK,
                _P.EXTENSION_DECIDE,
                _P.CASE_READ,
                _P.NUMBER_EDIT,
                _P.PAPER_PRINT,
                _P.CENTRE_BACK_UP,
                _P.CENTRE_CHECK,
            }
        ),
        Role.AUDITOR: frozenset({_P.EVENT_READ, _P.CENTRE_CHECK, _P.SELF_EDIT}),
        Role.ADMINISTRATOR: frozenset(
            {
                _P.ACCOUNT_EDIT,
                _P.CENTRE_EDIT,
                _P.CENTRE_BACK_UP,
                _P.CENTRE_CHECK,
                _P.LINT_EDIT,
                _P.NUMBER_EDIT,
                _P.SELF_EDIT,
            }
        ),
    }
)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything that the roles together allow."""
    return frozenset[Permission]().union(*(ROLE_PERMISSIONS[role] for role in roles))


def role_fault(roles: Iterable[Role]) -> str | None:
    """Return why these roles may not be held by one account, or None.

    The auditor reads what the others did, so he must not be one of them.
    """
    held = set(roles)
    if not held:
        return "请至少选一个角色"
    if Role.AUDITOR in held and len(held) > 1:
        return "安全审计员不能兼任其他角色，请只选一个"
    return None
