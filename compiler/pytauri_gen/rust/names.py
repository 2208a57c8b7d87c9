"""How Python's names are spelled in Rust's package manager and in Tauri's permissions."""

from __future__ import annotations

import re

_PACKAGE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_TAKEN = frozenset(
    """
    abstract alloc as async await become box break const continue core crate do dyn else enum
    extern false final fn for gen if impl in let loop macro match mod move mut override priv
    proc-macro pub pytauri-bridge ref return self static std struct super tauri test trait true
    try type typeof unsafe unsized use virtual where while yield
    """.split()
)
"""Keywords, which can't be written in a path, and crates that are there already."""


def package_name(folder: str) -> str | None:
    """The package whose folder is called this, or None if none can be.

    ``commands`` → ``commands``, ``my_commands`` → ``my-commands``, ``2nd`` → None. Of what Cargo
    takes, names that rustc has no warning for.
    """
    name = folder.replace("_", "-")
    return name if _PACKAGE.fullmatch(name) and name not in _TAKEN else None


def permission_name(command: str) -> str:
    """What follows ``allow-`` and ``deny-`` in the permissions that Tauri makes for a command.

    ``get_user`` → ``get-user`` (tauri-utils, src/acl/build.rs, `autogenerate_command_permissions`).
    """
    return command.replace("_", "-")
