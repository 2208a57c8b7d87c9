"""A table of a TOML file, read key by key: whatever is wrong names the file and the key."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError

_KINDS: dict[type, str] = {dict: "a table", list: "a list", str: "a string", float: "a number"}
_LONGEST = 86_400
_HELP = "see docs/configuration.md for every key"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whose keys are spelled with a prefix if it lies in another.

    Every method raises `DiagnosticError`, ``invalid-config``, for what it can't take.
    """

    file: Path
    values: dict[str, Any]
    prefix: str = ""

    def refuse_unknown(self, known: set[str]) -> None:
        """Allows no key but these."""
        for key in self.values:
            if key in known:
                continue
            close = get_close_matches(key, known, 1, 0.0)
            hint = f"did you mean `{self.prefix}{close[0]}`?" if close else None
            raise invalid(self.file, f"unknown key `{self.prefix}{key}`", hint)

    def table(self, key: str) -> Table:
        """A table in this one; an empty one if there is none."""
        return Table(self.file, self._typed(key, dict, {}), f"{self.prefix}{key}.")

    def strings(self, key: str, default: list[str]) -> tuple[str, ...]:
        """A list of strings."""
        values: list[Any] = self._typed(key, list, default)
        if not all(isinstance(value, str) and "\0" not in value for value in values):
            raise self.wrong(key, f"must be a list of strings, not {values!r}")
        return tuple(values)

    def string(self, key: str, default: str) -> str:
        """A string."""
        return self._typed(key, str, default)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of some strings, by default the first."""
        value = self._typed(key, str, choices[0])
        if value not in choices:
            allowed = " or ".join(f'"{each}"' for each in choices)
            raise self.wrong(key, f"must be {allowed}, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        """Whether something is asked for, by default not."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"must be true or false, not {value!r}")
        return value

    def seconds(self, key: str, default: float) -> float:
        """A number of seconds, more than 0 and at most a day."""
        value = self._typed(key, (int, float), default)
        if not 0 < value <= _LONGEST:
            raise self.wrong(key, f"must be more than 0 and at most {_LONGEST} seconds")
        return float(value)

    def path(self, key: str) -> Path | None:
        """A path, relative to the file's folder; None for none."""
        value = self._typed(key, str, None)
        if value is None:
            return None
        if not value or "\0" in value:
            raise self.wrong(key, f"must be a path, not {value!r}")
        return self.file.parent / value

    def wrong(self, key: str, message: str) -> DiagnosticError:
        """What to raise for a key's value."""
        return invalid(self.file, f"`{self.prefix}{key}` {message}")

    def _typed(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self.values.get(key, default)
        if value is default or (isinstance(value, kind) and not isinstance(value, bool)):
            return value
        kinds = kind if isinstance(kind, tuple) else (kind,)
        raise self.wrong(key, f"must be {_KINDS[kinds[-1]]}, not {value!r}")


def parse(file: Path) -> Table:
    """The whole of a file.

    Raises:
        DiagnosticError: ``invalid-config``.
    """
    try:
        return Table(file, tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise invalid(file, str(error)) from error
    except RecursionError as error:
        raise invalid(file, "it is nested too deeply") from error


def invalid(file: Path, message: str, hint: str | None = None) -> DiagnosticError:
    """What to raise for a configuration that can't be used."""
    return DiagnosticError(Diagnostic("invalid-config", f"{file}: {message}", hint=hint or _HELP))
