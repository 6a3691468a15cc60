//! Documented headers of responses, read as their types (OpenAPI 3.1, section 4.8.21, with the
//! style `simple`).

use http::HeaderMap;

use super::json::{self, Decode, View};

/// The header `name` as a `T`; `None` where it is not there, is not UTF-8, or is not a `T`.
#[must_use]
pub fn value<T: Decode>(headers: &HeaderMap, name: &str) -> Option<T> {
    let value = headers.get(name)?;
    read(std::str::from_utf8(value.as_bytes()).ok()?.trim())
}

/// The elements of the header `name`, with commas between them or in headers of their own; `None`
/// where it is not there, is not UTF-8, or an element is not a `T`.
#[must_use]
pub fn list<T: Decode>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    headers.get(name)?;
    let mut elements = Vec::new();
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes()).ok()?;
        // RFC 9110, section 5.6.1: empty elements count for nothing.
        let listed = text.split(',').map(str::trim);
        for element in listed.filter(|element| !element.is_empty()) {
            elements.push(read(element)?);
        }
    }
    Some(elements)
}

/// Text is what its type makes of a JSON string, or else of the JSON that it is.
fn read<T: Decode>(text: &str) -> Option<T> {
    let quoted = json::to_string(&text, View::Full).ok()?;
    json::from_str(&quoted)
        .or_else(|_| json::from_str(text))
        .ok()
}
