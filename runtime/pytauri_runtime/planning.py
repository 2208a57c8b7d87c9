"""Finds what a command wants to be injected, and what that wants in its turn, at registration."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any, cast, get_args, get_origin

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.depends import Depends
from pytauri_runtime.exceptions import (
    DependencyCycleError,
    SignatureError,
    UnexpectedParameterError,
    WrongAnnotationError,
)
from pytauri_runtime.injection import Injection
from pytauri_runtime.provider import Key, Provider, provider
from pytauri_runtime.signature import (
    HANDLES,
    Function,
    check_handle,
    check_keyword,
    function_name,
    resolved_signature,
    spelled,
)
from pytauri_runtime.state import State

_VARIADIC = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}


def find_injection(function: Function, sig: Signature) -> Injection | None:
    """Return what a function with this signature wants to be injected, or None for nothing.

    Raises:
        DependencyCycleError: a dependency needs itself.
        UnexpectedParameterError: a dependency has a parameter that nothing can be injected in.
        WrongAnnotationError: a marker is not what it should be, or a handle of another type.
        NonKeywordParameterError: a parameter cannot be passed by keyword.
        UnresolvedAnnotationError: an annotation of a dependency does not evaluate.
    """
    marked = {name: each for name, each in sig.parameters.items() if _is_marked(each.annotation)}
    if not marked:
        return None
    plan = _Plan(function)
    parameters = {name: plan.marked(function, each) for name, each in marked.items()}
    providers = tuple(plan.providers.values())
    rest = [each for name, each in sig.parameters.items() if name not in marked]
    return Injection(
        command=function_name(function),
        parameters=parameters,
        providers=providers,
        handles=tuple(plan.handles),
        rest=sig.replace(parameters=rest),
        waits=any(each.waits for each in providers),
        has_contexts=any(each.is_context for each in providers),
    )


class _Plan:
    """What is known so far of what one command needs."""

    def __init__(self, function: Function) -> None:
        self.providers: dict[Key, Provider] = {}
        self.handles: dict[str, None] = {}
        self._path: list[Callable[..., Any]] = [function]

    def marked(self, function: Callable[..., Any], parameter: Parameter) -> Key:
        """Plan what a marked parameter of ``function`` needs, and return its value's key."""
        check_keyword(function, parameter)
        annotation = parameter.annotation
        declared: Any = _alias_value(annotation).__origin__
        marker = _marker(annotation)
        if isinstance(marker, Depends):
            return self._dependency(function, parameter, marker.function)
        if isinstance(marker, State) and isinstance(declared, type):
            return self._state(cast("type[object]", declared))
        expected = "Annotated[<a class>, State()]` or `Annotated[<a type>, Depends(<a function>)]"
        raise WrongAnnotationError(
            f"Expected `{parameter.name}` of `{function_name(function)}` to be `{expected}`, "
            f"but got `{spelled(annotation)}`",
            function=function,
            parameter=parameter.name,
        )

    def _state(self, state_type: type[object]) -> Key:
        key: Key = (State, state_type)
        if key not in self.providers:

            def state(app_handle: AppHandle) -> object:
                return app_handle.state(state_type)

            self.handles["app_handle"] = None
            self.providers[key] = provider(key, state, {"app_handle": "app_handle"})
        return key

    def _dependency(
        self, function: Callable[..., Any], parameter: Parameter, needed: Callable[..., Any]
    ) -> Key:
        key = (Depends, _identity(needed))
        if key in self.providers:
            return key
        if needed in self._path:
            self._raise_cycle(function, parameter, needed)
        self._path.append(needed)
        arguments: dict[str, Key] = {}
        for each in _parameters(needed):
            own = self._argument(needed, each)
            if own is not None:
                arguments[each.name] = own
        self._path.pop()
        self.providers[key] = provider(key, needed, arguments)
        return key

    def _argument(self, function: Callable[..., Any], parameter: Parameter) -> Key | None:
        """Return the key of what a dependency's parameter gets; None if it keeps its default."""
        if _is_marked(parameter.annotation):
            return self.marked(function, parameter)
        if parameter.name in HANDLES:
            check_handle(function, parameter)
            self.handles[parameter.name] = None
            return parameter.name
        if parameter.default is not Parameter.empty or parameter.kind in _VARIADIC:
            return None
        raise UnexpectedParameterError(
            f"Unexpected parameter `{parameter.name}` of `{function_name(function)}`, which "
            f"`{function_name(self._path[0])}` depends on: expected one of {list(HANDLES)}, "
            "`Annotated[…, State()]`, `Annotated[…, Depends(…)]`, or a default",
            function=function,
            parameter=parameter.name,
        )

    def _raise_cycle(
        self, function: Callable[..., Any], parameter: Parameter, needed: Callable[..., Any]
    ) -> None:
        cycle = [*self._path[self._path.index(needed) :], needed]
        raise DependencyCycleError(
            f"`{function_name(needed)}` depends on itself: "
            + " → ".join(f"`{function_name(each)}`" for each in cycle),
            function=function,
            parameter=parameter.name,
        )


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    try:
        return list(resolved_signature(function).parameters.values())
    except SignatureError:
        raise
    except ValueError:  # Python knows none of what is written in C, such as `list`
        return []


def _identity(function: Callable[..., Any]) -> object:
    """Return what tells a function from others; two bound methods may be the same one."""
    try:
        hash(function)
    except TypeError:
        return id(function)
    return function


def _is_marked(annotation: Any) -> bool:
    return _marker(annotation) is not None


def _marker(annotation: Any) -> Any:
    """Return the `State` or `Depends` in ``Annotated``, or a class of the two left uncalled."""
    aliased = _alias_value(annotation)
    if get_origin(aliased) is not Annotated:
        return None
    markers = [each for each in get_args(aliased)[1:] if _is_marker(each)]
    return markers[0] if markers else None


def _is_marker(value: Any) -> bool:
    return isinstance(value, State | Depends) or value is State or value is Depends


def _alias_value(annotation: Any) -> Any:
    """Return what a ``type X = …`` stands for."""
    while hasattr(annotation, "__value__"):
        annotation = annotation.__value__
    return annotation
