"""From a function of an app (any types) to a handler (bytes in, JSON text or bytes out)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from pytauri_runtime.call import current_call
from pytauri_runtime.codec import Decoder, json_decoder, json_encoder, require_bytes, type_name
from pytauri_runtime.exceptions import InvalidBodyError, UnconvertibleTypeError
from pytauri_runtime.named_arguments import arguments_decoder, arguments_type
from pytauri_runtime.signature import (
    HANDLES,
    Function,
    Handler,
    body_annotation,
    item_annotation,
    resolved_signature,
    return_annotation,
    yields,
)
from pytauri_runtime.streams import Stream
from pytauri_runtime.workers import in_worker, is_async

CodecT = TypeVar("CodecT")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A function as a host calls it."""

    handler: Handler
    arguments: type | None = None
    """The `TypedDict` of the body, if its members are the function's own parameters."""


def wrap_pyfunc(pyfunc: Function) -> Handler:
    """Return the handler of ``pyfunc``: ``body: bytes`` in, ``-> bytes`` or ``-> str`` (JSON) out.

    ``bytes`` passes through untouched; a model, and any other type that pydantic knows, is JSON.
    An ``async def`` that needs neither is returned as it is; a plain function runs in a worker
    thread, and what a generator yields is sent as a stream.

    The handler raises `InvalidBodyError` for a body that does not validate, and
    `UnserializableError` for a result that is not of its type.

    Raises:
        NonKeywordParameterError: ``body`` cannot be passed by keyword.
        UnannotatedBodyError: ``body`` has no annotation.
        UnannotatedReturnError: the result has no annotation.
        UnconvertibleTypeError: pydantic has no schema for one of the two types.
        UnresolvedAnnotationError: an annotation does not evaluate.
    """
    sig = resolved_signature(pyfunc)
    body_type = body_annotation(pyfunc, sig)
    return_type = return_annotation(pyfunc, sig)
    if yields(pyfunc):
        return _streaming(pyfunc, sig, body_type, return_type)
    run = pyfunc if is_async(pyfunc) else in_worker(pyfunc)
    if body_type is bytes and return_type is bytes:
        return cast("Handler", run)
    decode = _body_decoder(pyfunc, body_type)
    encode = _result_encoder(pyfunc, return_type)

    @wraps(pyfunc)
    async def handler(*args: Any, **kwargs: Any) -> str | bytes:
        if decode is not None:
            kwargs["body"] = _decoded(decode, kwargs["body"])
        return encode(await run(*args, **kwargs))

    handler.__signature__ = _wire_signature(sig)  # pyright: ignore[reportAttributeAccessIssue]  read by inspect.signature
    return handler


def _streaming(pyfunc: Function, sig: Signature, body_type: Any, return_type: Any) -> Handler:
    """Return a handler that sends what ``pyfunc`` yields; its result is the number of frames."""
    decode = _body_decoder(pyfunc, body_type)
    encode = _result_encoder(pyfunc, item_annotation(pyfunc, return_type))

    @wraps(pyfunc)
    async def handler(*args: Any, **kwargs: Any) -> str:
        if decode is not None:
            kwargs["body"] = _decoded(decode, kwargs["body"])
        call = current_call()
        stream = call.stream = Stream(call.open_channel())
        return str(await stream.send(pyfunc(*args, **kwargs), encode))

    handler.__signature__ = _wire_signature(sig.replace(return_annotation=str))  # pyright: ignore[reportAttributeAccessIssue]  read by inspect.signature
    return handler


def wrap_named(pyfunc: Function) -> Wrapped:
    """Return the handler of a function whose parameters are the members of the body.

    The handler has no ``body`` if all parameters are handles, and is else as for `wrap_pyfunc`.

    Raises:
        SignatureError: see `arguments_type`, `arguments_decoder` and `wrap_pyfunc`.
    """
    sig = resolved_signature(pyfunc)
    arguments = arguments_type(pyfunc, sig)
    run = pyfunc if is_async(pyfunc) else in_worker(pyfunc)
    encode = _result_encoder(pyfunc, return_annotation(pyfunc, sig))
    decode = None if arguments is None else arguments_decoder(pyfunc, arguments)

    @wraps(pyfunc)
    async def handler(**bound: Any) -> str | bytes:
        if decode is not None:
            bound |= _decoded(decode, bound.pop("body"))
        return encode(await run(**bound))

    handler.__signature__ = _named_signature(sig, arguments)  # pyright: ignore[reportAttributeAccessIssue]  read by inspect.signature
    return Wrapped(handler, arguments)


def _body_decoder(pyfunc: Function, annotation: Any) -> Decoder | None:
    if annotation is bytes:
        return None
    return _convert(json_decoder, annotation, pyfunc, "body")


def _result_encoder(pyfunc: Function, annotation: Any) -> Callable[[Any], str | bytes]:
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


def _decoded(decode: Decoder, body: bytes) -> Any:
    try:
        return decode(body)
    except ValidationError as error:
        raise InvalidBodyError(error) from error


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


def _wire_result(sig: Signature) -> type:
    return bytes if sig.return_annotation is bytes else str
