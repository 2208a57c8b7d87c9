//! What Python sends to a page: JSON text, or bytes.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use tauri::ipc::InvokeResponseBody;

use super::errors;
use crate::reply::parsed_not_run;

/// A result or a message, given as `str` or `bytes`.
pub fn payload(value: &Bound<'_, PyAny>) -> PyResult<InvokeResponseBody> {
    if let Ok(text) = value.cast::<PyString>() {
        let json = errors::require_json(text.to_str()?)?;
        return Ok(InvokeResponseBody::Json(parsed_not_run(json)));
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        let bytes = bytes.as_bytes();
        let copied = value.py().detach(|| bytes.to_vec());
        return Ok(InvokeResponseBody::Raw(copied));
    }
    let kind = value.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "pages are sent str or bytes, not {kind}"
    )))
}
