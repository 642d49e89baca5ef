"""The first run: one page that founds a centre."""
