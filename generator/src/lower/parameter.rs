//! Parameters: where they go and how their values are written.

use openapiv3::{
    Parameter as Parsed, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
};

use super::access::use_of;
use super::{Context, docs};
use crate::ir::{Docs, Location, Origin, Parameter, Scalar, Style, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve;

impl Context<'_> {
    /// The parameter at `pointer`; none if it is broken, which has been reported, or is not the description's to set.
    pub(super) fn parameter(&mut self, pointer: &Pointer) -> Option<Parameter> {
        let (place, parsed) = self.resolved.parameter(pointer)?;
        if let Some(known) = self.parameters.get(&place) {
            return Some(known.clone());
        }
        let lowered = self.lowered_parameter(&place, parsed)?;
        self.parameters.insert(place, lowered.clone());
        Some(lowered)
    }

    fn lowered_parameter(&mut self, place: &Pointer, parsed: &Parsed) -> Option<Parameter> {
        let data = parsed.parameter_data_ref();
        let (location, style, allow_reserved) = place_and_style(parsed);
        if location == Location::Header && is_owned_by_the_client(&data.name) {
            self.report.note(
                Code::IgnoredHeader,
                place,
                format!(
                    "the specification says to ignore a header parameter named `{}`",
                    data.name
                ),
                "describe it as a media type or a security scheme",
            );
            return None;
        }
        let (ty, style, schema) = self.value_of(place, data, style)?;
        let mut docs = Docs {
            description: data.description.clone(),
            ..Docs::default()
        };
        let mut default = None;
        let mut ty = ty;
        if let Some(schema) = schema {
            let mut used = use_of(self.resolved, &schema);
            used.places.insert(0, place.clone());
            ty = self.secret(&used, ty);
            docs::complete(&mut docs, used.docs);
            default = used.default;
        }
        if let Some(example) = &data.example {
            docs.examples.insert(0, example.clone());
        }
        docs.deprecated |= data.deprecated.unwrap_or_default();
        Some(Parameter {
            origin: Origin::new(place),
            name: data.name.clone(),
            docs,
            location,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            allow_reserved,
            required: data.required || location == Location::Path,
            ty,
            default,
        })
    }

    /// The type of the parameter's value, how it is written, and where its schema stands.
    fn value_of(
        &mut self,
        pointer: &Pointer,
        data: &ParameterData,
        style: Style,
    ) -> Option<(TypeRef, Style, Option<Pointer>)> {
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let place = resolve::place(schema)?;
                let (ty, _) = self.type_at(&place)?.split_nullable();
                Some((ty, style, Some(place)))
            }
            ParameterSchemaOrContent::Content(content) => {
                let (media_type, content) = content.first()?;
                let ty = match content.schema.as_ref().and_then(resolve::place) {
                    Some(place) => self.type_at(&place)?.split_nullable().0,
                    None => TypeRef::Any,
                };
                let style = if super::media_type::is_json(media_type) {
                    Style::Json
                } else {
                    style
                };
                let text = TypeRef::Scalar(Scalar::String);
                let is_text = ty == text || ty == TypeRef::Any;
                if style != Style::Json && !is_text {
                    self.note_once(
                        Self::content_place(pointer, media_type),
                        format!("content of `{media_type}` in a parameter is not lowered to types: the value is text"),
                        "write it in the way that the API means",
                    );
                }
                let ty = if style == Style::Json { ty } else { text };
                Some((ty, style, None))
            }
        }
    }
}

fn place_and_style(parsed: &Parsed) -> (Location, Style, bool) {
    match parsed {
        Parsed::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style, false)
        }
        Parsed::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style, *allow_reserved)
        }
        Parsed::Header { .. } => (Location::Header, Style::Simple, false),
        Parsed::Cookie { .. } => (Location::Cookie, Style::Form, false),
    }
}

/// Header parameters that are to be ignored (OpenAPI 3.1 §4.8.12.2).
fn is_owned_by_the_client(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|owned| name.eq_ignore_ascii_case(owned))
}
