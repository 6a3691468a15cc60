//! From the schemas of OpenAPI 3.0, 3.1 and mixtures of both to JSON Schema 2020-12.
//!
//! Of the formats only those are kept that an emitted type insists on: [`ASSERTED`] as formats, the
//! widths of integers as bounds. All others are annotations, as JSON Schema has them by default: a
//! client keeps a date that is none.

use apicrate::grammar::{Kind, walk_mut};
use apicrate::pointer::Pointer;
use serde_json::{Map, Value, json};

use crate::example::is_3_0;

/// The formats of strings that values must have.
pub(crate) const ASSERTED: [&str; 2] = ["uuid", "byte"];

/// The formats of integers, with the least and the greatest value that they allow.
const WIDTHS: [(&str, i64, u64); 8] = [
    ("int8", i8::MIN as i64, i8::MAX as u64),
    ("int16", i16::MIN as i64, i16::MAX as u64),
    ("int32", i32::MIN as i64, i32::MAX as u64),
    ("int64", i64::MIN, i64::MAX as u64),
    ("uint8", 0, u8::MAX as u64),
    ("uint16", 0, u16::MAX as u64),
    ("uint32", 0, u32::MAX as u64),
    ("uint64", 0, u64::MAX),
];

/// Rewrites every schema of the document `root`.
pub(crate) fn translate(root: &mut Value) {
    let is_3_0 = is_3_0(root);
    walk_mut(Kind::Root, root, &Pointer::root(), &mut |_, kind, value| {
        if let (Kind::Schema, Some(members)) = (kind, value.as_object_mut()) {
            schema(members, is_3_0);
        }
    });
}

fn schema(members: &mut Map<String, Value>, is_3_0: bool) {
    if let Some(Value::String(target)) = members.get_mut("$ref") {
        if let Ok(pointer) = target.parse::<Pointer>() {
            *target = fragment(&pointer);
        }
        if is_3_0 {
            members.retain(|key, _| key == "$ref");
        }
    }
    format(members);
    exclusive(members, "exclusiveMinimum", "minimum");
    exclusive(members, "exclusiveMaximum", "maximum");
    nullable(members);
    if let Some(items @ Value::Array(_)) = members.get_mut("items") {
        let items = items.take();
        members.remove("items");
        members.insert("prefixItems".to_owned(), items);
    }
    // JSON Schema 3 had it in the member itself.
    if members.get("required").is_some_and(Value::is_boolean) {
        members.remove("required");
    }
}

/// The reference to `pointer` in the same document, with everything encoded that may be.
pub(crate) fn fragment(pointer: &Pointer) -> String {
    let mut text = "#".to_owned();
    for byte in pointer.as_str().bytes() {
        match byte {
            b'/' | b'~' | b'-' | b'.' | b'_' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn format(members: &mut Map<String, Value>) {
    let Some(format) = members.get("format").and_then(Value::as_str) else {
        members.remove("format");
        return;
    };
    let width = WIDTHS.iter().find(|(name, ..)| *name == format);
    if let Some((_, least, greatest)) = width.filter(|_| is_integer(members)) {
        let bounds = json!({"minimum": least, "maximum": greatest});
        let all = members.entry("allOf").or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.push(bounds);
        }
    }
    let format = members.get("format").and_then(Value::as_str);
    if !format.is_some_and(|format| ASSERTED.contains(&format)) {
        members.remove("format");
    }
}

fn is_integer(members: &Map<String, Value>) -> bool {
    match members.get("type") {
        Some(Value::String(name)) => name == "integer",
        Some(Value::Array(names)) => names.iter().any(|name| name == "integer"),
        _ => false,
    }
}

/// In 3.0 `exclusiveMinimum` is a word about `minimum`, in 3.1 a bound of its own.
fn exclusive(members: &mut Map<String, Value>, word: &str, bound: &str) {
    match members.get(word) {
        Some(Value::Bool(true)) => match members.remove(bound) {
            Some(value) => members.insert(word.to_owned(), value),
            None => members.remove(word),
        },
        Some(Value::Bool(false)) => members.remove(word),
        _ => None,
    };
}

/// `nullable` adds a type to those that `type` names, and says nothing without it (OpenAPI 3.0.3, section 4.7.24.1).
fn nullable(members: &mut Map<String, Value>) {
    if members.remove("nullable") != Some(Value::Bool(true)) {
        return;
    }
    let Some(ty) = members.get_mut("type") else {
        return;
    };
    let mut names = match ty.take() {
        Value::Array(names) => names,
        name => vec![name],
    };
    let null = json!("null");
    if !names.contains(&null) {
        names.push(null);
    }
    *ty = Value::Array(names);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(version: &str, schema: &Value) -> Value {
        let mut root = json!({"openapi": version, "components": {"schemas": {"A": schema}}});
        translate(&mut root);
        root["components"]["schemas"]["A"].take()
    }

    #[test]
    fn the_words_of_3_0_are_translated() {
        let cases = [
            (
                json!({"type": "string", "nullable": true, "format": "date"}),
                json!({"type": ["string", "null"]}),
            ),
            (
                json!({"nullable": true, "allOf": [{}]}),
                json!({"allOf": [{}]}),
            ),
            (
                json!({"minimum": 1, "exclusiveMinimum": true, "exclusiveMaximum": false}),
                json!({"exclusiveMinimum": 1}),
            ),
            (
                json!({"type": "integer", "format": "uint8"}),
                json!({"type": "integer", "allOf": [{"minimum": 0, "maximum": 255}]}),
            ),
            (
                json!({"$ref": "#/components/schemas/A b", "type": "string"}),
                json!({"$ref": "#/components/schemas/A%20b"}),
            ),
        ];
        for (schema, expected) in cases {
            assert_eq!(translated("3.0.3", &schema), expected);
        }
    }

    #[test]
    fn the_words_of_3_1_stay() {
        let schema = json!({
            "$ref": "#/components/schemas/A", "type": ["string", "null"], "format": "uuid",
            "exclusiveMinimum": 1, "properties": {"format": {"items": [{}]}}
        });
        let mut expected = schema.clone();
        expected["properties"]["format"] = json!({"prefixItems": [{}]});
        assert_eq!(translated("3.1.0", &schema), expected);
    }
}
