"""What of a client ends up in a page: the one command it calls, and a small library."""

from pathlib import Path

import pytest
from benchmarks.bundle import bundle, bytes_per_command, gzip_bytes, library, whole_library
from benchmarks.program import write_program

from tests.compiler.project import Project

COMMANDS = 200


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of a program of `COMMANDS` commands, each with three models."""
    root = tmp_path_factory.mktemp("bundle") / "project"
    write_program(root, COMMANDS)
    run = Project(root).run("build")
    assert run.code == 0, run.err
    return root / "client"


def test_a_command_adds_at_most_150_bytes_to_the_library(client: Path) -> None:
    assert 0 < bytes_per_command(client, "placeOrder77") <= 150


def test_plain_commands_need_at_most_4096_bytes_of_the_library_gzipped(client: Path) -> None:
    assert 0 < gzip_bytes(library(client)) <= 4096


def test_the_whole_library_has_at_most_5120_bytes_gzipped(client: Path) -> None:
    assert gzip_bytes(library(client)) < gzip_bytes(whole_library(client)) <= 5120


def test_a_bundle_has_no_trace_of_the_commands_that_it_does_not_use(client: Path) -> None:
    page = bundle(
        'import { placeOrder77 } from "./index.js"; globalThis.used = placeOrder77;', client
    )
    names = [f'"place_order_{number}"'.encode() for number in range(1, COMMANDS + 1)]
    assert [name for name in names if name in page] == [b'"place_order_77"']


def test_a_bundle_of_everything_has_every_command(client: Path) -> None:
    page = bundle('export * from "./index.js";', client)
    names = [f'"place_order_{number}"'.encode() for number in range(1, COMMANDS + 1)]
    assert [name for name in names if name not in page] == []
