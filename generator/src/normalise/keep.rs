//! Keywords that 3.0 does not have are kept under `x-apicrate-` and their own names.

use serde_json::{Map, Value};

use super::node::{Node, Notes, kept, rename};

const KEPT: [&str; 17] = [
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "additionalItems",
];

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    if !members.keys().any(|key| is_meant(key)) {
        return;
    }
    split_dependencies(members);
    let encoding = members.get("contentEncoding").and_then(Value::as_str);
    if encoding.is_some_and(|name| name.eq_ignore_ascii_case("base64")) {
        members
            .entry("format")
            .or_insert_with(|| Value::String("byte".to_owned()));
    }
    for word in KEPT {
        let new = kept(word);
        if rename(members, word, &new) {
            notes.moved(pointer.child(word), pointer.child(&new));
        }
    }
}

/// Whether there is something to do because of the member `key`.
fn is_meant(key: &str) -> bool {
    key == "dependencies" || KEPT.contains(&key)
}

/// `dependencies` is the older word for `dependentRequired` (lists) and `dependentSchemas`.
fn split_dependencies(members: &mut Map<String, Value>) {
    let Some(Value::Object(entries)) = members.shift_remove("dependencies") else {
        return;
    };
    for (name, entry) in entries {
        let word = if entry.is_array() {
            "dependentRequired"
        } else {
            "dependentSchemas"
        };
        let map = members
            .entry(word)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(map) = map.as_object_mut() {
            map.entry(name).or_insert(entry);
        }
    }
}
