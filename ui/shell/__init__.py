"""The window around every screen: rail, top bar, status bar, keys."""

from ui.shell.keys import Action, KeyRefusedError, Keys
from ui.shell.page import KeyHint, Page, Place
from ui.shell.window import SMALLEST, Shell

__all__ = ["SMALLEST", "Action", "KeyHint", "KeyRefusedError", "Keys", "Page", "Place", "Shell"]
