"""The commands, how often Python was asked to run each, and what only a host may do to a call."""

from collections import Counter

from pytauri_runtime import Commands, Invoke
from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.exceptions import InvalidJsonError


class Counted(Commands):
    """Commands that are counted before they run."""

    def __init__(self) -> None:
        super().__init__(expose_errors=True)
        self.asked = Counter[str]()
        self.running = 0

    def dispatcher(self) -> Dispatcher:
        return Counting(self)


class Counting(Dispatcher):
    def __init__(self, commands: Counted) -> None:
        super().__init__(commands)
        self._counted = commands

    async def dispatch(self, invoke: Invoke) -> None:
        self._counted.asked[invoke.command] += 1
        self._counted.running += 1
        try:
            await self._dispatch(invoke)
        finally:
            self._counted.running -= 1

    async def _dispatch(self, invoke: Invoke) -> None:
        match invoke.command:
            case "resolve_without_json":
                resolve_without_json(invoke)
            case "drop":
                pass
            case _:
                await super().dispatch(invoke)


def resolve_without_json(invoke: Invoke) -> None:
    """Try to resolve with text that is not JSON, then with how often that was refused."""
    resolver = invoke.bind_to({})
    assert resolver is not None
    refused = 0
    for text in ["NaN", "{}{}", "[1,]", "alert(1)", "\ufeff1", ""]:
        try:
            resolver.resolve(text)
        except InvalidJsonError:
            refused += 1
    resolver.resolve(str(refused))


commands = Counted()
