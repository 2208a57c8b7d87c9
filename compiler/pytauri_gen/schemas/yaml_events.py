"""YAML as events: the values that JSON has, as YAML 1.2's core schema spells them.

Only the parser of PyYAML is used, which knows places and constructs nothing. See
https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from pytauri_gen.schemas.events import Event, Scalar, SyntaxProblem

_CORE = "tag:yaml.org,2002:"
_STRING = {f"{_CORE}str", "!"}
_TAGS = {*_STRING, *(f"{_CORE}{each}" for each in ("null", "bool", "int", "float", "map", "seq"))}
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_parse: Any = yaml.parse  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  it has no types


def yaml_events(text: str) -> Iterator[Event]:
    """The events of a text that is one document.

    Raises:
        SyntaxProblem: it is no YAML, is several documents, or holds what JSON has no value for.
    """
    documents = 0
    try:
        for event in _parse(text, Loader=_LOADER):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise SyntaxProblem("it is more than one document", event.start_mark.index)
            yield from _read(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SyntaxProblem(error.problem or str(error), mark.index if mark else 0) from error
    except yaml.YAMLError as error:
        raise SyntaxProblem("it holds a character that YAML refuses", 0) from error


def _read(event: Any) -> Iterator[Event]:
    start, end = event.start_mark.index, event.end_mark.index
    tag = getattr(event, "tag", None)
    if tag is not None and tag not in _TAGS:
        raise SyntaxProblem(f"the tag {tag} is none of JSON's types", start)
    if isinstance(event, yaml.ScalarEvent):
        is_plain = not event.style and tag not in _STRING
        value = _plain(event.value, start) if is_plain else event.value
        yield Event("scalar", start, end, value, event.value, event.anchor)
    elif isinstance(event, yaml.MappingStartEvent):
        yield Event("map", start, start + 1, anchor=event.anchor)
    elif isinstance(event, yaml.SequenceStartEvent):
        yield Event("list", start, start + 1, anchor=event.anchor)
    elif isinstance(event, yaml.AliasEvent):
        yield Event("alias", start, end, anchor=event.anchor)
    elif isinstance(event, yaml.CollectionEndEvent):
        yield Event("end", start, end)


def _plain(text: str, start: int) -> Scalar:
    """What a scalar without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if text == "<<":
        raise SyntaxProblem("`<<` merges in YAML 1.1 alone: write the members out", start)
    try:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _PREFIXED.fullmatch(text):
            return int(text, 0)
    except ValueError as error:  # more digits than Python reads
        raise SyntaxProblem(str(error), start) from error
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        raise SyntaxProblem(f"{text} is no number of JSON", start)
    return text
