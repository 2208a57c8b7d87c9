"""Which values are not to be shown, as they are secret or may have a part that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, cast, get_args, get_origin

from pydantic import Secret, SecretBytes, SecretStr
from pydantic.fields import ComputedFieldInfo, FieldInfo

from pytauri_gen.inspection.core_schemas import Schema

Refs: TypeAlias = Mapping[str, Schema]

_PLAIN = {
    *("any", "none", "bool", "int", "float", "str", "decimal", "fraction", "uuid", "url"),
    *("date", "time", "datetime", "timedelta", "literal", "enum", "union", "definition-ref"),
    *("list", "tuple", "set", "frozenset", "dict", "tagged-union", "definitions", "default"),
    *("nullable", "function-before", "function-after", "function-wrap"),
    *("model", "model-fields", "model-field", "typed-dict", "typed-dict-field"),
    *("dataclass", "dataclass-args", "dataclass-field"),
}
"""The kinds that can't be secret. All of a `SecretStr` is in kinds that are not among them."""
_LEAVES = {"literal", "enum", "int", "float", "str", "date", "datetime", "time", "timedelta"}
"""Those of them that have no schema inside."""
_CONTENT = ("schema", "items_schema", "keys_schema", "values_schema", "choices", "fields")


def is_secret(info: FieldInfo | ComputedFieldInfo | None, schema: Schema, refs: Refs) -> bool:
    """Whether a field's values are not to be shown, or might have parts that are not."""
    if info is not None and _is_hidden(info):
        return True
    content = schema["schema"] if schema["type"] == "default" else schema
    if len(content) == 1 or content["type"] in _LEAVES:
        return not _is_plain(content)
    return not all(_is_plain(each) for each in _nodes(schema, refs))


def _is_hidden(info: FieldInfo | ComputedFieldInfo) -> bool:
    extra = plain_dict(info.json_schema_extra)
    return bool(not info.repr or extra.get("writeOnly") or extra.get("format") == "password")


def mentions_secret(annotation: Any) -> bool:
    """Whether an annotation, or a model that it leads to, has a secret in it."""
    pending, seen = [annotation], list[Any]()
    while pending:
        each: Any = pending.pop()
        if any(each is known for known in seen):
            continue
        seen.append(each)
        if _is_secret_class(each):
            return True
        infos: list[FieldInfo] = [*getattr(each, "__pydantic_fields__", {}).values()]
        if any(map(_is_hidden, infos)):
            return True
        pending += [info.annotation for info in infos]
        pending += [get_origin(each), *get_args(each)]
        pending += [getattr(each, name, None) for name in ("__value__", "__supertype__")]
    return False


def _is_secret_class(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, (Secret, SecretStr, SecretBytes))


def _is_plain(schema: Schema) -> bool:
    return schema["type"] in _PLAIN and "serialization" not in schema


def _nodes(schema: Schema, refs: Refs) -> Iterator[Schema]:
    """The nodes of a schema, each model and each reference once."""
    pending, followed = [schema], set[str]()
    while pending:
        node = pending.pop()
        ref = node.get("ref")
        if ref in followed:
            continue
        if ref is not None:
            followed.add(ref)
        yield node
        if node["type"] == "definition-ref" and node["schema_ref"] not in followed:
            pending.append(refs[node["schema_ref"]])
        for key in _CONTENT:
            pending += _inside(node[key]) if key in node else ()


def _inside(content: Any) -> Iterable[Schema]:
    """The nodes in one entry of a node: itself, or a list or a dictionary of them."""
    if isinstance(content, dict):
        entries = cast(dict[str, Any], content)
        return [entries] if isinstance(entries.get("type"), str) else entries.values()
    nodes = [node for node in cast(list[Any], content) if not isinstance(node, str)]
    # A union's choice may be paired with a label; a dataclass lists the names of its fields.
    return [cast(Any, node)[0] if isinstance(node, tuple) else node for node in nodes]


def plain_dict(value: Any) -> dict[str, Any]:
    """A dictionary; of a function that would make one, nothing, as it is the program's code."""
    return cast(dict[str, Any], value) if type(value) is dict else {}
