"""What a test receives, as the types that the commands declare."""

from inspect import Signature
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pytauri_runtime.codec import type_name
from pytauri_runtime.json_text import check_json
from pytauri_runtime.registration import RegisteredCommand
from pytauri_runtime.signature import item_annotation, resolved_signature, yields


class UnreadableResultError(ValueError):
    """What a command sent is no input of the type that it is declared to return."""


def is_stream(registered: RegisteredCommand | None) -> bool:
    """Return whether a command yields its result; a command that does not exist does not."""
    return registered is not None and yields(registered.function)


def declared_result(registered: RegisteredCommand | None) -> Any:
    """Return the type of a command's result, or of what it yields; ``Any`` if it has none."""
    if registered is None:
        return Any
    annotation = resolved_signature(registered.function).return_annotation
    if yields(registered.function):
        return item_annotation(registered.function, annotation)
    return Any if annotation is Signature.empty else annotation


def decode(command: str, message: str | bytes, annotation: Any) -> Any:
    """Return JSON text as a value of a type; ``bytes`` as they are.

    Fields are found by their aliases and by their names, since results may have either.

    Raises:
        UnreadableResultError: it does not validate.
    """
    if isinstance(message, bytes):
        return message
    check_json(message)
    try:
        return TypeAdapter[Any](annotation).validate_json(message, by_alias=True, by_name=True)
    except ValidationError as error:
        raise UnreadableResultError(
            f"what `{command}` sent is not valid as `{type_name(annotation)}`: pass `returns=Any` "
            f"to have it as plain JSON, or another type. {error}"
        ) from error


def decode_frame(command: str, frame: str | bytes, annotation: Any) -> list[Any]:
    """Return the items of one frame of a stream.

    Raises:
        UnreadableResultError: one of them does not validate.
    """
    return [frame] if isinstance(frame, bytes) else decode(command, frame, list[annotation])
