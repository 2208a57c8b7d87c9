"""The API of pytauri's ``pytauri.ipc``, under the names it has there."""

from pytauri_runtime.arguments import ArgumentsType, Headers, ParametersType
from pytauri_runtime.channel import Channel, JavaScriptChannelId
from pytauri_runtime.commands import Commands
from pytauri_runtime.exceptions import InvokeException
from pytauri_runtime.handles import AppHandle, Webview, WebviewWindow
from pytauri_runtime.invoke import Invoke, InvokeResolver

__all__ = [
    "AppHandle",
    "ArgumentsType",
    "Channel",
    "Commands",
    "Headers",
    "Invoke",
    "InvokeException",
    "InvokeResolver",
    "JavaScriptChannelId",
    "ParametersType",
    "Webview",
    "WebviewWindow",
]
