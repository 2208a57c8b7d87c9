"""Columns as JavaScript counts them."""


def utf16_length(text: str) -> int:
    """How many UTF-16 units text takes."""
    return len(text) if text.isascii() else len(text) + sum(each > "\uffff" for each in text)
