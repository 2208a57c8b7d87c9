"""The types of a program as JSON Schema, draft 2020-12."""
