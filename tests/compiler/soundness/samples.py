"""Draws values of IR types: what the emitted type of an input admits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from pytauri_gen import ir
from pytauri_gen.substitution import substituted

SAMPLES: dict[ir.ScalarKind, Sequence[Any]] = {
    "string": ("", "text", "é\u2028\"'`${x}", "1", "null"),
    "integer": (0, 1, -7, 2**53 - 1),
    "number": (0, 1.5, -1e300, 2, 5e-324),
    "boolean": (True, False),
    "null": (None,),
    "any": (None, 1, "text", [1, {"a": None}], {"b": 2.5}, True),
    "date": ("2020-02-29", "0001-01-01", "9999-12-31"),
    "time": ("12:34:56", "00:00:00.000001", "23:59:59Z"),
    "datetime": ("2020-02-29T12:00:00Z", "2020-02-29T12:00:00", "1969-12-31T23:59:59.5+01:00"),
    "duration": ("P1DT2H", "PT0S", "-P1D"),
    "decimal": ("0", "-1.50", "1E+5"),
    "fraction": ("1/3", "-2", "0"),
    "complex": ("1+2j", "0j"),
    "base64url": ("", "YWI=", "_-8="),
    "hex": ("", "00ff"),
    "uuid": ("6f1d9a4e-7a56-4c5f-9f3a-0d1c4f6b2a10",),
    "url": ("https://example.com/a?b#c", "mailto:a@example.com"),
}
"""Values of each kind of scalar; strings without a form of their own are any at all."""

JUNK: tuple[Any, ...] = (
    "",
    "1",
    "true",
    "0.5",
    "2020-01-01",
    0,
    1,
    -1,
    1.5,
    1e10,
    True,
    None,
    [],
    {},
    [1],
)
"""What pydantic may take where something else is declared."""

DEEPEST = 9


class NoValueError(Exception):
    """A type that has no value of bearable size."""


@dataclass(slots=True)
class Sampler:
    """Draws JSON-ready values of input types.

    Attributes:
        program: what has the definitions.
        random: what decides.
        junk: how often there is something else instead, from 0 to 1.
    """

    program: ir.Program
    random: Random
    junk: float = 0

    def of(self, node: ir.Type, depth: int = 0) -> Any:
        """A value of a type.

        Raises:
            NoValueError: none was found.
        """
        if depth > DEEPEST:
            raise NoValueError
        if self.junk and self.random.random() < self.junk:
            return self.random.choice(JUNK)
        match node:
            case ir.Scalar(kind):
                return self.random.choice(SAMPLES[kind])
            case ir.Literal(values):
                return self.random.choice(values)
            case ir.Union(members):
                return self._union(members, depth)
            case ir.Reference(target, arguments):
                definition = self.program.definitions[target]
                names = [each.name for each in definition.parameters]
                shape = substituted(definition.input, dict(zip(names, arguments, strict=True)))
                return self._shape(shape, depth + 1)
            case ir.Object(fields):
                return self._members(fields, depth)
            case _:
                return self._collection(node, depth)

    def _collection(self, node: ir.Type, depth: int) -> Any:
        match node:
            case ir.Array(item, collection):
                items = self._several(lambda: self.of(item, depth + 1), depth)
                return items[:1] if collection in {"set", "frozenset"} else items
            case ir.Tuple(items, rest, last):
                first = [self.of(item, depth + 1) for item in items]
                more = self._several(lambda: self.of(rest, depth + 1), depth) if rest else []
                return [*first, *more, *(self.of(item, depth + 1) for item in last)]
            case ir.Dictionary(key, value):
                pairs = self._several(lambda: (self._key(key), self.of(value, depth + 1)), depth)
                return dict(pairs)
            case _:
                raise NoValueError

    def _several(self, draw: Callable[[], Any], depth: int) -> list[Any]:
        """None to two; none if there is no value, or it would be deep."""
        count = self.random.randrange(3) if depth < DEEPEST // 2 else 0
        try:
            return [draw() for _ in range(count)]
        except NoValueError:
            return []

    def _key(self, key: ir.Type) -> str:
        value = Sampler(self.program, self.random).of(key)
        return value if isinstance(value, str) else str(value)

    def _union(self, members: tuple[ir.Type, ...], depth: int) -> Any:
        for member in self.random.sample(members, len(members)):
            try:
                return self.of(member, depth + 1)
            except NoValueError:
                continue
        raise NoValueError

    def _shape(self, shape: ir.Shape, depth: int) -> Any:
        match shape:
            case ir.Model(fields, extra):
                value = self._members(fields, depth)
                if extra is not None and self.random.random() < 1 / 2:
                    value["other"] = self.of(extra, depth + 1)
                return value
            case ir.NamedTuple(fields):
                count = self._length(fields)
                return [self.of(each.type, depth + 1) for each in fields[:count]]
            case ir.Enum(members):
                return self.random.choice(members).value
            case ir.Alias(type=target):
                return self.of(target, depth)

    def _length(self, fields: Sequence[ir.Field]) -> int:
        required = sum(each.required for each in fields)
        return self.random.randint(required, len(fields))

    def _members(self, fields: Sequence[ir.Field], depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for field in fields:
            if field.required:
                value[field.name] = self.of(field.type, depth + 1)
            elif depth < DEEPEST // 2 and self.random.random() < 1 / 2:
                try:
                    value[field.name] = self.of(field.type, depth + 1)
                except NoValueError:
                    continue
        return value
