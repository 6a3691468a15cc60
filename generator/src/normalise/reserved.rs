//! Leaves out keys that start with `x-apicrate-`: the passes below write them, and trust them.

use super::node::{Node, Notes};
use crate::grammar::RESERVED;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    members.retain(|key, _| {
        if !key.starts_with(RESERVED) {
            return true;
        }
        let message = format!("`{key}` is a reserved key; it was left out");
        notes.warn(
            Code::ReservedExtension,
            &node.pointer.child(key),
            message,
            "rename it",
        );
        false
    });
}
