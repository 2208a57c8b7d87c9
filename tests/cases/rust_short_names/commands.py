"""Names of which several fit on a line."""

from pytauri_runtime import Commands

commands = Commands()


async def nothing() -> None: ...


for number in range(99):
    commands.set_command(f"{'n' * (number % 6)}x{number // 6}", nothing)
