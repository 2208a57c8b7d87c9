"""Lower: the program in Rust's terms, every name and value spelled."""

from __future__ import annotations

from collections.abc import Sequence

from pytauri_gen import ir
from pytauri_gen.code import Code
from pytauri_gen.rust import nodes
from pytauri_gen.rust.printer import (
    array,
    boolean,
    chain,
    identifier,
    string,
    toml_key,
    toml_string,
)


def lower(
    program: ir.Program, contract: str, package: str, bridge: str, plugins: Sequence[str]
) -> nodes.Crate:
    """The crate of a program that has passed every check.

    Args:
        program: the program.
        contract: the contract's hash.
        package: what the crate is called.
        bridge: the folder of the crate `pytauri-bridge`, as seen from the crate's.
        plugins: the crates of the Tauri plugins that the app takes.
    """
    commands = sorted(program.commands, key=lambda each: each.name.encode())
    return nodes.Crate(
        package=toml_string(package),
        bridge=toml_string(bridge),
        hash=string(contract),
        commands=tuple(map(_command, commands)),
        names=array(string(each.name) for each in commands),
        plugins=tuple(map(toml_key, plugins)),
        builder=chain(Code("builder"), map(_plugin, plugins)),
    )


def _plugin(crate: str) -> Code:
    return Code(f".plugin({identifier(crate.replace('-', '_'))}::init())")


def _command(command: ir.Command) -> nodes.Command:
    return nodes.Command(
        name=string(command.name),
        body=_body(command),
        app_handle=boolean("app_handle" in command.parameters),
        webview_window=boolean("webview_window" in command.parameters),
        headers=boolean("headers" in command.parameters),
    )


def _body(command: ir.Command) -> Code:
    match command.body:
        case None:
            return Code("Body::None")
        case ir.Bytes():
            return Code("Body::Raw")
        case _:
            return Code("Body::Json")
