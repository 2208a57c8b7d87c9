"""The signature of a command, with its annotations evaluated, and the checks on it."""

import re
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import suppress
from dis import opmap
from functools import partial
from inspect import (
    CO_COROUTINE,
    Parameter,
    Signature,
    isasyncgenfunction,
    iscoroutinefunction,
    isgeneratorfunction,
    signature,
    unwrap,
)
from types import MappingProxyType
from typing import Any, cast, get_args, get_origin

from pytauri_runtime.arguments import Headers, ParametersType
from pytauri_runtime.codec import type_name
from pytauri_runtime.exceptions import (
    NonKeywordParameterError,
    UnannotatedBodyError,
    UnannotatedReturnError,
    UnexpectedParameterError,
    UnresolvedAnnotationError,
    WrongAnnotationError,
)
from pytauri_runtime.handles import AppHandle, WebviewWindow

Function = Callable[..., Any]
"""What an app registers: any body type, any result type; an ``async def``, or a plain function."""

Handler = Callable[..., Awaitable[str | bytes]]
"""What a host calls: ``body: bytes``, and JSON text or raw bytes as the result."""

HANDLES: Mapping[str, Any] = MappingProxyType(
    {"app_handle": AppHandle, "webview_window": WebviewWindow, "headers": Headers}
)
"""What a host binds besides the body, by name."""

_ANNOTATIONS: Mapping[str, Any] = MappingProxyType({"body": bytes, **HANDLES})
_ITERATORS = {AsyncIterator, AsyncIterable, AsyncGenerator, Iterator, Iterable, Generator}
_KEYWORD_KINDS = {Parameter.KEYWORD_ONLY, Parameter.POSITIONAL_OR_KEYWORD}


def resolved_signature(function: Callable[..., Any]) -> Signature:
    """Return the signature, annotations that are text evaluated in the function's module.

    Raises:
        UnresolvedAnnotationError: one of them does not evaluate.
    """
    try:
        return signature(function, eval_str=True)
    except Exception as error:
        if not isinstance(error, NameError):
            signature(function)  # raises in its turn if annotations are not what is wrong
        raise UnresolvedAnnotationError(
            f"Failed to evaluate the annotations of `{function_name(function)}`: {error}. "
            "They must name what is defined in its module when it is registered, "
            "not only under `if TYPE_CHECKING:`.",
            function=function,
            parameter=_parameter_naming(error, function),
        ) from error


def body_annotation(function: Function, sig: Signature) -> Any:
    """Return the type of ``body``; ``bytes``, which needs no decoding, if there is no ``body``.

    Raises:
        NonKeywordParameterError: ``body`` cannot be passed by keyword.
        UnannotatedBodyError: ``body`` has no annotation.
    """
    body = sig.parameters.get("body")
    if body is None:
        return bytes
    check_keyword(function, body)
    if body.annotation is Parameter.empty:
        raise UnannotatedBodyError(
            f"Expected `body` of `{function_name(function)}` to have type annotation, "
            "but got empty",
            function=function,
            parameter="body",
        )
    return body.annotation


def return_annotation(function: Function, sig: Signature) -> Any:
    """Return the type of the result.

    Raises:
        UnannotatedReturnError: there is none.
    """
    if sig.return_annotation is Signature.empty:
        raise UnannotatedReturnError(
            f"Expected the return value of `{function_name(function)}` to have type annotation, "
            "but got empty. Please explicitly use `-> None` instead.",
            function=function,
        )
    return sig.return_annotation


def yields(function: Function) -> bool:
    """Return whether ``function`` is a generator, async or not, or a partial application of one."""
    return isasyncgenfunction(function) or isgeneratorfunction(function)


def item_annotation(function: Function, annotation: Any) -> Any:
    """Return the type of what a generator yields, given what it is declared to return.

    Raises:
        WrongAnnotationError: that is no type of iterators, or it does not tell the type.
    """
    if get_origin(annotation) not in _ITERATORS:
        kind = "AsyncIterator" if isasyncgenfunction(function) else "Iterator"
        raise WrongAnnotationError(
            f"Expected the return annotation of the generator `{function_name(function)}` to be "
            f"`{kind}[...]`, but got `{spelled(annotation)}`",
            function=function,
        )
    return get_args(annotation)[0]


def handler_parameters(handler: Handler, *, check: bool = True) -> ParametersType:
    """Return what ``handler`` binds, for `Invoke.bind_to`.

    Raises:
        UnexpectedParameterError: a parameter has a name that no host supplies.
        NonKeywordParameterError: a parameter cannot be passed by keyword.
        WrongAnnotationError: a parameter is not of the type a host supplies, or the result is
            neither ``bytes`` nor ``str``.
        UnresolvedAnnotationError: an annotation does not evaluate.
    """
    sig = resolved_signature(handler)
    if check:
        for parameter in sig.parameters.values():
            _check_parameter(handler, parameter)
        _check_result(handler, sig.return_annotation)
    return cast("ParametersType", dict(sig.parameters))


def _check_parameter(handler: Handler, parameter: Parameter) -> None:
    name = parameter.name
    if name not in _ANNOTATIONS:
        raise UnexpectedParameterError(
            f"Unexpected parameter `{name}` of `{function_name(handler)}`, "
            f"expected one of {list(_ANNOTATIONS)}",
            function=handler,
            parameter=name,
        )
    check_handle(handler, parameter)


def check_handle(function: Callable[..., Any], parameter: Parameter) -> None:
    """Check a parameter that has the name of what a host binds.

    Raises:
        WrongAnnotationError: it is not of the type that a host supplies.
        NonKeywordParameterError: it cannot be passed by keyword.
    """
    supplied = _ANNOTATIONS[parameter.name]
    if parameter.annotation is not supplied:
        raise WrongAnnotationError(
            f"Expected `{parameter.name}` of `{function_name(function)}` to be "
            f"`{type_name(supplied)}`, but got `{spelled(parameter.annotation)}`",
            function=function,
            parameter=parameter.name,
        )
    check_keyword(function, parameter)


def check_keyword(function: Callable[..., Any], parameter: Parameter) -> None:
    """Raise `NonKeywordParameterError` if a parameter cannot be passed by keyword."""
    if parameter.kind not in _KEYWORD_KINDS:
        raise NonKeywordParameterError(
            f"Expected `{parameter.name}` of `{function_name(function)}` to be KEYWORD parameter, "
            f"but got `{parameter.kind.description}` parameter",
            function=function,
            parameter=parameter.name,
        )


def _check_result(handler: Handler, annotation: Any) -> None:
    if annotation is not bytes and annotation is not str:
        raise WrongAnnotationError(
            f"Expected the return annotation of `{function_name(handler)}` to be `bytes` or `str`, "
            f"but got `{spelled(annotation)}`",
            function=handler,
        )


def _parameter_naming(error: Exception, function: Callable[..., Any]) -> str | None:
    """Find the parameter whose annotation has the name that ``error`` misses."""
    missing = error.name if isinstance(error, NameError) else None
    annotations: dict[str, Any] = {}
    with suppress(NameError):  # annotations that Python 3.14 evaluates here, not as text
        annotations = getattr(unwrap(function), "__annotations__", {})
    for parameter, annotation in annotations.items():
        if missing and re.search(rf"\b{re.escape(missing)}\b", str(annotation)):
            return None if parameter == "return" else parameter
    return None


def spelled(annotation: Any) -> str:
    """Spell an annotation as in source, a missing one as ``empty``."""
    return "empty" if annotation is Parameter.empty else type_name(annotation)


_AWAITING = [opmap.get(name) for name in ("GET_AWAITABLE", "GET_ANEXT")]


def may_wait(function: Function) -> bool:
    """Return whether ``function`` may wait for something, which takes an ``await`` in its code.

    What is not known to be a plain ``async def`` without one may.
    """
    code = getattr(function, "__code__", None)
    if not iscoroutinefunction(function) or code is None or None in _AWAITING:
        return True
    if not code.co_flags & CO_COROUTINE:  # only marked as one: what it returns may wait
        return True
    return not set(_AWAITING).isdisjoint(code.co_code[::2])


def underlying(function: Callable[..., Any]) -> Any:
    """Return the function that the app wrote, under wrappers and partial applications."""
    original: Any = unwrap(function)
    while isinstance(original, partial):
        original = unwrap(cast("Function", original.func))
    return original


def function_name(function: Callable[..., Any]) -> str:
    """Return the qualified name of the function that the app wrote."""
    original = underlying(function)
    return getattr(original, "__qualname__", type(original).__qualname__)


def source_place(function: Callable[..., Any]) -> str:
    """Return ``module:line`` of a function; of what has no code of its own, the module."""
    original = underlying(function)
    code = getattr(original, "__code__", None)
    module: str = getattr(original, "__module__", type(original).__module__)
    return module if code is None else f"{module}:{code.co_firstlineno}"
