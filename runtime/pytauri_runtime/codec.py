"""Between the bytes of the wire and the values of a command, by the types the command declares."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter
from pydantic.errors import PydanticUndefinedAnnotation

from pytauri_runtime.exceptions import UnserializableError
from pytauri_runtime.json_text import with_finite_numbers
from pytauri_runtime.serializing import writer_for

Decoder = Callable[[bytes], Any]
Encoder = Callable[[Any], str]

BuiltT = TypeVar("BuiltT")


def json_decoder(annotation: Any) -> Decoder:
    """Return a function that validates JSON text as ``annotation``.

    A model whose ``model_validate_json`` an app has overridden is validated by that.

    Raises:
        pydantic.errors.PydanticUserError: pydantic has no schema for ``annotation``.
    """
    if is_model(annotation) and _overrides(annotation, "model_validate_json"):
        return annotation.model_validate_json
    adapter = _built(annotation, lambda adapter: adapter)

    def decode(body: bytes) -> Any:
        return adapter().validator.validate_json(body)

    return decode


def json_encoder(annotation: Any) -> Encoder:
    """Return a function that serialises a value as ``annotation``, to JSON text.

    The value is validated first (an instance of a declared model is taken as it is), because a
    serializer alone lets ``None`` pass for any type. It is then serialised by the schema of
    ``annotation``, so that a subclass adds no fields. The function raises `UnserializableError`.

    Raises:
        pydantic.errors.PydanticUserError: pydantic has no schema for ``annotation``.
    """
    built = _built(annotation, lambda adapter: (adapter, writer_for(adapter.core_schema)))

    def encode(value: Any) -> str:
        try:
            adapter, write = built()
            valid = adapter.validator.validate_python(value)
            return with_finite_numbers(write(adapter.serializer, valid))
        except Exception as error:
            raise unserializable(value, annotation) from error

    return encode


def require_bytes(value: Any) -> bytes:
    """Return ``value``, the result of a command that is declared to return ``bytes``.

    Raises:
        UnserializableError: it is something else.
    """
    if isinstance(value, bytes):
        return value
    raise unserializable(value, bytes)


def unserializable(value: object, annotation: Any) -> UnserializableError:
    """Describe the mismatch by types alone: the text goes to the front end."""
    actual, declared = type(value).__qualname__, type_name(annotation)
    return UnserializableError(
        f"a `{actual}` was given where `{declared}` is declared, and it does not serialise as one"
    )


def type_name(annotation: Any) -> str:
    """Spell a type as in source: ``int`` rather than ``<class 'int'>``."""
    return annotation.__qualname__ if isinstance(annotation, type) else str(annotation)


def is_model(annotation: Any) -> bool:
    """Whether ``annotation`` is a model class, rather than a special form such as a union."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _overrides(model: type[BaseModel], method: str) -> bool:
    inherited = getattr(BaseModel, method).__func__
    return getattr(model, method).__func__ is not inherited


def _built(annotation: Any, make: Callable[[TypeAdapter[Any]], BuiltT]) -> Callable[[], BuiltT]:
    """Build what is made of the adapter of a type, once.

    Now, so that an unfit type is refused early, or when all names exist.
    """
    build = cache(lambda: make(TypeAdapter[Any](annotation)))
    with suppress(PydanticUndefinedAnnotation):
        build()
    return build
