"""Functions that cannot be commands, each for one reason."""
# The wrong annotations are the point:
# ruff: noqa: ANN001, ANN201, F821
# pyright: reportMissingParameterType=false, reportUnknownParameterType=false
# pyright: reportUndefinedVariable=false, reportInvalidTypeForm=false, reportGeneralTypeIssues=false
# pyright: reportAttributeAccessIssue=false, reportUnknownMemberType=false

import sys
from threading import Lock
from typing import Annotated

from pydantic import BaseModel

from pytauri_runtime import AppHandle, Headers, Webview, WebviewWindow


class MyAppHandle(AppHandle): ...


class Body(BaseModel):
    x: int


async def unannotated_body(body) -> None: ...


async def unannotated_return(body: bytes): ...


async def unexpected(body: bytes, other: int) -> None: ...


async def wrong_handle(app_handle: WebviewWindow) -> None: ...


async def subclass_of_handle(app_handle: MyAppHandle) -> None: ...


async def wrong_window(webview_window: Webview) -> None: ...


async def spelled_out_headers(headers: list[tuple[bytes, bytes]]) -> None: ...


async def annotated_handle(app_handle: Annotated[AppHandle, "x"]) -> None: ...


async def unannotated_handle(app_handle) -> None: ...


async def positional_body(body: Body, /) -> None: ...


async def variadic_body(*body: Body) -> None: ...


async def positional_handle(app_handle: AppHandle, /) -> bytes:
    return repr(app_handle).encode()


async def keywords(**headers: Headers) -> bytes:
    return repr(headers).encode()


async def unconvertible_body(body: Lock) -> None: ...


async def undefined_body(body: "Missing") -> None: ...


async def undefined_result(body: Body) -> "list[Missing]": ...


async def no_expression(body: bytes) -> None: ...


no_expression.__annotations__["body"] = "list["


async def no_attribute(body: "sys.missing") -> None: ...
