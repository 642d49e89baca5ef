"""The checks of a dossier as a centre has them: levels within their bounds, words, figures; each works at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediation_stories import Story
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.dossier.lint.bounds import lint_bounds
from desktop.dossier.lint.report import Finding
from desktop.dossier.lint.rules import SETTING, Level, national_rules
from desktop.dossier.lint.word_lists import FIGURES, WORD_LISTS
from desktop.errors import ForbiddenError, FormError, NotFoundError, OfficeError
from desktop.office import Office
from desktop.queries.dossiers import dossier_view
from desktop.queries.lint_settings import CheckRow, WordListRow, lint_settings
from desktop.services.lint import (
    add_lint_word,
    remove_lint_word,
    restore_lint_words,
    set_lint_figure,
    set_lint_level,
)
from desktop.services.mediation.agreements import reach_oral_agreement
from desktop.services.mediation.printing import issue_agreement
from models.centre import Setting
from models.event import Event
from models.values.choices import AgreementForm
from models.values.permissions import Role

ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What does not depend on the engine is asked on one."""


def archivist(story: Story, act: Callable[..., Any], **words: Any) -> Any:
    """Let the archivist change the checks, then the mediator sits there again."""
    story.office.who = story.people[Role.ARCHIVIST]
    try:
        return story.office.perform(act, **words)
    finally:
        story.office.who = story.people[Role.MEDIATOR]


def refused(story: Story, act: Callable[..., Any], **words: Any) -> dict[str, str]:
    """The fields at which a change is refused."""
    with pytest.raises(OfficeError) as refusal:
        archivist(story, act, **words)
    fault = refusal.value
    return dict(fault.faults) if isinstance(fault, FormError) else {fault.field or "": str(fault)}


def settings_of(story: Story) -> tuple[dict[str, CheckRow], dict[str, WordListRow]]:
    """The checks by id and the lists by key."""
    story.office.who = story.people[Role.ADMINISTRATOR]
    found = story.office.ask(lint_settings)
    story.office.who = story.people[Role.MEDIATOR]
    return {row.check_id: row for row in found.checks}, {row.key: row for row in found.lists}


def report(story: Story) -> tuple[Finding, ...]:
    """What the checks find of the case now."""
    return story.office.ask(dossier_view, case_id=story.case_id).report.findings


def own(story: Story) -> Any:
    """What is kept of the centre's own."""
    with Session(story.office.engine) as session:
        return session.scalar(select(Setting.value).where(Setting.key == SETTING))


def test_every_check_has_a_source_and_bounds_that_its_shipped_level_keeps() -> None:
    bounds, checks = lint_bounds(), national_rules().checks
    assert list(bounds) == list(checks)
    for identity, rule in checks.items():
        assert bounds[identity].source
        assert bounds[identity].refusal(rule.level) == ""
        assert not rule.fixed or bounds[identity].levels == (rule.level,)
        assert len(bounds[identity].levels) > 1 or bounds[identity].why
    assert {listed.check for listed in WORD_LISTS.values()} <= set(checks)
    for key, figure in FIGURES.items():
        assert figure.least <= national_rules().settings[key] <= figure.most
    assert {key for key, listed in WORD_LISTS.items() if listed.pairs} == {
        key for key, words in national_rules().words.items() if isinstance(words[0], tuple)
    }


def test_a_graver_level_keeps_the_agreement_back_at_once(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted(terms=("张铉赔偿王秀英3800元，王秀英不得上访。",))
    archivist(story, set_lint_level, check_id="A10", level=Level.ERROR)
    assert settings_of(story)[0]["A10"].level is Level.ERROR
    with pytest.raises(FormError, match="限制了当事人起诉"):
        office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    assert story.view().rules.checks["A10"].level is Level.ERROR, (
        "the form that asks while one types knows it"
    )
    archivist(story, set_lint_level, check_id="A10", level=Level.WARNING)
    assert own(story) == {}, "the shipped level is no change"
    office.perform(issue_agreement, case_id=story.case_id, version=kept.version)
    with Session(office.engine) as session:
        told = session.scalars(select(Event.words).where(Event.tag == "lint:level").order_by(Event.seq)).all()
    assert told == [
        "A10“没有放弃起诉、报案、投诉”由提醒改为错误",
        "A10“没有放弃起诉、报案、投诉”由错误改为提醒",
    ]


@ON_ONE
def test_no_level_that_practice_does_not_allow(office: Office, story: Story) -> None:
    for check_id, level, words in (
        ("D03", Level.WARNING, "级别不能改"),
        ("T10", Level.OFF, "级别不能改"),
        ("A05", Level.ERROR, "只能设为“提醒”、“提示”、“不查”"),
        ("F01", Level.WARNING, "只能设为“提示”、“不查”"),
        ("D01", Level.OFF, "只能设为“错误”、“提醒”"),
        ("D04", Level.WARNING, "没有改动"),
    ):
        assert words in refused(story, set_lint_level, check_id=check_id, level=level)["level"]
    with pytest.raises(NotFoundError):
        archivist(story, set_lint_level, check_id="Z99", level=Level.OFF)
    with pytest.raises(ForbiddenError):
        office.perform(set_lint_level, check_id="A08", level=Level.OFF)
    assert own(story) is None


@ON_ONE
def test_words_are_added_removed_and_restored(story: Story) -> None:
    story.mediated()
    said = {"terms": ("张铉赔偿3800元，改日再付，莫要扯犊子。",)}

    def found() -> set[str]:
        story.drafted(**said)
        view = story.view().agreement
        assert view is not None
        return {fault.check for fault in view.findings}

    assert "A05" not in found()
    archivist(story, add_lint_word, key="vague", word=" 改日 ")
    archivist(story, add_lint_word, key="colloquial", word="扯犊子", say="争吵")
    assert "A05" in found()
    rules = story.view().rules
    assert rules.words["colloquial"][-1] == ("扯犊子", "争吵")
    lists = settings_of(story)[1]
    assert lists["vague"].changed
    assert [word.word for word in lists["vague"].words if word.own] == ["改日"]
    for word in [row.word for row in lists["vague"].words]:
        archivist(story, remove_lint_word, key="vague", word=word)
    assert "A05" not in found(), "of an empty list nothing is found"
    archivist(story, restore_lint_words, key="vague")
    lists = settings_of(story)[1]
    assert not lists["vague"].changed
    assert lists["colloquial"].changed, "the other list stays"
    archivist(story, remove_lint_word, key="colloquial", word="扯犊子")
    assert own(story) == {}


@ON_ONE
def test_words_that_cannot_be_listed_are_refused_at_their_field(story: Story) -> None:
    for key, word, say, fields in (
        ("vague", " ", "", {"word": "请填写"}),
        ("vague", "尽快", "", {"word": "已经在"}),
        ("vague", "字" * 21, "", {"word": "最多20个字"}),
        ("vague", "左右", "", {"word": "正常的写法"}),
        ("waiver", "互不追究", "", {"word": "正常的写法"}),
        ("colloquial", "啥", "什么", {"word": "已经在"}),
        ("colloquial", "咋整", "", {"say": "建议怎么写"}),
        ("colloquial", "咋整", "咋整", {"say": "一样"}),
        ("colloquial", "", "字" * 31, {"word": "请填写", "say": "最多30个字"}),
    ):
        found = refused(story, add_lint_word, key=key, word=word, say=say)
        assert list(found) == list(fields)
        assert all(words in found[field] for field, words in fields.items())
    for act, words in (
        (remove_lint_word, {"key": "vague", "word": "没有的词"}),
        (restore_lint_words, {"key": "vague"}),
        (restore_lint_words, {"key": "没有"}),
    ):
        assert "" in refused(story, act, **words)
    assert own(story) is None


@ON_ONE
def test_figures_are_set_within_reason(story: Story) -> None:
    assert list(refused(story, set_lint_figure, key="interest_percent", value=99)) == ["interest_percent"]
    archivist(story, set_lint_figure, key="penalty_percent", value=20)
    assert own(story) == {"settings": {"penalty_percent": 20}}
    archivist(story, set_lint_figure, key="penalty_percent", value=30)
    assert own(story) == {}
    archivist(story, set_lint_figure, key="thumb_print", value=1)
    assert own(story) == {"settings": {"thumb_print": 1}}
    story.effective()
    signed_by_name = {fault.field for fault in report(story) if fault.check == "S06"}
    assert signed_by_name, "who signed by name alone is told of"
    archivist(story, set_lint_figure, key="thumb_print", value=0)
    assert not [fault for fault in report(story) if fault.check == "S06"]


@ON_ONE
def test_an_oral_agreement_above_a_sum_wants_paper(office: Office, story: Story) -> None:
    story.mediated()
    kept = story.drafted(form=AgreementForm.ORAL, reached_on=office.clock.now().date())
    told = {"case_id": story.case_id, "version": kept.version, "written_not_wanted": True}
    archivist(story, set_lint_figure, key="written_above_yuan", value=3800)
    with pytest.raises(FormError, match="金额达到3800元"):
        office.perform(reach_oral_agreement, **told)
    archivist(story, set_lint_figure, key="written_above_yuan", value=3801)
    assert office.perform(reach_oral_agreement, **told).effective_on is not None
