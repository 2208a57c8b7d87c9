"""The desktop: commands behind a real Tauri window.

    from pytauri_runtime.hosts.desktop import run

    if __name__ == "__main__":
        raise SystemExit(run(commands, native="notes.native", src_tauri="src-tauri"))

The window comes from a native module: the app's own, which `maturin` builds from ``src-tauri``,
or the ready-made one of the package ``pytauri-bridge``, which needs no Rust. Nothing else in the
runtime imports either.
"""

from pytauri_runtime.hosts.desktop.run import run

__all__ = ["run"]
