//! Calls that a page made in one turn travel as one message, and are judged and run one by one.
//!
//! The format is in `docs/protocol.md` of pytauri-gen. A batch is invoked under the name of its
//! first command, so it needs no permission of its own; each call in it, the first included, is
//! given to Tauri as if it had come alone, and passes the access control list by itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, HeaderName, HeaderValue};
use tauri::ipc::{
    CallbackFn, Channel, Invoke, InvokeBody, InvokeError, InvokeResolver, InvokeResponse,
    InvokeResponseBody, JavaScriptChannelId,
};
use tauri::utils::acl::ExecutionContext;
use tauri::webview::InvokeRequest;
use tauri::{Manager, Runtime, Webview};

use crate::body;
use crate::call::{mark, CONTRACT_HEADER};
use crate::queue::Queue;
use crate::resend::Recent;

/// The header that says that the body is an envelope; its value is the callback for late answers.
const BATCH_HEADER: HeaderName = HeaderName::from_static("pytauri-batch");
/// The rejection that tells the client to send the calls one by one.
const REFUSED: &str = "pytauri-batch refused";
const NO_BODY: u32 = u32::MAX;

/// A batch whose calls are being answered.
pub struct Batch<R: Runtime> {
    webview: Webview<R>,
    callback: u32,
    state: Mutex<State<R>>,
}

struct State<R: Runtime> {
    /// Answers that have not been sent, in the format of an answer to the batch.
    answers: Vec<u8>,
    pending: usize,
    /// Answers the batch itself; gone when that is done, and answers are late.
    reply: Option<InvokeResolver<R>>,
    /// Carries late answers.
    late: Option<Channel<InvokeResponseBody>>,
    sending: bool,
}

struct Entry {
    command: String,
    body: InvokeBody,
}

/// Whether a request says that it is a batch.
pub fn is_batch<R: Runtime>(invoke: &Invoke<R>) -> bool {
    invoke.message.headers().contains_key(BATCH_HEADER)
}

/// Opens a batch and dispatches what is in it; refuses it if it is malformed, or if it does not
/// come from a page of the app itself: the origin by which Tauri would judge the calls is known
/// to be right only for those. One that comes twice is refused the second time.
pub fn open<R: Runtime>(recent: &Recent<R>, invoke: Invoke<R>) {
    let may_open = is_local(&invoke) && recent.is_new(&invoke.message);
    let opened = may_open.then(|| read(&invoke)).flatten();
    let webview = invoke.message.webview();
    let (Some((callback, entries)), Ok(url)) = (opened, webview.url()) else {
        return invoke.resolver.reject(REFUSED);
    };
    let headers = shared_headers(invoke.message.headers());
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
            headers: headers.clone(),
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

fn read<R: Runtime>(invoke: &Invoke<R>) -> Option<(u32, Vec<Entry>)> {
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
        InvokeBody::Json(json) => entries(&body::from_numbers(json)?),
    }?;
    Some((callback, entries))
}

/// Reads an envelope: for each call, the length of its name, the name, the length of its body, and
/// the body; lengths are 32 bits, little endian.
fn entries(mut rest: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let length = read_u32(&mut rest)?;
        let command = String::from_utf8(read_bytes(&mut rest, length)?.to_vec()).ok()?;
        let body = match read_u32(&mut rest)? {
            NO_BODY => InvokeBody::Json(serde_json::Value::Null),
            length => InvokeBody::Raw(read_bytes(&mut rest, length)?.to_vec()),
        };
        entries.push(Entry { command, body });
    }
    (!entries.is_empty()).then_some(entries)
}

fn read_u32(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}

fn read_bytes<'a>(rest: &mut &'a [u8], length: u32) -> Option<&'a [u8]> {
    let (bytes, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = after;
    Some(bytes)
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
            answers: Vec::new(),
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
        let mut state = self.lock();
        write_answer(&mut state.answers, index, response);
        state.pending -= 1;
        if state.reply.is_none() {
            self.send_late(&mut state);
        } else if state.pending == 0 {
            state.respond();
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
    /// it travel together.
    fn send_late(self: &Arc<Self>, state: &mut State<R>) {
        if !state.sending {
            state.sending = true;
            let batch = Arc::clone(self);
            // Fails only when the event loop has ended, and with it the page.
            let _ = self.webview.run_on_main_thread(move || batch.lock().send());
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Runtime> State<R> {
    fn respond(&mut self) {
        if let Some(reply) = self.reply.take() {
            reply.resolve(InvokeResponseBody::Raw(std::mem::take(&mut self.answers)));
        }
    }

    fn send(&mut self) {
        self.sending = false;
        let answers = std::mem::take(&mut self.answers);
        if let Some(late) = &self.late {
            // Fails only when the page is gone.
            let _ = late.send(InvokeResponseBody::Raw(answers));
        }
        if self.pending == 0 {
            self.late = None;
        }
    }
}

/// Writes one answer: index, kind, length and bytes.
fn write_answer(answers: &mut Vec<u8>, index: u32, response: &InvokeResponse) {
    let error;
    let (kind, bytes) = match response {
        InvokeResponse::Ok(InvokeResponseBody::Json(text)) => (0, text.as_bytes()),
        InvokeResponse::Ok(InvokeResponseBody::Raw(bytes)) => (1, bytes.as_slice()),
        InvokeResponse::Err(InvokeError(value)) => {
            error = value.to_string();
            (2, error.as_bytes())
        }
    };
    // An answer of 4 GiB does not fit: it would not fit into the page either.
    let length = u32::try_from(bytes.len()).unwrap_or(0);
    answers.extend_from_slice(&index.to_le_bytes());
    answers.push(kind);
    answers.extend_from_slice(&length.to_le_bytes());
    answers.extend_from_slice(&bytes[..length as usize]);
}
