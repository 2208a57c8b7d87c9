"""Diagnostics: problems as data, and one renderer per format."""
