"""Types as annotations."""

from __future__ import annotations

from collections.abc import Mapping

from pytauri_gen.code import Code
from pytauri_gen.remote.layout import Group, Layout, flat, group
from pytauri_gen.remote.nodes import (
    Choice,
    Constrained,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Plain,
    Scalar,
    Type,
)
from pytauri_gen.remote.printer import scalar
from pytauri_gen.remote.scope import Scope


class Spelling:
    """Spells types in a module.

    Args:
        scope: the module's names.
        classes: the classes of models, by the keys of their definitions.
    """

    def __init__(self, scope: Scope, classes: Mapping[str, Code]) -> None:
        self._scope = scope
        self._classes = classes

    def type(self, found: Type) -> Layout:
        """A type as an annotation."""
        match found:
            case Plain():
                return self._scope.imported(found.module, found.name)
            case Model():
                return self._classes[found.key]
            case Choice():
                head = Code(f"{self._scope.imported('typing', 'Literal')}[")
                return group(head, map(scalar, found.values), Code("]"))
            case ListOf():
                return group(Code("list["), [self.type(found.item)], Code("]"))
            case MapOf():
                return group(Code("dict["), [Code("str"), self.type(found.value)], Code("]"))
            case Nullable():
                return followed(self.type(found.type), " | None")
            case Constrained():
                return self.annotated(self.type(found.type), dict(found.constraints))

    def name(self, found: Type) -> Code:
        """A type on one line, without constraints: the class that it is."""
        return flat(self.type(found.type if isinstance(found, Constrained) else found))

    def annotated(self, spelled: Layout, settings: Mapping[str, Scalar]) -> Layout:
        """A type with what ``Field`` says of it; the type itself if that is nothing."""
        if not settings:
            return spelled
        head = Code(f"{self._scope.imported('typing', 'Annotated')}[")
        field = Code(f"{self._scope.imported('pydantic', 'Field')}(")
        said = [Code(f"{name}={scalar(value)}") for name, value in settings.items()]
        return group(head, [spelled, group(field, said, Code(")"))], Code("]"))


def followed(layout: Layout, text: str) -> Layout:
    """A layout with text of ours directly behind it."""
    if isinstance(layout, Group):
        return Group(layout.head, layout.items, Code(layout.tail + text), layout.packed)
    return Code(layout + text)


def preceded(text: str, layout: Layout) -> Layout:
    """A layout with text of ours directly before it."""
    if isinstance(layout, Group):
        return Group(Code(text + layout.head), layout.items, layout.tail, layout.packed)
    return Code(text + layout)
