"""The screen of a dossier: its papers, what is missing or wrong, binding and archiving."""
