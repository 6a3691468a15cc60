//! What stands beside a `$ref`: in a schema it counts, elsewhere it does not.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::node::{Counted, Node, Notes, add_all_of, describe};
use crate::grammar::{Extent, Kind, reference, walk_mut_on};
use crate::pointer::Pointer;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    if node.kind.section().is_none() {
        return;
    }
    let is_schema = node.kind == Kind::Schema;
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    let Some(target) = members.get("$ref") else {
        return;
    };
    if !target.is_string() {
        let expected = format!("a reference but {}", describe(target));
        notes.repaired(node.pointer, "$ref", &expected, "was left out");
        members.shift_remove("$ref");
        return;
    }
    let extension = |key: &String| is_schema && key.starts_with("x-");
    if members.keys().all(|key| key == "$ref" || extension(key)) {
        return;
    }
    if !is_schema {
        notes.count(Counted::RefSiblings, node.pointer);
    } else if let Some(target) = members.shift_remove("$ref") {
        add_all_of(members, json!({ "$ref": target }));
    }
}

/// Corrects the references into what a pass has moved. `moves` leads from old to new places, each
/// below the new places of what it is in.
pub(super) fn follow_moves(root: &mut Value, moves: &BTreeMap<Pointer, Pointer>, threads: usize) {
    let visit = |_: &Pointer, kind, value: &mut Value, (): &mut ()| {
        let new = reference(kind, value).and_then(|text| followed(text, moves));
        if let (Some(new), Some(member)) = (new, value.get_mut("$ref")) {
            *member = Value::String(new.to_reference());
        }
    };
    walk_mut_on(threads, Extent::All, root, &|| (), &visit);
}

/// Where a reference leads after `moves`; none if that is where it has led before.
fn followed(text: &str, moves: &BTreeMap<Pointer, Pointer>) -> Option<Pointer> {
    let old: Pointer = text.starts_with('#').then(|| text.parse().ok())??;
    let mut new = Pointer::root();
    for segment in old.segments() {
        new.push(&segment);
        if let Some(place) = moves.get(&new) {
            new = place.clone();
        }
    }
    (new != old).then_some(new)
}
