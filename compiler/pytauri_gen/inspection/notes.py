"""What a type's author says of it besides describing it: titles, examples, deprecation, bounds."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from typing import Any, cast

from pydantic.fields import ComputedFieldInfo, FieldInfo

from pytauri_gen import ir
from pytauri_gen.inspection.constants import constant_text
from pytauri_gen.inspection.constraints import bounds
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.secret import Refs, is_secret, mentions_secret, plain_dict

_BETWEEN_WORDS = re.compile(r"[\W_]+")

_TELLING = frozenset({"title", "json_schema_extra"})
"""What in a class's configuration is a note."""

_NOTHING = ir.Notes()


@cache
def _only_default(text: str | None) -> ir.Notes:
    """The notes on a field of which nothing is known but its default: most that have any."""
    return ir.Notes(default=text)


def field_notes(
    info: FieldInfo | ComputedFieldInfo | None, name: str, schema: Schema, refs: Refs
) -> ir.Notes | None:
    """The notes on a field, or None if there are none.

    Args:
        info: what pydantic knows of it besides the schema.
        name: what it is called in Python.
        schema: what its values have to be; a ``default`` around it is the field's own.
        refs: what the schema's references lead to.
    """
    told = _NOTHING if info is None or _says_nothing(info) else _told(info, name)
    content = schema["schema"] if schema["type"] == "default" else schema
    own, inner = ((), ()) if len(content) == 1 else bounds(content, refs)
    default = constant_text(schema["default"]) if "default" in schema else None
    is_alone = told is _NOTHING and not own and not inner
    if is_alone and (default is None or default == "null"):
        return None if default is None else _only_default(default)
    secret = is_secret(info, schema, refs)
    if is_alone:
        return None if secret else _only_default(default)
    notes = ir.Notes(
        told.title,
        told.deprecated,
        default=None if secret and default != "null" else default,
        examples=() if secret else told.examples,
        constraints=own,
        inner=inner,
    )
    return notes if notes != _NOTHING else None


def without_default(notes: ir.Notes | None) -> ir.Notes | None:
    """The notes on what is always there."""
    if notes is None or _only_default(notes.default) is notes:
        return None
    return _without(notes, default=None)


def without_values(notes: ir.Notes | None) -> ir.Notes | None:
    """The notes on a field that a serializer gives another form than what they tell of."""
    return _without(notes, default=None, examples=(), constraints=(), inner=())


def _without(notes: ir.Notes | None, **emptied: Any) -> ir.Notes | None:
    if notes is None:
        return None
    rest = dataclasses.replace(notes, **emptied)
    return rest if rest != _NOTHING else None


def class_notes(cls: type, content: ir.Notes | None = None) -> ir.Notes | None:
    """The notes on a class: what it says itself, and not what a base of it says.

    Args:
        cls: the class.
        content: the notes on a root model's content, for what the class doesn't say.
    """
    if content is None and "__deprecated__" not in vars(cls) and _TELLING.isdisjoint(_config(cls)):
        return None
    root = content or _NOTHING
    extra = plain_dict(_own_config(cls, "json_schema_extra"))
    deprecated = _deprecation(vars(cls).get("__deprecated__"))
    examples = _examples(extra.get("examples"))
    notes = ir.Notes(
        title=_title(_own_config(cls, "title"), cls.__name__) or root.title,
        deprecated=root.deprecated if deprecated is None else deprecated,
        examples=() if examples and mentions_secret(cls) else examples or root.examples,
        constraints=root.constraints,
        inner=root.inner,
    )
    return notes if notes != _NOTHING else None


def function_notes(function: Any) -> ir.Notes | None:
    """The notes on a command's function: whether it is deprecated."""
    deprecated = _deprecation(getattr(function, "__deprecated__", None))
    return None if deprecated is None else ir.Notes(deprecated=deprecated)


def description(info: FieldInfo) -> str | None:
    """How a field is described, be it by PEP 727's `typing_extensions.Doc`."""
    if info.description or not info.metadata:
        return info.description
    for each in reversed(info.metadata):
        if type(each).__name__ == "Doc" and isinstance(each.documentation, str):
            return each.documentation
    return None


def _says_nothing(info: FieldInfo | ComputedFieldInfo) -> bool:
    extra, examples = info.json_schema_extra, info.examples
    return extra is None and examples is None and info.title is None and info.deprecated is None


def _told(info: FieldInfo | ComputedFieldInfo, name: str) -> ir.Notes:
    extra = plain_dict(info.json_schema_extra)
    deprecated = extra.get("deprecated") if info.deprecated is None else info.deprecated
    examples = info.examples or extra.get("examples")
    return ir.Notes(
        title=_title(info.title, name),
        deprecated=_deprecation(deprecated),
        examples=_examples(examples),
    )


def _config(cls: type) -> dict[str, Any]:
    own = vars(cls)
    return plain_dict(own.get("model_config", own.get("__pydantic_config__")))


def _own_config(cls: type, key: str) -> Any:
    """An entry of a class's configuration that no base has already."""
    found, *inherited = [_config(each).get(key) for each in cls.__mro__]
    return None if any(found is each for each in inherited) else found


def _title(title: Any, name: str) -> str | None:
    """A title that says more than the name does."""
    if not isinstance(title, str) or _letters(title) in {"", _letters(name)}:
        return None
    return title


def _letters(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text).casefold()


def _deprecation(deprecated: Any) -> str | None:
    """The message of a text or of a `warnings.deprecated`; ``True`` has none."""
    message = getattr(deprecated, "message", deprecated)
    if isinstance(message, str):
        return message
    return "" if deprecated is True else None


def _examples(examples: Any) -> tuple[str, ...]:
    if type(examples) is not list:
        return ()
    texts = map(constant_text, cast(list[Any], examples))
    return tuple(text for text in texts if text is not None)
