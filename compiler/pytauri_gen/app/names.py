"""What a new app is called, in each of the languages that it is written in."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from keyword import iskeyword

from pytauri_gen.checks.collisions import is_device, shown
from pytauri_gen.code import Code
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError

_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*", re.ASCII)
_LONGEST = 60
_TAKEN = sys.stdlib_module_names | {
    "anyio",
    "maturin",
    "pydantic",
    "pydantic_core",
    "pytauri_bridge",
    "pytauri_gen",
    "pytauri_gen_templates",
    "pytauri_runtime",
}
"""Modules that the app itself imports, which its package would hide."""


@dataclass(frozen=True, slots=True)
class AppName:
    """A name of lower-case ASCII letters, digits, ``-`` and ``_``, safe in every language.

    Attributes:
        project: what the project, its page and its window are called: ``my-app``.
        package: the Python package: ``my_app``.
        crate: the Rust crate of the app's own module: ``my-app-native``.
    """

    project: Code
    package: Code
    crate: Code


def app_name(name: str) -> AppName:
    """The names of an app.

    Raises:
        DiagnosticError: ``invalid-app-name``.
    """
    package = name.replace("-", "_")
    project = name.replace("_", "-")
    if reason := _objection(name, package):
        message = f"an app can't be called {shown(name)}: {reason}"
        hint = f"call it `{_proposal(project)}`"
        raise DiagnosticError(Diagnostic("invalid-app-name", message, hint=hint))
    return AppName(Code(project), Code(package), Code(f"{project}-native"))


def _objection(name: str, package: str) -> str | None:
    if not _NAME.fullmatch(name):
        return "a name has lower-case ASCII letters, digits and single `-` or `_` between them"
    if len(name) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    if iskeyword(package):
        return f"`{package}` is a keyword of Python"
    if package in _TAKEN:
        return f"its package would hide the module `{package}`"
    if is_device(package):
        return "Windows keeps that name for a device"
    return None


def _proposal(project: str) -> str:
    """A name that is like this one and can be taken."""
    text = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", text)
    proposal = "-".join(words)[: _LONGEST - 4].strip("-")
    if not _NAME.fullmatch(proposal):
        proposal = f"app-{proposal}" if proposal else "my-app"
    package = proposal.replace("-", "_")
    return f"{proposal}-app" if _objection(proposal, package) else proposal
