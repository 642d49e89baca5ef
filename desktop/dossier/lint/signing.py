"""S: who signed the agreement, and with what; who filed and who checked."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.dossier.lint.check import ARCHIVIST, Found, check
from desktop.dossier.lint.facts import CaseFacts, SignatureFacts
from desktop.dossier.lint.rules import Rules
from models.values.choices import SignatureMark, SignatureState, SignerRole

_THUMBS = {SignatureMark.THUMB, SignatureMark.NAME_AND_THUMB}


@check("S01")
def parties_signed(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Every party signed (人民调解法 29)."""
    for line in _lines(facts, SignerRole.PARTY):
        if line.state is SignatureState.PENDING:
            yield Found(field="signatures", sentence=f"{line.name}还没有在协议书上签名。", who=line.name)
        elif line.state is SignatureState.REFUSED:
            yield Found(field="signatures", sentence=f"{line.name}拒绝在协议书上签名。", who=line.name)


@check("S02")
def mediator_signed(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """A mediator signed, the presiding one among them."""
    lines = _lines(facts, SignerRole.MEDIATOR)
    signed = {line.name for line in lines if line.state is SignatureState.SIGNED}
    if lines and not signed:
        yield Found(field="signatures", sentence="协议书还没有人民调解员签名。")
    elif lines and facts.presiding and facts.presiding not in signed:
        yield Found(field="signatures", sentence=f"主持调解员{facts.presiding}还没有在协议书上签名。")


@check("S03")
def recorder_is_another(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Somebody other than the only mediator wrote the minutes."""
    for session in facts.sessions:
        if not session.recorder:
            yield Found(field=f"sessions.{session.id}", sentence=f"第{session.ordinal}次调解没有写记录人。")
        elif len(facts.mediators) == 1 and session.recorder in facts.mediators:
            yield Found(
                field=f"sessions.{session.id}",
                sentence=f"第{session.ordinal}次调解的记录人就是唯一的调解员。",
            )


@check("S04")
def seal_is_dated(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """The committee's seal is on the agreement, on a known day (人民调解法 29)."""
    for line in _lines(facts, SignerRole.COMMITTEE):
        if line.state is not SignatureState.SIGNED:
            yield Found(field="signatures", sentence="协议书还没有加盖人民调解委员会印章。")
        elif line.signed_on is None:
            yield Found(field="signatures", sentence="没有记下加盖印章的日期。")


@check("S05")
def organisations_seal(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """An organisation puts its seal beside its representative's name."""
    bodies = {party.id for party in facts.parties if party.organisation}
    for line in _lines(facts, SignerRole.PARTY):
        sealed = line.mark in {None, SignatureMark.SEAL}
        if line.party_id in bodies and line.state is SignatureState.SIGNED and not sealed:
            yield Found(
                field="signatures", sentence=f"{line.name}只有签名，没有记下盖单位公章。", who=line.name
            )


@check("S06")
def thumb_prints(facts: CaseFacts, rules: Rules) -> Iterator[Found]:
    """Where the profile asks for it, people put their thumb print."""
    if not rules.settings["thumb_print"]:
        return
    bodies = {party.id for party in facts.parties if party.organisation}
    for line in _lines(facts, SignerRole.PARTY):
        if line.party_id not in bodies and line.state is SignatureState.SIGNED and line.mark not in _THUMBS:
            yield Found(field="signatures", sentence=f"{line.name}没有按指印。", who=line.name)


@check("S07")
def signers_are_entitled(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Who signed for a party is its named agent or representative."""
    agents = {party.id: party.agent for party in facts.parties}
    names = {party.id: party.name for party in facts.parties}
    for line in _lines(facts, SignerRole.PARTY):
        if line.state is not SignatureState.SIGNED or line.party_id is None:
            continue
        if line.by_agent and not agents.get(line.party_id):
            yield Found(
                field="signatures",
                sentence=f"{names.get(line.party_id, line.name)}由别人代签，签名人不是当事人、代理人或代表人。",
            )


@check("S08")
def one_set_of_mediators(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Who mediated at the sittings are the mediators of the case, and of its printed papers."""
    for session in facts.sessions:
        strangers = [name for name in session.mediators if name not in facts.mediators]
        if strangers:
            yield Found(
                field=f"sessions.{session.id}",
                sentence=f"第{session.ordinal}次调解的{'、'.join(strangers)}不在本案的人民调解员里。",
            )
    for kind, what in (("closing_report", "结案报告表"), ("cover", "卷宗封面")):
        for paper in facts.latest(kind):
            printed = paper.snapshot.get("mediators")
            if isinstance(printed, (list, tuple)) and set(printed) - set(facts.mediators):
                yield Found(field="dossier", sentence=f"{what}上的调解员与本案不一致，请重新打印。")


@check("S09")
def filed_and_checked(facts: CaseFacts, _rules: Rules) -> Iterator[Found]:
    """Who checks the dossier is not who filed it."""
    if facts.filed_by and facts.filed_by == facts.checked_by:
        yield Found(field="checked_by", sentence="立卷人和检查人是同一个人。", who=ARCHIVIST)


def _lines(facts: CaseFacts, role: SignerRole) -> tuple[SignatureFacts, ...]:
    """The lines of a role on a written agreement."""
    if not facts.written:
        return ()
    return tuple(line for line in facts.signatures if line.role is role)
