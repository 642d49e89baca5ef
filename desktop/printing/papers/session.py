"""人民调解记录: the minutes of one sitting, and ruled minutes for the hand.

Order of the prescribed set (mediation.md 1.3 J): 参加人 are invited helpers only; parties, mediators and the
recorder sign after reading, or after it was read to them.
"""

from dataclasses import dataclass
from datetime import datetime

from desktop.printing.blocks import (
    Block,
    Document,
    FieldRow,
    Heading,
    LabelledField,
    NumberLine,
    Paragraph,
    Shown,
    Spacer,
    Title,
    shown,
)
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import (
    PartyOnPaper,
    recorded_note,
    signature_lines,
    signatures,
    stamps,
    text_or_lines,
)
from desktop.printing.profile import PaperEntry, national_profile
from models.values.chinese_numerals import in_chinese
from models.values.dates import in_zone, moment_on_paper

_MINUTES_LINES, _RESULT_LINES = 34, 2  # and the signers' lines together: a whole sheet, both sides


@dataclass(frozen=True, slots=True)
class SessionPaper:
    """Everything that stands on the minutes.

    `parties` are those who were there, and sign; `attended` replaces their names in the field 当事人, e.g. where
    an agent came for one of them. `time` as session_time gives it. `number` is the 卷号 and `sitting` which
    sitting it was, from 1; printed where the number is given. `minutes` may hold several paragraphs.
    """

    committee_name: str
    parties: tuple[PartyOnPaper, ...]
    time: str = ""
    place: str = ""
    attended: str = ""
    participants: str = ""
    matter: str = ""
    minutes: str = ""
    result: str = ""
    mediators: tuple[str, ...] = ()
    number: str = ""
    sitting: int | None = None
    void: bool = False
    late_entry: bool = False
    recorded_text: bool = False
    notes: tuple[str, ...] = ()
    """Who came late, left early, would not sign; who interpreted."""


def session_time(start: datetime, end: datetime | None) -> str:
    """From when to when a sitting went on, by the office's clock; the day of the end only where it is another."""
    begun = moment_on_paper(start)
    if end is None:
        return f"{begun}起"
    first, last = in_zone(start), in_zone(end)
    until = moment_on_paper(end)
    if first.date() == last.date():
        until = f"{last.hour}时" + (f"{last.minute}分" if last.minute else "")
    return f"{begun}至{until}"


def session(paper: SessionPaper, entry: PaperEntry | None = None) -> Document:
    """The minutes as a tree of blocks; signature lines and dates stay blank for the hand."""
    entry = entry or national_profile().entry("session")
    attended = paper.attended or "、".join(party.name for party in paper.parties if party.name.strip())
    signed = signatures(
        entry.signers,
        parties=paper.parties,
        mediators=len(paper.mediators),
        committee_name=paper.committee_name,
    )
    blocks: list[Block] = [Title(entry.title)]
    if paper.number.strip():
        which = f"第{in_chinese(paper.sitting)}次　" if paper.sitting else ""
        blocks.append(NumberLine(f"{which}卷号：", shown(paper.number, "number", "卷号")))
    blocks.append(Spacer())
    blocks += [
        FieldRow((LabelledField(value.place, value),))
        for value in (
            shown(paper.time, "time", "时间"),
            shown(paper.place, "place", "地点"),
            shown(attended, "attended", "当事人"),
            Shown(paper.participants or _nobody(paper), "participants", "参加人"),  # need not be given
            shown(paper.matter, "matter", "事由"),
        )
    ]
    blocks += [
        Heading("调解记录："),
        *text_or_lines(paper.minutes, "minutes", "调解记录", _ruled_lines(paper, signature_lines(signed))),
        Heading("调解结果："),
        *text_or_lines(paper.result, "result", "调解结果", _RESULT_LINES),
        *(Paragraph((shown(note, "presence", "到场和签名"),)) for note in paper.notes),
    ]
    if paper.recorded_text:
        blocks.append(recorded_note())
    else:
        blocks += [Paragraph((entry.wording["read"],)), signed]
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=tuple(blocks),
        author=paper.committee_name,
        page_signature="" if paper.recorded_text else "当事人签名或按指印：",
        stamps=stamps(void=paper.void, late_entry=paper.late_entry, recorded_text=paper.recorded_text),
    )


def _ruled_lines(paper: SessionPaper, signing: int) -> int:
    """Lines for the minutes that leave room for everybody who signs on the second page."""
    return max(10, _MINUTES_LINES - signing - bool(paper.number.strip()))


def _nobody(paper: SessionPaper) -> str:
    """无 where minutes are written and nobody was invited; else the field stays open."""
    return "无" if paper.minutes.strip() else ""


def _blank(known: KnownFacts) -> SessionPaper:
    return SessionPaper(
        committee_name=known.committee_name,
        parties=known.parties_or_blank,
        matter=known.dispute,
        mediators=known.mediators,
        number=known.number,
    )


FORM = Form(session, _blank, {"read": frozenset()})
