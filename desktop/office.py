"""The application object: one per running client. The ui holds it and nothing else.

Made unopened, so that the first window need not wait for SQLAlchemy; `open()` runs in a worker and loads the rest.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from desktop.clock import Clock, SystemClock
from desktop.errors import ForbiddenError, OfficeError
from desktop.unanswered import Unanswered
from desktop.who import NOBODY, Who

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from desktop.database.presence import Mark
    from desktop.founding import Answers
    from desktop.work import Work

P = ParamSpec("P")
R = TypeVar("R")
DESK_LIMIT = 40
CLOSING_PATIENCE = 30.0
"""Seconds that `close()` waits for transactions in other threads."""
_NOT_OPEN = "数据库还没有打开，请稍候再试。"


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
        """Name the database (a path or a postgresql:// URL without password); nothing is opened yet.

        Without a clock the moments of acts are the server's, or this PC's for a file.
        """
        self.place = place
        self.clock = clock or SystemClock()
        self._clock_is_given = clock is not None
        self.desk = desk
        self.who: Who | None = None
        self.clock_confirmed = False
        self._password = password
        self._engine: Engine | None = None
        self._founding: Engine | None = None
        self._mark: Mark | None = None
        self._opening = threading.Lock()
        self._change = threading.Condition()
        self._running = 0
        self._constants: dict[str, Any] = {}
        self._unanswered = Unanswered()
        self._begun = threading.local()

    # -- opening and closing

    @property
    def is_open(self) -> bool:
        """Tell whether the database is open."""
        return self._engine is not None

    @property
    def engine(self) -> Engine:
        """The open engine; OfficeError before `open()`."""
        if self._engine is None:
            raise OfficeError(_NOT_OPEN)
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
            self._opened(engine)

    def found(self, answers: Answers) -> None:
        """Found a new centre from the first run's answers, and leave it open. Never over an existing one."""
        from desktop.commands import persistently
        from desktop.database.engine import open_engine
        from desktop.database.upgrade import bring_up_to_date
        from desktop.founding import check_answers
        from desktop.paths import backup_folder

        check_answers(answers)
        with self._opening:
            if self._engine is not None:
                raise OfficeError("这里已经有一个综治中心的数据库，不能再建一次。")
            engine = open_engine(self.place, password=self._password, create=True)
            try:
                bring_up_to_date(engine, moment=self.clock.now(), backup_folder=backup_folder())
                self._load()
                self._founding = engine
                persistently(lambda: self._found(engine, answers))
            except BaseException:
                engine.dispose()
                raise
            finally:
                self._founding = None
            self._opened(engine)

    def close(self) -> None:
        """Let the database go, when what runs in other threads has ended; the office may be opened again."""
        with self._change:
            engine, self._engine, self.who = self._engine, None, None
            self._change.wait_for(lambda: not self._running, CLOSING_PATIENCE)
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

    @contextmanager
    def as_begun_by(self, who: Who) -> Iterator[None]:
        """Let what runs in this thread act as the one who began it, although somebody else may sign in meanwhile."""
        before = getattr(self._begun, "who", None)
        self._begun.who = who
        try:
            yield
        finally:
            self._begun.who = before

    # -- acting and asking

    def perform(self, use_case: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a use case in one durable transaction and return its result.

        The same call of the same account again, after its answer was lost with the link, is the same command.
        """
        call = (self._signed_in().account_id, use_case, args, kwargs)
        command_id = self._unanswered.command_id(call)
        result = self._perform(
            command_id, use_case, args, kwargs, on_cut=lambda: self._unanswered.keep(call, command_id)
        )
        self._unanswered.answered(command_id)
        return result

    def perform_as(
        self,
        command_id: str,
        use_case: Callable[Concatenate[Work, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a use case under a command id of the caller's: a second arrival returns the first one's result.

        The use case may run more than once, each time in a transaction of its own, until one is committed: when
        somebody else changed the same rows first, or the link to the server was cut.
        """
        return self._perform(command_id, use_case, args, kwargs, on_cut=lambda: None)

    def ask(self, query: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query in a reading transaction and return its answer."""
        self._signed_in()
        with self._session(self.engine, NOBODY, reads=True) as session:
            return query(self._work(session, self._as_he_stands(session), ""), *args, **kwargs)

    # -- inside

    def _perform(
        self,
        command_id: str,
        use_case: Callable[..., R],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        on_cut: Callable[[], object],
    ) -> R:
        """Run a use case as a command, until it is committed or refused."""
        from desktop.commands import keep_result, persistently, take_command

        self._signed_in()

        def act() -> R:
            with self._session(self.engine, NOBODY) as session:
                work = self._work(session, self._as_he_stands(session), command_id)
                earlier = take_command(work, use_case)
                if earlier is not None:
                    first: R = earlier.result
                    return first
                result = use_case(work, *args, **kwargs)
                keep_result(work, use_case, result)
                work.seal()
                session.commit()
                return result

        return persistently(act, on_cut)

    def _signed_in(self) -> Who:
        """Return who acts, or refuse."""
        if self.who is None:
            raise ForbiddenError("还没有登录。")
        begun_by: Who | None = getattr(self._begun, "who", None)
        return begun_by or self.who

    def _as_he_stands(self, session: Session) -> Who:
        """Return who acts with the roles that he has now, or refuse an account that was closed meanwhile."""
        from desktop.signing_in import who_now

        known = self._signed_in()
        who = who_now(session, known)
        if who != known and self.who is known:
            self.who = who
        return who

    def _opened(self, engine: Engine) -> None:
        """Keep an engine that is ready."""
        from desktop.database.presence import mark_of

        self._mark = mark_of(engine)
        self._engine = engine

    def _found(self, engine: Engine, answers: Answers) -> None:
        """Write the first rows of a centre."""
        from desktop.founding import found_centre

        with self._session(engine, NOBODY) as session:
            work = self._work(session, NOBODY, str(uuid.uuid4()))
            found_centre(work, answers)
            work.seal()
            session.commit()

    @contextmanager
    def _session(self, engine: Engine, who: Who, *, reads: bool = False) -> Iterator[Session]:
        """Give a session that shows what this account may see; what the database complains of comes in plain words.

        `close()` waits for it; after `close()` there is none.
        """
        from sqlalchemy.orm import Session

        from desktop.database.engine import reading
        from desktop.database.faults import plain_words
        from desktop.database.presence import refuse_another_file
        from desktop.visibility import mask_for

        with self._change:
            if engine is not (self._founding or self._engine):
                raise OfficeError(_NOT_OPEN)
            self._running += 1
        try:
            with plain_words():
                if self._engine is not None:
                    refuse_another_file(engine, self._mark)
                info = {"mask": mask_for(who), "constants": self._constants}
                face = reading(engine) if reads else engine
                with Session(face, expire_on_commit=False, info=info) as session:
                    yield session
        finally:
            with self._change:
                self._running -= 1
                self._change.notify_all()

    def _work(self, session: Session, who: Who, command_id: str) -> Work:
        """Return a unit of work on an open session, which from now on shows what this account may see."""
        from desktop.database.server_clock import moment_at_server
        from desktop.visibility import mask_for
        from desktop.work import Work

        at_server = None if self._clock_is_given else moment_at_server(session)
        work = Work(
            session=session,
            who=who,
            now=at_server or self.clock.now(),
            desk=self.desk[:DESK_LIMIT],
            command_id=command_id,
            clock_confirmed=self.clock_confirmed or at_server is not None,
        )
        session.info["work"] = work
        session.info["mask"] = mask_for(who)
        return work

    @staticmethod
    def _load() -> None:
        """Load what the first act would otherwise wait for."""
        from sqlalchemy.orm import configure_mappers

        import models.tables  # noqa: F401 - the mappers must know every table

        configure_mappers()
