//! The extension module of the window benchmark: Python's commands, and the same in Rust.

use pyo3::prelude::*;
use serde::{Deserialize, Serialize};
use tauri::ipc::{Channel, InvokeBody, Request, Response};

#[derive(Serialize)]
struct Greeting {
    message: String,
}

#[derive(Deserialize, Serialize, Clone, Copy)]
struct Message {
    i: u32,
}

#[tauri::command]
async fn rust_greet(name: String, n: i64) -> Greeting {
    Greeting {
        message: format!("hi {name} {n}"),
    }
}

#[tauri::command]
async fn rust_count(n: u32, on_message: Channel<Message>) -> Result<(), String> {
    let send = move || (0..n).try_for_each(|i| on_message.send(Message { i }));
    let sent = tauri::async_runtime::spawn_blocking(send).await;
    sent.map_err(|error| error.to_string())?
        .map_err(|error| error.to_string())
}

#[tauri::command]
fn rust_echo(request: Request<'_>) -> Result<Response, String> {
    match request.body() {
        InvokeBody::Raw(bytes) => Ok(Response::new(bytes.clone())),
        InvokeBody::Json(_) => Err("a raw body is wanted".into()),
    }
}

#[pymodule(gil_used = false)]
fn native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    pytauri_bridge::export(module, &window_commands::CONTRACT, || {
        let handler = window_commands::generate_handler_with(tauri::generate_handler![
            rust_greet, rust_count, rust_echo
        ]);
        let builder = tauri::Builder::default().invoke_handler(handler);
        (builder, tauri::generate_context!())
    })
}
