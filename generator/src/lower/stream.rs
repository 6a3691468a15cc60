//! Responses that are read as they come.

use openapiv3::MediaType;

use super::{Context, media_type};
use crate::ir::{Items, Scalar, Shape, Stream, TypeRef};
use crate::resolve;

impl Context<'_> {
    /// The stream that content of a media type is; none if it is none, or if its schema is broken.
    pub(super) fn stream(&mut self, media: &str, content: &MediaType) -> Option<Stream> {
        let essence = media_type::essence(media);
        let is_events = essence == "text/event-stream";
        if !is_events && !media_type::is_lines(&essence) {
            return None;
        }
        let ty = match content.schema.as_ref().and_then(resolve::place) {
            Some(place) => self.type_at(&place)?.split_nullable().0,
            None => TypeRef::Any,
        };
        let is_described = content.schema.is_some();
        // An object is looked into, so it has to be whole.
        self.finish_objects();
        let item = self.item(ty);
        let items = match (is_events, item) {
            (true, Some(ty)) if is_described => Items::JsonEvents(ty),
            (true, _) => Items::Events,
            (false, Some(ty)) => Items::Lines(ty),
            (false, None) => Items::Lines(TypeRef::Any),
        };
        Some(Stream {
            media_types: vec![media.to_owned()],
            items,
        })
    }

    /// The type of what a stream brings, whose schema is that of one item or of all of them; none where that is text.
    fn item(&self, ty: TypeRef) -> Option<TypeRef> {
        let ty = match ty {
            TypeRef::Array(item) => *item,
            other => other,
        };
        match &ty {
            TypeRef::Scalar(Scalar::String) => None,
            TypeRef::Named(id) => match &self.types.get(*id).shape {
                Shape::Alias(inner) => self.item(inner.clone()),
                Shape::Object(object) if is_event(object) => {
                    let data = object.properties.iter();
                    let data = data.filter(|property| property.name == "data");
                    data.map(|property| property.ty.clone())
                        .next()
                        .and_then(|ty| self.item(ty))
                }
                _ => Some(ty),
            },
            _ => Some(ty),
        }
    }
}

/// Whether an object is not what an event carries but the event itself, field by field.
fn is_event(object: &crate::ir::Object) -> bool {
    let is_field = |name: &str| matches!(name, "data" | "event" | "id" | "retry" | "comment");
    let mut names = object
        .properties
        .iter()
        .map(|property| property.name.as_str());
    names.clone().any(|name| name == "data")
        && names.clone().any(|name| name != "data")
        && names.all(is_field)
}
