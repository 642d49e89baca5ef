"""Who works here now: the sign-in page, and the lock that keeps the screen from the public."""
