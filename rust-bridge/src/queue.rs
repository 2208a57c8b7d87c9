//! What waits for Python's event loop: calls and events.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tauri::Runtime;

use crate::batch::Batch;
use crate::call::Call;
use crate::pages::{page_of, Pages};
use crate::reply::Answer;
use crate::wake::Waker;

/// The queue between Tauri's threads and Python's event loop; one for an app, in its state.
pub struct Queue<R: Runtime>(Mutex<State<R>>);

/// What has been waiting, oldest first.
pub struct Waiting<R: Runtime> {
    /// Commands to run.
    pub calls: Vec<Call<R>>,
    /// Listeners to tell.
    pub events: Vec<Event>,
    /// Pages whose calls are to be cancelled.
    pub gone: Vec<String>,
}

/// An event that a Python listener waits for.
#[derive(Debug)]
pub struct Event {
    /// The number of the listener.
    pub listener: u32,
    /// The payload, as JSON text.
    pub payload: String,
}

impl Event {
    /// What listener 0 is told when the app's windows are there.
    pub fn ready() -> Self {
        let payload = "null".to_owned();
        Self {
            listener: 0,
            payload,
        }
    }
}

struct State<R: Runtime> {
    waiting: Waiting<R>,
    pages: Pages,
    /// The batches whose calls wait.
    batches: Vec<Weak<Batch<R>>>,
    /// The batches whose calls have been taken.
    taken: Vec<Weak<Batch<R>>>,
    /// Present while Python listens.
    waker: Option<Waker>,
}

impl<R: Runtime> Queue<R> {
    /// A queue whose taker is woken by `waker`.
    pub fn new(waker: Waker) -> Self {
        Self(Mutex::new(State {
            waiting: Waiting::default(),
            pages: Pages::default(),
            batches: Vec::new(),
            taken: Vec::new(),
            waker: Some(waker),
        }))
    }

    /// Adds a call, and wakes Python if nothing was waiting. From any thread; never blocks. When
    /// Python has stopped listening, the call is rejected instead.
    pub fn push_call(&self, call: Call<R>) {
        self.push(vec![call], None);
    }

    /// Adds the calls of a batch, which a [`Queue::flush`] answers when they have been taken.
    pub(crate) fn push_batch(&self, batch: &Arc<Batch<R>>, calls: Vec<Call<R>>) {
        self.push(calls, Some(Arc::downgrade(batch)));
    }

    /// Adds calls of one page.
    fn push(&self, calls: Vec<Call<R>>, batch: Option<Weak<Batch<R>>>) {
        let Some(first) = calls.first() else { return };
        let mut state = self.lock();
        if state.waker.is_none() {
            drop(state);
            return calls.into_iter().for_each(refuse);
        }
        state.wake_if_empty();
        let page = first.id().map(page_of);
        let gone = page.map(|page| state.pages.call(first.webview().label(), page));
        let unwanted = gone.map(|gone| state.forget(gone));
        state.waiting.calls.extend(calls);
        state.batches.extend(batch);
        drop((state, unwanted)); // in this order: what is dropped unanswered is rejected
    }

    /// Notes that a webview loads a document, which may take the place of its page.
    pub fn load(&self, label: &str) {
        self.lock().pages.load(label);
    }

    /// Tells Python that a window is closed.
    pub fn close_window(&self, label: &str) {
        let mut state = self.lock();
        let gone = state.pages.close(label);
        if !gone.is_empty() {
            state.wake_if_empty();
        }
        let unwanted = state.forget(gone);
        drop((state, unwanted));
    }

    /// Adds an event, as [`Queue::push_call`] does a call; dropped when Python has stopped.
    pub fn push_event(&self, event: Event) {
        let mut state = self.lock();
        if state.waker.is_some() {
            state.wake_if_empty();
            state.waiting.events.push(event);
        }
    }

    /// Takes everything that waits.
    pub fn take(&self) -> Waiting<R> {
        let mut state = self.lock();
        let batches = mem::take(&mut state.batches);
        state.taken.extend(batches);
        mem::take(&mut state.waiting)
    }

    /// Answers the batches that have been taken with what has been answered so far. Python calls
    /// this when the commands that it has taken have run as far as they can without waiting.
    pub fn flush(&self) {
        let batches = mem::take(&mut self.lock().taken);
        batches
            .iter()
            .filter_map(Weak::upgrade)
            .for_each(|batch| batch.flush());
    }

    /// Stops: rejects what waits and what comes, and closes Python's socket.
    pub fn close(&self) {
        let (waiting, waker) = {
            let mut state = self.lock();
            (mem::take(&mut state.waiting), state.waker.take())
        };
        drop(waker);
        waiting.calls.into_iter().for_each(refuse);
    }

    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Runtime> State<R> {
    fn wake_if_empty(&self) {
        let Waiting {
            calls,
            events,
            gone,
        } = &self.waiting;
        if calls.is_empty() && events.is_empty() && gone.is_empty() {
            self.waker.iter().for_each(Waker::wake);
        }
    }

    /// Has Python cancel the calls of pages that are gone, and returns those that still wait.
    fn forget(&mut self, gone: Vec<String>) -> Vec<Call<R>> {
        if gone.is_empty() {
            return Vec::new();
        }
        let of_gone = |call: &Call<R>| {
            let page = call.id().map(page_of);
            page.is_some_and(|page| gone.iter().any(|gone| gone == page))
        };
        let (unwanted, kept) = mem::take(&mut self.waiting.calls)
            .into_iter()
            .partition(of_gone);
        self.waiting.calls = kept;
        self.waiting.gone.extend(gone);
        unwanted
    }
}

impl<R: Runtime> Default for Waiting<R> {
    fn default() -> Self {
        Self {
            calls: Vec::new(),
            events: Vec::new(),
            gone: Vec::new(),
        }
    }
}

fn refuse<R: Runtime>(call: Call<R>) {
    let text = "the command was not started: Python has stopped, and the app is ending";
    call.give(Answer::Rejected(text.into()));
}
