"""Checks of a dossier: pure functions over one frozen set of facts, at the levels of a profile."""
