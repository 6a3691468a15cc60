//! Media types: what the content of a body is.

use openapiv3::MediaType;
use serde_json::Value;

use super::Context;
use super::all_of::Conjunction;
use crate::ir::{Payload, TypeRef};
use crate::pointer::Pointer;
use crate::resolve;

/// Whether content of this type is JSON (RFC 8259, and the `+json` suffix of RFC 6839).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
}

/// The type and subtype, in lower case, without parameters (RFC 9110 §8.3.1).
pub(super) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

impl Context<'_> {
    /// What content of a media type is; none if its schema is broken, which has been reported.
    pub(super) fn payload(&mut self, media_type: &str, content: &MediaType) -> Option<Payload> {
        let place = content.schema.as_ref().and_then(resolve::place);
        if is_json(media_type) {
            let ty = match &place {
                Some(place) => self.type_at(place)?,
                None => TypeRef::Any,
            };
            return Some(Payload::Json(ty));
        }
        let is_text = essence(media_type).starts_with("text/");
        let is_binary = place.is_some_and(|place| {
            Conjunction::at(self.resolved, &place)
                .parts()
                .any(|part| part.schema.keywords.format.as_deref() == Some("binary"))
        });
        Some(if is_text && !is_binary {
            Payload::Text
        } else {
            Payload::Bytes
        })
    }

    /// The example values of a media type, in document order.
    pub(super) fn examples_of(&self, content: &MediaType) -> Vec<Value> {
        let named = content.examples.values().filter_map(resolve::place);
        let named = named.filter_map(|place| self.resolved.example(&place)?.value.clone());
        content.example.iter().cloned().chain(named).collect()
    }

    /// The pointer to the content of one media type.
    pub(super) fn content_place(body: &Pointer, media_type: &str) -> Pointer {
        body.child("content").child(media_type)
    }
}
