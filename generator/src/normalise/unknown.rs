//! Members that no version of the specification has: counted, so that a misspelled one is seen.

use super::node::{Node, Notes};
use crate::grammar::{Kind, words};

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object() else {
        return;
    };
    // What stands beside a reference is a matter of its own.
    if node.kind != Kind::Schema && members.contains_key("$ref") {
        return;
    }
    // An example without a value is a value itself.
    if node.kind == Kind::Example && !members.contains_key("value") {
        return;
    }
    let Some(known) = words(node.kind) else {
        return;
    };
    for key in members.keys() {
        let is_known =
            key == "$ref" || key.starts_with("x-") || known.clone().any(|word| word == key);
        if !is_known {
            notes.count_unknown(node.kind, key, node.pointer);
        }
    }
}
