//! The least value of a schema: what is required, and nothing else.

use serde_json::{Map, Value, json};

use crate::api;

/// How deep values nest at most.
const MAX_DEPTH: usize = 24;

/// The least value of `schema`, of the document `tree`, that is not null.
pub(crate) fn of(tree: &Value, schema: &Value) -> Value {
    at(tree, schema, 0)
}

fn at(tree: &Value, schema: &Value, depth: usize) -> Value {
    let schema = api::follow(tree, schema);
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    let listed = schema.get("enum").and_then(Value::as_array);
    if let Some(value) = listed.into_iter().flatten().find(|value| !value.is_null()) {
        return value.clone();
    }
    let mut value = Value::Null;
    for part in parts(schema, "allOf") {
        merge(&mut value, at(tree, part, depth + 1));
    }
    for word in ["anyOf", "oneOf"] {
        let branch = parts(schema, word).find(|branch| kind(api::follow(tree, branch)) != "null");
        if let Some(branch) = branch {
            merge(&mut value, at(tree, branch, depth + 1));
            tag(schema, branch, &mut value);
        }
    }
    match (&value, kind(schema)) {
        (Value::Null, _) | (Value::Object(_), "object") => {
            merge(&mut value, plain(tree, schema, depth));
        }
        _ => {}
    }
    value
}

fn parts<'a>(schema: &'a Value, word: &str) -> impl Iterator<Item = &'a Value> {
    let list = schema.get(word).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The type of a schema; the first that is not null where there are more.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.find(|kind| *kind != "null").unwrap_or("null")
        }
        _ if schema.get("properties").is_some() => "object",
        _ => "",
    }
}

fn plain(tree: &Value, schema: &Value, depth: usize) -> Value {
    match kind(schema) {
        "null" => Value::Null,
        "boolean" => json!(true),
        "integer" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "number" => json!(1.5),
        "array" => match schema.get("items").filter(|_| depth < 2) {
            Some(items) => json!([at(tree, items, depth + 1)]),
            None => json!([]),
        },
        "object" => {
            let mut members = Map::new();
            for name in parts(schema, "required").filter_map(Value::as_str) {
                let property = schema.get("properties").and_then(|all| all.get(name));
                let value = property.map_or(json!("a"), |one| at(tree, one, depth + 1));
                members.insert(name.to_owned(), value);
            }
            Value::Object(members)
        }
        _ => json!(text(schema)),
    }
}

fn text(schema: &Value) -> &'static str {
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => "00000000-0000-4000-8000-000000000001",
        Some("date-time") => "2020-01-02T03:04:05Z",
        Some("date") => "2020-01-02",
        Some("time") => "03:04:05Z",
        Some("byte") => "YQ==",
        Some("uri" | "url") => "https://api.example/",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        _ => "a",
    }
}

/// Adds the members of `more`; what is no object takes the place of nothing.
fn merge(value: &mut Value, more: Value) {
    match (value, more) {
        (Value::Object(members), Value::Object(more)) => members.extend(more),
        (value @ Value::Null, more) => *value = more,
        _ => {}
    }
}

/// Sets the member that says which branch of a union the value is of.
fn tag(schema: &Value, branch: &Value, value: &mut Value) {
    let Some(discriminator) = schema.get("discriminator") else {
        return;
    };
    let name = discriminator.get("propertyName").and_then(Value::as_str);
    let reference = branch
        .get("$ref")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mut keys = mapping.into_iter().flatten();
    let key = keys.find(|(_, target)| target.as_str() == Some(reference));
    let last = reference.rsplit('/').next().unwrap_or_default();
    if let (Some(name), Value::Object(members)) = (name, value) {
        let key = key.map_or(last, |(key, _)| key);
        members.insert(name.to_owned(), json!(key));
    }
}
