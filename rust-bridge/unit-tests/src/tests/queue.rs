//! Between Tauri's threads and Python's event loop.

use std::thread;

use serde_json::json;

use super::page::Page;
use super::promise::{in_time, Promise};
use crate::queue::Event;

const STOPPED: &str = "the command was not started: Python has stopped, and the app is ending";

#[test]
fn python_is_woken_once_for_all_that_waits() {
    let mut page = Page::new();
    let _promises: Vec<Promise> = (0..3).map(|_| page.call("ping", json!({}))).collect();
    page.queue.push_event(Event::ready());
    assert_eq!(page.woken.times(), 1);
    let waiting = page.queue.take();
    assert_eq!((waiting.calls.len(), waiting.events.len()), (3, 1));
    page.queue.push_event(Event::ready());
    let _promise = page.call("ping", json!({}));
    assert_eq!(page.woken.times(), 1);
}

#[test]
fn what_waits_is_taken_in_its_order() {
    let page = Page::new();
    let _promises: Vec<Promise> = (0..50).map(|n| page.call("greet", json!(n))).collect();
    for (number, call) in page.take().iter().enumerate() {
        assert_eq!(call.body().unwrap().as_ref(), number.to_string().as_bytes());
    }
}

#[test]
fn fault_82_what_waits_and_what_comes_is_rejected_once_python_has_stopped() {
    let mut page = Page::new();
    let waiting = page.call("ping", json!({}));
    page.queue.close();
    assert_eq!(waiting.rejection(), STOPPED);
    assert!(page.woken.is_closed());
    assert_eq!(page.call("ping", json!({})).rejection(), STOPPED);
    page.queue.push_event(Event::ready());
    let left = page.queue.take();
    assert!(left.calls.is_empty() && left.events.is_empty());
    page.queue.flush();
    page.queue.close();
}

#[test]
fn fault_82_a_call_that_python_has_taken_may_still_be_answered() {
    let page = Page::new();
    let promise = page.call("ping", json!({}));
    let call = page.take_one();
    page.queue.close();
    assert!(promise.is_pending());
    drop(call);
    assert!(promise.rejection().contains("was dropped"));
}

#[test]
fn fault_83_a_full_socket_blocks_nobody() {
    in_time(|| {
        let page = Page::new();
        for _ in 0..100_000 {
            page.queue.push_event(Event::ready());
            page.queue.take();
        }
    });
}

#[test]
fn a_thread_that_panics_with_the_queue_leaves_it_usable() {
    let page = Page::new();
    let queue = page.queue.clone();
    let panicked = thread::spawn(move || {
        queue.push_event(Event::ready());
        panic!("beside the queue");
    });
    assert!(panicked.join().is_err());
    assert_eq!(page.queue.take().events.len(), 1);
}
