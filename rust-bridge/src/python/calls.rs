//! `Calls`: the queue, as Python's event loop sees it.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyList;
use tauri::{Manager, Webview, Wry};

use super::errors::{self, HostError};
use super::invoke::Invoke;
use super::window::Window;
use crate::queue::{self, Queue};
use crate::wake::{RawSocket, Waker};

/// The calls and events that wait for Python.
#[pyclass(frozen, module = "pytauri_bridge")]
pub struct Calls {
    queue: Arc<Queue<Wry>>,
    handles: PyOnceLock<Arc<Handles>>,
}

/// How the handles of an app become those that app code is given.
pub struct Handles {
    pub app_handle: Py<PyAny>,
    make_window: Py<PyAny>,
}

impl Handles {
    /// The Python handle of the window that calls.
    pub fn window_of(&self, py: Python<'_>, webview: &Webview<Wry>) -> PyResult<Py<PyAny>> {
        let window = errors::window(webview.app_handle(), webview.label())?;
        self.make_window.call1(py, (Window::new(window),))
    }
}

/// An event for a listener in Python.
#[pyclass(frozen, get_all, module = "pytauri_bridge")]
pub struct Event {
    /// The number that `listen` was given.
    listener: u32,
    /// The payload, as JSON text.
    payload: String,
}

type Taken<'py> = (Bound<'py, PyList>, Bound<'py, PyList>, Vec<String>);

#[pymethods]
impl Calls {
    /// Takes over one end of a `socket.socketpair()`, which the caller has detached.
    #[new]
    fn new(waker: RawSocket) -> PyResult<Self> {
        // SAFETY: `pytauri_runtime.hosts.desktop` passes what `socket.detach()` returned.
        let waker = unsafe { Waker::from_raw(waker) }?;
        Ok(Self {
            queue: Arc::new(Queue::new(waker)),
            handles: PyOnceLock::new(),
        })
    }

    /// Sets, once, what commands get as their `app_handle`, and what turns a `Window` into their
    /// `webview_window`.
    fn set_handles(
        &self,
        py: Python<'_>,
        app_handle: Py<PyAny>,
        make_window: Py<PyAny>,
    ) -> PyResult<()> {
        let handles = Arc::new(Handles {
            app_handle,
            make_window,
        });
        let set = self.handles.set(py, handles);
        set.map_err(|_| HostError::new_err("the handles have been set already"))
    }

    /// Everything that waits, oldest first: calls, events, and pages that are gone.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Taken<'py>> {
        let invokes = PyList::empty(py);
        let events = PyList::empty(py);
        let waiting = self.queue.take();
        for call in waiting.calls {
            invokes.append(Invoke::new(call, self.handles(py)?))?;
        }
        for queue::Event { listener, payload } in waiting.events {
            events.append(Event { listener, payload })?;
        }
        Ok((invokes, events, waiting.gone))
    }

    /// Answers batches with what has been answered so far.
    fn flush(&self) {
        self.queue.flush();
    }

    /// Rejects what waits and what comes.
    fn close(&self) {
        self.queue.close();
    }
}

impl Calls {
    pub fn queue(&self) -> &Arc<Queue<Wry>> {
        &self.queue
    }

    fn handles(&self, py: Python<'_>) -> PyResult<Arc<Handles>> {
        let handles = self.handles.get(py);
        handles
            .cloned()
            .ok_or_else(|| HostError::new_err("a call came before `set_handles`"))
    }
}
