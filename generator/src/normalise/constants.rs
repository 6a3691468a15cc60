//! `const` becomes an `enum` of one; the values of an `enum` are of its type, and none is null.

use serde_json::{Map, Value, json};

use super::node::{Node, Notes, kept, rename};
use crate::pointer::Pointer;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    if let Some(value) = members.get("const").cloned() {
        rename(members, "const", &kept("const"));
        notes.moved(pointer.child("const"), pointer.child("enum").index(0));
        members.insert("enum".to_owned(), json!([value]));
    }
    let Some(Value::Array(values)) = members.get_mut("enum") else {
        return;
    };
    let all = values.len();
    values.retain(|value| !value.is_null());
    let (null, empty) = (values.len() < all, values.is_empty());
    if null && empty {
        for key in ["enum", "type", "nullable"] {
            members.shift_remove(key);
        }
        members.insert("x-apicrate-null".to_owned(), Value::Bool(true));
        return;
    }
    if null {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    infer_type(members);
    convert(members, pointer, notes);
}

/// Values that are all of one type say what the type is.
fn infer_type(members: &mut Map<String, Value>) {
    const OTHERS: [&str; 5] = ["type", "$ref", "allOf", "anyOf", "oneOf"];
    if OTHERS.iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let Some(Value::Array(values)) = members.get("enum") else {
        return;
    };
    let mut names = values.iter().map(|value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    });
    let Some(Some(first)) = names.next() else {
        return;
    };
    if names.all(|name| name == Some(first)) {
        members.insert("type".to_owned(), Value::String(first.to_owned()));
    }
}

/// Makes the values what `type` says that they are.
fn convert(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    let Some(name) = members
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    if matches!(name.as_str(), "object" | "array") {
        rename(members, "enum", &kept("enum"));
        return;
    }
    let Some(Value::Array(values)) = members.get_mut("enum") else {
        return;
    };
    let place = pointer.child("enum");
    let mut index = 0;
    values.retain_mut(|value| {
        let here = place.index(index);
        index += 1;
        match as_type(value, &name) {
            Some(new) if new == *value => true,
            Some(new) => {
                // The same number, written as an integer, is the same value.
                if !value.is_number() || !new.is_number() {
                    let message =
                        format!("{value} is not of the type {name}; it was read as {new}");
                    notes.warn(Code::WrongType, &here, message, "write it as that");
                }
                *value = new;
                true
            }
            None => {
                let message = format!("{value} is not of the type {name}; it was left out");
                notes.error(
                    Code::WrongType,
                    &here,
                    message,
                    "correct the value or the type",
                );
                false
            }
        }
    });
    if values.is_empty() {
        members.shift_remove("enum");
    } else if name == "integer" && values.iter().any(|value| value.as_i64().is_none()) {
        rename(members, "enum", &kept("enum"));
    }
}

/// `value` as one of the type `name`.
pub(super) fn as_type(value: &Value, name: &str) -> Option<Value> {
    match (name, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("boolean", Value::String(text)) => text.parse().ok().map(Value::Bool),
        ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        ("integer", Value::Number(_)) => {
            super::bounds::as_integer(value).or_else(|| value.is_u64().then(|| value.clone()))
        }
        ("number", Value::String(text)) => {
            let number = text.parse().ok().and_then(serde_json::Number::from_f64);
            number.map(Value::Number)
        }
        ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_)) => Some(value.clone()),
        _ => None,
    }
}
