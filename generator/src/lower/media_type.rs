//! Media types: what the content of a body is.

use openapiv3::MediaType;
use serde_json::Value;

use super::Context;
use super::all_of::Conjunction;
use super::multipart::is_binary;
use super::schema::Kind;
use crate::ir::{Payload, TypeRef};
use crate::pointer::Pointer;
use crate::resolve;

/// Whether content of this type is JSON (RFC 8259, and the `+json` suffix of RFC 6839).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || is_any(&essence)
}

/// Whether a range (RFC 9110 §12.5.1) has JSON in it among much else.
fn is_any(essence: &str) -> bool {
    matches!(essence, "*/*" | "*" | "application/*")
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
    ///
    /// A range that has JSON in it is JSON where the schema describes more than a string: nothing else could be read.
    pub(super) fn payload(&mut self, media_type: &str, content: &MediaType) -> Option<Payload> {
        let place = content.schema.as_ref().and_then(resolve::place);
        let essence = essence(media_type);
        let conjunction = place
            .as_ref()
            .map(|place| Conjunction::at(self.resolved, place));
        let is_binary = conjunction.as_ref().is_some_and(is_binary);
        let is_string = match (&place, &conjunction) {
            (Some(place), Some(all)) if is_any(&essence) => {
                all.unions().is_empty() && self.kind(place, all) == Kind::String
            }
            _ => false,
        };
        if is_json(media_type) && !(is_any(&essence) && (is_string || place.is_none())) {
            let ty = match &place {
                Some(place) => self.type_at(place)?,
                None => TypeRef::Any,
            };
            return Some(Payload::Json(ty));
        }
        let is_text =
            essence.starts_with("text/") || is_lines(&essence) || (is_any(&essence) && is_string);
        Some(if is_text && !is_binary {
            Payload::Text
        } else {
            Payload::Bytes
        })
    }

    /// Notes that a schema says more of content at `origin` than its payload does.
    pub(super) fn note_untyped(
        &mut self,
        origin: &Pointer,
        media_type: &str,
        content: &MediaType,
        payload: &Payload,
    ) {
        let given = match payload {
            Payload::Json(_) => return,
            Payload::Text => "text",
            Payload::Bytes => "bytes",
        };
        let essence = essence(media_type);
        let place = content.schema.as_ref().and_then(resolve::place);
        let is_read = is_lines(&essence) || essence == "text/event-stream";
        let has_more =
            place.is_some_and(|place| has_parts(&Conjunction::at(self.resolved, &place)));
        if has_more && !is_read {
            self.note_once(
                origin.child("schema"),
                format!("content of `{essence}` is not lowered to types: the body is {given}"),
                "read and write it in the way that the API means",
            );
        }
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

/// Whether a schema describes values with parts, objects or lists.
fn has_parts(conjunction: &Conjunction<'_>) -> bool {
    let has_type = conjunction.parts().any(|part| {
        matches!(
            part.schema.keywords.typ.as_deref(),
            Some("object" | "array")
        )
    });
    has_type
        || !conjunction.unions().is_empty()
        || matches!(conjunction.implied_kind(), Kind::Object | Kind::Array)
}

/// Whether content is JSON texts one after the other: NDJSON, JSON Lines, JSON text sequences (RFC 7464).
pub(super) fn is_lines(essence: &str) -> bool {
    let subtype = essence.strip_prefix("application/").unwrap_or_default();
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(
        subtype,
        "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "json-seq"
    )
}
