"""The paper profile: which papers a dossier wants, in which order, how many copies, who signs, in which words.

It is data (resources/papers/national.json): a county that asks for other papers gets another file, not another
program. A paper that the program sets has, beside its entry, one file in desktop/printing/papers/ of the name of
its key, with a FORM in it. A broken profile is refused with line and reason.
"""

import importlib
import importlib.util
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from desktop.errors import OfficeError
from desktop.lists_in_files import entries_of
from desktop.printing.blocks import Document
from desktop.printing.papers.form import Form, KnownFacts, slots
from desktop.printing.papers.parties import SIGNERS

_HEAD = {"profile", "source"}
_NEEDED = {"paper", "title", "need"}
_OPTIONAL = {"number", "printed", "copies", "copies_per_party", "signers", "wording"}
_KEY = re.compile(r"[a-z][a-z_]*")


class Need(StrEnum):
    """Whether a dossier must have a paper."""

    ALWAYS = "必须"
    WHEN_NEEDED = "按需"
    NOT_FILED = "不入卷"


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """What the profile says of one paper.

    `number` is its 序号 in the prescribed catalogue, None for cover, index, slips, and papers that the catalogue
    does not know, which lie in the dossier where they stand in the profile; of papers with the same number that
    are 必须 one is enough. `printed` are those that this program sets; the others are brought along.
    """

    key: str
    title: str
    need: Need
    number: int | None = None
    printed: bool = False
    copies_fixed: int = 1
    copies_per_party: int = 0
    signers: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)

    def copies(self, parties: int = 2) -> int:
        """How many copies are printed for so many parties."""
        return self.copies_fixed + self.copies_per_party * parties


@dataclass(frozen=True, slots=True)
class PaperProfile:
    """The papers of a county, in the order of the dossier."""

    name: str
    source: str
    papers: tuple[PaperEntry, ...]

    def entry(self, key: str) -> PaperEntry:
        """What is said of a paper. Raises KeyError for one that the profile does not have."""
        return next(paper for paper in self.papers if paper.key == key) if key in self else _unknown(key)

    def __contains__(self, key: object) -> bool:
        return any(paper.key == key for paper in self.papers)

    def printed(self) -> tuple[PaperEntry, ...]:
        """The papers that this program sets."""
        return tuple(paper for paper in self.papers if paper.printed)

    def lacking(self, present: Collection[str]) -> tuple[tuple[PaperEntry, ...], ...]:
        """What a dossier with these papers still must have; of papers that stand for each other one is enough."""
        groups: dict[int | str, list[PaperEntry]] = {}
        for paper in self.papers:
            if paper.need is Need.ALWAYS:
                groups.setdefault(paper.key if paper.number is None else paper.number, []).append(paper)
        return tuple(
            tuple(group) for group in groups.values() if not any(paper.key in present for paper in group)
        )

    def document(self, key: str, paper: object) -> Document:
        """A paper, given its dataclass, as this profile wants it."""
        return form_of(key).make(paper, self.entry(key))

    def blank(self, key: str, known: KnownFacts | None = None) -> Document:
        """A paper to be filled in by hand: wholly blank, or with what is known."""
        return self.document(key, form_of(key).blank(known or KnownFacts()))


def _unknown(key: str) -> PaperEntry:
    raise KeyError(key)


@cache
def national_profile() -> PaperProfile:
    """The profile that comes with the program. Raises OfficeError with line and reason when it is broken."""
    return parse_profile(files("resources").joinpath("papers/national.json").read_text("utf-8"))


@cache
def form_of(key: str) -> Form:
    """What the file of a paper says of it. Raises KeyError where there is no such file."""
    name = f"{__package__}.papers.{key}"
    if not _KEY.fullmatch(key) or importlib.util.find_spec(name) is None:
        raise KeyError(key)
    form = getattr(importlib.import_module(name), "FORM", None)
    if not isinstance(form, Form):
        raise KeyError(key)
    return form


def parse_profile(text: str) -> PaperProfile:
    """A profile from a JSON list: first its own entry, then one entry for each paper, in the dossier's order.

    Raises OfficeError with the line of the entry and the reason.
    """
    head: Mapping[str, Any] | None = None
    papers: list[PaperEntry] = []
    for line, entry in entries_of(text, _fault):
        try:
            if head is None:
                head = _head(entry)
            else:
                papers.append(_paper(entry, papers))
        except ValueError as error:
            raise _fault(line, str(error)) from error
    if head is None or not papers:
        raise _fault(1, "一种文书也没有。")
    return PaperProfile(head["profile"], head["source"], tuple(papers))


def _head(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    if entry.keys() != _HEAD:
        raise ValueError("第一条应有而且只有profile、source两项。")
    for name in _HEAD:
        _text(entry, name)
    return entry


def _paper(entry: Mapping[str, Any], before: list[PaperEntry]) -> PaperEntry:
    lacking, unknown = _NEEDED - entry.keys(), entry.keys() - _NEEDED - _OPTIONAL
    if lacking:
        raise ValueError(f"缺少{'、'.join(sorted(lacking))}。")
    if unknown:
        raise ValueError(f"有认不出的内容：{'、'.join(sorted(unknown))}。")
    key = _text(entry, "paper")
    if not _KEY.fullmatch(key):
        raise ValueError("paper应是小写字母和下划线。")
    if any(paper.key == key for paper in before):
        raise ValueError(f"文书{key}写了两次。")
    paper = PaperEntry(
        key=key,
        title=_text(entry, "title"),
        need=_need(entry),
        number=_number(entry, before),
        printed=_typed(entry, "printed", bool, default=False),
        copies_fixed=_count(entry, "copies", default=1),
        copies_per_party=_count(entry, "copies_per_party", default=0),
        signers=_signers(entry),
        wording=MappingProxyType(_wording(entry)),
    )
    if not paper.copies(parties=1):
        raise ValueError("份数不能是0。")
    _check_form(paper)
    return paper


def _check_form(paper: PaperEntry) -> None:
    """A paper that is printed has its file, and every text that the file asks for, filled in as it can be."""
    if not paper.printed:
        if paper.wording or paper.signers:
            raise ValueError("不由程序打印的文书不写signers和wording。")
        return
    try:
        form = form_of(paper.key)
    except KeyError:
        raise ValueError(f"程序里没有名为{paper.key}的文书。") from None
    lacking, unknown = form.wording.keys() - paper.wording.keys(), paper.wording.keys() - form.wording.keys()
    if lacking:
        raise ValueError(f"wording缺少{'、'.join(sorted(lacking))}。")
    if unknown:
        raise ValueError(f"wording里有认不出的内容：{'、'.join(sorted(unknown))}。")
    for name, text in paper.wording.items():
        if strange := slots(text) - form.wording[name]:
            raise ValueError(
                f"wording的{name}里不能填{'、'.join(sorted('{' + slot + '}' for slot in strange))}。"
            )


def _number(entry: Mapping[str, Any], before: list[PaperEntry]) -> int | None:
    if entry.get("number") is None:
        return None
    number = _count(entry, "number", default=0)
    last = max((paper.number for paper in before if paper.number is not None), default=0)
    if number not in {last, last + 1} or not number:
        raise ValueError(f"序号应是{last + 1}；可以互相代替的文书用同一个序号，写在一起。")
    return number


def _need(entry: Mapping[str, Any]) -> Need:
    if entry["need"] not in list(Need):
        raise ValueError(f"need只能是{'、'.join(Need)}。")
    return Need(entry["need"])


def _signers(entry: Mapping[str, Any]) -> tuple[str, ...]:
    signers = entry.get("signers", [])
    if type(signers) is not list:
        raise ValueError("signers应是签名人的列表。")
    for signer in signers:
        if signer not in SIGNERS:
            raise ValueError(f"认不出签名人“{signer}”，只能是{'、'.join(SIGNERS)}。")
    if len(set(signers)) < len(signers):
        raise ValueError("同一个签名人写了两次。")
    return tuple(signers)


def _wording(entry: Mapping[str, Any]) -> dict[str, str]:
    wording = entry.get("wording", {})
    if type(wording) is not dict:
        raise ValueError("wording应写在花括号里。")
    return {name: _text(wording, name) for name in wording}


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name}应写文字。")
    return value


def _typed(data: Mapping[str, Any], name: str, kind: type[bool], *, default: bool) -> bool:
    value = data.get(name, default)
    if type(value) is not kind:
        raise ValueError(f"{name}应是true或false。")
    return value


def _count(data: Mapping[str, Any], name: str, *, default: int) -> int:
    value = data.get(name, default)
    if type(value) is not int or not 0 <= value <= 99:
        raise ValueError(f"{name}应是0到99的整数。")
    return value


def _fault(line: int, reason: str) -> OfficeError:
    return OfficeError(f"文书目录第{line}行有误：{reason}", field="papers")
