//! Documented headers of responses.

use openapiv3::{ParameterSchemaOrContent, Response};

use super::Context;
use super::access::use_of;
use super::docs;
use crate::ir::{Docs, Header, Origin, Scalar, Shape, TypeRef};
use crate::pointer::Pointer;
use crate::resolve;

impl Context<'_> {
    /// The headers of the response at `place`, in document order.
    pub(super) fn headers(&mut self, place: &Pointer, response: &Response) -> Vec<Header> {
        let names = response.headers.keys();
        // OpenAPI 3.1 §4.8.17: `content-type` is the content's to say.
        names
            .filter(|name| !name.eq_ignore_ascii_case("content-type"))
            .filter_map(|name| self.header(name, &place.child("headers").child(name)))
            .collect()
    }

    fn header(&mut self, name: &str, pointer: &Pointer) -> Option<Header> {
        let resolved = self.resolved;
        let (place, parsed) = resolved.header(pointer)?;
        let schema = match &parsed.format {
            ParameterSchemaOrContent::Schema(schema) => resolve::place(schema),
            ParameterSchemaOrContent::Content(_) => None,
        };
        let ty = match &schema {
            Some(schema) => self.type_at(schema)?.split_nullable().0,
            None => TypeRef::Scalar(Scalar::String),
        };
        let ty = if self.is_readable(&ty) {
            ty
        } else {
            self.note_once(
                place.clone(),
                format!("the header `{name}` is neither a plain value nor a list of such: it is given as text"),
                "read the text in the way that the API means",
            );
            TypeRef::Scalar(Scalar::String)
        };
        if let ParameterSchemaOrContent::Content(content) = &parsed.format {
            let media = content.keys().next().map_or("*/*", String::as_str);
            self.note_once(
                place.child("content"),
                format!("a header whose value is content of `{media}` is given as text"),
                "read the text in the way that the API means",
            );
        }
        let mut words = Docs {
            description: parsed.description.clone(),
            deprecated: parsed.deprecated.unwrap_or_default(),
            ..Docs::default()
        };
        if let Some(schema) = schema {
            docs::complete(&mut words, use_of(resolved, &schema).docs);
        }
        Some(Header {
            origin: Origin::new(&place),
            name: name.to_owned(),
            docs: words,
            ty,
        })
    }

    /// Whether the text of a header can be read as a type.
    fn is_readable(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Array(item) => self.is_plain(item),
            other => self.is_plain(other),
        }
    }

    fn is_plain(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) | TypeRef::Foreign(_) => true,
            TypeRef::Named(id) => match &self.types.get(*id).shape {
                Shape::Enumeration(_) => true,
                Shape::Alias(inner) => self.is_plain(inner),
                Shape::Object(_) | Shape::Union(_) | Shape::Wrapper(_) => false,
            },
            _ => false,
        }
    }
}
