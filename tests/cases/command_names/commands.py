"""Names that Tauri's permissions, TypeScript or a build can't hold apart."""

from pytauri_runtime import Commands

commands = Commands()
others = Commands()


async def nothing() -> None: ...


for name in ["", "a b", "a/b", "../x", "é", "🎉", "plugin:x|y", 'q"q', "1st", "end_", "x" * 59, "new\nline", "nul\0"]:
    commands.set_command(name, nothing)


@commands.command()
async def get_user() -> None: ...


@commands.command("get-user")
async def get_user_2() -> None: ...


@commands.command()
async def getUser() -> None: ...


@commands.command()
async def Load() -> None: ...


@commands.command()
async def load() -> None: ...


@commands.command()
async def same() -> None: ...


@others.command("same")
async def same_again() -> None: ...
