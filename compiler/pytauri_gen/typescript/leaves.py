"""What a scalar is in the page: the rich values, each with what converts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pytauri_gen.typescript.options import CODECS, Codec, Options


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar that is converted.

    Attributes:
        types: the TypeScript types, each a global's name.
        decode: the library's function for results, and
        encode: the one for bodies.
        kinds: what the library's `byKind` calls the page's value; None if it may be anything.
        is_time: whether the wire's text is that of a time, and no word is.
        name: of the user's codec; `types` are then not known.
        codec: where that is.
    """

    types: tuple[str, ...] = ()
    decode: str = ""
    encode: str = ""
    kinds: frozenset[str] | None = None
    is_time: bool = False
    name: str = ""
    codec: Codec | None = None


def _time(decode: str, encode: str, *types: str) -> Leaf:
    kinds = frozenset("String" if each == "string" else each for each in types)
    return Leaf(types, decode, encode, kinds, is_time=True)


def _binary(decode: str, encode: str) -> Leaf:
    return Leaf(("Uint8Array",), decode, encode, frozenset({"Uint8Array"}))


_EITHER_WAY: Final[Mapping[str, Leaf]] = MappingProxyType(
    {
        "base64url": _binary("base64ToBytes", "bytesToBase64"),
        "hex": _binary("hexToBytes", "bytesToHex"),
        "digits": Leaf(("bigint",), "toBigInt", "toText", frozenset({"BigInt"})),
    }
)
_DATE: Final[Mapping[str, Leaf]] = MappingProxyType(
    {
        "date": _time("toDate", "fromDay", "Date"),
        "aware-datetime": _time("toDate", "fromDate", "Date"),
        "datetime": _time("toDateIfAware", "fromDate", "Date", "string"),
    }
)
_INSTANT, _PLAIN = "Temporal.Instant", "Temporal.PlainDateTime"
_TEMPORAL: Final[Mapping[str, Leaf]] = MappingProxyType(
    {
        "date": _time("toPlainDate", "toText", "Temporal.PlainDate"),
        "time": _time("toPlainTime", "toText", "Temporal.PlainTime", "string"),
        "duration": _time("toDuration", "toText", "Temporal.Duration"),
        "aware-datetime": _time("toInstant", "toText", _INSTANT),
        "naive-datetime": _time("toPlainDateTime", "toText", _PLAIN),
        "datetime": _time("toMoment", "toText", _INSTANT, _PLAIN),
    }
)


def leaves(options: Options) -> Mapping[str, Leaf]:
    """The kinds of scalars that are converted; none if values are those of the wire."""
    if not options.rich:
        return {}
    own = {
        kind: Leaf(name=f"{name}Codec", codec=options.codecs[kind])
        for name, kinds in CODECS.items()
        for kind in kinds
        if kind in options.codecs
    }
    return {**_EITHER_WAY, **(_TEMPORAL if options.temporal else _DATE), **own}
