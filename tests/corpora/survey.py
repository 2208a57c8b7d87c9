"""``python -m tests.corpora.survey PACKAGE``: which models of a package compile, as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.graph import boundary_uses
from tests.compiler.in_process import inspected
from tests.corpora.packages import echoing, models, symbol
from tests.corpora.values import typed

CLASHING = re.compile(r"class `([\w.]+)` of `([\w.]+)`")
OWN_SCHEMA = "<a schema of its own>"
DECLARED_ANY = re.compile(r"\b(Any|object|BaseModel|dict|list|Dict|List)\b")


def survey(package: str) -> dict[str, Any]:
    """Leaves out models until the rest compiles."""
    found = models(package)
    problems = inspected([echoing(found)])[1]
    refused = any(each.severity == "error" for each in problems)
    kept = [each for each in found if not errors([each])[1]] if refused else found
    program, clashes = errors(kept)
    while clashes:
        second = reaching(program, clashing(clashes))
        kept = [each for number, each in enumerate(kept) if f"echo_{number}" not in second]
        program, clashes = errors(kept)
    script, values = typed(program, {symbol(each): each for each in kept})
    return {
        "script": script,
        "values": values,
        "models": len(found),
        "kept": [symbol(each) for each in kept],
        "types": len(program.definitions),
        "problems": Counter(described(each) for each in problems),
        "unknown": Counter(reasons(program)),
    }


def errors(found: list[type[BaseModel]]) -> tuple[ir.Program, list[Diagnostic]]:
    """Some models as a program, and why it does not compile; warnings don't keep it from that."""
    program, diagnostics = inspected([echoing(found)])
    return program, [each for each in diagnostics if each.severity == "error"]


def described(problem: Diagnostic) -> str:
    """What is wrong; of warnings, which name a thing each, only of what kind they are."""
    is_error = problem.severity == "error"
    return f"{problem.code}: {problem.message}" if is_error else f"warning: {problem.code}"


def clashing(diagnostics: list[Diagnostic]) -> set[str]:
    """The second of each two classes that share a name."""
    matches = [CLASHING.search(each.message) for each in diagnostics]
    assert all(matches), diagnostics
    return {f"{match[2]}:{match[1]}" for match in matches if match}


def reaching(program: ir.Program, symbols: set[str]) -> set[str]:
    """The commands that lead to some definitions."""
    return {
        command.name for command in program.commands if symbols & set(reached(program, command))
    }


def reached(program: ir.Program, command: ir.Command) -> Iterator[str]:
    pending = list(boundary_uses(command))
    seen = set(pending)
    while pending:
        use = pending.pop()
        yield use[0]
        following = [each for each in program.edges[use] if each not in seen]
        seen.update(following)
        pending += following


def reasons(program: ir.Program) -> Iterator[str]:
    """Why each member that is `unknown`, or has it inside, is; by what its author declared."""
    for name, direction in program.used:
        shape = program.definitions[name].shape(direction)
        for field in shape.fields if isinstance(shape, ir.Model) else ():
            if "'any'" in repr(field.type):
                declared = annotation(name, field.name)
                if DECLARED_ANY.search(declared):
                    yield "declared so"
                elif OWN_SCHEMA in declared:
                    yield "a class with a schema of its own, of anything"
                else:
                    yield f"NO REASON: {name}.{field.name}"


def annotation(name: str, field: str) -> str:
    module, _, qualname = name.partition(":")
    owner: Any = sys.modules[module]
    for part in qualname.split("."):
        owner = getattr(owner, part, None)
    if not (isinstance(owner, type) and issubclass(owner, BaseModel)):
        return "Any"
    names = {each.alias or key: each for key, each in owner.model_fields.items()}
    info = owner.model_fields.get(field) or names.get(field)
    return spelled(info.annotation) if info else "object"


def spelled(declared: Any) -> str:
    """An annotation and all that is in it, aliases looked through."""
    inside = [getattr(declared, "__value__", None), *get_args(declared)]
    itself = OWN_SCHEMA if has_own_schema(declared) else repr(declared)
    return " ".join([itself, *(spelled(each) for each in inside if each is not None)])


def has_own_schema(declared: Any) -> bool:
    """Whether a class, which is no model, says itself what it holds."""
    if not isinstance(declared, type) or issubclass(declared, BaseModel):
        return False
    return any("__get_pydantic_core_schema__" in vars(each) for each in declared.__mro__)


if __name__ == "__main__":
    json.dump(survey(sys.argv[1]), sys.stdout)
