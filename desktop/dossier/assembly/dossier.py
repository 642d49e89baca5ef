"""One action makes the dossier: cover, index with true pages, papers in order, back cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.dossier.assembly.scans import Scan, check_scan, is_pages, picture_leaves
from desktop.dossier.contents import Item
from desktop.errors import OfficeError
from models.values.dates import day_on_paper

if TYPE_CHECKING:
    from desktop.dossier.assembly.joining import Laid
    from desktop.printing.binding import Leaf, Piece
    from desktop.printing.blocks import Document

Told = Callable[[int, int, str], None]
"""Progress: how many of how many, what is being done; raises to cancel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierHead:
    """What stands on the covers."""

    committee_name: str
    number: str
    name: str
    """卷名."""
    mediators: tuple[str, ...]
    began_on: date
    ended_on: date | None
    filed_by: str = ""
    filed_on: date | None = None
    checked_by: str = ""
    retention: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One line of the index: the paper, its first and last page, and what is only on paper."""

    key: str
    number: int
    title: str
    first: int | None
    last: int | None
    on_paper: bool = False
    remark: str = ""
    case: str = ""
    """The number of its case in a collective volume."""

    @property
    def pages_words(self) -> str:
        """The pages as the index prints them."""
        if self.first is None or self.last is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The bound file, its index, and how many numbered pages the dossier has, those only on paper included."""

    pdf: bytes
    entries: tuple[IndexEntry, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class _Bound:
    """An item with its pages counted: what is drawn, what is laid on empty leaves."""

    item: Item
    content: tuple[Document | tuple[Leaf, ...], ...]
    files: tuple[tuple[int, Scan], ...]
    """By the place of the leaves in `content`: the file whose pages come there."""
    pages: int
    only_on_paper: bool


def assemble(
    head: DossierHead, items: Sequence[Item], *, made_at: datetime, told: Told | None = None
) -> Assembled:
    """Bind a dossier. Raises OfficeError for a scan that cannot be read, by its name, before anything is made.

    Pages are numbered from the first paper on; cover, index and back cover bear no number (mediation.md 1.3 B).
    Written sides that are only on paper take their numbers, although the file has no page for them.
    """
    from desktop.dossier.assembly.joining import joined
    from desktop.printing.binding import bind

    bound = []
    for place, item in enumerate(items):
        if told is not None:
            told(place, len(items) + 1, item.full_title)
        bound.append(_counted(item))
    entries = index_entries([(part.item, part.pages, part.only_on_paper) for part in bound])
    total = max((entry.last for entry in entries if entry.last is not None), default=0)
    pieces = [*_front(head, entries), *_numbered(bound), _back(head, total)]
    if told is not None:
        told(len(items), len(items) + 1, "合成卷宗")
    made = bind(pieces, title=f"调解卷宗 {head.number}", author=head.committee_name, made_at=made_at)
    return Assembled(joined(made.pdf, _laid(bound, made.starts)), entries, total)


def index_entries(parts: Sequence[tuple[Item, int, bool]]) -> tuple[IndexEntry, ...]:
    """Return the lines of the index for papers with so many pages each; papers of one kind share a line.

    What is only on paper has its own line, so that the line can say so.
    """
    entries: list[IndexEntry] = []
    page = 1
    for (key, case, on_paper), group in groupby(parts, key=lambda part: (part[0].key, part[0].case, part[2])):
        members = list(group)
        item = members[0][0]
        pages = sum(count for _item, count, _paper in members)
        remarks = [f"{len(members)}份"] if len(members) > 1 else []
        notes = dict.fromkeys(
            _remark(part, pages if paper else count, on_paper=paper) for part, count, paper in members
        )
        entries.append(
            IndexEntry(
                key=key,
                number=len(entries) + 1,
                title=replace(item, called="").full_title if len(members) > 1 else item.full_title,
                first=page if pages else None,
                last=page + pages - 1 if pages else None,
                on_paper=on_paper,
                remark="，".join([*remarks, *(note for note in notes if note)]),
                case=case,
            )
        )
        page += pages
    return tuple(entries)


def _remark(item: Item, sides: int, *, on_paper: bool) -> str:
    """What the index says of a paper's original."""
    if on_paper:
        return f"仅纸质，{sides}页"
    return {"pending": "待补签", "refused": "拒签"}.get(item.state, "")


def _counted(item: Item) -> _Bound:
    """Count the pages of a paper; raises for a scan that cannot be used."""
    from desktop.dossier.assembly.joining import page_count
    from desktop.printing.binding import Leaf, pages_of

    content: list[Document | tuple[Leaf, ...]] = []
    files: list[tuple[int, Scan]] = []
    pages = 0
    if item.document is not None and (not item.scans or item.scans_after):
        sides = pages_of(item.document)
        if item.on_paper and item.on_paper != sides and not item.scans_after:
            return _Bound(item, (), (), item.on_paper, only_on_paper=True)
        content.append(item.document)
        pages += sides
    elif item.issued is not None and not item.scans:
        if item.on_paper and item.on_paper != item.issued_pages:
            return _Bound(item, (), (), item.on_paper, only_on_paper=True)
        files.append((len(content), item.issued))
        content.append(tuple(Leaf() for _ in range(item.issued_pages)))
        pages += item.issued_pages
    elif item.on_paper and not item.scans:
        return _Bound(item, (), (), item.on_paper, only_on_paper=True)
    for scan_pages, scans in groupby(item.scans, key=is_pages):
        if not scan_pages:
            leaves = picture_leaves(tuple(scans), caption=item.caption, cards=item.cards)
            content.append(leaves)
            pages += len(leaves)
            continue
        for scan in scans:
            check_scan(scan)
            count = page_count(scan)
            files.append((len(content), scan))
            content.append(tuple(Leaf(caption=item.caption) for _ in range(count)))
            pages += count
    return _Bound(item, tuple(content), tuple(files), pages, only_on_paper=False)


def _numbered(bound: Sequence[_Bound]) -> Iterator[Piece]:
    """Yield the papers with their pages and numbers; each begins with its bookmark."""
    from desktop.printing.binding import Piece, pages_of
    from desktop.printing.blocks import Document

    page = 1
    for part in bound:
        first = page
        for place, content in enumerate(part.content):
            yield Piece(part.item.full_title if place == 0 else "", content, first)
            first += pages_of(content) if isinstance(content, Document) else len(content)
        page += part.pages


def _laid(bound: Sequence[_Bound], starts: Sequence[int]) -> list[Laid]:
    """Return at which pages of the file the pages of other files come; cover and index stand before."""
    from desktop.dossier.assembly.joining import Laid

    laid = []
    at = 2
    for part in bound:
        laid += [Laid(scan, starts[at + place]) for place, scan in part.files]
        at += len(part.content)
    return laid


def _front(head: DossierHead, entries: Sequence[IndexEntry]) -> list[Piece]:
    """Return cover and index."""
    from desktop.printing.binding import Piece
    from desktop.printing.papers.cover import CoverPaper
    from desktop.printing.papers.index import IndexLine, IndexPaper
    from desktop.printing.profile import national_profile

    profile = national_profile()
    began = day_on_paper(head.began_on)
    if head.ended_on == head.began_on:
        mediated = began
    else:
        mediated = f"{began}至{day_on_paper(head.ended_on)}" if head.ended_on is not None else f"{began}起"
    cover = CoverPaper(
        head.committee_name,
        case_name=head.name,
        number=head.number,
        mediators=head.mediators,
        mediated=mediated,
        filed_by=head.filed_by,
        filed_on=day_on_paper(head.filed_on) if head.filed_on is not None else "",
        retention=head.retention,
        remark=head.remark,
    )
    lines = tuple(IndexLine(entry.title, entry.pages_words, entry.remark) for entry in entries)
    index = IndexPaper(head.committee_name, lines, head.number)
    return [
        Piece("卷宗封面", profile.document("cover", cover)),
        Piece("卷内目录", profile.document("index", index)),
    ]


def _back(head: DossierHead, pages: int) -> Piece:
    """Return the back cover with the count of the pages."""
    from desktop.printing.binding import Piece
    from desktop.printing.papers.back_cover import BackCoverPaper
    from desktop.printing.profile import national_profile

    paper = BackCoverPaper(head.committee_name, str(pages), head.number)
    return Piece("封底", national_profile().document("back_cover", paper))


def collective(parts: Sequence[tuple[str, Sequence[Item]]]) -> tuple[Item, ...]:
    """Return the papers of several cases, by their numbers, as those of one volume. Raises OfficeError for none."""
    if not parts:
        raise OfficeError("没有可以装进简易卷的案件。")
    return tuple(replace(item, case=number) for number, own in parts for item in own)
