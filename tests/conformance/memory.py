"""Calls on the memory host."""

from concurrent.futures import Future
from itertools import count
from typing import Any

from pytauri_runtime.hosts.memory import CommandRejected, MemoryChannel, MemoryHost
from tests.conformance.steps import CHANNEL, Send, Tell

SECONDS = 10


class MemoryPage:
    """One page, of which the host has as many as one likes."""

    def __init__(self, host: MemoryHost, name: str) -> None:
        self._host = host
        self._page = name
        self._numbers = count(1)
        self._ids: dict[str, str] = {}
        self._answers: dict[str, Future[Any]] = {}
        self._channels: dict[str, MemoryChannel] = {}
        self._messages: dict[str, list[Any]] = {}

    def send(self, call: Send) -> None:
        channel = self._channels[call.name] = self._host.channel()
        self._messages[call.name] = []
        sent = call.body and call.body.replace(CHANNEL.encode(), channel.id.encode())
        self._answers[call.name] = self._host.submit(
            call.command,
            *([] if sent is None else [sent]),
            call_id=self._id(call.name) if call.marked else None,
            stream=channel if call.stream else None,
        )

    def tell(self, message: Tell) -> None:
        control = " ".join(filter(None, [message.verb, self._id(message.of), message.rest]))
        assert self._host.submit("", control=control).result(SECONDS) is None

    def answer(self, name: str) -> tuple[str, Any] | None:
        answer = self._answers[name]
        if not answer.done():
            return None
        try:
            return "resolved", answer.result()
        except CommandRejected as rejected:
            return "rejected", rejected.value

    def messages(self, name: str) -> list[Any]:
        self._messages[name] += list(self._channels[name])
        return self._messages[name]

    def _id(self, name: str) -> str:
        if name not in self._ids:
            self._ids[name] = f"{self._page}-{next(self._numbers)}"
        return self._ids[name]
