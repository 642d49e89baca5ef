"""The three lanes: order, answers in the screen's thread, refusals, faults, cancelling, the end."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import OfficeError
from ui.tasks import Lanes, TaskCancelledError


@pytest.fixture
def lanes(dressed: QApplication) -> Iterator[Lanes]:
    made = Lanes(dressed)
    yield made
    assert made.stop(5)
    made.deleteLater()


def test_the_work_is_done_elsewhere_and_answered_here(lanes: Lanes) -> None:
    seen: list[Any] = []
    lanes.desk.run(
        threading.current_thread,
        done=lambda worker: seen.append((worker.name, threading.current_thread() is threading.main_thread())),
    )
    assert lanes.drain(5)
    assert seen == [("lane-desk", True)]
    assert QThread.currentThread() is QApplication.instance().thread()


def test_a_lane_keeps_the_order_and_the_lanes_run_side_by_side(lanes: Lanes) -> None:
    order: list[int] = []
    gate = threading.Event()
    lanes.long.run(partial(gate.wait, 5), done=lambda _value: order.append(99))
    for number in range(20):
        lanes.desk.run(partial(int, number), done=order.append)
    lanes.desk.run(gate.set)
    assert lanes.drain(5)
    assert [number for number in order if number != 99] == list(range(20))
    assert 99 in order


def test_no_thread_starts_before_the_first_task(lanes: Lanes) -> None:
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lane-")]
    lanes.desk.run(int)
    lanes.desk.run(int)
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("lane-")] == [
        "lane-desk"
    ]
    assert lanes.drain(5)


def test_a_refusal_goes_to_failed(lanes: Lanes) -> None:
    def refuse() -> None:
        raise OfficeError("身份证号少 2 位。", field="id_number", todo="请对照证件补齐。")

    told: list[OfficeError] = []
    done: list[object] = []
    ended: list[str] = []
    lanes.desk.run(refuse, done=done.append, failed=told.append, finished=lambda: ended.append("end"))
    assert lanes.drain(5)
    assert [(error.sentence, error.field) for error in told] == [("身份证号少 2 位。", "id_number")]
    assert done == []
    assert ended == ["end"]


def test_anything_else_is_raised_on_the_screens_side(lanes: Lanes, qtbot: QtBot) -> None:
    failed: list[object] = []
    ended: list[str] = []
    with qtbot.captureExceptions() as caught:
        lanes.desk.run(lambda: 1 // 0, failed=failed.append, finished=lambda: ended.append("end"))
        lanes.desk.run(partial(int, 7), done=failed.append)
        assert lanes.drain(5)
    assert [kind for kind, _fault, _trace in caught] == [ZeroDivisionError]
    assert failed == [7]
    assert ended == ["end"]


def test_whoever_waits_for_an_answer_is_told_of_a_fault_too(lanes: Lanes, qtbot: QtBot) -> None:
    told: list[object] = []
    with qtbot.captureExceptions() as caught:
        lanes.desk.run(
            lambda: 1 // 0,
            broken=lambda refusal: told.append(str(refusal)),
            finished=lambda: told.append("end"),
        )
        lanes.desk.run(
            lambda: 1 // 0, broken=lambda _refusal: told.index("nowhere"), finished=lambda: told.append("end")
        )
        assert lanes.drain(5)
    assert told == ["出了意外的问题，这一步没有做成。填的内容还在，可以再试一次。", "end", "end"]
    assert [kind for kind, _fault, _trace in caught] == [ZeroDivisionError] * 2


def test_a_fault_in_done_does_not_stop_the_lane(lanes: Lanes, qtbot: QtBot) -> None:
    ended: list[str] = []
    with qtbot.captureExceptions() as caught:
        lanes.desk.run(int, done=lambda value: 1 // value, finished=lambda: ended.append("end"))
        lanes.desk.run(partial(int, 3), done=lambda value: ended.append(str(value)))
        assert lanes.drain(5)
    assert len(caught) == 1
    assert ended == ["end", "3"]


def test_a_deleted_receiver_gets_nothing(lanes: Lanes) -> None:
    class Receiver(QLabel):
        got: list[object] = []

        def take(self, value: object) -> None:
            self.got.append(value)
            self.setText(str(value))

    gate = threading.Event()
    by_method, by_owner, alive = Receiver(), Receiver(), Receiver()
    kept: list[int] = []
    lanes.desk.run(partial(gate.wait, 5))
    lanes.desk.run(partial(int, 1), done=by_method.take)
    lanes.desk.run(partial(int, 2), done=partial(by_method.take))
    lanes.desk.run(partial(int, 3), done=kept.append, owner=by_owner)
    lanes.desk.run(partial(int, 4), done=alive.take, finished=partial(kept.append, 5), owner=alive)
    for gone in (by_method, by_owner):
        gone.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gate.set()
    assert lanes.drain(5)
    assert Receiver.got == [4]
    assert kept == [5]
    alive.deleteLater()


def test_a_waiting_task_that_was_cancelled_never_starts(lanes: Lanes) -> None:
    gate = threading.Event()
    ran: list[str] = []
    lanes.desk.run(partial(gate.wait, 5))
    handle = lanes.desk.run(partial(ran.append, "ran"), done=lambda _v: ran.append("done"))
    assert handle.running()
    handle.cancel()
    gate.set()
    assert lanes.drain(5)
    assert ran == []
    assert handle.cancelled()
    assert not handle.running()


def test_a_running_task_that_was_cancelled_ends_at_its_next_report(lanes: Lanes) -> None:
    started = threading.Event()
    state: list[str] = []

    def work(report: Callable[[int, int, str], None]) -> str:
        started.set()
        try:
            for step in range(100_000):
                report(step, 100_000, "正在打印")
                time.sleep(0.001)
        except TaskCancelledError:
            state.append("rolled back")
            raise
        return "all"

    handle = lanes.long.run(work, done=state.append, progress=lambda *_args: None)
    assert started.wait(5)
    handle.cancel()
    assert lanes.drain(5)
    assert state == ["rolled back"]


def test_progress_comes_in_the_screens_thread_and_ends_with_all(lanes: Lanes) -> None:
    seen: list[tuple[int, int, str, bool]] = []

    def tell(done: int, total: int, words: str) -> None:
        seen.append((done, total, words, threading.current_thread() is threading.main_thread()))

    def work(report: Callable[[int, int, str], None]) -> int:
        for step in range(1, 2001):
            report(step, 2000, "正在导入")
        return 2000

    result: list[int] = []
    lanes.long.run(work, done=result.append, progress=tell)
    assert lanes.drain(10)
    assert seen[-1] == (2000, 2000, "正在导入", True)
    assert all(here for *_rest, here in seen)
    assert len(seen) < 200, "the screen is not flooded"
    assert [done for done, *_rest in seen] == sorted(done for done, *_rest in seen)
    assert result == [2000]


def test_stop_drops_what_waits_and_leaves_no_thread(dressed: QApplication) -> None:
    lanes = Lanes()
    gate, ran = threading.Event(), []
    lanes.desk.run(partial(gate.wait, 5))
    lanes.desk.run(partial(ran.append, "ran"))
    threading.Timer(0.1, gate.set).start()
    assert lanes.stop(5)
    assert ran == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lane-")]
    with pytest.raises(RuntimeError, match="stopped"):
        lanes.desk.run(int)


def test_stop_says_when_a_task_will_not_end(dressed: QApplication) -> None:
    lanes = Lanes()
    gate, started = threading.Event(), threading.Event()
    lanes.long.run(lambda: started.set() or gate.wait())
    assert started.wait(5)
    start = time.monotonic()
    assert not lanes.stop(0.2)
    assert time.monotonic() - start < 2
    gate.set()
    assert lanes.stop(5)


def test_an_answer_after_the_lanes_were_deleted_is_lost_quietly(dressed: QApplication, qtbot: QtBot) -> None:
    parent = QObject()
    lanes = Lanes(parent)
    gate = threading.Event()
    lanes.desk.run(partial(gate.wait, 5))
    desk = lanes.desk
    parent.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gate.set()
    assert desk.join(5)


def test_the_screen_goes_on_while_the_lanes_work(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    lanes.desk.run(partial(gate.wait, 5))
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("字")
    assert label.text() == "字"
    assert not lanes.drain(0.05)
    gate.set()
    assert lanes.drain(5)
