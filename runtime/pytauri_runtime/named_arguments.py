"""Named arguments: the members of one JSON object are the parameters of a function."""

from collections.abc import Iterator
from functools import partial
from inspect import Parameter, Signature
from typing import Annotated, Any

from pydantic import Field
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from pytauri_runtime.codec import Decoder, json_decoder
from pytauri_runtime.exceptions import (
    UnannotatedParameterError,
    UnconvertibleTypeError,
    UnexpectedParameterError,
)
from pytauri_runtime.signature import (
    HANDLES,
    Function,
    check_keyword,
    function_name,
    spelled,
    underlying,
)

_typed_dict: Any = TypedDict  # one whose members are only known at run time


def arguments_type(function: Function, sig: Signature) -> type | None:
    """Return the `TypedDict` of what the page sends, or None if ``function`` takes nothing of it.

    Each parameter that is no handle is a member, with its default, and with what ``Field`` says
    in its annotation or in place of its default. There are no others. What a
    `functools.partial` passes by keyword is not the page's to send.

    Raises:
        NonKeywordParameterError: a parameter cannot be passed by keyword.
        UnannotatedParameterError: a parameter has no annotation.
        UnexpectedParameterError: a handle has another name than a host binds it under.
    """
    members = {each.name: _member(function, each) for each in _sent(function, sig)}
    if not members:
        return None
    name = function_name(function)
    made: Any = _typed_dict(name.rpartition(".")[2], members, closed=True)
    made.__qualname__, made.__module__ = name, underlying(function).__module__
    return made


def arguments_decoder(function: Function, arguments: type) -> Decoder:
    """Return what validates a body as ``arguments``, the `TypedDict` of a function.

    Raises:
        UnconvertibleTypeError: pydantic has no schema for a parameter.
    """
    try:
        return json_decoder(arguments)
    except Exception as error:
        parameter = _unconvertible(arguments)
        named = "the parameters" if parameter is None else f"`{parameter}`"
        raise UnconvertibleTypeError(
            f"Failed to convert the type of {named} of `{function_name(function)}`: {error}",
            function=function,
            parameter=parameter,
        ) from error


def _sent(function: Function, sig: Signature) -> Iterator[Parameter]:
    bound = function.keywords if isinstance(function, partial) else {}
    for parameter in sig.parameters.values():
        if parameter.name not in HANDLES and parameter.name not in bound:
            yield parameter


def _member(function: Function, parameter: Parameter) -> Any:
    check_keyword(function, parameter)
    annotation = parameter.annotation
    if annotation is Parameter.empty:
        raise UnannotatedParameterError(
            f"Expected `{parameter.name}` of `{function_name(function)}` to have type annotation, "
            "but got empty",
            function=function,
            parameter=parameter.name,
        )
    for name, handle in HANDLES.items():
        if annotation is handle:
            raise UnexpectedParameterError(
                f"Unexpected parameter `{parameter.name}` of `{function_name(function)}`: "
                f"`{spelled(handle)}` is bound by the name `{name}`",
                function=function,
                parameter=parameter.name,
            )
    default = parameter.default
    if default is Parameter.empty:
        return annotation
    return Annotated[annotation, default if isinstance(default, FieldInfo) else Field(default)]


def _unconvertible(arguments: type) -> str | None:
    """Find the parameter whose type pydantic does not know."""
    for name, annotation in arguments.__annotations__.items():
        try:
            json_decoder(annotation)
        except Exception:  # noqa: BLE001  the same that is being reported
            return name
    return None
