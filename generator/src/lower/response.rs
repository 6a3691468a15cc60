//! Responses, by status.

use indexmap::IndexMap;
use openapiv3::{MediaType, Responses, StatusCode};
use serde_json::Value;

use super::Context;
use crate::ir::{Origin, Payload, Response, Status};
use crate::pointer::Pointer;
use crate::report::Code;

/// One representation of a response.
struct Content {
    media_type: String,
    payload: Payload,
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
        let mut found = Vec::new();
        for status in responses.responses.keys() {
            let (status, key) = match status {
                StatusCode::Code(code) => (Status::Code(*code), code.to_string()),
                StatusCode::Range(digit) => (Status::Range(*digit), format!("{digit}XX")),
            };
            found.extend(self.response(&base, &key, status));
        }
        if responses.default.is_some() {
            found.extend(self.response(&base, "default", Status::Default));
        }
        let has_success = found.iter().any(|response| response.status.is_success());
        found.into_iter().partition(|response| {
            // A lone `default` describes the success too.
            response.status.is_success() || (!has_success && response.status == Status::Default)
        })
    }

    fn response(&mut self, base: &Pointer, key: &str, status: Status) -> Option<Response> {
        let pointer = [key.to_owned(), key.to_ascii_lowercase()]
            .iter()
            .map(|key| base.child(key))
            .find(|pointer| self.resolved.response(pointer).is_some())?;
        let (place, parsed) = self.resolved.response(&pointer)?;
        let contents = self.contents(&parsed.content);
        // JSON is what models are made from; without it the first media type is asked for.
        let is_json = |content: &&Content| matches!(content.payload, Payload::Json(_));
        let chosen = contents.iter().find(is_json).or(contents.first());
        let payload = chosen.map(|content| content.payload.clone());
        let mut media_types = Vec::new();
        let mut examples = Vec::new();
        for content in contents {
            if Some(&content.payload) == payload.as_ref() {
                media_types.push(content.media_type);
                examples.extend(content.examples);
                continue;
            }
            self.report.note(
                Code::NotLowered,
                &Self::content_place(&place, &content.media_type),
                format!(
                    "`{}` is another representation of this response, which is not asked for",
                    content.media_type
                ),
                "",
            );
        }
        Some(Response {
            origin: Origin::new(&place),
            status,
            description: parsed.description.clone(),
            media_types,
            payload,
            examples,
        })
    }
}
