//! Path items and operations: places that are empty, and `responses` that are missing.

use serde_json::{Value, json};

use super::node::{Node, Notes};
use crate::grammar::{Kind, METHODS};

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    match node.kind {
        Kind::PathItem if node.value.is_null() => *node.value = json!({}),
        Kind::PathItem => path_item(node, notes),
        Kind::Operation => {
            if let Some(members) = node.value.as_object_mut() {
                members.entry("responses").or_insert_with(|| json!({}));
            }
        }
        _ => {}
    }
}

fn path_item(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for method in METHODS {
        if members.get(method).is_some_and(Value::is_null) {
            notes.repaired(node.pointer, method, "an operation", "was left out");
            members.shift_remove(method);
        }
    }
}
