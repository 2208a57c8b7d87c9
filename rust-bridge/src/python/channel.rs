//! The sending end of a JavaScript channel.

use pyo3::prelude::*;
use tauri::{Webview, Wry};

use super::errors::{self, HostError};
use super::payload::payload;
use crate::channel::{self, SendError};

/// The sending end of a channel; the page is told when it is dropped.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Channel {
    channel: channel::Channel<Wry>,
    label: String,
}

impl Channel {
    pub fn open(id: u32, webview: Webview<Wry>) -> PyResult<Self> {
        let label = webview.label().to_owned();
        let opened = channel::Channel::open(id, webview);
        let channel = opened.ok_or_else(|| HostError::new_err(format!("no channel {id}")))?;
        Ok(Self { channel, label })
    }
}

#[pymethods]
impl Channel {
    fn id(&self) -> u32 {
        self.channel.id()
    }

    fn send(&self, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let sent = self.channel.send(payload(data)?);
        sent.map_err(|error| match error {
            SendError::Gone => errors::gone(&self.label),
            SendError::Tauri(error) => errors::exception(&error),
        })
    }
}
