//! Asks Tauri whether a page may call a command.
//!
//! Tauri judges a message by its command, its window and its origin. Calls of one command in one
//! batch differ in none of these, so that one question decides for all of them: to be judged takes
//! longer than all else that happens to a call on the thread of the user interface.

use std::sync::mpsc;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tauri::ipc::{CallbackFn, Invoke, InvokeBody, InvokeError, InvokeResponse};
use tauri::webview::InvokeRequest;
use tauri::{Manager, Runtime, Url, Webview};

/// The header of a question. Anyone may ask: that runs nothing.
const QUESTION_HEADER: HeaderName = HeaderName::from_static("pytauri-question");

/// Whether a page of the app itself may call a command, or else the rejection that Tauri has for
/// it. On the thread of the user interface.
pub fn judge<R: Runtime>(webview: &Webview<R>, url: &Url, command: &str) -> Result<(), String> {
    let question = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(0),
        url: url.clone(),
        body: InvokeBody::default(),
        headers: HeaderMap::from_iter([(QUESTION_HEADER, HeaderValue::from_static(""))]),
        invoke_key: webview.app_handle().invoke_key().to_owned(),
    };
    let (respond, response) = mpsc::channel();
    let responder = move |_, _, response, _, _| {
        let _ = respond.send(response); // nobody waits for one that comes later
    };
    webview.clone().on_message(question, Box::new(responder));
    match response.try_recv() {
        Ok(InvokeResponse::Ok(_)) => Ok(()),
        Ok(InvokeResponse::Err(InvokeError(Value::String(reason)))) => Err(reason),
        Ok(InvokeResponse::Err(InvokeError(reason))) => Err(reason.to_string()),
        Err(_) => Err("the call was dropped without an answer".into()),
    }
}

/// Whether a message is a question.
pub fn is_question<R: Runtime>(invoke: &Invoke<R>) -> bool {
    invoke.message.headers().contains_key(QUESTION_HEADER)
}

/// Answers a question that has come as far as a call would.
pub fn answer<R: Runtime>(invoke: Invoke<R>) {
    invoke.resolver.resolve(());
}
