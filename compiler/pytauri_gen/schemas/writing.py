"""One schema's models: what the library makes of it, and what is wrong with that, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.copies import copied, copies
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.edits import Origin
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.generating import GenerationError, Written, generate
from pytauri_gen.schemas.module import Note, module_text
from pytauri_gen.schemas.origins import member_names, model_pointer
from pytauri_gen.schemas.pointer import Pointer, parse_pointer

_PLACE = re.compile(r"(?P<file>[^\s'\"#]+)(?P<pointer>#(?:/[^\s':]*)?)")

_NO_VALUE = "no value satisfies every part"
_GENERATED = re.compile(r"(\w+) is generated without")


def write_models(
    closure: Closure, entry: Entry, settings: Mapping[str, Any], version: str, source: str
) -> str:
    """The text of a module.

    Args:
        closure: the schema, with all that it refers to.
        entry: what is to be made of it.
        settings: what the library is asked for.
        version: that of the library.
        source: the hash of all that the module is made from.

    Raises:
        DiagnosticError: ``invalid-schema`` or ``missing-extra``.
    """
    names = copies(closure)
    files = {name: copied(closure, each, names) for name, each in names.items()}
    modules = sorted({each.rpartition(".")[0] for each in entry.types.values()})
    try:
        written = generate(files, settings, entry.name, modules)
    except GenerationError as error:
        raise _refused(closure, str(error), _named_place(names, str(error))) from error
    places = dict(_places(closure, written, names))
    for warning in written.warnings:
        if _NO_VALUE in warning:
            raise _refused(closure, warning, _named_place(names, warning))
    if written.failure is not None:
        place = places.get(written.blamed)
        raise _refused(closure, written.failure, _span(names, place) if place else None)
    origins = {name: _origin(closure, names[file], at) for name, (file, at) in places.items()}
    notes = [_note(each, origins, names, entry.name) for each in written.warnings if _counts(each)]
    return module_text(written.text, origins, notes, (entry.name, version, source))


def _places(
    closure: Closure, written: Written, names: Mapping[str, Document]
) -> Iterator[tuple[str, tuple[str, Pointer]]]:
    for model in written.models:
        pointer = model_pointer(closure, model)
        if pointer is not None:
            yield model.name, (model.file if model.file in names else next(iter(names)), pointer)


def _counts(warning: str) -> bool:
    """A format that nobody knows restricts nothing."""
    return not warning.startswith("format of ")


def _origin(closure: Closure, document: Document, pointer: Pointer) -> Origin:
    node = closure.nodes.get((document.path, pointer), {})
    return Origin(document.name, pointer, member_names(node))


def _note(
    warning: str, origins: Mapping[str, Origin], names: Mapping[str, Document], schema: str
) -> Note:
    """A warning of the library, at the place or the class that it names."""
    match = _PLACE.match(warning)
    if match and match["file"] in names:
        message = warning[match.end() :].lstrip(": ")
        return Note(names[match["file"]].name, parse_pointer(match["pointer"]), message)
    generated = _GENERATED.search(warning)
    origin = origins.get(generated[1] if generated else "", Origin(schema, ()))
    return Note(origin.file, origin.pointer, warning)


def _span(names: Mapping[str, Document], place: tuple[str, Pointer]) -> Span:
    return names[place[0]].span(place[1])


def _named_place(names: Mapping[str, Document], message: str) -> Span | None:
    """The place that a message of the library names, if it does."""
    for match in _PLACE.finditer(message):
        if match["file"] in names:
            return names[match["file"]].span(parse_pointer(match["pointer"]))
    return None


def _refused(closure: Closure, reason: str, span: Span | None) -> DiagnosticError:
    message = f"no models can be made from {closure.main.name}: {reason}"
    hint = "correct the schema, or name the definitions that you need in `include`"
    place = span or closure.main.span(())
    return DiagnosticError(Diagnostic("invalid-schema", message, span=place, hint=hint))
