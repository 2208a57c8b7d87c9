//! Calls that a page made in one turn travel as one message, and run one by one.
//!
//! The format is in `docs/protocol.md` of pytauri-gen. A batch is invoked under the name of its
//! first command, so it needs no permission of its own; Tauri is asked about each command in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::utils::acl::ExecutionContext;
use tauri::{Runtime, Url};

use crate::batch::Batch;
use crate::body;
use crate::call::{mark, Call, CONTRACT_HEADER};
use crate::contract::Contract;
use crate::envelope::{self, Entry};
use crate::handler::queue_for;
use crate::judge::judge;
use crate::pages::page_of;
use crate::reply::Answer;
use crate::resend::Recent;

/// The header that says that the body is an envelope; its value is the callback for late answers.
const BATCH_HEADER: HeaderName = HeaderName::from_static("pytauri-batch");
/// The rejection that tells the client to send the calls one by one.
const REFUSED: &str = "pytauri-batch refused";
/// The rejection of a batch that has come before: its calls have run, or run still.
const TWICE: &str = "pytauri-batch came twice";

/// Whether a request says that it is a batch.
pub fn is_batch<R: Runtime>(invoke: &Invoke<R>) -> bool {
    invoke.message.headers().contains_key(BATCH_HEADER)
}

/// Opens a batch and dispatches what is in it; refuses it if it is malformed, or if it does not
/// come from a page of the app itself: the origin by which Tauri would judge the calls is known
/// to be right only for those. One that comes twice does not run twice. All its commands
/// are Python's, whose answers are known to be JSON: what is not would spoil those beside it.
pub fn open<R: Runtime>(contract: &Contract, recent: &Recent<R>, invoke: Invoke<R>) {
    let headers = invoke.message.headers();
    let envelope = is_local(&invoke).then(|| text(&invoke)).flatten();
    let entries = envelope
        .as_ref()
        .and_then(|envelope| envelope::read(contract, page(headers), envelope));
    let (Some(envelope), Some(entries), Some(callback)) = (envelope, entries, callback(headers))
    else {
        return invoke.resolver.reject(REFUSED);
    };
    if !recent.is_new(headers) {
        return invoke.resolver.reject(TWICE);
    }
    let Ok(url) = invoke.message.webview_ref().url() else {
        return invoke.resolver.reject(REFUSED);
    };
    let batch = Arc::new(Batch::new(
        invoke.message.webview(),
        shared_headers(headers),
        envelope.into_owned(),
        (callback, entries.len()),
        invoke.resolver,
    ));
    dispatch(contract, &batch, &url, entries);
}

/// Judges each call of a batch, and queues those that pass.
fn dispatch<R: Runtime>(contract: &Contract, batch: &Arc<Batch<R>>, url: &Url, calls: Vec<Entry>) {
    let marked = mark(batch.headers()).map(|(hash, _)| hash);
    let queue = queue_for(batch.webview(), contract, marked);
    let ready = queue.as_ref().map(drop).map_err(String::clone);
    let mut verdicts: HashMap<&str, Result<(), String>> = HashMap::new();
    // All of them first: those that a panic of the app keeps from their turn are rejected, too.
    let calls = (0..).zip(calls);
    let calls: Vec<_> = calls
        .map(|(index, call)| Call::in_batch(batch, index, call))
        .collect();
    let mut passed = Vec::with_capacity(calls.len());
    for call in calls {
        let command = call.command.name;
        let verdict = verdicts
            .entry(command)
            .or_insert_with(|| judge(batch.webview(), url, command).and(ready.clone()));
        match verdict {
            Ok(()) => passed.push(call),
            Err(reason) => call.give(Answer::Rejected(reason.clone())),
        }
    }
    if let Ok(queue) = queue {
        queue.push_batch(batch, passed);
    }
}

fn is_local<R: Runtime>(invoke: &Invoke<R>) -> bool {
    let mut judged = invoke.acl.iter().flatten();
    judged.all(|allowed| matches!(allowed.context, ExecutionContext::Local))
}

/// The envelope of a batch, if its body is one.
fn text<R: Runtime>(invoke: &Invoke<R>) -> Option<Cow<'_, [u8]>> {
    match invoke.message.payload() {
        InvokeBody::Raw(envelope) => Some(envelope.into()),
        InvokeBody::Json(Value::String(envelope)) => Some(envelope.as_bytes().into()),
        InvokeBody::Json(json) => body::from_numbers(json).map(Cow::Owned),
    }
}

/// The callback that takes the late answers of a batch.
fn callback(headers: &HeaderMap) -> Option<u32> {
    headers.get(BATCH_HEADER)?.to_str().ok()?.parse().ok()
}

/// The name of the page that sent a marked batch.
fn page(headers: &HeaderMap) -> Option<&str> {
    mark(headers).map(|(_, message)| page_of(message))
}

/// The headers of each call: those of the batch, but for what names the batch itself.
fn shared_headers(headers: &HeaderMap) -> HeaderMap {
    let mut shared = headers.clone();
    shared.remove(BATCH_HEADER);
    let contract = mark(headers).and_then(|(hash, _)| HeaderValue::from_str(hash).ok());
    contract.map(|hash| shared.insert(CONTRACT_HEADER, hash));
    shared
}
