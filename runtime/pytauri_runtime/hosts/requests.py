"""What a test sends, as it is on the wire."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from pytauri_runtime.arguments import Headers
from pytauri_runtime.hosts.page import PageChannel

NO_BODY: Final[Any] = object()

AnyHeaders = Mapping[str, str] | Sequence[tuple[bytes, bytes]]
"""Headers of a call: text by name, or pairs as a command gets them."""

_any = TypeAdapter[Any](Any)


def encode_body(body: Any) -> bytes | None:
    """Return a body as it is sent: ``bytes`` as they are, anything else as JSON.

    Of models and dataclasses, names are by alias and computed fields are left out.

    Raises:
        pydantic_core.PydanticSerializationError: pydantic has no JSON for it.
    """
    if body is NO_BODY:
        return None
    if isinstance(body, bytes):
        return body
    return _any.dump_json(body, by_alias=True, round_trip=True, fallback=_channel_id)


def encode_headers(headers: AnyHeaders) -> Headers:
    """Return headers as a host has them: pairs of bytes."""
    if isinstance(headers, Mapping):
        return [(name.encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()]
    return list(headers)


def _channel_id(value: object) -> str:
    if isinstance(value, PageChannel):
        return value.id
    raise TypeError(f"a `{type(value).__qualname__}` has no JSON")
