//! The body of a request, by whichever transport it came.

use serde_json::{json, Value};
use tauri::ipc::InvokeBody;

use crate::body::{bytes, from_numbers};
use crate::contract::Body;

const KINDS: [Body; 3] = [Body::None, Body::Json, Body::Raw];

#[test]
fn bytes_are_untouched() {
    for kind in KINDS {
        for marked in [false, true] {
            for raw in [&b""[..], b"\xff\0", b"[1,2]", b"null"] {
                let body = InvokeBody::Raw(raw.into());
                assert_eq!(bytes(&body, kind, marked).unwrap().as_ref(), raw);
            }
        }
    }
}

/// What each kind of call makes of JSON: by hand for JSON or nothing, by hand for bytes, marked.
fn assert_read(json: Value, plain: Option<&[u8]>, raw: Option<&[u8]>, marked: Option<&[u8]>) {
    let body = InvokeBody::Json(json);
    for (kind, expected) in [(Body::None, plain), (Body::Json, plain), (Body::Raw, raw)] {
        assert_eq!(bytes(&body, kind, false).as_deref(), expected, "{body:?}");
    }
    for kind in KINDS {
        assert_eq!(bytes(&body, kind, true).as_deref(), marked, "{body:?}");
    }
}

#[test]
fn fault_61_null_is_no_body_if_the_generated_client_sent_it() {
    assert_read(Value::Null, Some(b"null"), Some(b"null"), None);
}

#[test]
fn fault_61_numbers_are_bytes_where_only_bytes_can_be_meant() {
    let bytes = Some(&b"\0\x01\xff"[..]);
    assert_read(json!([0, 1, 255]), Some(b"[0,1,255]"), bytes, bytes);
    assert_read(json!([]), Some(b"[]"), Some(b""), Some(b""));
}

#[test]
fn fault_61_text_is_json_where_the_generated_client_posted_it() {
    let quoted = Some("\"[1]\u{2028}\"".as_bytes());
    assert_read(
        json!("[1]\u{2028}"),
        quoted,
        quoted,
        Some("[1]\u{2028}".as_bytes()),
    );
}

#[test]
fn fault_61_other_json_stays_json() {
    let others = [
        json!([256]),
        json!([-1]),
        json!([1.5]),
        json!(["1"]),
        json!([1, null]),
        json!([[1]]),
        json!({}),
        json!({"0": 1}),
        json!(true),
        json!(7),
    ];
    for json in others {
        let text = json.to_string();
        let text = Some(text.as_bytes());
        assert_read(json, text, text, text);
    }
}

#[test]
fn numbers_are_from_0_to_255() {
    assert_eq!(from_numbers(&json!([0, 255])), Some(vec![0, 255]));
    for json in [
        json!([256]),
        json!([0.0]),
        json!(null),
        json!({}),
        json!("12"),
    ] {
        assert_eq!(from_numbers(&json), None, "{json}");
    }
}
