"""Commands: an act that arrives twice happens once, also when the link is cut before the answer came."""

from __future__ import annotations

import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import factories
from desktop.database.verify import verify
from desktop.errors import OfficeError
from desktop.front_door import front_door
from desktop.office import Office
from desktop.services.identity import reveal_identity
from desktop.services.registering import register_matter
from models.event import Command, Event
from models.matter import Matter
from models.values.choices import IdentityKind
from models.values.permissions import Role


class Link:
    """A wire to the server's socket that can be cut: before a COMMIT reaches it, or before its answer comes back."""

    def __init__(self, socket_path: str) -> None:
        self._server = socket_path
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._door]
        self.cut: str | None = None
        """`before` or `after`: what happens to the next COMMIT; `down` refuses everything from then on."""
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._door.getsockname()[1])

    def close(self) -> None:
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._door.accept()
                if self.cut == "down":
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._open += [client, server]
                threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                cut = self.cut if up and b"COMMIT" in data else None
                if cut is None:
                    target.sendall(data)
                    continue
                self.cuts += 1
                self.cut = "down" if cut.endswith("down") else None
                source.shutdown(socket.SHUT_RDWR)  # nothing goes back any more
                if cut.startswith("after"):
                    target.sendall(data)
                break
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def link(centre_postgresql: str) -> Iterator[Link]:
    address = urlsplit(centre_postgresql)
    link = Link(f"{parse_qs(address.query)['host'][0]}/.s.PGSQL.5432")
    yield link
    link.close()


@pytest.fixture
def office(centre_postgresql: str, link: Link) -> Iterator[Office]:
    """An office whose only way to the server is the link."""
    address = urlsplit(centre_postgresql)
    office = factories.open_office(f"postgresql://postgres@127.0.0.1:{link.port}{address.path}")
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    yield office
    office.close()


def matters(place: str) -> int:
    """Return how many matters there are, seen past the link."""
    office = factories.open_office(place)
    with Session(office.engine) as session:
        count = session.scalar(select(func.count()).select_from(Matter)) or 0
    assert verify(office.engine).sound
    office.close()
    return count


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_link_cut_at_the_commit_saves_once(
    office: Office, link: Link, centre_postgresql: str, moment: str
) -> None:
    link.cut = moment
    saved = factories.register(office, office.who)  # type: ignore[arg-type]  # signed in by the fixture
    assert link.cuts == 1
    assert saved.short_code == "2026-000001"
    assert matters(centre_postgresql) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_link_that_stays_cut_is_told_and_the_second_press_saves_once(
    office: Office, link: Link, centre_postgresql: str, moment: str
) -> None:
    command = str(uuid.uuid4())
    form = {"entry": factories.matter_entry(), "ending": factories.accept()}
    link.cut = f"{moment} down"
    with pytest.raises(OfficeError, match="连接不上数据库服务器"):
        office.perform_as(command, register_matter, **form)
    link.cut = None
    assert office.perform_as(command, register_matter, **form).short_code == "2026-000001"
    assert matters(centre_postgresql) == 1


def test_a_server_that_does_not_answer_is_told_at_the_door(office: Office, link: Link) -> None:
    link.cut = "down"
    office.engine.dispose()
    for look in (lambda: office.sign_in("sunjianping", factories.PASSWORD), lambda: front_door(office)):
        with pytest.raises(OfficeError, match="连接不上数据库服务器"):
            look()


def test_a_full_number_is_never_kept_with_its_command(centre_place: str) -> None:
    office = factories.open_office(centre_place)
    office.who = factories.people_of(office)[Role.RECEPTIONIST]
    visitor = factories.PersonEntry(name="王秀英", phone="13800002417", identity_number=factories.ID_NUMBER)
    saved = factories.register(office, office.who, visitor=visitor)
    with Session(office.engine) as session:
        person_id = session.get_one(Matter, saved.matter_id).claimant_id
    assert person_id is not None
    command = str(uuid.uuid4())
    asked = {"matter_id": saved.matter_id, "person_id": person_id, "kind": IdentityKind.ID_CARD}
    for _arrival in range(2):
        assert office.perform_as(command, reveal_identity, **asked) == factories.ID_NUMBER
    with Session(office.engine) as session:
        kept = session.scalars(select(Command)).all()
        assert not any(factories.ID_NUMBER in str(row.result) for row in kept)
        seen = session.scalars(select(Event.tag).where(Event.command_id == command)).all()
    assert seen == ["identity:reveal"] * 2  # it was shown twice
    office.close()


def test_whoever_presses_again_after_a_lost_answer_does_not_note_it_twice(
    office: Office, link: Link, centre_postgresql: str
) -> None:
    """The form knows no command id: the office remembers which act had no answer."""
    entry = factories.matter_entry()
    ending = factories.accept()
    link.cut = "after down"
    with pytest.raises(OfficeError, match="连接不上数据库服务器"):
        office.perform(register_matter, entry=entry, ending=ending)
    link.cut = None
    assert office.perform(register_matter, entry=entry, ending=ending).short_code == "2026-000001"
    assert matters(centre_postgresql) == 1
    assert office.perform(register_matter, entry=entry, ending=ending).short_code == "2026-000002"
    link.cut = "before down"
    with pytest.raises(OfficeError, match="连接不上数据库服务器"):
        office.perform(register_matter, entry=entry, ending=ending)
    link.cut = None
    other = factories.matter_entry(story="另一件事：路灯不亮。")
    assert office.perform(register_matter, entry=other, ending=ending).short_code == "2026-000003"
    assert office.perform(register_matter, entry=entry, ending=ending).short_code == "2026-000004"
    assert matters(centre_postgresql) == 4
