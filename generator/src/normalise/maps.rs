//! Members that are objects, or maps to them: what is neither is left out.

use serde_json::{Map, Value, json};

use super::node::{Node, Notes};
use crate::grammar::{Kind, Shape, rules};
use crate::pointer::Pointer;

/// Members that are objects although the grammar does not follow them.
fn plain_objects(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Schema => &["externalDocs", "xml"],
        Kind::Root | Kind::Operation | Kind::Tag => &["externalDocs"],
        Kind::Info => &["contact", "license"],
        _ => &[],
    }
}

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    if node.kind == Kind::Schema {
        additional_properties(members, node.pointer, notes);
        discriminator(members, node.pointer, notes);
    }
    let maps = rules(node.kind).iter().filter(|rule| {
        // A list of names is the older form of `dependencies`' values, not of the map itself.
        matches!(rule.shape, Shape::Map | Shape::Patterned)
    });
    let keys = maps
        .map(|rule| rule.key)
        .chain(plain_objects(node.kind).iter().copied());
    for key in keys {
        match members.get(key) {
            None | Some(Value::Object(_)) => continue,
            // The `examples` of media types and parameters have a pass of their own.
            Some(Value::Array(_)) if key == "examples" => continue,
            Some(Value::Null) => {}
            Some(_) => notes.repaired(node.pointer, key, "an object", "was left out"),
        }
        members.shift_remove(key);
    }
}

fn additional_properties(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    const KEY: &str = "additionalProperties";
    let Some(member) = members.get_mut(KEY) else {
        return;
    };
    match member {
        Value::Bool(_) | Value::Object(_) => {}
        Value::Null => {
            members.shift_remove(KEY);
        }
        Value::String(text) if matches!(text.as_str(), "true" | "false") => {
            let flag = text == "true";
            notes.repaired(pointer, KEY, "a boolean", &format!("was read as `{flag}`"));
            *member = Value::Bool(flag);
        }
        _ => {
            notes.repaired(pointer, KEY, "a schema", "was left out");
            members.shift_remove(KEY);
        }
    }
}

/// A discriminator is an object with a property's name, and a map of texts at most.
fn discriminator(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    const KEY: &str = "discriminator";
    let Some(member) = members.get_mut(KEY) else {
        return;
    };
    if let Value::String(name) = member {
        notes.repaired(pointer, KEY, "an object", "was read as its `propertyName`");
        *member = json!({ "propertyName": name });
    }
    if !member.get("propertyName").is_some_and(Value::is_string) {
        if !member.is_null() {
            notes.repaired(
                pointer,
                KEY,
                "an object with a `propertyName`",
                "was left out",
            );
        }
        members.shift_remove(KEY);
        return;
    }
    let Some(mapping) = member.get_mut("mapping") else {
        return;
    };
    let place = pointer.child(KEY);
    match mapping {
        Value::Object(targets) => targets.retain(|value, target| {
            if !target.is_string() {
                notes.repaired(
                    &place.child("mapping"),
                    value,
                    "a reference",
                    "was left out",
                );
            }
            target.is_string()
        }),
        _ => {
            notes.repaired(&place, "mapping", "an object", "was left out");
            if let Some(member) = member.as_object_mut() {
                member.shift_remove("mapping");
            }
        }
    }
}
