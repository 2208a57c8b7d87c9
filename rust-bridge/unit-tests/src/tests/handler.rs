//! The way in: who is asked, and who is refused.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use serde_json::{json, Value};
use tauri::ipc::{InvokeBody, InvokeResponseBody};

use super::page::Page;
use super::permitted::{CONTRACT, LOCAL};
use super::promise::Answer;
use crate::contract::Contract;
use crate::handler::handler_with;
use crate::reply;

#[test]
fn fault_62_an_unknown_command_is_refused_and_python_is_not_asked() {
    let mut page = Page::new();
    for command in ["unknown", "Greet", ""] {
        let rejection = page.call(command, json!({})).rejection();
        assert!(!rejection.contains("Python"), "{rejection}");
    }
    assert_eq!(
        page.call("unknown", json!({})).rejection(),
        "Command unknown not found"
    );
    assert_eq!((page.take().len(), page.woken.times()), (0, 0));
}

#[test]
fn a_command_is_queued_and_answered() {
    let mut page = Page::new();
    let promise = page.call("greet", json!({"name": "Ada"}));
    assert!(promise.is_pending());
    assert_eq!(page.woken.times(), 1);
    let call = page.take_one();
    assert_eq!(call.command.name, "greet");
    assert_eq!(call.body().unwrap().as_ref(), br#"{"name":"Ada"}"#);
    let hello = InvokeResponseBody::Json(r#""Hello, Ada!""#.into());
    call.give(reply::Answer::Resolved(hello));
    assert_eq!(promise.answer(), Answer::Json("Hello, Ada!".into()));
    assert_eq!((page.take().len(), page.woken.times()), (0, 0));
}

#[test]
fn fault_61_whether_null_is_a_body_depends_on_who_calls() {
    let page = Page::new();
    let mark = [("pytauri-contract", "0a1b")];
    for (headers, body) in [(&mark[..], None), (&[], Some(&b"null"[..]))] {
        let _promise = page.invoke("greet", InvokeBody::Json(Value::Null), headers);
        assert_eq!(page.take_one().body().as_deref(), body);
    }
}

#[test]
fn what_python_says_is_the_rejection() {
    let page = Page::new();
    let promise = page.call("greet", json!(null));
    page.take_one()
        .give(reply::Answer::Rejected("not \"today\"\u{2028}".into()));
    assert_eq!(promise.rejection(), "not \"today\"\u{2028}");
}

#[test]
fn fault_86_commands_in_rust_are_asked_for_what_is_not_pythons() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let page = Page::of(handler_with(&CONTRACT, move |invoke| {
        counted.fetch_add(1, Ordering::Relaxed);
        let known = invoke.message.command() == "native";
        if known {
            invoke.resolver.resolve("from Rust");
        }
        known
    }));
    assert_eq!(
        page.call("native", json!({})).answer(),
        Answer::Json("from Rust".into())
    );
    assert_eq!(
        page.call("unknown", json!({})).rejection(),
        "Command unknown not found"
    );
    let promise = page.call("ping", json!({}));
    assert_eq!((page.take().len(), asked.load(Ordering::Relaxed)), (1, 2));
    assert!(promise
        .rejection()
        .starts_with("command `ping` was dropped"));
}

#[test]
fn fault_80_a_page_of_another_contract_is_refused() {
    let mut page = Page::new();
    for mark in ["ffff", "ffff/1", "", "/2", "0a1b0"] {
        let header = [("pytauri-contract", mark)];
        let promise = page.invoke("ping", InvokeBody::Json(Value::Null), &header);
        let hash = mark.split('/').next().unwrap();
        let text = format!(
            "pytauri-contract mismatch: the page was generated from contract {hash}, the app from \
             0a1b; run `pytauri-gen build`, then build the front end and the app again"
        );
        assert_eq!(promise.rejection(), text);
    }
    assert_eq!((page.take().len(), page.woken.times()), (0, 0));
    for mark in ["0a1b", "0a1b/", "0a1b/3"] {
        page.invoke(
            "ping",
            InvokeBody::Json(Value::Null),
            &[("pytauri-contract", mark)],
        );
    }
    assert_eq!(page.take().len(), 3);
}

#[test]
fn fault_76_a_panic_in_the_glue_ends_one_call() {
    let page = Page::new();
    let other = [("pytauri-contract", "ffff")];
    let panicking = |_| panic!("while a call is answered on the thread of the user interface");
    page.send(LOCAL, "ping", InvokeBody::default(), &other, panicking);
    let promise = page.call("ping", json!({}));
    page.take_one()
        .give(reply::Answer::Resolved(InvokeResponseBody::Json(
            "1".into(),
        )));
    assert_eq!(promise.answer(), Answer::Json(json!(1)));
}

#[test]
fn an_app_without_python_says_so() {
    let page = Page::without_python();
    assert_eq!(
        page.call("ping", json!({})).rejection(),
        "Python does not run in this app: open it with pytauri_runtime's `run`"
    );
}

#[test]
fn the_table_is_searched_by_name() {
    for command in CONTRACT.commands {
        assert_eq!(CONTRACT.command(command.name).unwrap().name, command.name);
    }
    for name in ["", "a", "ech", "echo ", "zebra"] {
        assert!(CONTRACT.command(name).is_none(), "{name:?}");
    }
    let empty = Contract {
        hash: "",
        commands: &[],
    };
    assert!(empty.command("").is_none());
}
