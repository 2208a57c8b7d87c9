"""Tests of commands: no window, no native module, no thread.

    async with client(commands) as c:
        assert await c.greet({"name": "Ada"}) == "Hello, Ada!"

A call takes the whole way over the wire that a call of the generated client takes: bodies are
JSON, results are serialised, and read again as the type that the command declares. What a test
that is not async needs is `pytauri_runtime.hosts.memory.MemoryHost`. With pytest, the fixtures of
`pytauri_runtime.pytest_plugin` are there.
"""

from pytauri_runtime.hosts.page import MemoryWindow
from pytauri_runtime.testing.channel import ReceivedEvents, ReceivingChannel
from pytauri_runtime.testing.client import Client
from pytauri_runtime.testing.opening import client
from pytauri_runtime.testing.rejection import CallRejected
from pytauri_runtime.testing.stream import ItemStream
from pytauri_runtime.testing.values import UnreadableResultError
from pytauri_runtime.testing.wire import ClientClosedError

__all__ = [
    "CallRejected",
    "Client",
    "ClientClosedError",
    "ItemStream",
    "MemoryWindow",
    "ReceivedEvents",
    "ReceivingChannel",
    "UnreadableResultError",
    "client",
]
