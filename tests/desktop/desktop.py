"""A desktop for the tests' windows: a screen that nobody sees, and a message bus of its own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from typing import IO

import pytest

from tests.desktop.webdriver import SECONDS

BUS = """\
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no services, so that none are left behind."""


def program(name: str) -> str:
    """The path of a program that the window tests need."""
    path = shutil.which(name)
    return path or pytest.fail(f"no {name} on the PATH; run tools/require-desktop")


@contextmanager
def running(
    command: list[str],
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdout: int | None = None,
    stderr: int = subprocess.DEVNULL,
) -> Generator[subprocess.Popen[bytes]]:
    """Run a process; in the end, kill it and all that it has started."""
    with subprocess.Popen(
        command, env=env, cwd=cwd, stdout=stdout, stderr=stderr, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def desktop(folder: Path) -> Generator[Mapping[str, str]]:
    """Yield what the environment of a program needs, to open its windows there."""
    config = folder / "bus.conf"
    config.write_text(BUS, "utf-8")
    bus = [program("dbus-daemon"), f"--config-file={config}", "--nofork", "--print-address"]
    screen = [program("Xvfb"), "-displayfd", "1", "-screen", "0", "1280x1024x24"]
    with (
        running([*screen, "-nolisten", "tcp"], stdout=subprocess.PIPE) as xvfb,
        running(bus, stdout=subprocess.PIPE) as daemon,
    ):
        yield {
            "DISPLAY": f":{first_line(xvfb.stdout)}",
            "DBUS_SESSION_BUS_ADDRESS": first_line(daemon.stdout),
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }


def first_line(stream: IO[bytes] | None) -> str:
    """What a program says when it is ready."""
    assert stream is not None
    ready, _, _ = select([stream], [], [], SECONDS)
    assert ready, f"nothing within {SECONDS} s"
    return stream.readline().decode().strip()
