"""Values of a program's types: made up, sent through pydantic, and held against TypeScript."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from pytauri_gen import ir
from pytauri_gen.typescript.names import file_stem
from pytauri_gen.typescript.scope import TypeNames

SCALARS: dict[str, Any] = {
    "string": "text",
    "integer": 1,
    "number": 1.5,
    "boolean": True,
    "null": None,
    "any": {"any": [1, "thing", None]},
    "date": "2020-02-29",
    "datetime": "2020-02-29T12:00:00Z",
    "uuid": "6f1d9a4e-7a56-4c5f-9f3a-0d1c4f6b2a10",
    "url": "https://example.com/",
}
DEEPEST = 8


class NoValueError(Exception):
    """A type that these values don't reach."""


@dataclass(frozen=True, slots=True)
class Values:
    """Makes a value of any type of a program: with all that is optional at the top, or without."""

    program: ir.Program
    full: bool

    def of(self, node: ir.Type, depth: int = 0) -> Any:
        if depth > DEEPEST:
            raise NoValueError
        more = self.full and depth < DEEPEST // 2
        match node:
            case ir.Scalar(kind) if kind in SCALARS:
                return SCALARS[kind]
            case ir.Literal(values):
                return values[0]
            case ir.Array(item):
                return [self.of(item, depth + 1)] if more else []
            case ir.Tuple(items):
                return [self.of(item, depth + 1) for item in items]
            case ir.Dictionary(key, value):
                return {str(self.of(key, depth + 1)): self.of(value, depth + 1)} if more else {}
            case ir.Union(members):
                return self._first(members, depth)
            case ir.Reference(target):
                return self._shape(self.program.definitions[target].input, depth + 1)
            case _:
                raise NoValueError

    def _first(self, members: tuple[ir.Type, ...], depth: int) -> Any:
        """Of the first member that has any, and null at the latest once it is deep."""
        for member in members if self.full else reversed(members):
            try:
                return self.of(member, depth + 1)
            except NoValueError:
                continue
        raise NoValueError

    def _shape(self, shape: ir.Shape, depth: int) -> Any:
        match shape:
            case ir.Model(fields):
                more = self.full and depth < DEEPEST // 2
                kept = [each for each in fields if each.required or more]
                return {each.name: self.of(each.type, depth) for each in kept}
            case ir.Enum(members):
                return members[0].value
            case ir.Alias(type=target):
                return self.of(target, depth)


def typed(program: ir.Program, models: dict[str, type[BaseModel]]) -> tuple[str, dict[str, int]]:
    """A TypeScript module of values on their way in and out again, and how many of them there are.

    Raises:
        pydantic_core.PydanticSerializationError: what pydantic has accepted it can't send.
    """
    names = TypeNames.of(program)
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for name, model in models.items():
        for full in (False, True):
            try:
                inward = json.dumps(Values(program, full).of(ir.Reference(name)))
                outward = model.model_validate_json(inward).model_dump_json()
            except NoValueError:
                counts["no value was found"] += 1
            except ValidationError as error:
                counts["refused by pydantic"] += 1
                counts[f"refused: {error.errors()[0]['type']}"] += 1
            else:
                counts["round-tripped"] += 1
                stem = file_stem(program.definitions[name].module)
                for direction, text in zip(ir.DIRECTIONS, (inward, outward), strict=True):
                    type_ = f'import("./{stem}.js").{names.name((name, direction))}'
                    lines.append(f"export const v{len(lines)}: {type_} = {text};\n")
    return "".join(lines), dict(counts)
