"""Configuration: ``[tool.pytauri-gen]`` of `pyproject.toml`, or `pytauri-gen.toml`."""

from __future__ import annotations

import dataclasses
import os
import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.rust.names import package_name
from pytauri_gen.schemas.entries import Entry, read_entries
from pytauri_gen.tables import Table, invalid, parse
from pytauri_gen.typescript import options

_KEYS = {
    "app",
    "commands",
    "contract",
    "import-timeout",
    "python-path",
    "rust",
    "schemas",
    "src-tauri",
    "typescript",
}
_TYPESCRIPT_KEYS = {"out", *options.KEYS}
_RUST_KEYS = {"bridge", "out", "plugins"}
_PLUGIN = re.compile(r"tauri-plugin(-[a-z0-9]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings, paths resolved.

    Attributes:
        path: the file they come from.
        root: its folder; relative paths start here.
        targets: ``package.module`` or ``package.module:attribute`` of each registry.
        app: the module that `python -m` runs to open the app.
        python_path: folders to import the program from, before `sys.path`.
        typescript_out: the folder for the TypeScript client, or None for none.
        typescript: how the client's values look, and what becomes of errors.
        rust_out: the folder for the Rust crate, or None for none.
        rust_package: what the crate is called.
        rust_bridge: the folder of a crate `pytauri-bridge` that several generated crates share,
            or None for a copy beside the crate.
        rust_plugins: the crates of the Tauri plugins that the app takes.
        src_tauri: the folder with `tauri.conf.json` and `capabilities/`, or None for none.
        checks_capabilities: whether commands are known to be Tauri commands of their own, and
            so need permissions: `rust.out` or `src-tauri` is set.
        contract: the file for the contract, or None for none.
        import_timeout: seconds that importing the program may take.
        schemas: the modules that are generated from schemas.
    """

    path: Path
    root: Path
    targets: tuple[str, ...]
    app: str
    python_path: tuple[Path, ...]
    typescript_out: Path | None
    typescript: options.Options
    rust_out: Path | None
    rust_package: str
    rust_bridge: Path | None
    rust_plugins: tuple[str, ...]
    src_tauri: Path | None
    checks_capabilities: bool
    contract: Path | None
    import_timeout: float
    schemas: tuple[Entry, ...] = ()

    @property
    def out_folders(self) -> tuple[Path, ...]:
        """The folders in which whatever carries our mark is ours."""
        return tuple(each for each in (self.typescript_out, self.rust_out) if each is not None)


def load_config(path: Path | None) -> Config:
    """Reads the settings.

    Args:
        path: the file or its folder; None looks in the working directory and its parents.

    Raises:
        DiagnosticError: ``config-not-found`` or ``invalid-config``.
    """
    file = _find(path)
    table = _table(file)
    table.refuse_unknown(_KEYS)
    typescript, rust = table.table("typescript"), table.table("rust")
    typescript.refuse_unknown(_TYPESCRIPT_KEYS)
    rust.refuse_unknown(_RUST_KEYS)
    rust_out, src_tauri = rust.path("out"), table.path("src-tauri")
    targets = table.strings("commands", [])
    config = Config(
        path=file,
        root=file.parent,
        targets=targets,
        app=table.string("app", "".join(targets[:1]).partition(":")[0].partition(".")[0]),
        python_path=tuple(file.parent / each for each in table.strings("python-path", ["."])),
        typescript_out=typescript.path("out"),
        typescript=options.read_options(typescript, typescript.path("out")),
        rust_out=rust_out,
        rust_package=_package(rust, rust_out),
        rust_bridge=rust.path("bridge"),
        rust_plugins=tuple(dict.fromkeys(rust.strings("plugins", []))),
        src_tauri=src_tauri or _src_tauri(file.parent, rust_out),
        checks_capabilities=rust_out is not None or src_tauri is not None,
        contract=table.path("contract"),
        import_timeout=table.seconds("import-timeout", 30.0),
    )
    _check_names(config)
    _check_outputs(config)
    outputs = [*config.out_folders, *([config.contract] if config.contract else [])]
    return dataclasses.replace(config, schemas=read_entries(table.table("schemas"), outputs))


def _package(rust: Table, out: Path | None) -> str:
    if out is None:
        return ""
    package = package_name(_real(out).name)
    if package is None:
        message = (
            f"is the folder {out.name!r}, but its name becomes the crate's: lower-case ASCII "
            "letters, digits and `-`, starting with a letter, and neither a keyword of Rust nor a "
            "crate that is there already"
        )
        raise rust.wrong("out", message)
    return package


def _src_tauri(root: Path, rust_out: Path | None) -> Path | None:
    if rust_out is not None:
        return rust_out.parent
    usual = root / "src-tauri"
    return usual if usual.is_dir() else None


def _check_names(config: Config) -> None:
    if not config.targets:
        raise invalid(config.path, "`commands` is missing: it names the registries to compile")
    for target in config.targets:
        if not all(part.isidentifier() for part in target.replace(":", ".", 1).split(".")):
            message = f"`commands` holds {target!r}, which is not `package.module:attribute`"
            raise invalid(config.path, message)
    if not all(part.isidentifier() for part in config.app.split(".")):
        raise invalid(config.path, f"`app` is {config.app!r}, which is not the name of a module")
    for plugin in config.rust_plugins:
        if not _PLUGIN.fullmatch(plugin):
            message = f"`rust.plugins` holds {plugin!r}, which is not `tauri-plugin-` and a name"
            raise invalid(config.path, message)


def _check_outputs(config: Config) -> None:
    outs = {"typescript.out": config.typescript_out, "rust.out": config.rust_out}
    folders = {key: path for key, path in outs.items() if path is not None}
    if not folders and config.contract is None:
        message = "nothing to build: set `typescript.out`, `rust.out` or `contract`"
        raise invalid(config.path, message)
    for key, folder in folders.items():
        if _is_inside(config.root, folder):
            message = f"`{key}` must be a folder of its own, not one with the project in it"
            raise invalid(config.path, message)
        if config.contract is not None and _is_inside(config.contract, folder):
            raise invalid(config.path, f"`contract` must lie outside of `{key}`")
    for (key, folder), (other, path) in combinations(folders.items(), 2):
        if _is_inside(path, folder) or _is_inside(folder, path):
            raise invalid(config.path, f"neither of `{key}` and `{other}` may lie in the other")
    if config.rust_out and config.src_tauri and _is_inside(config.src_tauri, config.rust_out):
        raise invalid(config.path, "`src-tauri` must lie outside of `rust.out`")


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
    return "pytauri-gen" in parse(file).table("tool").values


def _table(file: Path) -> Table:
    document = parse(file)
    if file.name != "pyproject.toml":
        return document
    tool = document.table("tool")
    if "pytauri-gen" not in tool.values:
        raise invalid(file, "it has no table `[tool.pytauri-gen]`")
    return Table(file, tool.table("pytauri-gen").values)
