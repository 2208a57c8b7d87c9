"""The app's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from pytauri_gen import runs
from pytauri_gen.acl.listing import listing
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.diagnostics.report import Exit
from pytauri_gen.doctor.outcome import Outcome, shown
from pytauri_gen.tauri_config import TauriConfig

_IPC = "ipc: http://ipc.localhost"
_ICON = "run: npx @tauri-apps/cli icon path/to/picture.png"
_CAPABILITIES = "see https://v2.tauri.app/security/capabilities/"


def check_commands(config: Config) -> Iterator[Outcome]:
    """What `pytauri-gen check` says, and its warnings."""
    report = runs.attempt(runs.check, config, runs.Options())
    if report.code is Exit.OK:
        yield Outcome("generated files", "ok", "in sync with the commands")
    elif report.code is Exit.DRIFT:
        message = "other than the commands and types are"
        yield Outcome("generated files", "error", message, "run: pytauri-gen build")
    for diagnostic in report.diagnostics:
        if diagnostic.severity != "note":
            yield _of(diagnostic)


def _of(diagnostic: Diagnostic) -> Outcome:
    span = diagnostic.span
    place = f"{span.file}:{span.line}: " if span else ""
    status = "error" if diagnostic.severity == "error" else "warning"
    return Outcome(diagnostic.code, status, place + diagnostic.message, diagnostic.hint)


def check_tauri_config(tauri: TauriConfig) -> Iterator[Outcome]:
    """The files that Tauri reads, and what they set that is not for this app."""
    yield Outcome("tauri.conf.json", "ok", shown(tauri.file))
    yield from _icons(tauri)
    yield _pages(tauri)
    yield _csp(tauri)
    yield _capabilities(tauri)
    yield from _build_script(tauri.file.parent)
    if tauri.get("build", "removeUnusedCommands"):
        message = "`build.removeUnusedCommands` is for `tauri build`; maturin does not heed it"
        yield Outcome("unused commands", "warning", message, "remove it")
    if tauri.get("app", "security", "pattern", "use") == "isolation":
        message = "the isolation pattern needs the app's own native module"
        yield Outcome("isolation", "warning", message, "run: pytauri-gen dev --compiled")


def _icons(tauri: TauriConfig) -> Iterator[Outcome]:
    listed = tauri.get("bundle", "icon") or ["icons/icon.png"]
    if not isinstance(listed, list):
        yield Outcome("icon", "error", f"`bundle.icon` must be a list, not {listed!r}")
        return
    names = [str(name) for name in cast("list[Any]", listed)]
    missing = [name for name in names if not (tauri.file.parent / name).is_file()]
    for name in missing:
        yield Outcome("icon", "error", f"there is no {shown(tauri.file.parent / name)}", _ICON)
    if not missing:
        yield Outcome("icon", "ok", ", ".join(names))


def _pages(tauri: TauriConfig) -> Outcome:
    folder = tauri.get("build", "frontendDist")
    if not isinstance(folder, str):
        message = "`build.frontendDist` names no folder, so only a server's pages are shown"
        return Outcome("front end", "warning", message, "name the one that it is built into")
    if "://" in folder or (tauri.file.parent / folder).is_dir():
        return Outcome("front end", "ok", folder)
    if tauri.get("build", "devUrl") is None:
        message = f"there is no {folder} (`build.frontendDist`), so there are no pages"
        return Outcome("front end", "error", message, "build it")
    message = f"{folder} (`build.frontendDist`) is not built, which only shipping the app needs"
    package = shown((tauri.file.parent / folder).parent)
    return Outcome("front end", "ok", message, f"run: npm --prefix {package} run build")


def _csp(tauri: TauriConfig) -> Outcome:
    policy = tauri.get("app", "security", "csp")
    if policy is None:
        return Outcome("csp", "ok", "there is none, so every page may load what it likes")
    allowed = _sources(policy)
    if {"*", "ipc:"} & allowed:
        return Outcome("csp", "ok", "calls may take the fast way")
    message = "`app.security.csp` does not allow `ipc:`, so calls take the slow way (postMessage)"
    return Outcome("csp", "warning", message, f"add `{_IPC}` to `connect-src`")


def _sources(policy: Any) -> set[str]:
    """What pages may connect to, by a policy as text or as an object of directives."""
    directives: dict[str, Any] = {}
    if isinstance(policy, dict):
        directives = cast("dict[str, Any]", policy)
    else:
        for directive in str(policy).split(";"):
            name, _, sources = directive.strip().partition(" ")
            directives[name] = sources.split()
    sources = directives.get("connect-src", directives.get("default-src", ["*"]))
    return set(sources.split() if isinstance(sources, str) else sources)


def _capabilities(tauri: TauriConfig) -> Outcome:
    files = listing(tauri.file.parent).capabilities
    if files or tauri.get("app", "security", "capabilities"):
        names = ", ".join(Path(file).name for file in files)
        return Outcome("capabilities", "ok", names or "those in tauri.conf.json")
    message = (
        f"{shown(tauri.file.parent / 'capabilities')} has none, so no window may call any command"
    )
    return Outcome("capabilities", "error", message, _CAPABILITIES)


def _build_script(src_tauri: Path) -> Iterator[Outcome]:
    """Without a manifest of its commands, an app lets every page call them."""
    try:
        text = (src_tauri / "build.rs").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    if "app_manifest" in text:
        yield Outcome("build.rs", "ok", "each command has permissions of its own")
        return
    message = (
        f"{shown(src_tauri / 'build.rs')} names no commands, so the built app has no permissions"
    )
    mend = "pass it `tauri_build::AppManifest::new().commands(…)`, as that of a new app does"
    yield Outcome("build.rs", "warning", message, mend)
