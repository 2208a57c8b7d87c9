//! Messages about calls, and pages that are gone.

use serde_json::{json, Value};
use tauri::ipc::InvokeBody;

use super::batch::resolved;
use super::page::Page;
use super::promise::{Answer, Promise};

fn call(page: &Page, name: &str, headers: &[(&str, &str)]) -> Promise {
    let mark = format!("0a1b/{name}");
    let headers = [&[("pytauri-contract", mark.as_str())], headers].concat();
    page.invoke("ping", InvokeBody::Json(Value::Null), &headers)
}

#[test]
fn a_marked_call_has_an_id_and_may_carry_a_stream() {
    let page = Page::new();
    let _promise = call(&page, "old-1-7", &[("pytauri-stream", "4294967295")]);
    let taken = page.take_one();
    assert_eq!((taken.id(), taken.control()), (Some("old-1-7"), None));
    assert_eq!(taken.stream(), Some(u32::MAX));
}

#[test]
fn a_message_about_a_call_tells_which() {
    let page = Page::new();
    let _promise = call(&page, "old-8", &[("pytauri-control", "cancel old-7")]);
    assert_eq!(page.take_one().control(), Some("cancel old-7"));
}

#[test]
fn a_message_about_a_call_may_ask_for_no_answer_and_nothing_else_may() {
    let page = Page::new();
    let unanswered = ("pytauri-unanswered", "");
    let message = call(
        &page,
        "old-8",
        &[("pytauri-control", "cancel old-7"), unanswered],
    );
    page.take_one().give(resolved("null"));
    assert!(message.is_given_up());
    let call = call(&page, "old-9", &[unanswered]);
    page.take_one().give(resolved("1"));
    assert_eq!(call.answer(), Answer::Json(json!(1)));
    let headers = [unanswered, ("pytauri-control", "cancel old-7")];
    let by_hand = page.invoke("ping", InvokeBody::Json(Value::Null), &headers);
    drop(page.take_one());
    assert!(by_hand.rejection().contains("was dropped"));
}

#[test]
fn the_headers_of_a_call_by_hand_mean_nothing() {
    let page = Page::new();
    let headers = [
        ("pytauri-call", "old-1"),
        ("pytauri-control", "cancel old-7"),
        ("pytauri-stream", "7"),
    ];
    let _promise = page.invoke("ping", InvokeBody::Json(Value::Null), &headers);
    let taken = page.take_one();
    assert_eq!(
        (taken.id(), taken.control(), taken.stream()),
        (None, None, None)
    );
}

#[test]
fn fault_69_a_page_is_gone_when_another_calls_in_its_place() {
    let mut page = Page::new();
    let waiting = call(&page, "old-1", &[]);
    page.queue.load("main");
    let _late = call(&page, "old-2", &[]);
    assert_eq!(page.queue.take().gone, [""; 0]);
    let unwanted = call(&page, "old-3", &[]);
    page.woken.times();
    let _new = call(&page, "new-1", &[]);
    let taken = page.queue.take();
    assert_eq!((taken.gone, taken.calls.len()), (vec!["old".to_owned()], 1));
    assert!(unwanted.rejection().contains("was dropped"));
    assert!(waiting.rejection().contains("was dropped")); // by this test
}

#[test]
fn frames_and_downloads_take_the_place_of_no_page() {
    let page = Page::new();
    let _calls = ["old-1", "frame-1", "old-2"].map(|name| call(&page, name, &[]));
    page.queue.load("main");
    let _still = call(&page, "old-3", &[]);
    assert_eq!(page.queue.take().gone, [""; 0]);
}

#[test]
fn fault_69_all_pages_of_a_window_are_gone_when_it_is_closed() {
    let mut page = Page::new();
    let _calls = ["old-1", "frame-1"].map(|name| call(&page, name, &[]));
    page.take();
    page.woken.times();
    page.queue.close_window("other");
    assert_eq!(page.woken.times(), 0);
    page.queue.close_window("main");
    assert_eq!(page.woken.times(), 1);
    assert_eq!(page.queue.take().gone, ["old", "frame"]);
    page.queue.close_window("main");
    assert_eq!(page.queue.take().gone, [""; 0]);
}
