"""The log says where an error happened and nothing about people."""

from __future__ import annotations

import gc
import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.log import CRASH_NAME, LOG_NAME, Log, bare_message, hook_errors, masked, report, start_log

IDENTITY = "110101199003070396"
PHONE = "13800002417"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    running = Log(tmp_path)
    yield running
    running.close()


def _text(log: Log) -> str:
    return (log.folder / LOG_NAME).read_text(encoding="utf-8")


def test_numbers_and_passwords_are_masked(log: Log) -> None:
    logging.getLogger("onestop.test").warning(
        "%s rang, id %s, password=Geheim123 密码：秘密 postgresql://anna:Geheim123@server/centre",
        PHONE,
        IDENTITY,
    )
    text = _text(log)
    assert PHONE not in text
    assert IDENTITY not in text
    assert "Geheim123" not in text
    assert "秘密" not in text
    assert "rang" in text
    assert "postgresql://anna:…@server/centre" in text


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.text(max_size=20), st.text(max_size=20))
@example(PHONE, "电话", "号")
def test_no_phone_survives_masking(phone: str, before: str, after: str) -> None:
    assert phone not in masked(f"{before}{phone}{after}")


@given(st.from_regex(r"\A[1-9][0-9]{16}[0-9X]\Z"), st.text("a身份:_ \n", max_size=5))
def test_no_identity_number_survives_masking(number: str, around: str) -> None:
    assert number not in masked(f"{around}{number}{around}")


@given(st.text(st.characters(codec="utf-8", exclude_characters=" \n\r\t\"'"), min_size=6, max_size=20))
def test_no_password_survives_masking(password: str) -> None:
    line = masked(f"sign-in failed password={password} at desk 3")
    assert line == "sign-in failed password=… at desk 3" or "…" in line
    assert f"={password}" not in line


def _fail(story: str) -> None:
    try:
        {}[story]
    except KeyError as fault:
        raise ValueError(f"cannot read {story!r} of 张三 {PHONE}") from fault


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("张三欠款宅基地\"'\\ab19", min_size=8, max_size=30))
@example("it's 张三's \"story\"")
def test_contents_of_records_never_reach_the_log(log: Log, story: str) -> None:
    (log.folder / LOG_NAME).write_text("")
    try:
        _fail(story)
    except ValueError as fault:
        number = report(fault)
    text = _text(log)
    assert number in text
    assert "ValueError: cannot read" in text
    assert "in _fail" in text
    assert story not in text
    assert repr(story) not in text
    assert "张三" not in text.replace("of 张三", "")  # our own source line is code, not a record
    assert PHONE not in text


def test_database_details_are_cut() -> None:
    message = (
        'duplicate key value violates unique constraint "uq_unit_name"\nDETAIL:  Key (name)=(Anna) exists.'
    )
    assert bare_message(message) == "duplicate key value violates unique constraint … …"


def test_another_formatter_does_not_leak_into_ours(log: Log) -> None:
    heard = io.StringIO()
    plain = logging.StreamHandler(heard)
    root = logging.getLogger()
    root.handlers.insert(0, plain)
    story = "".join(map(chr, (0x6B20, 0x6B3E)))
    try:
        _fail(story)
    except ValueError as fault:
        report(fault)
    finally:
        root.removeHandler(plain)
    assert story in heard.getvalue()
    assert story not in _text(log)


def test_every_way_out_is_hooked(log: Log) -> None:
    told: list[tuple[str, str]] = []
    put_back = hook_errors(lambda number, error: told.append((number, type(error).__name__)))
    former = sys.excepthook
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

        class Late:
            def __del__(self) -> None:
                raise LookupError("late")

        Late()
        gc.collect()
        error = RuntimeError("main")
        sys.excepthook(RuntimeError, error, None)
    finally:
        put_back()
    assert sys.excepthook is not former
    assert [kind for _number, kind in told] == ["ZeroDivisionError", "LookupError", "RuntimeError"]
    assert all(number in _text(log) for number, _kind in told)
    assert len({number for number, _kind in told}) == 3


def test_an_error_of_the_error_dialog_is_written_too(log: Log) -> None:
    def tell(_number: str, _error: BaseException) -> None:
        raise OSError("no window")

    put_back = hook_errors(tell)
    try:
        sys.excepthook(RuntimeError, RuntimeError("first"), None)
    finally:
        put_back()
    assert "RuntimeError: first" in _text(log)
    assert "OSError: no window" in _text(log)


def test_the_log_rotates(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log._file.maxBytes = 2000
    for number in range(200):
        logging.getLogger("onestop").info("line %d of the rotation test", number)
    log.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [CRASH_NAME, LOG_NAME, *(f"{LOG_NAME}.{number}" for number in range(1, 6))]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())


def test_a_log_that_cannot_be_renamed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(tmp_path)
    log._file.maxBytes = 500

    def held(_source: str, _target: str) -> None:
        raise PermissionError("held by another program")

    monkeypatch.setattr(log._file, "rotate", held)
    for number in range(30):
        logging.getLogger("onestop").info("line %d", number)
    log.close()
    assert "line 29" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")


def test_no_place_for_a_log_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    silent = start_log(tmp_path / "file")
    logging.getLogger("onestop").warning("nobody hears")
    silent.close()
