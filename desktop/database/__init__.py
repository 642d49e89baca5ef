"""The database as a file or a server: opening, upgrading, backing up, verifying. No matter rows leave it."""
