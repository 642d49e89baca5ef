"""Value rules that need the standard library only."""
