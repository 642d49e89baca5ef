"""事项: the lists of matters and a matter's own page."""
