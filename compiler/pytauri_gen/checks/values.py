"""Rules about rich values, for a client that has them."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.graph import boundary_types, inside
from pytauri_gen.typescript.options import Options
from pytauri_gen.typescript.values import Values


def decidable_unions(program: ir.Program, options: Options) -> Iterator[Diagnostic]:
    """A value tells which member of its union it is, where that decides how to convert it."""
    if not options.rich:
        return
    values = Values(program, options)
    for command in program.commands:
        nodes = list(boundary_types(command))
        if not all(_is_decidable(values, *each) for each in nodes):
            yield _undecidable(f"the body or the result of `{command.name}`", command.span)
    for symbol, directions in _directions(program).items():
        yield from _undecidable_fields(values, program.definitions[symbol], directions)


def _directions(program: ir.Program) -> dict[str, list[ir.Direction]]:
    found: dict[str, list[ir.Direction]] = {}
    for symbol, direction in program.used:
        found.setdefault(symbol, []).append(direction)
    return found


def _undecidable_fields(
    values: Values, definition: ir.Definition, directions: list[ir.Direction]
) -> Iterator[Diagnostic]:
    names: dict[str, ir.Span | None] = {}
    for direction in directions:
        shape = definition.shape(direction)
        if isinstance(shape, (ir.Model, ir.NamedTuple)):
            for field in shape.fields:
                if not _is_decidable(values, field.type, direction):
                    names.setdefault(f"`{definition.qualname}.{field.name}`", field.span)
        elif isinstance(shape, ir.Alias) and not _is_decidable(values, shape.type, direction):
            names[f"`{definition.qualname}`"] = definition.span
    for name, span in names.items():
        yield _undecidable(name, span)


def _undecidable(what: str, span: ir.Span | None) -> Diagnostic:
    return Diagnostic(
        "undecidable-union",
        f"{what} holds a union whose values don't tell how to convert them",
        severity="warning",
        span=span,
        notes=("its type is what the wire holds",),
        hint="tell its members apart by a field of literals, or by different JSON types",
    )


def _is_decidable(values: Values, node: ir.Type, direction: ir.Direction) -> bool:
    return not any(
        isinstance(each, ir.Union) and values.plan(each, way) is None
        for each, way in inside(node, direction)
    )
