"""`make bench-dispatch`: what a call costs in Python, beside pytauri's and pydantic's own cost.

One fake `Invoke` goes through this runtime and through pytauri's ``Commands``, one by one from
another thread and in bursts, on asyncio and trio, in alternation in one process. The floor is what
pydantic takes for the same body and result. A command that waits for something becomes a task, one
that never does is run at once, so there are bursts of both. Prints microseconds per call, then one
``name value`` line per figure.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import copy_context
from datetime import datetime
from statistics import median
from threading import Event
from time import perf_counter
from typing import Any

from anyio.from_thread import start_blocking_portal
from anyio.lowlevel import checkpoint
from peer import stand_in_for_native_library
from pydantic import BaseModel, TypeAdapter

from pytauri_runtime import Commands, InvokeException

stand_in_for_native_library()

from pytauri.ipc import Commands as PytauriCommands  # noqa: E402  needs its stand-in first

_logger = logging.getLogger(__name__)

BURST = 5_000
ONE_BY_ONE = 500
ROUNDS = 7
BODY = (
    b'{"name": "Ada", "born": "1815-12-10T00:00:00Z", "languages": ["en", "fr"],'
    b' "address": {"street": "St James\'s Square", "city": "London", "country": "GB"}}'
)


class Address(BaseModel):
    """Where somebody lives."""

    street: str
    city: str
    country: str


class Person(BaseModel):
    """What the command takes, and returns."""

    name: str
    born: datetime
    languages: list[str]
    address: Address


async def greet(body: Person) -> Person:
    """Answers without waiting for anything."""
    return body


async def greet_later(body: Person) -> Person:
    """Answers after it has waited for one turn of the event loop."""
    await checkpoint()
    return body


class Countdown:
    """Tells when that many calls have been answered."""

    def __init__(self, calls: int) -> None:
        self.left = calls
        self.done = Event()

    def answered(self) -> None:
        """Counts one; only the thread of the event loop answers."""
        self.left -= 1
        if self.left == 0:
            self.done.set()


class FakeInvoke:
    """A call and its resolver in one object, as cheap as Python allows."""

    __slots__ = ("_countdown", "arguments", "call_id", "command")

    def __init__(self, command: str, countdown: Countdown, call_id: str | None) -> None:
        self.command = command
        self.arguments = {"body": BODY}
        self.call_id = call_id
        self._countdown = countdown

    def bind_to(self, _parameters: Any) -> FakeInvoke:
        """Returns itself: the body is bound already."""
        return self

    def resolve(self, _value: str | bytes) -> None:
        """Counts the answer."""
        self._countdown.answered()

    def reject(self, value: str) -> None:
        """Stops: no call of this benchmark is refused."""
        sys.exit(f"a call was rejected: {value}")


class Plain:
    """A dispatcher that answers each call, as pytauri's does, and can do nothing else.

    It runs what never waits as quickly: what is compared is the cost of the rest.
    """

    def __init__(self, commands: Commands) -> None:
        self._commands = commands.data

    def start(self, invoke: Any) -> None:
        """Runs a call to its end, in a context of its own."""
        work = self._dispatch(invoke)
        with suppress(StopIteration):
            copy_context().run(work.send, None)

    def settled(self) -> None:
        """Does nothing, as there are no batches."""

    def cancel_all(self) -> None:
        """Does nothing, as nothing waits."""

    async def _dispatch(self, invoke: Any) -> None:
        command = invoke.command
        registered = self._commands.get(command)
        if registered is None:
            invoke.reject(f"no python handler `{command}` found")
            return
        resolver = invoke.bind_to(registered.parameters)
        if resolver is None:
            return
        try:
            result = await registered.handler(**resolver.arguments)
        except InvokeException as refusal:
            resolver.reject(refusal.value)
        except Exception as error:
            _logger.exception("command `%s` raised an exception", command)
            resolver.reject(repr(error))
        else:
            resolver.resolve(result)


class PlainCommands(Commands):
    """Commands that are dispatched by `Plain`."""

    def dispatcher(self) -> Any:
        """Returns what runs the calls."""
        return Plain(self)


Handle = Callable[[Any], None]


def burst(handle: Handle, command: str = "greet", *, marked: bool = False) -> float:
    """Returns the seconds for one call of many that come at once."""
    countdown = Countdown(BURST)
    calls = [FakeInvoke(command, countdown, f"p-{n}" if marked else None) for n in range(BURST)]
    started = perf_counter()
    for call in calls:
        handle(call)
    countdown.done.wait()
    return (perf_counter() - started) / BURST


def one_by_one(handle: Handle) -> float:
    """Returns the seconds for one call of those that wait for each other."""
    started = perf_counter()
    for _ in range(ONE_BY_ONE):
        countdown = Countdown(1)
        handle(FakeInvoke("greet", countdown, None))
        countdown.done.wait()
    return (perf_counter() - started) / ONE_BY_ONE


def floor() -> float:
    """Returns the seconds that pydantic takes for one body and one result."""
    person = TypeAdapter(Person)
    started = perf_counter()
    for _ in range(BURST):
        person.dump_json(person.validate_json(BODY))
    return (perf_counter() - started) / BURST


@contextmanager
def handler_of(commands: Any, backend: str) -> Generator[Handle]:
    """Runs a portal, and yields what takes the calls."""
    commands.command("greet")(greet)
    commands.command("greet_later")(greet_later)
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal(backend))
        yield commands.generate_handler(portal)


def round_of(handles: dict[str, Handle]) -> dict[str, float]:
    """Measures everything once."""
    seconds = {"floor": floor()}
    for name, handle in handles.items():
        gc.collect()
        seconds[f"{name} burst"] = burst(handle)
        seconds[f"{name} one by one"] = one_by_one(handle)
        if not name.startswith("plain"):
            seconds[f"{name} burst that waits"] = burst(handle, "greet_later")
        if name.startswith("ours"):
            seconds[f"{name} burst marked"] = burst(handle, marked=True)
    return seconds


def figures(seconds: dict[str, float]) -> dict[str, float]:
    """Returns the ratios, by name."""
    ratios: dict[str, float] = {}
    for backend, suffix in (("asyncio", ""), ("trio", "_trio")):
        ours, peer = f"ours {backend}", f"pytauri {backend}"
        in_burst, alone = seconds[f"{ours} burst"], seconds[f"{ours} one by one"]
        ratios[f"dispatch_burst_vs_floor{suffix}"] = in_burst / seconds["floor"]
        ratios[f"dispatch_burst_vs_pytauri{suffix}"] = seconds[f"{peer} burst"] / in_burst
        ratios[f"dispatch_seq_vs_pytauri{suffix}"] = seconds[f"{peer} one by one"] / alone
        waiting = seconds[f"{ours} burst that waits"]
        ratios[f"dispatch_waiting_vs_floor{suffix}"] = waiting / seconds["floor"]
        ratios[f"dispatch_waiting_vs_pytauri{suffix}"] = (
            seconds[f"{peer} burst that waits"] / waiting
        )
    plain = seconds["plain asyncio burst"]
    ratios["dispatch_unused_features_cost"] = seconds["ours asyncio burst"] / plain - 1
    return ratios


def main() -> None:
    """Measures in alternation, and prints."""
    kinds = {"ours": Commands, "plain": PlainCommands, "pytauri": PytauriCommands}
    with ExitStack() as stack:
        handles = {
            f"{name} {backend}": stack.enter_context(handler_of(kind(), backend))
            for backend in ("asyncio", "trio")
            for name, kind in kinds.items()
        }
        rounds = [round_of(handles) for _ in range(ROUNDS)]
    seconds = {name: median(one[name] for one in rounds) for name in rounds[0]}
    lines = [f"{name:32} {value * 1e6:8.2f} us" for name, value in seconds.items()]
    lines += ["", *(f"{name} {value:.3g}" for name, value in figures(seconds).items())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
