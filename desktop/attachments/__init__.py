"""Files that belong to matters: what they are, how they come in, how they go out."""
