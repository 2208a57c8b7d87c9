"""Tauri's own configuration of an app, `tauri.conf.json`, as far as we have to know it."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.utf16 import text_span

_PLATFORM = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
_FORMS = (
    ("tauri.conf.json", f"tauri.{_PLATFORM}.conf.json"),
    ("Tauri.toml", f"Tauri.{_PLATFORM}.toml"),
)
"""A configuration, and what is merged into it on this system; tauri-utils, src/config/parse.rs."""
_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")
_HELP = "https://v2.tauri.app/reference/config/ has every key"


@dataclass(frozen=True, slots=True)
class TauriConfig:
    """The configuration of an app: its file and content, and what it is for this system."""

    file: Path
    content: dict[str, Any]

    def get(self, *keys: str) -> Any:
        """The value at a path of keys, which may be written ``devUrl`` or ``dev-url``; or None."""
        value: Any = self.content
        for key in keys:
            if not isinstance(value, dict):
                return None
            table = cast("dict[str, Any]", value)
            value = table.get(key, table.get(_kebab(key)))
        return value

    def text(self, *keys: str) -> str | None:
        """The text at a path of keys, or None for none.

        Raises:
            DiagnosticError: ``invalid-tauri-config``, it is no text.
        """
        value = self.get(*keys)
        if value is None or isinstance(value, str):
            return value
        raise self.wrong(".".join(keys), f"must be a string, not {value!r}")

    def wrong(self, key: str, message: str) -> DiagnosticError:
        """What to raise for a key's value."""
        return _invalid(self.file, f"`{key}` {message}")


def read_tauri_config(src_tauri: Path | None) -> TauriConfig:
    """Reads the configuration.

    Args:
        src_tauri: the folder that it is in, or None for none.

    Raises:
        DiagnosticError: ``invalid-tauri-config``, it is missing or can't be read.
    """
    if src_tauri is None:
        raise _missing("src-tauri")
    for usual, variant in _FORMS:
        file = src_tauri / usual
        if file.is_file():
            content = _parse(file)
            if (src_tauri / variant).is_file():
                content = _merged(content, _parse(src_tauri / variant))
            return TauriConfig(file, content)
    raise _missing(f"tauri.conf.json in {src_tauri}")


def _missing(what: str) -> DiagnosticError:
    hint = "`src-tauri` in the configuration names its folder; `pytauri-gen init` makes a new app"
    return DiagnosticError(Diagnostic("invalid-tauri-config", f"there is no {what}", hint=hint))


def _parse(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
        value = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except json.JSONDecodeError as error:
        span = text_span(str(file), error.doc, error.pos, error.pos + 1)
        raise _invalid(file, error.msg, span) from error
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        span = _span(file, int(place[1]), int(place[2])) if place else None
        raise _invalid(file, str(error), span) from error
    except (OSError, UnicodeError, RecursionError) as error:
        raise _invalid(file, str(error)) from error
    if not isinstance(value, dict):
        raise _invalid(file, "it must hold an object")
    return cast("dict[str, Any]", value)


def _merged(content: Any, patch: Any) -> Any:
    """A JSON merge patch, RFC 7396, applied."""
    if not isinstance(patch, dict):
        return patch
    changes = cast("dict[str, Any]", patch)
    table = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
    merged = {key: value for key, value in table.items() if key not in changes}
    for key, value in changes.items():
        if value is not None:
            merged[key] = _merged(table.get(key), value)
    return merged


def _kebab(key: str) -> str:
    return re.sub("[A-Z]", lambda match: f"-{match[0].lower()}", key)


def _span(file: Path, line: int, column: int) -> Span:
    return Span(str(file), line, column, line, column + 1)


def _invalid(file: Path, message: str, span: Span | None = None) -> DiagnosticError:
    text = f"{file}: {message}"
    return DiagnosticError(Diagnostic("invalid-tauri-config", text, span=span, hint=_HELP))
