//! What the compiler says about the program: which commands there are, and what each one binds.

/// The command table of one program; the generated crate holds it as a `static`.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// The hash of the contract, as marked calls carry it in `pytauri-contract`.
    pub hash: &'static str,
    /// All commands, sorted by name.
    pub commands: &'static [Command],
}

/// One Python command.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// The name that a page invokes.
    pub name: &'static str,
    /// What the request carries.
    pub body: Body,
    /// Whether it binds `app_handle`.
    pub app_handle: bool,
    /// Whether it binds `webview_window`.
    pub webview_window: bool,
    /// Whether it binds `headers`.
    pub headers: bool,
}

/// What a command takes as its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON text.
    Json,
    /// Bytes, untouched.
    Raw,
}

impl Contract {
    /// The command of this name.
    pub fn command(&self, name: &str) -> Option<&'static Command> {
        let found = self
            .commands
            .binary_search_by(|command| command.name.cmp(name));
        found.ok().map(|index| &self.commands[index])
    }
}
