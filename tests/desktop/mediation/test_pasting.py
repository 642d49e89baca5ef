"""Lines and tables as they are typed or copied from a table program."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.entries.mediation import HolderEntry, InstalmentEntry
from desktop.mediation.pasting import (
    instalments_text,
    read_instalments,
    read_payments,
    read_people,
    read_shares,
    shares_text,
)
from models.values.choices import PartySide
from models.values.terms import Term, TermKind

TODAY = date(2026, 11, 23)
PARTIES = ((1, "王秀英"), (2, "张铉"))


def test_one_instalment_a_line() -> None:
    parts = read_instalments("2026-12-31 1000\n生效后7日 ￥500.50", total_fen=None, today=TODAY)
    assert parts == (
        InstalmentEntry(amount_fen=100_000, day=date(2026, 12, 31)),
        InstalmentEntry(amount_fen=50_050, days=7),
    )
    assert read_instalments(instalments_text(parts), total_fen=None, today=TODAY) == parts


@given(total=st.integers(600, 10**9), count=st.integers(2, 60))
def test_monthly_instalments_add_up(total: int, count: int) -> None:
    parts = read_instalments(f"每月 2026-12-31 {count}期", total_fen=total, today=TODAY)
    assert sum(part.amount_fen for part in parts) == total
    days = [part.day for part in parts if part.day is not None]
    assert len(days) == count
    assert days == sorted(set(days))
    assert days[2:3] in ([], [date(2027, 2, 28)])


@pytest.mark.parametrize("text", ["1000", "2026-13-01 1000", "2026-12-01 一些", "每月 2026-12-31 6期"])
def test_what_is_no_instalment_says_its_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"第1行|总额"):
        read_instalments(text, total_fen=None, today=TODAY)


def test_shares_in_the_order_of_the_people() -> None:
    people = (HolderEntry(party=1), HolderEntry(name="保险公司"))
    shared = read_shares("2,000.00、40%", people)
    assert [(holder.share_fen, holder.share) for holder in shared] == [(200_000, ""), (None, "40%")]
    assert read_shares(shares_text(shared), people) == shared
    assert read_shares("", shared) == people
    with pytest.raises(ValueError, match="有2个人，写了1个"):
        read_shares("2000", people)


def test_twenty_three_payments_from_a_table() -> None:
    rows = "付款人\t收款人\t金额\t日期\t款项\n" + "\n".join(
        f"某建筑公司\t工人{number}\t{1000 + number}\t2026-12-31\t工资" for number in range(1, 24)
    )
    pasted = read_payments(rows, [*PARTIES, (9, "某建筑公司")], today=TODAY)
    assert len(pasted.obligations) == 23
    assert sum(row.amount_fen or 0 for row in pasted.obligations) == 23 * 100_000 + sum(range(1, 24)) * 100
    assert pasted.obligations[0].debtors == (HolderEntry(party=9),)
    assert pasted.obligations[0].term == Term(kind=TermKind.FIXED_DATE, day=date(2026, 12, 31))
    assert len(pasted.strangers) == 23


def test_terms_in_a_table() -> None:
    rows = "张铉\t王秀英\t100\t当场\n张铉\t王秀英\t200\t生效后7日内\n张铉\t王秀英\t300"
    terms = [row.term for row in read_payments(rows, PARTIES, today=TODAY).obligations]
    assert terms == [
        Term(kind=TermKind.AT_SIGNING),
        Term(kind=TermKind.DAYS_AFTER_EFFECT, days=7),
        None,
    ]


@pytest.mark.parametrize("text", ["", "张铉\t\t100", "张铉\t王秀英\t很多", "付款人\t收款人\t金额"])
def test_a_table_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"第1行|没有读到"):
        read_payments(text, PARTIES, today=TODAY)


def test_many_people_from_a_table() -> None:
    rows = "姓名\t性别\t身份证号\t电话\t住址\n李一\t男\t\t13800002417\t柳林村1号\n李二\t女"
    first, second = read_people(rows, PartySide.APPLICANT)
    assert (first.who.name, first.who.phone, first.who.address) == ("李一", "13800002417", "柳林村1号")
    assert second.who.name == "李二"
    with pytest.raises(ValueError, match="第1行：性别"):
        read_people("李一\t13800002417", PartySide.APPLICANT)
