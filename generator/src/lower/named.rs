//! Names that the settings give to what is not there.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::access::nearest;
use crate::ir::{Api, Operation, Part, Sent, Shape, TypeDef};
use crate::name::value_key;
use crate::pointer::Pointer;
use crate::report::{did_you_mean, misspelled};
use crate::settings::SchemaSettings;

impl Context<'_> {
    /// Reports the names for which the document has nothing, and remembers those that are used.
    pub(super) fn report_unused_names(&mut self, api: &Api) {
        let types: BTreeMap<&Pointer, &TypeDef> = api
            .types
            .iter()
            .map(|(_, definition)| (&definition.origin.pointer, definition))
            .collect();
        let fields = fields(api);
        let settings = self.settings;
        for (written, schema) in &settings.schemas {
            let Ok(pointer) = written.parse::<Pointer>() else {
                continue;
            };
            if fields.contains(&pointer) && schema.field.is_some() {
                self.used_settings.insert(written.clone());
            } else if !fields.contains(&pointer) && self.resolved.schema(&pointer).is_some() {
                self.report_no_field(&pointer, schema);
            }
            // Where there is no schema at all, that is reported, and it is enough.
            if self.resolved.schema(&pointer).is_some() {
                self.report_no_type(&pointer, schema, types.get(&pointer).copied());
            }
        }
        self.report_unused_tags(api);
    }

    fn report_no_field(&mut self, pointer: &Pointer, schema: &SchemaSettings) {
        if schema.field.is_some() || !schema.field_attributes.is_empty() {
            self.warn_of_setting(
                schema.position,
                pointer,
                format!("the settings speak of the field for `{pointer}`, but this is neither a member's schema nor a \
                         parameter's nor a part's"),
                "name the schema of the member at its place in the object's `properties`",
            );
        }
    }

    fn report_no_type(
        &mut self,
        pointer: &Pointer,
        schema: &SchemaSettings,
        definition: Option<&TypeDef>,
    ) {
        if let (Some(name), None) = (&schema.name, definition) {
            self.warn_of_setting(
                schema.position,
                pointer,
                format!("the settings call the type of `{pointer}` `{name}`, but no type is made for this schema"),
                "name the schema that it refers to, or the member with `field`",
            );
        }
        let has_more = !schema.derives.is_empty() || !schema.attributes.is_empty();
        if has_more && definition.is_none() {
            self.warn_of_setting(
                schema.position,
                pointer,
                format!("the settings have derives or attributes for the type of `{pointer}`, but no type is made for this schema"),
                "name the schema that it refers to, or the member with `field_attributes`",
            );
        }
        let known = definition.map_or_else(Vec::new, |definition| variant_keys(&definition.shape));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for key in schema.variants.keys() {
            let (message, help) = if known.is_empty() {
                (
                    format!(
                        "the settings name variants of `{pointer}`, which is neither an enumeration nor a union"
                    ),
                    "name the schema that has the list of values or branches".to_owned(),
                )
            } else if !known.contains(&key.as_str()) {
                (
                    format!(
                        "the settings name a variant for `{key}`, which `{pointer}` does not have"
                    ),
                    format!("name one of its values or branches{}", nearest(key, &known)),
                )
            } else {
                continue;
            };
            self.warn_of_setting(schema.position, pointer, message, help);
        }
    }

    fn report_unused_tags(&mut self, api: &Api) {
        let settings = self.settings;
        let known: Vec<&str> = api.groups.iter().map(|group| group.tag.as_str()).collect();
        let is_whole = settings.select.is_everything();
        for (tag, own) in &settings.tags {
            if is_whole && !known.contains(&tag.as_str()) {
                self.warn_of_setting(
                    own.position,
                    &Pointer::root(),
                    format!(
                        "the settings speak of the tag `{tag}`, which is the first of no operation"
                    ),
                    format!("spell it as the operations do{}", nearest(tag, &known)),
                );
            }
        }
    }

    /// What to do about a pointer that leads to no schema.
    pub(super) fn nearest_schema(&self, pointer: &str) -> String {
        let known = self.resolved.parsed.schemas.keys();
        let hint = misspelled(pointer, known.map(Pointer::as_str));
        let hint = hint.map(|known| format!("; {}", did_you_mean(known)));
        format!(
            "correct the pointer, or remove the table from the settings{}",
            hint.unwrap_or_default()
        )
    }
}

/// The places of everything that `field` can name.
fn fields(api: &Api) -> BTreeSet<Pointer> {
    let mut all = BTreeSet::new();
    for (_, definition) in api.types.iter() {
        if let Shape::Object(object) = &definition.shape {
            let places = object.properties.iter().map(|property| &property.origin);
            all.extend(places.map(|origin| origin.pointer.clone()));
        }
    }
    for operation in &api.operations {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.origin);
        let headers = operation.headers().into_iter().map(|header| &header.origin);
        let parts = parts(operation).map(|part| &part.origin);
        let places = parameters.chain(headers).chain(parts);
        all.extend(places.map(|origin| origin.pointer.clone()));
    }
    all
}

fn parts(operation: &Operation) -> impl Iterator<Item = &Part> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents.flat_map(|content| match &content.payload {
        Sent::Multipart(multipart) => multipart.parts.as_slice(),
        _ => &[],
    })
}

/// What the settings call the variants of a type; nothing for a type without.
fn variant_keys(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Enumeration(enumeration) => {
            let values = enumeration.values.iter();
            values.map(|value| value_key(&value.value)).collect()
        }
        Shape::Union(union) => {
            let labels = union
                .variants
                .iter()
                .filter_map(|branch| branch.label.clone());
            let numbers = (0..union.variants.len()).map(|number| number.to_string());
            labels.chain(numbers).collect()
        }
        Shape::Object(_) | Shape::Alias(_) | Shape::Wrapper(_) => Vec::new(),
    }
}
