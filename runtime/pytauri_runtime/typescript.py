"""A type that its author spells in TypeScript."""

from dataclasses import dataclass
from typing import Any, Literal, cast

from pydantic import GetCoreSchemaHandler

METADATA_KEY = "pytauri_typescript"
"""Where a core schema's ``metadata`` has its type's `TypeScript` notes, the outermost first."""


@dataclass(frozen=True, slots=True)
class TypeScript:
    """Says what a type is in TypeScript, where the compiler can't know or knows less.

    ``Annotated[str, TypeScript('"red" | "green"')]`` changes nothing at run time: what is sent and
    accepted stays what pydantic makes of ``str``, and that the text agrees with it is the author's
    promise.

    Attributes:
        text: one TypeScript type of at most 2,000 characters: names, strings, numbers,
            ``|``, ``&``, arrays, tuples, objects, mapped types and type arguments. Its names are
            those of the language and its libraries: nothing is imported for it.
        direction: ``"input"`` or ``"output"`` to say it of what Python takes or of what it
            gives alone; both by default.

    Raises:
        TypeError: ``text`` is no string.
        ValueError: ``direction`` is neither.
    """

    text: str
    direction: Literal["input", "output"] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no text or no direction; the text itself is read by the compiler."""
        if not isinstance(cast("object", self.text), str):
            raise TypeError(f"expected the text of a TypeScript type, but got {self.text!r}")
        if self.direction not in {None, "input", "output"}:
            raise ValueError(f'expected "input", "output" or None, but got {self.direction!r}')

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """Leave a note in the type's core schema, for the compiler."""
        schema = handler(source).copy()  # it may be the type's own
        metadata: dict[str, Any] = schema.get("metadata", {})
        notes = (self, *metadata.get(METADATA_KEY, ()))
        schema["metadata"] = {**metadata, METADATA_KEY: notes}
        return schema
