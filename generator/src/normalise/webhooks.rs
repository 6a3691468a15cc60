//! `webhooks` and `components.pathItems`, which 3.0 does not have, are kept beside what it has.

use super::node::{Node, Notes, kept, rename};
use crate::grammar::Kind;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let key = match node.kind {
        Kind::Root => "webhooks",
        Kind::Components => "pathItems",
        _ => return,
    };
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    let new = kept(key);
    if rename(members, key, &new) {
        notes.moved(node.pointer.child(key), node.pointer.child(&new));
    }
}
