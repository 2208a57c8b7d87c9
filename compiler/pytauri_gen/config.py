"""Configuration: ``[tool.pytauri-gen]`` of `pyproject.toml`, or `pytauri-gen.toml`."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError

_KEYS = {"commands", "python-path", "contract", "import-timeout", "typescript"}
_TYPESCRIPT_KEYS = {"out"}
_KINDS: dict[type, str] = {dict: "a table", list: "a list", str: "a string", float: "a number"}
_LONGEST = 86_400
_HELP = "see docs/configuration.md for every key"


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings, paths resolved.

    Attributes:
        path: the file they come from.
        root: its folder; relative paths start here.
        targets: ``package.module`` or ``package.module:attribute`` of each registry.
        python_path: folders to import the program from, before `sys.path`.
        typescript_out: the folder for the TypeScript client, or None for none.
        contract: the file for the contract, or None for none.
        import_timeout: seconds that importing the program may take.
    """

    path: Path
    root: Path
    targets: tuple[str, ...]
    python_path: tuple[Path, ...]
    typescript_out: Path | None
    contract: Path | None
    import_timeout: float


def load_config(path: Path | None) -> Config:
    """Reads the settings.

    Args:
        path: the file or its folder; None looks in the working directory and its parents.

    Raises:
        DiagnosticError: ``config-not-found`` or ``invalid-config``.
    """
    file = _find(path)
    table = _table(file)
    _refuse_unknown(file, table, _KEYS, "")
    typescript = _typed(file, table, "typescript", dict, {})
    _refuse_unknown(file, typescript, _TYPESCRIPT_KEYS, "typescript.")
    root = file.parent
    config = Config(
        path=file,
        root=root,
        targets=_strings(file, table, "commands", []),
        python_path=tuple(root / each for each in _strings(file, table, "python-path", ["."])),
        typescript_out=_path(file, typescript, "out"),
        contract=_path(file, table, "contract"),
        import_timeout=_seconds(file, table, "import-timeout", 30.0),
    )
    return _checked(config)


def _checked(config: Config) -> Config:
    if not config.targets:
        raise _invalid(config.path, "`commands` is missing: it names the registries to compile")
    for target in config.targets:
        if not all(part.isidentifier() for part in target.replace(":", ".", 1).split(".")):
            message = f"`commands` holds {target!r}, which is not `package.module:attribute`"
            raise _invalid(config.path, message)
    _check_outputs(config)
    return config


def _check_outputs(config: Config) -> None:
    out, contract = config.typescript_out, config.contract
    if out is None and contract is None:
        raise _invalid(config.path, "nothing to build: set `typescript.out` or `contract`")
    if out is not None and _is_inside(config.root, out):
        message = "`typescript.out` must be a folder of its own, not one with the project in it"
        raise _invalid(config.path, message)
    if out is not None and contract is not None and _is_inside(contract, out):
        raise _invalid(config.path, "`contract` must lie outside of `typescript.out`")


def _is_inside(path: Path, folder: Path) -> bool:
    return _real(path).is_relative_to(_real(folder))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # as `Path.resolve`, but takes a loop of links for a name


def _find(path: Path | None) -> Path:
    try:
        start = _real(path or Path())
    except OSError as error:
        raise _not_found("the working directory, which is gone") from error
    if path is not None and _is_file(start):
        return start
    for folder in [start] if path is not None else [start, *start.parents]:
        for name in ("pytauri-gen.toml", "pyproject.toml"):
            file = folder / name
            if _is_file(file) and (name == "pytauri-gen.toml" or _has_table(file)):
                return file
    raise _not_found(start)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113  false for a name that no file can have


def _not_found(where: Path | str) -> DiagnosticError:
    message = f"no `[tool.pytauri-gen]` in a pyproject.toml, and no pytauri-gen.toml, at {where}"
    hint = "create one, or name it with `--config FILE`"
    return DiagnosticError(Diagnostic("config-not-found", message, hint=hint))


def _has_table(file: Path) -> bool:
    return "pytauri-gen" in _typed(file, _parse(file), "tool", dict, {})


def _table(file: Path) -> dict[str, Any]:
    document = _parse(file)
    if file.name != "pyproject.toml":
        return document
    table = _typed(file, _typed(file, document, "tool", dict, {}), "pytauri-gen", dict, None)
    if table is None:
        raise _invalid(file, "it has no table `[tool.pytauri-gen]`")
    return table


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(file, str(error)) from error
    except RecursionError as error:
        raise _invalid(file, "it is nested too deeply") from error


def _refuse_unknown(file: Path, table: dict[str, Any], known: set[str], prefix: str) -> None:
    for key in table:
        if key in known:
            continue
        close = get_close_matches(key, known, 1, 0.0)
        hint = f"did you mean `{prefix}{close[0]}`?" if close else None
        raise _invalid(file, f"unknown key `{prefix}{key}`", hint)


def _typed(
    file: Path, table: dict[str, Any], key: str, kind: type | tuple[type, ...], default: Any
) -> Any:
    value = table.get(key, default)
    if value is default or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    kinds = kind if isinstance(kind, tuple) else (kind,)
    wanted = _KINDS[kinds[-1]]
    raise _invalid(file, f"`{key}` must be {wanted}, not {value!r}")


def _strings(file: Path, table: dict[str, Any], key: str, default: list[str]) -> tuple[str, ...]:
    values: list[Any] = _typed(file, table, key, list, default)
    if not all(isinstance(value, str) and "\0" not in value for value in values):
        raise _invalid(file, f"`{key}` must be a list of strings, not {values!r}")
    return tuple(values)


def _seconds(file: Path, table: dict[str, Any], key: str, default: float) -> float:
    value = _typed(file, table, key, (int, float), default)
    if not 0 < value <= _LONGEST:
        raise _invalid(file, f"`{key}` must be more than 0 and at most {_LONGEST} seconds")
    return float(value)


def _path(file: Path, table: dict[str, Any], key: str) -> Path | None:
    value = _typed(file, table, key, str, None)
    if value is None:
        return None
    if not value or "\0" in value:
        raise _invalid(file, f"`{key}` must be a path, not {value!r}")
    return file.parent / value


def _invalid(file: Path, message: str, hint: str | None = None) -> DiagnosticError:
    return DiagnosticError(Diagnostic("invalid-config", f"{file}: {message}", hint=hint or _HELP))
