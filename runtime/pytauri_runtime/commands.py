"""The registry of commands: what an app decorates its functions with."""

from collections import UserDict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from anyio.from_thread import BlockingPortal
from typing_extensions import TypeVar

from pytauri_runtime.arguments import ParametersType
from pytauri_runtime.command_error import CommandError
from pytauri_runtime.counting import CallCounts, Totals
from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.events import Event
from pytauri_runtime.exceptions import DuplicateCommandError, UnnamedCommandError
from pytauri_runtime.invoke import Invoke
from pytauri_runtime.known_events import KnownEvents
from pytauri_runtime.listeners import make_listener
from pytauri_runtime.middleware import Middleware, check_middleware
from pytauri_runtime.portal import CallQueue
from pytauri_runtime.registration import (
    Declaration,
    Limits,
    RegisteredCommand,
    Schemas,
    declared_errors,
    reporting_invalid,
)
from pytauri_runtime.signature import (
    Function,
    Handler,
    handler_parameters,
    resolved_signature,
    source_place,
)
from pytauri_runtime.wrapping import Wrapped, wrap, wrap_pyfunc

__all__ = ["Commands", "RegisteredCommand"]

Arguments = Literal["body", "named"]
FunctionT = TypeVar("FunctionT", bound=Function)
EventT = TypeVar("EventT", bound=Event)
MiddlewareT = TypeVar("MiddlewareT", bound=Middleware)


class Commands(UserDict[str, RegisteredCommand]):
    """A mapping of command names to commands, filled by the `command` decorator.

    The counterpart of https://docs.rs/tauri/2/tauri/macro.generate_handler.html.
    """

    expose_errors: bool
    workers: int
    middlewares: list[Middleware]

    events: KnownEvents
    """The events that Python sends or listens to."""

    included: list["Commands"]
    """The registries whose commands `include` has taken over, in that order."""

    def __init__(
        self,
        commands: Mapping[str, RegisteredCommand] | None = None,
        /,
        *,
        arguments: Arguments = "body",
        expose_errors: bool = False,
        workers: int = 40,
    ) -> None:
        """Make a registry.

        Args:
            commands: Commands to start with.
            arguments: Where what the page sends goes. ``"body"``: to the parameter of that name.
                ``"named"``: to all parameters that are no handles, each by its own name, from one
                JSON object.
            expose_errors: Whether the generated client is told the ``repr`` of an exception that
                is no answer: helpful in development, but it may hold paths, inputs or secrets.
                Otherwise it gets an id, under which the log has the exception.
            workers: How many commands that are plain functions, not ``async def``, run at once on
                one host, each in a thread.
        """
        super().__init__(commands)
        self.expose_errors = expose_errors
        self.workers = _checked_workers(workers)
        self.events = KnownEvents()
        self.included = []
        self._arguments: Arguments = arguments
        self.middlewares = []
        self._totals = Totals()

    def generate_handler(self, portal: BlockingPortal, /) -> Callable[[Invoke], None]:
        """Return the function that a host gives every call to.

        It may be called from any thread, the portal's own included; it never raises and never
        blocks. Each call becomes a task in ``portal`` and is answered exactly once; when the
        portal has stopped, it is rejected. Tasks see commands that are registered later.

            with start_blocking_portal("asyncio") as portal:
                invoke_handler = commands.generate_handler(portal)
        """
        calls = CallQueue(portal, self.dispatcher())
        calls.start()
        return calls.put

    def dispatcher(self) -> Dispatcher:
        """Return what runs the calls of one host that has an event loop of its own.

        `generate_handler` is for the others.
        """
        dispatcher = Dispatcher(self)
        self._totals.add(dispatcher)
        return dispatcher

    def counters(self) -> dict[str, CallCounts]:
        """Return how many calls there have been of each command, over all hosts so far.

        A snapshot, by name, of the commands that are registered or have been called. From any
        thread; calls that run meanwhile may be in one number and not yet in another.
        """
        return dict.fromkeys(self.data, CallCounts()) | self._totals.counts()

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
        *,
        raises: Iterable[type[CommandError]] = (),
    ) -> None:
        """Register a function under a name, in place of any other.

        Equal to ``parse_parameters(wrap_pyfunc(handler))``, unless arguments are named.

        Args:
            command: The name of the command.
            handler: The function.
            check_signature: Whether to refuse parameters that no host supplies.
            raises: As for `command`.

        Raises:
            SignatureError: the function cannot be a command; see its subclasses.
        """
        self._add(command, handler, Declaration(raises=raises), check=check_signature)

    def command(  # noqa: PLR0913  one for each thing there is to say
        self,
        command: str | None = None,
        /,
        *,
        timeout: float | None = None,
        max_concurrency: int | None = None,
        raises: Iterable[type[CommandError]] = (),
        schema: str | None = None,
        result_schema: str | None = None,
    ) -> Callable[[FunctionT], FunctionT]:
        """Return a decorator that registers a function and returns it unchanged.

            @commands.command()
            async def greet(body: Person) -> str: ...

        A plain function runs in a worker thread.

        Args:
            command: The name of the command; the function's ``__name__`` by default.
            timeout: Seconds after which a call is cancelled and rejected, the time included that
                it waits for its turn.
            max_concurrency: How many calls of the command run at once on one host; others wait.
            raises: The errors that the front end is to know of, beside those that the function's
                own ``raise`` statements name. It may raise others.
            schema: A schema that somebody else owns, such as the front end: the compiler checks
                the body against it, or the result of a command without a body. A file in the
                project and a definition in it, ``"contracts/order.schema.json#Order"``; nothing
                reads it when the app runs.
            result_schema: The same for the result of a command with a body.

        Raises:
            DuplicateCommandError: the name is taken. `set_command` replaces a command.
            SignatureError: the function cannot be a command; see its subclasses.
        """

        def register(function: FunctionT) -> FunctionT:
            with reporting_invalid(self, command or "", function):
                name = _name_of(function) if command is None else command
                self._check_free(name, function)
                limits, schemas = Limits(timeout, max_concurrency), Schemas(schema, result_schema)
                self._add(name, function, Declaration(limits, raises, schemas))
            return function

        return register

    def middleware(self, middleware: MiddlewareT, /) -> MiddlewareT:
        """Wrap a function around every call of this registry, and return it unchanged.

            @commands.middleware
            async def timing(call: Call, proceed: Proceed) -> str | bytes:
                started = perf_counter()
                try:
                    return await proceed()
                finally:
                    print(call.command, perf_counter() - started)

        The first one is the outermost. It runs in the event loop, in the call's cancel scope and
        within its ``timeout``, before the call waits for its turn by ``max_concurrency``. What it
        raises is handled as if the command had raised it. Of commands that do not exist, and of
        calls without the body that a command needs, it hears nothing.

        With a middleware, also commands that never wait are run in a task of their own.

        Raises:
            InvalidMiddlewareError: it is not async, or takes other parameters than two.
        """
        check_middleware(middleware)
        self.middlewares.append(middleware)
        return middleware

    def event(self, event: type[EventT], /) -> type[EventT]:
        """Declare that Python sends the events of a class; a decorator, which returns the class.

            @commands.event
            class DownloadProgress(Event):
                percent: float

        `pytauri_runtime.emit` sends them. The compiler lets pages listen to what is declared.

        Raises:
            DuplicateEventError: Another class is an event of that name.
            InvalidEventNameError: Tauri does not allow the name.
        """
        with reporting_invalid(self, event.__qualname__, event):
            self.events.add(event)
        return event

    def on(self, event: type[Event], /) -> Callable[[FunctionT], FunctionT]:
        """Return a decorator that registers a listener, and returns it unchanged.

            @commands.on(Stop)
            async def stop(event: Stop, app_handle: AppHandle) -> None: ...

        It hears what pages emit, and what Python sends to the app, from the start of a host on.
        An event may have several; a plain function runs in a worker thread. What does not validate
        is logged and dropped.

        Raises:
            DuplicateEventError: Another class is an event of that name.
            InvalidEventNameError: Tauri does not allow the name.
            SignatureError: The function cannot be a listener; see `make_listener`.
        """

        def register(function: FunctionT) -> FunctionT:
            with reporting_invalid(self, event.__qualname__, function):
                self.events.listen(make_listener(event, function))
            return function

        return register

    def include(self, other: "Commands", /, *, prefix: str = "") -> None:
        """Register the commands and events that ``other`` has by now here too.

            commands.include(notes, prefix="notes.")  # `add` is `notes_add` here

        They keep their handlers and limits, and the middlewares that ``other`` has by now, inside
        of those of this registry. Other settings are those of the registry that a host is given.

        Args:
            other: The registry; each part of an app may have one of its own.
            prefix: What the commands' names start with here. A dot in it becomes ``_``, since
                permissions of Tauri's can't have one. Events keep their names.

        Raises:
            DuplicateCommandError: a name is taken. Nothing is registered then.
            DuplicateEventError: two classes are one event. Nothing is registered then.
        """
        start = prefix.replace(".", "_")
        taken = {f"{start}{name}": each.within(other.middlewares) for name, each in other.items()}
        free = [name for name, each in taken.items() if self._is_free_for(name, each.function)]
        for event in other.events:
            with reporting_invalid(self, event.__qualname__, event):
                self.events.check(event)
        self.events.include(other.events)
        self.data.update({name: taken[name] for name in free})
        self.included.append(other)

    def _is_free_for(self, name: str, function: Function) -> bool:
        """Return whether an included command may have a name, if that does not raise."""
        with reporting_invalid(self, name, function):
            if name in self.data:
                first = self.data[name].function
                raise DuplicateCommandError(
                    f"Command `{name}` already exists, registered at {source_place(first)}; the "
                    f"one that is included is at {source_place(function)}. Please include it with "
                    "another `prefix`.",
                    function=function,
                    first=first,
                )
        return name not in self.data

    def _add(
        self, name: str, function: Function, declaration: Declaration, *, check: bool = True
    ) -> None:
        with reporting_invalid(self, name, function):
            wrapped = wrap(function, named=self._arguments == "named")
            self.data[name] = _registered(function, wrapped, declaration, check=check)

    def _check_free(self, name: str, function: Function) -> None:
        if name in self.data:
            raise DuplicateCommandError(
                f"Command `{name}` already exists. If it's expected, use `set_command` instead.",
                function=function,
                first=self.data[name].function,
            )


def _checked_workers(workers: int) -> int:
    if workers < 1:
        raise ValueError(f"`workers` is at least 1, not {workers!r}: plain functions need a thread")
    return workers


def _name_of(function: Function) -> str:
    name = getattr(function, "__name__", None)
    if isinstance(name, str):
        return name
    raise UnnamedCommandError(
        f"Expected {function!r} to have a `__name__`. "
        'Please name the command instead: `@commands.command("name")`.',
        function=function,
    )


def _registered(
    function: Function, wrapped: Wrapped, declaration: Declaration, *, check: bool
) -> RegisteredCommand:
    handler = wrapped.handler
    return RegisteredCommand(
        parameters=handler_parameters(handler, check=check),
        handler=handler,
        function=function,
        returns=resolved_signature(handler).return_annotation,
        waits=wrapped.waits,
        limits=declaration.limits,
        arguments=wrapped.arguments,
        signature=wrapped.signature,
        raises=declared_errors(declaration.raises, function),
        schemas=declaration.schemas,
    )
