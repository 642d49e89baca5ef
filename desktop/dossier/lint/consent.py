"""C, E, V, F: consent and openness, evidence, return visits, and words that must not be there."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.dossier.lint.check import ARCHIVIST, MEDIATOR, PARTY, Found, check, of_parties
from desktop.dossier.lint.facts import CaseFacts
from desktop.dossier.lint.rules import Level, Rules
from desktop.mediation.faults import written_only
from models.values.dates import day_in_tables


@check("C01")
def everybody_consents(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Only a clear refusal bars (人民调解法 17); nothing recorded is worth a reason (practice.md 15)."""
    refusing = [party for party in facts.present_parties if party.refused]
    yield from of_parties(
        refusing,
        lambda name: f"{name}最后表示拒绝调解；又同意了的，请先记下同意。",
        place=".consent",
        level=Level.WARNING if facts.failed else None,
        who=MEDIATOR,
    )
    silent = [party for party in facts.present_parties if not party.refused and not party.consented]
    yield from of_parties(
        silent,
        lambda name: f"还没有记下{name}是否同意调解。",
        place=".consent",
        level=Level.WARNING,
        who=MEDIATOR,
    )


@check("C02")
def invitees_with_consent(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Helpers are invited with the parties' consent (人民调解法 20); a look at the place counts, too."""
    for session in facts.sessions:
        if session.participants.strip() and not session.invitees_agreed:
            yield Found(
                field=f"sessions.{session.id}",
                sentence=f"第{session.ordinal}次调解邀请了{session.participants.strip()}，没有记下双方同意。",
            )
    for inquiry in facts.inquiries:
        if inquiry.participants.strip() and not inquiry.invitees_agreed:
            yield Found(
                field="inquiries",
                sentence=f"第{inquiry.ordinal}份调查记录邀请了他人参加，没有记下双方同意。",
            )


@check("C03")
def recusals_answered(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Who gave the case away for an interest or at a party's request does not come back (若干规定 25).

    A mediator who bears a party's name may be the party, or of its family.
    """
    for gone in facts.recused:
        if gone.name in facts.mediators:
            yield Found(
                field="mediator",
                sentence=f"{gone.name}在{day_in_tables(gone.on)}已经回避，现在又是本案的调解员。",
            )
        for session in facts.sessions:
            if session.started_on > gone.on and gone.name in session.mediators:
                yield Found(
                    field=f"sessions.{session.id}",
                    sentence=f"{gone.name}已经回避，第{session.ordinal}次调解又由他参加调解。",
                )
    for party in facts.present_parties:
        for name in {party.name, party.agent} & set(facts.mediators):
            yield Found(
                field="mediator",
                sentence=f"调解员{name}与当事人或代理人同名；是本人或近亲属的，应当回避。",
            )


@check("C04")
def closed_means_closed(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """At a closed sitting there are no onlookers (人民调解法 23)."""
    for session in facts.sessions:
        onlookers = "旁听" in session.participants or "群众" in session.participants
        if onlookers and not session.public:
            yield Found(
                field=f"sessions.{session.id}",
                sentence=f"第{session.ordinal}次调解不公开，参加人里却有旁听的人。",
            )


@check("C05")
def police_were_told(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """What may turn into an offence is reported at once (人民调解法 25)."""
    if facts.police_wanted and not facts.police_told:
        yield Found(field="report", sentence="可能转为治安、刑事案件，还没有记下向公安机关报告。")


@check("C06")
def written_where_wanted(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Labour, medical and rural land disputes are settled in writing."""
    if facts.oral and (source := written_only(facts.dispute_type)):
        yield Found(field="form", sentence=f"{source[0]}应当制作书面协议（{source[1]}）。")


@check("E01")
def list_fits_files(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Each line of the list of evidence has its material, each file its line."""
    for item in facts.evidence:
        if not item.filed:
            yield Found(field="evidence", sentence=f"证据清单里的“{item.name}”没有材料，也没有记下纸质在卷。")
        if item.unfit:
            yield Found(
                field="evidence",
                sentence=f"“{item.name}”的文件“{item.unfit}”装不进卷宗，请另存为JPG或PDF后重新添加。",
            )
    if facts.loose_files:
        yield Found(
            field="dossier",
            sentence=f"有{facts.loose_files}个附件没有归到哪一份文书，不会装进卷宗。",
            level=Level.INFO,
            who=ARCHIVIST,
        )


@check("E02")
def copies_compared(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A copy was compared with its original."""
    for item in facts.evidence:
        if not item.original and not item.compared and not item.recording:
            yield Found(field="evidence", sentence=f"“{item.name}”是复印件，没有核对“与原件一致”。")


@check("V01")
def visits_are_own(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """No visit says word for word what another case's says."""
    for visit in facts.visits:
        if visit.twin:
            yield Found(field="visits", sentence=f"回访记录与{visit.twin}的一字不差，请写本案的情况。")


@check("V02")
def visits_say_enough(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A visit says how far it is performed and whether people are content."""
    for visit in facts.visits:
        lacking = [
            word
            for word, there in (("履行情况", visit.performed), ("满意度", visit.satisfaction))
            if not there
        ]
        if lacking and not visit.waived:
            yield Found(field="visits", sentence=f"回访记录没有写{'和'.join(lacking)}。", who=PARTY)


@check("F01")
def nothing_is_charged(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Mediation is free of charge (人民调解法 4); a word for a fee may still be part of the story."""
    texts = [(f"sessions.{session.id}", session.minutes) for session in facts.sessions]
    if facts.entry is not None:
        texts += [("facts", facts.entry.facts), ("performance", facts.entry.performance)]
        texts += [(f"terms.{place}", text) for place, text in enumerate(facts.entry.terms)]
    for field, text in texts:
        for word in rules.words["fees"]:
            if word in text:
                yield Found(field=field, sentence=f"出现“{word}”；调解不收取任何费用，请核对。")
                break
