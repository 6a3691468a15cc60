//! Request bodies.

use super::{Context, media_type};
use crate::ir::{Body, BodyContent, Docs, Origin, Payload};
use crate::pointer::Pointer;
use crate::report::Code;

impl Context<'_> {
    /// The request body at `pointer`; none if it is broken or has no content.
    pub(super) fn body(&mut self, pointer: &Pointer) -> Option<Body> {
        let (place, body) = self.resolved.request_body(pointer)?;
        let mut contents: Vec<BodyContent> = Vec::new();
        for (media, content) in &body.content {
            let origin = Self::content_place(&place, media);
            let Some(payload) = self.payload(media, content) else {
                continue;
            };
            let essence = media_type::essence(media);
            if payload == Payload::Bytes
                && (essence.starts_with("multipart/") || essence.ends_with("form-urlencoded"))
            {
                self.report.warn(
                    Code::NotLowered,
                    &origin,
                    format!("`{media}` is not lowered to typed parts yet: the body is given as bytes"),
                    "give the encoded body yourself, or send another media type that the operation accepts",
                );
            }
            let examples = self.examples_of(content);
            // Equal content under several media types is one body; the first is what is sent.
            if let Some(known) = contents.iter_mut().find(|known| known.payload == payload) {
                known.examples.extend(examples);
                continue;
            }
            contents.push(BodyContent {
                origin: Origin::new(&origin),
                media_type: media.clone(),
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
}
