"""How much of a client ends up in a page, bundled and minified by esbuild."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

_ESBUILD = Path(__file__).parents[1] / "node_modules/esbuild/bin/esbuild"

_INVOKE_BY_HAND = 'import { invoke } from "./client/index.js"; globalThis.used = invoke;'


def bundle(script: str, folder: Path) -> bytes:
    """The bundle of a script that lies in a folder; what it assigns to `globalThis` is used.

    Raises:
        subprocess.CalledProcessError: esbuild refused it.
    """
    done = subprocess.run(
        [str(_ESBUILD), "--bundle", "--minify", "--format=esm"],
        input=script.encode(),
        cwd=folder,
        capture_output=True,
        check=True,
    )
    return done.stdout


def library(client: Path) -> bytes:
    """The bundle of what a page that calls plain commands needs of the client library."""
    return bundle(_INVOKE_BY_HAND, client)


def whole_library(client: Path) -> bytes:
    """The bundle of all of the client library: also streams, channels and every error's class."""
    return bundle('export * from "./client/index.js";', client)


def bytes_per_command(client: Path, function: str) -> int:
    """What one command adds to the part of the library that it needs.

    The same page without any command calls `invoke` by hand.
    """
    generated = f'import {{ {function} }} from "./index.js"; globalThis.used = {function};'
    return len(bundle(generated, client)) - len(library(client))


def gzip_bytes(bundled: bytes) -> int:
    """The size over the wire, at the level that servers use for files at rest."""
    return len(gzip.compress(bundled, 9, mtime=0))
