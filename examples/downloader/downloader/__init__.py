"""Downloads files, and tells a page how far it is."""
