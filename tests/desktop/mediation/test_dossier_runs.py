"""Many dossiers in one go: one file each, a table of what they lack; a bad scan is passed over, a full disk is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediation_stories import ACCEPTED, Story

from desktop.dossier.run import SUMMARY, Run, bind_each
from desktop.errors import OfficeError
from desktop.office import Office
from desktop.queries.dossier_runs import DossierChoice, dossier_choices
from models.values.case_states import OPEN_CASE_STATES, CaseState

ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What does not depend on the engine is asked on one."""


class Folder:
    """Where the files of a run go; `room` files fit."""

    def __init__(self, room: int = 99) -> None:
        self.files: dict[str, bytes] = {}
        self.room = room

    def put(self, content: bytes, title: str, ending: str) -> Path:
        if len(self.files) >= self.room:
            raise OfficeError("PDF没有存下：磁盘满了。", todo="请清理磁盘，或换一个位置再存。")
        self.files[f"{title}{ending}"] = content
        return Path(f"{title}{ending}")


@pytest.fixture
def choices(office: Office) -> tuple[DossierChoice, ...]:
    """Three cases that were just accepted, the first one first."""
    for _number in range(3):
        Story(office).opened()
    found = office.ask(dossier_choices, states=tuple(OPEN_CASE_STATES))
    return tuple(reversed(found))


def run(office: Office, choices: tuple[DossierChoice, ...], folder: Folder, stop_after: int = 99) -> Run:
    told: list[str] = []
    made = bind_each(
        office,
        choices,
        folder.put,
        lambda _done, _total, words: told.append(words),
        stopped=lambda: len(folder.files) >= stop_after,
    )
    assert told
    return made


@ON_ONE
def test_each_dossier_is_a_file_and_the_table_says_what_they_lack(
    office: Office, choices: tuple[DossierChoice, ...]
) -> None:
    folder = Folder()
    made = run(office, choices, folder)
    assert sorted(folder.files) == sorted(
        [f"{SUMMARY}.csv", *(f"调解卷宗{choice.number}.pdf" for choice in choices)]
    )
    assert all(
        content.startswith(b"%PDF-") for name, content in folder.files.items() if name.endswith(".pdf")
    )
    table = folder.files[f"{SUMMARY}.csv"].decode("utf-8-sig").splitlines()
    assert len(table) == 4
    assert all("不齐全" in line for line in table[1:]), "nobody has consented yet"
    assert made.words == "已装订 3 卷，其中 3 卷不齐全。"
    assert (made.fault, made.stopped) == (None, False)


@ON_ONE
def test_what_cannot_be_bound_is_named_and_the_others_go_on(
    office: Office, choices: tuple[DossierChoice, ...]
) -> None:
    gone = DossierChoice(99_999, "（2026）云人调字第9号", "某案", CaseState.CLOSED, "结案", ACCEPTED)
    made = run(office, (choices[0], gone, choices[1]), folder := Folder())
    assert [one.path is None for one in made.made] == [False, True, False]
    assert "没有找到" in made.made[1].refusal
    assert made.words == "已装订 2 卷，其中 2 卷不齐全，1 卷装不了。"
    assert "没有装订" in folder.files[f"{SUMMARY}.csv"].decode("utf-8-sig")


@ON_ONE
def test_a_full_disk_ends_the_run_and_it_can_be_done_again(
    office: Office, choices: tuple[DossierChoice, ...]
) -> None:
    made = run(office, choices, Folder(room=1))
    assert len(made.made) == 1
    assert made.fault is not None
    assert made.words == "已装订 1 卷，其中 1 卷不齐全。PDF没有存下：磁盘满了。请清理磁盘，或换一个位置再存。"
    assert len(run(office, choices, Folder()).made) == 3


@ON_ONE
def test_a_run_is_given_up_between_two_dossiers(office: Office, choices: tuple[DossierChoice, ...]) -> None:
    made = run(office, choices, folder := Folder(), stop_after=2)
    assert (len(made.made), made.stopped) == (2, True)
    assert f"{SUMMARY}.csv" in folder.files, "what was done is in the table"


def test_a_month_takes_what_was_closed_in_it(office: Office, story: Story) -> None:
    story.effective()
    story.perform()
    story.close()
    closed = (CaseState.CLOSED,)
    assert [row.case_id for row in office.ask(dossier_choices, states=closed, month=ACCEPTED)] == [
        story.case_id
    ]
    assert office.ask(dossier_choices, states=closed, month=ACCEPTED.replace(month=12)) == ()
