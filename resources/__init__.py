"""What is not code: fonts, icons, style tokens, calendars, wording."""
