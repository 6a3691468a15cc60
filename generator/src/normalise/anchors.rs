//! References to anchors (`#name`, `$dynamicRef`) become references to the places they name.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::{Node, Notes};
use crate::grammar::{Kind, walk, walk_mut};
use crate::pointer::Pointer;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    if node.kind != Kind::Root || !has_references(node.value) {
        return;
    }
    let anchors = anchors(node.value);
    let root = Pointer::root();
    walk_mut(
        Kind::Root,
        node.value,
        &root,
        &mut |pointer, kind, value| {
            if let (Kind::Schema, Some(members)) = (kind, value.as_object_mut()) {
                resolve(members, pointer, &anchors, notes);
            }
        },
    );
}

/// Whether `text` is `#` and a name.
fn is_anchor(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|name| !name.is_empty() && !name.starts_with('/'))
}

fn has_references(root: &Value) -> bool {
    let mut found = false;
    walk(Kind::Root, root, &Pointer::root(), &mut |_, kind, value| {
        let reference = value.get("$ref").and_then(Value::as_str);
        found |= kind == Kind::Schema
            && (value.get("$dynamicRef").is_some() || reference.is_some_and(is_anchor));
    });
    found
}

/// The places that anchors name; of several with one name, the first.
fn anchors(root: &Value) -> BTreeMap<String, Pointer> {
    let mut anchors = BTreeMap::new();
    walk(
        Kind::Root,
        root,
        &Pointer::root(),
        &mut |pointer, kind, value| {
            for key in ["$anchor", "$dynamicAnchor"] {
                let name = value
                    .get(key)
                    .and_then(Value::as_str)
                    .filter(|_| kind == Kind::Schema);
                if let Some(name) = name {
                    anchors
                        .entry(name.to_owned())
                        .or_insert_with(|| pointer.clone());
                }
            }
        },
    );
    anchors
}

fn resolve(
    members: &mut Map<String, Value>,
    pointer: &Pointer,
    anchors: &BTreeMap<String, Pointer>,
    notes: &mut Notes,
) {
    // What a dynamic reference leads to may depend on who refers to the schema around it. Without
    // such a use, which no API description is known to make, it is an ordinary reference.
    if let Some(target) = members.shift_remove("$dynamicRef") {
        members.entry("$ref").or_insert(target);
    }
    let Some(text) = members.get("$ref").and_then(Value::as_str) else {
        return;
    };
    if !is_anchor(text) {
        return;
    }
    let name = text.trim_start_matches('#');
    if let Some(place) = anchors.get(name) {
        members.insert("$ref".to_owned(), Value::String(place.to_reference()));
    } else {
        let message = format!("no schema has the anchor `{name}`");
        let help = "correct the name, or refer to the schema with a JSON pointer";
        notes.error(Code::UnknownAnchor, &pointer.child("$ref"), message, help);
    }
}
