//! The sending end of a JavaScript channel.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use tauri::ipc::{InvokeResponseBody, JavaScriptChannelId};
use tauri::{Manager, Webview, Wry};

use super::errors::{self, HostError, WindowGoneError};
use crate::reply::parsed_not_run;

/// The sending end of a channel; the page is told when it is dropped.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Channel {
    id: u32,
    webview: Webview<Wry>,
    channel: tauri::ipc::Channel<InvokeResponseBody>,
}

impl Channel {
    pub fn open(id: u32, webview: Webview<Wry>) -> PyResult<Self> {
        let parsed = format!("__CHANNEL__:{id}").parse::<JavaScriptChannelId>();
        let channel = parsed
            .map_err(HostError::new_err)?
            .channel_on(webview.clone());
        Ok(Self {
            id,
            webview,
            channel,
        })
    }
}

#[pymethods]
impl Channel {
    fn id(&self) -> u32 {
        self.id
    }

    fn send(&self, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let message = message(data)?;
        let label = self.webview.label();
        if self
            .webview
            .app_handle()
            .get_webview_window(label)
            .is_none()
        {
            return Err(WindowGoneError::new_err(format!(
                "the page of window `{label}` is gone"
            )));
        }
        self.channel
            .send(message)
            .map_err(|error| errors::exception(&error))
    }
}

fn message(data: &Bound<'_, PyAny>) -> PyResult<InvokeResponseBody> {
    if let Ok(text) = data.cast::<PyString>() {
        let json = errors::require_json(text.to_str()?)?;
        return Ok(InvokeResponseBody::Json(parsed_not_run(json)));
    }
    if let Ok(bytes) = data.cast::<PyBytes>() {
        return Ok(InvokeResponseBody::Raw(bytes.as_bytes().to_vec()));
    }
    let kind = data.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "a channel sends str or bytes, not {kind}"
    )))
}
