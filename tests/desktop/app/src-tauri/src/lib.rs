//! The window tests' app with everything baked in, and a command of its own in Rust.

use pyo3::prelude::*;

#[tauri::command]
fn native_add(left: i32, right: i32) -> i32 {
    left + right
}

#[pymodule(gil_used = false)]
fn native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    pytauri_bridge::export(module, &desktop_commands::CONTRACT, || {
        let handler = desktop_commands::generate_handler_with(tauri::generate_handler![native_add]);
        let builder = tauri::Builder::default().invoke_handler(handler);
        (builder, tauri::generate_context!())
    })
}
