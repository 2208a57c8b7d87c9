"""Names that Rust would not take as they are: only ever text in the crate."""

from pytauri_runtime import Commands

commands = Commands()


async def nothing() -> None: ...


for name in (
    *("abstract", "as", "async", "await", "box", "const", "crate", "dyn", "enum", "extern", "fn", "for"),
    *("gen", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "pub", "ref"),
    *("static", "struct", "super", "trait", "type", "union", "unsafe", "use", "where", "yield"),
    *("COMMANDS", "CONTRACT", "Body", "Command", "Invoke", "self", "generate_handler", "names"),
    *("main", "tauri", "pytauri_bridge", "_hidden", "__dunder__x", "my-cmd_two", "a--b", "n1", "x" * 58),
):
    commands.set_command(name, nothing)
