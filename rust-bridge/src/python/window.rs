//! A window and its page.

use pyo3::prelude::*;
use tauri::{
    Emitter, EventTarget, Listener, LogicalPosition, LogicalSize, Manager, WebviewWindow, Wry,
};

use super::app_handle::AppHandle;
use super::channel::Channel;
use super::errors::{self, InvalidUrlError};

/// The native half of `pytauri_runtime.WebviewWindow`. From any thread.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Window(WebviewWindow<Wry>);

impl Window {
    pub fn new(window: WebviewWindow<Wry>) -> Self {
        Self(window)
    }

    /// What only sends a message to a window would do nothing, without a word, once it is closed.
    fn on<T: Send>(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&WebviewWindow<Wry>) -> tauri::Result<T> + Send,
    ) -> PyResult<T> {
        errors::window(self.0.app_handle(), self.0.label())?;
        errors::detached(py, || call(&self.0))
    }
}

#[pymethods]
impl Window {
    fn label(&self) -> &str {
        self.0.label()
    }

    fn open_channel(&self, id: u32) -> PyResult<Channel> {
        Channel::open(id, self.0.as_ref().clone())
    }

    fn title(&self, py: Python<'_>) -> PyResult<String> {
        self.on(py, WebviewWindow::title)
    }

    fn set_title(&self, py: Python<'_>, title: &str) -> PyResult<()> {
        self.on(py, |window| window.set_title(title))
    }

    /// Width and height of the page, in logical pixels.
    fn inner_size(&self, py: Python<'_>) -> PyResult<(f64, f64)> {
        self.on(py, |window| {
            let size = window
                .inner_size()?
                .to_logical::<f64>(window.scale_factor()?);
            Ok((size.width, size.height))
        })
    }

    fn set_size(&self, py: Python<'_>, width: f64, height: f64) -> PyResult<()> {
        self.on(py, |window| window.set_size(LogicalSize { width, height }))
    }

    /// Left and top of the window on the desktop, in logical pixels.
    fn outer_position(&self, py: Python<'_>) -> PyResult<(f64, f64)> {
        self.on(py, |window| {
            let position = window
                .outer_position()?
                .to_logical::<f64>(window.scale_factor()?);
            Ok((position.x, position.y))
        })
    }

    fn set_position(&self, py: Python<'_>, x: f64, y: f64) -> PyResult<()> {
        self.on(py, |window| window.set_position(LogicalPosition { x, y }))
    }

    fn center(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::center)
    }

    fn scale_factor(&self, py: Python<'_>) -> PyResult<f64> {
        self.on(py, WebviewWindow::scale_factor)
    }

    fn show(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::show)
    }

    fn hide(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::hide)
    }

    fn is_visible(&self, py: Python<'_>) -> PyResult<bool> {
        self.on(py, WebviewWindow::is_visible)
    }

    fn set_focus(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::set_focus)
    }

    fn is_focused(&self, py: Python<'_>) -> PyResult<bool> {
        self.on(py, WebviewWindow::is_focused)
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::close)
    }

    fn destroy(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::destroy)
    }

    fn minimize(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::minimize)
    }

    fn unminimize(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::unminimize)
    }

    fn is_minimized(&self, py: Python<'_>) -> PyResult<bool> {
        self.on(py, WebviewWindow::is_minimized)
    }

    fn maximize(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::maximize)
    }

    fn unmaximize(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::unmaximize)
    }

    fn is_maximized(&self, py: Python<'_>) -> PyResult<bool> {
        self.on(py, WebviewWindow::is_maximized)
    }

    fn set_fullscreen(&self, py: Python<'_>, fullscreen: bool) -> PyResult<()> {
        self.on(py, |window| window.set_fullscreen(fullscreen))
    }

    fn is_fullscreen(&self, py: Python<'_>) -> PyResult<bool> {
        self.on(py, WebviewWindow::is_fullscreen)
    }

    fn url(&self, py: Python<'_>) -> PyResult<String> {
        self.on(py, |window| window.url().map(String::from))
    }

    fn navigate(&self, py: Python<'_>, url: &str) -> PyResult<()> {
        let url = url.parse().map_err(|error| {
            InvalidUrlError::new_err(format!("{url:?} is not an absolute URL: {error}"))
        })?;
        self.on(py, |window| window.navigate(url))
    }

    fn reload(&self, py: Python<'_>) -> PyResult<()> {
        self.on(py, WebviewWindow::reload)
    }

    fn eval(&self, py: Python<'_>, script: &str) -> PyResult<()> {
        self.on(py, |window| window.eval(script))
    }

    /// Sends an event to the listeners of this window; `payload` is JSON.
    fn emit(&self, py: Python<'_>, event: &str, payload: &str) -> PyResult<()> {
        let payload = errors::require_json(payload)?;
        let target = EventTarget::labeled(self.0.label());
        self.on(py, |window| window.emit_str_to(target, event, payload))
    }

    /// Hears events that are sent to this window or to all; see `AppHandle.listen`.
    fn listen(&self, py: Python<'_>, event: String, listener: u32) -> PyResult<u32> {
        errors::check_event(&event)?;
        let deliver = AppHandle::deliver(self.0.app_handle(), listener);
        self.on(py, |window| Ok(window.listen(event, deliver)))
    }
}
