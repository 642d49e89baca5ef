"""Papers of a case and slips of a matter are issued and kept; what was printed, when and by whom is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.errors import ForbiddenError, NotFoundError, OfficeError
from desktop.mediation.issuing import PAPER_KIND
from desktop.mediation.rows import agreement_of, locked_case, matter_of
from desktop.moves import held_matter
from desktop.papers.gathered import FILLED, further_subjects
from desktop.papers.keeping import Issue, keep_issued, latest_edition, of_who_prints, same_facts
from desktop.papers.numbers import full_identities, full_phones
from desktop.papers.of_case import GATHERED, CaseFacts, known_facts
from desktop.papers.of_matter import SLIPS, issue_day, title_of
from desktop.papers.offers import Fill, kind_of
from desktop.papers.printers_of_slips import may_print_transfer
from desktop.permissions import refusal, requires
from desktop.printing.profile import form_of, national_profile
from desktop.work import Work
from models.agreement import Paper
from models.matter import Matter
from models.values.permissions import Permission
from models.values.text import tidy

PRINTED, SAVED, WORD = "print", "save", "word"
_WAYS = {PRINTED: "打印", SAVED: "存为PDF", WORD: "存为Word"}
MOST_COPIES = 999
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class IssuedNow:
    """A paper as it is kept; `new` tells whether this call made the edition or found it unchanged."""

    paper_id: int
    title: str
    edition: int
    pages: int
    new: bool


@dataclass(frozen=True, slots=True)
class PrintMade:
    """What was done with a paper at the PC: which edition (0: a blank form), how many copies, how, on what.

    `how` is `print`, `save` or `word`; `place` the printer's name or the folder.
    """

    paper_id: int
    title: str
    copies: int
    how: str
    place: str = ""


@requires(Permission.PAPER_PRINT)
def issue_case_paper(work: Work, *, case_id: int, key: str, subject_id: int, fill: Fill) -> IssuedNow:
    """Issue a paper of a case as it stands now: kept with its facts, its bytes and their SHA-256.

    What was issued before and would say the same is not issued again; what says otherwise is a new edition and
    bears that on its face. The agreement is only found again: it is issued for signing by `issue_agreement`.
    Telephones are read in full, each with an event. Raises UnprintableCharacter for a character that no font has.
    """
    case = locked_case(work, case_id)
    if key == PAPER_KIND and fill is Fill.FILLED:
        return _issued_agreement(work, case_id)
    entry = _entry(key)
    called = entry.title if fill is Fill.FILLED else f"{entry.title}（手填）"
    phones = full_phones(work, case.matter_id, entry.title)
    facts = CaseFacts(work, case, phones, full_identities(work, case.matter_id, entry.title))
    if fill is Fill.FILLED and key in FILLED:
        if key not in GATHERED:
            _check_subject(facts, key, subject_id)
        said = FILLED[key](facts, subject_id)
        fill_now = Fill.FILLED
    else:
        said, subject_id, fill_now = form_of(key).blank(known_facts(facts)), case.id, Fill.KNOWN
    matter = matter_of(work, case)
    issue = Issue(
        kind_of(key, fill_now), subject_id, f"{called}{case.number_on_paper}", case.matter_id, matter.seen
    )
    return _issue(work, issue, key, said)


def _check_subject(facts: CaseFacts, key: str, subject_id: int) -> None:
    """Refuse a paper that the case does not ask for now, or a row that is not of this case."""
    found = next((one for one in further_subjects(facts, key) if one.id == subject_id), None)
    if found is None:
        raise NotFoundError("这件案件现在没有这份文书。", todo="请重新打开打印窗口。")
    if found.blocked:
        raise OfficeError(f"{found.blocked}。")


@requires(Permission.IDENTITY_REVEAL)
def issue_visit_slip(work: Work, *, matter_id: int, key: str) -> IssuedNow:
    """Issue 受理回执 or 引导告知单 of a matter; see `issue_case_paper`.

    Whoever handles matters and sees this one may: the window, a handler, a mediator, the director.
    """
    if key not in SLIPS or key in {"transfer", "non_acceptance"}:
        raise NotFoundError("没有这种单据。")
    matter = held_matter(work, matter_id)
    if key == "acceptance_receipt" and matter.accepted_at is None:
        raise OfficeError("这件事项还没有受理，不能出受理回执。")
    return _issue_slip(work, matter, key, matter.id)


@requires(Permission.IDENTITY_REVEAL)
def issue_transfer(work: Work, *, matter_id: int, assignment_id: int) -> IssuedNow:
    """Issue 转办单 with its 回执联 for one unit's share of a matter; see `issue_case_paper`.

    The dispatcher may for every unit, a unit for its own share: ForbiddenError for anybody else.
    """
    matter = held_matter(work, matter_id)
    if not may_print_transfer(work.who, matter, assignment_id):
        raise ForbiddenError(refusal(Permission.MATTER_DISPATCH))
    return _issue_slip(work, matter, "transfer", assignment_id)


@requires(Permission.PAPER_PRINT)
def issue_refusal_notice(work: Work, *, matter_id: int) -> IssuedNow:
    """Issue 不予受理告知书 of a matter that the committee decided not to mediate; see `issue_case_paper`."""
    return _issue_slip(work, held_matter(work, matter_id), "non_acceptance", matter_id)


@requires(Permission.MATTER_READ)
def record_printing(work: Work, *, made: tuple[PrintMade, ...]) -> None:
    """Write down what was printed or saved: which paper in which edition, how many copies, on which printer."""
    if not made:
        raise OfficeError("没有打印任何文书。")
    for one in made:
        if one.how not in _WAYS or not 1 <= one.copies <= MOST_COPIES:
            raise OfficeError("打印的份数或方式不对。")
        paper = work.session.get(Paper, one.paper_id) if one.paper_id else None
        if one.paper_id and paper is None:
            raise NotFoundError("没有找到这份文书。")
        title = paper.title if paper is not None else f"空白{_shortened(one.title)}"
        edition = f"，第{paper.edition}版" if paper is not None else ""
        copies = f"，{one.copies}份" if one.how == PRINTED else ""
        place = f"（{_shortened(one.place)}）" if one.place.strip() else ""
        work.record(
            f"paper:{one.how}",
            paper,
            words=f"{_WAYS[one.how]}{title}{edition}{copies}{place}",
            matter_id=paper.matter_id if paper is not None else None,
        )


def _shortened(name: str) -> str:
    """Return the name of a printer or a folder, which may be as long as it likes, on one line of the record."""
    kept = tidy(name, limit=len(name) * 4)
    return kept if len(kept) <= NAME_LIMIT else f"{kept[: NAME_LIMIT - 1]}…"


def _issued_agreement(work: Work, case_id: int) -> IssuedNow:
    case = locked_case(work, case_id)
    written = agreement_of(work, case)
    paper = latest_edition(work, PAPER_KIND, written.id) if written is not None else None
    if paper is None:
        raise OfficeError("协议书还没有打印待签，请在“协议”里打印。")
    return _answer(paper, new=False)


def _issue_slip(work: Work, matter: Matter, key: str, subject_id: int) -> IssuedNow:
    entry = _entry(key)
    phones = full_phones(work, matter.id, entry.title)
    said = SLIPS[key](work, matter, subject_id, issue_day(work), phones)
    title = title_of(entry.title, said)
    issue = Issue(key, subject_id, f"{title}{matter.code}", matter.id, matter.seen)
    return _issue(work, issue, key, said)


def _issue(work: Work, issue: Issue, key: str, said: Any) -> IssuedNow:
    before = latest_edition(work, issue.kind, issue.subject_id)
    if before is not None and same_facts(before.snapshot, said, but=of_who_prints(key)):
        return _answer(before, new=False)
    paper = keep_issued(work, issue, said, national_profile().document(key, said))
    work.session.flush()
    work.record(
        "paper:issue", paper, words=f"{paper.title}定稿，第{paper.edition}版", matter_id=issue.matter_id
    )
    return _answer(paper, new=True)


def _answer(paper: Paper, *, new: bool) -> IssuedNow:
    return IssuedNow(paper.id, paper.title, paper.edition, paper.pages, new)


def _entry(key: str) -> Any:
    profile = national_profile()
    if key not in profile or not profile.entry(key).printed:
        raise NotFoundError("文书目录里没有这种由程序打印的文书。")
    return profile.entry(key)
