//! Batches that are not opened, and those that only look different.

use serde_json::json;
use tauri::ipc::InvokeBody;

use super::batch::{resolved, send};
use super::page::Page;
use super::permitted::REMOTE;

const REFUSED: &str = "pytauri-batch refused";

#[test]
fn a_malformed_envelope_is_refused_and_nothing_runs() {
    let page = Page::new();
    let malformed: [&[u8]; 11] = [
        b"ping\n\n",
        b"",
        b"\n",
        b"ping",
        b"1 ping\n",
        b"1 ping\n\n1 ping\n",
        b"1 ping\n\nping",
        b"1 greet\n{}",
        b"1 ping\n\n\n\n",
        b"1 ping\n\n1 unknown\n\n",
        b"1 ping\n\n\xff\xfe\n\n",
    ];
    for (number, envelope) in malformed.into_iter().enumerate() {
        let mark = format!("0a1b/{number}");
        let headers = [("pytauri-batch", "7"), ("pytauri-contract", mark.as_str())];
        let promise = page.invoke("ping", InvokeBody::Raw(envelope.into()), &headers);
        assert_eq!(
            promise.rejection(),
            REFUSED,
            "{:?}",
            envelope.escape_ascii().to_string()
        );
    }
    assert!(page.take().is_empty());
}

#[test]
fn an_envelope_that_is_no_bytes_is_refused() {
    let page = Page::new();
    for json in [
        json!(null),
        json!({}),
        json!("1 ping\n"),
        json!([256]),
        json!([-1, 10]),
    ] {
        let promise = page.invoke("ping", InvokeBody::Json(json), &[("pytauri-batch", "7")]);
        assert_eq!(promise.rejection(), REFUSED);
    }
    assert!(page.take().is_empty());
}

#[test]
fn a_callback_that_is_no_number_is_refused() {
    let page = Page::new();
    for callback in ["", "-1", "1.5", "4294967296", "7 ", "seven"] {
        let body = InvokeBody::Raw("1 ping\n\n".into());
        let promise = page.invoke("ping", body, &[("pytauri-batch", callback)]);
        assert_eq!(promise.rejection(), REFUSED, "{callback:?}");
    }
    assert!(page.take().is_empty());
}

#[test]
fn fault_85_the_postmessage_transport_carries_it_as_numbers() {
    let page = Page::new();
    let numbers = json!("1 ping\n\n".bytes().collect::<Vec<u8>>());
    let promise = page.invoke("ping", InvokeBody::Json(numbers), &[("pytauri-batch", "7")]);
    page.take_one().give(resolved("1"));
    assert_eq!(promise.answers(), json!([[0, 0, 1]]));
}

#[test]
fn a_posted_one_is_text() {
    let page = Page::new();
    let text = json!("1 greet\n{\"name\":\"\u{e4}\"}\n");
    let promise = page.invoke("greet", InvokeBody::Json(text), &[("pytauri-batch", "7")]);
    let call = page.take_one();
    assert_eq!(
        call.body().unwrap().as_ref(),
        "{\"name\":\"\u{e4}\"}".as_bytes()
    );
    call.give(resolved("1"));
    assert_eq!(promise.answers(), json!([[0, 0, 1]]));
}

#[test]
fn fault_85_a_page_from_elsewhere_opens_none() {
    let page = Page::new();
    let body = || InvokeBody::Raw("1 ping\n\n".into());
    let promise = page.invoke_from(REMOTE, "ping", body(), &[("pytauri-batch", "7")]);
    assert_eq!(promise.rejection(), REFUSED);
    let _alone = page.invoke_from(REMOTE, "ping", InvokeBody::default(), &[]);
    assert_eq!(page.take().len(), 1);
}

#[test]
fn fault_69_one_that_comes_twice_does_not_run_twice() {
    let page = Page::new();
    let first = send(&page, "ping", "1 ping\n\n1 ping\n\n");
    assert_eq!(
        send(&page, "ping", "1 ping\n\n1 ping\n\n").rejection(),
        "pytauri-batch came twice"
    );
    assert_eq!(page.take().len(), 2); // and dropped
    assert_eq!(first.answers().as_array().unwrap().len(), 2);
}

#[test]
fn fault_85_tauri_judges_the_batch_by_its_first_command() {
    let page = Page::new();
    let rejection = send(&page, "secret", "1 secret\n\n1 ping\n\n").rejection();
    assert!(rejection.contains("secret not allowed"), "{rejection}");
    assert!(page.take().is_empty());
}

#[test]
fn a_body_is_the_same_bytes_if_the_batch_is_made_by_hand() {
    let page = Page::new();
    let body = InvokeBody::Raw("1 greet\n[1, 2]\n".into());
    let _promise = page.invoke("greet", body, &[("pytauri-batch", "7")]);
    assert_eq!(page.take_one().body().unwrap().as_ref(), b"[1, 2]");
}
