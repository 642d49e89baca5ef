"""The record of who did what, for the auditor."""
