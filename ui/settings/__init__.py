"""The settings: own password, look, accounts, units, backup, check, about."""
