//! Tauri's errors as exceptions of `pytauri_runtime.exceptions`.

use pyo3::prelude::*;
use tauri::Wry;

pyo3::import_exception!(pytauri_runtime.exceptions, ConsumedError);
pyo3::import_exception!(pytauri_runtime.exceptions, HostError);
pyo3::import_exception!(pytauri_runtime.exceptions, InvalidJsonError);
pyo3::import_exception!(pytauri_runtime.exceptions, InvalidUrlError);
pyo3::import_exception!(pytauri_runtime.exceptions, StartError);
pyo3::import_exception!(pytauri_runtime.exceptions, WindowGoneError);

/// Calls Tauri without the GIL, on which the thread of the user interface might be waiting.
pub fn detached<T: Send>(
    py: Python<'_>,
    call: impl FnOnce() -> tauri::Result<T> + Send,
) -> PyResult<T> {
    py.detach(call).map_err(|error| exception(&error))
}

/// The exception that says what Tauri said.
pub fn exception(error: &tauri::Error) -> PyErr {
    let text = error.to_string();
    match error {
        tauri::Error::WindowNotFound
        | tauri::Error::WebviewNotFound
        | tauri::Error::FailedToReceiveMessage
        | tauri::Error::Runtime(_) => WindowGoneError::new_err(text),
        tauri::Error::InvalidUrl(_) | tauri::Error::InvalidWebviewUrl(_) => {
            InvalidUrlError::new_err(text)
        }
        _ => HostError::new_err(text),
    }
}

/// The text, if it is JSON.
pub fn require_json(text: &str) -> PyResult<String> {
    if crate::reply::is_json(text) {
        return Ok(text.to_owned());
    }
    let start: String = text.chars().take(40).collect();
    Err(InvalidJsonError::new_err(format!(
        "not JSON, so it is not sent: {start:?}"
    )))
}

/// Refuses the name of an event that Tauri would panic over (tauri `src/event/event_name.rs`).
pub fn check_event(name: &str) -> PyResult<()> {
    let allowed = |character: char| character.is_alphanumeric() || "-/:_".contains(character);
    if name.chars().all(allowed) {
        return Ok(());
    }
    let text = format!("{name:?} can't be an event's name: use letters, digits and `-/:_`");
    Err(HostError::new_err(text))
}

/// The window with this label, or an exception that names it.
pub fn window(app: &tauri::AppHandle<Wry>, label: &str) -> PyResult<tauri::WebviewWindow<Wry>> {
    tauri::Manager::get_webview_window(app, label).ok_or_else(|| gone(label))
}

/// The exception that says that a window is closed.
pub fn gone(label: &str) -> PyErr {
    WindowGoneError::new_err(format!("window `{label}` is closed"))
}
