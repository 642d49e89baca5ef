"""The same use cases on PostgreSQL 15, as Debian ships it; the wheel of the other tests brings 18."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import factories
from desktop.database.backup import back_up
from desktop.database.contents import look_into
from desktop.database.verify import verify
from desktop.queries.history import found_matters
from models.values.permissions import Role

pytestmark = pytest.mark.machine
BINARIES = Path("/usr/lib/postgresql/15/bin")


def as_postgres(*command: str) -> None:
    """Run a server command as its own user: PostgreSQL refuses root."""
    subprocess.run(["runuser", "-u", "postgres", "--", *command], check=True, capture_output=True)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A cluster of its own on a free port; the tests fail where there is none to start."""
    folder = Path(tempfile.mkdtemp(prefix="onestop-15-"))
    shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_postgres(
        str(BINARIES / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-E", "UTF8", "--locale=C"
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = str(folder / "log")
    as_postgres(str(BINARIES / "pg_ctl"), "-D", str(folder / "data"), "-o", options, "-w", "-l", log, "start")
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    as_postgres(str(BINARIES / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_a_centre_on_15(server: str, tmp_path: Path) -> None:
    office = factories.new_office(server)
    factories.everybody(office)
    who = factories.people_of(office)[Role.RECEPTIONIST]
    saved = factories.register(office, who)
    assert [row.code for _why, row in office.ask(found_matters, text="滴水檐")] == [saved.code]
    assert all(check.sound for check in verify(office.engine).checks)
    report = back_up(office.engine, tmp_path, moment=factories.MONDAY)
    assert look_into(report.path).summary.counts["matter"] == 1
    office.close()
