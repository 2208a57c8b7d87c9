//! A batch: what its calls have in common, and their answers.

use std::fmt::Write;
use std::mem;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use serde_json::Value;
use tauri::ipc::{Channel, InvokeResolver, InvokeResponseBody, JavaScriptChannelId};
use tauri::{Runtime, Webview};

use crate::reply::Answer;

/// A batch whose calls are being answered.
pub struct Batch<R: Runtime> {
    webview: Webview<R>,
    headers: HeaderMap,
    envelope: Vec<u8>,
    callback: u32,
    state: Mutex<State<R>>,
}

struct State<R: Runtime> {
    /// Answers that have not been sent, in the format of an answer to the batch but for the
    /// brackets around all.
    answers: String,
    pending: usize,
    /// Answers the batch itself; gone when that is done, and answers are late.
    reply: Option<InvokeResolver<R>>,
    /// Carries late answers.
    late: Option<Channel<InvokeResponseBody>>,
    sending: bool,
}

/// The kinds of an answer, as the protocol numbers them.
#[derive(Clone, Copy)]
enum Kind {
    Resolved = 0,
    ResolvedRaw = 1,
    Rejected = 2,
}

impl<R: Runtime> Batch<R> {
    /// A batch of a page.
    ///
    /// `headers` are those of each call, `envelope` is the text, `callback` takes late answers,
    /// `calls` counts them, and `reply` answers the batch itself.
    pub fn new(
        webview: Webview<R>,
        headers: HeaderMap,
        envelope: Vec<u8>,
        (callback, calls): (u32, usize),
        reply: InvokeResolver<R>,
    ) -> Self {
        let state = State {
            answers: String::new(),
            pending: calls,
            reply: Some(reply),
            late: None,
            sending: false,
        };
        Self {
            webview,
            headers,
            envelope,
            callback,
            state: Mutex::new(state),
        }
    }

    /// The page that calls.
    pub fn webview(&self) -> &Webview<R> {
        &self.webview
    }

    /// The headers of each call.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A part of the envelope.
    pub fn text(&self, range: &Range<usize>) -> &[u8] {
        &self.envelope[range.clone()]
    }

    /// Notes the answer to a call. The last one sends them; after a flush, every one does.
    pub fn answer(self: &Arc<Self>, index: u32, answer: Answer) {
        match answer {
            Answer::Resolved(InvokeResponseBody::Json(json)) => {
                self.note(index, Kind::Resolved, &json);
            }
            Answer::Resolved(InvokeResponseBody::Raw(raw)) => {
                self.note(index, Kind::ResolvedRaw, &format!("{raw:?}"));
            }
            Answer::Rejected(text) => {
                self.note(index, Kind::Rejected, &Value::from(text).to_string());
            }
        }
    }

    fn note(self: &Arc<Self>, index: u32, kind: Kind, json: &str) {
        if self.lock().note(index, kind, json) {
            self.send_late();
        }
    }

    /// Sends what has been answered; the others will be late.
    pub fn flush(&self) {
        let mut state = self.lock();
        if state.pending > 0 {
            let channel = format!("__CHANNEL__:{}", self.callback).parse::<JavaScriptChannelId>();
            state.late = channel.ok().map(|id| id.channel_on(self.webview.clone()));
        }
        state.respond();
    }

    /// Sends late answers from the thread of the user interface: those that come until it gets to
    /// it travel together. On that thread, it does so at once, so the lock must be free.
    fn send_late(self: &Arc<Self>) {
        let batch = Arc::clone(self);
        // Fails only when the event loop has ended, and with it the page.
        let _ = self.webview.run_on_main_thread(move || batch.lock().send());
    }

    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Runtime> State<R> {
    /// Writes an answer: index, kind, and value. Whether it is a late one that nobody is about to
    /// send.
    fn note(&mut self, index: u32, kind: Kind, json: &str) -> bool {
        if !self.answers.is_empty() {
            self.answers.push(',');
        }
        // Writing to a string does not fail.
        let _ = write!(self.answers, "[{index},{},{json}]", kind as u8);
        self.pending -= 1;
        if self.reply.is_none() {
            return !mem::replace(&mut self.sending, true);
        }
        if self.pending == 0 {
            self.respond();
        }
        false
    }

    /// JSON in a string: Tauri may paste it into a script, where the page is quicker to read one
    /// string than what is in it.
    fn take(&mut self) -> InvokeResponseBody {
        let json = format!("[{}]", mem::take(&mut self.answers));
        InvokeResponseBody::Json(Value::from(json).to_string())
    }

    fn respond(&mut self) {
        if let Some(reply) = self.reply.take() {
            reply.resolve(self.take());
        }
    }

    fn send(&mut self) {
        self.sending = false;
        let answers = self.take();
        if let Some(late) = &self.late {
            // Fails only when the page is gone.
            let _ = late.send(answers);
        }
        if self.pending == 0 {
            self.late = None;
        }
    }
}
