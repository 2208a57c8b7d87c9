"""Inspect: imports the user's program in a child process and reads its types."""
