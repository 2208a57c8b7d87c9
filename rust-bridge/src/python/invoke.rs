//! `Invoke` and `InvokeResolver`, as `pytauri_runtime.invoke` describes them.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use tauri::Wry;

use super::calls::Handles;
use super::errors::ConsumedError;
use super::payload::payload;
use crate::call::Call;
use crate::reply::{Answer, Reply};

/// A call that nobody has answered yet; each method consumes it.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Invoke {
    command: &'static str,
    call: Mutex<Option<Call<Wry>>>,
    handles: Arc<Handles>,
}

/// A call whose parameters are bound; each method consumes it.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct InvokeResolver {
    command: &'static str,
    #[pyo3(get)]
    arguments: Py<PyDict>,
    reply: Mutex<Option<Reply<Wry>>>,
}

impl Invoke {
    pub fn new(call: Call<Wry>, handles: Arc<Handles>) -> Self {
        Self {
            command: call.command.name,
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
            let window = self.handles.window_of(py, &call)?;
            arguments.set_item(intern!(py, "webview_window"), window)?;
        }
        if parameters.contains(intern!(py, "headers"))? {
            arguments.set_item(intern!(py, "headers"), headers(py, &call)?)?;
        }
        let reply = Mutex::new(Some(call.into_reply()));
        Ok(Some(InvokeResolver {
            command: self.command,
            arguments: arguments.unbind(),
            reply,
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
    fn resolve(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let answer = Answer::Resolved(payload(value)?);
        take(&self.reply, self.command)?.give(answer);
        Ok(())
    }

    fn reject(&self, value: String) -> PyResult<()> {
        take(&self.reply, self.command)?.give(Answer::Rejected(value));
        Ok(())
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
fn headers<'py>(py: Python<'py>, call: &Call<Wry>) -> PyResult<Bound<'py, PyList>> {
    let shown = call
        .headers()
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
