"""The registry of commands: what an app decorates its functions with."""

from collections import UserDict
from collections.abc import Callable, Coroutine
from typing import Any

from anyio.from_thread import BlockingPortal
from typing_extensions import TypeVar

from pytauri_runtime.arguments import ParametersType
from pytauri_runtime.dispatch import dispatch
from pytauri_runtime.exceptions import DuplicateCommandError, UnnamedCommandError
from pytauri_runtime.invoke import Invoke
from pytauri_runtime.portal import CallQueue
from pytauri_runtime.registration import RegisteredCommand, reporting_invalid
from pytauri_runtime.signature import Function, Handler, handler_parameters, resolved_signature
from pytauri_runtime.wrapping import wrap_pyfunc

__all__ = ["Commands", "RegisteredCommand"]

FunctionT = TypeVar("FunctionT", bound=Function)


class Commands(UserDict[str, RegisteredCommand]):
    """A mapping of command names to commands, filled by the `command` decorator.

    The counterpart of https://docs.rs/tauri/2/tauri/macro.generate_handler.html.
    """

    def generate_handler(self, portal: BlockingPortal, /) -> Callable[[Invoke], None]:
        """Return the function that a host gives every call to.

        It may be called from any thread, the portal's own included; it never raises and never
        blocks. Each call becomes a task in ``portal`` and is answered exactly once; when the
        portal has stopped, it is rejected. Tasks see commands that are registered later.

            with start_blocking_portal("asyncio") as portal:
                invoke_handler = commands.generate_handler(portal)
        """
        calls = CallQueue(portal, self.dispatch)
        calls.start()
        return calls.put

    def dispatch(self, invoke: Invoke, /) -> Coroutine[Any, Any, None]:
        """Run the command that ``invoke`` names, and answer exactly once.

        What the handler of `generate_handler` runs in the portal; a host that is async itself can
        await it. Only cancellation is raised, after the call has been rejected.
        """
        return dispatch(self.data, invoke)

    @staticmethod
    def wrap_pyfunc(pyfunc: Function) -> Handler:
        """Return the handler of ``pyfunc``; see `pytauri_runtime.wrapping.wrap_pyfunc`."""
        return wrap_pyfunc(pyfunc)

    @staticmethod
    def parse_parameters(
        pyfunc: Handler,
        /,
        check_signature: bool = True,
    ) -> ParametersType:
        """Return what a handler binds; see `pytauri_runtime.signature.handler_parameters`."""
        return handler_parameters(pyfunc, check=check_signature)

    def set_command(
        self,
        command: str,
        handler: Function,
        /,
        check_signature: bool = True,
    ) -> None:
        """Register a function under a name, in place of any other.

        Equal to ``parse_parameters(wrap_pyfunc(handler))``.

        Raises:
            SignatureError: the function cannot be a command; see its subclasses.
        """
        with reporting_invalid(self, command, handler):
            self.data[command] = _registered(handler, check=check_signature)

    def command(self, command: str | None = None, /) -> Callable[[FunctionT], FunctionT]:
        """Return a decorator that registers a function and returns it unchanged.

            @commands.command()
            async def greet(body: Person) -> str: ...

        Args:
            command: The name of the command; the function's ``__name__`` by default.

        Raises:
            DuplicateCommandError: the name is taken. `set_command` replaces a command.
            SignatureError: the function cannot be a command; see its subclasses.
        """

        def register(function: FunctionT) -> FunctionT:
            with reporting_invalid(self, command or "", function):
                name = _name_of(function) if command is None else command
                self._check_free(name, function)
                self.set_command(name, function)
            return function

        return register

    def _check_free(self, name: str, function: Function) -> None:
        if name in self.data:
            raise DuplicateCommandError(
                f"Command `{name}` already exists. If it's expected, use `set_command` instead.",
                function=function,
                first=self.data[name].function,
            )


def _name_of(function: Function) -> str:
    name = getattr(function, "__name__", None)
    if isinstance(name, str):
        return name
    raise UnnamedCommandError(
        f"Expected {function!r} to have a `__name__`. "
        'Please name the command instead: `@commands.command("name")`.',
        function=function,
    )


def _registered(function: Function, *, check: bool) -> RegisteredCommand:
    handler = wrap_pyfunc(function)
    parameters = handler_parameters(handler, check=check)
    returns = resolved_signature(handler).return_annotation
    return RegisteredCommand(parameters, handler, function, returns)
