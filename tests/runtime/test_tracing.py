"""Spans of calls, collected by OpenTelemetry's own SDK."""

import subprocess
import sys
from collections.abc import Iterator

import anyio
import pytest
from anyio import to_thread
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from pytauri_runtime import CommandError, Commands, InvokeException
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost
from pytauri_runtime.tracing import tracing

from .duck import DuckInvoke

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


class MissingError(CommandError):
    code = "missing"


@pytest.fixture
def provider() -> TracerProvider:
    return TracerProvider()


@pytest.fixture
def exporter(provider: TracerProvider) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield exporter
    provider.shutdown()


@pytest.fixture
def commands(provider: TracerProvider) -> Commands:
    commands = Commands()
    commands.middleware(tracing(provider))

    @commands.command()
    async def greet(body: str) -> str:
        match body:
            case "nobody":
                raise InvokeException("there is nobody")
            case "missing":
                raise MissingError
            case "all":
                raise LookupError("too many")
            case _:
                return f"Hello, {body}!"

    @commands.command()
    def plain() -> int:
        return trace.get_current_span().get_span_context().span_id

    @commands.command(timeout=0.01)
    async def slow() -> None:
        await anyio.sleep_forever()

    @commands.command()
    async def forever() -> None:
        await anyio.sleep_forever()

    return commands


def only(exporter: InMemorySpanExporter) -> ReadableSpan:
    [span] = exporter.get_finished_spans()
    return span


def test_one_span_per_call(
    commands: Commands, backend: str, exporter: InMemorySpanExporter
) -> None:
    with MemoryHost(commands, backend=backend) as host:
        host.submit("greet", "Ada", call_id="page-1").result()
    span = only(exporter)
    assert (span.name, span.kind, span.status.status_code) == (
        "greet",
        SpanKind.SERVER,
        StatusCode.UNSET,
    )
    assert span.attributes == {
        "rpc.system.name": "pytauri",
        "rpc.system": "pytauri",
        "rpc.method": "greet",
        "pytauri.call_id": "page-1",
        "pytauri.outcome": "resolved",
    }
    assert span.parent is None


@pytest.mark.parametrize(
    ("body", "outcome", "error"),
    [
        ("nobody", "rejected", "pytauri_runtime.exceptions.InvokeException"),
        (1, "rejected", "pytauri_runtime.exceptions.InvalidBodyError"),
        ("missing", "rejected", "missing"),
        ("all", "failed", "builtins.LookupError"),
    ],
)
def test_calls_that_are_rejected(
    commands: Commands, exporter: InMemorySpanExporter, body: str, outcome: str, error: str
) -> None:
    with MemoryHost(commands) as host, pytest.raises(CommandRejected):
        host.call("greet", body)
    span = only(exporter)
    assert span.attributes is not None
    assert (span.attributes["pytauri.outcome"], span.attributes["error.type"]) == (outcome, error)
    failed = outcome == "failed"
    assert span.status.status_code == (StatusCode.ERROR if failed else StatusCode.UNSET)
    assert [event.name for event in span.events] == ["exception"] * failed


def test_a_call_that_takes_too_long(
    commands: Commands, backend: str, exporter: InMemorySpanExporter
) -> None:
    with MemoryHost(commands, backend=backend) as host, pytest.raises(CommandRejected):
        host.call("slow")
    span = only(exporter)
    assert span.attributes is not None
    assert span.attributes["pytauri.outcome"] == span.attributes["error.type"] == "timeout"
    assert span.status.status_code == StatusCode.ERROR


def test_a_call_that_is_cancelled(
    commands: Commands, backend: str, exporter: InMemorySpanExporter
) -> None:
    with MemoryHost(commands, backend=backend) as host:
        waiting = host.submit("forever", call_id="page-1")
        host.call("plain")  # comes after it
        exporter.clear()
        host.submit("", control="cancel page-1")
        with pytest.raises(CommandRejected):
            waiting.result()
    span = only(exporter)
    assert span.attributes is not None
    assert span.attributes["pytauri.outcome"] == "cancelled"
    assert "error.type" not in span.attributes
    assert span.status.status_code == StatusCode.UNSET


def test_the_page_says_what_the_call_is_a_part_of(
    commands: Commands, backend: str, exporter: InMemorySpanExporter
) -> None:
    headers = [
        (b"Traceparent", f"00-{TRACE}-{PARENT}-01".encode()),
        (b"tracestate", b"a=1"),
        (b"tracestate", b"b=2"),
    ]
    with MemoryHost(commands, backend=backend) as host:
        host.call("greet", "Ada", headers=headers)
        host.call("greet", "Bo", headers=[(b"traceparent", b"\xff nonsense")])
    first, second = exporter.get_finished_spans()
    assert first.parent is not None
    assert (f"{first.parent.trace_id:x}", first.parent.is_remote) == (TRACE, True)
    assert f"{first.parent.span_id:016x}" == PARENT
    assert dict(first.parent.trace_state) == {"a": "1", "b": "2"}
    assert second.parent is None


def test_the_span_is_current_also_in_worker_threads(
    commands: Commands, backend: str, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    @commands.command()
    async def nested() -> None:
        with provider.get_tracer("app").start_as_current_span("inner"):
            await to_thread.run_sync(bool)

    with MemoryHost(commands, backend=backend) as host:
        number = host.call("plain")
        host.call("nested")
    plain, inner, outer = exporter.get_finished_spans()
    assert plain.context is not None
    assert outer.context is not None
    assert inner.parent is not None
    assert number == plain.context.span_id
    assert inner.parent.span_id == outer.context.span_id


def test_a_host_that_tells_no_headers(
    commands: Commands, backend: str, exporter: InMemorySpanExporter
) -> None:
    invoke = DuckInvoke("greet", b'"Ada"')
    anyio.run(commands.dispatcher().dispatch, invoke, backend=backend)
    assert invoke.answer.given == [("resolved", '"Hello, Ada!"')]
    assert only(exporter).name == "greet"


def test_without_an_sdk_it_does_nothing(backend: str) -> None:
    commands = Commands()
    commands.middleware(tracing())

    @commands.command()
    async def current() -> bool:
        return trace.get_current_span().is_recording()

    with MemoryHost(commands, backend=backend) as host:
        assert host.call("current") is False


def test_without_the_extra_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['opentelemetry'] = None; import pytauri_runtime.tracing"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "run `pip install pytauri-runtime[tracing]`" in done.stderr
