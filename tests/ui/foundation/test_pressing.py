"""Buttons, badges, panels, messages, states, steps, countdown."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.style import px
from ui.widgets.badge import Badge, BadgeSpec
from ui.widgets.buttons import ActionBar, ActionButton, LinkButton, with_reason
from ui.widgets.countdown import Countdown, countdown_icon
from ui.widgets.keycap import KeyCap
from ui.widgets.message import Message
from ui.widgets.panel import Panel
from ui.widgets.states import SHOWN_AFTER, States
from ui.widgets.steps import Step, Steps

OnScreen = Callable[..., QWidget]


@pytest.fixture
def on_screen(qtbot: QtBot) -> Iterator[OnScreen]:
    """Return what puts widgets below each other into a window, which is kept until the test ends."""
    boxes: list[QWidget] = []

    def _show(*widgets: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(box)
        box.show()
        QApplication.processEvents()
        boxes.append(box)
        return box

    yield _show
    boxes.clear()


def test_heights_are_those_of_the_tokens(qtbot: QtBot, on_screen: OnScreen) -> None:
    usual = ActionButton("受理", "Ctrl+Enter", name="a", primary=True, icon="checkmark")
    small = ActionButton("加一条", "Alt+T", name="b", small=True)
    badge, cap = Badge("待签收", "warn", "clock"), KeyCap("Ctrl+Enter")
    on_screen(usual, small, badge)
    assert [widget.height() for widget in (usual, small, badge)] == [36, 28, 24]
    assert cap.sizeHint().height() == 20
    cap.deleteLater()


def test_a_button_is_wide_enough_for_icon_words_and_key(qtbot: QtBot, on_screen: OnScreen) -> None:
    bare = ActionButton("引导告知", name="a")
    keyed = ActionButton("引导告知", "Alt+G", name="b")
    drawn = ActionButton("引导告知", "Alt+G", name="c", icon="arrow_forward")
    on_screen(bare, keyed, drawn)
    assert bare.width() < keyed.width() < drawn.width()
    assert drawn.width() - keyed.width() == px(22)


def test_a_blocked_button_says_why_beside_it(qtbot: QtBot, on_screen: OnScreen) -> None:
    button = ActionButton("打印 3 份待签", "Ctrl+P", name="form.print")
    bar = ActionBar(name="form.bar")
    bar.add(ActionButton("保存", "Ctrl+Enter", name="form.save", primary=True))
    bar.add(button)
    on_screen(bar)
    reason = bar.findChild(QLabel, "form.bar.reason")
    assert not reason.isVisible()
    button.set_blocked("改好 1 处错误后可打印")
    assert reason.text() == "改好 1 处错误后可打印"
    assert reason.isVisible()
    assert not button.isEnabled()
    assert button.accessibleDescription() == "改好 1 处错误后可打印"
    button.set_blocked("")
    assert button.isEnabled()
    assert not reason.isVisible()
    assert button.accessibleDescription() == "Ctrl+P"


def test_with_reason_stands_at_the_right_of_its_button(qtbot: QtBot, on_screen: OnScreen) -> None:
    button = ActionButton("办结", "Alt+E", name="form.close")
    box = on_screen(with_reason(button))
    button.set_blocked("还差 3 项")
    QApplication.processEvents()
    words = next(label for label in box.findChildren(QLabel) if label.text() == "还差 3 项")
    assert words.mapTo(box, words.rect().topLeft()).x() > button.geometry().right()


def test_a_link_without_a_key_is_reached_by_tab(qtbot: QtBot, on_screen: OnScreen) -> None:
    bare, keyed = LinkButton("全部 5 件", name="a"), LinkButton("不愿留名", "Alt+B", name="b")
    on_screen(bare, keyed)
    assert bare.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert keyed.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("kind", ["primary", "danger", "quiet", "small", ""])
def test_every_kind_of_button_draws_differently(on_screen: OnScreen, kind: str) -> None:
    button = ActionButton("作废...", "Delete", name="a", **({kind: True} if kind else {}))
    other = ActionButton(
        "作废...", "Delete", name="b", **({"quiet": True} if kind == "primary" else {"primary": True})
    )
    on_screen(button, other)
    assert button.grab().toImage() != other.grab().toImage()


def test_the_focus_is_drawn_on_buttons(qtbot: QtBot, on_screen: OnScreen) -> None:
    button, other = ActionButton("焦点", "Alt+C", name="a"), ActionButton("受理", name="b", primary=True)
    box = on_screen(button, other)
    box.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != before


def test_a_badge_says_its_word_to_screen_readers(qtbot: QtBot, on_screen: OnScreen) -> None:
    badge = Badge("待签收", "warn", "clock", name="x.state")
    on_screen(badge)
    width = badge.width()
    badge.set_spec(BadgeSpec("超期，已发督办单", "err", "error_circle", filled=True))
    QApplication.processEvents()
    assert badge.accessibleName() == "超期，已发督办单"
    assert badge.width() > width


def test_a_countdown_tells_state_by_icon_word_and_colour(qtbot: QtBot, on_screen: OnScreen) -> None:
    countdown = Countdown(name="matter.left", big=True)
    on_screen(countdown)
    pictures = []
    for state in ("normal", "soon", "late", "paused"):
        countdown.set_left("剩 1 个工作日", state=state, detail="11月24日 周二 17:00 到期")
        pictures.append(countdown.grab().toImage())
        assert countdown.state() == state
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])
    assert len({countdown_icon(state) for state in ("normal", "soon", "late", "paused")}) == 4
    assert countdown.accessibleDescription() == "剩 1 个工作日 11月24日 周二 17:00 到期"


def test_a_message_is_hidden_until_it_says_something(qtbot: QtBot, on_screen: OnScreen) -> None:
    message = Message(name="x.message")
    panel = Panel("提示", name="x")
    panel.add(message)
    on_screen(panel)
    assert not message.isVisible()
    message.say("回执已打印 1 份。", "ok")
    assert message.isVisible()
    assert message.text() == message.accessibleName() == "回执已打印 1 份。"
    message.clear()
    assert not message.isVisible()


def test_a_panel_without_title_has_no_head(qtbot: QtBot, on_screen: OnScreen) -> None:
    panel, titled = Panel(name="a"), Panel("经过", "全部 14 条", name="b")
    panel.add(QLabel("体"))
    titled.add(QLabel("体"))
    titled.add_head(ActionButton("遮住", "F9", name="b.cover", small=True))
    on_screen(panel, titled)
    assert panel.height() < titled.height()
    assert titled.title() == titled.accessibleName() == "经过"


def test_loading_appears_after_a_moment_only_and_takes_no_focus(qtbot: QtBot, on_screen: OnScreen) -> None:
    content = QLabel("内容")
    states = States(content, name="x.states")
    box = on_screen(states)
    stop = ActionButton("不查了", "Alt+Q", name="x.stop", small=True)
    states.show_loading("正在查来过没有，您可以接着填。", stop=stop)
    assert states.state() == "content"
    qtbot.waitUntil(lambda: states.state() == "loading", timeout=10000)
    assert not stop.hasFocus()
    states.set_progress(3, 10)
    states.show_content()
    assert states.state() == "content"
    assert box.isVisible()


def test_a_quick_answer_never_shows_loading(qtbot: QtBot, on_screen: OnScreen) -> None:
    states = States(QLabel("内容"), name="x.states")
    on_screen(states)
    states.show_loading("正在查")
    states.show_content()
    qtbot.wait(SHOWN_AFTER + 100)
    assert states.state() == "content"


def test_empty_offers_one_action(qtbot: QtBot, on_screen: OnScreen) -> None:
    states = States(QLabel("内容"), name="x.states")
    on_screen(states)
    action = ActionButton("导入旧台账...", "Alt+I", name="x.import", small=True)
    states.show_empty("还没有人来过", "填了姓名或电话，来过的会列在这里。", action=action)
    assert states.state() == "empty"
    assert action.isVisible()


def test_failed_tries_again_by_itself_and_on_the_button(qtbot: QtBot, on_screen: OnScreen) -> None:
    states = States(QLabel("内容"), name="x.states")
    on_screen(states)
    tried: list[int] = []

    def again() -> None:
        tried.append(1)
        states.show_failed("数据库暂时连不上。", retry=again, every=1)

    button = states.show_failed("数据库暂时连不上。", retry=again, every=1)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tried == [1]
    qtbot.waitUntil(lambda: len(tried) == 2, timeout=10000)
    words = [label.text() for label in states.findChildren(QLabel)]
    assert "每 1 秒重试，已试 3 次" in words
    states.show_content()


def test_steps_are_spoken_and_grow_with_their_details(qtbot: QtBot, on_screen: OnScreen) -> None:
    steps = Steps([Step("已受理", "", "done"), Step("调解中", "", "now"), Step("归档")], name="case.steps")
    on_screen(steps)
    assert steps.accessibleDescription() == "已受理已完成，调解中进行中，归档未开始"
    low = steps.height()
    steps.set_steps([Step("已受理", "11月19日 王敏", "done")])
    QApplication.processEvents()
    assert steps.height() > low
