"""Where the signed original of a paper is: the words of its rows."""

from __future__ import annotations

IN_DOSSIER, SCANNED, PENDING, REFUSED = "in_dossier", "scanned", "pending", "refused"
"""Where the signed original of a paper is."""
THERE = frozenset({IN_DOSSIER, SCANNED})
