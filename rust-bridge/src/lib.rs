//! Carries the calls of a Tauri webview to Python commands, and their answers back.
//!
//! ```text
//! page → Tauri's ACL → handler.rs → queue.rs ⇢ (a byte through a socket) ⇢ Python's event loop
//!                         ↑ opening.rs                                     ↓
//! page ←──────────────────────────────────────────── batch.rs ←──────── reply.rs
//! ```
//!
//! The thread of the user interface never waits for Python's GIL: it pushes a call onto the queue
//! and wakes the event loop. Everything that Python sees is in `python/`; the rest knows nothing of
//! Python and is generic over Tauri's runtime.

mod batch;
mod body;
mod call;
mod channel;
mod contract;
mod envelope;
mod handler;
mod judge;
mod opening;
mod pages;
mod post;
mod python;
mod queue;
mod reply;
mod resend;
mod wake;

pub use contract::{Body, Command, Contract};
pub use handler::{handler, handler_with};
pub use python::{export, export_with, App, Launch};
