"""Which package of the system has what is missing, and the command that installs it."""

from __future__ import annotations

import os
import shutil

_INSTALL = {"apt-get": "apt-get install", "dnf": "dnf install", "pacman": "pacman -S"}
_PACKAGES = {
    "cc": {"apt-get": "build-essential", "dnf": "gcc", "pacman": "base-devel"},
    "pkg-config": {"apt-get": "pkg-config", "dnf": "pkgconf", "pacman": "pkgconf"},
    "webkit": {
        "apt-get": "libwebkit2gtk-4.1-0",
        "dnf": "webkit2gtk4.1",
        "pacman": "webkit2gtk-4.1",
    },
    "webkit headers": {
        "apt-get": "libwebkit2gtk-4.1-dev",
        "dnf": "webkit2gtk4.1-devel",
        "pacman": "webkit2gtk-4.1",
    },
    "xvfb": {"apt-get": "xvfb", "dnf": "xorg-x11-server-Xvfb", "pacman": "xorg-server-xvfb"},
}


def install(thing: str) -> str:
    """The command for this system; Debian's, if it has no package manager that is known."""
    manager = next(filter(shutil.which, _INSTALL), "apt-get")
    needs_sudo = not hasattr(os, "geteuid") or os.geteuid() != 0
    sudo = "sudo " if needs_sudo else ""
    return f"run: {sudo}{_INSTALL[manager]} {_PACKAGES[thing][manager]}"
