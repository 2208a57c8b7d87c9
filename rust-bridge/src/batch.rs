//! Calls that a page made in one turn travel as one message, and are judged and run one by one.
//!
//! The format is in `docs/protocol.md` of pytauri-gen. A batch is invoked under the name of its
//! first command, so it needs no permission of its own; each call in it, the first included, is
//! given to Tauri as if it had come alone, and passes the access control list by itself.

use std::fmt::Write;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tauri::ipc::{
    CallbackFn, Channel, Invoke, InvokeBody, InvokeError, InvokeResolver, InvokeResponse,
    InvokeResponseBody, JavaScriptChannelId,
};
use tauri::utils::acl::ExecutionContext;
use tauri::webview::InvokeRequest;
use tauri::{Manager, Runtime, Webview};

use crate::body;
use crate::call::{mark, CALL_HEADER, CONTRACT_HEADER};
use crate::contract::Contract;
use crate::pages::page_of;
use crate::queue::Queue;
use crate::resend::Recent;

/// The header that says that the body is an envelope; its value is the callback for late answers.
const BATCH_HEADER: HeaderName = HeaderName::from_static("pytauri-batch");
/// The rejection that tells the client to send the calls one by one.
const REFUSED: &str = "pytauri-batch refused";
/// The rejection of a batch that has come before: its calls have run, or run still.
const TWICE: &str = "pytauri-batch came twice";

/// A batch whose calls are being answered.
pub struct Batch<R: Runtime> {
    webview: Webview<R>,
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

struct Entry {
    /// What the page numbers the call.
    number: String,
    command: String,
    body: InvokeBody,
}

/// Whether a request says that it is a batch.
pub fn is_batch<R: Runtime>(invoke: &Invoke<R>) -> bool {
    invoke.message.headers().contains_key(BATCH_HEADER)
}

/// Opens a batch and dispatches what is in it; refuses it if it is malformed, or if it does not
/// come from a page of the app itself: the origin by which Tauri would judge the calls is known
/// to be right only for those. One that comes twice does not run twice. All its commands
/// are Python's, whose answers are known to be JSON: what is not would spoil those beside it.
pub fn open<R: Runtime>(contract: &Contract, recent: &Recent<R>, invoke: Invoke<R>) {
    let opened = is_local(&invoke).then(|| read(contract, &invoke)).flatten();
    if opened.is_some() && !recent.is_new(&invoke.message) {
        return invoke.resolver.reject(TWICE);
    }
    let webview = invoke.message.webview();
    let (Some((callback, entries)), Ok(url)) = (opened, webview.url()) else {
        return invoke.resolver.reject(REFUSED);
    };
    let headers = shared_headers(invoke.message.headers());
    let page = page(invoke.message.headers()).to_owned();
    let batch = Arc::new(Batch::new(
        webview.clone(),
        callback,
        entries.len(),
        invoke.resolver,
    ));
    for (index, entry) in (0..).zip(entries) {
        let request = InvokeRequest {
            cmd: entry.command,
            callback: CallbackFn(callback),
            error: CallbackFn(callback),
            url: url.clone(),
            body: entry.body,
            headers: with_id(headers.clone(), &page, &entry.number),
            invoke_key: webview.app_handle().invoke_key().to_owned(),
        };
        let responder = Responder {
            batch: Arc::clone(&batch),
            index,
            answered: false,
        };
        let respond = move |_, _, response, _, _| responder.answer(&response);
        webview.clone().on_message(request, Box::new(respond));
    }
    if let Some(queue) = webview.try_state::<Arc<Queue<R>>>() {
        queue.open_batch(Arc::downgrade(&batch));
    }
}

fn is_local<R: Runtime>(invoke: &Invoke<R>) -> bool {
    let mut judged = invoke.acl.iter().flatten();
    judged.all(|allowed| matches!(allowed.context, ExecutionContext::Local))
}

/// The headers of each call: those of the batch, but for what names the batch itself.
fn shared_headers(headers: &HeaderMap) -> HeaderMap {
    let mut shared = headers.clone();
    shared.remove(BATCH_HEADER);
    let contract = mark(headers).and_then(|(hash, _)| HeaderValue::from_str(hash).ok());
    contract.map(|hash| shared.insert(CONTRACT_HEADER, hash));
    shared
}

/// The name of the page that sent a batch.
fn page(headers: &HeaderMap) -> &str {
    mark(headers).map_or("", |(_, message)| page_of(message))
}

fn with_id(mut headers: HeaderMap, page: &str, number: &str) -> HeaderMap {
    if let Ok(id) = HeaderValue::from_str(&format!("{page}-{number}")) {
        headers.insert(CALL_HEADER, id);
    }
    headers
}

fn read<R: Runtime>(contract: &Contract, invoke: &Invoke<R>) -> Option<(u32, Vec<Entry>)> {
    let callback = invoke
        .message
        .headers()
        .get(BATCH_HEADER)?
        .to_str()
        .ok()?
        .parse()
        .ok()?;
    let entries = match invoke.message.payload() {
        InvokeBody::Raw(envelope) => entries(envelope),
        InvokeBody::Json(Value::String(envelope)) => entries(envelope.as_bytes()),
        InvokeBody::Json(json) => entries(&body::from_numbers(json)?),
    }?;
    let ours = |entry: &Entry| contract.command(&entry.command).is_some();
    entries.iter().all(ours).then_some((callback, entries))
}

/// Reads an envelope: for each call, a line with its number and its command, and a line with its
/// body or nothing.
fn entries(envelope: &[u8]) -> Option<Vec<Entry>> {
    let mut lines = envelope.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
    let mut entries = Vec::new();
    while let Some(call) = lines.next() {
        let (number, command) = std::str::from_utf8(call).ok()?.split_once(' ')?;
        let (number, command) = (number.to_owned(), command.to_owned());
        let body = match lines.next()? {
            [] => InvokeBody::Json(Value::Null),
            body => InvokeBody::Raw(body.to_vec()),
        };
        entries.push(Entry {
            number,
            command,
            body,
        });
    }
    Some(entries)
}

/// Answers one call of a batch; if Tauri drops it, the call is rejected.
struct Responder<R: Runtime> {
    batch: Arc<Batch<R>>,
    index: u32,
    answered: bool,
}

impl<R: Runtime> Responder<R> {
    fn answer(mut self, response: &InvokeResponse) {
        self.answered = true;
        self.batch.answer(self.index, response);
    }
}

impl<R: Runtime> Drop for Responder<R> {
    fn drop(&mut self) {
        if !self.answered {
            let dropped = InvokeError("the call was dropped without an answer".into());
            self.batch.answer(self.index, &InvokeResponse::Err(dropped));
        }
    }
}

impl<R: Runtime> Batch<R> {
    fn new(webview: Webview<R>, callback: u32, calls: usize, reply: InvokeResolver<R>) -> Self {
        let state = State {
            answers: String::new(),
            pending: calls,
            reply: Some(reply),
            late: None,
            sending: false,
        };
        Self {
            webview,
            callback,
            state: Mutex::new(state),
        }
    }

    /// Notes an answer. The last one sends them; after a flush, every one does.
    fn answer(self: &Arc<Self>, index: u32, response: &InvokeResponse) {
        if self.note(index, response) {
            self.send_late();
        }
    }

    /// Whether the answer is a late one that nobody is about to send.
    fn note(&self, index: u32, response: &InvokeResponse) -> bool {
        let mut state = self.lock();
        write_answer(&mut state.answers, index, response);
        state.pending -= 1;
        if state.reply.is_none() {
            return !mem::replace(&mut state.sending, true);
        }
        if state.pending == 0 {
            state.respond();
        }
        false
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

/// Writes one answer: index, kind, and value.
fn write_answer(answers: &mut String, index: u32, response: &InvokeResponse) {
    if !answers.is_empty() {
        answers.push(',');
    }
    // Writing to a string does not fail.
    let _ = match response {
        InvokeResponse::Ok(InvokeResponseBody::Json(json)) => write!(answers, "[{index},0,{json}]"),
        InvokeResponse::Ok(InvokeResponseBody::Raw(raw)) => write!(answers, "[{index},1,{raw:?}]"),
        InvokeResponse::Err(InvokeError(value)) => write!(answers, "[{index},2,{value}]"),
    };
}
