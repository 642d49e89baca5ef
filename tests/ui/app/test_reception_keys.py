"""The reception in the whole program: the first keys of the day go where they are meant."""

from __future__ import annotations

import pytest
from whole_program import CTRL, Key, ProgramBench


@pytest.fixture
def window(program: ProgramBench) -> ProgramBench:
    """王敏 has signed in and sits before her desk page."""
    program.sign_in("wangmin")
    return program


def test_the_first_keys_after_ctrl_2_choose_channel_and_nature(window: ProgramBench) -> None:
    window.press(Key.Key_2, CTRL)
    assert window.focus() == "reception.channel"
    assert window.find("reception.channel").hasFocus()
    window.press(Key.Key_1)
    window.press(Key.Key_J)
    assert window.focus() == "reception.visitor"
    window.write("周建民")
    assert window.words("reception.visitor") == "周建民"
