"""The Rust intermediate representation: every name and value already spelled."""

from __future__ import annotations

from dataclasses import dataclass

from pytauri_gen.code import Code


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the command table: its name, a variant of `Body`, and what else it binds."""

    name: Code
    body: Code
    app_handle: Code
    webview_window: Code
    headers: Code


@dataclass(frozen=True, slots=True)
class Crate:
    """The whole crate: `names` are those of its `commands`, which are sorted by them.

    `bridge` is the path of the crate that it depends on; `plugins` are the keys of the others, and
    `builder` is the expression that adds them to a builder of that name.
    """

    package: Code
    bridge: Code
    hash: Code
    commands: tuple[Command, ...]
    names: Code
    plugins: tuple[Code, ...]
    builder: Code
