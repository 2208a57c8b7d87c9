//! The right to answer one call: used once, and if it is dropped unused, the call is rejected.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use serde::de::IgnoredAny;
use tauri::ipc::{InvokeResolver, InvokeResponseBody};
use tauri::Runtime;

use crate::batch::Batch;

/// How a call ends.
#[derive(Debug)]
pub enum Answer {
    /// The promise resolves with what JSON text says, or with an `ArrayBuffer`.
    Resolved(InvokeResponseBody),
    /// The promise rejects with this text.
    Rejected(String),
}

/// Where an answer goes.
pub(crate) enum Way<R: Runtime> {
    /// To the page, by itself.
    Page(InvokeResolver<R>),
    /// To a batch, of whose calls this is one.
    Batch(Arc<Batch<R>>, u32),
}

/// Where the answer to a call goes; empty once it has been given.
pub(crate) type Slot<R> = Mutex<Option<Way<R>>>;

/// The right to answer one call. Dropped without an answer, it rejects: no call stays pending
/// because Rust or Python lost it, be it by a panic.
pub struct Reply<R: Runtime> {
    command: &'static str,
    slot: Arc<Slot<R>>,
}

impl<R: Runtime> Reply<R> {
    /// The right to an answer that goes this way; without one, nothing is answered.
    pub(crate) fn new(command: &'static str, way: Option<Way<R>>) -> Self {
        let slot = Arc::new(Mutex::new(way));
        Self { command, slot }
    }

    /// Answers the call. From any thread.
    pub fn give(self, answer: Answer) {
        if let Some(way) = self.take() {
            way.send(answer);
        }
    }

    /// Where the answer goes, for as long as it has not been given.
    pub(crate) fn slot(&self) -> Weak<Slot<R>> {
        Arc::downgrade(&self.slot)
    }

    /// Lets the answer to another call, which came first, go to where this one waits for it.
    pub(crate) fn join(self, first: &Slot<R>) {
        let way = self.take();
        *first.lock().unwrap_or_else(PoisonError::into_inner) = way;
    }

    fn take(&self) -> Option<Way<R>> {
        self.slot
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl<R: Runtime> Drop for Reply<R> {
    fn drop(&mut self) {
        if let Some(way) = self.take() {
            let command = self.command;
            let text = format!("command `{command}` was dropped without an answer");
            way.send(Answer::Rejected(text));
        }
    }
}

impl<R: Runtime> Way<R> {
    fn send(self, answer: Answer) {
        match (self, answer) {
            (Self::Page(page), Answer::Resolved(body)) => page.resolve(in_one_script(body)),
            (Self::Page(page), Answer::Rejected(text)) => page.reject(text),
            (Self::Batch(batch, index), answer) => batch.answer(index, answer),
        }
    }
}

/// Longer JSON is parsed by the page; shorter is pasted into a script, on channels and, where the
/// custom protocol is blocked, in replies (tauri `src/ipc/channel.rs`, `format_callback.rs`).
const PARSED_FROM: usize = 10_241;

/// In a script, the key `__proto__` sets the prototype of an object, in JSON it is a key as any
/// other: text that may hold it is made long enough to be parsed. The spaces go inside, as Tauri
/// strips those around it.
pub(crate) fn parsed_not_run(mut json: String) -> String {
    let holds_it = || json.contains("__proto__") || json.contains("\\u005");
    let start = json.len() - json.trim_start().len();
    let length = json.trim().len();
    if length < PARSED_FROM && json[start..].starts_with(['{', '[']) && holds_it() {
        json.insert_str(start + 1, &" ".repeat(PARSED_FROM - length));
    }
    json
}

/// What answers a posted call by one script at these lengths, where Tauri has the page fetch it: that
/// is as quick below, and holds the thread of the user interface for less time above.
const ONE_SCRIPT: Range<usize> = 8_192..1_048_576;

/// Tauri knows long JSON by its first character (tauri `src/ipc/protocol.rs`, `handle_ipc_message`);
/// with a space before, it takes it for short. To `fetch`, a space makes no difference.
pub(crate) fn in_one_script(body: InvokeResponseBody) -> InvokeResponseBody {
    match body {
        InvokeResponseBody::Json(mut json) if ONE_SCRIPT.contains(&json.len()) => {
            json.insert(0, ' ');
            InvokeResponseBody::Json(json)
        }
        body => body,
    }
}

/// Whether `text` is one JSON value. What is not must never reach Tauri: a reply that the page
/// cannot parse makes it run the command again (tauri `scripts/ipc-protocol.js`), and the text of
/// a short channel message is run as a script (tauri `src/ipc/channel.rs`).
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}
