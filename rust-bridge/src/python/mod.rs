//! What Python sees of the bridge; used by `pytauri_runtime.hosts.desktop` only.

mod app_handle;
mod calls;
mod channel;
mod errors;
mod export;
mod invoke;
mod payload;
mod window;

pub use export::{export, export_with, App, Launch};
