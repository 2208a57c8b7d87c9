"""From a function of an app (any types) to a handler (bytes in, JSON text or bytes out)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from pytauri_runtime.call import current_call
from pytauri_runtime.codec import json_decoder, json_encoder, require_bytes, type_name
from pytauri_runtime.exceptions import InvalidBodyError, UnconvertibleTypeError
from pytauri_runtime.injection import Injection
from pytauri_runtime.named_arguments import arguments_decoder, arguments_type
from pytauri_runtime.planning import find_injection
from pytauri_runtime.signature import (
    HANDLES,
    Function,
    Handler,
    body_annotation,
    item_annotation,
    may_wait,
    resolved_signature,
    return_annotation,
    yields,
)
from pytauri_runtime.streams import Stream
from pytauri_runtime.workers import in_worker, is_async

CodecT = TypeVar("CodecT")


Reader = Callable[[dict[str, Any]], None]
"""Puts what the page sends, as Python has it, in the place of the bytes that it came as."""

Encode = Callable[[Any], str | bytes]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A function as a host calls it."""

    handler: Handler

    waits: bool
    """Whether ``handler`` may wait for something."""

    arguments: type | None
    """The `TypedDict` of the body, if its members are the function's own parameters."""

    signature: Signature
    """That of the function, its annotations evaluated."""


def wrap_pyfunc(pyfunc: Function) -> Handler:
    """Return the handler of ``pyfunc``: ``body: bytes`` in, ``-> bytes`` or ``-> str`` (JSON) out.

    ``bytes`` passes through untouched; a model, and any other type that pydantic knows, is JSON.
    An ``async def`` that needs neither is returned as it is; a plain function runs in a worker
    thread, and what a generator yields is sent as a stream. The handler binds no parameter that is
    marked by `State` or `Depends`: it supplies it.

    The handler raises `InvalidBodyError` for a body that does not validate, and
    `UnserializableError` for a result that is not of its type.

    Raises:
        NonKeywordParameterError: ``body`` cannot be passed by keyword.
        UnannotatedBodyError: ``body`` has no annotation.
        UnannotatedReturnError: the result has no annotation.
        UnconvertibleTypeError: pydantic has no schema for one of the two types.
        UnresolvedAnnotationError: an annotation does not evaluate.
        SignatureError: see `find_injection`.
    """
    return wrap(pyfunc, named=False).handler


def wrap(pyfunc: Function, *, named: bool) -> Wrapped:
    """Return a function as a host calls it.

    Args:
        pyfunc: As for `wrap_pyfunc`.
        named: Whether its parameters are the members of the body. There is no body then if each
            of them is supplied otherwise.

    Raises:
        SignatureError: see `wrap_pyfunc`, `arguments_type` and `arguments_decoder`.
    """
    sig = resolved_signature(pyfunc)
    injection = find_injection(pyfunc, sig)
    own = sig if injection is None else injection.rest
    arguments = arguments_type(pyfunc, own) if named else None
    read = _arguments_reader(pyfunc, arguments) if named else _body_reader(pyfunc, own)
    run, encode = _running(pyfunc, return_annotation(pyfunc, own))
    wire = _named_signature(own, arguments) if named else _wire_signature(own)
    if injection is not None:
        handler = _injecting(injection, run, read, encode, tuple(wire.parameters))
        wire = _with_handles(wire, injection.handles)
    elif read is None and encode is require_bytes and not named:
        return Wrapped(cast("Handler", run), may_wait(pyfunc), None, sig)
    else:
        handler = _converting(run, read, encode)
    handler.__signature__ = wire  # pyright: ignore[reportFunctionMemberAccess]  read by inspect.signature
    waits = may_wait(pyfunc) or (injection is not None and injection.waits)
    return Wrapped(handler, waits, arguments, sig)


def _converting(run: Function, read: Reader | None, encode: Encode) -> Handler:
    @wraps(run)
    async def handler(*args: Any, **kwargs: Any) -> str | bytes:
        if read is not None:
            read(kwargs)
        return encode(await run(*args, **kwargs))

    return handler


def _running(pyfunc: Function, annotation: Any) -> tuple[Function, Encode]:
    """Return what is awaited for a result, and what makes the answer of that."""
    if yields(pyfunc):
        return _sending(pyfunc, annotation), str
    run = pyfunc if is_async(pyfunc) else in_worker(pyfunc)
    return run, _result_encoder(pyfunc, annotation)


def _sending(pyfunc: Function, annotation: Any) -> Function:
    """Return what sends the items that ``pyfunc`` yields, and returns the number of frames."""
    encode = _result_encoder(pyfunc, item_annotation(pyfunc, annotation))

    @wraps(pyfunc)
    async def send(*args: Any, **kwargs: Any) -> int:
        call = current_call()
        stream = call.stream = Stream(call.open_channel())
        return await stream.send(pyfunc(*args, **kwargs), encode)

    return send


def _injecting(
    injection: Injection, run: Function, read: Reader | None, encode: Encode, own: tuple[str, ...]
) -> Handler:
    """Return a handler that reads what the page sends before it makes what is injected.

    ``own`` are the names that the host binds for the function itself.
    """

    @wraps(run)
    async def handler(**bound: Any) -> str | bytes:
        arguments = {name: bound[name] for name in own}
        if read is not None:
            read(arguments)

        async def finish(injected: dict[str, Any]) -> str | bytes:
            return encode(await run(**arguments, **injected))

        return await injection.call(bound, finish)

    return handler


def _body_reader(pyfunc: Function, sig: Signature) -> Reader | None:
    annotation = body_annotation(pyfunc, sig)
    if annotation is bytes:
        return None
    decode = _convert(json_decoder, annotation, pyfunc, "body")

    def read(bound: dict[str, Any]) -> None:
        try:
            bound["body"] = decode(bound["body"])
        except ValidationError as error:
            raise InvalidBodyError(error) from error

    return read


def _arguments_reader(pyfunc: Function, arguments: type | None) -> Reader | None:
    if arguments is None:
        return None
    decode = arguments_decoder(pyfunc, arguments)

    def read(bound: dict[str, Any]) -> None:
        try:
            bound |= decode(bound.pop("body"))
        except ValidationError as error:
            raise InvalidBodyError(error) from error

    return read


def _result_encoder(pyfunc: Function, annotation: Any) -> Encode:
    if annotation is bytes:
        return require_bytes
    return _convert(json_encoder, annotation, pyfunc, None)


def _convert(
    make: Callable[[Any], CodecT], annotation: Any, pyfunc: Function, parameter: str | None
) -> CodecT:
    try:
        return make(annotation)
    except Exception as error:
        place = f"`{parameter}`" if parameter else "return"
        raise UnconvertibleTypeError(
            f"Failed to convert `{type_name(annotation)}` type to pydantic Model, please "
            f"explicitly use `{BaseModel.__name__}` or `bytes` as {place} type annotation instead: "
            f"{error}",
            function=pyfunc,
            parameter=parameter,
        ) from error


def _wire_signature(sig: Signature) -> Signature:
    parameters = [
        parameter.replace(annotation=bytes) if parameter.name == "body" else parameter
        for parameter in sig.parameters.values()
    ]
    return sig.replace(parameters=parameters, return_annotation=_wire_result(sig))


def _named_signature(sig: Signature, arguments: type | None) -> Signature:
    body = (
        [] if arguments is None else [Parameter("body", Parameter.KEYWORD_ONLY, annotation=bytes)]
    )
    handles = [
        each.replace(kind=Parameter.KEYWORD_ONLY, default=Parameter.empty)
        for name, each in sig.parameters.items()
        if name in HANDLES
    ]
    return Signature([*body, *handles], return_annotation=_wire_result(sig))


def _with_handles(sig: Signature, handles: tuple[str, ...]) -> Signature:
    """Return a signature that has some handles too."""
    added = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=HANDLES[name])
        for name in handles
        if name not in sig.parameters
    ]
    return sig.replace(parameters=sorted([*sig.parameters.values(), *added], key=_by_kind))


def _by_kind(parameter: Parameter) -> int:
    return parameter.kind


def _wire_result(sig: Signature) -> type:
    return bytes if sig.return_annotation is bytes else str
