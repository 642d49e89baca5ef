"""This PC's settings while the program runs: read once, kept at every change, the look applied at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.errors import OfficeError
from desktop.pc_settings import LastLogin, PcSettings, read_pc_settings, save_pc_settings
from ui.style import apply_look


class ThisPc(QObject):
    """The settings of this PC; `change` keeps them and dresses the program anew where the look changed."""

    changed = Signal()
    """Something was changed and kept."""
    size_changed = Signal()
    """The base size changed: windows that are laid out already have to be made anew."""

    def __init__(self, app: QApplication, *, remembers: bool = True) -> None:
        """Read the settings and dress the application; `remembers=False` (a demo) keeps nobody's name."""
        super().__init__(app)
        self._app = app
        self.remembers = remembers
        self._settings = read_pc_settings()
        self._dress()

    @property
    def settings(self) -> PcSettings:
        """The settings as they are now."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Change and keep some settings by name. Raises OfficeError when they cannot be kept; then nothing changed."""
        before = self._settings
        self._keep(replace(before, **values))
        if (before.theme, before.base_point) != (self._settings.theme, self._settings.base_point):
            self._dress()
        self.changed.emit()
        if before.base_point != self._settings.base_point:
            self.size_changed.emit()

    def remember(self, place: str, centre_name: str, login: LastLogin | None = None) -> None:
        """Keep the centre's name and who signed in last for the next sign-in page; a full disk stops nobody."""
        if not self.remembers:
            return
        settings = self._settings.with_name(place, centre_name)
        if login is not None:
            settings = settings.with_login(place, login)
        self._try(settings)

    def forget_logins(self, place: str) -> None:
        """Remember nobody of a database any more."""
        self._try(self._settings.without_logins(place))

    def _try(self, settings: PcSettings) -> None:
        try:
            self._keep(settings)
        except OfficeError:
            self._settings = settings

    def _keep(self, settings: PcSettings) -> None:
        if settings != self._settings:
            save_pc_settings(settings)
            self._settings = settings

    def _dress(self) -> None:
        apply_look(self._app, self._settings.theme, self._settings.base_point)
