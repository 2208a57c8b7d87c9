"""Runs a row on a host."""

import json
import re
from collections.abc import Callable
from itertools import count
from time import monotonic, sleep
from typing import Any, TypeVar

from tests.conformance.steps import (
    EndsWell,
    Host,
    Items,
    Messages,
    Refused,
    Rejected,
    Resolved,
    Row,
    Running,
    Send,
    Step,
    Tell,
    Tidied,
    Unanswered,
)

SECONDS = 20
ValueT = TypeVar("ValueT")

_numbers = count(1)


def wait_for(ask: Callable[[], ValueT | None], what: str) -> ValueT:
    """Ask again and again until there is an answer."""
    end = monotonic() + SECONDS
    while (value := ask()) is None:
        assert monotonic() < end, f"{what} did not happen within {SECONDS} s"
        sleep(0.005)
    return value


class Run:
    """One row on one host, from its first step to its last."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._asked = self._by_hand("asked")
        self._tidied = self._by_hand("tidied_up")
        self._read: dict[str, int] = {}

    def take(self, step: Step) -> None:
        """Do what a step says, and compare."""
        match step:
            case Send():
                self._host.send(step)
            case Tell():
                self._host.tell(step)
            case Running(command, calls):
                wait_for(lambda: self._has_run(command, calls), f"call {calls} of {command}")
            case Unanswered(of):
                self._by_hand("ping")
                assert self._host.answer(of) is None
            case Messages(of, expected):
                read = self._next(of, len(expected))
                assert read == list(expected)
            case Items(of, expected):
                self._take_items(of, list(expected))
            case Tidied(name, times):
                wait_for(lambda: self._has_tidied(name, times), f"the clean-up of {name}")
            case _:
                self._compare(step, *self._answer(step.of))

    def _compare(
        self, step: Resolved | EndsWell | Rejected | Refused, kind: str, value: Any
    ) -> None:
        match step:
            case Resolved(_, expected):
                assert (kind, value) == ("resolved", expected)
            case EndsWell(of):
                assert (kind, value) == ("resolved", len(self._host.messages(of)))
            case Rejected(_, pattern):
                assert kind == "rejected"
                assert re.match(pattern, value, re.DOTALL), value
            case Refused():
                assert kind == "rejected"
                self._compare_refusal(step, value)

    def _compare_refusal(self, step: Refused, text: str) -> None:
        assert text.startswith("pytauri-error ")
        found = json.loads(text.removeprefix("pytauri-error "))
        expected = {"kind": step.kind, **step.members}
        if step.stream:
            expected["frames"] = len(self._host.messages(step.of))
        assert found == {**found, **expected}
        assert step.stream == ("frames" in found)

    def _next(self, of: str, number: int) -> list[Any]:
        start = self._read.get(of, 0)
        self._read[of] = start + number
        return self._wait_for_messages(of, start + number)[start:]

    def _take_items(self, of: str, expected: list[Any]) -> None:
        items: list[Any] = []
        while len(items) < len(expected):
            for frame in self._next(of, 1):
                items += [frame] if isinstance(frame, bytes) else frame
        assert items == expected

    def _wait_for_messages(self, of: str, number: int) -> list[Any]:
        def come() -> list[Any] | None:
            messages = self._host.messages(of)
            return messages[:number] if len(messages) >= number else None

        return wait_for(come, f"message {number} of {of}")

    def _answer(self, name: str) -> tuple[str, Any]:
        return wait_for(lambda: self._host.answer(name), f"the answer to {name}")

    def _has_run(self, command: str, calls: int) -> bool | None:
        now, before = self._by_hand("asked"), self._asked
        return now.get(command, 0) >= before.get(command, 0) + calls or None

    def _has_tidied(self, name: str, times: int) -> bool | None:
        now, before = self._by_hand("tidied_up"), self._tidied
        return now.get(name, 0) == before.get(name, 0) + times or None

    def _by_hand(self, command: str) -> Any:
        name = f"by hand {next(_numbers)}"
        self._host.send(Send(name, command))
        kind, value = self._answer(name)
        assert kind == "resolved", value
        return value


def run(row: Row, host: Host) -> None:
    """Take each step of a row."""
    running = Run(host)
    for step in row.steps:
        running.take(step)
