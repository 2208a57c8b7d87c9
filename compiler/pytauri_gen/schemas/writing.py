"""One schema's models: what the library makes of it, and what is wrong with that, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.copies import copied, copies
from pytauri_gen.schemas.defaults import without_default
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.edits import Origin
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.generating import GenerationError, Written, generate
from pytauri_gen.schemas.module import Note, module_text
from pytauri_gen.schemas.origins import member_names, model_pointer
from pytauri_gen.schemas.pointer import Pointer, parse_pointer

_PLACE = re.compile(r"(?P<file>[^\s'\"#]+)(?P<pointer>#(?:/[^\s':]*)?)")

_WRONG_DEFAULT = "the `default` is no value of its own type: the model has none"
_NO_VALUE = "no value satisfies every part"
_NO_MODELS = "Models not found"
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
    written = _written(closure, entry, settings, names, files)
    notes = [
        Note(names[file].name, pointer, _WRONG_DEFAULT)
        for file, pointer in _take_defaults(closure, written, names, files)
    ]
    if notes:
        written = _written(closure, entry, settings, names, files)
    places = dict(_places(closure, written, names))
    for name, member in written.defaults:
        reason = f"the default of `{member}` is no value of its type"
        raise _refused(closure, reason, _span(names, places.get(name)))
    origins = {name: _origin(closure, names[file], at) for name, (file, at) in places.items()}
    notes += [_note(each, origins, names, entry.name) for each in written.warnings if _counts(each)]
    return module_text(written.text, origins, notes, (entry.name, version, source))


def _written(
    closure: Closure,
    entry: Entry,
    settings: Mapping[str, Any],
    names: Mapping[str, Document],
    files: Mapping[str, str],
) -> Written:
    """What the library makes of copies of a schema.

    Raises:
        DiagnosticError: it can't be used.
    """
    modules = sorted({each.rpartition(".")[0] for each in entry.types.values()})
    try:
        written = generate(files, settings, entry.name, modules)
    except GenerationError as error:
        raise _refused(closure, str(error), _named_place(names, str(error))) from error
    for warning in written.warnings:
        if _NO_VALUE in warning:
            raise _refused(closure, warning, _named_place(names, warning))
    if written.failure is not None:
        places = dict(_places(closure, written, names))
        raise _refused(closure, written.failure, _span(names, places.get(written.blamed)))
    return written


def _take_defaults(
    closure: Closure, written: Written, names: Mapping[str, Document], files: dict[str, str]
) -> Iterator[tuple[str, Pointer]]:
    """Takes out of copies the defaults that are no values of their types: the file, and where."""
    places = dict(_places(closure, written, names))
    for name, member in written.defaults:
        file, pointer = places.get(name, ("", ()))
        if file and (found := without_default(files[file], pointer, member)):
            files[file], pointer = found
            yield file, pointer


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


def _span(names: Mapping[str, Document], place: tuple[str, Pointer] | None) -> Span | None:
    return names[place[0]].span(place[1]) if place else None


def _named_place(names: Mapping[str, Document], message: str) -> Span | None:
    """The place that a message of the library names, if it does."""
    for match in _PLACE.finditer(message):
        if match["file"] in names:
            return names[match["file"]].span(parse_pointer(match["pointer"]))
    return None


def _refused(closure: Closure, reason: str, span: Span | None) -> DiagnosticError:
    if _NO_MODELS in reason:
        reason = "it says of no value what that is, such as by a `type`"
    message = f"no models can be made from {closure.main.name}: {reason}"
    hint = "correct the schema, or name the definitions that you need in `include`"
    place = span or closure.main.span(())
    return DiagnosticError(Diagnostic("invalid-schema", message, span=place, hint=hint))
