//! Answers of a batch that come after Python has flushed it.

use serde_json::json;

use super::batch::{resolved, send};
use super::page::{Message, Page};
use super::promise::{in_time, Answer};

fn late(index: usize, answers: serde_json::Value) -> Message {
    Message {
        id: 7,
        index,
        body: Answer::Json(answers.to_string().into()),
        waits: false,
    }
}

#[test]
fn what_is_ready_does_not_wait_for_the_rest() {
    in_time(|| {
        let page = Page::new();
        let promise = send(&page, "ping", "1 ping\n\n".repeat(3).as_str());
        let mut calls = page.take().into_iter();
        let (first, second, third) = (calls.next(), calls.next(), calls.next());
        second.unwrap().give(resolved("2"));
        page.queue.flush();
        assert_eq!(promise.answers(), json!([[1, 0, 2]]));
        assert_eq!(page.messages(), []);
        third.unwrap().give(resolved("3"));
        assert_eq!(page.messages(), [late(0, json!([[2, 0, 3]]))]);
        drop(first);
        let dropped = "command `ping` was dropped without an answer";
        assert_eq!(page.messages(), [late(1, json!([[0, 2, dropped]]))]);
    });
}

#[test]
fn none_may_be_ready() {
    in_time(|| {
        let page = Page::new();
        let promise = send(&page, "ping", "1 ping\n\n1 ping\n\n");
        let calls = page.take();
        page.queue.flush();
        assert_eq!(promise.answers(), json!([]));
        page.queue.flush();
        calls.into_iter().for_each(|call| call.give(resolved("1")));
        let messages = [late(0, json!([[0, 0, 1]])), late(1, json!([[1, 0, 1]]))];
        assert_eq!(page.messages(), messages);
    });
}

#[test]
fn a_batch_that_python_has_not_taken_is_not_flushed() {
    let page = Page::new();
    let promise = send(&page, "ping", "1 ping\n\n");
    page.queue.flush();
    assert!(promise.is_pending());
    let _call = page.take_one();
    assert!(promise.is_pending());
}
