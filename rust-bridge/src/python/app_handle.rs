//! The running app.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tauri::utils::config::WindowConfig;
use tauri::{Emitter, EventTarget, Listener, Manager, WebviewWindowBuilder, Wry};

use super::errors::{self, detached, HostError};
use super::export::Mode;
use super::window::Window;
use crate::queue::{Event, Queue};

/// The native half of `pytauri_runtime.AppHandle`. From any thread.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct AppHandle(tauri::AppHandle<Wry>);

impl AppHandle {
    pub fn new(app: tauri::AppHandle<Wry>) -> Self {
        Self(app)
    }

    /// A handler that passes events on to Python's event loop, under the listener's number.
    pub fn deliver(app: &tauri::AppHandle<Wry>, listener: u32) -> impl Fn(tauri::Event) + Send {
        let queue = app
            .try_state::<Arc<Queue<Wry>>>()
            .map(|queue| Arc::clone(&queue));
        move |event| {
            if let Some(queue) = &queue {
                let payload = event.payload().to_owned();
                queue.push_event(Event { listener, payload });
            }
        }
    }
}

#[pymethods]
impl AppHandle {
    fn name(&self) -> &str {
        &self.0.package_info().name
    }

    fn version(&self) -> String {
        self.0.package_info().version.to_string()
    }

    fn identifier(&self) -> &str {
        &self.0.config().identifier
    }

    fn is_dev(&self) -> bool {
        self.0.try_state::<Mode>().is_some_and(|mode| mode.is_dev)
    }

    fn exit(&self, py: Python<'_>, code: i32) {
        py.detach(|| self.0.exit(code));
    }

    fn run_on_main_thread(&self, py: Python<'_>, function: Py<PyAny>) -> PyResult<()> {
        detached(py, || self.0.run_on_main_thread(|| call(function)))
    }

    /// The labels of all windows.
    fn windows(&self, py: Python<'_>) -> Vec<String> {
        py.detach(|| self.0.webview_windows().into_keys().collect())
    }

    fn window(&self, label: &str) -> Option<Window> {
        self.0.get_webview_window(label).map(Window::new)
    }

    /// Opens a window; `config` is JSON with the keys of a window in `tauri.conf.json`.
    fn create_window(&self, py: Python<'_>, config: &str) -> PyResult<Window> {
        let config: WindowConfig = serde_json::from_str(config)
            .map_err(|error| PyValueError::new_err(format!("not a window's options: {error}")))?;
        let build = || WebviewWindowBuilder::from_config(&self.0, &config)?.build();
        let built = py
            .detach(build)
            .map_err(|error| HostError::new_err(error.to_string()));
        built.map(Window::new)
    }

    /// Sends an event to all listeners; `payload` is JSON.
    fn emit(&self, py: Python<'_>, event: &str, payload: &str) -> PyResult<()> {
        let payload = errors::require_json(payload)?;
        detached(py, || self.0.emit_str(event, payload))
    }

    /// Sends an event to the listeners of one window, webview or the app with this label.
    fn emit_to(&self, py: Python<'_>, label: &str, event: &str, payload: &str) -> PyResult<()> {
        let payload = errors::require_json(payload)?;
        detached(py, || {
            self.0
                .emit_str_to(EventTarget::labeled(label), event, payload)
        })
    }

    /// Queues an `Event` with the number `listener` whenever the app or a page emits `event`.
    fn listen(&self, py: Python<'_>, event: String, listener: u32) -> PyResult<u32> {
        errors::check_event(&event)?;
        Ok(py.detach(|| self.0.listen(event, Self::deliver(&self.0, listener))))
    }

    fn unlisten(&self, py: Python<'_>, id: u32) {
        py.detach(|| self.0.unlisten(id));
    }

    /// One of Tauri's standard folders; `name` is the method of Tauri's `PathResolver`.
    fn path(&self, name: &str) -> PyResult<PathBuf> {
        let path = self.0.path();
        let found = match name {
            "app_cache_dir" => path.app_cache_dir(),
            "app_config_dir" => path.app_config_dir(),
            "app_data_dir" => path.app_data_dir(),
            "app_local_data_dir" => path.app_local_data_dir(),
            "app_log_dir" => path.app_log_dir(),
            "audio_dir" => path.audio_dir(),
            "cache_dir" => path.cache_dir(),
            "config_dir" => path.config_dir(),
            "data_dir" => path.data_dir(),
            "desktop_dir" => path.desktop_dir(),
            "document_dir" => path.document_dir(),
            "download_dir" => path.download_dir(),
            "home_dir" => path.home_dir(),
            "local_data_dir" => path.local_data_dir(),
            "picture_dir" => path.picture_dir(),
            "resource_dir" => path.resource_dir(),
            "temp_dir" => path.temp_dir(),
            "video_dir" => path.video_dir(),
            _ => {
                return Err(HostError::new_err(format!(
                    "there is no folder called {name:?}"
                )))
            }
        };
        found.map_err(|error| errors::exception(&error))
    }
}

/// Calls a Python function on the thread of the user interface. Its exception is reported as one
/// that nobody can catch.
fn call(function: Py<PyAny>) {
    // None while the interpreter shuts down: then there is nobody left to call.
    let _ = Python::try_attach(|py| {
        if let Err(error) = function.call0(py) {
            error.write_unraisable(py, Some(function.bind(py)));
        }
    });
}
