//! The right to answer: used once, and never lost.

use std::thread;

use serde_json::{json, Value};
use tauri::ipc::{InvokeBody, InvokeResponseBody};

use super::page::Page;
use super::promise::Answer;
use crate::reply::{self, in_one_script, is_json, parsed_not_run};

const DROPPED: &str = "command `ping` was dropped without an answer";

#[test]
fn fault_76_a_call_that_is_dropped_is_rejected() {
    let page = Page::new();
    let promise = page.call("ping", json!({}));
    drop(page.take_one());
    assert_eq!(promise.rejection(), DROPPED);
}

#[test]
fn fault_76_a_call_is_rejected_when_the_thread_that_holds_it_panics() {
    let page = Page::new();
    let promise = page.call("ping", json!({}));
    let call = page.take_one();
    let panicked = thread::spawn(move || {
        let _reply = call;
        panic!("before the call is answered");
    });
    assert!(panicked.join().is_err());
    assert_eq!(promise.rejection(), DROPPED);
}

#[test]
fn raw_bytes_stay_as_they_are() {
    let page = Page::new();
    for bytes in [vec![], vec![0, 255, 10], vec![7; 20_000]] {
        let promise = page.invoke("echo", InvokeBody::Raw(bytes.clone()), &[]);
        let call = page.take_one();
        let body = call.body().unwrap().into_owned();
        call.give(reply::Answer::Resolved(InvokeResponseBody::Raw(body)));
        assert_eq!(promise.answer(), Answer::Raw(bytes));
    }
}

#[test]
fn text_that_would_set_a_prototype_is_parsed_by_the_page() {
    let key = r#"{"__proto__":1}"#;
    let escaped = r#"{"\u005f_proto__":1}"#;
    for text in [
        key,
        escaped,
        r#"["__proto__"]"#,
        " \t\n{\"a\":\"__proto__\"} ",
    ] {
        let sent = parsed_not_run(text.into());
        assert!(sent.trim().len() > 10_240, "{text}");
        let value: Value = serde_json::from_str(&sent).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
    }
}

#[test]
fn other_text_is_sent_as_it_is() {
    let long = format!("[\"__proto__\",\"{}\"]", "x".repeat(10_241));
    for text in [
        "",
        "1",
        r#""__proto__""#,
        r#"{"proto":1}"#,
        " [] ",
        long.as_str(),
    ] {
        assert_eq!(parsed_not_run(text.into()), text);
    }
}

#[test]
fn long_json_comes_in_one_script_unless_it_is_very_long() {
    let sent = |length: usize| {
        let json = format!("[\"{}\"]", "x".repeat(length - 4));
        match in_one_script(InvokeResponseBody::Json(json.clone())) {
            InvokeResponseBody::Json(sent) if sent == json => "as it is",
            InvokeResponseBody::Json(sent) if sent == format!(" {json}") => "after a space",
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([4, 8_191].map(sent), ["as it is"; 2]);
    assert_eq!([8_192, 1_048_575].map(sent), ["after a space"; 2]);
    assert_eq!([1_048_576, 2_000_000].map(sent), ["as it is"; 2]);
}

#[test]
fn fault_64_what_is_not_json_is_known() {
    for text in ["null", " 1e5 ", r#""\u2028""#, "[{}, [], true]", "1e400"] {
        assert!(is_json(text), "{text:?}");
    }
    let deep = "[".repeat(100_000);
    let others = [
        "",
        " ",
        "undefined",
        "NaN",
        "Infinity",
        "'a'",
        "{a:1}",
        "[1,]",
        "1 2",
        "\u{feff}1",
    ];
    for text in others
        .into_iter()
        .chain(["\"\n\"", "1;alert()", "// 1\n1", deep.as_str()])
    {
        assert!(!is_json(text), "{text:.20?}");
    }
}
