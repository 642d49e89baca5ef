"""Use cases: one verb each, keyword-only, marked with the permission that it needs."""
