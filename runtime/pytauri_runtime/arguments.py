"""What a command can bind: names on the way in (`ParametersType`), values on the way out."""

from typing import Any

from typing_extensions import ReadOnly, TypeAliasType, TypedDict

from pytauri_runtime.handles import AppHandle, WebviewWindow

Headers = TypeAliasType("Headers", list[tuple[bytes, bytes]])
"""The headers of a call: one ``(key, value)`` pair per value, a repeated key is repeated.

``[(b"accept", b"a"), (b"accept", b"b")]``, in the order of the request, as Rust's
https://docs.rs/http/1/http/header/struct.HeaderMap.html#method.iter yields them.
"""


class ArgumentsType(TypedDict, total=False):
    """The values bound for one call, ready for ``handler(**arguments)``.

    A key is present if the `ParametersType` that was bound has it.
    """

    body: bytes
    """The body of the call: JSON text in UTF-8, or raw bytes."""

    app_handle: AppHandle
    webview_window: WebviewWindow
    headers: Headers


class ParametersType(TypedDict, total=False):
    """The names a handler binds. Only the keys count; a value may be anything."""

    body: ReadOnly[Any]
    app_handle: ReadOnly[Any]
    webview_window: ReadOnly[Any]
    headers: ReadOnly[Any]
