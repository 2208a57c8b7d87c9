"""The API of pytauri's ``pytauri.ipc``, under the names it has there."""

from pytauri_runtime.arguments import ArgumentsType, Headers, ParametersType
from pytauri_runtime.channel import Channel, JavaScriptChannelId
from pytauri_runtime.commands import Commands
from pytauri_runtime.depends import Depends
from pytauri_runtime.exceptions import InvokeException
from pytauri_runtime.handles import AppHandle, Webview, WebviewWindow
from pytauri_runtime.invoke import Invoke, InvokeResolver
from pytauri_runtime.state import State

__all__ = [
    "AppHandle",
    "ArgumentsType",
    "Channel",
    "Commands",
    "Depends",
    "Headers",
    "Invoke",
    "InvokeException",
    "InvokeResolver",
    "JavaScriptChannelId",
    "ParametersType",
    "State",
    "Webview",
    "WebviewWindow",
]
