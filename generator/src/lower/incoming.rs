//! Webhooks and callbacks: what the server sends by itself.

use super::Context;
use crate::ir::{BodyContent, Docs, Incoming, Method, Origin, Sent};
use crate::parse::ParsedOperation;

/// The payloads of all webhooks and callbacks, in document order; those without a body have nothing to parse.
pub(super) fn incoming(context: &mut Context<'_>) -> Vec<Incoming> {
    let resolved = context.resolved;
    resolved
        .parsed
        .incoming
        .iter()
        .filter_map(|parsed| context.incoming(parsed))
        .collect()
}

impl Context<'_> {
    fn incoming(&mut self, parsed: &ParsedOperation) -> Option<Incoming> {
        parsed.operation.request_body.as_ref()?;
        let body = self.body(&parsed.pointer.child("requestBody"))?;
        let (_, method) = Method::ALL
            .into_iter()
            .find(|(key, _)| *key == parsed.method)?;
        let is_json = |content: &BodyContent| matches!(content.payload, Sent::Json(_));
        let chosen = body.contents.iter().find(|content| is_json(content));
        let content = chosen.or(body.contents.first())?;
        if !is_json(content) {
            self.note_once(
                content.origin.pointer.clone(),
                format!(
                    "what the server sends as `{}` is left to the receiver to read",
                    content.media_type
                ),
                "only JSON is read into types",
            );
        }
        let parameters = parsed.pointer.child("parameters");
        if !(parsed.operation.parameters.is_empty() && parsed.path_parameters.is_empty()) {
            self.note_once(
                parameters,
                "the parameters of what the server sends are not lowered: only its body is read"
                    .to_owned(),
                "read them from the request that was received",
            );
        }
        let docs = Docs {
            summary: parsed.operation.summary.clone(),
            description: parsed.operation.description.clone(),
            deprecated: parsed.operation.deprecated,
            ..Docs::default()
        };
        Some(Incoming {
            origin: Origin::new(&parsed.pointer),
            name: name(parsed),
            docs,
            method,
            payload: content.payload.clone().into(),
        })
    }
}

/// The key of the webhook; of a callback the key of the callback, and not the expression that is its path.
fn name(parsed: &ParsedOperation) -> String {
    let segments: Vec<_> = parsed.pointer.segments().collect();
    let callback = segments.iter().position(|segment| segment == "callbacks");
    let key = callback.and_then(|position| segments.get(position + 1));
    key.map_or_else(|| parsed.path.clone(), |key| key.to_string())
}
