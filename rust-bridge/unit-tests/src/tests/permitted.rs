//! The commands of the app, and who may call them.

use tauri::utils::acl::resolved::{Resolved, ResolvedCommand};
use tauri::utils::acl::ExecutionContext;

use crate::contract::{Body, Command, Contract};

/// A page of the app itself.
pub const LOCAL: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};
/// A page that is not the app's own, and may call as if it were.
pub const REMOTE: &str = "https://example.com/";

pub static CONTRACT: Contract = Contract {
    hash: "0a1b",
    commands: &[
        command("echo", Body::Raw),
        command("greet", Body::Json),
        command("ping", Body::None),
        command("secret", Body::None),
    ],
};
/// What capabilities allow: all but `secret`, and commands that are not Python's.
const ALLOWED: [&str; 5] = ["echo", "greet", "native", "ping", "unknown"];

const fn command(name: &'static str, body: Body) -> Command {
    Command {
        name,
        body,
        app_handle: false,
        webview_window: false,
        headers: false,
    }
}

/// What the build of an app makes of its capabilities.
pub fn allowed() -> Resolved {
    let anywhere = || {
        let url = REMOTE.parse().unwrap();
        [ExecutionContext::Local, ExecutionContext::Remote { url }]
    };
    let resolved = |context| ResolvedCommand {
        context,
        windows: vec!["*".parse().unwrap()],
        ..Default::default()
    };
    Resolved {
        has_app_acl: true,
        allowed_commands: ALLOWED
            .map(|name| (name.into(), anywhere().map(resolved).into()))
            .into(),
        ..Default::default()
    }
}
