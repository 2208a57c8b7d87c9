"""Commands for Tauri in Python: what app code imports.

A host (the desktop bridge, the loopback server, the one for tests) calls the commands; no host is
imported here, so a module of commands can be imported, tested and compiled anywhere.
"""

from pytauri_runtime.big_int import BigInt
from pytauri_runtime.call import Call, current_call
from pytauri_runtime.command_error import CommandError
from pytauri_runtime.events import Event, emit, emit_nowait
from pytauri_runtime.ipc import (
    AppHandle,
    ArgumentsType,
    Channel,
    Commands,
    Depends,
    Headers,
    Invoke,
    InvokeException,
    InvokeResolver,
    JavaScriptChannelId,
    ParametersType,
    State,
    Webview,
    WebviewWindow,
)
from pytauri_runtime.middleware import Proceed
from pytauri_runtime.typescript import TypeScript

__all__ = [
    "AppHandle",
    "ArgumentsType",
    "BigInt",
    "Call",
    "Channel",
    "CommandError",
    "Commands",
    "Depends",
    "Event",
    "Headers",
    "Invoke",
    "InvokeException",
    "InvokeResolver",
    "JavaScriptChannelId",
    "ParametersType",
    "Proceed",
    "State",
    "TypeScript",
    "Webview",
    "WebviewWindow",
    "current_call",
    "emit",
    "emit_nowait",
]
