"""Hosts that are written in Python: what they share, and each of them in a module of its own."""
