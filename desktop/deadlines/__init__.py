"""Deadlines: pure functions from a rule, a start and a calendar to a due moment and its reasoning. No Qt."""
