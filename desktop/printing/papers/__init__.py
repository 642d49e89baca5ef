"""One module per paper: a frozen dataclass of what stands on it, and the function that makes its block tree."""
