//! A branch of `oneOf` or `anyOf` that is null alone becomes `nullable`; one branch that is left
//! becomes an `allOf`.

use serde_json::{Map, Value};

use super::node::{Node, Notes, add_all_of};
use crate::pointer::Pointer;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    for key in ["oneOf", "anyOf"] {
        without_null(members, key, pointer, notes);
    }
}

/// Keywords that do not change which values a schema allows.
const ANNOTATIONS: [&str; 6] = [
    "title",
    "description",
    "example",
    "default",
    "deprecated",
    "nullable",
];

/// Whether `schema` allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        members.contains_key("x-apicrate-null")
            && members
                .keys()
                .all(|key| key.starts_with("x-") || ANNOTATIONS.contains(&key.as_str()))
    })
}

fn without_null(members: &mut Map<String, Value>, key: &str, pointer: &Pointer, notes: &mut Notes) {
    let Some(Value::Array(branches)) = members.get_mut(key) else {
        return;
    };
    if !branches.iter().any(is_null) && branches.len() != 1 {
        return;
    }
    let all = std::mem::take(branches);
    let count = all.len();
    let left: Vec<(usize, Value)> = all
        .into_iter()
        .enumerate()
        .filter(|(_, branch)| !is_null(branch))
        .collect();
    let null = left.len() < count;
    let single = left.len() == 1;
    let into = if single { "allOf" } else { key };
    let offset = if single {
        members
            .get(into)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    } else {
        0
    };
    let mut new = Vec::with_capacity(left.len());
    for (position, (old, branch)) in left.into_iter().enumerate() {
        let (from, to) = (
            pointer.child(key).index(old),
            pointer.child(into).index(offset + position),
        );
        if from != to {
            notes.moved(from, to);
        }
        new.push(branch);
    }
    if single {
        members.shift_remove(key);
        new.into_iter()
            .for_each(|branch| add_all_of(members, branch));
    } else if new.is_empty() {
        members.shift_remove(key);
        members.insert("x-apicrate-null".to_owned(), Value::Bool(true));
        return;
    } else {
        members.insert(key.to_owned(), Value::Array(new));
    }
    if null {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}
