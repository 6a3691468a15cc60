//! Bodies of name and value pairs: `application/x-www-form-urlencoded`.

use openapiv3::{Encoding, MediaType, QueryStyle};
use serde_json::Value;

use super::{Context, media_type};
use crate::ir::{Form, FormMember, Sent, Shape, Style, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;

impl Context<'_> {
    /// The form at `origin`; text, already encoded, where the schema is a string's.
    pub(super) fn form(
        &mut self,
        origin: &Pointer,
        content: &MediaType,
        schema: Option<&Pointer>,
    ) -> Option<Sent> {
        let ty = match schema {
            Some(schema) => self.type_at(schema)?.split_nullable().0,
            None => TypeRef::Any,
        };
        if !self.has_members(&ty) {
            self.report.note(
                Code::NotLowered,
                origin,
                "a form is made of the members of an object, and this schema is none: the body is taken as encoded text",
                "describe the form as an object",
            );
            return Some(Sent::Text);
        }
        let members = content.encoding.iter().filter_map(|(name, encoding)| {
            let place = origin.child("encoding").child(name);
            self.form_member(&place, name, encoding)
        });
        let members = members.collect();
        Some(Sent::Form(Form { ty, members }))
    }

    /// Whether values of a type can be objects.
    fn has_members(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Map(_) | TypeRef::Any | TypeRef::Foreign(_) => true,
            TypeRef::Named(id) => match &self.types.get(*id).shape {
                Shape::Object(_) | Shape::Union(_) => true,
                Shape::Alias(inner) | Shape::Wrapper(inner) => self.has_members(inner),
                Shape::Enumeration(_) => false,
            },
            TypeRef::Nullable(inner) => self.has_members(inner),
            TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Tuple(_) => false,
        }
    }

    /// How a member is written; none where it is the default.
    fn form_member(
        &mut self,
        place: &Pointer,
        name: &str,
        encoding: &Encoding,
    ) -> Option<FormMember> {
        let explicit = is_explicit(encoding);
        let written = |style| FormMember {
            name: name.to_owned(),
            style,
            explode: explode(encoding),
            allow_reserved: encoding.allow_reserved,
        };
        // OpenAPI 3.1.1 §4.8.15.1: `contentType` counts only where none of the three below is given.
        if explicit {
            return Some(written(match encoding.style {
                None | Some(QueryStyle::Form) => Style::Form,
                Some(QueryStyle::SpaceDelimited) => Style::SpaceDelimited,
                Some(QueryStyle::PipeDelimited) => Style::PipeDelimited,
                Some(QueryStyle::DeepObject) => Style::DeepObject,
            }));
        }
        let media = encoding.content_type.as_deref()?;
        if media_type::is_json(media) {
            return Some(FormMember {
                explode: false,
                ..written(Style::Json)
            });
        }
        if !media_type::essence(media).starts_with("text/") {
            self.report.warn(
                Code::NotLowered,
                &place.child("contentType"),
                format!(
                    "a member of a form cannot be written as `{media}`: it is written as by default"
                ),
                "use `application/json` or `text/plain`, or a style",
            );
        }
        None
    }
}

/// Whether one of the keywords of styles is there.
pub(super) fn is_explicit(encoding: &Encoding) -> bool {
    encoding.style.is_some()
        || encoding.explode
        || encoding.allow_reserved
        || encoding.extensions.contains_key("x-apicrate-explode")
}

fn explode(encoding: &Encoding) -> bool {
    let is_form = matches!(encoding.style, None | Some(QueryStyle::Form));
    let denied = encoding.extensions.get("x-apicrate-explode") == Some(&Value::Bool(false));
    encoding.explode || (is_form && !denied)
}
