"""A morning at the window: twenty visits by the keyboard alone, Chinese through the input method, every key counted.

The figure of the issue: a registration takes at most 25 keys besides the text that is typed into 来访人, 电话 and
诉求. A key is one press, with whatever is held; what an input method commits counts by its characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from office_fixture import Hands, OfficeBench
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget
from reception_desk import GOOD_ID, Key, Reception

from desktop.queries.matters import MatterView, matter_view
from desktop.queries.worklist import Shelf, worklist
from models.values.matter_states import MatterState
from ui.shell.window import Shell

CTRL = Qt.KeyboardModifier.ControlModifier
FREE = {"reception.visitor", "reception.phone", "reception.story"}
"""Text typed here is not counted: it is what people say."""
MOST_KEYS = 25


class CountedHands(Hands):
    """Hands that count every key and every committed character outside the three fields."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.count = 0
        self.typed = 0

    def press(self, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        super().press(key, held)

    def keys(self, text: str) -> None:
        self._note(self.focus(), len(text))
        super().keys(text)

    def write(self, text: str) -> None:
        self._note(self.focus(), len(text))
        super().write(text)

    def _note(self, into: QWidget, length: int) -> None:
        if into.objectName() in FREE:
            self.typed += length
        else:
            self.count += length

    def begin(self) -> None:
        """Begin to count a visit."""
        self.count = self.typed = 0


@dataclass
class Window:
    """The reception with hands that count."""

    desk: Reception
    hands: CountedHands

    def first(self, channel: Key, nature: Key) -> None:
        """Choose 方式 and 性质, each by one key."""
        assert self.hands.focus() is self.desk.form.channel, "the empty form waits at 方式"
        self.hands.press(channel)
        self.hands.press(nature)

    def visitor(self, name: str = "", phone: str = "") -> None:
        """Write name and telephone; the cursor then stands in the story."""
        if name:
            self.hands.write(name)
        self.hands.enter()
        self.hands.enter()
        if phone:
            self.hands.keys(phone)
        self.hands.enter()
        self.hands.enter()

    def story(self, text: str) -> None:
        """Write the story and go on."""
        assert self.hands.focus() is self.desk.form.what.story
        self.hands.write(text)
        self.hands.press(Key.Key_Tab)

    def save(self) -> None:
        """Press Ctrl+Enter and wait for the answer."""
        self.hands.save()
        self.desk.centre.settle()

    def latest(self) -> MatterView:
        """What was kept last."""
        return self.desk.latest()


@pytest.fixture
def window(centre: OfficeBench) -> Iterator[Window]:
    """Somebody sits down at the window."""
    desk = Reception(centre)
    hands = CountedHands(desk.shell)
    desk.hands = hands
    yield Window(desk, hands)
    assert desk.page.visits.count() == 1, "no draft is left over"


Visit = Callable[[Window], None]


def dispute(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_J)
    at.visitor("王秀英", "13800002417")
    at.story("西邻张𬭎翻建东厢房，滴水檐伸进我家院墙，要求拆掉滴水檐。")
    at.hands.write("张𬭎")
    at.hands.enter()
    at.hands.keys("ysps")
    at.hands.enter()
    at.hands.keys("dg")
    at.hands.enter()
    at.hands.press(Key.Key_Left)
    at.hands.press(Key.Key_Left)
    at.save()
    view = at.latest()
    assert (view.category, view.village, view.willingness) == (
        "邻里纠纷：用水排水通行通风采光",
        "东关村",
        "愿意",
    )
    assert [person.name for person in view.people] == ["王秀英", "张𬭎"]


def lamp(at: Window) -> None:
    at.first(Key.Key_2, Key.Key_M)
    at.visitor("李国强", "13900001234")
    at.story("村口路灯坏了三天，请派人修。")
    at.hands.enter()
    at.hands.keys("ll")
    at.save()
    assert (at.latest().channel, at.latest().village) == ("来电", "柳林村")


def question(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_Z)
    at.visitor("赵桂芳")
    at.story("问养老认证怎么办")
    at.hands.alt(Key.Key_D)
    at.hands.write("手机刷脸即可")
    at.save()
    assert (at.latest().state, at.latest().outcome) == (MatterState.ANSWERED, "手机刷脸即可")


def not_ours(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_B)
    at.visitor("孙建华", "13700005678")
    at.story("办不动产登记")
    at.hands.alt(Key.Key_G)
    at.hands.write("区不动产中心")
    at.save()
    assert at.latest().state == MatterState.REFERRED


def not_ours_again(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_B)
    at.visitor("钱进", "13700005679")
    at.story("也是办不动产登记")
    at.hands.alt(Key.Key_G)
    at.hands.keys("qbdc")
    at.save()
    assert at.latest().outcome == "区不动产中心", "found by its initials the second time"


def leaves_in_the_middle(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_J)
    at.visitor()
    at.story("邻居打人，话没说完就走了")
    at.hands.alt(Key.Key_W)
    at.hands.write("情绪激动离开")
    at.save()
    assert (at.latest().state, at.latest().people) == (MatterState.UNFINISHED, ())


def no_name_no_phone_no_village(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_T)
    at.hands.alt(Key.Key_B)
    at.hands.enter()
    at.hands.alt(Key.Key_H)
    at.hands.enter()
    at.story("反映某处夜间施工扰民，不愿留名")
    at.hands.enter()
    at.hands.alt(Key.Key_Z)
    at.save()
    view = at.latest()
    assert (view.people, view.village) == ((), "镇外")
    assert view.missing == ("类别",), "what nobody could give is no lack"


def son_for_his_mother(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_Q)
    at.hands.write("刘洋")
    at.hands.enter()
    at.hands.press(Key.Key_Space)
    at.hands.enter()
    at.hands.keys("13600001111")
    at.hands.enter()
    at.hands.enter()
    at.hands.write("赵桂兰")
    at.hands.enter()
    at.hands.write("儿子")
    for _line in range(3):
        at.hands.enter()
    at.story("母亲摔伤，申请临时救助")
    at.save()
    assert [(p.role, p.name) for p in at.latest().people] == [("来访人", "刘洋"), ("诉求人", "赵桂兰")]


def mother_with_her_own_number(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_Q)
    at.hands.write("刘洋")
    at.hands.enter()
    at.hands.press(Key.Key_Space)
    at.hands.enter()
    at.hands.keys("13600001111")
    at.hands.enter()
    at.hands.enter()
    at.hands.write("赵桂兰")
    at.hands.enter()
    at.hands.write("儿子")
    at.hands.enter()
    at.hands.keys("13600002222")
    at.hands.enter()
    at.hands.keys(GOOD_ID)
    at.hands.enter()
    at.story("低保没有到账")
    at.save()
    claimant = at.latest().people[1]
    assert (claimant.phone_mask, claimant.identity_mask) == ("136****2222", "110***********002X")


def namesake_of_the_same_village(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_M)
    at.hands.write("王秀英")
    at.desk.look()
    assert at.desk.page.side._found.people, "the first 王秀英 stands beside the form"
    at.hands.alt(Key.Key_0)
    at.hands.enter()
    at.hands.enter()
    at.hands.keys("13500009999")
    at.hands.enter()
    at.hands.enter()
    at.story("自来水水压低")
    at.hands.enter()
    at.hands.keys("dg")
    at.save()
    first = next(row for row in at.desk.rows() if row.short_code == "2026-000001")
    view = at.desk.centre.look("zhaozhiqiang", matter_view, matter_id=first.matter_id)
    assert view.people[0].person_id != at.latest().people[0].person_id, "two people of one name and village"


def comes_again_and_joins(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_J)
    at.hands.write("王秀英")
    at.hands.enter()
    at.hands.enter()
    at.hands.keys("13800002417")
    at.desk.look()
    at.hands.alt(Key.Key_1)
    at.hands.enter()
    at.hands.enter()
    at.story("滴水檐的事还没有人管")
    at.hands.alt(Key.Key_J)
    at.desk.centre.settle()
    assert at.desk.shell.message().startswith("已并入2026-000001，第2批")


def thirty_characters(at: Window) -> None:
    at.first(Key.Key_3, Key.Key_Y)
    name = "阿不都热依木·买买提艾力·吐尔逊江·阿卜杜拉·麦麦提敏·依明"
    assert len(name) == 30
    at.visitor(name, "13300001111")
    at.story("建议集市早点开门")
    at.save()
    assert at.latest().people[0].name == name


def pasted_flood(at: Window) -> None:
    at.first(Key.Key_3, Key.Key_J)
    at.visitor("周大勇")
    at.hands.write("信很长：")
    paste = QMimeData()
    paste.setText("长" * 66_000)
    QApplication.clipboard().setMimeData(paste)
    at.hands.press(Key.Key_V, CTRL)
    QApplication.clipboard().clear()
    assert "66004个字" in at.desk.form.fields["story"].error()
    assert at.desk.form.what.story.text() == "信很长：", "refused in plain words, nothing lost"
    at.hands.write("要求退还押金。")
    at.save()
    assert at.latest().story == "信很长：要求退还押金。"


def hotline(at: Window) -> None:
    at.first(Key.Key_5, Key.Key_M)
    at.visitor("群众甲", "13900003333")
    at.story("12345转来：小区垃圾没清")
    at.save()
    assert at.latest().channel == "12345"


def from_the_police(at: Window) -> None:
    at.hands.press(Key.Key_0)
    at.hands.keys("ga")
    at.hands.enter()
    at.hands.press(Key.Key_J)
    at.visitor("何小军", "13900004444")
    at.story("因停车打架，派出所移送调解")
    at.save()
    assert at.latest().channel == "公安移送"


def forty_with_representatives(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_M)
    at.visitor("代表甲", "13900005555")
    at.story("四十户反映排水沟堵塞")
    at.hands.alt(Key.Key_M)
    at.hands.keys("40")
    at.hands.enter()
    at.hands.write("代表乙、代表丙")
    at.save()
    view = at.latest()
    assert view.headcount == 40
    assert [person.name for person in view.people] == ["代表甲", "代表乙", "代表丙"]


def a_firm_on_the_other_side(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_J)
    at.visitor("陈工", "13900006666")
    at.story("拖欠工钱两个月")
    at.hands.alt(Key.Key_C)
    at.hands.write("云溪建筑公司")
    at.save()
    assert at.latest().people[1].organisation_id is not None


def wrong_number_put_right(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_M)
    at.hands.write("冯雪")
    at.hands.enter()
    at.hands.enter()
    at.hands.keys("1390000")
    at.hands.enter()
    assert at.desk.form.fields["phone"].error()
    at.hands.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    at.hands.press(Key.Key_End)
    at.hands.keys("7777")
    at.hands.enter()
    assert at.desk.form.who.phone.text() == "139 0000 7777"
    at.hands.enter()
    at.story("井盖破了")
    at.save()
    assert at.latest().people[0].phone_mask == "139****7777"


def from_the_grid(at: Window) -> None:
    at.first(Key.Key_4, Key.Key_M)
    at.visitor()
    at.story("网格员巡查发现河边护栏松动")
    at.save()
    assert at.latest().channel == "网格上报"


def two_at_once(at: Window) -> None:
    at.first(Key.Key_1, Key.Key_M)
    at.visitor("先来的", "13900008881")
    at.story("楼上漏水")
    at.hands.press(Key.Key_F2)
    at.first(Key.Key_2, Key.Key_Z)
    at.visitor("插进来的电话", "13900008882")
    at.story("问几点下班")
    at.hands.alt(Key.Key_D)
    at.hands.write("五点")
    at.save()
    at.hands.press(Key.Key_PageUp, CTRL)
    at.save()
    assert at.latest().people[0].name == "先来的"


PLAIN: tuple[Visit, ...] = (
    dispute,
    lamp,
    question,
    not_ours,
    not_ours_again,
    leaves_in_the_middle,
    no_name_no_phone_no_village,
    son_for_his_mother,
    namesake_of_the_same_village,
    comes_again_and_joins,
    thirty_characters,
    pasted_flood,
    hotline,
    from_the_police,
    forty_with_representatives,
    a_firm_on_the_other_side,
    wrong_number_put_right,
    from_the_grid,
)
LONG: tuple[Visit, ...] = (mother_with_her_own_number, two_at_once)
"""Two numbers more, two visits at once: not one plain registration."""


def test_twenty_visits_of_a_morning(window: Window) -> None:
    told: Counter[str] = Counter()
    for visit in (*PLAIN, *LONG):
        window.hands.begin()
        visit(window)
        told[visit.__name__] = window.hands.count
        assert not window.desk.page.side.looking()
    assert len(told) == 20
    print("keys a visit:", dict(told))
    over = {name: count for name, count in told.items() if count > MOST_KEYS and name not in LONG_NAMES}
    assert not over, f"more than {MOST_KEYS} keys: {over}"
    rows = window.desk.centre.look("zhaozhiqiang", worklist, shelf=Shelf.ALL, limit=100)
    assert len(rows) == 20, "nineteen registrations (one of two at once), and one that joined"


LONG_NAMES = {visit.__name__ for visit in LONG}


def test_ten_visits_in_a_minute(window: Window) -> None:
    for number in range(10):
        window.first(Key.Key_2, Key.Key_Z)
        window.visitor(f"来电人{number}", f"1380000{number:04d}")
        window.story("问办事时间")
        window.hands.alt(Key.Key_D)
        window.hands.write("已告知")
        window.hands.save()
        window.desk.centre.settle()
        window.desk.centre.pass_time(seconds=6)
    rows = window.desk.rows()
    assert [row.short_code for row in rows] == [f"2026-{n:06d}" for n in range(10, 0, -1)]
    assert {row.claimant_name for row in rows} == {f"来电人{n}" for n in range(10)}
    assert {row.state for row in rows} == {MatterState.ANSWERED}
