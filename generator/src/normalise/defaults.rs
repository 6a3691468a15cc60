//! A `default` is of its schema's type, or it is none.

use serde_json::Value;

use super::constants::as_type;
use super::node::{Node, Notes};
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    if !members.contains_key("default") {
        return;
    }
    let place = pointer.child("default");
    let Some(name) = members
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
    let Some(value) = members.get_mut("default") else {
        return;
    };
    let read = match (name.as_str(), &*value) {
        (_, Value::Null) if is_nullable => return,
        ("object", Value::Object(_)) | ("array", Value::Array(_)) => return,
        // A name of ours for what 3.0 does not have, or of nobody's.
        _ if !NAMES.contains(&name.as_str()) => return,
        _ => as_type(value, &name),
    };
    match read {
        Some(new) if new == *value || (new.is_number() && value.is_number()) => *value = new,
        Some(new) => {
            let message =
                format!("the default {value} is not of the type {name}; it was read as {new}");
            notes.warn(Code::WrongType, &place, message, "write it as that");
            *value = new;
        }
        None => {
            let message = format!("the default {value} is not of the type {name}; it was left out");
            let help = "correct the value or the type";
            notes.warn(Code::WrongType, &place, message, help);
            members.shift_remove("default");
        }
    }
}

/// The types of OpenAPI 3.0.
const NAMES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
