"""The call that Python hosts hand to a handler: answered exactly once, whatever happens to it."""

from collections.abc import Callable

from pytauri_runtime.arguments import ArgumentsType, Headers, ParametersType
from pytauri_runtime.exceptions import ConsumedError
from pytauri_runtime.handles import AppHandle, WebviewWindow
from pytauri_runtime.hosts.answers import Answer, Rejected, Resolved

__all__ = ["Answer", "HostInvoke", "HostResolver", "Rejected", "Resolved"]


class _Reply:
    """The right to answer one call: used once, by one thread; dropped unused, it rejects."""

    def __init__(self, command: str, answer: Callable[[Answer], None]) -> None:
        self.command = command
        self._unused = [answer]

    def give(self, answer: Answer) -> None:
        self._take()(answer)

    def move(self) -> "_Reply":
        return _Reply(self.command, self._take())

    def _take(self) -> Callable[[Answer], None]:
        try:
            return self._unused.pop()  # atomic: two threads cannot both have it
        except IndexError:
            raise ConsumedError(
                f"this call of `{self.command}` is already consumed: "
                "it can be bound, resolved or rejected only once"
            ) from None

    def __del__(self) -> None:
        if self._unused:
            self.give(Rejected(f"command `{self.command}` was dropped without an answer"))


class HostResolver:
    """The `InvokeResolver` of Python hosts. Methods may be called from any thread."""

    def __init__(
        self,
        reply: _Reply,
        arguments: ArgumentsType,
        *,
        headers: Headers,
        webview_window: WebviewWindow,
    ) -> None:
        self.headers = headers
        self.webview_window = webview_window
        self._reply = reply
        self._arguments = arguments

    @property
    def arguments(self) -> ArgumentsType:
        """The bound values, one per bound parameter."""
        return self._arguments

    def resolve(self, value: str | bytes, /) -> None:
        """Answer with ``value``.

        Raises:
            ConsumedError: the call has been answered.
        """
        self._reply.give(Resolved(value))

    def reject(self, value: str, /) -> None:
        """Answer with a rejection.

        Raises:
            ConsumedError: the call has been answered.
        """
        self._reply.give(Rejected(value))


class HostInvoke:
    """The `Invoke` of Python hosts. Methods may be called from any thread."""

    def __init__(  # noqa: PLR0913  one keyword per part of a request
        self,
        *,
        command: str,
        body: bytes | None,
        headers: Headers,
        app_handle: AppHandle,
        webview_window: WebviewWindow,
        answer: Callable[[Answer], None],
        call_id: str | None = None,
        control: str | None = None,
        stream: int | None = None,
    ) -> None:
        """Wrap one request.

        Args:
            command: The name of the command that is called.
            body: JSON text in UTF-8 or raw bytes; ``None`` if the request has no body.
            headers: The headers of the request; copied when they are bound.
            app_handle: The host's handle of the app.
            webview_window: The host's handle of the window that calls.
            answer: Takes the one answer, in the thread that gives it. If the call is dropped
                without an answer, this is called with a rejection, in the thread that drops it.
            call_id: What names a marked call, ``<page>-<number>``; ``None`` for a call by hand.
            control: What it says about another call, such as ``cancel <call id>``, if it is no
                call itself.
            stream: The channel that takes what the command yields.
        """
        self.call_id = call_id
        self.control = control
        self.stream = stream
        self._reply = _Reply(command, answer)
        self._body = body
        self._headers = headers
        self._app_handle = app_handle
        self._webview_window = webview_window

    @property
    def command(self) -> str:
        """The name of the command that is called."""
        return self._reply.command

    def bind_to(self, parameters: ParametersType, /) -> HostResolver | None:
        """Bind the named parameters; if a body is wanted and none was sent, reject the call.

        Raises:
            ConsumedError: the call has been bound or answered.
        """
        reply = self._reply.move()
        if "body" in parameters and self._body is None:
            reply.give(Rejected(f"command `{self.command}` needs a body, but none was sent"))
            return None
        return HostResolver(
            reply,
            self._bound(parameters),
            headers=self._headers,
            webview_window=self._webview_window,
        )

    def _bound(self, parameters: ParametersType) -> ArgumentsType:
        arguments = ArgumentsType()
        if "body" in parameters and self._body is not None:
            arguments["body"] = self._body
        if "app_handle" in parameters:
            arguments["app_handle"] = self._app_handle
        if "webview_window" in parameters:
            arguments["webview_window"] = self._webview_window
        if "headers" in parameters:
            arguments["headers"] = list(self._headers)
        return arguments

    def resolve(self, value: str | bytes, /) -> None:
        """Answer with ``value``.

        Raises:
            ConsumedError: the call has been bound or answered.
        """
        self._reply.give(Resolved(value))

    def reject(self, value: str, /) -> None:
        """Answer with a rejection.

        Raises:
            ConsumedError: the call has been bound or answered.
        """
        self._reply.give(Rejected(value))
