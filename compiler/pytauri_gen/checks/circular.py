"""The rule that no type is made of itself alone."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.graph import Use, components


def circular_types(program: ir.Program) -> Iterator[Diagnostic]:
    """Between a type and itself there is a list, an object or the like.

    TypeScript has no ``type A = A | null`` (TS2456), and of such a model pydantic reads the same
    JSON as an `A` again and again until the process crashes.
    """
    wholes = {use: [*_wholes(program, use)] for use in program.used if _alias(program, use)}
    edges = {
        use: tuple(
            named
            for node in nodes
            if isinstance(node, ir.Reference) and (named := (node.target, use[1])) in wholes
        )
        for use, nodes in wholes.items()
    }
    circles = (each for each in components(edges) if len(each) > 1 or each[0] in edges[each[0]])
    for symbols in sorted({tuple(sorted({symbol for symbol, _ in each})) for each in circles}):
        yield _diagnostic([program.definitions[symbol] for symbol in symbols])


def _diagnostic(circle: list[ir.Definition]) -> Diagnostic:
    first, *others = circle
    way = f", by way of {', '.join(f'`{each.qualname}`' for each in others)}" if others else ""
    return Diagnostic(
        "circular-type",
        f"`{first.qualname}` is made of itself{way}",
        span=first.span,
        notes=("what a value is would have to be looked up without end",),
        hint="leave it out of the union, or put it into a list or a model there",
    )


def _alias(program: ir.Program, use: Use) -> ir.Alias | None:
    shape = program.definitions[use[0]].shape(use[1])
    return shape if isinstance(shape, ir.Alias) else None


def _wholes(
    program: ir.Program, use: Use, around: tuple[Use, ...] = ()
) -> Iterator[ir.Reference | ir.Variable]:
    """What a value of an alias can be as a whole, rather than hold.

    With ``Maybe[T]`` being ``T | None``, that is of ``Maybe[A]`` an `A` as well.
    """
    alias = _alias(program, use)
    pending = [alias.type] if alias and use not in around else []
    while pending:
        match pending.pop():
            case ir.Union(members):
                pending += members
            case ir.Variable() as variable:
                yield variable
            case ir.Reference(target, arguments) as reference:
                yield reference
                names = [each.name for each in program.definitions[target].parameters]
                inner = _wholes(program, (target, use[1]), (*around, use)) if arguments else ()
                passed_on = {each.name for each in inner if isinstance(each, ir.Variable)}
                pending += (
                    given for name, given in zip(names, arguments, strict=True) if name in passed_on
                )
            case _:
                pass
