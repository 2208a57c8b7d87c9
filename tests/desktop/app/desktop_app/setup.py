"""What is done once, when the app is ready."""

from pytauri_runtime import AppHandle

from .registry import commands

windows: list[str] = []


async def setup(app_handle: AppHandle) -> None:
    windows.extend(app_handle.windows())


@commands.command()
async def windows_at_setup() -> list[str]:
    return windows
