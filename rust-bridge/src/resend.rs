//! Calls that Tauri sends twice.
//!
//! When a page is reloaded while a call is in flight, its `fetch` fails, and Tauri sends the same
//! message again by `postMessage` (tauri `scripts/ipc-protocol.js`; tauri-apps/tauri#14154): the
//! command would run twice. The generated client names its messages, so that they are recognised.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError, Weak};

use http::HeaderMap;
use tauri::Runtime;

use crate::call::{mark, Call};
use crate::reply::{Answer, Slot};

/// How many messages are remembered. A second one comes as soon as the page is reloaded.
const REMEMBERED: usize = 1024;

/// The messages that have come lately.
pub struct Recent<R: Runtime>(Mutex<State<R>>);

struct State<R: Runtime> {
    slots: HashMap<String, Weak<Slot<R>>>,
    oldest_first: VecDeque<String>,
}

impl<R: Runtime> Recent<R> {
    pub fn new() -> Self {
        let (slots, oldest_first) = (HashMap::new(), VecDeque::new());
        Self(Mutex::new(State {
            slots,
            oldest_first,
        }))
    }

    /// The call, unless it has come before: then it takes the answer that the first one still
    /// waits for, or is rejected.
    pub fn admit(&self, call: Call<R>) -> Option<Call<R>> {
        let Some(first) = self.note(call.headers(), call.slot()) else {
            return Some(call);
        };
        match first.upgrade() {
            Some(first) => call.join(&first),
            None => call.give(Answer::Rejected(
                "the call came twice, and was answered once".into(),
            )),
        }
        None
    }

    /// Whether a message with these headers has not come before.
    pub fn is_new(&self, headers: &HeaderMap) -> bool {
        self.note(headers, Weak::new()).is_none()
    }

    /// Remembers a message, or returns what was remembered of it.
    fn note(&self, headers: &HeaderMap, slot: Weak<Slot<R>>) -> Option<Weak<Slot<R>>> {
        let (_, name) = mark(headers).filter(|(_, name)| !name.is_empty())?;
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(first) = state.slots.get(name) {
            return Some(first.clone());
        }
        if state.oldest_first.len() == REMEMBERED {
            let forgotten = state.oldest_first.pop_front();
            forgotten.map(|name| state.slots.remove(&name));
        }
        state.oldest_first.push_back(name.to_owned());
        state.slots.insert(name.to_owned(), slot);
        None
    }
}
