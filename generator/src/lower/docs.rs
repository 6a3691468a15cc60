//! What the document says about a schema beyond its type.

use serde_json::Value;

use super::all_of::Conjunction;
use super::enumeration;
use crate::grammar::RESERVED;
use crate::ir::{Bound, Docs, Limits};
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
        constraints: constraints(schema),
        limits: limits(schema),
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
        docs.limits = further.limits;
    }
    if docs.examples.is_empty() {
        docs.examples = further.examples;
    }
}

/// What the server enforces and no type says, each a short phrase (JSON Schema Validation §6).
fn constraints(schema: &Schema) -> Vec<String> {
    let keywords = &schema.keywords;
    let mut found = Vec::new();
    let mut add = |text: Option<String>| found.extend(text);
    add(range("length", keywords.min_length, keywords.max_length));
    let pattern = keywords.pattern.as_ref();
    add(pattern.map(|pattern| format!("pattern `{}`", pattern.replace('`', "'"))));
    // Bounds of numbers say nothing about values of another type (JSON Schema Validation §6.2).
    let is_number = keywords
        .typ
        .as_deref()
        .is_none_or(|name| matches!(name, "number" | "integer"));
    if is_number {
        let minimum = bound(schema, keywords.minimum, "minimum");
        add(
            minimum.map(|minimum| match is_exclusive(schema, "Minimum") {
                true => format!("more than {minimum}"),
                false => format!("at least {minimum}"),
            }),
        );
        let maximum = bound(schema, keywords.maximum, "maximum");
        add(
            maximum.map(|maximum| match is_exclusive(schema, "Maximum") {
                true => format!("less than {maximum}"),
                false => format!("at most {maximum}"),
            }),
        );
    }
    let step = bound(schema, keywords.multiple_of, "multipleOf");
    add(step.map(|step| format!("a multiple of {step}")));
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
    add(listed(schema));
    let text = |key: &str| schema.data.extensions.get(key).and_then(Value::as_str);
    // Base64 has a type of its own.
    let encoding =
        text("x-apicrate-contentEncoding").filter(|name| !name.eq_ignore_ascii_case("base64"));
    add(encoding.map(|name| format!("encoded as `{name}`")));
    add(text("x-apicrate-contentMediaType").map(|name| format!("content of type `{name}`")));
    found
}

/// The same for the generator's own use.
fn limits(schema: &Schema) -> Limits {
    let keywords = &schema.keywords;
    let bound = |number: Option<f64>, name: &str| {
        number.map(|number| Bound {
            number,
            is_exclusive: is_exclusive(schema, name),
        })
    };
    Limits {
        format: keywords.format.clone(),
        pattern: keywords.pattern.clone(),
        length: (keywords.min_length, keywords.max_length),
        items: (keywords.min_items, keywords.max_items),
        minimum: bound(keywords.minimum, "Minimum"),
        maximum: bound(keywords.maximum, "Maximum"),
        values: unlisted(schema).map_or_else(Vec::new, <[Value]>::to_vec),
    }
}

/// A bound as the document writes it: normalising keeps those that a number here would round.
fn bound(schema: &Schema, number: Option<f64>, key: &str) -> Option<String> {
    let kept = schema.data.extensions.get(&format!("{RESERVED}{key}"));
    let kept = kept.and_then(Value::as_str).map(str::to_owned);
    number.map(|number| number.to_string()).or(kept)
}

/// Whether a bound, `Minimum` or `Maximum`, is itself not allowed.
fn is_exclusive(schema: &Schema, bound: &str) -> bool {
    let own = match bound {
        "Minimum" => schema.keywords.exclusive_minimum,
        _ => schema.keywords.exclusive_maximum,
    };
    let key = format!("{RESERVED}exclusive{bound}");
    own == Some(true) || schema.data.extensions.get(&key) == Some(&Value::Bool(true))
}

/// The values of a list that is lowered to the type of its values and not to one of its own.
fn unlisted(schema: &Schema) -> Option<&[Value]> {
    let kept = schema.data.extensions.get("x-apicrate-enum");
    let values = match kept.and_then(Value::as_array) {
        Some(values) => values,
        None => &schema.keywords.enumeration,
    };
    let has_variants = !values.iter().any(enumeration::has_parts);
    let has_type = kept.is_none() && has_variants && enumeration::scalar(values).is_none();
    (!values.is_empty() && !has_type).then_some(values.as_slice())
}

/// The same in words.
fn listed(schema: &Schema) -> Option<String> {
    let values = unlisted(schema)?
        .iter()
        .map(|value| format!("`{value}`").replace('\n', " "));
    let values: Vec<String> = values.collect();
    Some(match values.as_slice() {
        [only] => format!("always {only}"),
        several => format!("one of {}", several.join(", ")),
    })
}

fn range(what: &str, least: Option<usize>, most: Option<usize>) -> Option<String> {
    match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("{what} at least {least}")),
        (None, Some(most)) => Some(format!("{what} at most {most}")),
        (Some(least), Some(most)) => Some(format!("{what} {least} to {most}")),
    }
}
