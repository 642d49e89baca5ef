"""The program's log: rotating, masked, never with the contents of records; and the hooks for the unexpected.

A line of an unexpected error holds its number, its kind, the places in the code, and its message without
anything that may come from a record: quoted text, Chinese, telephone and ID numbers, passwords.
"""

from __future__ import annotations

import contextlib
import copy
import faulthandler
import logging
import re
import sys
import threading
import traceback
import uuid
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

LOG_NAME = "onestop.log"
CRASH_NAME = "crash.log"
_SIZE = 1_000_000
_KEPT = 5
_GONE = "…"
_SECRET = re.compile(
    r"(?i)((?:password|passwd|pwd|passfile|secret|token|口令|密码)[\"']?\s*(?:[=:：]|\bis\b|是|为)\s*)"
    r"(\"[^\"]*\"|'[^']*'|\S+)"
)
_URL_SECRET = re.compile(r"(?i)(://[^\s/:@]*:)[^\s@]*(?=@)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’|«[^»]*»")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"\d{5,}")
_DETAIL = re.compile(r"(?s)\s*(?:\b(?:DETAIL|CONTEXT|HINT|LINE \d+):|\[(?:SQL|parameters):).*")
_log = logging.getLogger("onestop")


class MaskedLines(logging.Formatter):
    """Formats a record as one masked line; of an exception only what says nothing about people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without numbers of people and without passwords."""
        own = copy.copy(record)
        own.exc_text = None  # another formatter may have left the whole traceback there
        return masked(super().format(own))

    def formatException(self, ei: object) -> str:
        """Return kind, places and bare message of an exception and of what caused it."""
        error = ei[1] if isinstance(ei, tuple) else None
        return bare_traceback(error) if isinstance(error, BaseException) else ""


class RotatingLog(RotatingFileHandler):
    """A rotating file that goes on in the same one where another program holds it open."""

    def doRollover(self) -> None:
        """Begin a new file, or stay with the old one when it cannot be renamed."""
        with contextlib.suppress(OSError):
            super().doRollover()
        if self.stream is None:
            self.stream = self._open()


class Log:
    """The running log; `close()` ends it."""

    def __init__(self, folder: Path, *, level: int = logging.INFO) -> None:
        """Write to `folder`; warnings of Python and crashes of the interpreter are written there too."""
        self.folder = folder
        self._file = RotatingLog(folder / LOG_NAME, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
        self._file.setFormatter(MaskedLines())
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self._file)
        root.setLevel(level)
        logging.captureWarnings(capture=True)
        self._crash: IO[str] = (folder / CRASH_NAME).open("a", encoding="utf-8")
        faulthandler.enable(self._crash)

    def close(self) -> None:
        """Stop writing and let the files go."""
        root = logging.getLogger()
        root.removeHandler(self._file)
        root.setLevel(self._level)
        logging.captureWarnings(capture=False)
        self._file.close()
        faulthandler.disable()
        self._crash.close()


def start_log(folder: Path, *, level: int = logging.INFO) -> Log:
    """Start the log in a folder; a disk that cannot be written leaves the program without a log, not dead."""
    try:
        return Log(folder, level=level)
    except OSError:
        return _Silence(folder)


class _Silence(Log):
    """No log: nowhere to write it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def close(self) -> None:
        """Do nothing: there is nothing to close."""


def report(error: BaseException) -> str:
    """Write an unexpected error to the log and return its number, which the user can pass on."""
    number = f"E{uuid.uuid4().hex[:8].upper()}"
    _log.error("unexpected error %s", number, exc_info=error)
    return number


def hook_errors(tell: Callable[[str, BaseException], None]) -> Callable[[], None]:
    """Lead every uncaught error of main program, threads and finalisers to `report`, then to `tell`.

    `tell` gets the error's number and the error, on the thread where it happened. Returns a function that
    puts the former hooks back. An error of `tell` itself is written too and goes no further.
    """
    former = sys.excepthook, threading.excepthook, sys.unraisablehook

    def caught(error: BaseException | None) -> None:
        if error is None:
            return
        number = report(error)
        try:
            tell(number, error)
        except Exception as second:  # noqa: BLE001 - the last stop of all errors
            report(second)

    def of_program(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            caught(error)

    def of_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_type is not SystemExit:
            caught(arguments.exc_value)

    def unraisable(arguments: sys.UnraisableHookArgs) -> None:
        caught(arguments.exc_value)

    def put_back() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = former

    sys.excepthook, threading.excepthook, sys.unraisablehook = of_program, of_thread, unraisable
    return put_back


def masked(text: str) -> str:
    """Return a line with passwords, telephone and ID numbers hidden."""
    from models.values.masking import mask_in_text

    text = _URL_SECRET.sub(rf"\1{_GONE}", _SECRET.sub(rf"\1{_GONE}", text))
    return mask_in_text(text)


def bare_traceback(error: BaseException) -> str:
    """Return the traceback of an error and its causes, with messages that hold nothing of any record."""
    return "\n".join(_parts(traceback.TracebackException.from_exception(error)))


def bare_message(message: str) -> str:
    """Return an error's message without quoted text, non-ASCII text, long numbers and database details."""
    text = _DETAIL.sub(f" {_GONE}", message)
    return _NUMBER.sub(_GONE, _FOREIGN.sub(_GONE, _QUOTED.sub(_GONE, text)))[:500]


def _parts(told: traceback.TracebackException) -> Iterator[str]:
    """Yield the parts of a chain of errors, the first cause first."""
    if told.__cause__ is not None:
        yield from _parts(told.__cause__)
        yield "-- caused:"
    elif told.__context__ is not None and not told.__suppress_context__:
        yield from _parts(told.__context__)
        yield "-- during which:"
    yield "".join(told.stack.format()).rstrip("\n")
    kind = told.exc_type.__qualname__ if told.exc_type is not None else "error"
    yield f"{kind}: {bare_message(str(told))}"
    for inner in told.exceptions or []:
        yield "-- together with:"
        yield from _parts(inner)
