//! The way in: `tauri::Builder::invoke_handler`.

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Arc;

use tauri::ipc::Invoke;
use tauri::{Manager, Runtime, Webview};

use crate::call::Call;
use crate::contract::{Command, Contract};
use crate::judge;
use crate::opening;
use crate::queue::Queue;
use crate::reply::Answer;
use crate::resend::Recent;

/// The invoke handler of a program without commands in Rust.
///
/// It returns `false` for a command that is not in the contract, so that Tauri refuses it; Python
/// is not asked. It must be called on the thread of the user interface, as Tauri does, and never
/// waits.
pub fn handler<R: Runtime>(
    contract: &'static Contract,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    handler_with(contract, |_| false)
}

/// As [`handler`], beside the app's own commands: `native` is asked about every command that is
/// not in the contract, and is what `tauri::generate_handler!` returns.
pub fn handler_with<R, F>(
    contract: &'static Contract,
    native: F,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static
where
    R: Runtime,
    F: Fn(Invoke<R>) -> bool + Send + Sync + 'static,
{
    let recent = Recent::new();
    move |invoke| match contract.command(invoke.message.command()) {
        _ if opening::is_batch(&invoke) => guarded(|| opening::open(contract, &recent, invoke)),
        Some(_) if judge::is_question(&invoke) => guarded(|| judge::answer(invoke)),
        Some(command) => guarded(|| handle(contract, &recent, command, invoke)),
        None => native(invoke),
    }
}

/// Unwinding into the event loop, which is C, would abort the app. The call itself is rejected as it
/// is dropped.
fn guarded(handle: impl FnOnce()) -> bool {
    let _ = catch_unwind(AssertUnwindSafe(handle));
    true
}

fn handle<R: Runtime>(
    contract: &Contract,
    recent: &Recent<R>,
    command: &'static Command,
    invoke: Invoke<R>,
) {
    let Some(call) = recent.admit(Call::new(command, invoke)) else {
        return;
    };
    match queue_for(call.webview(), contract, call.contract()) {
        Ok(queue) => queue.push_call(call),
        Err(reason) => call.give(Answer::Rejected(reason)),
    }
}

/// Where calls of a page go, or why they can't: it was generated from another contract than the
/// app, or Python does not run.
pub(crate) fn queue_for<R: Runtime>(
    webview: &Webview<R>,
    contract: &Contract,
    marked: Option<&str>,
) -> Result<Arc<Queue<R>>, String> {
    if let Some(page) = marked.filter(|hash| *hash != contract.hash) {
        return Err(format!(
            "pytauri-contract mismatch: the page was generated from contract {}, the app from {}; \
             run `pytauri-gen build`, then build the front end and the app again",
            page, contract.hash,
        ));
    }
    let queue = webview.try_state::<Arc<Queue<R>>>();
    queue.map(|queue| Arc::clone(&queue)).ok_or_else(|| {
        "Python does not run in this app: open it with pytauri_runtime's `run`".into()
    })
}
