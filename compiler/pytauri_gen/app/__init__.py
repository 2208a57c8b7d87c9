"""A new app: ``pytauri-gen init``."""
