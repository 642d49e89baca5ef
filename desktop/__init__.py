"""What the office does: use cases, queries, deadlines, search, printing. No Qt: the screens are in ui/."""
