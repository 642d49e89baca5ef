"""What the screens show: one noun each, frozen dataclasses, marked with the permission that it needs."""
