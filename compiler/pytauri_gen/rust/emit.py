"""Emit: the crate's files, as text."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from pytauri_gen.files import GeneratedFile, header
from pytauri_gen.rust import nodes
from pytauri_gen.templating import Templates, folder, on_disk, texts

_FILES = ("Cargo.toml", "src/lib.rs", "src/names.rs")
_BRIDGE = (".rs", ".js")
"""How the names of the bridge's sources end: it puts a script into pages."""

_BUILD_SCRIPT = "build.rs"
"""Only plugins need one."""


class CrateTemplates(Templates):
    """The templates, compiled, and the files of the crate `pytauri-bridge`, read."""

    def __init__(self, *, copies_bridge: bool) -> None:
        super().__init__("rust")
        self.bridge: dict[str, str] = {}
        if copies_bridge:
            self._read_bridge(_bridge())

    def _read_bridge(self, bridge: Traversable) -> None:
        self.bridge = {
            "Cargo.toml": (bridge / "Cargo.toml").read_text(encoding="utf-8"),
            **{f"src/{name}": text for name, text in texts(bridge / "src", _BRIDGE).items()},
        }
        self.inputs += on_disk(bridge, self.bridge)


def _bridge() -> Traversable:
    """Where the crate is: in the wheel among the templates, in a checkout beside them."""
    packed = folder("rust") / "bridge"
    if packed.is_dir():
        return packed
    return Path(__file__).parents[3] / "rust-bridge"


def emit(crate: nodes.Crate, templates: CrateTemplates, out: Path) -> list[GeneratedFile]:
    """The crate's files, and with them the crate that it depends on.

    Args:
        crate: the lowered crate.
        templates: what they are made with.
        out: the folder they are for.
    """
    names = [*_FILES, *([_BUILD_SCRIPT] if crate.plugins else [])]
    own = {name: templates.render(name, crate=crate) for name in names}
    copied = {
        f"bridge/{name}": f"{header(name)}\n\n{text}" for name, text in templates.bridge.items()
    }
    return [GeneratedFile(out / name, text) for name, text in (own | copied).items()]
