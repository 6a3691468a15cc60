//! Types of the user's own in place of generated ones: serde reads and writes them, in the middle of
//! a document that the codec reads and writes.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json::{Fault, FaultKind, Json, Reader, Writer};

/// Takes one value from the reader and lets serde make a `T` of its text.
///
/// # Errors
///
/// A [`Fault`] at the value: when the text is not JSON, or `T` does not take it. What serde says of
/// it may quote the value, so it is not kept.
pub fn decode<T: DeserializeOwned>(reader: &mut Reader<'_>) -> Result<T, Fault> {
    // White space before the value is not its place.
    reader.kind()?;
    let refused = reader.fault(FaultKind::Invalid("the value does not fit its type"));
    let raw = reader.raw()?;
    serde_json::from_str(raw.text()).map_err(|_| refused)
}

/// Writes the JSON that serde makes of `value`. What serde refuses, or gives no JSON for, fails the
/// writer with [`FaultKind::Invalid`].
pub fn encode<T: Serialize>(value: &T, writer: &mut Writer) {
    let text = serde_json::to_string(value).ok();
    match text.and_then(|text| text.parse::<Json>().ok()) {
        Some(json) => writer.json(&json),
        None => writer.fail(FaultKind::Invalid("the value cannot be written as JSON")),
    }
}
