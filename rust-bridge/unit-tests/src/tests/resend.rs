//! Calls that come twice.

use serde_json::{json, Value};
use tauri::ipc::{InvokeBody, InvokeResponseBody};

use super::page::Page;
use super::promise::{Answer, Promise};
use crate::reply;

const REMEMBERED: usize = 1024;

fn named(page: &Page, name: &str) -> Promise {
    let mark = format!("0a1b/{name}");
    let headers = [("pytauri-contract", mark.as_str())];
    page.invoke("ping", InvokeBody::Json(Value::Null), &headers)
}

fn resolved(json: &str) -> reply::Answer {
    reply::Answer::Resolved(InvokeResponseBody::Json(json.into()))
}

#[test]
fn fault_69_the_second_message_waits_for_the_answer_to_the_first() {
    let page = Page::new();
    let (first, second) = (named(&page, "a"), named(&page, "a"));
    let call = page.take_one();
    assert!(first.is_given_up() && second.is_pending());
    call.give(resolved("1"));
    assert_eq!(second.answer(), Answer::Json(json!(1)));
}

#[test]
fn fault_69_the_last_message_gets_the_answer() {
    let page = Page::new();
    let [first, second, third] = [(); 3].map(|()| named(&page, "a"));
    page.take_one().give(resolved("1"));
    assert!(first.is_given_up() && second.is_given_up());
    assert_eq!(third.answer(), Answer::Json(json!(1)));
}

#[test]
fn fault_69_an_answer_that_has_been_given_is_not_given_again() {
    let page = Page::new();
    let first = named(&page, "a");
    page.take_one().give(resolved("1"));
    assert_eq!(first.answer(), Answer::Json(json!(1)));
    let rejection = named(&page, "a").rejection();
    assert_eq!(rejection, "the call came twice, and was answered once");
    assert!(page.take().is_empty());
}

#[test]
fn fault_69_a_second_message_is_rejected_when_the_first_is_lost() {
    let page = Page::new();
    let [_first, second] = [(); 2].map(|()| named(&page, "a"));
    drop(page.take_one());
    assert!(second.rejection().contains("was dropped"));
}

#[test]
fn calls_without_a_name_may_be_the_same() {
    let page = Page::new();
    for _ in 0..2 {
        page.call("ping", json!({}));
        named(&page, "");
        page.invoke(
            "ping",
            InvokeBody::default(),
            &[("pytauri-contract", "0a1b")],
        );
    }
    assert_eq!(page.take().len(), 6);
}

#[test]
fn fault_69_the_last_1024_messages_are_remembered() {
    let page = Page::new();
    let _promises: Vec<_> = (0..REMEMBERED)
        .map(|n| named(&page, &n.to_string()))
        .collect();
    let calls = page.take();
    assert_eq!(calls.len(), REMEMBERED);
    let _again: Vec<_> = (0..REMEMBERED)
        .map(|n| named(&page, &n.to_string()))
        .collect();
    assert!(page.take().is_empty());
    named(&page, "one more");
    named(&page, "0");
    assert_eq!(page.take().len(), 2);
    named(&page, "2");
    assert!(page.take().is_empty());
}
