//! Messages on channels: which of them wait to travel together.

use serde_json::{json, Value};
use tauri::ipc::{InvokeResponseBody, JavaScriptChannelId};
use tauri::Manager;

use super::page::{Message, Page};
use super::promise::{in_time, Answer};
use crate::channel::{Channel, SendError};

fn message(index: usize, body: Answer, waits: bool) -> Message {
    Message {
        id: 3,
        index,
        body,
        waits,
    }
}

fn json(text: &str) -> InvokeResponseBody {
    InvokeResponseBody::Json(text.into())
}

#[test]
fn fault_83_sending_on_the_thread_of_the_user_interface_does_not_wait_for_it() {
    in_time(|| {
        let page = Page::new();
        let channel = Channel::open(3, page.webview.clone()).unwrap();
        for index in 0..3 {
            channel.send(json("1")).unwrap();
            assert_eq!(
                page.messages(),
                [message(index, Answer::Json(json!(1)), true)]
            );
        }
    });
}

#[test]
fn fault_71_long_and_raw_messages_are_tauris() {
    in_time(|| {
        let page = Page::new();
        let channel = Channel::open(3, page.webview.clone()).unwrap();
        for (index, length) in [8190, 8191, 8192, 8193].into_iter().enumerate() {
            let text = format!("\"{}\"", "x".repeat(length - 2));
            channel.send(json(&text)).unwrap();
            let answer = Answer::Json(serde_json::from_str(&text).unwrap());
            assert_eq!(page.messages(), [message(index, answer, length < 8192)]);
        }
        for (index, length) in (4..).zip([0, 1, 1023, 1024]) {
            channel
                .send(InvokeResponseBody::Raw(vec![1; length]))
                .unwrap();
            let answer = Answer::Raw(vec![1; length]);
            assert_eq!(page.messages(), [message(index, answer, false)]);
        }
    });
}

#[test]
fn messages_of_the_apps_own_channels_are_tauris() {
    let page = Page::new();
    let id: JavaScriptChannelId = "__CHANNEL__:3".parse().unwrap();
    let own = id.channel_on::<_, Value>(page.webview.clone());
    own.send(json!("own")).unwrap();
    assert_eq!(
        page.messages(),
        [message(0, Answer::Json("own".into()), false)]
    );
}

#[test]
fn fault_71_a_closed_window_is_told_nothing() {
    in_time(|| {
        let page = Page::new();
        let channel = Channel::open(3, page.webview.clone()).unwrap();
        channel.send(json("0")).unwrap();
        page.messages();
        page.webview.close().unwrap();
        let refused = channel.send(json("1"));
        assert!(matches!(refused, Err(SendError::Gone)), "{refused:?}");
        assert_eq!(page.messages(), []);
        assert!(page.webview.get_webview_window("main").is_none());
    });
}

#[test]
fn a_channel_keeps_its_number() {
    in_time(|| {
        let page = Page::new();
        for id in [0, 3, u32::MAX] {
            let channel = Channel::open(id, page.webview.clone()).unwrap();
            channel.send(json("1")).unwrap();
            assert_eq!((channel.id(), page.messages()[0].id), (id, id));
        }
    });
}
