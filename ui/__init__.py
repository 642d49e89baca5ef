"""How it is shown: windows, item models, style. No SQL."""
