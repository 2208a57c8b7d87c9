//! Messages on channels, from Python to a page.
//!
//! Tauri runs one script in the page for each message. Here, short messages wait until the thread
//! of the user interface gets to them, and those that have come by then travel in one script. Tauri
//! still numbers them, and carries long and raw ones, so the page can't tell the difference.

use std::cell::RefCell;
use std::fmt::Write;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tauri::ipc::{CallbackFn, InvokeResponseBody, JavaScriptChannelId};
use tauri::{Manager, Runtime, Webview};

/// What Tauri itself sends by a script (tauri `src/ipc/channel.rs`).
const SHORT: usize = 8192;

thread_local! {
    /// The script that takes the message which this thread is sending, if it is one of ours.
    static TAKING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The sending end of a channel; the page is told when it is dropped.
pub struct Channel<R: Runtime> {
    webview: Webview<R>,
    id: u32,
    tauri: tauri::ipc::Channel<InvokeResponseBody>,
    waiting: Arc<Mutex<Waiting>>,
}

/// Why a message was not sent.
#[derive(Debug)]
pub enum SendError {
    /// The page is gone.
    Gone,
    /// Tauri refused it.
    Tauri(tauri::Error),
}

#[derive(Default)]
struct Waiting {
    /// Calls of a function `r`, one for each message.
    script: String,
    /// Whether the thread of the user interface has been asked to run it.
    asked: bool,
}

impl<R: Runtime> Channel<R> {
    /// The channel that the page has opened under this number; `None` if Tauri can't spell it.
    pub fn open(id: u32, webview: Webview<R>) -> Option<Self> {
        let parsed = format!("__CHANNEL__:{id}").parse::<JavaScriptChannelId>();
        let tauri = parsed.ok()?.channel_on(webview.clone());
        let waiting = Arc::default();
        Some(Self {
            webview,
            id,
            tauri,
            waiting,
        })
    }

    /// The number by which the page knows it.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Sends a message, after those that were sent before. From any thread; never waits for the
    /// page. Text must be JSON, as `reply::parsed_not_run` leaves it.
    pub fn send(&self, message: InvokeResponseBody) -> Result<(), SendError> {
        if self.add_or_send(message)? {
            let (webview, id) = (self.webview.clone(), self.id);
            let waiting = Arc::clone(&self.waiting);
            // On that thread, it runs at once, so the lock must be free.
            self.webview
                .run_on_main_thread(move || run(&webview, id, &waiting))?;
        }
        Ok(())
    }

    /// Whether the message waits, and nobody is about to send it.
    fn add_or_send(&self, message: InvokeResponseBody) -> Result<bool, SendError> {
        let mut waiting = lock(&self.waiting);
        let app = self.webview.app_handle();
        if !waiting.asked && app.get_webview_window(self.webview.label()).is_none() {
            return Err(SendError::Gone);
        }
        self.take_or_send(&mut waiting.script, message)?;
        if waiting.script.is_empty() {
            return Ok(false);
        }
        Ok(!mem::replace(&mut waiting.asked, true))
    }

    fn take_or_send(&self, script: &mut String, message: InvokeResponseBody) -> tauri::Result<()> {
        TAKING.set(Some(mem::take(script)));
        let sent = self.tauri.send(message);
        *script = TAKING.take().unwrap_or_default();
        sent
    }
}

impl From<tauri::Error> for SendError {
    fn from(error: tauri::Error) -> Self {
        Self::Tauri(error)
    }
}

/// For `tauri::Builder::channel_interceptor`: takes the short messages that [`Channel::send`] sends,
/// and leaves all others, the app's own among them, to Tauri.
pub fn intercept<R: Runtime>(
    _: &Webview<R>,
    _: CallbackFn,
    index: usize,
    message: &InvokeResponseBody,
) -> bool {
    TAKING.with_borrow_mut(|taking| match (taking, message) {
        (Some(script), InvokeResponseBody::Json(json)) if json.len() < SHORT => {
            write!(script, "r({{message:{json},index:{index}}});").is_ok()
        }
        _ => false,
    })
}

/// Sends what waits. What a page's own code throws about one message must not cost it the others.
fn run<R: Runtime>(webview: &Webview<R>, id: u32, waiting: &Mutex<Waiting>) {
    let script = {
        let mut waiting = lock(waiting);
        waiting.asked = false;
        mem::take(&mut waiting.script)
    };
    // Fails only when the page is gone.
    let _ = webview.eval(format!(
        "((r)=>{{{script}}})((m)=>{{try{{window.__TAURI_INTERNALS__.runCallback({id},m)}}\
         catch(e){{queueMicrotask(()=>{{throw e}})}}}})"
    ));
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
