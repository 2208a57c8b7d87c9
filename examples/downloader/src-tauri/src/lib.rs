//! The extension module `downloader.native`: the app's window, with everything baked in.

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
fn native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    pytauri_bridge::export(module, &commands::CONTRACT, || {
        let builder = tauri::Builder::default().invoke_handler(commands::generate_handler());
        (builder, tauri::generate_context!())
    })
}
