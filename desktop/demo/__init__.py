"""A demo centre: invented people and matters of half a year, told through the real use cases."""
