//! What the page is told of a call, and the end of waiting for it.

use std::sync::mpsc::{channel, Receiver, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tauri::ipc::{InvokeResponse, InvokeResponseBody};

/// How long anything may take: Tauri's own `get_ipc_response` would wait for ever.
const SECONDS: u64 = 20;

/// How a call has ended.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Json(Value),
    Raw(Vec<u8>),
    Rejected(Value),
}

/// A promise of the page.
pub struct Promise(Receiver<Answer>);

impl From<&InvokeResponseBody> for Answer {
    fn from(body: &InvokeResponseBody) -> Self {
        match body {
            InvokeResponseBody::Json(json) => Self::Json(serde_json::from_str(json).unwrap()),
            InvokeResponseBody::Raw(raw) => Self::Raw(raw.clone()),
        }
    }
}

impl From<InvokeResponse> for Answer {
    fn from(response: InvokeResponse) -> Self {
        match response {
            InvokeResponse::Ok(body) => Self::from(&body),
            InvokeResponse::Err(error) => Self::Rejected(error.0),
        }
    }
}

impl Promise {
    /// A promise, and what settles it.
    pub fn new() -> (impl FnOnce(InvokeResponse) + Send, Self) {
        let (sender, receiver) = channel();
        let settle = move |response: InvokeResponse| {
            let _ = sender.send(response.into()); // fails if the test has dropped the promise
        };
        (settle, Self(receiver))
    }

    /// How it was settled.
    pub fn answer(self) -> Answer {
        let answer = self.0.recv_timeout(Duration::from_secs(SECONDS));
        answer.expect("the call is never answered")
    }

    /// The answers to a batch, which are JSON in a string.
    pub fn answers(self) -> Value {
        match self.answer() {
            Answer::Json(Value::String(json)) => serde_json::from_str(&json).unwrap(),
            answer => panic!("no answers: {answer:?}"),
        }
    }

    /// The text with which it was rejected.
    pub fn rejection(self) -> String {
        match self.answer() {
            Answer::Rejected(Value::String(text)) => text,
            answer => panic!("not rejected with a text: {answer:?}"),
        }
    }

    pub fn is_pending(&self) -> bool {
        matches!(self.0.try_recv(), Err(TryRecvError::Empty))
    }

    /// Whether the answer goes elsewhere.
    pub fn is_given_up(&self) -> bool {
        matches!(self.0.try_recv(), Err(TryRecvError::Disconnected))
    }
}

/// Runs a test that waits for ever if it fails, on a thread of its own, and as long as it may take.
pub fn in_time(test: impl FnOnce() + Send + 'static) {
    let (done, ended) = channel();
    let running = thread::spawn(move || {
        let _done = done; // dropped at the end, be it by a panic
        test();
    });
    let ended = ended.recv_timeout(Duration::from_secs(SECONDS));
    assert_eq!(
        ended,
        Err::<(), _>(RecvTimeoutError::Disconnected),
        "it hangs"
    );
    running.join().unwrap();
}
