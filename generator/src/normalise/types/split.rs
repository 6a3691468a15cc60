//! Several types: an `anyOf` with a branch for each, with the keywords that are about that type.

use serde_json::{Map, Value, json};

use super::super::node::{Notes, add_all_of};
use crate::pointer::Pointer;

/// The keywords that are about values of one type only.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &[
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
        "number" | "integer" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "additionalItems",
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedProperties",
        ],
        _ => &[],
    }
}

/// Formats that are about numbers; all others are about strings.
const NUMBER_FORMATS: [&str; 16] = [
    "int8", "int16", "int32", "int64", "int", "integer", "long", "uint", "uint8", "uint16",
    "uint32", "uint64", "float", "double", "decimal", "number",
];

/// Replaces the `type` of `members` by an `anyOf` of branches, one for each of `types`.
pub(super) fn split(
    members: &mut Map<String, Value>,
    types: &[&'static str],
    pointer: &Pointer,
    notes: &mut Notes,
) {
    members.shift_remove("type");
    keep_any_of(members, pointer, notes);
    let values = match members.shift_remove("enum") {
        Some(Value::Array(values)) => Some(values),
        _ => None,
    };
    let null_too = values
        .as_ref()
        .is_some_and(|values| values.iter().any(Value::is_null));
    let mut branches = Vec::new();
    for name in types {
        let mut branch = Map::new();
        branch.insert("type".to_owned(), json!(name));
        if let Some(values) = &values {
            let own: Vec<Value> = values
                .iter()
                .filter(|value| is_of(value, name))
                .cloned()
                .collect();
            if own.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), Value::Array(own));
        }
        let place = pointer.child("anyOf").index(branches.len());
        let format = members.get("format").and_then(Value::as_str);
        let about_numbers = format.is_some_and(|format| NUMBER_FORMATS.contains(&format));
        let takes_format = match *name {
            "string" => !about_numbers,
            "number" | "integer" => about_numbers,
            _ => false,
        };
        for key in keywords(name)
            .iter()
            .chain(takes_format.then_some(&"format"))
        {
            if let Some(value) = members.shift_remove(*key) {
                notes.moved(pointer.child(key), place.child(key));
                branch.insert((*key).to_owned(), value);
            }
        }
        branches.push(Value::Object(branch));
    }
    members.insert("anyOf".to_owned(), Value::Array(branches));
    if null_too {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// An `anyOf` that stands there already moves into `allOf`.
fn keep_any_of(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    let Some(any_of) = members.shift_remove("anyOf") else {
        return;
    };
    let index = members
        .get("allOf")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    let new = pointer.child("allOf").index(index).child("anyOf");
    notes.moved(pointer.child("anyOf"), new);
    add_all_of(members, json!({ "anyOf": any_of }));
}

/// Whether a value of an `enum` belongs to the branch of the type `name`.
fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.is_f64(),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}
