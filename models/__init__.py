"""What is recorded: tables, enumerations, legal moves and value rules. This file imports nothing."""
