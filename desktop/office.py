"""The application object: one per running client. The ui holds it and nothing else.

Made unopened, so that the first window need not wait for SQLAlchemy; `open()` runs in a worker and loads the rest.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from desktop.clock import Clock, SystemClock
from desktop.errors import ForbiddenError, OfficeError
from desktop.who import NOBODY, Who

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desktop.founding import Answers
    from desktop.work import Work

P = ParamSpec("P")
R = TypeVar("R")


class Office:
    """The centre's database as one client uses it: sign in, perform use cases, ask queries."""

    def __init__(
        self,
        place: str,
        *,
        clock: Clock | None = None,
        desk: str = "",
        password: str | None = None,
    ) -> None:
        """Name the database (a path or a postgresql:// URL without password); nothing is opened yet."""
        self.place = place
        self.clock = clock or SystemClock()
        self.desk = desk
        self.who: Who | None = None
        self.clock_confirmed = False
        self._password = password
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._constants: dict[str, Any] = {}

    # -- opening and closing

    @property
    def is_open(self) -> bool:
        """Tell whether the database is open."""
        return self._engine is not None

    @property
    def engine(self) -> Engine:
        """The open engine; OfficeError before `open()`."""
        if self._engine is None:
            raise OfficeError("数据库还没有打开，请稍候再试。")
        return self._engine

    def exists(self) -> bool:
        """Tell whether there is a centre to open: a file that is there, or any server."""
        from pathlib import Path

        return "://" in self.place or Path(self.place).exists()

    def open(self) -> None:
        """Open the database and bring its tables up to date. Raises OfficeError in plain words; call in a worker."""
        from desktop.database.engine import open_engine
        from desktop.database.upgrade import bring_up_to_date
        from desktop.paths import backup_folder

        with self._opening:
            if self._engine is not None:
                return
            engine = open_engine(self.place, password=self._password)
            try:
                bring_up_to_date(engine, moment=self.clock.now(), backup_folder=backup_folder())
                self._load()
            except BaseException:
                engine.dispose()
                raise
            self._engine = engine

    def found(self, answers: Answers) -> None:
        """Found a new centre from the first run's answers, and leave it open. Never over an existing one."""
        from desktop.database.engine import open_engine
        from desktop.database.upgrade import bring_up_to_date
        from desktop.founding import check_answers, found_centre
        from desktop.paths import backup_folder

        check_answers(answers)
        with self._opening:
            if self._engine is not None:
                raise OfficeError("这里已经有一个综治中心的数据库，不能再建一次。")
            engine = open_engine(self.place, password=self._password, create=True)
            try:
                bring_up_to_date(engine, moment=self.clock.now(), backup_folder=backup_folder())
                self._load()
                with self._session(engine, NOBODY) as session:
                    work = self._work(session, NOBODY, str(uuid.uuid4()))
                    found_centre(work, answers)
                    work.seal()
                    session.commit()
            except BaseException:
                engine.dispose()
                raise
            self._engine = engine

    def close(self) -> None:
        """Let the database go; the office may be opened again."""
        engine, self._engine, self.who = self._engine, None, None
        self._constants = {}
        if engine is not None:
            engine.dispose()

    # -- who acts

    def sign_in(self, login: str, password: str) -> Who:
        """Sign in and act as this account from now on; OfficeError when it is refused."""
        from desktop.signing_in import sign_in

        self.who = sign_in(self, login, password)
        return self.who

    def sign_out(self) -> None:
        """Act as nobody."""
        self.who = None

    # -- acting and asking

    def perform(self, use_case: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a use case in one durable transaction and return its result."""
        return self.perform_as(str(uuid.uuid4()), use_case, *args, **kwargs)

    def perform_as(
        self,
        command_id: str,
        use_case: Callable[Concatenate[Work, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a use case under a command id of the caller's: a second arrival returns the first one's result."""
        from desktop.commands import keep_result, take_command
        from desktop.database.faults import plain_words

        who = self._signed_in()
        with plain_words(), self._session(self.engine, who) as session:
            work = self._work(session, who, command_id)
            earlier = take_command(work, use_case)
            if earlier is not None:
                first: R = earlier.result
                return first
            result = use_case(work, *args, **kwargs)
            keep_result(work, result)
            work.seal()
            session.commit()
            return result

    def ask(self, query: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query in a reading transaction and return its answer."""
        from desktop.database.engine import reading
        from desktop.database.faults import plain_words

        who = self._signed_in()
        with plain_words(), self._session(reading(self.engine), who) as session:
            return query(self._work(session, who, ""), *args, **kwargs)

    # -- inside

    def _signed_in(self) -> Who:
        """Return who acts, or refuse."""
        if self.who is None:
            raise ForbiddenError("还没有登录。")
        return self.who

    def _session(self, engine: Engine, who: Who) -> Any:
        """Return a session that shows what this account may see."""
        from sqlalchemy.orm import Session

        from desktop.visibility import EVERYTHING, mask_of

        mask = EVERYTHING if who is NOBODY else mask_of(who)
        return Session(engine, expire_on_commit=False, info={"mask": mask, "constants": self._constants})

    def _work(self, session: Any, who: Who, command_id: str) -> Work:
        """Return a unit of work on an open session."""
        from desktop.work import Work

        work = Work(
            session=session,
            who=who,
            now=self.clock.now(),
            desk=self.desk,
            command_id=command_id,
            clock_confirmed=self.clock_confirmed,
        )
        session.info["work"] = work
        return work

    @staticmethod
    def _load() -> None:
        """Load what the first act would otherwise wait for."""
        from sqlalchemy.orm import configure_mappers

        import models.tables  # noqa: F401 - the mappers must know every table

        configure_mappers()
