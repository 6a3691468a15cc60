//! Examples: a schema's list of them, and values where Example Objects belong.

use serde_json::{Map, Value, json};

use super::node::{Node, Notes, kept, rename};
use crate::grammar::Kind;
use crate::pointer::Pointer;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    match node.kind {
        Kind::Schema => of_schema(node, notes),
        Kind::Parameter | Kind::Header | Kind::MediaType => of_others(node, notes),
        Kind::Example => object(node, notes),
        _ => {}
    }
}

/// In a schema, `examples` is a list of values (3.1); maps of them are found, too.
fn of_schema(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    let Some(examples) = members.get_mut("examples") else {
        return;
    };
    match examples {
        Value::Array(_) => {}
        Value::Null => {
            members.shift_remove("examples");
            return;
        }
        Value::Object(map) => {
            notes.repaired(
                pointer,
                "examples",
                "a list",
                "was read as the list of its values",
            );
            let values = std::mem::take(map).into_iter().map(|(_, value)| value);
            *examples = Value::Array(values.map(unwrapped).collect());
        }
        single => {
            notes.repaired(pointer, "examples", "a list", "was read as a list of one");
            *single = Value::Array(vec![single.take()]);
        }
    }
    rename(members, "examples", &kept("examples"));
}

/// The value of what looks like an Example Object.
fn unwrapped(example: Value) -> Value {
    match example {
        Value::Object(mut members) if is_example(&members) => members
            .shift_remove("value")
            .unwrap_or(Value::Object(members)),
        other => other,
    }
}

fn is_example(members: &Map<String, Value>) -> bool {
    const KEYS: [&str; 5] = ["value", "externalValue", "summary", "description", "$ref"];
    let known = |key: &String| KEYS.contains(&key.as_str()) || key.starts_with("x-");
    members.keys().all(known)
        && members
            .keys()
            .any(|key| matches!(key.as_str(), "value" | "externalValue" | "$ref"))
}

/// Elsewhere, `examples` is a map of Example Objects.
fn of_others(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    let Some(Value::Array(list)) = members.get_mut("examples") else {
        return;
    };
    let named = list
        .drain(..)
        .enumerate()
        .map(|(i, value)| (i.to_string(), value));
    let map: Map<String, Value> = named.collect();
    notes.repaired(
        pointer,
        "examples",
        "an object",
        "was read as named by their numbers",
    );
    members.insert("examples".to_owned(), Value::Object(map));
}

/// An Example Object; a value in its place is wrapped in one.
fn object(node: &mut Node<'_>, notes: &mut Notes) {
    let done = match node.value {
        Value::Object(members) if members.is_empty() || has_known_member(members) => return,
        Value::Object(_) => "the example has no `value`; it was read as the value itself",
        _ => "the example is not an object; it was read as its `value`",
    };
    warn(node.pointer, done, notes);
    let value = node.value.take();
    *node.value = json!({ "value": value });
}

fn has_known_member(members: &Map<String, Value>) -> bool {
    const KEYS: [&str; 5] = ["value", "externalValue", "summary", "description", "$ref"];
    KEYS.iter().any(|key| members.contains_key(*key))
}

fn warn(pointer: &Pointer, done: &str, notes: &mut Notes) {
    notes.warn(
        Code::WrongType,
        pointer,
        done.to_owned(),
        "write it below `value:`",
    );
}
