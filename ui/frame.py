"""What the frame's own pages may ask of the program around them: lock, restore, this PC's settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.this_pc import ThisPc


class Frame(QObject):
    """The way from a page of the main window to the program that holds it."""

    lock_wanted = Signal()
    """Lock the screen."""
    change_wanted = Signal()
    """Let somebody else sign in."""
    backup_made = Signal()
    """A backup was made: the foot of the window says when."""
    restore_wanted = Signal(object)
    """Replace the database by the backup at this path; everything open is put away."""

    def __init__(self, pc: ThisPc, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pc = pc
        self.just_founded = False
        """The centre was founded a moment ago: the administrator is led on."""
