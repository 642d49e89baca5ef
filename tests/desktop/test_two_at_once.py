"""Two people at once: nobody's save is lost, nobody meets the machine's words for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from together import Meeting, at_once

import factories
from desktop.database.verify import verify
from desktop.entries.staff import StaffEntry
from desktop.errors import ConflictError, OfficeError
from desktop.office import Office
from desktop.services.accounts import add_staff, close_account
from desktop.signing_in import who_of
from desktop.versions import expect_version
from desktop.work import Work
from models.event import Event
from models.matter import Matter
from models.person import Identity, Person
from models.staff import Account, AccountRole
from models.values.permissions import Role


@pytest.fixture
def offices(centre_place: str) -> Iterator[list[Office]]:
    """The same centre on two PCs, a dispatcher at each."""
    pair = [factories.open_office(centre_place) for _pc in range(2)]
    for office in pair:
        office.who = factories.people_of(office)[Role.DISPATCHER]
    yield pair
    for office in pair:
        office.close()


def rename(work: Work, *, matter_id: int, version: int, title: str, meeting: Meeting) -> str:
    """Change a title as a form does: at the version that it was opened on."""
    matter = work.session.get_one(Matter, matter_id)
    expect_version(matter, version, {"title": title})
    meeting.wait()
    matter.title = title
    work.record("test:rename", matter, words="改名")
    work.session.flush()
    return matter.title


def test_the_second_save_of_one_form_is_told_what_the_first_wrote(offices: list[Office]) -> None:
    saved = factories.register(offices[0], offices[0].who)  # type: ignore[arg-type]  # signed in by the fixture
    meeting = Meeting()
    outcomes = at_once(
        *(
            lambda office=office, title=title: office.perform(
                rename, matter_id=saved.matter_id, version=1, title=title, meeting=meeting
            )
            for office, title in zip(offices, ("甲改的", "乙改的"), strict=True)
        )
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, ConflictError)]
    kept = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(refused) == len(kept) == 1, outcomes
    assert refused[0].theirs == {"title": kept[0]}
    with Session(offices[0].engine) as session:
        assert session.get_one(Matter, saved.matter_id).title == kept[0]
        assert len(session.scalars(select(Event).where(Event.tag == "test:rename")).all()) == 1
    assert verify(offices[0].engine).sound


def test_one_login_for_two_new_people_is_refused_to_the_second(offices: list[Office]) -> None:
    administrator = factories.people_of(offices[0])[Role.ADMINISTRATOR]
    for office in offices:
        office.who = administrator
    entry = StaffEntry(
        name="王芳", unit_id=factories.SAFETY, login="wangfang", roles=frozenset({Role.DISPATCHER})
    )
    meeting = Meeting()

    def add(work: Work) -> int:
        work.session.scalars(select(Person)).all()  # on a server both stand here with what they have seen
        meeting.wait()
        kept = add_staff(work, entry=entry, password=factories.PASSWORD)
        meeting.wait()
        return kept.account_id

    outcomes = at_once(*(lambda office=office: office.perform(add) for office in offices))
    refused = [outcome for outcome in outcomes if isinstance(outcome, OfficeError)]
    assert len(refused) == 1, outcomes
    assert "这个登录名有人用过" in str(refused[0])
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1


def test_two_windows_keep_a_number_for_one_person_at_once(offices: list[Office]) -> None:
    """The person is known without a number; both windows type it at the same time."""
    first = factories.register(
        offices[0],
        offices[0].who,  # type: ignore[arg-type]  # signed in by the fixture
        visitor=factories.PersonEntry(name="王秀英"),
    )
    with Session(offices[0].engine) as session:
        person_id = session.get_one(Matter, first.matter_id).claimant_id
    visitor = factories.PersonEntry(name="王秀英", phone="13800002417", person_id=person_id)
    outcomes = at_once(
        *(
            lambda office=office: factories.register(office, office.who, visitor=visitor)
            for office in offices * 3
        )
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    with Session(offices[0].engine) as session:
        assert [row.number for row in session.scalars(select(Identity))] == ["13800002417"]
    assert verify(offices[0].engine).sound


def test_one_who_is_always_beaten_is_told_in_plain_words(offices: list[Office]) -> None:
    saved = factories.register(offices[0], offices[0].who)  # type: ignore[arg-type]  # signed in by the fixture
    attempts = []

    def beaten(work: Work) -> None:
        matter = work.session.get_one(Matter, saved.matter_id)
        attempts.append(matter.version)
        if offices[1].engine.dialect.name == "postgresql":
            offices[1].perform(
                rename,
                matter_id=saved.matter_id,
                version=matter.version,
                title=f"第{len(attempts)}次",
                meeting=_alone,
            )
        else:  # no second writer comes in between here: the version is raised behind the session's back
            work.session.connection().exec_driver_sql("UPDATE matter SET version = version + 1")
        matter.title = "改过"
        work.record("test:rename", matter, words="改名")

    with pytest.raises(ConflictError, match="同时"):
        offices[0].perform(beaten)
    assert len(attempts) == 3


class _Alone(Meeting):
    """Nobody else comes."""

    def wait(self) -> None:
        return


_alone = _Alone()


def test_two_who_wait_for_each_other_both_get_through(offices: list[Office]) -> None:
    """A deadlock on a server: one of them is begun again."""
    who = offices[0].who
    assert who is not None
    first, second = (factories.register(offices[0], who).matter_id for _matter in range(2))
    meeting = Meeting()

    def touch(work: Work, *, order: tuple[int, int]) -> int:
        for matter_id in order:
            matter = work.session.get_one(Matter, matter_id, with_for_update=True)
            matter.headcount += 1
            work.session.flush()
            meeting.wait()
        work.record("test:touch", None, words="两件一起改")
        return matter.headcount

    assert at_once(
        lambda: offices[0].perform(touch, order=(first, second)),
        lambda: offices[1].perform(touch, order=(second, first)),
    ) in ([2, 3], [3, 2])
    with Session(offices[0].engine) as session:
        assert [row.headcount for row in session.scalars(select(Matter).order_by(Matter.id))] == [3, 3]
    assert verify(offices[0].engine).sound


def test_two_administrators_who_close_each_other_leave_one(offices: list[Office]) -> None:
    with Session(offices[0].engine) as session:
        accounts = session.scalars(
            select(Account).join(AccountRole).where(AccountRole.role == Role.ADMINISTRATOR)
        )
        pair = [who_of(session, account) for account in accounts]
        assert len(pair) == 2
        versions = {who.account_id: session.get_one(Account, who.account_id).version for who in pair}
    meeting = Meeting()

    def close(work: Work, *, account_id: int) -> None:
        work.session.scalars(select(Person)).all()  # on a server both stand here with what they have seen
        meeting.wait()
        close_account(work, account_id=account_id, version=versions[account_id])
        meeting.wait()

    for office, who in zip(offices, pair, strict=True):
        office.who = who
    others = (pair[1].account_id, pair[0].account_id)
    outcomes = at_once(
        *(
            lambda office=office, number=number: office.perform(close, account_id=number)
            for office, number in zip(offices, others, strict=True)
        )
    )
    refused = [str(outcome) for outcome in outcomes if outcome is not None]
    assert len(refused) == 1, outcomes
    assert "最后一个系统管理员" in refused[0] or "账号已停用" in refused[0]
