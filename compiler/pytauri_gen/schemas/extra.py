"""The libraries that only schemas need: the extra ``pytauri-gen[schema]``."""

from __future__ import annotations

from importlib.util import find_spec

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError


def require_extra(module: str, name: str) -> None:
    """Sees to it that a library is installed, without importing it.

    Args:
        module: what the library is imported as.
        name: the file that can't be read without it.

    Raises:
        DiagnosticError: ``missing-extra``.
    """
    if find_spec(module) is None:
        message = f'to read {name}, install the extra: pip install "pytauri-gen[schema]"'
        raise DiagnosticError(Diagnostic("missing-extra", message))
