//! Tests of what is generic over Tauri's runtime in `pytauri-bridge`, on Tauri's mock runtime: no
//! window is opened and no Python runs. What Python sees is tested in windows (`tests/desktop`).
//!
//! The sources are compiled once more, as parts of this crate. In the crate itself, which is copied
//! into every app, there are neither tests nor what only tests depend on.
#![cfg(test)]
#![expect(dead_code, reason = "what only `python/` uses")]

#[path = "../../src/batch.rs"]
mod batch;
#[path = "../../src/body.rs"]
mod body;
#[path = "../../src/call.rs"]
mod call;
#[path = "../../src/channel.rs"]
mod channel;
#[path = "../../src/contract.rs"]
mod contract;
#[path = "../../src/envelope.rs"]
mod envelope;
#[path = "../../src/handler.rs"]
mod handler;
#[path = "../../src/judge.rs"]
mod judge;
#[path = "../../src/opening.rs"]
mod opening;
#[path = "../../src/pages.rs"]
mod pages;
#[path = "../../src/queue.rs"]
mod queue;
#[path = "../../src/reply.rs"]
mod reply;
#[path = "../../src/resend.rs"]
mod resend;
#[path = "../../src/wake.rs"]
mod wake;

mod tests;
