"""The window around every screen: rail, top bar, status bar, keys."""
