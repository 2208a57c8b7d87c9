//! Calls that travel as one message.

use std::thread;

use serde_json::{json, Value};
use tauri::ipc::{InvokeBody, InvokeResponseBody};

use super::page::Page;
use super::permitted::CONTRACT;
use super::promise::{Answer, Promise};
use crate::call::Call;
use crate::handler::handler;
use crate::reply;

/// Sends an envelope as the generated client does.
pub fn send(page: &Page, command: &str, envelope: &str) -> Promise {
    let body = InvokeBody::Raw(envelope.into());
    page.invoke(
        command,
        body,
        &[("pytauri-batch", "7"), ("pytauri-contract", "0a1b/page-1")],
    )
}

pub fn resolved(json: &str) -> reply::Answer {
    reply::Answer::Resolved(InvokeResponseBody::Json(json.into()))
}

#[test]
fn each_call_is_one_of_its_own() {
    let mut page = Page::new();
    let promise = send(&page, "greet", "8 greet\n{\"name\":\"Ada\"}\n9 ping\n\n");
    assert_eq!(page.woken.times(), 1);
    let calls = page.take();
    let bodies = calls
        .iter()
        .map(|call| call.body().map(|body| body.to_vec()));
    assert_eq!(
        bodies.collect::<Vec<_>>(),
        [Some(br#"{"name":"Ada"}"#.to_vec()), None]
    );
    for call in &calls {
        assert_eq!(call.contract(), Some("0a1b"));
        assert!(!call.headers().contains_key("pytauri-batch"));
        assert_eq!((call.control(), call.stream()), (None, None));
    }
    assert_eq!(
        [&calls[0], &calls[1]].map(Call::id),
        [Some("page-8"), Some("page-9")]
    );
    for (call, answer) in calls
        .into_iter()
        .zip([resolved("\"Hello\""), resolved("null")])
    {
        assert!(promise.is_pending());
        call.give(answer);
    }
    let answers = json!([[0, 0, "Hello"], [1, 0, null]]);
    assert_eq!(promise.answers(), answers);
    page.queue.flush();
    assert_eq!(page.messages(), []);
}

#[test]
fn answers_of_each_kind() {
    let page = Page::new();
    let promise = send(&page, "ping", "1 ping\n\n".repeat(6).as_str());
    let raw = |bytes: &[u8]| reply::Answer::Resolved(InvokeResponseBody::Raw(bytes.into()));
    let answers = [
        resolved(r#"{"a":[1, 2]}"#),
        raw(&[0, 255]),
        raw(&[]),
        reply::Answer::Rejected("\"not\"\n]".into()),
        resolved(r#"{"__proto__":1}"#),
    ];
    let mut calls = page.take();
    drop(calls.pop());
    calls
        .into_iter()
        .zip(answers)
        .rev()
        .for_each(|(call, answer)| call.give(answer));
    let dropped = "command `ping` was dropped without an answer";
    let proto: Value = serde_json::from_str(r#"{"__proto__":1}"#).unwrap();
    let expected = json!([
        [5, 2, dropped],
        [4, 0, proto],
        [3, 2, "\"not\"\n]"],
        [2, 1, []],
        [1, 1, [0, 255]],
        [0, 0, {"a": [1, 2]}],
    ]);
    assert_eq!(promise.answers(), expected);
}

#[test]
fn fault_76_a_call_that_the_app_drops_is_rejected() {
    let bridge = handler(&CONTRACT);
    let page = Page::of(move |invoke| invoke.message.command() == "echo" || bridge(invoke));
    let promise = send(&page, "ping", "1 echo\n\n1 ping\n\n");
    page.take_one().give(resolved("1"));
    let dropped = json!([[0, 2, "the call was dropped without an answer"], [1, 0, 1]]);
    assert_eq!(promise.answers(), dropped);
}

#[test]
fn fault_76_a_panic_of_the_app_leaves_none_unanswered() {
    let bridge = handler(&CONTRACT);
    let page = Page::of(move |invoke| {
        assert_ne!(invoke.message.command(), "echo", "a bug of the app");
        bridge(invoke)
    });
    let envelope = "1 ping\n\n2 echo\n\n3 ping\n\n";
    let promise = send(&page, "ping", envelope);
    let dropped = |command| format!("command `{command}` was dropped without an answer");
    let expected = json!([
        [1, 2, dropped("echo")],
        [2, 2, dropped("ping")],
        [0, 2, dropped("ping")],
    ]);
    assert_eq!(promise.answers(), expected);
    assert!(page.take().is_empty());
}

#[test]
fn a_question_of_a_page_runs_nothing() {
    let page = Page::new();
    let ask = |command| page.invoke(command, InvokeBody::default(), &[("pytauri-question", "")]);
    assert_eq!(ask("ping").answer(), Answer::Json(Value::Null));
    assert!(ask("secret").rejection().contains("not allowed"));
    assert!(page.take().is_empty());
}

#[test]
fn fault_85_each_call_is_judged() {
    let page = Page::new();
    let promise = send(&page, "ping", "1 ping\n\n1 secret\n\n1 ping\n\n");
    let calls = page.take();
    assert_eq!(calls.len(), 2);
    calls.into_iter().for_each(|call| call.give(resolved("1")));
    let Value::Array(answers) = promise.answers() else {
        panic!("not resolved");
    };
    assert_eq!(answers[1..], [json!([0, 0, 1]), json!([2, 0, 1])]);
    assert_eq!((&answers[0][0], &answers[0][1]), (&json!(1), &json!(2)));
    assert!(
        answers[0][2]
            .as_str()
            .unwrap()
            .contains("secret not allowed"),
        "{answers:?}"
    );
}

#[test]
fn fault_80_each_call_of_another_contract_is_rejected() {
    let page = Page::new();
    let headers = [("pytauri-batch", "7"), ("pytauri-contract", "ffff/1")];
    let promise = page.invoke(
        "ping",
        InvokeBody::Raw("1 ping\n\n1 ping\n\n".into()),
        &headers,
    );
    let Value::Array(answers) = promise.answers() else {
        panic!("not resolved");
    };
    assert_eq!(answers.len(), 2);
    for answer in answers {
        assert!(answer[2]
            .as_str()
            .unwrap()
            .starts_with("pytauri-contract mismatch: "));
    }
}

#[test]
fn fault_82_it_is_answered_when_python_has_stopped() {
    let page = Page::new();
    let waiting = send(&page, "ping", "1 ping\n\n1 ping\n\n");
    page.queue.close();
    let Value::Array(answers) = waiting.answers() else {
        panic!("not resolved");
    };
    assert_eq!(answers.len(), 2);
    assert!(answers[0][2]
        .as_str()
        .unwrap()
        .contains("Python has stopped"));
}

#[test]
fn answers_may_come_from_many_threads() {
    let page = Page::new();
    let promise = send(&page, "ping", "1 ping\n\n".repeat(200).as_str());
    let threads = page
        .take()
        .into_iter()
        .map(|call| thread::spawn(|| call.give(resolved("1"))));
    threads
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    let Value::Array(mut answers) = promise.answers() else {
        panic!("not resolved");
    };
    answers.sort_by_key(|answer| answer[0].as_u64());
    let expected: Vec<Value> = (0..200).map(|index| json!([index, 0, 1])).collect();
    assert_eq!(answers, expected);
}
