"""到期提醒: every clock of mediation in one list."""
