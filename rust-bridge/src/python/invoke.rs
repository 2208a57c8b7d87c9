//! `Invoke` and `InvokeResolver`, as `pytauri_runtime.invoke` describes them.

use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use tauri::Wry;

use super::calls::Handles;
use super::errors::ConsumedError;
use super::payload::payload;
use crate::call::Call;
use crate::reply::Answer;

/// A call that nobody has answered yet; each method consumes it.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Invoke {
    command: &'static str,
    /// What names the call, if it is marked.
    #[pyo3(get)]
    call_id: Option<String>,
    /// What it says about another call, if it is no call itself.
    #[pyo3(get)]
    control: Option<String>,
    /// The channel that takes what the command yields.
    #[pyo3(get)]
    stream: Option<u32>,
    call: Mutex<Option<Call<Wry>>>,
    handles: Arc<Handles>,
}

/// A call whose parameters are bound; `resolve` and `reject` consume it.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct InvokeResolver {
    command: &'static str,
    #[pyo3(get)]
    arguments: Py<PyDict>,
    call: Mutex<Option<Call<Wry>>>,
    handles: Arc<Handles>,
}

impl Invoke {
    pub fn new(call: Call<Wry>, handles: Arc<Handles>) -> Self {
        Self {
            command: call.command.name,
            call_id: call.id().map(str::to_owned),
            control: call.control().map(str::to_owned),
            stream: call.stream(),
            call: Mutex::new(Some(call)),
            handles,
        }
    }
}

#[pymethods]
impl Invoke {
    #[getter]
    fn command(&self) -> &'static str {
        self.command
    }

    fn bind_to(
        &self,
        py: Python<'_>,
        parameters: &Bound<'_, PyAny>,
    ) -> PyResult<Option<InvokeResolver>> {
        let call = take(&self.call, self.command)?;
        let arguments = PyDict::new(py);
        if parameters.contains(intern!(py, "body"))? {
            let Some(body) = call.body() else {
                let command = self.command;
                let text = format!("command `{command}` needs a body, but none was sent");
                call.give(Answer::Rejected(text));
                return Ok(None);
            };
            arguments.set_item(intern!(py, "body"), PyBytes::new(py, &body))?;
        }
        if parameters.contains(intern!(py, "app_handle"))? {
            arguments.set_item(intern!(py, "app_handle"), &self.handles.app_handle)?;
        }
        if parameters.contains(intern!(py, "webview_window"))? {
            let window = self.handles.window_of(py, call.webview())?;
            arguments.set_item(intern!(py, "webview_window"), window)?;
        }
        if parameters.contains(intern!(py, "headers"))? {
            arguments.set_item(intern!(py, "headers"), headers(py, call.headers())?)?;
        }
        Ok(Some(InvokeResolver {
            command: self.command,
            arguments: arguments.unbind(),
            call: Mutex::new(Some(call)),
            handles: Arc::clone(&self.handles),
        }))
    }

    fn resolve(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let answer = Answer::Resolved(payload(value)?);
        take(&self.call, self.command)?.give(answer);
        Ok(())
    }

    fn reject(&self, value: String) -> PyResult<()> {
        take(&self.call, self.command)?.give(Answer::Rejected(value));
        Ok(())
    }
}

#[pymethods]
impl InvokeResolver {
    /// The window that calls; `None` once the call is answered.
    #[getter]
    fn webview_window(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let webview = self.of_call(|call| call.webview().clone());
        let window = webview.map(|webview| self.handles.window_of(py, &webview));
        window.transpose()
    }

    /// The headers; `None` once the call is answered.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyList>>> {
        let map = self.of_call(|call| call.headers().clone());
        map.map(|map| headers(py, &map)).transpose()
    }

    fn resolve(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let answer = Answer::Resolved(payload(value)?);
        take(&self.call, self.command)?.give(answer);
        Ok(())
    }

    fn reject(&self, value: String) -> PyResult<()> {
        take(&self.call, self.command)?.give(Answer::Rejected(value));
        Ok(())
    }
}

impl InvokeResolver {
    /// Python's code runs only when the lock is free again.
    fn of_call<T>(&self, get: impl FnOnce(&Call<Wry>) -> T) -> Option<T> {
        let call = self.call.lock().unwrap_or_else(PoisonError::into_inner);
        call.as_ref().map(get)
    }
}

fn take<T>(unused: &Mutex<Option<T>>, command: &str) -> PyResult<T> {
    let taken = unused.lock().unwrap_or_else(PoisonError::into_inner).take();
    taken.ok_or_else(|| {
        ConsumedError::new_err(format!(
            "this call of `{command}` is already consumed: \
             it can be bound, resolved or rejected only once"
        ))
    })
}

/// The headers, without the key by which Tauri knows its own pages.
fn headers<'py>(py: Python<'py>, headers: &HeaderMap) -> PyResult<Bound<'py, PyList>> {
    let shown = headers
        .iter()
        .filter(|(name, _)| *name != "tauri-invoke-key");
    let pairs = shown.map(|(name, value)| {
        (
            PyBytes::new(py, name.as_str().as_bytes()),
            PyBytes::new(py, value.as_bytes()),
        )
    });
    PyList::new(py, pairs.collect::<Vec<_>>())
}
