"""The checks of one case with the centre's own rules and the reasons that were given."""

from __future__ import annotations

from sqlalchemy import select

from desktop.dossier.gathering import gather
from desktop.dossier.lint.report import LintReport, lint
from desktop.dossier.lint.rules import SETTING, Rules, rules_with
from desktop.work import Work
from models.centre import Setting
from models.dossier import LintWaiver
from models.mediation import MediationCase


def rules_of(work: Work) -> Rules:
    """Return the profile of the checks with the centre's own changes."""
    return rules_with(work.session.scalar(select(Setting.value).where(Setting.key == SETTING)))


def report_of(work: Work, case: MediationCase) -> LintReport:
    """Return every finding on a case, with the reasons given."""
    rows = work.session.scalars(select(LintWaiver).where(LintWaiver.case_id == case.id))
    given = {(row.check_id, row.place): row.reason for row in rows}
    return lint(gather(work, case), rules_of(work), given)


def lint_errors(work: Work, case: MediationCase) -> list[tuple[str, str]]:
    """Return what keeps a case from being closed, as (field, sentence) under the ids of the checks."""
    return [(found.field, found.sentence) for found in report_of(work, case).errors]
