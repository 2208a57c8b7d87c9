"""The contract: the program as a JSON document that every other tool reads instead of Python."""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast

from pytauri_gen import ir
from pytauri_gen.codec import encode
from pytauri_gen.graph import Use, command_uses, components, shape_uses

FORMAT = 1
GENERATOR = "pytauri-gen"
_ABOUT = frozenset({"doc", "span", "symbol"})


def contract_text(program: ir.Program) -> str:
    """The whole document, ASCII, deterministic, ending in a line feed."""
    hashes = command_hashes(program)
    document = {
        "generator": GENERATOR,
        "format": FORMAT,
        "hash": program_hash(hashes),
        "commands": {
            command.name: {"hash": hashes[command.name], **encode(command)}
            for command in program.commands
        },
        "definitions": encode(program.definitions),
        "files": dict(program.files),
    }
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def program_hash(hashes: dict[str, str]) -> str:
    """One hash over all commands: what the client and the runtime compare."""
    return _digest(sorted(hashes.items()))


def command_hashes(program: ir.Program) -> dict[str, str]:
    """A hash per command of all that its caller depends on; docs and places don't count."""
    definitions = _definition_hashes(program)
    return {
        command.name: _digest(
            [
                command.name,
                encode(command.body),
                encode(command.result),
                [definitions[use] for use in sorted(set(command_uses(command)))],
            ]
        )
        for command in program.commands
    }


def _definition_hashes(program: ir.Program) -> dict[Use, str]:
    """Each definition's hash includes what it leads to; those of one cycle share theirs."""
    nodes: list[Use] = [
        (symbol, direction) for symbol in program.definitions for direction in ("input", "output")
    ]
    successors: dict[Use, tuple[Use, ...]] = {
        (symbol, direction): tuple(
            sorted(set(shape_uses(program.definitions[symbol].shape(direction), direction)))
        )
        for symbol, direction in nodes
    }
    hashes: dict[Use, str] = {}
    for component in components(nodes, successors):
        members = set(component)
        outside = {use for node in component for use in successors[node]} - members
        own = [
            [*node, _bare(encode(program.definitions[node[0]].shape(node[1])))]
            for node in sorted(component)
        ]
        digest = _digest([own, [hashes[use] for use in sorted(outside)]])
        hashes.update(dict.fromkeys(component, digest))
    return hashes


def _bare(encoded: Any) -> Any:
    """Encoded data without docs and places."""
    if isinstance(encoded, dict):
        members = cast(dict[str, Any], encoded)
        return {key: _bare(member) for key, member in members.items() if key not in _ABOUT}
    if isinstance(encoded, list):
        return [_bare(member) for member in cast(list[Any], encoded)]
    return encoded


def _digest(value: Any) -> str:
    text = json.dumps(value, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
