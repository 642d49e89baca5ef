"""我的工作台: the first page after signing in."""
