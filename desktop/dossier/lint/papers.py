"""D: what a dossier must hold, for its path: written, by word of mouth, or without an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.dossier.lint.check import ARCHIVIST, MEDIATOR, Found, check, of_parties
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Level, Rules
from models.values.choices import SessionResult, SignatureState, SignerRole, label

FULL_AGE, OWN_WORK_AGE = 18, 16


@check("D01")
def papers_of_the_path(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Items that the profile calls 必须 are there: minutes or an oral record, agreement or the failure."""
    if not facts.sessions and not facts.oral and not facts.failed:
        yield Found(field="sessions", sentence="还没有人民调解记录。")
    if facts.form is None and not facts.failed:
        yield Found(field="agreement", sentence="还没有协议书或口头协议登记表。")
    elif facts.draft and not facts.oral:
        yield Found(field="agreement", sentence="协议书还没有打印待签。")


@check("D02")
def application_or_acceptance(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The acceptance can be printed once two sides are known; else neither paper is there."""
    if "application" in facts.originals or "acceptance" in facts.originals:
        return
    if len(facts.present_parties) < 2:
        yield Found(field="parties", sentence="当事人不足两方，申请书和受理登记表都出不了。")


@check("D03")
def told_of_rights(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Every party was told of its rights, at the latest at its first attendance (若干规定 30; practice.md 16).

    Where it failed before anybody sat down nobody had to be told yet.
    """
    if facts.failed and not facts.sessions:
        return
    first = min((session.started_on for session in facts.sessions), default=None)
    untold, unsigned, late = [], [], []
    for party in facts.present_parties:
        if party.told_on is None:
            untold.append(party)
        elif not party.told_signed and "rights_notice" not in facts.originals:
            unsigned.append(party)
        elif first is not None and party.told_on > max(first, party.joined_on or first):
            late.append(party)
    place, milder = ".telling", Level.WARNING if facts.failed else None
    yield from of_parties(
        untold, lambda name: f"还没有记下向{name}告知权利义务。", place=place, level=milder, who=MEDIATOR
    )
    yield from of_parties(
        unsigned,
        lambda name: f"{name}没有在告知书上签名，只有口头告知或拒签的记载。",
        place=place,
        level=Level.INFO,
    )
    yield from of_parties(
        late,
        lambda name: f"向{name}告知权利义务晚于第一次调解。",
        place=place,
        level=Level.WARNING,
        who=MEDIATOR,
    )


@check("D04")
def identity_papers(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """An identity paper of every party; seen without a copy, or by word of mouth, is enough with a reason.

    The shipped profile errs on the side of a warning (practice.md 26); where a county makes it an error it is
    still a warning for an original that was seen, by word of mouth, for a failed case and for late entry.
    """
    milder = facts.oral or facts.simple or facts.failed or facts.late_entry
    for bodies, what in ((False, "身份证明"), (True, "营业执照等身份证明")):
        parties = [party for party in facts.present_parties if party.organisation is bodies]
        yield from of_parties(
            [party for party in parties if not party.identity],
            lambda name, what=what: f"还没有{name}的{what}，也没有记下核对过原件。",  # type: ignore[misc]  # bound now
            level=Level.WARNING if milder else None,
        )
        if not (facts.oral or facts.simple):
            yield from of_parties(
                [party for party in parties if party.identity == "seen"],
                lambda name, what=what: f"核对过{name}的{what}，没有留复印件。",  # type: ignore[misc]  # as above
                level=Level.WARNING,
            )


@check("D05")
def agents_with_authority(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """An agent who signs has special authority in writing and in time, or the party agreed later (民法典 165, 171)."""
    signed = {
        line.party_id: line
        for line in facts.signatures
        if line.role is SignerRole.PARTY and line.by_agent and line.state is SignatureState.SIGNED
    }
    for party in facts.present_parties:
        line = signed.get(party.id)
        if line is None or party.agent_legal:
            continue
        place = f"parties.{party.id}"
        if not party.agent_may_settle and not party.agent_authorised:
            yield Found(
                field=place,
                sentence=f"{party.agent or '代理人'}代{party.called}签了协议，没有特别授权，也没有事后追认。",
                who=party.called,
            )
        elif not party.agent_authorised:
            yield Found(
                field=place,
                sentence=f"还没有{party.called}的授权委托书。",
                level=Level.WARNING,
                who=party.called,
            )
        if (
            party.agent_until is not None
            and line.signed_on is not None
            and line.signed_on > party.agent_until
        ):
            yield Found(field=place, sentence=f"{party.agent}签名时，{party.called}的委托已经到期。")


@check("D06")
def capacity(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A minor, or an adult who by a document lacks capacity, has a legal agent (民法典 17 to 23).

    Who is 16 or 17 and lives on own work counts as of full capacity (民法典 18).
    """
    day = facts.reached_on or facts.today
    for party in facts.present_parties:
        minor = False
        if party.born is not None and not party.organisation:
            age = day.year - party.born.year - ((day.month, day.day) < (party.born.month, party.born.day))
            minor = age < FULL_AGE and not (age >= OWN_WORK_AGE and party.own_work)
        if (minor or party.limited_by_paper) and not (party.agent and party.agent_legal):
            why = "未满18周岁" if minor else "不具有完全民事行为能力"
            yield Found(
                field=f"parties.{party.id}",
                sentence=f"{party.called}{why}，请写明法定代理人，由他签名。",
            )


@check("D07")
def minutes_agree(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The last sitting ends as the case does."""
    if not facts.sessions:
        return
    last = facts.sessions[-1]
    if facts.failed and last.result is SessionResult.AGREED:
        yield Found(
            field=f"sessions.{last.id}", sentence="最后一次调解记录写的是达成协议，案件却是终止调解。"
        )
    if facts.effective_on is not None and last.result is not SessionResult.AGREED:
        yield Found(
            field=f"sessions.{last.id}",
            sentence=f"协议已经生效，最后一次调解记录的结果却是“{label(last.result)}”，请核对。",
        )


@check("D08")
def minutes_are_whole(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """All minutes together say the six things (mediation.md 1.3 J); hand-written ones are not read."""
    typed = [session for session in facts.sessions if not session.handwritten and session.minutes.strip()]
    if not typed or any(session.handwritten for session in facts.sessions):
        return
    text = "".join(session.minutes for session in typed)
    missing = [name for name, words in rules.minutes.items() if not any(word in text for word in words)]
    if missing:
        yield Found(field=f"sessions.{typed[-1].id}", sentence=f"调解记录里看不出：{'、'.join(missing)}。")


@check("D09")
def remedies_told(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """When it failed the parties were told of the other ways (人民调解法 26)."""
    if facts.remedies_wanted and not facts.remedies_told:
        yield Found(field="remedies", sentence="还没有记下告知当事人的其他途径（仲裁、行政、诉讼）。")


@check("D10")
def index_is_true(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """In the bound dossier the papers stand in the profile's order and their pages follow each other."""
    expected, before = 1, 0
    for number, first, last in facts.index:
        if number < before:
            yield Found(
                field="dossier", sentence=f"第{number}项文书排在第{before}项之后，顺序不对。", who=ARCHIVIST
            )
        before = max(before, number)
        if first is None or last is None:
            continue
        if first != expected or last < first:
            yield Found(
                field="dossier",
                sentence=f"卷内目录第{number}项的页号{first}-{last}接不上前一项。",
                who=ARCHIVIST,
            )
        expected = last + 1
