//! Bodies of parts: `multipart/form-data` and its relatives.

use openapiv3::{Encoding, MediaType};

use super::all_of::Conjunction;
use super::{Context, media_type};
use crate::ir::{Access, Multipart, Part, PartContent, Property, Scalar, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve;

impl<'a> Context<'a> {
    /// The parts of the body at `origin`: the members of its schema that a client may send.
    pub(super) fn multipart(
        &mut self,
        origin: &Pointer,
        content: &MediaType,
        schema: Option<&Pointer>,
    ) -> Multipart {
        let resolved = self.resolved;
        let conjunction = schema.map(|schema| Conjunction::at(resolved, schema));
        let properties = match conjunction {
            Some(all) => {
                if !all.unions().is_empty() {
                    self.report.warn(
                        Code::NotLowered,
                        origin,
                        "alternatives of whole bodies of parts are not lowered: only the members that all have are typed",
                        "describe the parts as one object; a part of any name can be added to the body",
                    );
                }
                self.properties(&all)
            }
            None => Vec::new(),
        };
        let parts = properties
            .into_iter()
            .filter(|property| property.access != Access::ReadOnly)
            .map(|property| {
                let encoding = content.encoding.get(&property.name);
                self.part(origin, property, encoding)
            });
        Multipart {
            parts: parts.collect(),
        }
    }

    fn part(&mut self, origin: &Pointer, property: Property, encoding: Option<&Encoding>) -> Part {
        if encoding.is_some_and(|encoding| !encoding.headers.is_empty()) {
            let place = origin.child("encoding").child(&property.name);
            self.note_once(
                place.child("headers"),
                "the headers of a part are not typed: files take any header".to_owned(),
                "set them at the file that is sent",
            );
        }
        if encoding.is_some_and(super::form::is_explicit) {
            let place = origin.child("encoding").child(&property.name);
            self.note_once(
                place,
                "the style of a part is not used: lists are sent as a part for each item, objects as JSON".to_owned(),
                "describe the member as a string and send it as it should be",
            );
        }
        let named = encoding.and_then(|encoding| encoding.content_type.as_deref());
        // A list or a range leaves the choice to the caller.
        let media_type = named
            .filter(|named| !named.contains([',', '*']))
            .map(|named| named.trim().to_owned());
        let file = self.file(&property.origin.pointer);
        let file = file.filter(|_| !is_foreign(&property.ty)).or_else(|| {
            let is_other = named.is_some_and(|named| named.split(',').all(is_for_files));
            (is_other && is_untyped(&property.ty))
                .then_some(matches!(property.ty, TypeRef::Array(_)))
        });
        let (repeated, content) = match (file, property.ty) {
            (Some(repeated), _) => (repeated, PartContent::File),
            (None, TypeRef::Array(item)) => (true, PartContent::Value(item.split_nullable().0)),
            (None, ty) => (false, PartContent::Value(ty)),
        };
        Part {
            origin: property.origin,
            name: property.name,
            docs: property.docs,
            required: property.required && !property.nullable,
            repeated,
            content,
            media_type,
        }
    }

    /// Whether the schema at `place` is a file's, and then whether there may be several.
    fn file(&self, place: &Pointer) -> Option<bool> {
        let conjunction = Conjunction::at(self.resolved, place);
        if is_binary(&conjunction) {
            return Some(false);
        }
        let items = conjunction
            .parts()
            .find_map(|part| part.schema.keywords.items.as_ref())
            .and_then(resolve::place);
        if let Some(items) = items {
            return is_binary(&Conjunction::at(self.resolved, &items)).then_some(true);
        }
        // One file or a list of them is a list of them.
        let branches = conjunction
            .unions()
            .into_iter()
            .flat_map(|list| list.places);
        let files: Vec<bool> = branches.filter_map(|branch| self.file(&branch)).collect();
        (!files.is_empty()).then(|| files.contains(&true))
    }
}

/// Whether values are raw bytes: `format: binary` of 3.0, a media type without an encoding in 3.1.
pub(super) fn is_binary(conjunction: &Conjunction<'_>) -> bool {
    conjunction.parts().any(|part| {
        let extensions = &part.schema.data.extensions;
        let media = extensions
            .get("x-apicrate-contentMediaType")
            .and_then(serde_json::Value::as_str);
        part.schema.keywords.format.as_deref() == Some("binary")
            || (media.is_some_and(is_for_files)
                && !extensions.contains_key("x-apicrate-contentEncoding"))
    })
}

/// Whether a media type is one of bytes: neither text nor JSON.
fn is_for_files(media: &str) -> bool {
    let media = media.trim();
    !media_type::is_json(media) && !media_type::essence(media).starts_with("text/")
}

/// Whether the settings have a type for a value, or for each of a list.
fn is_foreign(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Foreign(_) => true,
        TypeRef::Array(item) => is_foreign(item),
        _ => false,
    }
}

/// Whether the document says nothing of a value but that it is some.
fn is_untyped(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Any | TypeRef::Scalar(Scalar::String | Scalar::Bytes) => true,
        TypeRef::Array(item) => is_untyped(item),
        _ => false,
    }
}
