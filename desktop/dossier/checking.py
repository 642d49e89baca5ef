"""The checks of one case with the centre's own rules and the reasons that were given."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from desktop.dossier.gathering import Filing, gather
from desktop.dossier.lint.report import LintReport, lint
from desktop.dossier.lint.rules import SETTING, Rules, rules_with
from desktop.limits import rule_of
from desktop.term_figures import term_figure
from desktop.work import Work
from models.centre import Setting
from models.dossier import LintWaiver
from models.mediation import MediationCase


def rules_of(work: Work) -> Rules:
    """Return the profile of the checks with the centre's own changes."""
    return rules_with(work.session.scalar(select(Setting.value).where(Setting.key == SETTING)))


def _with_terms(work: Work, rules: Rules) -> Rules:
    """Return the checks with the days of return visits as the centre's terms have them: reminders count by the same."""
    days = {"visit_long_days": term_figure(work, "visit_long_days")}
    for key, step in (("visit_days", "return_visit"), ("visit_days_long", "return_visit_long")):
        rule = rule_of(work, step, scheme="after_agreement")
        if rule is not None:
            days[key] = rule.count
    return replace(rules, settings={**rules.settings, **days})


def report_of(work: Work, case: MediationCase, filing: Filing | None = None) -> LintReport:
    """Return every finding on a case, with the reasons given; `filing` where it is about to be archived."""
    rows = work.session.scalars(select(LintWaiver).where(LintWaiver.case_id == case.id))
    given = {(row.check_id, row.place): row.reason for row in rows}
    return lint(gather(work, case, filing), _with_terms(work, rules_of(work)), given)


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
