"""What is pasted from a table or typed in lines: instalments, shares, many people, many payments. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.entries.mediation import HolderEntry, InstalmentEntry, ObligationEntry, PartyEntry
from desktop.entries.people import PersonEntry
from models.values.choices import PartySide
from models.values.dates import day_in_tables, parse_day
from models.values.identity_number import Sex
from models.values.instalments import split_evenly
from models.values.money import format_yuan, parse_yuan
from models.values.terms import Every, ObligationKind, Term, TermKind, recurrences
from models.values.text import half_width

MOST_ROWS = 500
_AFTER = re.compile(r"(?:自?(?:本?协议)?生效(?:之日起|后))?([0-9]+)[日天](?:内|之内)?$")
_EVENLY = re.compile(r"每月\s*(\S+)\s*(?:起)?\s*([0-9]+)\s*期$")
_FAR = date(2199, 12, 31)


def read_instalments(text: str, *, total_fen: int | None, today: date) -> tuple[InstalmentEntry, ...]:
    """Return the instalments of lines such as `2026-12-31 1000` or `生效后7日 1000`, one a line.

    `每月 2026-12-31 6期` splits the total into six, one each month. Raises ValueError with the line's number.
    """
    lines = [half_width(line).strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and (evenly := _EVENLY.fullmatch(lines[0])):
        return _monthly(evenly[1], int(evenly[2]), total_fen, today)
    parts = []
    for number, line in enumerate(lines, 1):
        try:
            parts.append(_instalment(line, today))
        except ValueError as fault:
            raise ValueError(f"第{number}行：{fault}") from None
    return tuple(parts)


def instalments_text(parts: Sequence[InstalmentEntry]) -> str:
    """Return instalments as the lines that `read_instalments` reads."""
    return "\n".join(
        f"{day_in_tables(part.day) if part.day else f'生效后{part.days}日'} {format_yuan(part.amount_fen)}"
        for part in parts
    )


def read_shares(text: str, holders: Sequence[HolderEntry]) -> tuple[HolderEntry, ...]:
    """Return debtors or creditors with their shares, typed in their order: `1000、2800` or `40%、60%`.

    Raises ValueError where there are more or fewer shares than people.
    """
    typed = [
        part.strip() for part in re.split(r"[、;；\n]|，|,(?![0-9]{3})", half_width(text)) if part.strip()
    ]
    if not typed:
        return tuple(HolderEntry(party=holder.party, name=holder.name) for holder in holders)
    if len(typed) != len(holders):
        raise ValueError(f"有{len(holders)}个人，写了{len(typed)}个份额，请按顺序每人写一个。")
    shared = []
    for holder, part in zip(holders, typed, strict=True):
        fen: int | None
        try:
            fen = parse_yuan(part)
        except ValueError:
            fen = None
        words = "" if fen else part
        shared.append(HolderEntry(party=holder.party, name=holder.name, share_fen=fen, share=words))
    return tuple(shared)


def shares_text(holders: Sequence[HolderEntry]) -> str:
    """Return the shares as `read_shares` reads them; '' where there are none."""
    parts = [format_yuan(holder.share_fen) if holder.share_fen else holder.share for holder in holders]
    return "、".join(parts) if any(parts) else ""


@dataclass(frozen=True, slots=True)
class PastedPayments:
    """Payments read from a table: what each row pays to whom by when, and the names that are no parties."""

    obligations: tuple[ObligationEntry, ...]
    strangers: tuple[str, ...]


def read_payments(text: str, names: Sequence[tuple[int, str]], *, today: date) -> PastedPayments:
    """Return one payment a row: 付款人, 收款人, 金额, 日期 or days (may be empty), 款项 (may be empty).

    Columns are divided by tabs, as a table program copies them; a head row is left out. `names` are the parties;
    whoever is none stands as a third person. Raises ValueError with the row's number.
    """
    rows = _rows(text, head="付款人")
    known = {name: number for number, name in names}
    strangers: list[str] = []
    payments = []
    for number, cells in rows:
        try:
            payments.append(_payment(cells, known, strangers, today))
        except ValueError as fault:
            raise ValueError(f"第{number}行：{fault}") from None
    return PastedPayments(tuple(payments), tuple(dict.fromkeys(strangers)))


def read_people(text: str, side: PartySide) -> tuple[PartyEntry, ...]:
    """Return one party a row: 姓名, 性别, 身份证号, 电话, 住址; all but the name may be empty.

    Raises ValueError with the row's number; numbers are checked when they are saved.
    """
    people = []
    for number, cells in _rows(text, head="姓名"):
        name, sex, identity, phone, address = (*cells, "", "", "", "", "")[:5]
        if not name:
            raise ValueError(f"第{number}行：请写姓名。")
        if sex not in {"", "男", "女"}:
            raise ValueError(f"第{number}行：性别写男或女，列的顺序是姓名、性别、身份证号、电话、住址。")
        who = PersonEntry(
            name=name,
            sex={"男": Sex.MALE, "女": Sex.FEMALE}.get(sex),
            identity_number=identity,
            phone=phone,
            address=address,
        )
        people.append(PartyEntry(side=side, who=who))
    return tuple(people)


def _instalment(line: str, today: date) -> InstalmentEntry:
    """Return the instalment of one line."""
    when, _space, amount = re.sub(r"[\t，:：]+(?=\S+$)", " ", line).rpartition(" ")
    if not when:
        raise ValueError("一行写一期：日期，空格，金额。")
    fen = parse_yuan(amount)
    if after := _AFTER.fullmatch(when.strip()):
        return InstalmentEntry(amount_fen=fen, days=int(after[1]))
    return InstalmentEntry(amount_fen=fen, day=parse_day(when, today=today))


def _payment(
    cells: Sequence[str], known: dict[str, int], strangers: list[str], today: date
) -> ObligationEntry:
    """Return the payment of one row."""
    payer, payee, amount, when, what = (*cells, "", "", "", "", "")[:5]
    if not payer or not payee:
        raise ValueError("请写明付款人和收款人。")
    return ObligationEntry(
        kind=ObligationKind.PAYMENT,
        what=what,
        amount_fen=parse_yuan(amount),
        debtors=_holders(payer, known, strangers),
        creditors=_holders(payee, known, strangers),
        term=_term(when, today),
    )


def _rows(text: str, *, head: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a table with their numbers, without empty rows and the head row."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [
            cell.strip() for cell in (line.split("\t") if "\t" in line else re.split(r"[,，]|\s{2,}", line))
        ]
        if any(cells) and not cells[0].startswith(head):
            rows.append((number, cells))
    if not rows:
        raise ValueError("没有读到内容，请从表格里复制后粘贴。")
    if len(rows) > MOST_ROWS:
        raise ValueError(f"一次最多{MOST_ROWS}行。")
    return rows


def _holders(cell: str, known: dict[str, int], strangers: list[str]) -> tuple[HolderEntry, ...]:
    """Return the people that a cell names, divided by 、."""
    holders = []
    for name in (part.strip() for part in cell.split("、")):
        if name in known:
            holders.append(HolderEntry(party=known[name]))
        elif name:
            strangers.append(name)
            holders.append(HolderEntry(name=name))
    return tuple(holders)


def _term(text: str, today: date) -> Term | None:
    """Return the term that a cell means; None for an empty one."""
    typed = half_width(text).strip()
    if not typed:
        return None
    if typed in {"当场", "签订时当场", "即时"}:
        return Term(kind=TermKind.AT_SIGNING)
    if after := _AFTER.fullmatch(typed):
        return Term(kind=TermKind.DAYS_AFTER_EFFECT, days=int(after[1]))
    return Term(kind=TermKind.FIXED_DATE, day=parse_day(typed.removesuffix("前"), today=today))


def _monthly(first: str, count: int, total_fen: int | None, today: date) -> tuple[InstalmentEntry, ...]:
    """Return a total split into monthly instalments that add up."""
    if not total_fen:
        raise ValueError("请先填写总额，再写“每月…几期”。")
    start = parse_day(first, today=today)
    term = Term(kind=TermKind.RECURRING, every=Every.MONTH, first_on=start)
    days = recurrences(term, until=_FAR)[:count]
    if len(days) < count:
        raise ValueError("期数太多。")
    amounts = split_evenly(total_fen, count)
    return tuple(
        InstalmentEntry(amount_fen=amount, day=day) for amount, day in zip(amounts, days, strict=True)
    )
