"""How the library is asked to write models: a pinned preset, and what is stricter than that.

Plain data, so that it can cross to the process which imports the library and count for the hash
by which a module is known to be up to date. The names and values are those of
``datamodel_code_generator.config.GenerateConfig``.
"""

from __future__ import annotations

from typing import Any

from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.keywords import needs_validators

DISTRIBUTION = "datamodel-code-generator"

_KINDS = {
    "json-schema": "jsonschema",
    "openapi": "openapi",
    "asyncapi": "asyncapi",
    "graphql": "graphql",
    "avro": "avro",
    "sample": "json",
    "table": "csv",
}
"""What the library calls each kind of schema."""

_SETTINGS: dict[str, Any] = {
    "preset": "standard-py311-20261027",  # presets never change once they have a date
    "target_python_version": "3.11",  # the oldest that we support, so that all write the same
    "output_model_type": "pydantic_v2.BaseModel",
    # What is written: typed, formatted without the project's own settings, the same every time.
    "formatters": ["builtin"],
    "builtin_format_line_length": 100,
    "use_double_quotes": True,
    "disable_timestamp": True,
    "custom_file_header": "#",  # `module` writes our own in its place
    "treat_dot_as_module": False,  # a name with a dot is one class, not a package
    "use_schema_description": True,
    "use_field_description": True,
    "use_attribute_docstrings": True,
    # Every definition keeps its class and its name, so that each has a place in the schema.
    "collapse_root_models": False,
    "collapse_shared_parent_wrappers": False,
    "enum_field_as_literal": "none",
    "capitalise_enum_members": True,
    "use_title_as_name": False,
    "graphql_no_typename": True,
    "use_frozen_field": False,  # whoever sends a field that is read-only may still set it
    # What is accepted is what the schema says.
    "use_missing_sentinel": True,  # a member that may be left out must not be null
    "import_overrides": {
        "pydantic.experimental.missing_sentinel": "pydantic_core"
    },  # its own place
    "use_unique_items_as_set": True,
    # A number stays one: a `Decimal` would go out as text. Text of the format `decimal` is one.
    "use_decimal_for_multiple_of": False,
    "use_decimal_in_field_forms": False,
    # Values are on the wire as they are: no secret is blanked out, no URL is rewritten, and an
    # address needs no library of its own in the app.
    "type_mappings": [
        *("binary=string", "byte=string", "email=string", "idn-email=string"),
        *("password=string", "uri=string", "hostname=string"),
    ],
    # Nothing is fetched, and no file is read but the copies that the process is given.
    "allow_remote_refs": False,
    "strict_refs": True,
}

_VALIDATING: dict[str, Any] = {"schema_validator_type": "pydantic-v2"}
"""Validators for what fields can't say. They are a page of code, so only where they are needed."""


def settings_for(closure: Closure) -> dict[str, Any]:
    """What the library is asked for, whatever an entry says of the schema."""
    return {
        **_SETTINGS,
        **(_VALIDATING if needs_validators(closure) else {}),
        "input_file_type": _KINDS[closure.kind],
    }
