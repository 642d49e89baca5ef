"""The checks of one case with the centre's own rules and the reasons that were given."""

from __future__ import annotations

from sqlalchemy import select

from desktop.dossier.gathering import Filing, gather
from desktop.dossier.lint.report import LintReport, lint
from desktop.dossier.lint.rules import SETTING, Rules, rules_with
from desktop.work import Work
from models.centre import Setting
from models.dossier import LintWaiver
from models.mediation import MediationCase


def rules_of(work: Work) -> Rules:
    """Return the profile of the checks with the centre's own changes."""
    return rules_with(work.session.scalar(select(Setting.value).where(Setting.key == SETTING)))


def report_of(work: Work, case: MediationCase, filing: Filing | None = None) -> LintReport:
    """Return every finding on a case, with the reasons given; `filing` where it is about to be archived."""
    rows = work.session.scalars(select(LintWaiver).where(LintWaiver.case_id == case.id))
    given = {(row.check_id, row.place): row.reason for row in rows}
    return lint(gather(work, case, filing), rules_of(work), given)


def lint_errors(work: Work, case: MediationCase) -> list[tuple[str, str]]:
    """Return what keeps a case from being closed, as (field, sentence): the errors of the checks, nothing else."""
    return [(found.field, found.sentence) for found in report_of(work, case).errors]


def keep_waiver(work: Work, case: MediationCase, check_id: str, place: str, reason: str) -> LintWaiver:
    """Keep why a warning may stand, with who and when, and note it; a later reason takes the place of the first."""
    row = work.session.scalars(
        select(LintWaiver).where(
            LintWaiver.case_id == case.id, LintWaiver.check_id == check_id, LintWaiver.place == place
        )
    ).first()
    if row is None:
        row = LintWaiver(case_id=case.id, check_id=check_id, place=place, seen=case.seen)
        work.session.add(row)
    row.reason, row.waived_at, row.waived_by = reason, work.now, work.who.name
    work.session.flush()
    work.record("dossier:waive", row, words=f"卷宗检查{check_id}：提醒已说明理由", matter_id=case.matter_id)
    return row
