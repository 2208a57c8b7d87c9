"""Generic classes, which stay generic.

What a generic class looks like is read once, with a marker in the place of each type variable;
a use of it is a reference with arguments. Each class that pydantic made of it is then held
against that: one whose parametrisation changes more than the types in the variables' places is
`irregular`, and each of its parametrisations is compiled as a class of its own.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any, ForwardRef, TypeVar

from pydantic import BaseModel
from typing_extensions import NoDefault

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema, core_schema, unwrapped
from pytauri_gen.inspection.matching import VARIABLE, matched, resolved
from pytauri_gen.inspection.schema import Identity, SchemaReader, symbol_of
from pytauri_gen.inspection.settings import config_of
from pytauri_gen.inspection.unsupported import UnsupportedTypeError, refusal
from pytauri_gen.inspection.walk import Report, ShapeReader, Walk
from pytauri_gen.substitution import same, substituted

_ID = re.compile(r":(str-)?\d+")
"""What pydantic adds to names so that they are unique in one process."""


@dataclass(frozen=True, slots=True)
class Generic:
    """Something generic.

    Attributes:
        named: it, or what tells its name.
        variables: its type variables.
        subscript: what takes arguments in brackets.
        read_shape: reads what it looks like.
        identity: what tells it from others, if `named` does not.
    """

    named: Any
    variables: tuple[TypeVar, ...]
    subscript: Any
    read_shape: ShapeReader
    identity: Identity | None = None

    @property
    def symbol(self) -> str:
        """Its module and qualified name."""
        return symbol_of(self.named)


@dataclass(frozen=True, slots=True)
class Instance:
    """Something generic with arguments, and how it was met.

    `cls` is what its schema is read as: for a model, the class that pydantic made.
    """

    generic: Generic
    cls: Any
    schema: Schema
    arguments: tuple[Schema, ...]
    walk: Walk


def use_model(walk: Walk, schema: Schema, cls: Any, read_shape: ShapeReader) -> ir.Type:
    """A use of a generic model.

    Raises:
        UnsupportedTypeError: it, or an argument, can't be carried.
    """
    if not cls.__pydantic_generic_metadata__["args"]:
        cls = _with_defaults(cls)
        schema = _definition(walk, core_schema(cls))
    metadata = cls.__pydantic_generic_metadata__
    origin = metadata["origin"]
    variables = origin.__pydantic_generic_metadata__["parameters"]
    generic = Generic(origin, variables, origin, read_shape)
    if generic.symbol in walk.reader.flat:
        return walk.reader.define(walk, schema, cls, read_shape)
    known = walk.reader.instances.get(cls)
    arguments = known.arguments if known else [_argument(walk, each) for each in metadata["args"]]
    return _reference(walk, cls, Instance(generic, cls, schema, tuple(arguments), walk))


def use(walk: Walk, schema: Schema, generic: Generic) -> ir.Type:
    """A use of what pydantic tells no arguments of, and which may be generic.

    Raises:
        UnsupportedTypeError: it, or an argument, can't be carried.
    """
    reader, variables = walk.reader, generic.variables
    ref: str = schema.get("ref", "")
    if "[" not in ref:
        if variables:
            raise _without_types(generic.named.__qualname__, variables)
        return reader.define(walk, schema, generic.named, generic.read_shape, generic.identity)
    if generic.subscript is None or generic.symbol in reader.flat:
        own = Identity(ref, _ID.sub("", f"[{ref.partition('[')[2]}"))
        return reader.define(walk, schema, generic.named, generic.read_shape, own)
    known = reader.instances.get(ref)
    arguments = known.arguments if known else _matched(walk, schema, generic)
    if len(arguments) < len(variables):
        reader.irregular.add(generic.symbol)
        return ir.Scalar("any")
    return _reference(walk, ref, Instance(generic, generic.named, schema, arguments, walk))


def _reference(walk: Walk, key: Hashable, instance: Instance) -> ir.Type:
    generic = instance.generic
    known = walk.reader.instances.get(key, instance)
    inside = _inside(instance, walk)
    inside.refs = known.walk.refs
    types = tuple(map(inside.read, instance.arguments))
    walk.dependent |= inside.dependent
    walk.reader.instances.setdefault(key, instance)
    template = _template(generic)
    walk.reader.define(walk, instance.schema, generic.named, template, generic.identity)
    return ir.Reference(generic.symbol, types)


def _inside(instance: Instance, walk: Walk) -> Walk:
    """A walk through the arguments, which are under the configuration of what they are given to."""
    config = config_of(instance.schema, walk.config)
    return dataclasses.replace(walk, config=config, plain=None)


def _matched(walk: Walk, schema: Schema, generic: Generic) -> tuple[Schema, ...]:
    """What stands for the variables, as far as it can be found."""
    marked = Walk(walk.reader, "input", walk.path)
    try:
        template = _definition(marked, core_schema(_marked(generic)))
    except Exception:  # noqa: BLE001  making a type runs code of the program
        return ()
    found = matched(template, marked.refs, schema, walk.refs)
    names = [each.__name__ for each in generic.variables]
    return tuple(found[each] for each in names if each in found)


def _with_defaults(cls: Any) -> Any:
    """A generic class with its variables' defaults.

    Raises:
        UnsupportedTypeError: one has no default, or the class refuses them.
    """
    parameters = cls.__pydantic_generic_metadata__["parameters"]
    defaults = tuple(getattr(each, "__default__", NoDefault) for each in parameters)
    if NoDefault in defaults:
        raise _without_types(cls.__qualname__, parameters)
    try:
        return cls[defaults]
    except Exception as error:
        raise refusal(cls.__qualname__, error) from error


def _without_types(name: str, variables: tuple[TypeVar, ...]) -> UnsupportedTypeError:
    names = ", ".join(each.__name__ for each in variables)
    hint = f"write `{name}[…]`, with a type for {names}"
    return UnsupportedTypeError(f"the generic {name} without its types", hint)


def _argument(walk: Walk, annotation: Any) -> Schema:
    if isinstance(annotation, ForwardRef):
        namespace = vars(sys.modules.get(walk.module, object))
        annotation = namespace.get(annotation.__forward_arg__, annotation)
    return core_schema(annotation)


def _template(generic: Generic) -> ShapeReader:
    """Reads the shapes of something generic, with variables in them."""

    def read(walk: Walk, _schema: Schema, named: Any) -> tuple[ir.Shape, ir.Shape]:
        walk.generic = generic.symbol
        reader = walk.reader
        try:
            reader.parameters[walk.generic] = tuple(
                _parameter(walk, each) for each in generic.variables
            )
            marked = _marked(generic)
            cls = marked if isinstance(marked, type) else named
            return generic.read_shape(walk, _definition(walk, core_schema(marked)), cls)
        except Exception:  # noqa: BLE001  as above
            reader.irregular.add(walk.generic)
            return ir.Model(()), ir.Model(())

    return read


def _marked(generic: Generic) -> Any:
    return generic.subscript[tuple(marker(each.__name__) for each in generic.variables)]


@cache
def marker(name: str) -> type:
    """A type whose schema says that it stands for the variable with a name."""
    schema = {"type": "any", "metadata": {VARIABLE: name}}

    def get_schema(_cls: type, _source: Any, _handler: Any) -> Schema:
        return schema

    return type(name, (), {"__get_pydantic_core_schema__": classmethod(get_schema)})


def _definition(walk: Walk, schema: Schema) -> Schema:
    """What something generic is below references, and for a class, below its validators."""
    if schema["type"] == "definitions":
        walk.refs.update({each["ref"]: each for each in schema["definitions"]})
        schema = schema["schema"]
    return unwrapped(resolved(schema, walk.refs))


def _parameter(walk: Walk, variable: TypeVar) -> ir.Parameter:
    """A type variable; one that is of several types is bound by their union."""
    default = getattr(variable, "__default__", NoDefault)
    return ir.Parameter(
        variable.__name__,
        bound=_bound(walk, variable),
        default=None if default is NoDefault else walk.read(_argument(walk, default)),
    )


def _bound(walk: Walk, variable: TypeVar) -> ir.Type | None:
    """What a variable is bound by, if that says anything."""
    bounds: tuple[Any, ...] = variable.__constraints__ or (variable.__bound__,)
    if bounds in {(None,), (BaseModel,)}:
        return None
    try:
        first, *more = (walk.read(_argument(walk, each)) for each in bounds)
    except UnsupportedTypeError:
        return None
    return ir.Union((first, *more)) if more else first


def verify(reader: SchemaReader) -> None:
    """Finds what is irregular among what is generic, of all that has been met."""
    done: set[Hashable] = set()
    while left := {key: each for key, each in reader.instances.items() if key not in done}:
        done.update(left)
        for instance in left.values():
            if not _is_regular(reader, instance):
                reader.irregular.add(instance.generic.symbol)
        reader.read_pending()


def _is_regular(reader: SchemaReader, instance: Instance) -> bool:
    symbol = instance.generic.symbol
    names = [each.name for each in reader.parameters.get(symbol, ())]
    if len({*names}) < len(instance.arguments) or symbol in reader.irregular:
        return False
    inside = _inside(instance, instance.walk)
    walk = dataclasses.replace(inside, generic=symbol, symbol=symbol, depth=0)
    try:
        both = [walk.read_both(each, reporter(walk)) for each in instance.arguments]
        shapes = instance.generic.read_shape(walk, instance.schema, instance.cls)
    except Exception:  # noqa: BLE001  as above
        return False
    for at, direction in enumerate(ir.DIRECTIONS):
        given = dict(zip(names, [each[at] for each in both], strict=True))
        if not same(shapes[at], substituted(reader.shapes[symbol, direction], given)):
            return False
    return True


def reporter(walk: Walk) -> Report:
    """Takes whatever is unsupported about something generic as that it is irregular."""

    def report(*_: object) -> None:
        walk.reader.irregular.add(walk.generic)

    return report
