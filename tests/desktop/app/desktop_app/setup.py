"""What is done once, when the app is ready."""

from pytauri_runtime import AppHandle

from .handles import at_setup


async def setup(app_handle: AppHandle) -> None:
    at_setup.extend(app_handle.windows())
