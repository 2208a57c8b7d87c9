"""Draws programs: the source of classes of every kind, with types of every kind in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

from tests.compiler.soundness.prelude import GENERIC, KEYS, LEAVES, PRELUDE, Typed

Types: TypeAlias = st.SearchStrategy[Typed]

SETTINGS = (
    'extra="allow"',
    'extra="forbid"',
    "serialize_by_alias=True",
    "validate_by_name=True",
    'ser_json_temporal="seconds"',
    'ser_json_temporal="milliseconds"',
    'ser_json_timedelta="float"',
    'ser_json_bytes="base64", val_json_bytes="base64"',
    'ser_json_bytes="hex"',
    'ser_json_inf_nan="strings"',
    "use_enum_values=True",
    "strict=True",
    "str_strip_whitespace=True",
    "coerce_numbers_to_str=True",
    "frozen=True",
)
NAMING = (
    'alias="a-{0}"',
    'alias="a-{0}", serialization_alias="s-{0}"',
    'validation_alias="v-{0}"',
    'serialization_alias="s-{0}"',
    'validation_alias=AliasChoices("x{0}", "y{0}")',
    'validation_alias=AliasChoices(AliasPath("list{0}", 1), "f{0}")',
    'validation_alias=AliasPath("deep{0}", "a")',
    "exclude=True",
    "exclude_if=lambda value: not value",
    "repr=False",
)
"""What a field may be given besides a default, by its number."""
IN_ORDER = "Field(union_mode='left_to_right')"


@dataclass(frozen=True)
class Program:
    """The source of a program, and the types of its commands."""

    source: str
    annotations: tuple[str, ...]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Programs of up to four classes, two type aliases and six commands."""
    kinds = draw(st.lists(st.sampled_from([*CLASSES]), min_size=1, max_size=4))
    names = [f"C{number}" for number in range(len(kinds))]
    aliases = [f"A{number}" for number in range(draw(st.integers(0, 2)))]
    tagged = [name for name, kind in zip(names, kinds, strict=True) if kind == "tagged"]
    types = typed([*names, *aliases], tagged)
    lines = [PRELUDE]
    for name, kind in zip(names, kinds, strict=True):
        lines += [*CLASSES[kind](draw, name, types), ""]
    for name in aliases:
        annotation, _ = draw(types)
        lines.append(f'{name} = TypeAliasType("{name}", Union[None, "list[{annotation}]"])')
    roots = draw(st.lists(types, min_size=1, max_size=6))
    named = [(name, "") for name in names]
    annotations = dict.fromkeys(annotation for annotation, _ in [*roots, *named])
    annotations.pop("bytes", None)  # which is a raw body
    return Program("\n".join(lines), tuple(annotations))


def typed(names: Sequence[str], tagged: Sequence[str]) -> Types:
    """Types that may name some classes and aliases, and unions of those classes that have a tag."""
    known = [*LEAVES, *((name, "") for name in names)]
    # What is sampled itself would be part of a very long representation.
    leaves = st.integers(0, len(known) - 1).map(known.__getitem__)
    if len(tagged) > 1:
        union = f"Annotated[Union[{', '.join(tagged)}], Field(discriminator='kind')]"
        leaves |= st.just((union, ""))
    return st.recursive(leaves, _compound, max_leaves=4)


def _compound(inner: Types) -> Types:
    names = inner.map(lambda each: each[0])
    pairs = st.tuples(names, names)
    keys = st.sampled_from(KEYS)
    return st.one_of(
        names.map(lambda one: (f"list[{one}]", "default_factory=list")),
        names.map(lambda one: (f"tuple[{one}, ...]", "default=()")),
        names.map(lambda one: (f"Optional[{one}]", "default=None")),
        pairs.map(lambda two: (f"tuple[{two[0]}, {two[1]}]", "")),
        pairs.map(lambda two: (f"Union[{two[0]}, {two[1]}]", "")),
        pairs.filter(_is_ordered).map(
            lambda two: (f"Annotated[Union[{two[0]}, {two[1]}], {IN_ORDER}]", "")
        ),
        st.tuples(keys, names).map(lambda kv: (f"dict[{kv[0]}, {kv[1]}]", "default_factory=dict")),
        st.tuples(st.sampled_from(GENERIC), names).map(lambda of: (of[0].format(of[1]), "")),
    )


def _is_ordered(pair: tuple[str, str]) -> bool:
    """Whether pydantic takes an order for the union of two types."""
    return pair[0] != pair[1] and not any(
        each in {"None", "Any"} or each.startswith("Optional") for each in pair
    )


def _settings(draw: st.DrawFn) -> str:
    """Keyword arguments of a configuration, each once."""
    drawn = draw(st.lists(st.sampled_from(SETTINGS), max_size=2))
    return ", ".join({each.partition("=")[0]: each for each in drawn}.values())


def _fields(
    draw: st.DrawFn, types: Types, naming: Sequence[str] = NAMING, least: int = 1
) -> Iterator[str]:
    """The lines of some fields that are given by a `Field`."""
    for number in range(draw(st.integers(least, 4))):
        annotation, default = draw(types)
        given = [default] if default and draw(st.booleans()) else []
        option = draw(st.sampled_from(["", "", *naming]))
        if option and (given or not option.startswith("exclude")):
            given.append(option.format(number))
        yield f"    f{number}: {annotation}" + (f" = Field({', '.join(given)})" if given else "")


def _model(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(BaseModel):"
    yield f"    model_config = ConfigDict({_settings(draw)})"
    yield from _fields(draw, types)
    if draw(st.booleans()):
        yield "    @computed_field"
        yield "    @property"
        yield "    def area(self) -> Optional[Decimal]: return Decimal(1)"


def _tagged(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(BaseModel):"
    yield f"    kind: Literal['{name}'] = '{name}'"
    yield from _fields(draw, types, least=0)


def _child(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(Point):"
    yield from _fields(draw, types)


def _serialized(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield from _model(draw, name, types)
    if draw(st.booleans()):
        yield "    @model_serializer(mode='plain')"
        yield "    def send(self) -> dict[str, int]: return {'sent': 1}"
    else:
        yield "    @field_serializer('*')"
        yield "    def send(self, value: Any) -> int: return 1"


def _extra(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(BaseModel):"
    yield "    model_config = ConfigDict(extra='allow')"
    yield f"    __pydantic_extra__: dict[str, {draw(types)[0]}] = Field(init=False)"
    yield from _fields(draw, types)


def _root(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(RootModel):"
    yield f"    root: {draw(types)[0]}"


def _generic(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}Of(BaseModel, Generic[T]):"
    yield f"    model_config = ConfigDict({_settings(draw)})"
    yield from _fields(draw, typed(["T"], []))
    yield f"class {name}({name}Of[{draw(st.sampled_from(LEAVES))[0]}]):"
    yield from _fields(draw, types)


def _dataclass(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield "@dataclasses.dataclass(kw_only=True)"
    yield f"class {name}:"
    yield from _fields(draw, types, ())


def _pydantic_dataclass(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"@pydantic.dataclasses.dataclass(config=ConfigDict({_settings(draw)}), kw_only=True)"
    yield f"class {name}:"
    yield from _fields(draw, types, NAMING[:5])


def _typed_dict(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(TypedDict, total={draw(st.booleans())}):"
    yield f"    __pydantic_config__ = ConfigDict({_settings(draw)})"
    for number in range(draw(st.integers(0, 3))):
        wrapper = draw(st.sampled_from(["{}", "Required[{}]", "NotRequired[{}]"]))
        yield f"    f{number}: {wrapper.format(draw(types)[0])}"


def _named_tuple(draw: st.DrawFn, name: str, types: Types) -> Iterator[str]:
    yield f"class {name}(NamedTuple):"
    yield "    first: int"
    for number in range(draw(st.integers(0, 2))):
        yield f"    f{number}: {draw(types)[0]}"
    yield "    last: int = 3"


CLASSES: dict[str, Callable[[st.DrawFn, str, Types], Iterator[str]]] = {
    "model": _model,
    "tagged": _tagged,
    "child": _child,
    "serialized": _serialized,
    "extra": _extra,
    "root": _root,
    "generic": _generic,
    "dataclass": _dataclass,
    "pydantic dataclass": _pydantic_dataclass,
    "typed dict": _typed_dict,
    "named tuple": _named_tuple,
}
