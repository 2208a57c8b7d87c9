//! The body of a request, in the forms in which Tauri's transports deliver it.
//!
//! By its custom protocol, bytes arrive as they were sent. Where that is blocked (a content
//! security policy without `ipc:`, Android, the isolation pattern), everything travels as JSON
//! and bytes are an array of numbers (tauri `src/ipc/protocol.rs`, `handle_ipc_message`).

use std::borrow::Cow;

use serde_json::Value;
use tauri::ipc::InvokeBody;

use crate::contract::Body;

/// The bytes that a request carries for a command, or `None` if it carries no body.
///
/// `marked` says that the generated client sent it: that client sends bytes, JSON text and `null`
/// only, so that an array of numbers is known to be bytes, and a string to be text. From anyone
/// else, such an array is bytes only for a command that wants bytes.
pub fn bytes(body: &InvokeBody, wanted: Body, marked: bool) -> Option<Cow<'_, [u8]>> {
    match body {
        InvokeBody::Raw(bytes) => Some(Cow::Borrowed(bytes)),
        InvokeBody::Json(Value::Null) if marked => None,
        InvokeBody::Json(Value::String(text)) if marked => Some(Cow::Borrowed(text.as_bytes())),
        InvokeBody::Json(json) => {
            let numbers = (marked || wanted == Body::Raw)
                .then(|| from_numbers(json))
                .flatten();
            Some(Cow::Owned(
                numbers.unwrap_or_else(|| json.to_string().into_bytes()),
            ))
        }
    }
}

/// The bytes in an array of numbers from 0 to 255.
pub fn from_numbers(json: &Value) -> Option<Vec<u8>> {
    let numbers = json.as_array()?;
    numbers
        .iter()
        .map(|number| u8::try_from(number.as_u64()?).ok())
        .collect()
}
