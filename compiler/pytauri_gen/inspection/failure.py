"""What stopped an import, told as a finding at the user's own line."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import pytauri_runtime
from pytauri_gen.inspection.finding import Finding, Place, described, first_line, is_installed
from pytauri_gen.inspection.registry import NotARegistryError, Target

_OURS = (str(Path(__file__).parent), str(Path(pytauri_runtime.__file__).parent))


def import_finding(target: Target, error: BaseException) -> Finding:
    """The finding for an exception that importing a target raised."""
    match error:
        case NotARegistryError():
            return Finding("not-a-registry", str(error), hint=_registry_hint(target))
        case SyntaxError(filename=str() as file) if Path(file).is_file():
            return _syntax_error(error, file)
        case ModuleNotFoundError() if _is_part_of(error.name, target.module):
            return _target_missing(target, error)
        case ModuleNotFoundError(name=str()):
            return _dependency_missing(target, error)
        case SystemExit():
            message = f"importing `{target.module}` called `sys.exit({_shown(error.code)})`"
            hint = 'guard what only the program itself may do with `if __name__ == "__main__":`'
            return Finding("import-exited", message, _place(error), hint=hint)
        case _:
            message = f"importing `{target.module}` raised {described(error)}"
            return Finding("import-failed", message, _place(error))


def reading_finding(error: Exception) -> Finding:
    """The finding for an exception that the program's own code raised after the import."""
    message = f"reading the program's commands raised {described(error)}"
    return Finding("import-failed", message, _place(error))


def _shown(code: object) -> str:
    return first_line(repr(code)) if isinstance(code, (str, int, type(None))) else "…"


def _registry_hint(target: Target) -> str:
    attribute = target.attribute or "commands"
    return f"write `{attribute} = Commands()` at the top level of `{target.module}`"


def _syntax_error(error: SyntaxError, file: str) -> Finding:
    place = Place(file=file, line=error.lineno or 0, column=error.offset or 0)
    return Finding("syntax-error", error.msg, place)


def _is_part_of(name: str | None, module: str) -> bool:
    return name is not None and (module == name or module.startswith(f"{name}."))


def _target_missing(target: Target, error: ModuleNotFoundError) -> Finding:
    return Finding(
        "module-not-found",
        f"there is no module `{error.name}` (wanted by `{target}` in `commands`)",
        notes=(f"looked in {', '.join(each for each in sys.path if each)}",),
        hint="check the spelling, or add the folder it lies in to `python-path`",
    )


def _dependency_missing(target: Target, error: ModuleNotFoundError) -> Finding:
    return Finding(
        "missing-dependency",
        f"importing `{target.module}` needs `{error.name}`, which is not installed",
        _place(error),
        notes=(f"this is {sys.executable}",),
        hint="run pytauri-gen in the environment of the program, or install it there",
    )


def _place(error: BaseException) -> Place:
    """The innermost frame that is neither ours nor the import system's."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(("<", *_OURS))
    ]
    own = [frame for frame in frames if not is_installed(frame.filename)] or frames
    if not own:
        return Place()
    return Place(file=own[-1].filename, line=own[-1].lineno or 0)
