"""The keys of the reception that no button shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.shell.window import Shell

if TYPE_CHECKING:
    from ui.reception.page import ReceptionPage


def bind_keys(page: ReceptionPage, shell: Shell) -> None:
    """Bind them, and list those that a field handles by itself."""
    add, note = shell.keys.add, shell.keys.note
    note("reception.channels", "1…6", "在方式上：选方式，0看全部", page=page)
    note("reception.natures", "J M Z Q T Y B", "在性质上：选性质", page=page)
    note("reception.switch", "空格", "在诉求人、调解意愿上：换一个", page=page)
    note("reception.open_list", "F4", "在类别、村居上：看全部；打首字母直接找", page=page)
    add("reception.other_side", "F6", "到右边“可能来过”，再按回来", page.change_sides, page=page)
    add("reception.story_next", "Alt+↓", "经过：下一件", partial(page.side.step_story, 1), page=page)
    add("reception.story_before", "Alt+↑", "经过：上一件", partial(page.side.step_story, -1), page=page)
    add("reception.next", "Ctrl+PgDown", "下一份登记", partial(page.step, 1), page=page)
    add("reception.previous", "Ctrl+PgUp", "上一份登记", partial(page.step, -1), page=page)
