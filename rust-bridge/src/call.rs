//! One call that waits for Python.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Weak};

use http::{HeaderMap, HeaderName};
use tauri::ipc::{Invoke, InvokeMessage};
use tauri::{Runtime, Webview};

use crate::batch::Batch;
use crate::body;
use crate::contract::Command;
use crate::envelope::Entry;
use crate::reply::{Answer, Reply, Slot, Way};

/// The header by which the generated client marks its calls: the contract's hash and, after a `/`,
/// a name for the message that no other message of the app has.
pub(crate) const CONTRACT_HEADER: HeaderName = HeaderName::from_static("pytauri-contract");

/// The header of a message about a call that was made before: `cancel <call>`, for example.
const CONTROL_HEADER: HeaderName = HeaderName::from_static("pytauri-control");
/// The header by which such a message says that its page waits for no answer.
const UNANSWERED_HEADER: HeaderName = HeaderName::from_static("pytauri-unanswered");
/// The header with the channel that takes what a command yields.
const STREAM_HEADER: HeaderName = HeaderName::from_static("pytauri-stream");

/// The contract's hash and the message's name, of a marked call. The name may be empty.
pub(crate) fn mark(headers: &HeaderMap) -> Option<(&str, &str)> {
    let value = headers.get(CONTRACT_HEADER)?.to_str().ok()?;
    Some(value.split_once('/').unwrap_or((value, "")))
}

/// A call of a Python command, with all that Tauri delivered of it.
pub struct Call<R: Runtime> {
    /// The command's entry in the table.
    pub command: &'static Command,
    id: Option<String>,
    origin: Origin<R>,
    reply: Reply<R>,
}

/// What a call is read from.
enum Origin<R: Runtime> {
    Message(InvokeMessage<R>),
    /// A batch, and where in its envelope the body is.
    Batch(Arc<Batch<R>>, Range<usize>),
}

impl<R: Runtime> Call<R> {
    /// Takes over a call.
    pub fn new(command: &'static Command, invoke: Invoke<R>) -> Self {
        let headers = invoke.message.headers();
        let id = id(headers).map(str::to_owned);
        let is_control = id.is_some() && headers.contains_key(CONTROL_HEADER);
        let answered = !(is_control && headers.contains_key(UNANSWERED_HEADER));
        Self {
            command,
            id,
            origin: Origin::Message(invoke.message),
            reply: Reply::new(command.name, answered.then_some(Way::Page(invoke.resolver))),
        }
    }

    /// A call of a batch: which one, and what the envelope says of it.
    pub fn in_batch(batch: &Arc<Batch<R>>, index: u32, entry: Entry) -> Self {
        let way = Way::Batch(Arc::clone(batch), index);
        Self {
            command: entry.command,
            id: entry.id,
            origin: Origin::Batch(Arc::clone(batch), entry.body),
            reply: Reply::new(entry.command.name, Some(way)),
        }
    }

    /// The body, or `None` if the request has none.
    pub fn body(&self) -> Option<Cow<'_, [u8]>> {
        match &self.origin {
            Origin::Message(message) => {
                let marked = self.contract().is_some();
                body::bytes(message.payload(), self.command.body, marked)
            }
            Origin::Batch(_, body) if body.is_empty() => None,
            Origin::Batch(batch, body) => Some(Cow::Borrowed(batch.text(body))),
        }
    }

    /// The hash of the contract that the page was generated from, if the call is marked.
    pub fn contract(&self) -> Option<&str> {
        mark(self.headers()).map(|(contract, _)| contract)
    }

    /// The name of a marked call, `<page>-<number>`, which no other call of the app has.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What a message says about another call, if it is no call itself.
    pub fn control(&self) -> Option<&str> {
        self.marked_header(&CONTROL_HEADER)
    }

    /// The channel that takes what the command yields, if the page reads a stream.
    pub fn stream(&self) -> Option<u32> {
        self.marked_header(&STREAM_HEADER)?.parse().ok()
    }

    /// A header of the client's, which means nothing without the call's own number, nor to what is
    /// one of many.
    fn marked_header(&self, name: &HeaderName) -> Option<&str> {
        match (&self.id, &self.origin) {
            (Some(_), Origin::Message(message)) => header(message.headers(), name),
            _ => None,
        }
    }

    /// The headers of the request, Tauri's own included.
    pub fn headers(&self) -> &HeaderMap {
        match &self.origin {
            Origin::Message(message) => message.headers(),
            Origin::Batch(batch, _) => batch.headers(),
        }
    }

    /// The page that calls.
    pub fn webview(&self) -> &Webview<R> {
        match &self.origin {
            Origin::Message(message) => message.webview_ref(),
            Origin::Batch(batch, _) => batch.webview(),
        }
    }

    /// Where the answer goes, for as long as it has not been given.
    pub(crate) fn slot(&self) -> Weak<Slot<R>> {
        self.reply.slot()
    }

    /// Lets the answer to the same call, which came first, go to where this one waits for it.
    pub(crate) fn join(self, first: &Slot<R>) {
        self.reply.join(first);
    }

    /// Answers the call. From any thread.
    pub fn give(self, answer: Answer) {
        self.reply.give(answer);
    }
}

fn id(headers: &HeaderMap) -> Option<&str> {
    let (_, message) = mark(headers)?;
    (!message.is_empty()).then_some(message)
}

fn header<'map>(headers: &'map HeaderMap, name: &HeaderName) -> Option<&'map str> {
    headers.get(name)?.to_str().ok()
}
