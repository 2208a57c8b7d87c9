"""Tauri's access control, as the files of an app's `src-tauri` state it.

A window may call a command only if one of its *capabilities* names a *permission* that
allows it (https://v2.tauri.app/security/capabilities/). Tauri makes ``allow-<name>`` and
``deny-<name>`` for each command; files in `permissions/` may define more, and sets of them.
"""
