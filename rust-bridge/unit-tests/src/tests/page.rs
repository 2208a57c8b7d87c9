//! An app of the mock runtime with one page, in whose place the tests call.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderName};
use serde_json::Value;
use tauri::ipc::{CallbackFn, Invoke, InvokeBody, InvokeResponse, InvokeResponseBody};
use tauri::test::{mock_builder, mock_context, noop_assets, MockRuntime, INVOKE_KEY};
use tauri::webview::InvokeRequest;
use tauri::{App, Builder, Webview, WebviewWindowBuilder};

use super::permitted::{allowed, CONTRACT, LOCAL};
use super::promise::{Answer, Promise};
use super::socket::Woken;
use crate::call::Call;
use crate::channel::intercept;
use crate::handler::handler;
use crate::queue::Queue;

/// A message of a channel, and whether it waits to be sent together with others.
#[derive(Debug, PartialEq)]
pub struct Message {
    pub id: u32,
    pub index: usize,
    pub body: Answer,
    pub waits: bool,
}

pub struct Page {
    _app: App<MockRuntime>,
    pub webview: Webview<MockRuntime>,
    pub queue: Arc<Queue<MockRuntime>>,
    pub woken: Woken,
    messages: Arc<Mutex<Vec<Message>>>,
}

impl Page {
    /// The page of an app whose commands are all Python's.
    pub fn new() -> Self {
        Self::of(handler(&CONTRACT))
    }

    /// The page of an app that was not opened from Python.
    pub fn without_python() -> Self {
        let (woken, waker) = Woken::pair();
        let builder = mock_builder().invoke_handler(handler(&CONTRACT));
        Self::open(builder, woken, Arc::new(Queue::new(waker)))
    }

    /// The page of an app with this invoke handler.
    pub fn of(handler: impl Fn(Invoke<MockRuntime>) -> bool + Send + Sync + 'static) -> Self {
        let (woken, waker) = Woken::pair();
        let queue = Arc::new(Queue::new(waker));
        let builder = mock_builder()
            .invoke_handler(handler)
            .manage(Arc::clone(&queue));
        Self::open(builder, woken, queue)
    }

    fn open(builder: Builder<MockRuntime>, woken: Woken, queue: Arc<Queue<MockRuntime>>) -> Self {
        let messages = Arc::default();
        let noted = Arc::clone(&messages);
        let app = builder.channel_interceptor(move |webview, id, index, body| {
            let waits = intercept(webview, id, index, body);
            note(&noted, id, index, body, waits);
            waits
        });
        let mut context = mock_context(noop_assets());
        *context.runtime_authority_mut() = tauri::runtime_authority!(Default::default(), allowed());
        let app = app.build(context).unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build();
        Self {
            webview: window.unwrap().as_ref().clone(),
            _app: app,
            queue,
            woken,
            messages,
        }
    }

    /// Calls a command with JSON, as anyone may.
    pub fn call(&self, command: &str, json: Value) -> Promise {
        self.invoke(command, InvokeBody::Json(json), &[])
    }

    pub fn invoke(&self, command: &str, body: InvokeBody, headers: &[(&str, &str)]) -> Promise {
        self.invoke_from(LOCAL, command, body, headers)
    }

    pub fn invoke_from(
        &self,
        url: &str,
        command: &str,
        body: InvokeBody,
        headers: &[(&str, &str)],
    ) -> Promise {
        let (settle, promise) = Promise::new();
        self.send(url, command, body, headers, settle);
        promise
    }

    /// Invokes a command and passes its response on.
    pub fn send(
        &self,
        url: &str,
        command: &str,
        body: InvokeBody,
        headers: &[(&str, &str)],
        respond: impl FnOnce(InvokeResponse) + Send + 'static,
    ) {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: url.parse().unwrap(),
            body,
            headers: header_map(headers),
            invoke_key: INVOKE_KEY.into(),
        };
        let responder = move |_, _, response, _, _| respond(response);
        self.webview
            .clone()
            .on_message(request, Box::new(responder));
    }

    /// What Python takes.
    pub fn take(&self) -> Vec<Call<MockRuntime>> {
        self.queue.take().calls
    }

    /// The only call that Python takes.
    pub fn take_one(&self) -> Call<MockRuntime> {
        let mut calls = self.take();
        assert_eq!(calls.len(), 1);
        calls.remove(0)
    }

    /// The messages of channels since the last time.
    pub fn messages(&self) -> Vec<Message> {
        self.messages.lock().unwrap().drain(..).collect()
    }
}

fn note(
    messages: &Mutex<Vec<Message>>,
    CallbackFn(id): CallbackFn,
    index: usize,
    body: &InvokeResponseBody,
    waits: bool,
) {
    messages.lock().unwrap().push(Message {
        id,
        index,
        body: body.into(),
        waits,
    });
}

fn header_map(headers: &[(&str, &str)]) -> HeaderMap {
    let parsed = headers.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().unwrap();
        (name, value.parse().unwrap())
    });
    parsed.collect()
}
