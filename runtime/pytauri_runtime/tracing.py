"""Spans of calls, for OpenTelemetry: a middleware on its API package alone.

    commands.middleware(tracing())

It needs the extra ``pytauri-runtime[tracing]``. Where the spans go is decided by the app, which
configures an SDK; without one they go nowhere.
"""

from collections import defaultdict

from pytauri_runtime.call import Call
from pytauri_runtime.command_error import CommandError
from pytauri_runtime.counting import Outcome
from pytauri_runtime.exceptions import UnknownCallerError
from pytauri_runtime.middleware import Middleware, Proceed
from pytauri_runtime.refusals import is_cancellation, outcome_of

try:
    from opentelemetry import propagate, trace
    from opentelemetry.context import Context
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "pytauri_runtime.tracing needs opentelemetry-api: "
        "run `pip install pytauri-runtime[tracing]`",
        name=error.name,
    ) from error

_SYSTEM = "pytauri"


def tracing(tracer_provider: trace.TracerProvider | None = None) -> Middleware:
    """Return a middleware that makes a span of each call, the current one while it runs.

    A span has the name of the command, is of kind ``SERVER``, and has the attributes of
    https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/: ``rpc.system.name``
    (``"pytauri"``; also as ``rpc.system``, its name before), ``rpc.method`` (the command), and
    ``error.type`` unless the call was resolved or cancelled. Of our own are ``pytauri.call_id``,
    for calls of the generated client, and ``pytauri.outcome``, an `Outcome`. Its status is
    ``ERROR`` if the outcome is ``failed``, with the exception as an event, or ``timeout``; a
    refusal is an answer.

    The span's parent is the one that the header ``traceparent`` of the call names, or what the
    app's propagators find in its headers else.

    Args:
        tracer_provider: Where the spans go; the global one by default, be it set later.
    """
    tracer = trace.get_tracer("pytauri_runtime", tracer_provider=tracer_provider)

    async def trace_call(call: Call, proceed: Proceed) -> str | bytes:
        with tracer.start_as_current_span(
            call.command,
            context=_caller(call),
            kind=trace.SpanKind.SERVER,
            attributes=_attributes(call),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                result = await proceed()
            except BaseException as fault:
                _end(span, call, fault)
                raise
            span.set_attribute("pytauri.outcome", "resolved")
            return result

    return trace_call


def _attributes(call: Call) -> dict[str, str]:
    attributes = {"rpc.system.name": _SYSTEM, "rpc.system": _SYSTEM, "rpc.method": call.command}
    if call.id is not None:
        attributes["pytauri.call_id"] = call.id
    return attributes


def _caller(call: Call) -> Context | None:
    """Return the context that the page sent; ``None`` if the host tells no headers."""
    carrier: defaultdict[str, list[str]] = defaultdict(list)
    try:
        for name, value in call.headers:
            carrier[name.decode("latin-1").lower()].append(value.decode("latin-1"))
    except UnknownCallerError:
        return None
    return propagate.extract(carrier)


def _end(span: trace.Span, call: Call, fault: BaseException) -> None:
    outcome: Outcome = outcome_of(fault)
    if is_cancellation(fault) and call.timed_out:
        outcome = "timeout"
    span.set_attribute("pytauri.outcome", outcome)
    if outcome != "cancelled":
        span.set_attribute("error.type", _error_type(outcome, fault))
    if outcome == "failed":
        span.record_exception(fault)
    if outcome in {"failed", "timeout"}:
        span.set_status(trace.StatusCode.ERROR)


def _error_type(outcome: Outcome, fault: BaseException) -> str:
    if outcome == "timeout":
        return outcome
    if isinstance(fault, CommandError):
        return fault.code
    return f"{type(fault).__module__}.{type(fault).__qualname__}"
