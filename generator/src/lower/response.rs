//! Responses, by status.

use openapiv3::{Responses, StatusCode};

use super::Context;
use crate::ir::{Origin, Payload, Response, Status};
use crate::pointer::Pointer;
use crate::report::Code;

impl Context<'_> {
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
        let mut media_types = Vec::new();
        let mut payload: Option<Payload> = None;
        let mut examples = Vec::new();
        for (media_type, content) in &parsed.content {
            let Some(found) = self.payload(media_type, content) else {
                continue;
            };
            examples.extend(self.examples_of(content));
            match &payload {
                None => payload = Some(found),
                Some(known) if *known == found => {}
                Some(_) => {
                    self.report.warn(
                        Code::NotLowered,
                        &Self::content_place(&place, media_type),
                        format!("this response has content of another type under `{media_type}`, which is not asked for"),
                        "the client asks for the first media type of the response",
                    );
                    continue;
                }
            }
            media_types.push(media_type.clone());
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
