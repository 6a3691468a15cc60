//! Responses, by status.

use indexmap::IndexMap;
use openapiv3::{MediaType, Responses, StatusCode};
use serde_json::Value;

use super::Context;
use crate::ir::{Items, Origin, Payload, Response, Status, Stream};
use crate::pointer::Pointer;
use crate::report::Code;

/// One representation of a response.
struct Content {
    media_type: String,
    payload: Payload,
    stream: Option<Stream>,
    examples: Vec<Value>,
}

impl Context<'_> {
    fn contents(&mut self, listed: &IndexMap<String, MediaType>) -> Vec<Content> {
        let mut contents = Vec::new();
        for (media_type, content) in listed {
            if let Some(payload) = self.payload(media_type, content) {
                let examples = self.examples_of(content);
                contents.push(Content {
                    media_type: media_type.clone(),
                    payload,
                    stream: self.stream(media_type, content),
                    examples,
                });
            }
        }
        contents
    }

    /// The documented responses of an operation: successes and errors, each in document order, `default` last.
    pub(super) fn responses(
        &mut self,
        operation: &Pointer,
        responses: &Responses,
    ) -> (Vec<Response>, Vec<Response>) {
        let base = operation.child("responses");
        let is_head = operation.segments().last().is_some_and(|key| key == "head");
        let mut found = Vec::new();
        for status in responses.responses.keys() {
            let (status, key) = match status {
                StatusCode::Code(code) => (Status::Code(*code), code.to_string()),
                StatusCode::Range(digit) => (Status::Range(*digit), format!("{digit}XX")),
            };
            found.extend(self.response(&base, &key, status, is_head));
        }
        if responses.default.is_some() {
            found.extend(self.response(&base, "default", Status::Default, is_head));
        }
        let has_success = found.iter().any(|response| response.status.is_success());
        let mut successes = Vec::new();
        let mut errors = Vec::new();
        for response in found {
            if response.status.is_success() {
                successes.push(response);
                continue;
            }
            // A `default` beside no success describes the success too.
            if !has_success && response.status == Status::Default {
                successes.push(response.clone());
            }
            errors.push(Response {
                stream: None,
                ..response
            });
        }
        (successes, errors)
    }

    /// Notes that links lead nowhere in the client.
    pub(super) fn note_links(&mut self) {
        for link in &self.resolved.parsed.links {
            self.note_once(
                link.clone(),
                "links are not lowered: a response gives its data and headers".to_owned(),
                "call the operation that the link names",
            );
        }
    }

    /// The media types of the chosen content, and the examples of it; what else there is, is noted.
    fn asked_for(
        &mut self,
        place: &Pointer,
        contents: Vec<Content>,
        payload: Option<&Payload>,
        stream: Option<&Stream>,
    ) -> (Vec<String>, Vec<Value>) {
        let mut media_types = Vec::new();
        let mut examples = Vec::new();
        for content in contents {
            if Some(&content.payload) == payload {
                media_types.push(content.media_type);
                examples.extend(content.examples);
            } else if content.stream.is_none() || content.stream.as_ref() != stream {
                self.note_once(
                    Self::content_place(place, &content.media_type),
                    format!(
                        "`{}` is another representation of this response, which is not asked for",
                        content.media_type
                    ),
                    "leave it alone in the description if it is the one to use",
                );
            }
        }
        (media_types, examples)
    }

    fn response(
        &mut self,
        base: &Pointer,
        key: &str,
        status: Status,
        is_head: bool,
    ) -> Option<Response> {
        let (place, parsed) = [key.to_owned(), key.to_ascii_lowercase()]
            .iter()
            .find_map(|key| self.resolved.response(&base.child(key)))?;
        // RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5.
        let is_bodiless = is_head || matches!(status, Status::Code(204 | 205 | 304));
        let known = self.responses.get(&place);
        if let Some(known) = known.filter(|known| known.status == status && !is_bodiless) {
            return Some(known.clone());
        }
        let lowered = self.lowered_response(&place, parsed, status, is_bodiless);
        if !is_bodiless {
            self.responses.insert(place, lowered.clone());
        }
        Some(lowered)
    }

    fn lowered_response(
        &mut self,
        place: &Pointer,
        parsed: &openapiv3::Response,
        status: Status,
        is_bodiless: bool,
    ) -> Response {
        let mut contents = self.contents(&parsed.content);
        if is_bodiless && !contents.is_empty() {
            self.report.note(
                Code::NotLowered,
                &place.child("content"),
                "HTTP has no content in a response of this method or status: it is taken as empty",
                "remove the content, or correct the status",
            );
            contents.clear();
        }
        // JSON is what models are made from; without it the first media type is asked for.
        let is_json = |content: &&Content| matches!(content.payload, Payload::Json(_));
        let chosen = contents.iter().find(is_json).or(contents.first());
        if let Some(chosen) = chosen
            && let Some(content) = parsed.content.get(&chosen.media_type)
        {
            let origin = Self::content_place(place, &chosen.media_type);
            self.note_untyped(&origin, &chosen.media_type, content, &chosen.payload);
        }
        let payload = chosen.map(|content| content.payload.clone());
        let stream = if status.is_success() || status == Status::Default {
            stream_of(&contents, payload.as_ref())
        } else {
            None
        };
        let (media_types, examples) =
            self.asked_for(place, contents, payload.as_ref(), stream.as_ref());
        Response {
            origin: Origin::new(place),
            status,
            description: parsed.description.clone(),
            media_types,
            payload,
            stream,
            headers: self.headers(place, parsed),
            examples,
        }
    }
}

/// The representation that is read as it comes: the first that is made of items, else the bytes of the only one.
fn stream_of(contents: &[Content], payload: Option<&Payload>) -> Option<Stream> {
    let items = contents.iter().find_map(|content| content.stream.clone());
    items.or_else(|| {
        let is_chosen = |content: &&Content| Some(&content.payload) == payload;
        let chosen = contents.iter().filter(is_chosen);
        (payload == Some(&Payload::Bytes)).then(|| Stream {
            media_types: chosen.map(|content| content.media_type.clone()).collect(),
            items: Items::Bytes,
        })
    })
}
