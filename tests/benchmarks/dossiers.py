"""A whole dossier of 13 papers out of the database, its checks, and 100 dossiers in one go with what memory they take.

Run by hand: `python -m uv run python tests/benchmarks/dossiers.py`. The dossier holds only papers that are set now,
which is the slowest kind: frozen and issued ones are laid in as they are. Stock Platypus sets the same words.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(Path(__file__).parent), str(TESTS / "desktop" / "printing")]
sys.path[:0] = [str(TESTS / "desktop" / "mediation"), str(TESTS), str(TESTS.parent)]

from mediation_stories import Story
from paper import platypus, row, texts, timed

import factories
from desktop.dossier.assembly.dossier import _back, _front, index_entries
from desktop.dossier.contents import contents_of
from desktop.dossier.drawn import document_of
from desktop.dossier.gathering import load
from desktop.dossier.run import bind_each
from desktop.entries.following import ClaimEntry, EvidenceEntry, InquiryEntry, VisitEntry
from desktop.entries.mediation import CaseOrigin
from desktop.papers.numbers import masked_phones
from desktop.papers.of_case import CaseFacts
from desktop.permissions import requires
from desktop.printing.blocks import Document
from desktop.queries.dossier_runs import DossierChoice, dossier_choices
from desktop.queries.dossiers import case_lint, dossier_pdf, head_of
from desktop.services.mediation.fact_finding import save_claims, save_evidence, save_inquiry
from desktop.services.mediation.filing import write_dossier_note
from desktop.services.mediation.following import record_visit
from desktop.services.mediation.parties import note_party
from desktop.work import Work
from models.mediation import MediationCase
from models.values.choices import ApplicationHow, ConsentHow, InquiryKind
from models.values.following import Satisfaction, VisitFinding
from models.values.party_notes import IdentityCheck
from models.values.permissions import Permission

MANY = 100
"""The same case so often: each time it is read, checked, bound and written anew."""
SAID = "张铉称檐子没有越界，王秀英指出雨水顺着檐子浇到她家院墙。经查看，檐子伸出界墙约十八公分，墙皮脱落约四平方米。"


def a_full_case(story: Story) -> None:
    """A case with an application, an inquiry, evidence, a sitting, a written agreement, a visit and a note."""
    story.opened(
        origin=CaseOrigin(applied_on=factories.MONDAY.date(), applied_how=ApplicationHow.WRITTEN, brief=SAID)
    )
    office, case_id = story.office, story.case_id
    view = story.view()
    office.perform(
        save_claims,
        case_id=case_id,
        version=view.version,
        claims=(ClaimEntry(party=view.parties[0].id, text="拆除滴水檐，修好院墙", amount_fen=380_000),),
    )
    for party in story.view().parties:
        notes = replace(party.notes, identity_check=IdentityCheck.SEEN)
        office.perform(note_party, party_id=party.id, version=party.version, notes=notes)
    story.mediated(minutes=SAID * 12, recorder="赵记录")
    now = office.clock.now()
    looked = InquiryEntry(
        kind=InquiryKind.PERSON,
        started_at=now - timedelta(hours=20),
        ended_at=now - timedelta(hours=19),
        place="东关村委会",
        subject="李某",
        investigators="陈桂芳、赵记录",
        text=SAID * 8,
    )
    office.perform(save_inquiry, case_id=case_id, entry=looked)
    office.perform(save_evidence, case_id=case_id, entry=EvidenceEntry(name="现场照片", compared_by="陈桂芳"))
    kept = story.drafted(facts=SAID)
    from desktop.services.mediation.printing import issue_agreement

    office.perform(issue_agreement, case_id=case_id, version=kept.version)
    story.sign(story.lines(now.date()))
    story.perform()
    story.close()
    visit = VisitEntry(
        visited_on=now.date(),
        how=ConsentHow.ORAL,
        whom="王秀英",
        performed=VisitFinding.ALL,
        satisfaction=Satisfaction.GOOD,
        text=SAID,
    )
    office.perform(record_visit, case_id=case_id, entry=visit)
    office.perform(write_dossier_note, case_id=case_id, text="身份证未留复印件，原件已核对。")


@requires(Permission.PAPER_PRINT)
def documents(work: Work, *, case_id: int) -> tuple[Document, ...]:
    """Every paper of the dossier as a tree of blocks, covers and index included; the agreement set anew."""
    case = work.session.get_one(MediationCase, case_id)
    load(work, case)
    facts = CaseFacts(work, case, masked_phones(work))
    items = contents_of(facts)
    entries = index_entries([(item, 1, False) for item in items])
    head = head_of(work, case)
    pieces = [*_front(head, entries), _back(head, len(items))]
    papers = [item.document or document_of(facts, item.key, item.subject_id) for item in items]
    covers = [piece.content for piece in pieces]
    return tuple(paper for paper in (*covers, *papers) if isinstance(paper, Document))


def memory() -> float:
    """Megabytes that the process has in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


def one(office: Any, story: Story) -> None:
    """The dossier of the first case and its checks."""
    number = story.view().number
    papers = office.ask(documents, case_id=story.case_id)
    words = [word for paper in papers for word in texts(paper.blocks)]
    flowing = platypus()
    ours = timed(lambda: office.ask(dossier_pdf, case_id=story.case_id), 10)
    stock = timed(lambda: flowing(words), 10)
    row(
        f"ours, dossier of {len(papers)} papers from the database",
        ours,
        len(office.ask(dossier_pdf, case_id=story.case_id)),
    )
    row("stock Platypus, same text, its own CJK wrap", stock, len(flowing(words)))
    print(f"ratio of medians {statistics.median(ours) / statistics.median(stock):.2f}, asked at most 2")
    checks = timed(lambda: office.ask(case_lint, number=number), 25)
    row("all checks of the case from the database", checks, 0)


def run(office: Any, choices: tuple[DossierChoice, ...], folder: Path) -> None:
    """Many dossiers into files; memory after ten, and at the end."""
    seen: list[float] = []

    def put(content: bytes, title: str, ending: str) -> Path:
        path = folder / f"{len(seen)}{title}{ending}"
        path.write_bytes(content)
        return path

    def told(_one: object) -> None:
        seen.append(memory() if len(seen) % 10 == 9 else 0)

    start = time.perf_counter()
    made = bind_each(office, choices, put, lambda *_step: None, made=told)
    took = time.perf_counter() - start
    kept = [value for value in seen if value]
    print(f"{len(made.made)} dossiers in one go: {took:.1f} s, {took * 1000 / len(made.made):.0f} ms each")
    print(f"memory after 10: {kept[0]:.0f} MB, at the end: {kept[-1]:.0f} MB, highest {max(kept):.0f} MB")


def main() -> None:
    """Print one row per question."""
    with tempfile.TemporaryDirectory() as folder:
        office = factories.new_office(str(Path(folder) / "centre.db"))
        factories.everybody(office)
        story = Story(office)
        a_full_case(story)
        one(office, story)
        run(office, office.ask(dossier_choices) * MANY, Path(folder))
        office.close()


if __name__ == "__main__":
    main()
