"""A host made of plain objects: the seed's members and nothing else, no class of the runtime."""

from collections.abc import Callable, Mapping
from threading import Event, get_ident
from typing import Any

from pytauri_runtime import AppHandle, Commands, Invoke, Webview, WebviewWindow
from pytauri_runtime.handles import HostChannel


class Answer:
    """Collects what one call is answered with; more than one answer is kept too."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Any]] = []
        self.thread: int | None = None
        self._first = Event()

    def give(self, kind: str, value: Any) -> None:
        self.given.append((kind, value))
        self.thread = get_ident()
        self._first.set()

    def wait(self) -> tuple[str, Any]:
        """Return the first answer."""
        assert self._first.wait(10), "the call was not answered"
        return self.given[0]


class DuckResolver:
    def __init__(self, arguments: dict[str, Any], answer: Answer) -> None:
        self.arguments: Any = arguments
        self._answer = answer

    def resolve(self, value: Any) -> None:
        self._answer.give("resolved", value)

    def reject(self, value: Any) -> None:
        self._answer.give("rejected", value)


class DuckInvoke:
    """A call with everything a command can bind."""

    def __init__(self, command: str, body: bytes | None = None) -> None:
        self.command = command
        self.answer = Answer()
        self.bound: Mapping[str, Any] | None = None
        self.window = DuckWindow()
        self._values: dict[str, Any] = {
            "body": body,
            "app_handle": AppHandle(),
            "webview_window": self.window,
            "headers": [(b"a", b"1"), (b"a", b"2")],
        }

    def bind_to(self, parameters: Any) -> DuckResolver | None:
        self.bound = parameters
        if "body" in parameters and self._values["body"] is None:
            self.reject("illegal call")
            return None
        arguments = {name: self._values[name] for name in parameters}
        return DuckResolver(arguments, self.answer)

    def resolve(self, value: Any) -> None:
        self.answer.give("resolved", value)

    def reject(self, value: Any) -> None:
        self.answer.give("rejected", value)


class MarkedInvoke(DuckInvoke):
    """A call as the generated client makes it, or a message about one."""

    def __init__(
        self, command: str, body: bytes | None = None, *, call_id: str, stream: int | None = None
    ) -> None:
        super().__init__(command, body)
        self.call_id = call_id
        self.stream = stream
        self.control: str | None = None


class ControlInvoke(DuckInvoke):
    """A message about another call."""

    def __init__(self, control: str) -> None:
        super().__init__("")
        self.control = control


class DuckChannel:
    def __init__(self, number: int, sent: list[str | bytes]) -> None:
        self._number = number
        self._sent = sent

    def id(self) -> int:
        return self._number

    def send(self, data: str | bytes, /) -> None:
        self._sent.append(data)


class DuckPage(Webview):
    def __init__(self) -> None:
        self.sent: list[str | bytes] = []

    def open_channel(self, id: int, /) -> HostChannel:  # noqa: A002  as in the base
        return DuckChannel(id, self.sent)


class DuckWindow(WebviewWindow):
    def __init__(self) -> None:
        self.page: Webview = DuckPage()

    def label(self) -> str:
        return "main"

    def as_ref_webview(self) -> Webview:
        return self.page


Call = Callable[..., tuple[str, Any]]


def caller(commands: Commands, handle: Callable[[Invoke], None]) -> Call:
    """Return ``call(function, body)``: register ``function``, call it, return its one answer."""

    def call(function: Callable[..., Any], body: bytes | None = None) -> tuple[str, Any]:
        commands.set_command(function.__name__, function)
        invoke = DuckInvoke(function.__name__, body)
        handle(invoke)
        answer = invoke.answer.wait()
        assert invoke.answer.given == [answer], "answered more than once"
        return answer

    return call
