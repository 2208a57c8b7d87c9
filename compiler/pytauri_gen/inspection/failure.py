"""What stopped an import, told as a finding at the user's own line."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.inspection.registry import NotARegistryError, Target

_OURS = str(Path(__file__).parent)


def import_finding(target: Target, error: BaseException) -> Finding:
    """The finding for an exception that importing a target raised."""
    match error:
        case NotARegistryError():
            return Finding("not-a-registry", str(error), hint=_registry_hint(target))
        case SyntaxError():
            return _syntax_error(error)
        case ModuleNotFoundError() if _is_part_of(error.name, target.module):
            return _target_missing(target, error)
        case ModuleNotFoundError():
            return _dependency_missing(target, error)
        case SystemExit():
            message = f"importing `{target.module}` called `sys.exit({error.code!r})`"
            hint = 'guard what only the program itself may do with `if __name__ == "__main__":`'
            return Finding("import-exited", message, _place(error), hint=hint)
        case _:
            message = f"importing `{target.module}` raised {_described(error)}"
            return Finding("import-failed", message, _place(error))


def _described(error: BaseException) -> str:
    try:
        text = str(error).strip().partition("\n")[0]
    except Exception:  # noqa: BLE001  a user's exception may do anything when printed
        text = ""
    name = type(error).__qualname__
    return f"{name}: {text}" if text else name


def _registry_hint(target: Target) -> str:
    attribute = target.attribute or "commands"
    return f"write `{attribute} = Commands()` at the top level of `{target.module}`"


def _syntax_error(error: SyntaxError) -> Finding:
    place = Place(file=error.filename or "", line=error.lineno or 0, column=error.offset or 0)
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
        if not frame.filename.startswith(("<", _OURS))
    ]
    own = [frame for frame in frames if not _is_installed(frame.filename)] or frames
    if not own:
        return Place()
    return Place(file=own[-1].filename, line=own[-1].lineno or 0)


def _is_installed(filename: str) -> bool:
    parts = Path(filename).parts
    return "site-packages" in parts or filename.startswith(sys.base_prefix)
