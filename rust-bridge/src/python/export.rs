//! What a native module exports: the classes, and `run`.

use std::panic::{self, catch_unwind, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple};
use tauri::plugin::{self, TauriPlugin};
use tauri::webview::PageLoadEvent;
use tauri::{Builder, Context, RunEvent, WindowEvent, Wry};

use super::app_handle::AppHandle;
use super::calls::{self, Calls};
use super::channel::Channel;
use super::errors::StartError;
use super::invoke::{Invoke, InvokeResolver};
use super::window::Window;
use crate::channel;
use crate::contract::Contract;
use crate::post::Post;
use crate::queue::{Event, Queue};

/// An app that is ready to be built.
pub struct App {
    /// Its builder, invoke handler and plugins included.
    pub builder: Builder<Wry>,
    /// Its configuration, assets and permissions.
    pub context: Context<Wry>,
    /// Whether it runs for development.
    pub is_dev: bool,
}

/// How the app runs; in its state.
pub struct Mode {
    pub is_dev: bool,
}

/// What Python knows of an app that is not compiled in.
#[derive(FromPyObject)]
pub struct Launch {
    /// The folder with `tauri.conf.json` and `capabilities/`.
    pub src_tauri: PathBuf,
    /// The hash of the contract.
    pub contract: String,
    /// Name, body (`"none"`, `"json"` or `"raw"`), and whether it binds `app_handle`,
    /// `webview_window` and `headers`, for each command.
    pub commands: Vec<(String, String, bool, bool, bool)>,
    /// The front end's development server, in place of the configured one.
    pub dev_url: Option<String>,
}

/// Fills the extension module of an app: `contract` is that of its generated crate, and `app`
/// makes its builder and context.
///
/// # Errors
///
/// Python has no memory left.
pub fn export<F>(module: &Bound<'_, PyModule>, contract: &'static Contract, app: F) -> PyResult<()>
where
    F: Fn() -> (Builder<Wry>, Context<Wry>) + Send + Sync + 'static,
{
    let names: Vec<_> = contract
        .commands
        .iter()
        .map(|command| command.name)
        .collect();
    module.add("COMMANDS", PyTuple::new(module.py(), names)?)?;
    export_with(module, move |_| {
        let (builder, context) = app();
        Ok(App {
            builder,
            context,
            is_dev: tauri::is_dev(),
        })
    })
}

/// As [`export`], for an app that is made from what is on disk.
///
/// # Errors
///
/// Python has no memory left.
pub fn export_with<F>(module: &Bound<'_, PyModule>, app: F) -> PyResult<()>
where
    F: Fn(Launch) -> Result<App, String> + Send + Sync + 'static,
{
    module.add_class::<AppHandle>()?;
    module.add_class::<Calls>()?;
    module.add_class::<Channel>()?;
    module.add_class::<calls::Event>()?;
    module.add_class::<Invoke>()?;
    module.add_class::<InvokeResolver>()?;
    module.add_class::<Window>()?;
    let closure = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| {
        let (calls, launch, ready) = arguments.extract()?;
        run(arguments.py(), &app, &calls, launch, ready)
    };
    let doc = c"run(calls, launch, ready, /)\n--\n\nOpen the app and return its exit code.";
    module.add(
        "run",
        PyCFunction::new_closure(module.py(), Some(c"run"), Some(doc), closure)?,
    )
}

/// Builds the app, tells Python by `ready(app_handle)`, and runs its event loop on this thread,
/// which must be the main one, until the app ends.
fn run(
    py: Python<'_>,
    app: &(impl Fn(Launch) -> Result<App, String> + Sync),
    calls: &Py<Calls>,
    launch: Launch,
    ready: Py<PyAny>,
) -> PyResult<i32> {
    let queue = Arc::clone(calls.get().queue());
    let told = Arc::clone(&queue);
    let ended = py.detach(move || {
        let pages = Arc::clone(&told);
        let built = catch_panic(|| {
            let App {
                builder,
                context,
                is_dev,
            } = app(launch)?;
            let built = builder
                .channel_interceptor(channel::intercept)
                .manage(queue)
                .manage(Mode { is_dev })
                .plugin(page_loads(pages))
                .plugin(Post::default())
                .build(context);
            built.map_err(|error| error.to_string())
        });
        let built = built.map_err(StartError::new_err)?;
        let handle = AppHandle::new(built.handle().clone());
        Python::attach(|py| ready.call1(py, (handle,)))?;
        let code = built.run_return(move |_, event| match event {
            RunEvent::Ready => told.push_event(Event::ready()),
            RunEvent::Exit => told.close(),
            RunEvent::WindowEvent {
                label,
                event: WindowEvent::Destroyed,
                ..
            } => told.close_window(&label),
            _ => {}
        });
        Ok(code)
    });
    calls.get().queue().close();
    ended
}

/// Tells when a document begins to load; the app may have a handler of its own for that.
fn page_loads(queue: Arc<Queue<Wry>>) -> TauriPlugin<Wry> {
    plugin::Builder::new("pytauri-pages")
        .on_page_load(move |webview, load| {
            if load.event() == PageLoadEvent::Started {
                queue.load(webview.label());
            }
        })
        .build()
}

/// Calls a function that panics where there is no display; what it said is the error, in place of
/// a report on standard error.
fn catch_panic<T>(build: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let report = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let built = catch_unwind(AssertUnwindSafe(build));
    panic::set_hook(report);
    built.unwrap_or_else(|panicked| {
        let said = panicked.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panicked.downcast_ref::<&str>().copied());
        let said = said.unwrap_or("it did not say why");
        Err(format!(
            "the window system could not be started ({said}); is there a display?"
        ))
    })
}
