"""The app of ``make bench-window``."""
