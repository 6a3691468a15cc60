//! What the document says about a schema, in words.

use openapiv3::AnySchema;
use serde_json::Value;

use super::all_of::Conjunction;
use crate::ir::Docs;
use crate::parse::Schema;

/// The words of one schema.
pub(super) fn of_schema(schema: &Schema) -> Docs {
    let data = &schema.data;
    let listed = data
        .extensions
        .get("x-apicrate-examples")
        .and_then(Value::as_array);
    Docs {
        summary: data.title.clone(),
        description: data.description.clone(),
        deprecated: data.deprecated,
        constraints: constraints(&schema.keywords),
        examples: data
            .example
            .iter()
            .chain(listed.into_iter().flatten())
            .cloned()
            .collect(),
    }
}

/// The words of the outermost part, completed by the others where it says nothing itself.
pub(super) fn of_conjunction(conjunction: &Conjunction<'_>) -> Docs {
    conjunction
        .parts()
        .next()
        .map(|part| of_schema(part.schema))
        .unwrap_or_default()
}

/// Adds to `docs` what `further` knows more.
pub(super) fn complete(docs: &mut Docs, further: Docs) {
    docs.summary = docs.summary.take().or(further.summary);
    docs.description = docs.description.take().or(further.description);
    docs.deprecated |= further.deprecated;
    if docs.constraints.is_empty() {
        docs.constraints = further.constraints;
    }
    if docs.examples.is_empty() {
        docs.examples = further.examples;
    }
}

/// What the server enforces and no type says, each a short phrase (JSON Schema Validation §6).
fn constraints(keywords: &AnySchema) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |text: Option<String>| found.extend(text);
    add(range("length", keywords.min_length, keywords.max_length));
    add(keywords
        .pattern
        .as_ref()
        .map(|pattern| format!("pattern `{}`", pattern.replace('`', "'"))));
    // Bounds of numbers say nothing about values of another type (JSON Schema Validation §6.2).
    let is_number = keywords
        .typ
        .as_deref()
        .is_none_or(|name| matches!(name, "number" | "integer"));
    add(keywords.minimum.filter(|_| is_number).map(|minimum| {
        let word = if keywords.exclusive_minimum == Some(true) {
            "more than"
        } else {
            "at least"
        };
        format!("{word} {minimum}")
    }));
    add(keywords.maximum.filter(|_| is_number).map(|maximum| {
        let word = if keywords.exclusive_maximum == Some(true) {
            "less than"
        } else {
            "at most"
        };
        format!("{word} {maximum}")
    }));
    add(keywords
        .multiple_of
        .map(|step| format!("a multiple of {step}")));
    add(range(
        "number of items",
        keywords.min_items,
        keywords.max_items,
    ));
    add((keywords.unique_items == Some(true)).then(|| "no item twice".to_owned()));
    add(range(
        "number of members",
        keywords.min_properties,
        keywords.max_properties,
    ));
    found
}

fn range(what: &str, least: Option<usize>, most: Option<usize>) -> Option<String> {
    match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("{what} at least {least}")),
        (None, Some(most)) => Some(format!("{what} at most {most}")),
        (Some(least), Some(most)) => Some(format!("{what} {least} to {most}")),
    }
}
