"""The door without windows: for administrators, scheduled jobs and scripts."""
