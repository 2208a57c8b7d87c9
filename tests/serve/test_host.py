"""Starting and stopping the host."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import enumerate as all_threads

import pytest
from anyio.from_thread import BlockingPortal

from pytauri_runtime.hosts.serve import AddressUnavailableError, ServeHost
from pytauri_runtime.hosts.serve.__main__ import main
from pytauri_runtime.invoke import Invoke
from tests.serve.page import Page
from tests.serve.program import commands, running

STOPPED = "the host was stopped before the command returned"


held = SimpleQueue[Invoke]()


def hold(invoke: Invoke) -> None:
    """Keep every call without an answer."""
    held.put(invoke)


def test_stopping_answers_the_calls_in_flight_at_once(portal: BlockingPortal) -> None:
    with ThreadPoolExecutor() as threads:
        with ServeHost(commands.generate_handler(portal)) as host:
            page = Page(host)
            calls = [threads.submit(page.invoke, "never") for _ in range(5)]
            for _ in calls:
                running.get(timeout=10)
            started = time.monotonic()
        assert time.monotonic() - started < 2
        replies = [call.result() for call in calls]
    assert [(reply.status, reply.json()) for reply in replies] == [(422, STOPPED)] * 5


def test_stopping_ends_the_streams_after_the_answers_that_go_by_them() -> None:
    with ThreadPoolExecutor() as threads, ExitStack() as stream:
        with ServeHost(hold) as host:
            page = Page(host)
            reply = page.invoke("any", pytauri_call="1", prefer="respond-async")
            assert reply.status == 202
            received = threads.submit(list, stream.enter_context(page.events()))
        assert received.result() == [("rejected 1", f'"{STOPPED}"')]


def test_an_answer_after_the_host_has_stopped_is_dropped() -> None:
    with ThreadPoolExecutor() as threads:
        with ServeHost(hold) as host:
            call = threads.submit(Page(host).invoke, "any")
            invoke = held.get(timeout=10)
        assert call.result().json() == STOPPED
    invoke.resolve("1")


def test_stopping_does_not_wait_for_a_client_that_says_nothing() -> None:
    with ServeHost(hold) as host:
        silent = Page(host).connect()
        silent.connect()
        started = time.monotonic()
    assert time.monotonic() - started < 5
    silent.close()


def test_it_leaves_no_thread_behind() -> None:
    before = set(all_threads())
    with ServeHost(hold):
        assert set(all_threads()) > before
    assert set(all_threads()) <= before


def test_a_port_that_is_taken() -> None:
    with ServeHost(hold) as host:
        port = Page(host).address.port
        assert port is not None
        message = f"cannot listen on port {port} of 127.0.0.1: .*; choose another port"
        with pytest.raises(AddressUnavailableError, match=message), ServeHost(hold, port=port):
            pass


def test_two_hosts_side_by_side(portal: BlockingPortal) -> None:
    handler = commands.generate_handler(portal)
    with ServeHost(handler) as one, ServeHost(handler) as other:
        assert one.url != other.url
        assert Page(one).call("greet", "one") == "Hello, one!"
        assert Page(other).call("greet", "other") == "Hello, other!"


def test_the_extra_is_named_if_it_is_missing() -> None:
    script = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "try: import pytauri_runtime.hosts.serve\n"
        "except ImportError as error: print(error)\n"
    )
    output = subprocess.check_output([sys.executable, "-c", script], text=True)
    assert output == "the serve host needs uvicorn: run `pip install pytauri-runtime[serve]`\n"


@contextmanager
def command_line(*arguments: str) -> Generator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pytauri_runtime.hosts.serve", *arguments],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_command_line_serves_until_ctrl_c(backend: str) -> None:
    with command_line("tests.serve.program:commands", "--backend", backend) as process:
        assert process.stdout is not None
        address, _, token = process.stdout.readline().split()[1].partition("/#pytauri-token=")
        assert process.stdout.readline() == "Press Ctrl-C to stop.\n"
        host = ServeHost(hold, port=int(address.rpartition(":")[2]), token=token)
        assert Page(host).call("greet", "Ada") == "Hello, Ada!"
        with ThreadPoolExecutor() as threads:
            call = threads.submit(Page(host).invoke, "never", pytauri_call="1")
            assert call.result().status == 202  # it runs
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (0, "Stopped.\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope:commands"], "there is no module 'nope'"),
        (["tests.serve.nope:commands"], "there is no module 'tests.serve.nope'"),
        (["tests.serve.program"], "'tests.serve.program' is not `package.module:commands`"),
        (["tests.serve.program:Count"], "'Count' in tests.serve.program is not a Commands object"),
        (["tests.serve.program:nope"], "'nope' in tests.serve.program is not a Commands object"),
        (["tests.serve.program:commands", "--frontend", "nope"], "folder does not exist: nope"),
        (["tests.serve.program:commands", "--host", "0.0.0.0"], "on this machine only"),  # noqa: S104  refused
        (["tests.serve.program:commands", "--port", "70000"], "cannot listen on port 70000"),
        (["tests.serve.program:commands", "--allow-origin", "*"], "'*' is not an origin"),
    ],
)
def test_a_wrong_command_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert message in capsys.readouterr().err
