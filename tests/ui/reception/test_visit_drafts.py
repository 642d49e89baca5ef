"""Nothing typed is ever lost: several drafts at once, and all of them after a kill."""

import pytest
from office_fixture import OfficeBench
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reception_desk import Key, Reception

from desktop.drafts import Draft
from desktop.errors import OfficeError
from ui.drafting import LONGEST, QUIET, DraftKeeper
from ui.widgets.label import Label

CTRL = Qt.KeyboardModifier.ControlModifier


def write_one(desk: Reception, name: str, story: str) -> None:
    desk.choose(Key.Key_1, Key.Key_J)
    desk.hands.write(name)
    desk.tell(story)


def test_f2_begins_another_and_the_first_stays_in_its_tab(centre: OfficeBench) -> None:
    desk = Reception(centre)
    write_one(desk, "王秀英", "滴水")
    desk.hands.press(Key.Key_F2)
    assert desk.form.values()["story"] == ""
    assert desk.hands.focus() is desk.form.channel
    write_one(desk, "赵永和", "宅基地")
    tabs = desk.page.visits.tabs
    assert [tabs.tabText(at).split()[0] for at in range(tabs.count())] == ["王秀英", "赵永和"]
    desk.hands.press(Key.Key_PageUp, CTRL)
    assert desk.form.values()["visitor"] == "王秀英"
    assert desk.form.values()["story"] == "滴水"
    desk.save()
    assert desk.rows()[0].claimant_name == "王秀英"
    assert tabs.count() == 2, "赵永和 still waits, beside the empty form"
    desk.hands.press(Key.Key_F2)
    assert tabs.count() == 2, "an empty form is there already"


def test_after_a_kill_every_draft_is_there(centre: OfficeBench) -> None:
    desk = Reception(centre)
    write_one(desk, "王秀英", "滴水檐伸进院墙")
    desk.hands.alt(Key.Key_W)
    desk.hands.write("去取材料")
    desk.hands.press(Key.Key_F2)
    write_one(desk, "赵永和", "宅基地边界")
    QTest.qWait(QUIET + 200)
    centre.settle()
    assert "草稿已自动保存 10:42:00" in desk.shell.findChild(Label, "shell.saved").text()
    centre.kill(desk.shell)
    again = Reception(centre)
    assert again.rows() == ()
    names = {again.form.values()["visitor"]}
    again.page.visits.step(1)
    names.add(again.form.values()["visitor"])
    assert names == {"王秀英", "赵永和"}
    if again.form.values()["visitor"] != "王秀英":
        again.page.visits.step(1)
    assert again.form.values()["story"] == "滴水檐伸进院墙"
    assert again.page.ending.words.text() == "去取材料"
    assert again.page.accept.text() == "保存为登记未完成"
    again.save()
    assert again.rows()[0].state_words == "登记未完成"
    centre.kill(again.shell)
    third = Reception(centre)
    assert third.form.values()["visitor"] == "赵永和", "what was saved is no draft any more"
    assert third.page.visits.count() == 1


def test_drafts_belong_to_the_person(centre: OfficeBench) -> None:
    desk = Reception(centre)
    write_one(desk, "王秀英", "滴水")
    desk.page.may_leave()
    centre.settle()
    other = Reception(centre, "liguodong")
    assert other.form.values()["visitor"] == ""


def test_a_draft_is_saved_while_somebody_types_on_without_a_pause(centre: OfficeBench) -> None:
    desk = Reception(centre)
    kept: list[object] = []
    desk.page.visits.keeper.kept.connect(kept.append)
    desk.choose(Key.Key_1, Key.Key_J)
    desk.form.what.story.setFocus()
    for _tenth in range(LONGEST // 200 + 2):
        desk.hands.write("字")
        QTest.qWait(200)
    centre.settle()
    assert kept, "three seconds after the first key at the latest"


def test_a_discarded_draft_can_be_taken_back(centre: OfficeBench) -> None:
    desk = Reception(centre)
    write_one(desk, "王秀英", "滴水")
    assert desk.page.discard.isVisible()
    desk.page.discard.click()
    centre.settle()
    assert desk.form.values()["visitor"] == ""
    assert desk.shell.message() == "已丢弃一份没登记的草稿"
    desk.hands.press(Key.Key_Z, CTRL)
    assert desk.form.values()["visitor"] == "王秀英"
    assert desk.form.values()["story"] == "滴水"


def test_an_emptied_form_leaves_no_draft(centre: OfficeBench) -> None:
    desk = Reception(centre)
    values: dict[str, object] = {"text": "写了"}
    keeper = DraftKeeper(desk.place, "some.form", lambda: values, values.update, parent=desk.page)
    keeper.touch()
    keeper.save_now()
    centre.settle()
    account = desk.place.who.account_id or 0
    assert [d.payload for d in desk.place.drafts.drafts_of(account, form="some.form")] == [{"text": "写了"}]
    values.clear()
    keeper.touch()
    keeper.save_now()
    centre.settle()
    assert desk.place.drafts.drafts_of(account, form="some.form") == []


def test_a_form_takes_its_latest_draft_up_again(centre: OfficeBench) -> None:
    desk = Reception(centre)
    first = DraftKeeper(
        desk.place,
        "some.form",
        lambda: {"n": 1},
        lambda _v: None,
        record="matter:7",
        base_version=3,
        parent=desk.page,
    )
    first.touch()
    first.save_now()
    centre.settle()
    restored: list[dict[str, object]] = []
    second = DraftKeeper(
        desk.place,
        "some.form",
        lambda: {"n": 2},
        restored.append,
        record="matter:7",
        base_version=5,
        parent=desk.page,
    )
    second.restore_latest()
    other = DraftKeeper(desk.place, "some.form", dict, restored.append, record="matter:8", parent=desk.page)
    other.restore_latest()
    centre.settle()
    assert restored == [{"n": 1}]
    assert (second.draft_id, second.base_version) == (first.draft_id, 3)
    second.discard()
    centre.settle()
    assert desk.place.drafts.drafts_of(desk.place.who.account_id or 0, form="some.form") == []


def test_a_full_disk_is_said_and_the_draft_is_kept_once_there_is_room(
    centre: OfficeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Reception(centre)
    drafts = desk.place.drafts
    keep = drafts.save

    def full(*_args: object, **_words: object) -> Draft:
        raise OfficeError("磁盘已满，草稿没有存下。", todo="请先清理磁盘，不要关闭窗口。")

    monkeypatch.setattr(drafts, "save", full)
    write_one(desk, "王秀英", "滴水")
    desk.page.visits.keeper.save_now()
    centre.settle()
    said = desk.shell.findChild(Label, "shell.saved")
    assert said.text() == "磁盘已满，草稿没有存下。请先清理磁盘，不要关闭窗口。"
    assert desk.form.values()["story"] == "滴水"
    monkeypatch.setattr(drafts, "save", keep)
    QTest.qWait(LONGEST + 200)
    centre.settle()
    assert said.text() == "草稿已自动保存 10:42:00"
