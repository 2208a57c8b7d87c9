"""Bodies of requests as arguments of commands."""

from __future__ import annotations

from pytauri_gen.remote.media import content_of, essence, is_xml, media_types
from pytauri_gen.remote.nodes import (
    BASE64,
    OBJECT,
    TEXT,
    Argument,
    Body,
    Carrier,
    Choice,
    Constrained,
    ListOf,
    Model,
    Nullable,
    Plain,
    Type,
)
from pytauri_gen.remote.parameters import default_of, file_argument
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.remote.types import Types

_FORMS: dict[str, Carrier] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
}


class Bodies:
    """Reads what operations send.

    Args:
        reader: the document.
        types: reads its schemas.
    """

    def __init__(self, reader: Reader, types: Types) -> None:
        self._reader = reader
        self._types = types

    def read(self, operation: At, name: str) -> Body | None:
        """The body of an operation, if it has one.

        Args:
            operation: the operation.
            name: what a model of its content is called, if it has no name.

        Raises:
            Inexpressible: the body can't be made.
        """
        if "requestBody" not in operation.value:
            return None
        request = self._reader.at((*operation.pointer, "requestBody"))
        found = media_types(self._reader, request)
        if not found:
            return None
        media_type, content = found[0]
        carrier = content_of(media_type)
        form = next((each for each in found if essence(each[0]) in _FORMS), None)
        if carrier == "json":
            return _whole(request, "json", media_type, self._json(content, name))
        if form is not None:
            return self._form(_FORMS[essence(form[0])], *form)
        if is_xml(media_type):
            reason = f"the argument `body` is XML, as text ({media_type})"
            self._reader.widened(content.pointer, reason)
        if carrier == "text":
            return _whole(request, "text", media_type, TEXT)
        concrete = "application/octet-stream" if "*" in media_type else media_type
        return _whole(request, "bytes", concrete, BASE64)

    def _json(self, content: At, name: str) -> Type:
        if "schema" not in content.value:
            return OBJECT
        return self._types.read((*content.pointer, "schema"), name)

    def _form(self, carrier: Carrier, media_type: str, content: At) -> Body:
        """A body whose members are arguments."""
        schema = self._reader.at((*content.pointer, "schema"))
        members = list(self._reader.members(schema, "properties"))
        if not members:
            reason = "a form is sent, but it isn't said of which members"
            raise Inexpressible(schema.pointer, reason)
        required = schema.array("required")
        arguments = [
            file_argument(name, at, required=name in required)
            if carrier == "multipart" and _is_binary(at)
            else self._member(schema, name, required=name in required)
            for name, at in members
        ]
        return Body(carrier, media_type, tuple(arguments))

    def _member(self, schema: At, name: str, *, required: bool) -> Argument:
        pointer = (*schema.pointer, "properties", name)
        at = self._reader.at(pointer)
        found = self._types.read(pointer, name)
        default, has_default = (None, False) if required else default_of(at, found)
        return Argument(
            name=name,
            type=found,
            required=required,
            place="form",
            description=at.text("description"),
            deprecated=at.flag("deprecated"),
            default=default,
            has_default=has_default,
            spread="plain" if is_simple(found) else "json",
        )


def _whole(request: At, carrier: Carrier, media_type: str, found: Type) -> Body:
    """A body that is one argument."""
    required, description = request.flag("required"), request.text("description")
    argument = Argument("body", found, required, "body", description=description)
    return Body(carrier, media_type, (argument,))


def is_simple(found: Type) -> bool:
    """Whether a form holds a value, or a list of such, as it is; others are sent as JSON."""
    if isinstance(found, Constrained | Nullable):
        return is_simple(found.type)
    if isinstance(found, ListOf):
        return is_simple(found.item)
    return isinstance(found, Plain | Choice) or (isinstance(found, Model) and found.is_scalar)


def _is_binary(at: At) -> bool:
    """As OpenAPI 3.0 says it, or as 3.1 does."""
    if at.text("format") == "binary":
        return True
    return "contentMediaType" in at.value and "contentEncoding" not in at.value
