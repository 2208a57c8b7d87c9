"""Calls: bodies, headers, answers."""

import ctypes
import hashlib
import time
from typing import Any

import anyio
from anyio.to_thread import run_sync
from pydantic import BaseModel

from pytauri_runtime import Headers, InvokeException, WebviewWindow

from .registry import commands


class Person(BaseModel):
    name: str
    age: int


class Greeting(BaseModel):
    message: str


@commands.command()
async def greet(body: Person) -> Greeting:
    return Greeting(message=f"Hello, {body.name} ({body.age})!")


@commands.command()
async def double(body: int) -> int:
    return 2 * body


@commands.command()
async def ping() -> None:
    pass


@commands.command()
async def value(body: Any) -> Any:
    """Return what was sent."""
    return body


@commands.command()
async def echo(body: bytes) -> bytes:
    return body


@commands.command()
async def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@commands.command()
async def seen(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in headers]


@commands.command()
async def who(webview_window: WebviewWindow) -> str:
    return webview_window.label()


@commands.command()
async def refuse(body: str) -> None:
    raise InvokeException(body)


@commands.command()
async def fail(body: str) -> None:
    """Raise what would end a program."""
    raise {"exit": SystemExit(3), "interrupt": KeyboardInterrupt()}[body]


@commands.command()
async def drop() -> None:
    """Never runs: the registry drops the call."""


@commands.command()
async def resolve_without_json() -> int:
    """Never runs: the registry answers."""
    raise NotImplementedError


@commands.command()
async def asked() -> dict[str, int]:
    """How often Python was asked to run each command."""
    return commands.asked


@commands.command()
async def hidden() -> str:
    """In no capability."""
    return "seen"


@commands.command()
async def for_second() -> str:
    """In the capability of the window `second` only."""
    return "seen"


@commands.command()
async def pause(body: float) -> float:
    """Wait for so many seconds."""
    await anyio.sleep(body)
    return body


@commands.command()
async def block(body: float) -> None:
    """Keep a worker thread for so many seconds."""
    await run_sync(time.sleep, body)


@commands.command()
async def hold(body: float) -> None:
    """Keep the GIL for so many seconds."""
    ctypes.PyDLL(None).usleep(int(body * 1_000_000))
