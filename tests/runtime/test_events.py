"""Events with a type: their names, what travels, and who hears them."""

from collections.abc import AsyncIterator
from logging import LogRecord, getLogger
from logging.handlers import QueueHandler
from queue import SimpleQueue
from threading import Thread, get_ident
from typing import Annotated, Any, Generic, TypeVar

import anyio
import pytest
from pydantic import BaseModel, Field

from pytauri_runtime import (
    AppHandle,
    Commands,
    Depends,
    Event,
    Headers,
    State,
    WebviewWindow,
    emit,
    emit_nowait,
)
from pytauri_runtime.events import event_name
from pytauri_runtime.exceptions import (
    DuplicateEventError,
    InvalidEventNameError,
    UnexpectedParameterError,
    UnserializableError,
    UnsupportedByHostError,
    WrongAnnotationError,
)
from pytauri_runtime.hosts.memory import MemoryHost


class File(BaseModel):
    path: str


class SecretFile(File):
    owner: str = "Ada"


class DownloadProgress(Event):
    percent: float
    file: File = File(path="a.txt")


class Stop(Event, name="downloads/stop", validate_by_name=True, serialize_by_alias=True):
    reason: Annotated[str, Field(alias="why", max_length=10)]


class HTTPDone(Event):
    pass


class Renamed(Event, name="renamed", extra="forbid"):
    name: str


class RenamedTwice(Renamed):
    pass


class Other(Event, name="downloads/stop"):
    pass


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (DownloadProgress, "download-progress"),
        (Stop, "downloads/stop"),
        (HTTPDone, "http-done"),
        (Renamed, "renamed"),
        (RenamedTwice, "renamed-twice"),
    ],
)
def test_the_name_is_the_class_in_kebab_case_or_its_own(event: type[Event], name: str) -> None:
    assert event_name(event) == name


def test_other_arguments_of_the_class_are_configuration() -> None:
    assert Renamed.model_config == RenamedTwice.model_config == {"extra": "forbid"}


ItemT = TypeVar("ItemT")


class Box(Event, Generic[ItemT]):
    item: ItemT


class Spaced(Event, name="two words"):
    pass


@pytest.mark.parametrize("event", [Spaced, Box[int]])
def test_a_name_that_tauri_does_not_allow(commands: Commands, event: type[Event]) -> None:
    async def listen() -> None: ...

    with pytest.raises(InvalidEventNameError, match="can't be the name of the event"):
        commands.event(event)
    with pytest.raises(InvalidEventNameError):
        commands.on(event)(listen)
    with pytest.raises(InvalidEventNameError):
        emit_nowait(AppHandle(), event.model_validate({"item": 1}))


def test_two_classes_of_one_name(commands: Commands) -> None:
    async def listen() -> None: ...

    commands.event(Stop)
    commands.event(Stop)
    with pytest.raises(DuplicateEventError, match=r"test_events.Stop` and .*Other` are both") as it:
        commands.event(Other)
    assert (it.value.first, it.value.function) == (Stop, Other)
    with pytest.raises(DuplicateEventError):
        commands.on(Other)(listen)


def test_a_registry_that_includes_another_has_its_events(commands: Commands) -> None:
    inner, heard = Commands(), SimpleQueue[str]()

    @inner.on(Stop)
    async def stop(event: Stop) -> None:
        heard.put(event.reason)

    inner.event(DownloadProgress)
    commands.include(inner, prefix="inner.")
    assert [*commands.events] == [Stop, DownloadProgress]
    assert commands.events.is_sent(DownloadProgress)
    assert not commands.events.is_sent(Stop)
    with MemoryHost(commands) as host:
        host.emit(Stop, {"why": "late"})
        assert heard.get(timeout=5) == "late"


def test_an_included_registry_with_another_class_of_a_name(commands: Commands) -> None:
    inner = Commands()
    inner.event(DownloadProgress)
    inner.event(Other)
    commands.event(Stop)
    with pytest.raises(DuplicateEventError):
        commands.include(inner)
    assert [*commands.events] == [Stop]


def test_from_python_to_the_page(commands: Commands, backend: str) -> None:
    @commands.command()
    async def download(app_handle: AppHandle, webview_window: WebviewWindow) -> None:
        await emit(app_handle, DownloadProgress(percent=50))
        await emit(webview_window, Stop(reason="done"))

    with MemoryHost(commands, backend=backend) as host:
        progress, stop = host.listen(DownloadProgress), host.listen("downloads/stop")
        host.call("download")
        assert progress.receive() == {"percent": 50.0, "file": {"path": "a.txt"}}
        assert stop.receive() == {"why": "done"}
        stop.unlisten()
        host.call("download")
        assert ([*progress], [*stop]) == ([{"percent": 50.0, "file": {"path": "a.txt"}}], [])


def test_from_a_thread(commands: Commands) -> None:
    with MemoryHost(commands) as host:
        progress = host.listen(DownloadProgress)
        thread = Thread(target=emit_nowait, args=(host.app_handle, DownloadProgress(percent=1)))
        thread.start()
        thread.join()
        assert progress.receive()["percent"] == 1


def test_fault_66_the_payload_is_what_the_class_declares() -> None:
    with MemoryHost(Commands()) as host:
        progress = host.listen(DownloadProgress)
        emit_nowait(host.app_handle, DownloadProgress(percent=1, file=SecretFile(path="b")))
        assert progress.receive()["file"] == {"path": "b"}
        wrong = DownloadProgress(percent=1)
        wrong.percent = "half"  # pyright: ignore[reportAttributeAccessIssue]  what is tested
        with pytest.raises(UnserializableError):
            emit_nowait(host.app_handle, wrong)
        assert [*progress] == []


def test_a_cancelled_call_emits_nothing(commands: Commands, backend: str) -> None:
    @commands.command()
    async def download(app_handle: AppHandle) -> None:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await emit(app_handle, HTTPDone())
        await emit(app_handle, Stop(reason="cancelled"))

    with MemoryHost(commands, backend=backend) as host:
        done, stop = host.listen(HTTPDone), host.listen(Stop)
        host.call("download")
        assert ([*done], [*stop]) == ([], [{"why": "cancelled"}])


def test_a_host_without_events() -> None:
    with pytest.raises(UnsupportedByHostError, match="has no events"):
        emit_nowait(AppHandle(), HTTPDone())
    with pytest.raises(UnsupportedByHostError, match="has no events"):
        emit_nowait(WebviewWindow(), HTTPDone())


def test_listeners_of_every_kind(commands: Commands, backend: str) -> None:
    heard = SimpleQueue[Any]()

    async def prefix(app_handle: AppHandle) -> AsyncIterator[str]:
        yield app_handle.state(File).path
        heard.put("closed")

    @commands.on(Stop)
    def in_a_thread(event: Stop) -> None:
        heard.put((event.reason, get_ident()))

    @commands.on(DownloadProgress)
    async def injected(
        event: DownloadProgress,
        app_handle: AppHandle,
        file: Annotated[File, State()],
        prefix: Annotated[str, Depends(prefix)],
    ) -> None:
        assert app_handle.state(File) is file
        heard.put((prefix, event.percent))

    @commands.on(HTTPDone)
    async def without() -> None:
        heard.put("done")

    @commands.command()
    async def thread() -> int:
        return get_ident()

    with MemoryHost(commands, backend=backend) as host:
        host.app_handle.manage(File(path="notes"))
        host.emit(Stop, {"why": "late"})
        reason, ident = heard.get(timeout=5)
        assert reason == "late"
        assert ident != host.call("thread")
        host.emit(DownloadProgress, {"percent": 3})
        assert [heard.get(timeout=5) for _ in range(2)] == [("notes", 3.0), "closed"]
        host.emit("http-done", b"{}")
        assert heard.get(timeout=5) == "done"


def test_what_the_app_is_sent_reaches_listeners_in_python(commands: Commands, backend: str) -> None:
    heard = SimpleQueue[str]()

    @commands.on(Stop)
    async def stop(event: Stop) -> None:
        heard.put(event.reason)

    @commands.command()
    async def end(app_handle: AppHandle, webview_window: WebviewWindow) -> None:
        await emit(webview_window, Stop(reason="window"))
        await emit(app_handle, Stop(reason="app"))

    with MemoryHost(commands, backend=backend) as host:
        host.call("end")
        assert heard.get(timeout=5) == "app"


def test_several_listeners_run_at_the_same_time(commands: Commands, backend: str) -> None:
    heard = SimpleQueue[str]()
    first_waits = anyio.Event()

    @commands.on(HTTPDone)
    async def waits() -> None:
        await first_waits.wait()
        heard.put("first")

    @commands.on(HTTPDone)
    async def sets() -> None:
        heard.put("second")
        first_waits.set()

    with MemoryHost(commands, backend=backend) as host:
        host.emit(HTTPDone, {})
        assert [heard.get(timeout=5) for _ in range(2)] == ["second", "first"]


def test_fault_68_an_invalid_payload_is_dropped_and_not_logged(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard = SimpleQueue[str]()

    @commands.on(Stop)
    async def stop(event: Stop) -> None:
        heard.put(event.reason)

    with MemoryHost(commands, backend=backend) as host:
        for payload in ({"why": "hunter2 is my password"}, {}, b"no JSON", None):
            host.emit(Stop, payload)
        host.emit(Stop, {"why": "late"})
        assert heard.get(timeout=5) == "late"
    assert caplog.text.count("an invalid event `downloads/stop` was dropped") == 4
    assert '"type": "string_too_long"' in caplog.text
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize("fault", [ValueError("oh"), SystemExit(3), KeyboardInterrupt()])
def test_what_a_listener_raises_ends_nothing_else(
    commands: Commands, backend: str, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    heard = SimpleQueue[str | LogRecord]()

    @commands.on(HTTPDone)
    async def fails() -> None:
        raise fault

    @commands.on(HTTPDone)
    async def goes_on() -> None:
        await anyio.lowlevel.checkpoint()
        heard.put("heard")

    monkeypatch.setattr(getLogger("pytauri_runtime"), "handlers", [QueueHandler(heard)])
    with MemoryHost(commands, backend=backend) as host:
        host.emit(HTTPDone, {})
        host.emit(HTTPDone, {})
        told = [heard.get(timeout=5) for _ in range(4)]
    logged = [each.getMessage() for each in told if isinstance(each, LogRecord)]
    assert ["fails` raised an exception" in each for each in logged] == [True, True]


def test_an_event_that_nobody_hears(commands: Commands) -> None:
    with MemoryHost(commands) as host:
        host.emit("unknown", {})


def test_listeners_are_cancelled_when_the_host_stops(commands: Commands, backend: str) -> None:
    ended = SimpleQueue[str]()

    @commands.on(HTTPDone)
    async def waits() -> None:
        ended.put("started")
        try:
            await anyio.sleep_forever()
        finally:
            ended.put("ended")

    with MemoryHost(commands, backend=backend) as host:
        host.emit(HTTPDone, {})
        assert ended.get(timeout=5) == "started"
    assert ended.get_nowait() == "ended"


async def of_a_window(event: Stop, webview_window: WebviewWindow) -> None: ...
async def with_headers(headers: Headers) -> None: ...
async def with_body(body: Stop) -> None: ...


def label(webview_window: WebviewWindow) -> str:
    return webview_window.label()


async def depends_on_a_window(label: Annotated[str, Depends(label)]) -> None: ...
async def yielding() -> AsyncIterator[int]:
    yield 1


@pytest.mark.parametrize(
    "function", [of_a_window, with_headers, with_body, depends_on_a_window, yielding]
)
def test_what_a_listener_cannot_have(commands: Commands, function: Any) -> None:
    with pytest.raises(UnexpectedParameterError, match=r"of the listener `.*expected \['event'"):
        commands.on(Stop)(function)
    assert [*commands.events] == []


async def of_another_event(event: HTTPDone) -> None: ...
async def of_another_app(app_handle: str) -> None: ...


@pytest.mark.parametrize("function", [of_another_event, of_another_app])
def test_parameters_of_another_type(commands: Commands, function: Any) -> None:
    with pytest.raises(WrongAnnotationError):
        commands.on(Stop)(function)
