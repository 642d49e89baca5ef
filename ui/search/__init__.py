"""F3: what was found, whatever was typed."""
