"""设置: the sections of a role at the left, the chosen one at the right, its main action in the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from models.values.permissions import Permission
from ui.about import AboutSection
from ui.frame import Frame
from ui.settings.accounts import AccountsSection
from ui.settings.backup import BackupSection
from ui.settings.calendar import CalendarSection
from ui.settings.centre import CentreSection
from ui.settings.check import CheckSection
from ui.settings.committees import CommitteesSection
from ui.settings.lint import LintSection
from ui.settings.look import LookSection
from ui.settings.numbers import NumbersSection
from ui.settings.own_password import OwnPasswordSection
from ui.settings.section import Section
from ui.settings.terms import TermsSection
from ui.settings.units import UnitsSection
from ui.settings.villages import VillagesSection
from ui.shell.page import KeyHint, Page
from ui.style import look, px
from ui.widgets.buttons import ActionBar, ActionButton
from ui.widgets.combo import first_unlisted
from ui.widgets.message import Message
from ui.widgets.naming import name_widget, set_shown
from ui.widgets.panel import Panel
from ui.workplace import Workplace


@dataclass(frozen=True)
class _Entry:
    """A section of the list: its key, its words, and what makes it when first shown."""

    key: str
    title: str
    make: Callable[[], Section]


class SettingsPage(Page):
    """The settings that this person may change."""

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, "settings", "设置")
        self._place, self._frame = place, frame
        self._entries = {entry.key: entry for entry in _entries(place, frame)}
        self._sections: dict[str, Section] = {}
        self._lead = Message(name="settings.lead")
        self._list = QListWidget()
        self._list.setFixedWidth(px(190))
        name_widget(self._list, "settings.sections", "设置的各项")
        for entry in self._entries.values():
            item = QListWidgetItem(entry.title, self._list)
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            item.setSizeHint(QSize(px(180), look().size("row")))
        self._stack = QStackedWidget()
        self._bar = ActionBar(name="settings.bar")
        self._primary = ActionButton(
            "保存", "Ctrl+Enter", name="settings.save", primary=True, icon="checkmark"
        )
        self._primary.clicked.connect(self._act)
        self._bar.add(self._primary)
        self._lay_out()
        self._list.currentItemChanged.connect(self._chosen)
        self._list.setCurrentRow(self._first_row())
        if frame.just_founded and place.who.may(Permission.ACCOUNT_EDIT):
            self._lead.say(
                "中心已建立。先添加工作人员账号：系统管理员看不到事项，接待和调解要用工作人员的账号登录。",
                "ok",
            )

    def _lay_out(self) -> None:
        side = Panel(name="settings.side")
        side.add(self._list, 1)
        main = Panel(name="settings.main")
        main.add(self._stack, 1)
        main.set_flush()
        inner = main.layout()
        assert inner is not None
        inner.addWidget(self._bar)
        self._stack.setContentsMargins(px(14), px(10), px(14), px(10))
        row = QHBoxLayout()
        row.setSpacing(look().size("panel_gap"))
        row.addWidget(side)
        row.addWidget(main, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(look().size("panel_gap"))
        column.addWidget(self._lead)
        column.addLayout(row, 1)

    def title(self) -> str:
        """The title."""
        return "设置"

    def subtitle(self) -> str:
        """Which section."""
        key = self.section_key()
        return self._entries[key].title if key else ""

    def key_hints(self) -> list[KeyHint]:
        """The keys of this page."""
        return [("↑↓", "换一项"), ("Ctrl+L", "锁屏")]

    def on_shown(self) -> None:
        """Read the section again."""
        section = self.section()
        if section is not None:
            section.on_shown()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_escape(self) -> bool:
        """Esc closes what the section opened."""
        section = self.section()
        return section is not None and section.on_escape()

    def section_key(self) -> str:
        """The key of the section in front."""
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def section(self) -> Section | None:
        """The section in front."""
        return self._sections.get(self.section_key())

    def section_keys(self) -> list[str]:
        """The keys of all sections that this person has."""
        return list(self._entries)

    def show_section(self, key: str) -> Section:
        """Bring a section to the front; KeyError for one that this person does not have."""
        row = list(self._entries).index(key) if key in self._entries else -1
        if row < 0:
            raise KeyError(key)
        self._list.setCurrentRow(row)
        section = self._sections[key]
        section.setFocus(Qt.FocusReason.OtherFocusReason)
        return section

    def _first_row(self) -> int:
        """The accounts for an administrator, else the first."""
        return list(self._entries).index("accounts") if "accounts" in self._entries else 0

    def _chosen(self) -> None:
        entry = self._entries[self.section_key()]
        section = self._sections.get(entry.key)
        if section is None:
            section = entry.make()
            self._sections[entry.key] = section
            self._stack.addWidget(section)
            section.primary_changed.connect(self._refresh_bar)
            shell = self._place.shell
            if shell is not None:
                shell.keys.bind_buttons(self)
        self._stack.setCurrentWidget(section)
        section.on_shown()
        self._refresh_bar()
        self.head_changed.emit()

    def _refresh_bar(self) -> None:
        section = self.section()
        words = section.primary() if section is not None else ""
        set_shown(self._bar, on=bool(words))
        if words and section is not None:
            self._primary.set_text(words)
            self._primary.set_blocked(section.blocked())

    def _act(self) -> None:
        section = self.section()
        if section is not None and section.primary() and first_unlisted(section) is None:
            section.act()


def _entries(place: Workplace, frame: Frame) -> list[_Entry]:
    """Return the sections that a person has, in order."""
    may = place.who.may
    entries = [
        _Entry("password", "我的密码", lambda: OwnPasswordSection(place)),
        _Entry("look", "外观和这台电脑", lambda: LookSection(place, frame)),
    ]
    if may(Permission.ACCOUNT_EDIT):
        entries.append(_Entry("accounts", "账号", lambda: AccountsSection(place)))
    if may(Permission.CENTRE_EDIT):
        entries += [
            _Entry("units", "单位", lambda: UnitsSection(place)),
            _Entry("villages", "村居", lambda: VillagesSection(place)),
            _Entry("centre", "中心", lambda: CentreSection(place)),
            _Entry("committees", "调解委员会", lambda: CommitteesSection(place)),
            _Entry("calendar", "工作日历", lambda: CalendarSection(place)),
            _Entry("terms", "时限", lambda: TermsSection(place)),
        ]
    if may(Permission.NUMBER_EDIT):
        entries.append(_Entry("numbers", "卷号", lambda: NumbersSection(place)))
    if may(Permission.LINT_EDIT):
        entries.append(_Entry("lint", "卷宗检查", lambda: LintSection(place)))
    if may(Permission.CENTRE_BACK_UP):
        entries.append(_Entry("backup", "备份与恢复", lambda: BackupSection(place, frame)))
    if may(Permission.CENTRE_CHECK):
        entries.append(_Entry("check", "核对", lambda: CheckSection(place)))
    entries.append(_Entry("about", "关于", lambda: AboutSection(place)))
    return entries
