//! Request bodies.

use openapiv3::MediaType;

use super::{Context, media_type};
use crate::ir::{Body, BodyContent, Docs, Origin, Payload, Sent};
use crate::pointer::Pointer;
use crate::resolve;

impl Context<'_> {
    /// The request body at `pointer`; none if it is broken or has no content.
    pub(super) fn body(&mut self, pointer: &Pointer) -> Option<Body> {
        let (place, body) = self.resolved.request_body(pointer)?;
        let mut contents: Vec<BodyContent> = Vec::new();
        for (media, content) in &body.content {
            let origin = Self::content_place(&place, media);
            let Some(payload) = self.sent(&origin, media, content) else {
                continue;
            };
            let examples = self.examples_of(content);
            // Equal content under several media types is one body; the first is what is sent.
            if let Some(known) = contents.iter_mut().find(|known| known.payload == payload) {
                known.examples.extend(examples);
                continue;
            }
            let media_type = self.concrete(&origin, media, &payload);
            contents.push(BodyContent {
                origin: Origin::new(&origin),
                media_type,
                payload,
                examples,
            });
        }
        if contents.is_empty() {
            return None;
        }
        let docs = Docs {
            description: body.description.clone(),
            ..Docs::default()
        };
        Some(Body {
            origin: Origin::new(&place),
            docs,
            required: body.required,
            contents,
        })
    }

    /// What a request sends as content of a media type; none if its schema is broken, which has been reported.
    fn sent(&mut self, origin: &Pointer, media: &str, content: &MediaType) -> Option<Sent> {
        let essence = media_type::essence(media);
        let schema = content.schema.as_ref().and_then(resolve::place);
        if essence == "application/x-www-form-urlencoded" {
            return self.form(origin, content, schema.as_ref());
        }
        if essence.starts_with("multipart/") {
            let multipart = self.multipart(origin, content, schema.as_ref());
            return Some(Sent::Multipart(multipart));
        }
        let payload = self.payload(media, content)?;
        self.note_untyped(origin, media, content, &payload);
        Some(match payload {
            Payload::Json(ty) => Sent::Json(ty),
            Payload::Text => Sent::Text,
            Payload::Bytes => Sent::Bytes,
        })
    }

    /// The media type to send: a range such as `image/*` is not one.
    fn concrete(&mut self, origin: &Pointer, media: &str, payload: &Sent) -> String {
        if !media.contains('*') {
            return media.to_owned();
        }
        let sent = match payload {
            Sent::Json(_) => "application/json",
            Sent::Form(_) => "application/x-www-form-urlencoded",
            Sent::Multipart(_) => "multipart/form-data",
            Sent::Text => "text/plain",
            Sent::Bytes => "application/octet-stream",
        };
        self.note_once(
            origin.clone(),
            format!("`{media}` is a range of media types: the body is sent as `{sent}`"),
            "name the media type, or set the header `content-type` in the options of the call",
        );
        sent.to_owned()
    }
}
