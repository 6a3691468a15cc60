//! The values that the document shows, examples and defaults, each with the type that it should be of.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{Content, Example, Header, MediaType, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::media_type::is_json;
use super::{Context, docs};
use crate::ir::{Limits, TypeRef};
use crate::pointer::Pointer;
use crate::resolve;

/// A value that the document shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Where it stands.
    pub place: Pointer,
    /// Whether it is a default, and not an example.
    pub is_default: bool,
    /// Where the schema stands that it should satisfy.
    pub schema: Pointer,
    /// The type that is made of the schema.
    pub ty: TypeRef,
    /// What the schema says beyond its type.
    pub limits: Limits,
    /// The value.
    pub value: Value,
}

impl Context<'_> {
    /// Every example and default of what has been lowered, by place.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let mut gather = Gather {
            context: self,
            seen: BTreeSet::new(),
            found: Vec::new(),
        };
        gather.schemas();
        let objects = &self.resolved.parsed.objects;
        for (place, parameter) in &objects.parameters {
            let data = parameter.parameter_data_ref();
            gather.value(place, &data.format, &data.example, &data.examples);
        }
        for (place, body) in &objects.request_bodies {
            gather.content(place, &body.content);
        }
        for (place, response) in &objects.responses {
            gather.content(place, &response.content);
        }
        for (place, header) in &objects.headers {
            let Header {
                format,
                example,
                examples,
                ..
            } = &**header;
            gather.value(place, format, example, examples);
        }
        gather
            .found
            .sort_by(|one, other| (&one.place, &one.schema).cmp(&(&other.place, &other.schema)));
        gather.found
    }
}

struct Gather<'c, 'a> {
    context: &'c Context<'a>,
    /// An example may be referred to from several places: with one schema it is one finding.
    seen: BTreeSet<(Pointer, Pointer)>,
    found: Vec<Shown>,
}

impl Gather<'_, '_> {
    fn schemas(&mut self) {
        for place in self.context.known.keys() {
            let Some(schema) = self.context.resolved.parsed.schemas.get(place) else {
                continue;
            };
            let data = &schema.data;
            if let Some(value) = &data.example {
                self.add(place.child("example"), false, place, value);
            }
            let key = "x-apicrate-examples";
            let listed = data.extensions.get(key).and_then(Value::as_array);
            for (index, value) in listed.into_iter().flatten().enumerate() {
                // As the document has it.
                self.add(place.child("examples").index(index), false, place, value);
            }
            if let Some(value) = &data.default {
                self.add(place.child("default"), true, place, value);
            }
        }
    }

    /// The examples of a parameter or header.
    fn value(
        &mut self,
        place: &Pointer,
        format: &ParameterSchemaOrContent,
        example: &Option<Value>,
        examples: &IndexMap<String, ReferenceOr<Example>>,
    ) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => {
                self.examples(place, resolve::place(schema), example, examples);
            }
            ParameterSchemaOrContent::Content(content) => self.content(place, content),
        }
    }

    /// The examples of content that is JSON: of any other, they are text that stands for the content.
    fn content(&mut self, place: &Pointer, content: &Content) {
        for (media_type, content) in content.iter().filter(|(name, _)| is_json(name)) {
            let MediaType {
                schema,
                example,
                examples,
                ..
            } = content;
            let place = Context::content_place(place, media_type);
            let schema = schema.as_ref().and_then(resolve::place);
            self.examples(&place, schema, example, examples);
        }
    }

    fn examples(
        &mut self,
        place: &Pointer,
        schema: Option<Pointer>,
        example: &Option<Value>,
        examples: &IndexMap<String, ReferenceOr<Example>>,
    ) {
        let resolved = self.context.resolved;
        let Some((schema, _)) = schema.and_then(|schema| resolved.schema(&schema)) else {
            return;
        };
        if let Some(value) = example {
            self.add(place.child("example"), false, &schema, value);
        }
        for named in examples.values().filter_map(resolve::place) {
            let value = resolved
                .example(&named)
                .and_then(|found| found.value.as_ref());
            if let (Some(value), Some(place)) = (value, resolved.target(&named)) {
                self.add(place.child("value"), false, &schema, value);
            }
        }
    }

    fn add(&mut self, place: Pointer, is_default: bool, schema: &Pointer, value: &Value) {
        let Some(Some(ty)) = self.context.known.get(schema) else {
            return;
        };
        let parsed = self.context.resolved.parsed.schemas.get(schema);
        if !self.seen.insert((place.clone(), schema.clone())) {
            return;
        }
        self.found.push(Shown {
            place,
            is_default,
            schema: schema.clone(),
            ty: ty.clone(),
            limits: parsed
                .map(|schema| docs::of_schema(schema).limits)
                .unwrap_or_default(),
            value: value.clone(),
        });
    }
}
