"""Schemas: Python modules made of the models that schema files describe, before a compilation."""
