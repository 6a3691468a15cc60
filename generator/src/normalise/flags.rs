//! Members that are booleans: a text that says one becomes one, anything else is left out.

use serde_json::Value;

use super::node::{Node, Notes, kept};
use crate::grammar::Kind;

/// The members of each kind of object that are booleans.
fn flags(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Schema => &[
            "nullable",
            "readOnly",
            "writeOnly",
            "deprecated",
            "uniqueItems",
        ],
        Kind::Operation => &["deprecated"],
        Kind::Parameter | Kind::Header => &[
            "required",
            "deprecated",
            "allowEmptyValue",
            "explode",
            "allowReserved",
        ],
        Kind::Encoding => &["explode", "allowReserved"],
        Kind::RequestBody => &["required"],
        _ => &[],
    }
}

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for key in flags(node.kind) {
        let Some(member) = members.get_mut(*key) else {
            continue;
        };
        let read = match member {
            Value::Bool(_) => continue,
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => None,
            },
            _ => None,
        };
        match read {
            Some(flag) => {
                let done = format!("was read as `{flag}`");
                notes.repaired(node.pointer, key, "a boolean", &done);
                *member = Value::Bool(flag);
            }
            None => {
                if !member.is_null() {
                    notes.repaired(node.pointer, key, "a boolean", "was left out");
                }
                members.shift_remove(*key);
            }
        }
    }
    let is_in_path =
        node.kind == Kind::Parameter && members.get("in").and_then(Value::as_str) == Some("path");
    if is_in_path && members.get("required") != Some(&Value::Bool(true)) {
        let expected = "`true`, which that of a path parameter has to be";
        notes.repaired(node.pointer, "required", expected, "was read as `true`");
        members.insert("required".to_owned(), Value::Bool(true));
    }
    // The parser cannot tell `false` from nothing, which is `true` for the style `form`.
    if node.kind == Kind::Encoding && members.get("explode") == Some(&Value::Bool(false)) {
        members.insert(kept("explode"), Value::Bool(false));
    }
}
