//! Short calls of the generated client are posted instead of fetched.
//!
//! Tauri carries a call by `fetch` on a custom protocol, which on WebKitGTK takes more than twice as
//! long as the `postMessage` and the script by which it answers where that protocol is blocked. The
//! bridge gives pages a function that posts a call as Tauri itself would; everything behind it, the
//! access control list first, is Tauri's. See `docs/decisions/0020-posted-calls.md`.

use std::error::Error;

use serde_json::Value;
use tauri::plugin::Plugin;
use tauri::utils::config::PatternKind;
use tauri::{AppHandle, Runtime};

const SCRIPT: &str = include_str!("post.js");

/// Puts the function into the pages of an app.
#[derive(Default)]
pub struct Post {
    script: Option<String>,
}

impl<R: Runtime> Plugin<R> for Post {
    fn name(&self) -> &'static str {
        "pytauri-post"
    }

    fn initialize(&mut self, app: &AppHandle<R>, _config: Value) -> Result<(), Box<dyn Error>> {
        if is_quicker() && matches!(app.config().app.security.pattern, PatternKind::Brownfield) {
            let key = Value::from(app.invoke_key()).to_string();
            self.script = Some(SCRIPT.replace("__INVOKE_KEY__", &key));
        }
        Ok(())
    }

    fn initialization_script(&self) -> Option<String> {
        self.script.clone()
    }
}

/// Whether posting is known to be quicker; on the other systems it has not been measured.
fn is_quicker() -> bool {
    cfg!(target_os = "linux")
}
