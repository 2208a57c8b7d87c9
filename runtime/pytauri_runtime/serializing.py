"""JSON text by a schema of pydantic's, and an error where a value does not match the schema.

``warnings="error"`` asks pydantic for just that, but takes longer to be read than a small model to
be serialised: pydantic-core takes the word for a flag first, and makes an exception of what is none
(``src/serializers/mod.rs``, ``WarningsArg``). Without it, pydantic warns where it would have
raised, which is just as good where each warning raises, as long as nothing else warns there.
"""

from collections.abc import Callable
from typing import Any, cast

from pytauri_runtime import raising_warnings
from pytauri_runtime.raising_warnings import Serializer

Writer = Callable[[Serializer, object], str]
"""Returns the JSON text of a value; raises an exception if that does not match the schema."""

_PLAIN = frozenset(
    {
        *("none", "bool", "int", "float", "str", "bytes", "decimal", "uuid", "literal", "enum"),
        *("date", "time", "datetime", "timedelta", "list", "tuple", "set", "frozenset", "dict"),
        *("nullable", "union", "default", "model", "model-fields", "model-field", "typed-dict"),
        *("typed-dict-field", "tagged-union", "definitions", "definition-ref"),
        *("function-before", "function-after"),
    }
)
"""Core schemas whose serializers run nothing of the app's, unless it says so in one of them."""

_INNER = (
    *("schema", "fields", "choices", "definitions"),
    *("items_schema", "keys_schema", "values_schema"),
)
"""Where core schemas have others: one, some, or one for each of some names."""

_CUSTOM = ("serialization", "computed_fields", "serialization_exclude_if")
"""What a core schema has if the app's code is part of its serializer."""

_warnings_raise = raising_warnings.is_effective()


def writer_for(schema: object) -> Writer:
    """Return the quickest writer for a core schema."""
    return _quickly if _warnings_raise and _is_plain(schema) else _strictly


def _quickly(serializer: Serializer, value: object) -> str:
    return raising_warnings.to_json(serializer, value).decode()


def _strictly(serializer: Serializer, value: object) -> str:
    return serializer.to_json(value, warnings="error").decode()


def _is_plain(schema: object) -> bool:
    """Whether serialising by a core schema runs nothing of the app's, which could warn."""
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, list | tuple):
            pending += cast("list[object]", node)
        elif not isinstance(node, dict):
            return False
        elif isinstance((node := cast("dict[str, Any]", node)).get("type"), str):
            if node["type"] not in _PLAIN or any(map(node.get, _CUSTOM)) or _is_open(node):
                return False
            pending += [node[key] for key in _INNER if key in node]
        else:
            pending += node.values()
    return True


def _is_open(node: dict[str, Any]) -> bool:
    """Whether values may be serialised by other classes than those that a core schema names."""
    config = node.get("config", {})
    extra = node.get("extra_behavior", config.get("extra_fields_behavior"))
    return extra == "allow" or bool(config.get("polymorphic_serialization"))
