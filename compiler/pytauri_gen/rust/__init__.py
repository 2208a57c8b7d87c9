"""The Rust target: a crate in which each Python command is a Tauri command of its own."""
